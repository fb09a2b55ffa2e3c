"""Valid returns: a form of ours and a table of a district's own make, with figures that agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from needs.forms.fields import CHILDREN, FACILITIES, Block, Field, blocks
from needs.forms.identity import IDENTITY_SHEET
from needs.programmes import Category, Programme
from needs.workbooks import Book, Sheet

from .drafts import Draft, Line, Page, Slot

Truth = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Commune:
    """A commune as a form lists it."""

    code: str
    name: str
    zone: str
    residents: int


def truth_of(programme: Programme, communes: Sequence[Commune], rng: Random) -> Truth:
    """Figures that fit together, for every field of every commune; some are not known."""
    told: Truth = {}
    for commune in communes:
        # No more than a third of the residents, each of them in one year of age.
        by_age = [rng.randint(0, commune.residents // 50) for _ in range(16)]
        told |= {(commune.code, f"{CHILDREN}.children"): sum(by_age)}
        told |= {
            (commune.code, f"{CHILDREN}.population"): commune.residents - rng.randint(0, 200),
        }
        for band in programme.age_bands:
            count = sum(by_age[band.from_age : band.to_age + 1])
            told[commune.code, f"{CHILDREN}.children.{band.id}"] = count
        for category in programme.categories:
            told |= {
                (commune.code, field): count
                for field, count in _of_category(programme, category, by_age, rng).items()
            }
        for facility in programme.facilities:
            told[commune.code, f"{FACILITIES}.lacking.{facility.id}"] = rng.randint(0, 4)
    return {about: count for about, count in told.items() if rng.random() < 0.93}


def _of_category(
    programme: Programme, category: Category, by_age: list[int], rng: Random
) -> dict[str, int]:
    share = rng.random()
    bands = {
        name: sum(
            int(by_age[age] * share)
            for age in range(programme.band(name).from_age, programme.band(name).to_age + 1)
        )
        for name in category.age_bands
    }
    eligible = sum(bands.values())
    told = {f"{category.id}.eligible.{name}": count for name, count in bands.items()}
    told[f"{category.id}.eligible"] = eligible
    for group in programme.returns.groups:
        told[f"{category.id}.group.{group.id}"] = rng.randint(0, eligible)
    sources = [rng.randint(0, eligible) for _ in programme.returns.sources]
    for source, count in zip(programme.returns.sources, sources, strict=True):
        told[f"{category.id}.covered.{source.id}"] = count
    most = min(eligible, sum(sources))
    told[f"{category.id}.covered"] = rng.randint(max(sources, default=0), most)
    for sample in programme.returns.samples:
        if sample.category == category.id:
            examined = rng.randint(0, eligible)
            told[f"{category.id}.examined.{sample.id}"] = examined
            told[f"{category.id}.affected.{sample.id}"] = rng.randint(0, examined)
    return told


# -- a form of ours ----------------------------------------------------------------------------


def own_form(programme: Programme, form: Book, communes: Sequence[Commune], rng: Random) -> Draft:
    """Fill in a blank form, as it was written and read back."""
    truth = truth_of(programme, communes, rng)
    of_title = {block.title.vi: block for block in blocks(programme, "district")}
    pages = [_page(sheet, of_title.get(sheet.name), truth) for sheet in form.sheets]
    identity = next(sheet for sheet in form.sheets if sheet.name == IDENTITY_SHEET)
    district = next(str(row[1]) for row in identity.rows if row[0] == "district_code")
    return Draft(pages, programme.id, district, own=True)


def _page(sheet: Sheet, block: Block | None, truth: Truth) -> Page:
    lines = [Line("title", [Slot(value) for value in row]) for row in sheet.rows]
    for kind in ("formulas", "uncached"):
        for row, column in getattr(sheet, kind):
            lines[row].slots[column].flags.add(kind)
    merged = [
        (lines[top].slots[left], lines[bottom].slots[right])
        for top, left, bottom, right in sheet.merged
    ]
    if block is None:
        roles = [""] * (len(sheet.rows[0]) if sheet.rows else 0)
        return Page(sheet.name, lines, roles, merged, hidden=sheet.hidden, answers=False)
    top = next(n for n, row in enumerate(sheet.rows) if row[0] == "STT")
    numbers = next(n for n, row in enumerate(sheet.rows) if row[0] == "A")
    page = Page(sheet.name, lines, _roles(sheet, block, top, numbers), merged)
    for line in lines[top:numbers]:
        line.kind = "header"
    lines[numbers].kind = "numbers"
    for line in lines[numbers + 1 :]:
        code = page.cell(line, "code").value
        line.kind = "data" if code else "total"
        line.commune = str(code or "")
        for field in page.fields if code else ():
            _enter(page.cell(line, field), (line.commune, field), truth)
    return page


def _enter(slot: Slot, about: tuple[str, str], truth: Truth) -> None:
    if about in truth:
        slot.value, slot.about, slot.means = truth[about], about, truth[about]


def _roles(sheet: Sheet, block: Block, top: int, bottom: int) -> list[str]:
    """What each column of a form is, by the words over it."""
    names = {_titles(field): field.id for field in block.fields}
    roles = ["stt", "code", "name", "zone"]
    above = ""
    for column in range(len(roles), len(sheet.rows[top])):
        over = sheet.rows[top][column]
        under = sheet.rows[bottom - 1][column] if bottom - 1 > top else None
        above = str(over) if over is not None else above
        titles = (above,) if under is None else (above, str(under))
        roles.append(names.get(titles, "note"))
    assert set(names.values()) <= set(roles)
    return roles


def _titles(field: Field) -> tuple[str, ...]:
    return (field.above.vi, field.name.vi) if field.above else (field.name.vi,)


# -- a table of a district's own make ----------------------------------------------------------


def foreign_table(
    programme: Programme, district: str, communes: Sequence[Commune], rng: Random, *, sheets: int
) -> Draft:
    """Tables with titles, sections, subtotals, a total and signatures; the words are the form's."""
    chosen = rng.sample(blocks(programme, "district"), sheets)
    with_code = rng.random() < 0.5
    pages = []
    for number, block in enumerate(chosen, start=1):
        asked = [field for field in block.fields if rng.random() < 0.8] or list(block.fields[:1])
        pages.append(_table(block, number, asked, communes, with_code=with_code))
        pages[-1].lines[:0] = [
            pages[-1].new_line("title", f"ỦY BAN NHÂN DÂN {district.upper()}"),
            pages[-1].new_line("title", f"{district}, năm {programme.period}"),
        ]
    truth = truth_of(programme, communes, rng)
    for page in pages:
        _sections(page, communes, truth, rng)
    return Draft(pages, programme.id, "", own=False)


