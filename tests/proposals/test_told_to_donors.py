"""What donors' pages tell of children: read back from the pages, and tried by the attacker."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from needs.disclosure import audit, cell_id
from needs.disclosure.attacker import intervals
from needs.editions.donor_figures import (
    OPEN,
    OPEN_COST,
    SHARES,
    SHARES_COST,
    donor_cells,
    donor_figures,
)
from needs.editions.donors import told_to_donors
from needs.editions.own_lots import insider, own_lots
from needs.editions.told import NOT_SHOWN, told
from needs.errors import Fault, InputFaults
from needs.programmes import load_programme
from needs.proposals import needs_basket, write_basket, write_proposals, write_province_sheet
from needs.runs.donor_pages import write_donor_pages

from .planned import CODES, cell, figure, gift, planned, read, rows_of_table

AMOUNTS = (2_000_000, 5_000_000)
KINDS = ("warm_clothing", "nutrition")
#: Nothing can be given with it: all that lacks stays open.
NOTHING = gift("Z", budget_vnd=1000)
LIMIT = 10


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


def lacking(programme, counts, *, farther=0):
    """A plan that gives nothing: so many children lack each kind, a row a commune.

    Each commune's price is so much above the one before: then money tells of places too.
    """
    cells = [
        cell(programme, code, kind, gap_low=count, children_target=count + 15,
             unit_price_vnd=100_000 + farther * place)
        for place, (code, row) in enumerate(zip(CODES, counts, strict=False))
        for kind, count in zip(KINDS, row, strict=False)
    ]  # fmt: skip
    return planned(programme, cells, [NOTHING])


# -- the basket, as a reader has it in hand --------------------------------------------------------


def read_back(plan, page, lots):
    """Every figure of children on the page, by the id of its cell: its words."""
    kinds = {one.name.vi: one.id for one in plan.programme.categories}
    code = dict(zip(plan.communes.commune, plan.communes.commune_code, strict=True))
    found: dict[str, str] = {}
    for row in rows_of_table(page, "Phần thiếu chắc chắn"):
        kind = kinds[row["Loại hỗ trợ"]]
        found[cell_id(OPEN, category=kind)] = row["Trẻ chưa có nguồn"]
        assert (row["Trẻ chưa có nguồn"] == NOT_SHOWN) == (row["Khối lượng"] == NOT_SHOWN)
        found[cell_id(OPEN_COST, category=kind)] = row["Giá trị, triệu đồng"]
        for name, count in re.findall(r"(\w[^;(]*) \(([\d.]+)\)", row["Thiếu nhiều nhất (số trẻ)"]):
            found[cell_id(OPEN, commune_code=code[name], category=kind)] = count
    for row in rows_of_table(page, "Mỗi khoản làm được gì"):
        amount = row["Khoản"].removesuffix(" đồng").replace(".", "")
        if not lots[int(amount)].empty:
            found[cell_id(SHARES, amount=amount)] = row["Lượt trẻ"]
            found[cell_id(SHARES_COST, amount=amount)] = row["Dùng, đồng"]
            assert (row["Dùng, đồng"] == NOT_SHOWN) == (row["Còn lại, đồng"] == NOT_SHOWN)
    return found | dict(lots_read(page, kinds, code))


def lots_read(page, kinds, code):
    for title in page.select("h2"):
        words = title.get_text()
        if not words.startswith("Với "):
            continue
        amount = words.removeprefix("Với ").removesuffix(" đồng").replace(".", "")
        table = title.find_parent("section").find("table")
        if table is None:
            continue  # in words, without a figure
        heads = [one.get_text() for one in table.select("thead th")]
        for line in table.select("tbody tr"):
            cells = (one.get_text() for one in line.select("th, td"))
            row = dict(zip(heads, cells, strict=True))
            sides = {"amount": amount, "category": kinds[row["Loại hỗ trợ"]]}
            if row.get("Xã") in code:
                yield cell_id(SHARES, **sides, commune_code=code[row["Xã"]]), row["Trẻ"]
                assert figure(row["Trẻ"]) >= LIMIT, "too few to name the commune"
            elif "Các xã (nhiều trẻ trước)" in heads:
                yield cell_id(SHARES, **sides), row["Trẻ"]
                yield cell_id(SHARES_COST, **sides), row["Đồng"]


def check_basket(plan, folder):
    """Read the page back; with the public edition it must tell of no small count."""
    lots = needs_basket(plan, amounts=AMOUNTS)
    page = read(write_basket(plan, folder, lots=lots))
    public = told(plan, folder / "tables").decision
    figures = donor_figures(plan, lots)
    # The whole public edition, not what the product makes of it: the reader has all of it.
    cells, own = donor_cells(
        figures, lacking=pd.Series(dtype="float64"), rest=public.cells, least=LIMIT
    )
    shown = read_back(plan, page, lots)
    true = dict(zip(cells.frame.cell, cells.frame.value, strict=True))
    for name, words in shown.items():
        assert name in own, f"{name} is on the page and was never judged"
        if words != NOT_SHOWN:
            scale = 1_000_000 if name.startswith(OPEN_COST) else 1
            told_value = 0 if words == "< 1" else figure(words)
            assert abs(true[name] / scale - told_value) <= (0.5 if scale > 1 else 0), name
    told_cells = {name for name, words in shown.items() if words != NOT_SHOWN}
    hidden = {name for name in own if name not in told_cells} | set(public.hidden)
    audited = audit(cells, hidden, told(plan, folder / "tables").rules)
    # A large count that the page has no room for may follow from others.
    judged = audited[(audited.rule != "") | audited.cell.isin(public.hidden)]
    assert judged.safe.all(), judged[~judged.safe]
    return page, shown


@pytest.fixture(scope="module")
def trying(programme, tmp_path_factory):
    def check(counts, farther):
        folder = tmp_path_factory.mktemp("reports")
        plan = lacking(programme, counts, farther=farther)
        if len(plan.open_needs):
            check_basket(plan, folder)

    return check


@settings(max_examples=5, phases=[Phase.explicit, Phase.generate])
@given(
    counts=st.lists(
        st.lists(st.sampled_from([0, 1, 4, 9, 12, 25, 300]), min_size=2, max_size=2),
        min_size=5,
        max_size=5,
    ),
    farther=st.sampled_from([0, 7_000]),
)
def test_no_donor_can_work_a_small_count_out_from_basket_and_public_edition(
    trying, counts, farther
):
    trying(counts, farther)


def test_a_small_count_stands_nowhere_in_the_basket_and_has_company(programme, tmp_path):
    """4, 60, 30 and 17 lack a coat, 111 in all: without 4 alone 111 − 60 − 30 − 17 would tell."""
    plan = lacking(programme, [[4], [60], [30], [17]])
    page, _ = check_basket(plan, tmp_path)
    (row,) = rows_of_table(page, "Phần thiếu chắc chắn")
    assert row["Trẻ chưa có nguồn"] == "111"
    assert "Số xã" not in row, "three named and a fourth: there is one more"
    named = re.findall(r"\((\d+)\)", row["Thiếu nhiều nhất (số trẻ)"])
    assert len(named) == 2, "one beside the small one is hidden"
    small = plan.communes.commune[plan.communes.commune_code == CODES[0]].iloc[0]
    words = page.get_text(" ")
    assert small not in words
    assert not re.search(r"\b4\b", words)
    assert "dưới 10 trẻ" in words
    # The legend stands between the first table with such cells and the next.
    note = next(one for one in page.select("p.note") if "dưới 10 trẻ" in one.get_text())
    assert note.find_previous("table").caption.get_text() == "Mỗi khoản làm được gì"


def test_where_all_counts_are_large_the_basket_tells_all(programme, tmp_path):
    page, shown = check_basket(lacking(programme, [[40, 70], [60, 80], [30, 45]]), tmp_path)
    assert NOT_SHOWN not in shown.values()
    (first, _) = rows_of_table(page, "Phần thiếu chắc chắn")
    assert (first["Số xã"], first["Trẻ chưa có nguồn"]) in {("3", "195"), ("3", "130")}


# -- the proposals ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shared(programme):
    """A gives coats to 30 in one commune; 4 and 50 lack one in others, within A's wishes."""
    cells = [
        cell(programme, CODES[0], gap_low=30, children_target=100, priority=0.9),
        cell(programme, CODES[1], gap_low=34, children_target=100),
        cell(programme, CODES[2], gap_low=64, children_target=100),
        cell(programme, CODES[3], gap_low=4, children_target=100),
    ]
    gifts = [
        gift("A", budget_vnd=3_300_000, categories=("warm_clothing",), donor="Bà Lò Thị Mỷ"),
        gift("B", children=4, months=9, month_vnd=1000, category="warm_clothing"),
    ]
    return planned(programme, cells, gifts)


