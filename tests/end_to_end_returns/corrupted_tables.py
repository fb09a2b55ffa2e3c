"""Ways in which the rows, columns and sheets of a return are spoilt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from needs.forms.identity import IDENTITY_SHEET

from .corruption import Way, some
from .drafts import Draft, Line, Page, Slot


def a_page(draft: Draft, rng: Random) -> Page:
    return rng.choice(draft.tables)


def _copy(line: Line) -> Line:
    return replace(line, slots=[replace(slot, flags=set(slot.flags)) for slot in line.slots])


def _copied(page: Page, name: str) -> Page:
    lines = [_copy(line) for line in page.lines]
    pairs = {
        old: new
        for one, other in zip(page.lines, lines, strict=True)
        for old, new in zip(one.slots, other.slots, strict=True)
    }
    merged = [(pairs[a], pairs[b]) for a, b in page.merged if a in pairs and b in pairs]
    return replace(page, name=name, lines=lines, roles=list(page.roles), merged=merged)


def _runs(page: Page) -> list[list[int]]:
    """Rows of communes that stand together."""
    runs: list[list[int]] = [[]]
    for row, line in enumerate(page.lines):
        if line.kind == "data":
            runs[-1].append(row)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


# -- rows ----------------------------------------------------------------------------------------


def rows_shuffled(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    for run in _runs(page):
        lines = [page.lines[row] for row in run]
        rng.shuffle(lines)
        for row, line in zip(run, lines, strict=True):
            page.lines[row] = line


def row_moved(draft: Draft, rng: Random) -> None:
    """Perhaps into another section."""
    page = a_page(draft, rng)
    line = rng.choice(page.data)
    page.lines.remove(line)
    other = rng.choice(page.data or [line])
    page.lines.insert(page.lines.index(other) if other in page.lines else len(page.lines), line)
    draft.clean = draft.own and draft.clean


def row_duplicated(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    line = rng.choice(page.data)
    again = _copy(line)
    page.lines.insert(page.lines.index(rng.choice(page.data)), again)
    known = again.known()
    if known and rng.random() < 0.5:
        slot = rng.choice(known)
        slot.value = slot.means = (slot.means or 0) + 1
    draft.hurts(line)


def row_deleted(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    if len(page.data) > 1:
        page.lines.remove(rng.choice(page.data))
        draft.clean = draft.own and draft.clean


def row_blanked(draft: Draft, rng: Random) -> None:
    page, line = some(draft, rng, 1)[0]
    for field in page.fields:
        page.cell(line, field).forget()
    draft.clean = draft.own and draft.clean


def row_hidden(draft: Draft, rng: Random) -> None:
    for _, line in some(draft, rng):
        line.hidden = True


def _inside(page: Page, rng: Random) -> int:
    return page.lines.index(rng.choice(page.data)) + rng.randint(0, 1)


def blank_rows(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    for _ in range(rng.randint(1, 3)):
        page.lines.insert(_inside(page, rng), page.new_line("blank"))


def titles_above(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    words = ["BÁO CÁO", "(Kèm theo Công văn số 12/UBND)", "Số: 12/BC-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    for _ in range(rng.randint(1, 3)):
        page.lines.insert(0, page.new_line("title", *[None] * rng.randint(0, 2), rng.choice(words)))
        if rng.random() < 0.5:
            page.merged.append((page.lines[0].slots[0], page.lines[0].slots[-1]))


def header_again(draft: Draft, rng: Random) -> None:
    """As on each printed page."""
    page = a_page(draft, rng)
    header = [_copy(line) for line in page.of_kind("header")[:2]]
    old = page.of_kind("header")[:2]
    pairs = {a: b for x, y in zip(old, header, strict=True) for a, b in zip(x.slots, y.slots, strict=True)}
    page.merged += [(pairs[a], pairs[b]) for a, b in page.merged if a in pairs and b in pairs]
    at = _inside(page, rng)
    if rng.random() < 0.3:
        header = [page.new_line("title", "Trang 2"), *header]
        draft.clean = draft.own and draft.clean
    page.lines[at:at] = header


def section_row(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    words = rng.choice([("II", "Khu vực II"), (None, "Khu vực I"), ("Các xã khu vực III",), ("A. Vùng cao",)])
    page.lines.insert(_inside(page, rng), page.new_line("section", *words))
    draft.clean = draft.own and draft.clean


def total_row(draft: Draft, rng: Random) -> None:
    """A total or subtotal, right or wrong, in the middle or below."""
    page = a_page(draft, rng)
    line = page.new_line("total")
    role = "name" if "name" in page.roles else page.roles[0]
    words = ["Tổng cộng", "TỔNG SỐ", "Cộng", "Cộng khu vực II", "Toàn huyện", "Tổng cộng (I+II)"]
    page.cell(line, role).value = rng.choice(words)
    for field in page.fields:
        known = [page.cell(one, field).means or 0 for one in page.data]
        page.cell(line, field).value = sum(known) + rng.choice([0, 0, 1])
    page.lines.insert(rng.choice([_inside(page, rng), page.lines.index(page.data[-1]) + 1]), line)
    draft.clean = False


def note_row(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    words = rng.choice(["Ghi chú: tạm tính", "(*) xã mới sáp nhập", "Nơi nhận:", "Nguồn: xã báo cáo"])
    at = rng.choice([len(page.lines), _inside(page, rng)])
    page.lines.insert(at, page.new_line("note", *[None] * rng.randint(0, 2), words))
    draft.clean = draft.own and draft.clean


def header_deleted(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    for line in page.of_kind("header"):
        page.lines.remove(line)
    for line in page.data:
        for slot in line.figures():
            slot.means = None
    draft.hurts_page(page)


def titles_deleted(draft: Draft, rng: Random) -> None:
    """Then a table of a district's own make does not say of which year and district it is."""
    page = a_page(draft, rng)
    for line in page.of_kind("title"):
        page.lines.remove(line)
    draft.clean = False
    draft.everything = draft.everything or not draft.own