def _table(
    block: Block, number: int, asked: list[Field], communes: Sequence[Commune], *, with_code: bool
) -> Page:
    places = {"stt": "STT", "name": "Tên xã", "zone": "Khu vực"}
    if with_code:
        places = {"stt": "STT", "code": "Mã xã", "name": "Tên xã"}
    roles = [*places, *(field.id for field in asked), "note"]
    page = Page(block.title.vi, [], roles)
    page.lines.append(page.new_line("title", f"Biểu số {number}. {block.title.vi.upper()}"))
    page.lines.append(page.new_line("title"))
    above = [field.above.vi if field.above else None for field in asked]
    over = [title or field.name.vi for title, field in zip(above, asked, strict=True)]
    under = [field.name.vi if field.above else None for field in asked]
    top = page.new_line("header", *places.values(), *over, "Ghi chú")
    low = page.new_line("header", *[None] * len(places), *under)
    titled = any(above)
    page.lines += [top, low] if titled else [top]
    first = len(places)
    while titled and first < len(places) + len(asked):
        last = first
        while (
            last + 1 < len(places) + len(asked)
            and over[last + 1 - len(places)] == over[first - len(places)]
        ):
            last += 1
            top.slots[last].value = None
        if last > first:
            page.merged.append((top.slots[first], top.slots[last]))
        first = last + 1
    if titled:
        page.merged += [(top.slots[n], low.slots[n]) for n in range(len(places))]
    return page


def _sections(page: Page, communes: Sequence[Commune], truth: Truth, rng: Random) -> None:
    """Enter the communes, in one list or by zone, with subtotals or without."""
    numbers = [f"({n})" for n in range(1, len(page.roles) + 1)]
    if rng.random() < 0.5:
        page.lines.append(page.new_line("numbers", *numbers))
    groups = [list(communes)]
    if rng.random() < 0.4 and len(communes) > 2:
        middle = rng.randint(1, len(communes) - 1)
        groups = [list(communes[:middle]), list(communes[middle:])]
    subtotals = len(groups) > 1 and rng.random() < 0.5
    for roman, group in zip(("I", "II"), groups, strict=False):
        if len(groups) > 1:
            page.lines.append(page.new_line("section", roman, f"Khu vực {roman}"))
        lines = [_line(page, commune, communes.index(commune) + 1, truth) for commune in group]
        page.lines += lines
        if subtotals:
            page.lines.append(_total(page, f"Cộng khu vực {roman}", lines))
    if rng.random() < 0.7:
        page.lines.append(_total(page, "Tổng cộng", page.data))
    page.lines.append(page.new_line("note", "Ghi chú: số liệu đến ngày 31/10"))
    page.lines.append(page.new_line("note", None, "NGƯỜI LẬP BIỂU"))


def _line(page: Page, commune: Commune, number: int, truth: Truth) -> Line:
    line = page.new_line("data", number)
    line.commune = commune.code
    for role, value in (("code", commune.code), ("name", commune.name)):
        if role in page.roles:
            page.cell(line, role).value = value
    for field in page.fields:
        _enter(page.cell(line, field), (commune.code, field), truth)
    return line


def _total(page: Page, words: str, lines: Sequence[Line]) -> Line:
    total = page.new_line("total")
    page.cell(total, "name").value = words
    for field in page.fields:
        known = [page.cell(line, field).means for line in lines]
        page.cell(total, field).value = sum(count for count in known if count is not None)
    return total
