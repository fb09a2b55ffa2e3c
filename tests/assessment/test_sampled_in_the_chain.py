"""Children measured in some communes: rates of every commune, and a need that counts by them.

All samples are illustrative («số liệu minh họa»): of 20 communes 100 children each.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from needs.assessment.figures_used import figures_used
from needs.assessment.sampled import sampled_rates
from needs.people import told_of
from needs.programmes import Programme
from needs.programmes.figures import Share
from needs.tables import table

from .chain_cases import (
    CAO_BANG,
    CELL,
    Case,
    Figures,
    by_commune,
    chain_of,
    uncertain_of,
    with_nothing_varying,
)

MEALS = "nutrition"
EXAMINED, AFFECTED = f"{MEALS}.examined.stunting", f"{MEALS}.affected.stunting"
ENDS = ["rate_low", "rate", "rate_high"]
BANDS = ["kindergarten", "primary"]


def samples(*rows: tuple[str, int, int]) -> Figures:
    """Return what communes tell: code, children examined, children stunted."""
    return tuple(
        figure
        for code, examined, affected in rows
        for figure in ((code, EXAMINED, examined), (code, AFFECTED, affected))
    )


@pytest.fixture(scope="module")
def plain(data: Path) -> Case:
    return chain_of(CAO_BANG, data)


@pytest.fixture(scope="module")
def told(plain: Case) -> Figures:
    """In every second commune of zone III, 20 in all, 100 children: 15 to 40 of them stunted."""
    communes = plain.listed.communes
    codes = sorted(communes.commune_code[communes.zone == "III"])[::2][:20]
    return samples(*((code, 100, 15 + 7 * n % 26) for n, code in enumerate(codes)))


@pytest.fixture(scope="module")
def measured(data: Path, told: Figures) -> Case:
    return chain_of(CAO_BANG, data, told)


@pytest.fixture(scope="module")
def counted(data: Path, told: Figures) -> Case:
    """Meals for stunted children only."""
    return chain_of(CAO_BANG, data, told, MEALS)


def rates_of(case: Case, programme: Programme | None = None) -> pd.DataFrame:
    """Return the rates anew, by another profile."""
    chain = case.chain
    rates = sampled_rates(
        programme or case.programme,
        case.listed.communes,
        chain.by_age,
        chain.told,
        chain.attributes,
    )
    return rates.set_index("commune_code")


def with_sample(case: Case, **changes: object) -> Programme:
    """Return the profile with its only sample changed."""
    (sample,) = case.programme.returns.samples
    changed = case.programme.returns.model_copy(
        update={"samples": [sample.model_copy(update=changes)]}
    )
    return case.programme.model_copy(update={"returns": changed})


# -- rates ---------------------------------------------------------------------------------------


def test_every_listed_commune_has_a_rate_and_says_how_it_was_found(measured, told):
    rates = measured.chain.rates.set_index("commune_code")
    assert sorted(rates.index) == sorted(measured.listed.communes.commune_code)
    assert set(rates["sample"]) == {"stunting"}
    codes = {code for code, _, _ in told}
    assert set(rates.method[rates.index.isin(codes)]) == {"eblup"}
    assert set(rates.method[~rates.index.isin(codes)]) == {"synthetic"}
    assert (rates.rate_low < rates.rate).all()
    assert (rates.rate < rates.rate_high).all()


def test_a_commune_s_own_count_is_kept_beside_its_rate(measured, told):
    rates = measured.chain.rates.set_index("commune_code")
    for code, field, value in told:
        assert rates.loc[code, "examined" if field == EXAMINED else "affected"] == value
    assert (rates.direct == rates.affected / rates.examined).dropna().all()
    others = rates[~rates.index.isin({code for code, _, _ in told})]
    assert others[["examined", "affected", "direct"]].isna().all(axis=None)


def test_a_commune_with_a_sample_is_known_better_than_one_without(measured):
    """Its own count pulls the rate towards itself, and the interval is narrower."""
    rates = measured.chain.rates
    width = (rates.rate_high - rates.rate_low).groupby(rates.method).mean()
    assert width["eblup"] < width["synthetic"]
    own = rates[rates.method == "eblup"]
    middle = own.direct.mean()
    high = own[own.direct > middle + 0.05]
    assert (high.rate < high.direct).all()
    assert (high.rate > middle - 0.05).all()


def test_a_few_samples_speak_for_their_own_communes_only(data, plain):
    """Three communes are too few for a model: Wilson's interval, and nothing for the others."""
    codes = sorted(plain.listed.communes.commune_code)[:3]
    case = chain_of(CAO_BANG, data, samples(*((code, 50, 10) for code in codes)))
    rates = case.chain.rates.set_index("commune_code")
    assert rates.loc[codes, "rate"].tolist() == [0.2] * 3
    assert set(rates.method[codes]) == {"direct"}
    others = rates.drop(index=codes)
    assert set(others.method) == {"unknown"}
    assert others[ENDS].isna().all(axis=None)


