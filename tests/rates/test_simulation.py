"""On simulated truth: estimates come nearer than samples alone, intervals hold as often as told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from needs.rates import commune_rates, fit
from needs.rates.scales import Z90

REPLICATES = 1000
SAMPLED, UNSAMPLED = 40, 10


def test_known_truth_of_the_model() -> None:
    """40 areas with and 10 without a sample, A = 1, sampling variances 0.4–1.6."""
    random = np.random.default_rng(588)
    d = np.tile([0.4, 0.8, 1.2, 1.6], SAMPLED // 4)
    held, held_synthetic, squared, squared_direct, told = [], [], [], [], []
    for _ in range(REPLICATES):
        x = np.column_stack([np.ones(SAMPLED + UNSAMPLED), random.normal(size=50)])
        truth = x @ [2.0, 1.0] + random.normal(size=50)
        y = truth[:SAMPLED] + random.normal(size=SAMPLED) * np.sqrt(d)
        model = fit(y, x[:SAMPLED], d, precision=1e-6)
        error = model.eblup - truth[:SAMPLED]
        held.append(np.abs(error) <= Z90 * np.sqrt(model.mse))
        squared.append(error**2)
        squared_direct.append((y - truth[:SAMPLED]) ** 2)
        told.append(model.mse)
        synthetic, mse = model.predict(x[SAMPLED:], refvar_uncertain=True)
        held_synthetic.append(np.abs(synthetic - truth[SAMPLED:]) <= Z90 * np.sqrt(mse))
    assert 0.88 <= np.mean(held) <= 0.92
    assert 0.88 <= np.mean(held_synthetic) <= 0.92
    # The estimate is nearer in areas with a small and with a large sample, by a third over all.
    by_area = np.mean(squared, axis=0) / np.mean(squared_direct, axis=0)
    assert (by_area < 0.95).all()
    assert np.mean(squared) < 0.67 * np.mean(squared_direct)
    # And the MSE that it tells is the one that it has.
    np.testing.assert_allclose(np.mean(told), np.mean(squared), rtol=0.05)


@pytest.mark.parametrize("scale", ["rate", "arcsine"])
def test_known_children_of_communes(scale: str) -> None:
    """60 communes of 150–600 children, rates about 10–45 %; 30–80 examined in 45 of them."""
    random = np.random.default_rng(2026)
    codes = pd.Index([f"{n:05d}" for n in range(60)], name="commune_code")
    sampled = np.arange(60) < 45
    held, squared, squared_direct = [], [], []
    for _ in range(250):
        poverty = random.normal(size=60)
        chance = np.clip(0.25 + 0.05 * poverty + 0.06 * random.normal(size=60), 0.01, 0.99)
        population, n = random.integers(150, 601, 60), random.integers(30, 81, 60)
        affected = random.binomial(population, chance)
        found = random.hypergeometric(affected, population - affected, n)
        samples = pd.DataFrame(
            {"commune_code": codes, "examined": n, "affected": found, "population": population}
        ).astype({"examined": "Int64", "affected": "Int64"})
        samples.loc[~sampled, ["examined", "affected"]] = pd.NA
        rates = commune_rates(samples, pd.DataFrame({"poverty": poverty}, index=codes), scale=scale)
        low, rate, high = (
            rates[name].to_numpy(dtype=float) for name in ("rate_low", "rate", "rate_high")
        )
        truth = affected / population
        held.append((low <= truth) & (truth <= high))
        squared.append((rate - truth)[sampled] ** 2)
        squared_direct.append((found / n - truth)[sampled] ** 2)
    with_sample, without = np.mean(held, axis=0)[sampled], np.mean(held, axis=0)[~sampled]
    assert 0.88 <= with_sample.mean() <= 0.92
    assert 0.88 <= without.mean() <= 0.92
    assert np.mean(squared) < 0.7 * np.mean(squared_direct)
