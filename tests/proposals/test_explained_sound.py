"""Whatever the plan: no sentence contradicts the tables, names a code, or depends on row order."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.assessment import Assessment
from needs.programmes import load_programme
from needs.proposals.explained_commune import explain_commune
from needs.proposals.explained_donor import explain_donor
from needs.proposals.explained_facts import plan_facts
from needs.proposals.explained_plan import explain_plan
from needs.proposals.why import why_communes

from .explained_cases import COMMUNES, PACKAGES, cell, everything, explained, gift, lot

REACHABLE = ("means_spent", "below_package", "communes_full", "lot_too_large", "no_age")
OUT_OF_REACH = ("no_donor", "no_price", "no_season", "no_partner", "no_means", "gap_below_package")
WISHES = {
    "categories": [(), (), ("warm_clothing",), ("nutrition", "classroom")],
    "districts": [(), (), ("101",)],
    "without_communes": [(), ("04101",)],
    "visit_months": [(), ("10",), ("5",)],
    "most_communes": [pd.NA, 1],
    "least_per_commune": [pd.NA, 3_000_000],
    "share": [1.0, 1.0, 0.5],
    "joins": [False, True],
    "period": ["2026", "2025", ""],
}
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


@st.composite
def plans(draw):
    """A plan in which lots never exceed the gap; reasons fit what is reached."""
    gifts = [
        gift(
            name,
            left=draw(st.sampled_from([0, 500_000, 9_000_000])),
            left_reason=draw(st.sampled_from(["", "reach_full", "below_package_price"])),
            **{wish: draw(st.sampled_from(values)) for wish, values in WISHES.items()},
        )
        for name in draw(st.sampled_from([(), ("A",), ("A", "B"), ("A", "B", "C")]))
    ]
    cells, lots = [], []
    for code in COMMUNES:
        for category in draw(st.sets(st.sampled_from(["warm_clothing", "nutrition", "classroom"]))):
            gap = draw(st.one_of(st.none(), st.integers(0, 95)))
            reached = 0
            size = PACKAGES.get(category, (1, 1))[1]
            for giver in gifts:
                most = 0 if gap is None else (gap - reached) // size
                packages = draw(st.integers(0, min(2, most)))
                if packages:
                    lots.append(lot(giver, code, category, packages))
                    reached += packages * size
            places = category == "classroom"
            if places and gap is None:
                gap = 0
            reason = draw(st.sampled_from(REACHABLE if reached else REACHABLE + OUT_OF_REACH))
            if gap is None:
                reason = "gap_unknown"
            elif gap == 0:
                reason = "no_gap"
            cells.append(
                cell(
                    code,
                    category,
                    counted="places" if places else "children",
                    gap_low=pd.NA if gap is None else gap,
                    reason=reason,
                    reachable=bool(reached) or reason in REACHABLE,
                    price=draw(st.sampled_from([100_000, 120_000, pd.NA])),
                    priority=draw(st.sampled_from([0.2, 0.5, pd.NA])),
                )
            )
    return cells, gifts, lots


@given(plan=plans(), mode=st.sampled_from(["fair_first", "effect_first", "proportional"]))
@settings(max_examples=15)
def test_no_sentence_contradicts_the_tables(programme, plan, mode):
    cells, gifts, lots = plan
    told = explained(programme, cells, gifts, lots, mode=mode)
    facts = plan_facts(told)
    for commune in COMMUNES:
        sections = explain_commune(told, commune, lang="vi")
        mine = [one for one in lots if one["commune_code"] == commune]
        assert ("chưa đề xuất hỗ trợ nào" in sections[0][1][0]) is not mine or not mine
        for row in facts.cells[facts.cells.commune_code == commune].itertuples():
            name = programme_name(programme, row.category)
            lines = next(lines for title, lines in sections if title == name)
            words = "\n".join(lines)
            givers = [one["donor"] for one in mine if one["category"] == row.category]
            if row.reached > 0:
                assert lines[0].startswith("Được đề xuất")
                assert "chưa có nhà tài trợ" not in words
                assert "Không quà nào phù hợp" not in words
            else:
                assert not lines[0].startswith("Được đề xuất")
            for line in lines:
                refused = line.startswith("Không phù hợp")
                assert not refused or not [name for name in givers if name in line]


@given(plan=plans())
@settings(max_examples=15)
def test_what_is_open_adds_up(programme, plan):
    """The sentences' last sum is that of the table; its parts add up to it."""
    cells, gifts, lots = plan
    told = explained(programme, cells, gifts, lots)
    children = told.open_needs[told.open_needs.counted == "children"].children_open
    expected = int(children.fillna(0).sum())
    lines = dict(explain_plan(told, lang="vi"))["Còn thiếu gì, ai giúp được"]
    parts = [line for line in lines if not line.startswith(("Cộng", "Chưa biết"))]
    counted = [re.search(r"([\d.]+) (?:lượt )?trẻ[;,]", line) for line in parts]
    assert sum(int(found[1].replace(".", "")) for found in counted if found) == expected
    total = next((line for line in lines if line.startswith("Cộng")), "")
    found = re.search(r"([\d.]+) (?:lượt )?trẻ[;,]", total)
    assert (int(found[1].replace(".", "")) if found else 0) == expected


@given(plan=plans(), lang=st.sampled_from(["vi", "en"]))
@settings(max_examples=15)
def test_no_code_and_no_missing_value_is_shown_raw(programme, plan, lang):
    told = explained(programme, *plan)
    words = whole_text(told, lang)
    assert CODE.findall(words) == []
    assert "nan" not in words.split()
    assert "<NA>" not in words
    assert "None" not in words


@given(plan=plans(), seed=st.integers(0, 99))
@settings(max_examples=15)
def test_the_order_of_rows_changes_no_sentence(programme, plan, seed):
    told = explained(programme, *plan)
    shuffled = Assessment(
        programme=told.programme,
        tables={
            name: frame.sample(frac=1, random_state=seed) for name, frame in told.tables.items()
        },
    )
    assert whole_text(shuffled, "vi") == whole_text(told, "vi")


@given(plan=plans())
@settings(max_examples=15)
def test_a_donor_with_lots_has_two_to_six_sentences(programme, plan):
    told = explained(programme, *plan)
    for donor in set(told.allocation.donor_id):
        for lang in ("vi", "en"):
            assert 2 <= len(why_communes(told, donor, lang)) <= 6


def whole_text(told, lang):
    parts = [everything(explain_plan(told, lang=lang))]
    parts += [everything(explain_commune(told, code, lang=lang)) for code in COMMUNES]
    donors = sorted(told.gifts.donor_id)
    return "\n".join(parts + [everything(explain_donor(told, one, lang=lang)) for one in donors])


def programme_name(programme, category):
    every = (*programme.categories, *programme.facilities)
    return next(entry.name.vi for entry in every if entry.id == category)
