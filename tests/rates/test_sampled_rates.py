"""Rates of communes from samples: which way each is found, and what never happens."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import needs.rates.sampled_rates as room
from needs.errors import InputFaults, NeedsError, NotFound
from needs.rates import METHODS, SPARE_COMMUNES, commune_rates, fit
from needs.rates.scales import wilson

RATES = ["rate", "rate_low", "rate_high"]


def row(rates: pd.DataFrame, number: int) -> pd.Series:
    return rates.set_index("commune_code").loc[f"{number:05d}"]


def test_each_commune_says_how_its_rate_was_found(
    communes: pd.DataFrame, covariates: pd.DataFrame
) -> None:
    rates = commune_rates(communes, covariates)
    assert rates.method.tolist() == ["census"] + 15 * ["eblup"] + 4 * ["synthetic"]
    assert not rates.benchmarked.any()
    assert rates.rate.notna().all()


def test_all_children_examined_is_exact(communes: pd.DataFrame, covariates: pd.DataFrame) -> None:
    """12 of 50, and there are 50."""
    first = row(commune_rates(communes, covariates), 0)
    assert first[RATES].tolist() == [0.24, 0.24, 0.24]
    assert first.rate_mse == 0


@pytest.mark.parametrize("scale", ["rate", "arcsine"])
def test_the_estimate_is_the_models(
    communes: pd.DataFrame, covariates: pd.DataFrame, scale: str
) -> None:
    """Put together here from the parts: y, x, p̃(1 − p̃)/n·(1 − n/N) or (1/4n)·(1 − n/N)."""
    sampled = communes[communes.examined.notna()].astype({"examined": float, "affected": float})
    n, a = sampled.examined.to_numpy(), sampled.affected.to_numpy()
    pooled = (a.sum() + 0.5) / (n.sum() + 1)
    left = 1 - n / sampled.population.to_numpy(dtype=float)
    x = np.column_stack([np.ones(20), covariates.poverty])
    direct = a / n
    y = direct if scale == "rate" else np.arcsin(np.sqrt(direct))
    model = fit(y, x[:16], (pooled * (1 - pooled) if scale == "rate" else 0.25) / n * left)
    expected, mse = model.predict(x, refvar_uncertain=True)
    expected[:16], mse[:16] = model.eblup, model.mse
    if scale == "arcsine":
        expected = 0.5 * (1 - np.exp(-2 * mse) * np.cos(2 * expected))
        expected[0] = direct[0]
    found = commune_rates(communes, covariates, scale=scale)
    np.testing.assert_allclose(found.rate.to_numpy(dtype=float), expected, rtol=1e-9)
    if scale == "rate":
        np.testing.assert_allclose(found.rate_mse.to_numpy(dtype=float), mse, rtol=1e-9)


def test_a_missing_covariate_is_told_and_the_mean_stands_in(
    communes: pd.DataFrame, covariates: pd.DataFrame
) -> None:
    covariates.loc[["00005", "00019"], "poverty"] = np.nan
    rates = commune_rates(communes, covariates)
    assert row(rates, 5).method == "eblup_no_covariates"
    assert row(rates, 19).method == "synthetic_no_covariates"
    of_mean = commune_rates(communes, covariates[[]])
    for number in (5, 19):
        assert row(rates, number)[RATES].tolist() == row(of_mean, number)[RATES].tolist()


def test_communes_with_a_missing_covariate_do_not_shape_the_model(
    communes: pd.DataFrame, covariates: pd.DataFrame
) -> None:
    """On the arcsine scale; on the other, their sample still counts in the pooled rate."""
    covariates.loc["00005", "poverty"] = np.nan
    rates = commune_rates(communes, covariates, scale="arcsine")
    without = communes[communes.commune_code != "00005"]
    assert row(rates, 7).rate == row(commune_rates(without, covariates, scale="arcsine"), 7).rate


def test_the_order_of_covariates_does_not_change_a_digit(
    communes: pd.DataFrame, covariates: pd.DataFrame
) -> None:
    random = np.random.default_rng(0)
    covariates["distance_km"], covariates["altitude_m"] = random.random((2, 20))
    rates = commune_rates(communes, covariates)
    for order in (
        ["altitude_m", "distance_km", "poverty"],
        ["distance_km", "poverty", "altitude_m"],
    ):
        other = commune_rates(communes, covariates[order])
        assert other.equals(rates)


def test_too_few_communes_make_no_model(communes: pd.DataFrame, covariates: pd.DataFrame) -> None:
    """One covariate and the constant: 2 + SPARE_COMMUNES samples are needed."""
    enough = 2 + SPARE_COMMUNES
    some = communes.head(enough)
    assert set(commune_rates(some, covariates).method) == {"census", "eblup", "synthetic"}
    rates = commune_rates(communes.head(enough - 1), covariates)
    assert rates.method.tolist() == ["census"] + (enough - 2) * ["direct"] + 11 * ["unknown"]
    unknown = rates[rates.method == "unknown"]
    assert unknown[["examined", "affected", "direct", *RATES, "rate_mse"]].isna().all(axis=None)
    third = row(rates, 2)  # 42 examined of 320, 5 + 14 mod 12 = 7 affected
    assert third.rate == third.direct == pytest.approx(7 / 42)
    low, high = wilson(np.array([7.0]), np.array([42.0]), np.array([1 - 42 / 320]))
    assert (third.rate_low, third.rate_high) == (low[0], high[0])


def test_no_sample_at_all_leaves_all_rates_unknown(
    communes: pd.DataFrame, covariates: pd.DataFrame
) -> None:
    rates = commune_rates(communes.head(0), covariates)
    assert (rates.method == "unknown").all()
    assert rates[[*RATES, "rate_mse"]].isna().all(axis=None)


def test_nobody_examined_is_no_sample(communes: pd.DataFrame, covariates: pd.DataFrame) -> None:
    left_out = commune_rates(communes, covariates)
    communes.loc[16:, ["examined", "affected"]] = 0
    pd.testing.assert_frame_equal(commune_rates(communes, covariates), left_out)


def test_nobody_affected_is_a_small_rate_not_a_certain_one(
    communes: pd.DataFrame, covariates: pd.DataFrame
) -> None:
    communes.loc[3, "affected"] = 0
    found = row(commune_rates(communes, covariates), 3)
    assert found.direct == 0
    assert 0 < found.rate < found.rate_high
    assert found.rate_mse > 0


def test_an_estimate_lies_between_the_sample_and_the_model(
    communes: pd.DataFrame, covariates: pd.DataFrame
) -> None:
    """The larger a sample, the nearer its estimate stays to it."""
    small = row(commune_rates(communes, covariates), 7)
    times = communes.commune_code.eq("00007") * 3 + 1
    communes[["examined", "affected"]] = communes[["examined", "affected"]].mul(times, axis=0)
    large = row(commune_rates(communes, covariates), 7)
    assert large.direct == small.direct
    assert abs(large.rate - large.direct) < abs(small.rate - small.direct)
    assert large.rate_mse < small.rate_mse


def test_a_published_rate_is_kept(communes: pd.DataFrame, covariates: pd.DataFrame) -> None:
    rates = commune_rates(communes, covariates, published=0.3)
    weights = communes.population.to_numpy(dtype=float)
    assert rates.benchmarked.all()
    assert weights @ rates.rate.to_numpy(dtype=float) / weights.sum() == pytest.approx(0.3)
    assert row(rates, 0).rate == 0.24


def test_all_faults_of_the_samples_are_told_at_once(
    communes: pd.DataFrame, covariates: pd.DataFrame
) -> None:
    wrong = communes.astype("object")
    wrong.loc[1, "affected"] = 99  # of 41
    wrong.loc[2, "affected"] = pd.NA
    wrong.loc[3, "examined"] = 40.5
    wrong.loc[4, "population"] = -1
    wrong.loc[5, "commune_code"] = "99999"
    wrong.loc[6, "commune_code"] = "00007"
    with pytest.raises(InputFaults) as told:
        commune_rates(wrong, covariates)
    assert {fault.where for fault in told.value.faults} == {
        "xã 00001",
        "xã 00002",
        "xã 00003",
        "xã 00003, examined",
        "xã 00004, population",
        "xã 99999",
        "xã 00007",
    }


def test_a_table_without_its_columns(communes: pd.DataFrame, covariates: pd.DataFrame) -> None:
    with pytest.raises(InputFaults, match="affected"):
        commune_rates(communes.drop(columns="affected"), covariates)


def test_faults_of_the_covariates(communes: pd.DataFrame, covariates: pd.DataFrame) -> None:
    wrong = pd.concat([covariates, covariates.head(1)]).astype("object")
    wrong.iloc[3, 0] = "nghèo"
    with pytest.raises(InputFaults) as told:
        commune_rates(communes, wrong)
    assert [fault.where for fault in told.value.faults] == ["00000", "xã 00003, poverty"]


def test_a_covariate_that_tells_no_sampled_communes_apart_is_named(
    communes: pd.DataFrame, covariates: pd.DataFrame
) -> None:
    covariates["zone_III"] = [0.0] * 16 + [1.0] * 4
    with pytest.raises(InputFaults, match="zone_III") as told:
        commune_rates(communes, covariates)
    assert len(told.value.faults) == 1


def test_an_unknown_scale(communes: pd.DataFrame, covariates: pd.DataFrame) -> None:
    with pytest.raises(NotFound, match="arcsine"):
        commune_rates(communes, covariates, scale="logit")  # type: ignore[arg-type]


def test_a_model_that_does_not_converge_is_not_used(
    communes: pd.DataFrame, covariates: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        room, "fit", lambda y, x, d, *, method: fit(y, x, d, method=method, most_iterations=1)
    )
    with pytest.raises(NeedsError, match="không hội tụ"):
        commune_rates(communes, covariates)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Some communes, some of them with a sample, some without a population or a covariate."""
    rows = []
    for number in range(draw(st.sampled_from([1, 4, 12, 20, 30]))):
        sampled = draw(st.integers(0, 5)) > 0
        n = draw(st.integers(1, 60)) if sampled else pd.NA
        a = draw(st.integers(0, n)) if sampled else pd.NA
        population = draw(st.none() | st.integers(0, 300))
        rows.append((f"{number:05d}", n, a, pd.NA if population is None else population))
    samples = pd.DataFrame(rows, columns=["commune_code", "examined", "affected", "population"])
    samples = samples.astype(dict.fromkeys(["examined", "affected", "population"], "Int64"))
    # Digits of a shuffled order and a half: no two communes alike, never constant.
    poverty = [0.01 * (7 * number % 31) for number in range(len(rows))]
    x = pd.DataFrame({"poverty": poverty, "far": np.sqrt(np.arange(len(rows)))})
    x = x.set_axis(pd.Index(samples.commune_code), axis=0)
    for number in draw(st.sets(st.integers(0, len(rows) - 1), max_size=5)):
        x.iloc[number, number % 2] = np.nan
    return samples, x


