"""Plan, promise, plan again: 200 answers of donors by four writers that are killed at any moment.

Every twenty answers the province is planned anew from what the ledger holds. The plans are judged
by the second reading of the contract (`tests/allocation/own_checker.py`).
"""

from __future__ import annotations

import json
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field

import pandas as pd
import pytest

from needs.allocation import AllocationRules, allocate
from needs.commitments import (
    Ledger,
    commitments,
    held_in_cells,
    held_table,
    lots_from_plan,
    means_of_gifts,
    offered_table,
    plan_difference,
    room_of_cells,
    verify,
)

from ..allocation.allocation_cases import random_case  # noqa: TID252
from ..allocation.own_checker import broken_limits, untrue_tables  # noqa: TID252
from ..writers import start, told_by  # noqa: TID252

WRITER = "tests.end_to_end.ledger_writing"
WRITERS = ("hoa", "lan", "minh", "tuan")
PERIOD = "2026"
ROUNDS, OF_EACH = 10, 5  # 10 × 4 writers × 5 answers
KEY = ["gift_id", "partner_gift", "commune_code", "category"]
# Limits hold however early the search for the best plan ends, and a plan is made twice a round.
RULES = AllocationRules(floor_nodes=10, effect_nodes=20, mip_gap=0.01)
STANDS = ("accepted", "delivered", "confirmed")


@dataclass
class Province:
    """A small province, its ledger, and what the ledger has acknowledged."""

    cells: pd.DataFrame
    gifts: pd.DataFrame
    ages: pd.DataFrame
    ledger: Ledger
    acknowledged: set[str] = field(default_factory=set)
    told: int = 0
    refused: int = 0
    killed: int = 0

    def inputs(self):
        """Return cells and what the ledger holds, as a plan starts from them."""
        held = held_in_cells(self.ledger, period=PERIOD)
        taken = {(row.commune_code, row.category): row.held for row in held.itertuples()}
        keys = zip(self.cells.commune_code, self.cells.category, strict=True)
        cells = self.cells.assign(held=[int(taken.get(key, 0)) for key in keys])
        return cells, held_table(self.ledger, period=PERIOD)

    def plan(self, offered=None):
        cells, held = self.inputs()
        return allocate(
            cells, self.gifts, ages=self.ages, held=held, offered=offered, rules=RULES,
            period=PERIOD,
        )  # fmt: skip

    def effect(self, plan):
        """Σ priority × worth × children (places), by hand."""
        weight = (self.cells.priority * self.cells.worth).set_axis(
            pd.MultiIndex.from_frame(self.cells[["commune_code", "category"]])
        )
        lots = plan.lots
        at = pd.MultiIndex.from_frame(lots[["commune_code", "category"]])
        return float((weight.reindex(at).to_numpy() * (lots.children_reached + lots.places)).sum())


def write_plan(province, plan, path):
    """Hand the plan to the writers."""
    room = room_of_cells(province.cells, period=PERIOD)
    given = {
        "lots": [asdict(lot) for lot in lots_from_plan(plan.lots, period=PERIOD)],
        "room": [[list(key), most] for key, most in room.items()],
        "means": means_of_gifts(province.gifts),
    }
    path.write_text(json.dumps(given, default=str), encoding="utf-8")


def one_writer(province, plan_file, writer, first, last):
    """Let a writer write its answers, killed now and then; nothing acknowledged is forgotten."""
    drawn = random.Random(f"588/{writer}/{first}")
    following, told, killed = first, [], 0
    while following < last:
        # At most one kill a round, in a statement of the ledger or between two.
        dies = [drawn.randint(5, 160)] if killed == 0 and drawn.random() < 0.6 else []
        process = start(WRITER, province.ledger.path, plan_file, writer, following, last, *dies)
        answers = told_by(process)
        told += answers
        following = answers[-1]["number"] + 1 if answers else following
        killed += process.returncode != 0
        assert process.returncode == 0 or dies
    return told, killed


def answers_of_donors(province, plan_file, number):
    """Let all four write at once; then the ledger has lost nothing and is sound."""
    first = number * OF_EACH
    with ThreadPoolExecutor(len(WRITERS)) as pool:
        done = list(
            pool.map(
                lambda name: one_writer(province, plan_file, name, first, first + OF_EACH), WRITERS
            )
        )
    for told, killed in done:
        province.killed += killed
        province.told += len(told)
        for answer in told:
            province.acknowledged.update(answer["keys"])
            province.refused += bool(answer["refused"])
    keys = [entry["key"] for entry in province.ledger.contents().events]
    assert province.acknowledged <= set(keys)
    assert max(Counter(keys).values(), default=1) == 1
    assert verify(province.ledger) == []