def test_a_proposal_goes_to_one_donor_and_says_so(shared, tmp_path):
    pages = {path.parent.name: read(path) for path in write_proposals(shared, tmp_path)}
    lots = shared.allocation.groupby("donor_id").children_reached.min()
    for donor, page in pages.items():
        (line,) = [one.get_text() for one in page.select("p") if "gửi riêng" in one.get_text()]
        assert "không chuyển tiếp" in line
        assert ("dưới 10 trẻ" in line) == (lots[donor] < LIMIT), donor
        # Its own lots are told in full: they are what is to be delivered.
        rows = rows_of_table(page, "Từng lô")
        mine = shared.allocation[shared.allocation.donor_id == donor]
        assert sum(figure(row["Trẻ (công trình)"]) for row in rows) == mine.children_reached.sum()
    assert {"A", "B"} <= set(pages)


def test_a_proposal_tells_of_no_other_children_than_may_be_told(shared, tmp_path):
    """What is open elsewhere comes from the decision; coverage, which others' gifts made, not."""
    decided = told_to_donors(shared, tmp_path / "tables")
    for path in write_proposals(shared, tmp_path, told=decided):
        page = read(path)
        why = page.find("h2", string="Vì sao các xã này").find_next("ul").get_text(" ")
        assert "%" not in why
        for table in page.select("table"):
            if not table.caption.get_text().startswith("Phương án đổi"):
                continue
            for row in rows_of_table(page, "Phương án đổi"):
                to = row["Bằng xã"]
                (code,) = {
                    one.commune_code for one in shared.communes.itertuples() if one.commune in to
                }
                assert decided.shows(OPEN, commune_code=code, category="warm_clothing")
    assert not decided.shows(OPEN, commune_code=CODES[3], category="warm_clothing")