@given(world=worlds(), scale=st.sampled_from(["rate", "arcsine"]), data=st.data())
def test_rates_of_any_communes(
    world: tuple[pd.DataFrame, pd.DataFrame], scale: str, data: st.DataObject
) -> None:
    samples, x = world
    rates = commune_rates(samples, x, scale=scale)
    assert rates.commune_code.tolist() == samples.commune_code.tolist()
    assert set(rates.method) <= set(METHODS)

    unknown = rates.method == "unknown"
    assert (rates[[*RATES, "rate_mse"]].isna().all(axis=1) == unknown).all()
    assert rates.examined[unknown].isna().all()
    assert (rates.direct.isna() == samples.examined.isna()).all()

    known = rates[~unknown]
    assert known[RATES].ge(0).all(axis=None)
    assert known[RATES].le(1).all(axis=None)
    assert (known.rate_low <= known.rate + 1e-12).all()
    assert (known.rate <= known.rate_high + 1e-12).all()
    assert (known.rate_mse >= 0).all()
    census = samples.examined.ge(samples.population).fillna(False)
    assert ((rates.method == "census") == census).all()
    assert (rates.rate[census] == rates.direct[census]).all()

    order = data.draw(st.permutations(range(len(samples))))
    shuffled = commune_rates(samples.iloc[order], x.iloc[order][["far", "poverty"]], scale=scale)
    # Not assert_frame_equal: on nullable columns it forgets about `check_exact`.
    assert shuffled.equals(rates)