def look_at(province, plan):
    """Judge a plan against the ledger that it was made from."""
    cells, held = province.inputs()
    broken = broken_limits(
        cells, province.gifts, plan.lots, ages=province.ages, held=held, period=PERIOD
    )
    assert broken == []
    assert untrue_tables(cells, province.gifts, plan, held=held) == []
    # Gap = accepted + proposed + open, in every cell; nothing of what stands is touched.
    lots = commitments(province.ledger, period=PERIOD)
    lots = lots[lots.state.isin(STANDS)]
    standing = (lots.children + lots.places).groupby([lots.commune_code, lots.category]).sum()
    proposed = (plan.lots.children_reached + plan.lots.places).groupby(
        [plan.lots.commune_code, plan.lots.category]
    ).sum()  # fmt: skip
    for row in plan.coverage.dropna(subset="gap_low").itertuples():
        key = (row.commune_code, row.category)
        parts = (standing.get(key, 0), proposed.get(key, 0), row.children_open)
        assert sum(parts) == row.gap_low, (key, parts)
    own = lots.groupby("gift_id").taken.sum()
    shared = lots[lots.partner_gift != ""].groupby("partner_gift").partner_taken.sum()
    promised = own.add(shared, fill_value=0)
    for row in plan.gift_use.itertuples():
        assert row.held_taken == promised.get(row.gift_id, 0), row.gift_id


def kept(plan, offered):
    """Return how many of the packages offered the plan keeps, lot by lot."""
    packages = plan.lots.set_index(KEY).packages
    asked = offered.set_index(KEY).packages
    return asked.combine(packages.reindex(asked.index).fillna(0).astype("Int64"), min).fillna(0)


def look_at_offers(province, before):
    """Plan again: offers stay unless floors or effect demand it, and whoever loses is named."""
    offered = offered_table(province.ledger, period=PERIOD)
    plan, free = province.plan(offered), province.plan()
    look_at(province, plan)
    stays = kept(plan, offered)
    assert stays.sum() >= kept(free, offered).sum()
    least = 1 - RULES.steadiness - RULES.mip_gap
    assert province.effect(plan) >= least * province.effect(free) - 1e-9
    asked = commitments(province.ledger, period=PERIOD)
    asked = asked[asked.state == "offered"]
    told = plan_difference(asked, plan.lots, offered=offered, lang="en")
    gone = stays[stays < offered.set_index(KEY).packages].reset_index()
    donors = dict(zip(province.gifts.gift_id, province.gifts.donor_id, strict=True))
    assert {donors[gift] for gift in gone.gift_id} <= set(told.to_call)
    names = dict(zip(province.gifts.donor_id, province.gifts.donor, strict=True))
    for donor in told.to_call:
        assert any(names[donor] in sentence for sentence in told.sentences), donor
    if before is not None and offered.empty:
        assert told.to_call == ()
    return plan


@pytest.fixture
def province(tmp_path):
    case = random_case(0, communes=5, categories=4, gifts=9, largest=60)
    return Province(
        case.cells.assign(held=0), case.gifts, case.ages, Ledger(tmp_path / "so.sqlite")
    )


def test_two_hundred_answers_by_four_writers_that_are_killed(province, tmp_path):
    plan = province.plan()
    look_at(province, plan)
    assert len(plan.lots) > 10
    plan_file = tmp_path / "plan.json"
    for number in range(ROUNDS):
        write_plan(province, plan, plan_file)
        answers_of_donors(province, plan_file, number)
        plan = look_at_offers(province, plan)
    # Every answer was given, whoever was killed. Who comes first decides how many are booked,
    # refused, or find nothing left to answer: 94 to 146 were booked in six runs.
    assert province.told == ROUNDS * len(WRITERS) * OF_EACH
    # It was no walk in the park: processes were killed, answers refused, every state reached.
    assert province.killed >= 10
    assert province.refused > 0
    assert len(province.acknowledged) > 50
    states = {entry["state"] for entry in province.ledger.contents().events}
    assert states >= {"offered", "accepted", "declined", "cancelled", "delivered", "confirmed"}


def test_goods_without_a_known_price_can_be_promised(province):
    """Coats in stock where nobody knows what a coat costs: the lot has no value, and no partner."""
    lots = province.plan().lots
    stock = lots[lots.funding == "stock"].head(1)
    unknown = dict.fromkeys(("unit_price_vnd", "cost_vnd", "paid_vnd", "partner_vnd"), pd.NA)
    (lot,) = lots_from_plan(stock.assign(**unknown), period=PERIOD)
    assert (lot.value_vnd, lot.partner_taken) == (None, 0)
    assert lot.taken == stock.quantity.iloc[0]


def test_a_plan_offered_as_a_whole_stays_as_it_is(province, tmp_path):
    """Nothing has happened since: the next plan is the same, and nobody has to be called."""
    plan = province.plan()
    offers = plan.lots[[*KEY, "packages"]]
    again = province.plan(offers)
    pd.testing.assert_frame_equal(again.lots, plan.lots)
    told = plan_difference(plan.lots, again.lots, offered=offers)
    assert told.to_call == ()
    assert not (told.table.change != 0).any()