# -- columns -------------------------------------------------------------------------------------


def columns_permuted(draft: Draft, rng: Random) -> None:
    """Titles over groups are written over each column first, as who moves columns has to."""
    page = a_page(draft, rng)
    header = page.of_kind("header")
    body = {slot for line in page.data for slot in line.slots}
    if any(one in body for one, _ in page.merged):
        return
    spans = [(a, b) for a, b in page.merged for line in header if a in line.slots and b in line.slots]
    for one, other in spans:
        line = next(line for line in header if one in line.slots)
        first, last = line.slots.index(one), line.slots.index(other)
        for slot in line.slots[min(first, last) : max(first, last) + 1]:
            slot.value = one.value
    page.merged = [(a, b) for a, b in page.merged if _same_column(page, a, b)]
    order = list(range(len(page.roles)))
    rng.shuffle(order)
    page.roles = [page.roles[n] for n in order]
    for line in page.lines:
        if line.kind in ("title", "note", "blank", "section"):
            continue
        line.slots = [line.slots[n] for n in order]
        if line.kind == "numbers":
            for n, slot in enumerate(line.slots, start=1):
                slot.value = f"({n})"
    # Sections and totals are told by the words in front of the figures.
    draft.clean = False


def _same_column(page: Page, one: Slot, other: Slot) -> bool:
    at = {slot: n for line in page.lines for n, slot in enumerate(line.slots)}
    return one in at and at[one] == at.get(other)


HEADER_LINES = 2


def _titles(page: Page, column: int) -> list[list[Slot]]:
    """The titles of a column, from the top down: each as often as the header is repeated."""
    header = page.of_kind("header")
    rows = [[line.slots[column] for line in header[n::HEADER_LINES]] for n in range(HEADER_LINES)]
    return [slots for slots in rows if any(slot.value is not None for slot in slots)]


def _retitle(page: Page, column: int, words: str | None) -> bool:
    titles = _titles(page, column)
    for slot in titles[-1] if titles else ():
        slot.value = words
    return bool(titles)


