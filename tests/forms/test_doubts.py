"""Which cells a form colours while it is filled in: LibreOffice evaluates the form's own rules."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from needs.forms.fields import CHILDREN, blocks

from .tables import label, table_of

#: Where the tests put a copy of a cell's rules: far to the right of the form.
AWAY = 100


@pytest.fixture(scope="module")
def coloured(forms, libreoffice, tmp_path_factory):
    """Give, for what is entered in a form row by row, the fields that are coloured."""
    folder = tmp_path_factory.mktemp("doubts")

    def evaluate(block, given, *, form: str = "bao-lac") -> list[set[str]]:
        book = openpyxl.load_workbook(forms["cao-bang-588"][form])
        sheet = book[block.title.vi]
        _, headers, rows = table_of(sheet)
        columns = {field.id: headers[label(field)] for field in block.fields}
        rules = {
            (area.bounds[0], number): rule.formula[0]
            for area, found in sheet.conditional_formatting._cf_rules.items()
            for area in area.cells.ranges
            for number, rule in enumerate(found)
        }
        assert rules
        for row, figures in zip(rows, given, strict=False):
            for name, value in figures.items():
                sheet.cell(row, columns[name]).value = value
            for (column, _), formula in rules.items():
                origin = f"{get_column_letter(AWAY)}{rows[0]}"
                moved = Translator(f"={formula}", origin=origin).translate_formula(
                    f"{get_column_letter(AWAY)}{row}"
                )
                sheet.cell(row, AWAY + column).value = moved.replace("=", "=1*", 1)
        entered = folder / "entered.xlsx"
        book.save(entered)
        (folder / "out").mkdir(exist_ok=True)
        answer = openpyxl.load_workbook(
            libreoffice.convert(entered, "xlsx", folder / "out"), data_only=True
        )[block.title.vi]
        return [
            {name for name, column in columns.items() if answer.cell(row, AWAY + column).value == 1}
            for row, _ in zip(rows, given, strict=False)
        ]

    return evaluate


def test_children_who_do_not_add_up(coloured, cao_bang):
    (block,) = (b for b in blocks(cao_bang, "district") if b.id == CHILDREN)
    bands = dict(
        zip(
            (f"children.children.{band.id}" for band in cao_bang.age_bands),
            (10, 20, 30, 40),
            strict=True,
        )
    )
    some = dict(list(bands.items())[:2])
    total, people = "children.children", "children.population"
    assert coloured(
        block,
        [
            {**bands, total: 100, people: 400},  # adds up
            {**bands, total: 101},  # one too many
            {**bands, total: 99},  # one too few
            {**some, total: 80},  # two bands not known: may be
            {**some, total: 29},  # less than the two that are known
            {**bands, total: 100, people: 99},  # more children than residents
            bands,  # no total yet
            {},
        ],
    ) == [set(), {total}, {total}, set(), {total}, {total}, set(), set()]


def test_parts_larger_than_the_whole(coloured, cao_bang):
    (block,) = (b for b in blocks(cao_bang, "district") if b.id == "nutrition")
    eligible = {"nutrition.eligible.kindergarten": 40, "nutrition.eligible.primary": 60}
    eligible["nutrition.eligible"] = 100
    poor, disabled = "nutrition.group.poor", "nutrition.group.disabled"
    state, society = "nutrition.covered.state", "nutrition.covered.society"
    covered = "nutrition.covered"
    examined, stunted = "nutrition.examined.stunting", "nutrition.affected.stunting"
    assert coloured(
        block,
        [
            {**eligible, poor: 100, disabled: 0, state: 60, society: 50, covered: 90},
            {**eligible, poor: 101, disabled: 100},
            {**eligible, state: 30, society: 20, covered: 51},  # each child once: at most 50
            {**eligible, state: 30, society: 20, covered: 29},  # at least those of the State
            {**eligible, state: 30, covered: 70},  # the other source is not known
            {**eligible, state: 101, covered: 101},
            {poor: 5, covered: 7, examined: 30, stunted: 30},  # the whole is not known
            {examined: 30, stunted: 31},
        ],
    ) == [set(), {poor}, {covered}, {covered}, set(), {state, covered}, set(), {stunted}]


def test_zero_is_a_figure(coloured, cao_bang):
    (block,) = (b for b in blocks(cao_bang, "district") if b.id == "nutrition")
    none = {"nutrition.eligible": 0, "nutrition.group.poor": 1}
    assert coloured(block, [none]) == [{"nutrition.group.poor"}]


def test_a_gift_that_was_begun_lacks_what_it_needs(coloured, cao_bang):
    (block,) = blocks(cao_bang, "support")
    required = {field.id for field in block.fields if field.required}
    whole = dict.fromkeys(required, 1)
    assert coloured(
        block,
        [
            whole,
            {"ledger.note": "biên bản số 5"},
            {**whole, "ledger.units": 3, "ledger.children": None},
            {},
        ],
        form="so-ho-tro",
    ) == [set(), required, {"ledger.children"}, set()]


def test_a_gift_of_places_lacks_their_number_not_that_of_children(coloured, cao_bang):
    (block,) = blocks(cao_bang, "support")
    required = {field.id for field in block.fields if field.required}
    gift = dict.fromkeys(required, 1) | {"ledger.children": None}
    places = {**gift, "ledger.category": cao_bang.facilities[1].name.vi}
    clothes = {**gift, "ledger.category": cao_bang.category("warm_clothing").name.vi}
    assert coloured(
        block,
        [places, {**places, "ledger.units": 2}, clothes, {**clothes, "ledger.units": 2}],
        form="so-ho-tro",
    ) == [{"ledger.units"}, set(), {"ledger.children"}, {"ledger.children"}]
