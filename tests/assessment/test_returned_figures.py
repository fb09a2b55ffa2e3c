"""What communes returned, in the chain: in place of estimates, told apart, traceable."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from needs.assessment import Assessment, assess, trace_gap
from needs.assessment.check_returns import receive_files
from needs.assessment.desks import Desks
from needs.forms import write_forms
from needs.programmes import load_programme

PROGRAMME = "cao-bang-588"
CO_BA, BAO_LAC, COC_PANG = "01327", "01321", "01324"
#: Sheet → code → column title → figure.
Filled = Mapping[str, Mapping[str, Mapping[str, Any]]]
MEALS = {"mẫu giáo (3–5 tuổi)": 300, "tiểu học (6–10 tuổi)": 500}


@pytest.fixture(scope="module")
def blank(data, tmp_path_factory) -> bytes:
    folder = tmp_path_factory.mktemp("form")
    (path,) = write_forms(load_programme(PROGRAMME, data), data, folder, districts=["Bảo Lạc"])
    return path.read_bytes()


@pytest.fixture
def own(data_copy) -> Path:
    return data_copy


@pytest.fixture
def before(gap_of) -> Assessment:
    return gap_of(PROGRAMME)


def assessed(own: Path) -> Assessment:
    """What is proposed does not matter here."""
    return assess(PROGRAMME, own, up_to_gap=True)


def filled_in(form: bytes, figures: Filled, *, day: dt.date | None = None) -> bytes:
    book = openpyxl.load_workbook(BytesIO(form))
    for sheet, communes in figures.items():
        page = book[sheet]
        columns = {
            str(cell.value): cell.column
            for row in page.iter_rows(min_row=4, max_row=6)
            for cell in row
            if cell.value
        }
        rows = {str(page.cell(row, 2).value): row for row in range(6, page.max_row + 1)}
        for code, answers in communes.items():
            for title, figure in answers.items():
                page.cell(rows[code], columns[title], figure)
    if day is not None:
        guide = book["Hướng dẫn"]
        (label,) = [cell for row in guide.iter_rows() for cell in row if cell.value == "Ngày lập"]
        guide.cell(label.row, label.column + 1, day)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def received(own, blank, tmp_path) -> Callable[..., Any]:
    """Fill a form in and receive it."""
    arrived = iter(range(100))

    def send(
        figures: Filled,
        *,
        day: dt.date | None = None,
        on: dt.date = dt.date(2026, 11, 21),
        name: str = "",
    ) -> str:
        path = tmp_path / (name or f"bao-lac-{next(arrived)}.xlsx")
        path.write_bytes(filled_in(blank, figures, day=day))
        desks = Desks(own, PROGRAMME)
        _, new, known = receive_files([path], desks, stated=desks.stated(), received_on=on)
        assert len(new) + len(known) == 1
        return hashlib.sha256(path.read_bytes()).hexdigest()

    return send


def meals_of(assessment: Assessment, code: str) -> pd.DataFrame:
    return assessment.need.query("commune_code == @code and category == 'nutrition'")


def test_told_figures_stand_in_place_of_estimates_and_nothing_else_moves(own, before, received):
    received({"Bữa ăn dinh dưỡng": {CO_BA: MEALS}})
    after = assessed(own)
    rows = meals_of(after, CO_BA)
    assert rows.children_eligible.tolist() == [300, 500]
    assert rows.children_eligible_low.tolist() == rows.children_eligible_high.tolist() == [300, 500]
    assert set(rows.eligible_basis) == {"returned"}
    gap = after.gap.query("commune_code == @CO_BA and category == 'nutrition'")
    assert gap.children_eligible.tolist() == [800]
    assert gap.eligible_basis.tolist() == ["returned"]
    for name in ("need", "gap"):
        others = "commune_code != @CO_BA or category != 'nutrition'"
        pd.testing.assert_frame_equal(
            getattr(after, name).query(others).reset_index(drop=True),
            getattr(before, name).query(others).reset_index(drop=True),
        )
    assert set(before.need.eligible_basis) == {"estimated", "assumption"}


def test_children_told_by_age_replace_the_commune_s_estimate(own, received):
    bands = {
        "nhà trẻ (0–2 tuổi)": 100,
        "mẫu giáo (3–5 tuổi)": 110,
        "tiểu học (6–10 tuổi)": 200,
        "trung học cơ sở (11–15 tuổi)": 190,
    }
    received({"Trẻ em": {CO_BA: bands}})
    after = assessed(own)
    (row,) = after.communes.query("commune_code == @CO_BA").to_dict("records")
    assert (row["children"], row["children_low"], row["children_high"]) == (600, 600, 600)
    assert row["children_basis"] == "returned"
    assert row["children_source"].count(" › Trẻ em!") == 4
    assert row["population_basis"] == "official", "a told figure never replaces an official one"
    assert meals_of(after, CO_BA).children_eligible.tolist() == [110, 200]


def test_of_two_returns_of_one_day_the_later_arrival_wins(own, received):
    day = dt.date(2026, 11, 20)
    received({"Đồ ấm": {CO_BA: {"cộng": 500}}}, day=day)
    received({"Đồ ấm": {CO_BA: {"cộng": 510}}}, day=day)
    told = assessed(own).returns.set_index("state").returned_value
    assert told.to_dict() == {"older": 500, "current": 510}


def test_support_that_communes_told_is_counted_with_the_ledger(own, before, received):
    told = {**MEALS, "ngân sách Nhà nước": 200, "cộng, mỗi trẻ tính một lần": 240}
    told["xã hội hóa (doanh nghiệp, hội, cá nhân)"] = 60
    received({"Bữa ăn dinh dưỡng": {BAO_LAC: told}})
    after = assessed(own)
    query = "commune_code == @BAO_LAC and category == 'nutrition'"
    entries = after.support.query(query + " and basis == 'returned'")
    assert entries.children.tolist() == [240], "each child once: the sources are not added up"
    ledger = before.support.query(query).children
    gap = after.gap.query(query).iloc[0]
    assert gap.covered_low == max(240, *ledger, 0)
    assert gap.covered_high == min(800, 240 + ledger.sum())


def test_without_returns_everything_is_as_before(own, before, received):
    received({"Bữa ăn dinh dưỡng": {CO_BA: MEALS}})
    folder = own / "returns" / PROGRAMME
    (folder / "received.csv").unlink()
    again = assessed(own)
    for name, table in before.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], table)


def test_a_figure_is_traced_to_its_cell_or_its_assumption(own, received):
    sha = received({"Bữa ăn dinh dưỡng": {CO_BA: {"mẫu giáo (3–5 tuổi)": 300}}}, name="co ba.xlsx")
    after = assessed(own)
    lines = trace_gap(after, "cô ba", "Bữa ăn dinh dưỡng", own, lang="vi").lines()
    (cell,) = [line for line in lines if "co ba.xlsx" in line]
    assert all(part in cell for part in ("«Bữa ăn dinh dưỡng»", "ô E9", "300", sha))
    assert any("[children_share; derived]" in line for line in lines), "the other band"
    assert any("population_communes_2025.csv, sha256" in line for line in lines)
    assert any("[nutrition.unit_price_vnd; derived]" in line for line in lines)
    english = "\n".join(trace_gap(after, CO_BA, "nutrition", own, lang="en").lines())
    assert "return: file co ba.xlsx" in english