def test_without_samples_every_rate_is_unknown(plain):
    rates = plain.chain.rates
    assert len(rates) == len(plain.listed.communes)
    assert set(rates.method) == {"unknown"}
    assert rates[[*ENDS, "examined", "affected"]].isna().all(axis=None)


def test_a_commune_that_examined_nobody_is_not_measured(data, plain):
    code = min(plain.listed.communes.commune_code)
    case = chain_of(CAO_BANG, data, samples((code, 0, 0)))
    row = case.chain.rates.set_index("commune_code").loc[code]
    assert row.method == "unknown"
    assert row[["examined", "direct", "rate"]].isna().all()


def test_a_sample_larger_than_the_estimate_of_children_stops_nothing(data, plain):
    """Who examined more children than were estimated shows that there are more."""
    code = min(plain.listed.communes.commune_code)
    case = chain_of(CAO_BANG, data, samples((code, 90_000, 9_000)))
    row = case.chain.rates.set_index("commune_code").loc[code]
    assert row.rate == pytest.approx(0.1)
    assert row.method == "direct"
    assert row.rate_low < row.rate < row.rate_high


def test_all_children_examined_is_no_sample(data, plain):
    """Told: 120 + 230 children of 3–10 years, 350 examined, 70 stunted: 20 % exactly."""
    code = min(plain.listed.communes.commune_code)
    figures = (
        *samples((code, 350, 70)),
        (code, "children.children.kindergarten", 120),
        (code, "children.children.primary", 230),
    )
    row = chain_of(CAO_BANG, data, figures).chain.rates.set_index("commune_code").loc[code]
    assert row.method == "census"
    assert row[ENDS].tolist() == [0.2, 0.2, 0.2]


def test_the_published_rate_is_that_of_all_communes_together(measured):
    """Weighted by the children of 3–10 years, the communes' rates are the published 26 %."""
    published = Share(value=0.26, kind="illustrative", source="số liệu minh họa")
    rates = rates_of(measured, with_sample(measured, published=published))
    by_age = measured.chain.by_age
    children = by_age[by_age.age_band.isin(BANDS)].groupby("commune_code").children.sum()
    weights = children.round().reindex(rates.index)
    assert (rates.rate * weights).sum() / weights.sum() == pytest.approx(0.26, abs=1e-9)
    assert rates_of(measured).rate.sum() != pytest.approx(rates.rate.sum())


def test_a_commune_of_which_a_covariate_is_not_known_gets_the_others_mean(measured, told):
    """The altitude is on record for all communes but one; its rate is estimated all the same."""
    communes = measured.listed.communes
    altitude = pd.DataFrame(
        {
            "commune_code": communes.commune_code,
            "attribute": "altitude_m",
            "value": 300.0 + 10.0 * (communes.distance_km.to_numpy(dtype=float) % 40),
            "kind": "observed",
            "source": "số liệu minh họa",
        }
    )
    altitude = altitude.assign(low=altitude.value, high=altitude.value)
    missing = told[0][0]
    chain = replace(measured.chain, attributes=altitude[altitude.commune_code != missing])
    programme = with_sample(measured, covariates=["attribute:altitude_m", "distance_km"])
    rates = rates_of(measured._replace(chain=chain), programme)
    assert rates.method[missing] == "eblup_no_covariates"
    assert set(rates.method.drop(missing)) == {"eblup", "synthetic"}
    assert rates.rate.notna().all()


def test_a_covariate_that_is_the_same_everywhere_says_nothing(measured):
    """All communes measured are in zone III: the zone is left out, no fault, the same rates."""
    by_zone = rates_of(measured, with_sample(measured, covariates=["zone", "distance_km"]))
    pd.testing.assert_frame_equal(by_zone, rates_of(measured))


