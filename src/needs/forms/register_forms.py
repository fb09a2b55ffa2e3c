"""The two forms of the province: the support ledger, and the donors; a row for each entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from xlsxwriter.worksheet import Worksheet

from needs.forms import entering
from needs.forms.appearance import Appearance
from needs.forms.asked import FormPlaces
from needs.forms.donor_fields import (
    BASIC_FIELDS,
    COMMUNE_FIELDS,
    DISTRICT_FIELDS,
    FIRST_LIMIT,
    YES_NO,
)
from needs.forms.doubts import mark_missing
from needs.forms.fields import COMMUNE, COMMUNE_CODE, Block, Field, FormKind, Kind, blocks
from needs.forms.guides import register_guide, register_note
from needs.forms.identity import IDENTITY_SHEET, FormIdentity
from needs.forms.instructions import INSTRUCTION_SHEET, write_instructions
from needs.forms.lists import LIST_SHEET, WordList, list_ranges, write_lists
from needs.forms.sheets import (
    Column,
    Heading,
    cells,
    finish_table,
    new_book,
    print_side_by_side,
    sheet_name,
    write_identity,
    write_table_head,
)
from needs.places import without_prefix
from needs.programmes import Programme, Words
from needs.tables import rows_of
from needs.wording.collation import CollationKey, collation_key

#: Empty rows of each form; whoever needs more sends a second file.
ENTRY_ROWS: Mapping[str, int] = {"support": 200, "donors": 100}

#: Columns before the fields: the number of the row.
FIRST_FIELD = 1
_ORDER = "STT"
_WIDTHS: dict[Kind, float] = {
    "code": 9.0,
    "commune": 22.0,
    "count": 10.0,
    "money": 17.0,
    "number": 10.0,
    "date": 12.0,
    "year": 7.0,
    "text": 24.0,
    "choice": 24.0,
    "percent": 9.0,
    "months": 14.0,
}
_OWN_WIDTHS = {
    "ledger.donor": 28.0,
    "ledger.unit": 12.0,
    "ledger.note": 30.0,
    "donors.donor": 30.0,
    "donors.zones": 11.0,
    "donors.gift": 26.0,
    "donors.month_vnd": 13.0,
    "donors.from_age": 7.0,
    "donors.to_age": 7.0,
    "donors.sponsored_category": 20.0,
    "donors.without_categories": 20.0,
    "donors.without_districts": 22.0,
    "donors.without_communes": 22.0,
    "donors.least_per_commune": 15.0,
    "donors.most_per_commune": 15.0,
    "donors.whole": 14.0,
    "donors.joins": 20.0,
}

#: At this size each group of columns of the donors' form fits the width of a page.
_DONORS_PERCENT = 65


def register_workbook(programme: Programme, places: FormPlaces, form: FormKind) -> bytes:
    """Return the blank support ledger or register of donors.

    Parameters
    ----------
    programme, places
        The profile and `places_of` it.
    form
        "support" or "donors".

    Returns
    -------
    bytes
        An .xlsx workbook: instructions, the table with empty rows, the words to choose from, and
        the hidden sheet that says what the form is.
    """
    (block,) = blocks(programme, form)
    place = f"{places.communes.province.iloc[0]} – năm {programme.period}"
    name = sheet_name(block.title.vi, [INSTRUCTION_SHEET, LIST_SHEET, IDENTITY_SHEET])
    lists = _lists(block, places)
    buffer = BytesIO()
    book = new_book(buffer, title=f"{block.title.vi}, {place}", made=programme.reference_date)
    look = Appearance(book)
    write_instructions(
        book,
        look,
        programme,
        register_guide(programme, form, block, sheet=name, place=place, rows=ENTRY_ROWS[form]),
    )
    _write_table(
        book.add_worksheet(name),
        look,
        programme,
        block,
        heading=Heading(block.title.vi, place, register_note(form)),
        ranges=list_ranges(lists),
        rows=ENTRY_ROWS[form],
    )
    write_lists(book, look, lists, footer=place)
    write_identity(
        book,
        FormIdentity(
            form=form,
            programme=programme.id,
            edition=programme.edition,
            period=programme.period,
            form_version=programme.returns.form_version,
            district_code="",
            sheets={name: block.id},
        ),
    )
    book.close()
    return buffer.getvalue()


def _write_table(
    sheet: Worksheet,
    look: Appearance,
    programme: Programme,
    block: Block,
    *,
    heading: Heading,
    ranges: Mapping[str, str],
    rows: int,
) -> None:
    columns = [Column(_ORDER, 5.0), *(_column(field) for field in block.fields)]
    area = write_table_head(
        sheet,
        look,
        columns,
        heading=heading,
        numbering=["A", *(f"({number + 1})" for number in range(len(block.fields)))],
        entries=rows,
    )
    for row in range(area.first, area.last + 1):
        sheet.write_number(row, 0, row - area.first + 1, look["order"])
        for column, field in enumerate(block.fields, start=FIRST_FIELD):
            sheet.write_blank(row, column, None, look[field.kind])
    for column, field in enumerate(block.fields, start=FIRST_FIELD):
        rule = entering.of_field(field, programme=programme, lists=ranges)
        if rule is not None:
            sheet.data_validation(cells(area, column), rule)
    places = [facility.name.vi for facility in programme.facilities]
    mark_missing(sheet, look, area, block.fields, first=FIRST_FIELD, places=places)
    finish_table(
        sheet,
        area,
        last_row=area.last,
        columns=len(columns),
        fixed_columns=FIRST_FIELD + 1,
        footer=heading.place,
    )
    if block.id == "donors":
        groups = [FIRST_FIELD + BASIC_FIELDS, FIRST_FIELD + FIRST_LIMIT]
        print_side_by_side(sheet, groups, repeated=FIRST_FIELD + 1, percent=_DONORS_PERCENT)
    sheet.set_selection(area.first, FIRST_FIELD, area.first, FIRST_FIELD)


def _column(field: Field) -> Column:
    return Column(
        field.name.vi,
        _OWN_WIDTHS.get(field.id, _WIDTHS[field.kind]),
        field.above.vi if field.above else "",
        field,
    )


def _lists(block: Block, places: FormPlaces) -> list[WordList]:
    """Return the lists of a form: its choices; then districts; then communes, side by side."""
    asked = {field.id for field in block.fields}
    fields_of: dict[tuple[tuple[str, Words], ...], list[Field]] = {}
    for field in block.fields:
        if field.choices:
            fields_of.setdefault(field.choices, []).append(field)
    lists = [
        WordList(
            _title(fields),
            [words.vi for _, words in choices],
            tuple(field.id for field in fields),
        )
        for choices, fields in fields_of.items()
    ]
    districts = tuple(name for name in DISTRICT_FIELDS if name in asked)
    if districts:
        lists.append(WordList("Huyện (cũ)", _sorted(places.districts.district), districts))
    communes = places.communes.assign(zone=places.communes.zone.fillna(""))
    # Namesakes are told apart by their codes, which stand beside them.
    by_name = sorted(rows_of(communes), key=lambda row: (_key(row.commune), row.commune_code))
    columns: tuple[tuple[str, str, set[str]], ...] = (
        (COMMUNE_CODE.name.vi, "commune_code", {COMMUNE_CODE.id}),
        (COMMUNE.name.vi, "commune", {COMMUNE.id, *COMMUNE_FIELDS}),
        ("Huyện (cũ) của xã", "district", set()),
        ("Khu vực của xã", "zone", set()),
    )
    for title, column, fields in columns:
        words = [str(getattr(row, column)) for row in by_name]
        lists.append(WordList(title, words, tuple(sorted(fields & asked))))
    return lists


def _title(fields: Sequence[Field]) -> str:
    """Return what a list of choices is called: by its column, «Có / không» by its words."""
    if fields[0].choices == YES_NO:
        return "Có / không"
    name = next((field for field in fields if field.several), fields[-1]).name.vi
    return name[0].upper() + name[1:]


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(names, key=_key)


def _key(name: str) -> CollationKey:
    return collation_key(without_prefix(name))