def _forget_column(page: Page, column: int) -> None:
    for line in page.data:
        line.slots[column].means = None


def column_renamed(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    column = page.column(rng.choice(page.fields))
    words = rng.choice(["Số cháu", "Tổng số áo", "cột mới", "SL", "2025", "Trẻ khó khăn"])
    if _retitle(page, column, words):
        _forget_column(page, column)
        draft.hurts_page(page)


def column_named_as_another(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    if len(page.fields) < 2:
        return
    one, other = (page.column(role) for role in rng.sample(page.fields, 2))
    header = page.of_kind("header")
    for line in header:
        line.slots[one].value = line.slots[other].value
    _forget_column(page, one)
    _forget_column(page, other)
    page.settled = True  # Without one of the two columns, the other would be right again.
    draft.hurts_page(page)


def column_without_title(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    column = page.column(rng.choice(page.fields))
    rows = page.of_kind("data", "total")
    told = any(line.slots[column].value is not None for line in rows)
    if _retitle(page, column, None) and told:
        # What stood under a title over several columns may now be taken for another of them.
        for line in page.data:
            for slot in line.figures():
                slot.means = None
        draft.hurts_page(page)


def column_added(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    figures = rng.random() < 0.5
    at = rng.randrange(len(page.roles) + 1)
    page.roles.insert(at, "note")
    for line in page.lines:
        line.slots.insert(at, Slot())
    for line in page.of_kind("header")[::HEADER_LINES]:
        line.slots[at].value = "Số bản" if figures else "Cán bộ phụ trách"
    for line in page.data:
        line.slots[at].value = rng.randint(0, 50) if figures else "Nông Văn A"
    # A group of titles that it parts is no longer one.
    draft.hurts_page(page)


def column_deleted(draft: Draft, rng: Random) -> None:
    """As a spreadsheet does it: a title over several columns stays over those that are left."""
    page = a_page(draft, rng)
    column = rng.randrange(len(page.roles))
    if page.roles[column] in ("code", "name") and any(line.doubtful for line in page.data):
        return
    if column == 0 and not draft.own:
        draft.everything = True  # The titles stand there, and go with it.
    for n, (one, other) in enumerate(page.merged):
        line = next((line for line in page.lines if one in line.slots and other in line.slots), None)
        if line is None or one is other:
            continue
        if line.slots[column] is one:
            follower = line.slots[column + 1]
            follower.value = one.value
            page.merged[n] = (follower, other)
        elif line.slots[column] is other:
            page.merged[n] = (one, line.slots[column - 1])
    page.merged = [(one, other) for one, other in page.merged if one is not other]
    page.roles.pop(column)
    for line in page.lines:
        line.slots.pop(column)
    draft.clean = False
    if not {"code", "name"} & set(page.roles):
        draft.hurts_page(page)
        for line in page.data:
            for slot in line.figures():
                slot.means = None


def stray_figure(draft: Draft, rng: Random) -> None:
    """Beside the table, without a title."""
    page = a_page(draft, rng)
    page.roles.append("note")
    for line in page.lines:
        line.slots.append(Slot())
    rng.choice(page.data).slots[-1].value = rng.randint(1, 500)
    draft.hurts_page(page)


# -- merged cells, sheets ------------------------------------------------------------------------


def merged_box(draft: Draft, rng: Random) -> None:
    """Rows and columns of the body merged: what they cover is nobody's any more."""
    page = a_page(draft, rng)
    run = rng.choice(_runs(page))
    top, bottom = sorted(rng.choices(run, k=2))
    left, right = sorted(rng.choices(range(len(page.roles)), k=2))
    if (top, left) == (bottom, right):
        return
    lines = page.lines[top : bottom + 1]
    covered = [slot for line in lines for slot in line.slots[left : right + 1]]
    page.merged.append((covered[0], covered[-1]))
    keep = rng.random() < 0.3
    for slot in covered[1:]:
        slot.means = None
        if not keep:
            slot.value = None
            slot.about = None
    if top < bottom or len([role for role in page.roles[left : right + 1] if "." in role]) > 1:
        covered[0].means = None
    draft.hurts(*lines)
    page.settled = True  # Rows moved in and out of the range would change what it covers.
    names = {"name", "code"} & set(page.roles)
    # In one row, a name that reaches over the next column stays what it is.
    lost = names & set(page.roles[left + (top == bottom) : right + 1])
    for line in lines if lost else ():
        # A row that has its own name or code besides is still known by it, the first of them.
        if line is not lines[0] or lost == names:
            for slot in line.figures():
                slot.means = None


def sheets_reordered(draft: Draft, rng: Random) -> None:
    rng.shuffle(draft.pages)


def sheet_renamed(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    page.name = rng.choice(["Sheet1", "Biểu", "Đồ ấm năm 2025", "Tổng hợp", "bieu 1"])
    draft.hurts_page(page)
    _distinct_names(draft.pages)


def sheet_copied(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    again = _copied(page, f"{page.name[:26]} (2)")
    if rng.random() < 0.5:
        for line in rng.sample(again.data, min(2, len(again.data))):
            for slot in line.known()[:2]:
                slot.value = slot.means = (slot.means or 0) + 7
    draft.pages.insert(rng.randrange(len(draft.pages) + 1), again)
    draft.hurts_page(page)
    draft.hurts_page(again)
    # The two copies are blamed for each other, and the other tables for what they say of both.
    draft.hurt |= {line.commune for line in page.data}
    _distinct_names(draft.pages)


def sheet_hidden(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    if len(draft.tables) > 1:
        page.hidden = True
        draft.hurts_page(page)


def sheet_deleted(draft: Draft, rng: Random) -> None:
    if len(draft.tables) > 1:
        draft.pages.remove(a_page(draft, rng))
        draft.clean = False


def sheet_added(draft: Draft, rng: Random) -> None:
    words = ["Trang nháp", "x", 12, 3.5, None, "Tổng cộng", "Số liệu cũ"]
    page = Page("Nháp", [], [""] * 4, answers=False)
    page.lines = [page.new_line("note", *rng.choices(words, k=4)) for _ in range(rng.randint(1, 5))]
    draft.pages.insert(rng.randrange(len(draft.pages) + 1), page)
    draft.clean = False
    _distinct_names(draft.pages)


def identity_lost(draft: Draft, rng: Random) -> None:
    del rng
    for page in [page for page in draft.pages if page.name == IDENTITY_SHEET]:
        draft.pages.remove(page)
        draft.clean, draft.everything, draft.own = False, True, False


def identity_changed(draft: Draft, rng: Random) -> None:
    for page in draft.pages:
        if page.name == IDENTITY_SHEET:
            for line in rng.sample(page.lines, min(2, len(page.lines))):
                line.slots[1].value = rng.choice(["", "2025", "043", "children", "district", 7, None])
                draft.clean, draft.everything = False, True


def _distinct_names(pages: Sequence[Page]) -> None:
    seen: set[str] = set()
    for page in pages:
        while page.name in seen:
            page.name = f"{page.name[:29]}+"
        seen.add(page.name)


ROWS: dict[str, Way] = {
    one.__name__: one
    for one in (
        *(rows_shuffled, row_moved, row_duplicated, row_deleted, row_blanked, row_hidden),
        *(blank_rows, titles_above, header_again, section_row, total_row, note_row),
        *(header_deleted, titles_deleted),
    )
}
COLUMNS: dict[str, Way] = {
    one.__name__: one
    for one in (
        *(columns_permuted, column_renamed, column_named_as_another, column_without_title),
        *(column_added, column_deleted, stray_figure, merged_box),
    )
}
SHEETS: dict[str, Way] = {
    one.__name__: one
    for one in (
        *(sheets_reordered, sheet_renamed, sheet_copied, sheet_hidden, sheet_deleted),
        *(sheet_added, identity_lost, identity_changed),
    )
}
