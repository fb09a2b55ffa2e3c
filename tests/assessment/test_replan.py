"""What a changed gift, mode or floor makes of the plan; nothing on disk moves."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from needs.assessment.reconcile import reconcile
from needs.assessment.replan import ADDED, replan
from needs.errors import InputFaults
from needs.runs.checksums import file_checksums

from .promised_lots import promised

TAM_CHUNG, CAC_SON = "14848", "16591"
PLAN = ("allocation", "open_needs", "gift_use", "floors", "stages")


def contents(root: Path) -> dict[str, str]:
    return file_checksums([path for path in root.rglob("*") if path.is_file()], root=root)


def given(tables, gift: str) -> int:
    return int(tables.gift_use.set_index("gift_id").used[gift])


def lowest(tables, category: str) -> float:
    """The lowest coverage of the communes that a gift can reach."""
    return tables.floors.set_index("category").floor_stage2[category]


def test_no_change_changes_nothing(third, third_root):
    before = contents(third_root)
    tried = replan(third)
    for name in PLAN:
        pd.testing.assert_frame_equal(tried.after.tables[name], third.tables[name])
    assert tried.changes.empty
    assert tried.sentences("vi") == ["Kế hoạch không đổi."]
    assert tried.sentences("en") == ["The plan has not changed."]
    assert contents(third_root) == before


def test_the_plan_that_stands_is_not_touched_by_a_trial(third, third_root):
    tables = {name: frame.copy() for name, frame in third.tables.items()}
    before = contents(third_root)
    tried = replan(
        third, mode="effect_first", gifts={"kho-am": {"goods_units": 900}}, further_vnd=10**8
    )
    assert tried.floor_gap is None, "effect first keeps the floors whole: they are found exactly"
    assert third.programme.allocation.mode == "fair_first"
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(third.tables[name], frame)
    assert contents(third_root) == before


def test_more_goods_raise_the_floor_and_the_sentence_says_who_gives_them(third):
    """1.000 sets instead of 500: fair first, all of them still where least are covered."""
    tried = replan(third, gifts={"kho-am": {"goods_units": 1000}})
    assert given(tried.before, "kho-am") == 500
    assert given(tried.after, "kho-am") == 1000
    assert lowest(tried.after, "warm_sets") > lowest(tried.before, "warm_sets")
    changed = tried.changes
    assert set(changed.gift_id) == {"kho-am"}
    assert changed.change.sum() == 500
    (sentence, same) = tried.sentences("vi")
    assert sentence.startswith("Kho đồ ấm: thêm ")
    assert "Xã Các Sơn (410 → " in sentence
    assert "nan" not in sentence
    assert "Không đổi: 1 lô" in same
    reconcile(tried.after.tables, "2026")


def test_a_gift_left_out_gives_nothing_and_is_in_no_table(third):
    tried = replan(third, gifts={"kho-am": {"left_out": True}})
    assert set(tried.after.gift_use.gift_id) == {"ven-bien"}
    assert set(tried.after.gifts.gift_id) == {"ven-bien"}
    assert set(tried.after.allocation.gift_id) == {"ven-bien"}
    gone = tried.changes.set_index("gift_id").change["kho-am"]
    assert gone.sum() == -500
    reconcile(tried.after.tables, "2026")


def test_a_wish_can_be_another(third):
    """The fund for the coast goes to Mường Lát instead; the wish stands there as a list."""
    tried = replan(third, gifts={"ven-bien": {"districts": ["384"], "categories": ["swimming"]}})
    lots = tried.after.allocation.query("gift_id == 'ven-bien'")
    assert set(lots.district) == {"Huyện Mường Lát"}
    assert set(lots.category) == {"swimming"}
    assert lots.paid_vnd.sum() == 48_000_000, "4 packages of 12 million"
    assert tried.after.gifts.set_index("gift_id").districts["ven-bien"] == ("384",)


def test_effect_first_reaches_no_fewer_children_and_no_higher_floor(third):
    """The fund can pay 129 warm sets for what 80 courses cost: more children, no swimming."""
    tried = replan(third, mode="effect_first")
    before, after = (one.allocation.children_reached.sum() for one in (tried.before, tried.after))
    assert after > before
    assert tried.after.programme.allocation.mode == "effect_first"
    assert "swimming" not in set(tried.after.allocation.category)


def test_fewer_floors_kept_give_no_less_effect(third):
    """What the table `frontier` says of each share is what a trial of that share gives."""
    told = third.frontier.set_index("fair_share")
    effects = []
    for share in (1.0, 0.5, 0.0):
        tried = replan(third, floors_kept=share)
        assert tried.floor_gap is None, "the same gifts: as exact as the plan that stands"
        after = tried.after
        priority = third.gap.set_index(["commune_code", "category"]).priority
        lots = after.allocation
        worth = [priority[key] for key in zip(lots.commune_code, lots.category, strict=True)]
        effects.append(float((lots.children_reached * worth).sum()))
        assert effects[-1] == pytest.approx(told.effect[share])
    assert effects == sorted(effects)


def test_proportional_gives_all_the_same_share_of_what_they_lack(third):
    """Mường Lát has 500 of 1.650 covered and lacks 1.150 all the same: it gets its share too."""
    tried = replan(third, mode="proportional")
    lots = tried.after.allocation.query("gift_id == 'kho-am'").set_index("commune")
    gap = third.gap.query("category == 'warm_sets'").set_index("commune").gap_low
    shares = lots.children_reached / gap[lots.index]
    assert set(lots.index) == {"Xã Mường Lát", "Xã Tam Chung", "Xã Các Sơn"}
    # 500 sets for 7.197 children: 6,9 % each, to a package of 10 sets.
    assert shares.min() > 0.06
    assert (shares - 500 / 7197).abs().max() < 10 / 1053


def test_further_money_goes_where_no_wish_led(third):
    tried = replan(third, further_vnd=100_000_000)
    assert set(tried.before.gift_use.gift_id) == {"kho-am", "ven-bien"}
    lots = tried.after.allocation.query("gift_id == @ADDED")
    assert set(lots.commune) >= {"Xã Quan Sơn", "Xã Sơn Thủy"}, "nobody gave there before"
    assert 88_000_000 < lots.paid_vnd.sum() <= 100_000_000
    assert ADDED not in set(tried.after.gifts.gift_id), "a trial adds no donor to the register"


def test_floors_that_are_not_kept_whole_are_found_as_roughly_as_is_told(third):
    """A quarter may be given up: half a percent of a floor is not searched for."""
    whole, part = (
        replan(third, gifts={"kho-am": {"left_out": True}}, floors_kept=share)
        for share in (0.99, 0.75)
    )
    assert (whole.floor_gap, part.floor_gap) == (None, 0.005)
    lowest = [one.after.floors.floor_stage1.astype("float64").min() for one in (whole, part)]
    assert lowest[1] >= lowest[0] * (1 - 0.005)


def test_a_trial_plans_around_what_donors_accepted(third):
    """50 of 500 sets accepted for Tam Chung: 450 are planned, whatever else is tried."""
    with_lot = type(third)(third.programme, third.tables | {"commitments": promised({})})
    after = replan(with_lot, mode="effect_first").after
    assert given(after, "kho-am") == 450
    assert after.gift_use.set_index("gift_id").held_taken["kho-am"] == 50
    held = after.open_needs.set_index(["commune_code", "category"]).held
    assert held[TAM_CHUNG, "warm_sets"] == 50
    assert held[CAC_SON, "warm_sets"] == 0
    reconcile(after.tables, "2026")


def test_everything_wrong_is_told_together(third):
    with pytest.raises(InputFaults) as told:
        replan(
            third,
            mode="nonsense",
            floors_kept=1.5,
            gifts={"kho-lanh": {"goods_units": 5}, "ven-bien": {"bugdet_vnd": 5}},
        )
    shown = {fault.where: fault for fault in told.value.faults}
    assert set(shown) == {"mode", "floors_kept", "gift_id", "ven-bien.bugdet_vnd"}
    assert "effect_first" in shown["mode"].expected
    assert shown["gift_id"].found == "kho-lanh"
    assert shown["gift_id"].expected == "kho-am; ven-bien"
    assert "budget_vnd" in shown["ven-bien.bugdet_vnd"].expected


@pytest.mark.parametrize(
    ("gift", "column", "value", "named"),
    [
        ("ven-bien", "budget_vnd", "nhiều", "budget_vnd"),
        ("ven-bien", "budget_vnd", -5, "budget_vnd"),
        ("ven-bien", "funding", "quà", "funding"),
        ("ven-bien", "gift_id", "khac", "gift_id"),
    ],
)
def test_a_value_that_cannot_be_is_told_by_its_column(third, gift, column, value, named):
    with pytest.raises(InputFaults, match=named):
        replan(third, gifts={gift: {column: value}})
