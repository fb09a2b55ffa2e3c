"""Whatever is offered, CSV, TOML and the form say the same; nothing is lost, no order counts."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.errors import NeedsError
from needs.places import NameResolver
from needs.reading.answers import Answers
from needs.reading.read_file import read_file
from needs.returns.checks import Compared
from needs.returns.former import Successors
from needs.returns.gather import Returned, Returns, entries_in_use
from needs.returns.received import Received
from needs.returns.result_tables import told_donors
from needs.returns.review import review

from .writing import as_csv, as_form, as_toml

CATEGORIES = ("health", "nutrition", "play", "warm_clothing")
PLACES = ("042", "043", "044", "045")
COMMUNES = ("01294", "01297", "01321", "01324")


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, min_size=1, max_size=3).map(
        lambda chosen: tuple(sorted(chosen))
    )


MEANS = st.one_of(
    st.fixed_dictionaries({"budget_vnd": st.integers(1_000, 10**11)}),
    st.fixed_dictionaries(
        {"stock_category": st.sampled_from(CATEGORIES), "stock_units": st.integers(1, 10**5)}
    ),
    st.fixed_dictionaries(
        {
            "sponsored_category": st.sampled_from(CATEGORIES),
            "sponsored_children": st.integers(1, 500),
            "sponsored_months": st.integers(1, 12),
        },
        optional={"month_vnd": st.integers(1, 10**7)},
    ),
)
#: Wishes and exclusions are of different places, so that none contradicts another.
CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        "gift": st.sampled_from(["Áo ấm", "Bữa ăn", "Đợt 2 – 2026"]),
        "period": st.integers(2025, 2027),
        "districts": some(PLACES[:2]),
        "communes": some(COMMUNES[:2]),
        "zones": some(("I", "II", "III")),
        "without_districts": some(PLACES[2:]),
        "without_communes": some(COMMUNES[2:]),
        "from_age": st.integers(0, 5),
        "to_age": st.integers(5, 17),
        "most_communes": st.integers(1, 50),
        "whole": st.booleans(),
        "visit_months": st.lists(st.integers(1, 12), unique=True, min_size=1, max_size=4).map(
            lambda months: tuple(sorted(months))
        ),
    },
)
WHO = st.sampled_from(
    [("Quỹ Thử", "ngo"), ("Công ty B", "enterprise"), ("Bà C", "individual"), ("Hội D", "union")]
).map(lambda who: {"donor": who[0], "donor_type": who[1], "basis": "returned"})
GIFT = st.builds(lambda who, means, more: {**who, **means, **more}, WHO, MEANS, CONDITIONS)
CASH = st.builds(
    lambda who, money, share, joins: {**who, "budget_vnd": money, "share": share, "joins": joins},
    WHO,
    st.integers(10**6, 10**9),
    st.sampled_from([0.25, 0.5, 1.0]),
    st.booleans(),
)
REGISTER = st.lists(st.one_of(GIFT, CASH), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def of_form(programme, gazetteer, communes):
    """Read a filled-in form as a return: the table that `read_gifts` takes beside its file."""
    code, edition = programme.province_code, programme.edition
    resolver = NameResolver(gazetteer, province_code=code, edition=edition)
    names = {
        (which, unit): name
        for which, units in gazetteer.units.items()
        for unit, name in zip(units.commune_code, units.commune, strict=True)
    }
    successors = Successors.of(gazetteer.crosswalk, names)
    compared = Compared(programme, {}, {}, frozenset(communes.commune_code))

    def reading(
        *forms: list[dict[str, object]], columns: int | None = None
    ) -> tuple[pd.DataFrame, list[str]]:
        files = []
        for number, told in enumerate(forms, start=1):
            book = as_form(told, programme, columns=columns)
            read = read_file(book, programme, resolver=resolver, answers=Answers())
            day = f"2026-11-{number:02d}"
            received = Received(number, "", f"{number}.xlsx", "", "donors", "", "", "", day)
            files.append(Returned(received, review(read, compared, successors)))
        faults = [fault.code for one in files for fault in one.result.read.faults]
        return told_donors(Returns(tuple(files), {}, entries_in_use(files))), faults

    return reading


NOBODY = "donor,donor_type,basis\n"


def same_gifts(donors) -> pd.DataFrame:
    return donors.gifts.drop(columns="source")


@settings(max_examples=40)
@given(told=REGISTER)
def test_csv_toml_and_form_say_the_same(read, of_form, told):
    by_csv, by_toml = read(as_csv(told)), read(as_toml(told), ".toml")
    pd.testing.assert_frame_equal(same_gifts(by_csv), same_gifts(by_toml))
    assert len(by_csv.put_aside) == len(by_toml.put_aside)
    more, faults = of_form(told)
    by_form = read(NOBODY, more=more)
    pd.testing.assert_frame_equal(same_gifts(by_csv), same_gifts(by_form))
    # Rows that are alike wait in the form already.
    assert bool(faults) == (not by_csv.put_aside.empty)


@settings(max_examples=40)
@given(told=REGISTER, seed=st.integers(0, 100))
def test_every_row_has_its_gift_or_its_reasons_in_any_order(read, told, seed):
    donors = read(as_csv(told))
    used, waiting = set(donors.gifts.source), set(donors.put_aside.source)
    assert used | waiting == {f"donors.csv, dòng {n + 2}" for n in range(len(told))}
    assert not used & waiting
    assert donors.gifts.gift_id.is_unique
    shuffled = random.Random(seed).sample(told, len(told))
    pd.testing.assert_frame_equal(same_gifts(donors), same_gifts(read(as_csv(shuffled))))


def test_money_is_neither_lost_nor_doubled(read, of_form):
    told = [
        {"donor": "Quỹ Thử", "donor_type": "ngo", "basis": "returned", "budget_vnd": 7_000_000},
        {"donor": "Bà C", "donor_type": "individual", "basis": "returned", "budget_vnd": 5_000_000},
    ]
    more, _ = of_form([told[0] | {"budget_vnd": 9_000_000}])
    donors = read(as_csv(told), more=more)
    assert donors.gifts.budget_vnd.sum() == 9_000_000 + 5_000_000
    (note,) = donors.notes.to_dict("records")
    assert note["source"] == "donors.csv, dòng 2"


def test_a_form_that_waits_leaves_what_the_file_says(read, of_form):
    told = {"donor": "Quỹ Thử", "donor_type": "ngo", "basis": "returned", "budget_vnd": 7_000_000}
    # A limit for money and goods at once: the form's row is put aside, the file's counts.
    both = told | {"stock_category": "health", "stock_units": 50, "most_per_commune": 5}
    more, _ = of_form([both])
    donors = read(as_csv([told]), more=more)
    assert donors.gifts.budget_vnd.tolist() == [7_000_000]
    assert donors.put_aside.column.tolist() == ["nhiều nhất mỗi xã"]


def test_a_newer_form_of_a_donor_replaces_all_its_gifts(of_form):
    gift = {"donor": "Quỹ Thử", "donor_type": "ngo", "budget_vnd": 7_000_000}
    other = {"donor": "Bà C", "donor_type": "individual", "budget_vnd": 5_000_000}
    more, faults = of_form(
        [gift | {"gift": "a"}, gift | {"gift": "b"}, other], [gift | {"budget_vnd": 8_000_000}]
    )
    assert faults == []
    assert sorted(zip(more.donor, more.budget_vnd, strict=True)) == [
        ("Bà C", "5000000"),
        ("Quỹ Thử", "8000000"),
    ]


def test_a_form_of_before_is_still_read(of_form, read):
    """Version 2 had nine columns; what the others ask is simply not said."""
    told = {"donor": "Hội D", "donor_type": "union", "districts": ("043",), "budget_vnd": 6_000_000}
    more, faults = of_form([told | {"gift": "not in that form"}], columns=9)
    assert faults == []
    (found,) = read(NOBODY, more=more).gifts.to_dict("records")
    assert (found["districts"], found["budget_vnd"], found["gift"]) == (("043",), 6_000_000, "")


NOISE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["NaN", "1e309", "0x10", ";;;", "=1+1", "-", "TRUE", "01/02/2026", "٣", "½"]),
)
COLUMNS = (
    *("donor_id", "donor", "donor_type", "gift_id", "gift", "period", "budget_vnd"),
    *("stock_category", "stock_units", "sponsored_category", "sponsored_children"),
    *("sponsored_months", "month_vnd", "categories", "districts", "communes", "zones"),
    *("without_categories", "without_districts", "without_communes", "from_age", "to_age"),
    *("least_per_commune", "most_per_commune", "most_communes", "package_units", "whole"),
    *("share", "joins", "visit_months", "basis"),
)


@settings(max_examples=80)
@given(
    told=REGISTER,
    spoilt=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(COLUMNS), NOISE), max_size=6),
)
def test_spoilt_cells_never_crash_and_never_lose_a_row(read, told, spoilt):
    rows = [dict(row) for row in told]
    for number, column, noise in spoilt:
        rows[number % len(rows)][column] = noise.replace("\x00", "")
    for content, ending in ((as_csv(rows), ".csv"), (as_toml(rows), ".toml")):
        try:
            donors = read(content.encode("utf-8", "surrogatepass"), ending)
        except NeedsError:
            continue
        told_of = set(donors.gifts.source) | set(donors.put_aside.source)
        if ending == ".toml":
            assert len(told_of) == len(rows)
        assert not set(donors.gifts.source) & set(donors.put_aside.source)
        assert donors.gifts.gift_id.is_unique


TOML_VALUE = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=80)
@given(column=st.sampled_from(COLUMNS), value=TOML_VALUE)
def test_any_value_of_toml_has_an_answer(read, programme, column, value):
    row = {"donor": "A", "donor_type": "ngo", "basis": "returned", "budget_vnd": 5, column: value}
    try:
        donors = read(as_toml([row]), ".toml")
    except NeedsError:
        return
    assert len(set(donors.gifts.source) | set(donors.put_aside.source)) == 1