def test_the_order_of_the_communes_does_not_matter(measured):
    listed = replace(measured.listed, communes=measured.listed.communes[::-1])
    chain = replace(
        measured.chain, by_age=measured.chain.by_age[::-1], told=measured.chain.told[::-1]
    )
    turned = rates_of(Case(measured.programme, listed, chain))
    pd.testing.assert_frame_equal(turned, rates_of(measured))


# -- need, gap and intervals by rate -------------------------------------------------------------


def test_samples_alone_change_neither_need_nor_gap(plain, measured):
    """As long as no category counts by them, they only inform (and the priority)."""
    pd.testing.assert_frame_equal(measured.chain.need, plain.chain.need)
    pd.testing.assert_frame_equal(measured.chain.gap, plain.chain.gap)


def test_the_need_is_children_times_rate(counted, plain):
    """E of a commune = children of 3–10 years × its rate, band by band rounded together."""
    rates = counted.chain.rates.set_index("commune_code").rate
    rows = counted.chain.need[counted.chain.need.category == MEALS]
    whole = plain.chain.need[plain.chain.need.category == MEALS]
    eligible = rows.groupby("commune_code").children_eligible.sum()
    children = whole.groupby("commune_code").children_eligible.sum()
    expected = children * rates.reindex(children.index)
    assert ((eligible - expected).abs() <= 1).all()
    assert (rows.eligible_share == rows.commune_code.map(rates)).all()
    assert rows.sources.str.contains("rate:stunting").all()
    assert not rows.sources.str.contains("nutrition.eligible_share").any()


def test_other_categories_do_not_move(counted, plain):
    for now, then in (
        (counted.chain.need, plain.chain.need),
        (counted.chain.gap, plain.chain.gap),
    ):
        others = now[now.category != MEALS].reset_index(drop=True)
        pd.testing.assert_frame_equal(others, then[then.category != MEALS].reset_index(drop=True))


def test_fewer_children_leave_a_smaller_gap_that_still_adds_up(counted, plain):
    now, then = (case.chain.gap.set_index(CELL) for case in (counted, plain))
    meals = now[now.index.get_level_values("category") == MEALS]
    assert (meals.gap_point <= then.gap_point.reindex(meals.index)).all()
    assert (meals.state_children <= meals.children_eligible).all()
    assert (meals.state_vnd + meals.pledged_vnd + meals.gap_vnd == meals.target_vnd).all()


def test_with_nothing_varying_the_draws_are_the_need_by_rate(counted):
    drawn = by_commune(with_nothing_varying(counted))
    gap = counted.chain.gap.set_index(CELL)
    for measure, column in (
        ("children_eligible", "children_eligible"),
        ("gap_children", "gap_point"),
    ):
        difference = (drawn[measure].reindex(gap.index) - gap[column]).abs()
        assert difference.max() <= 2.0


def test_the_rates_are_drawn_and_stand_among_the_figures(counted):
    """What is not known of the rates is part of what is not known of the gap."""
    found = uncertain_of(counted)
    assert "rate:stunting" in set(found.shares.figure)
    table = figures_used(
        counted.programme, counted.listed.assumptions, counted.chain, found.shares
    ).set_index("figure")
    row = table.loc["rate:stunting"]
    assert row.uncertainty_share > 0
    assert row.low < row.value < row.high
    assert row["name"].startswith("suy dinh dưỡng thấp còi")


def test_where_no_rate_can_be_estimated_need_and_totals_are_missing(data):
    """The profile asks for a rate and no commune measured: unknown, never everybody or nobody."""
    case = chain_of(CAO_BANG, data, (), MEALS)
    rows = case.chain.need[case.chain.need.category == MEALS]
    assert len(rows) == 53 * 2
    assert rows[["children_eligible", "children_eligible_high", "cost_vnd"]].isna().all(axis=None)
    gap = case.chain.gap[case.chain.gap.category == MEALS]
    missing = ["children_target", "gap_low", "gap_point", "gap_high", "target_vnd", "gap_vnd"]
    assert gap[[*missing, "state_children", "eligible_basis"]].isna().all(axis=None)
    others = case.chain.gap[case.chain.gap.category != MEALS]
    assert others.gap_low.notna().all()


def test_a_need_without_rates_is_still_a_table(data):
    case = chain_of(CAO_BANG, data, (), MEALS)
    assert len(table("need").check(case.chain.need)) == len(case.chain.need)


def test_what_was_told_is_asked_of_the_right_fields(measured, told):
    assert told_of(measured.chain.told, EXAMINED).value.to_dict() == {
        code: value for code, field, value in told if field == EXAMINED
    }