def test_a_public_figure_is_repeated_and_a_hidden_one_is_not(programme, tmp_path):
    """34 of 100 lack a coat: public; where 7 do, the reasons name the place without a figure."""
    for lack, told_of in ((34, True), (7, False)):
        cells = [cell(programme, code, gap_low=lack) for code in CODES[:2]]
        plan = planned(programme, cells, [gift("A", units=3, category="warm_clothing",
                                               package_units=1)])  # fmt: skip
        folder = tmp_path / str(lack)
        (path,) = write_proposals(plan, folder)
        why = read(path).find("h2", string="Vì sao các xã này").find_next("ul").get_text(" ")
        assert "Nơi được hỗ trợ ít nhất" in why
        assert (f"còn thiếu ít nhất {lack} trẻ" in why) == told_of
        assert told_of or "còn thiếu ít nhất" not in why


def test_the_sheet_of_all_donors_is_for_the_house(shared, tmp_path):
    page = read(write_province_sheet(shared, tmp_path))
    assert page.select_one(".edition").get_text().startswith("Bản nội bộ")


# -- what must not be written ----------------------------------------------------------------------


def test_a_note_that_tells_of_a_child_refuses_its_page_and_no_other(shared, tmp_path):
    """The donor's own name may stand; a child's in what she wrote of her gift may not."""
    write_donor_pages(shared, tmp_path, lang="vi", boundaries=None)
    told_of = "cho cháu Lý Thị Hoa, sinh ngày 3/4/2016"
    noted = shared.gifts.assign(gift=shared.gifts.gift.mask(shared.gifts.donor_id == "A", told_of))
    made = write_donor_pages(shared | {"gifts": noted}, tmp_path, lang="vi", boundaries=None)
    written = {path.relative_to(tmp_path / "donors").as_posix() for path in made.pages}
    assert written == {"B/proposal.html", "basket.html", "index.html"}
    assert not (tmp_path / "donors" / "A" / "proposal.html").exists(), "the old one was left"
    record = pd.read_parquet(tmp_path / "tables" / "disclosure_donors.parquet")
    assert set(record.audience) == {"donors"}
    small = cell_id(OPEN, commune_code=CODES[3], category="warm_clothing")
    assert record.reason[record.cell == small].tolist() == ["primary"], "the same is told once"
    assert "value" not in record
    (problem,) = made.problems
    assert "donors/A/proposal.html" in problem
    assert "Lý Thị Hoa" not in problem


def test_where_a_count_could_be_worked_out_there_is_no_basket_and_proposals_stand(
    shared, tmp_path, monkeypatch
):
    write_basket(shared, tmp_path, amounts=AMOUNTS)

    def unsafe(*_args, **_more):
        raise InputFaults("x", [Fault("ô", "a", "b")])

    monkeypatch.setattr("needs.editions.donors.protect", unsafe)
    made = write_donor_pages(shared, tmp_path, lang="vi", boundaries=None)
    assert {path.name for path in made.pages} == {"proposal.html", "index.html"}
    assert len(made.problems) == 1
    assert not (tmp_path / "donors" / "basket.html").exists()
    for path in made.pages:
        assert "Phương án đổi" not in path.read_text(encoding="utf-8")


# -- what a donor knows itself ---------------------------------------------------------------------


def test_a_donor_learns_of_no_other_place_from_its_own_lots(shared, tmp_path):
    """A gives to 30 and to 30 of 34; B to 4: with all pages in hand no other count is pinned."""
    tables = tmp_path / "tables"
    decided, public = told_to_donors(shared, tables), told(shared, tables).decision
    cells, _ = donor_cells(
        donor_figures(shared), lacking=pd.Series(dtype="float64"), rest=public.cells, least=LIMIT
    )
    hidden = cells.marked(decided.decision.hidden | public.hidden)
    for donor, lots in own_lots(shared).items():
        reader = insider(cells, lots)
        low, high = intervals(reader.cells, hidden)
        bounds = pd.DataFrame({"low": low, "high": high}, index=cells.frame.cell)
        away = bounds[hidden & ~cells.marked(reader.own)]
        assert (away.high >= away.low + 1).all(), (donor, away)
        small = cells.frame.cell[cells.frame.value.between(1, LIMIT - 1)]
        assert (bounds.high[[one for one in small if one not in reader.own]] >= LIMIT).all(), donor
