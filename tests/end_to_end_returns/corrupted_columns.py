"""Ways in which the columns of a return are spoilt, and cells merged."""

from __future__ import annotations

from random import Random

from .corruption import Way, a_page, runs
from .drafts import Draft, Line, Page, Slot


def columns_permuted(draft: Draft, rng: Random) -> None:
    """Titles over groups are written over each column first, as who moves columns has to."""
    page = a_page(draft, rng)
    header = page.of_kind("header")
    body = {slot for line in page.data for slot in line.slots}
    if any(one in body for one, _ in page.merged):
        return
    spans = [(line, *span) for span in page.merged for line in header if _in_line(line, *span)]
    for line, one, other in spans:
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


def _titles(page: Page, column: int) -> list[list[Slot]]:
    """The titles of a column, from the top down: each as often as the header is repeated."""
    header, height = page.of_kind("header"), page.header_height
    rows = [[line.slots[column] for line in header[n::height]] for n in range(height)]
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
        page.settled = True  # Without the column, the others would be right again.
        draft.hurts_page(page)


def column_added(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    figures = rng.random() < 0.5
    at = rng.randrange(len(page.roles) + 1)
    page.roles.insert(at, "note")
    for line in page.lines:
        line.slots.insert(at, Slot())
    for line in page.of_kind("header")[:: page.header_height]:
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
    spans = [_without(page, column, *span) for span in page.merged]
    page.merged = [(one, other) for one, other in spans if one is not other]
    page.roles.pop(column)
    for line in page.lines:
        line.slots.pop(column)
    draft.clean = False
    if not {"code", "name"} & set(page.roles):
        draft.hurts_page(page)
        for line in page.data:
            for slot in line.figures():
                slot.means = None


def _in_line(line: Line, one: Slot, other: Slot) -> bool:
    return one in line.slots and other in line.slots


def _without(page: Page, column: int, one: Slot, other: Slot) -> tuple[Slot, Slot]:
    """A merged range as it is when a column has gone."""
    for line in page.lines:
        if one is not other and _in_line(line, one, other):
            if line.slots[column] is one:
                follower = line.slots[column + 1]
                follower.value = one.value
                return follower, other
            if line.slots[column] is other:
                return one, line.slots[column - 1]
    return one, other


def stray_figure(draft: Draft, rng: Random) -> None:
    """Beside the table, without a title."""
    page = a_page(draft, rng)
    page.roles.append("note")
    for line in page.lines:
        line.slots.append(Slot())
    rng.choice(page.data).slots[-1].value = rng.randint(1, 500)
    draft.hurts_page(page)


def merged_box(draft: Draft, rng: Random) -> None:
    """Rows and columns of the body merged: what they cover is nobody's any more."""
    page = a_page(draft, rng)
    run = rng.choice(runs(page))
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
    for line in lines:
        # What stands in its first cell is shown all over a range: as a name, too.
        over = names & set(page.roles[left + (line is lines[0]) : right + 1])
        if over and (over == names or covered[0].value is not None):
            for slot in line.figures():
                slot.means = None


COLUMNS: dict[str, Way] = {
    one.__name__: one
    for one in (
        *(columns_permuted, column_renamed, column_named_as_another, column_without_title),
        *(column_added, column_deleted, stray_figure, merged_box),
    )
}
