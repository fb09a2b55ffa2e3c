"""Ways in which the rows of a return are spoilt."""

from __future__ import annotations

from random import Random

from .corruption import Way, a_page, runs, some
from .drafts import Draft, Page, copied_line


def rows_shuffled(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    for run in runs(page):
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
    again = copied_line(line)
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
    words = ["BÁO CÁO", "(Kèm theo Công văn số 12/UBND)", "Số: 12/BC-UBND"]
    words += ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    for _ in range(rng.randint(1, 3)):
        page.lines.insert(0, page.new_line("title", *[None] * rng.randint(0, 2), rng.choice(words)))
        if rng.random() < 0.5:
            page.merged.append((page.lines[0].slots[0], page.lines[0].slots[-1]))


def header_again(draft: Draft, rng: Random) -> None:
    """As on each printed page."""
    page = a_page(draft, rng)
    old = page.of_kind("header")[: page.header_height]
    header = [copied_line(line) for line in old]
    pairs = {
        slot: again
        for line, other in zip(old, header, strict=True)
        for slot, again in zip(line.slots, other.slots, strict=True)
    }
    page.merged += [(pairs[a], pairs[b]) for a, b in page.merged if a in pairs and b in pairs]
    at = _inside(page, rng)
    if rng.random() < 0.3:
        header = [page.new_line("title", "Trang 2"), *header]
        draft.clean = draft.own and draft.clean
    page.lines[at:at] = header


def section_row(draft: Draft, rng: Random) -> None:
    page = a_page(draft, rng)
    sections = [
        ("II", "Khu vực II"),
        (None, "Khu vực I"),
        ("Các xã khu vực III",),
        ("A. Vùng cao",),
    ]
    words = rng.choice(sections)
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
    words = rng.choice(
        ["Ghi chú: tạm tính", "(*) xã mới sáp nhập", "Nơi nhận:", "Nguồn: xã báo cáo"]
    )
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


ROWS: dict[str, Way] = {
    one.__name__: one
    for one in (
        *(rows_shuffled, row_moved, row_duplicated, row_deleted, row_blanked, row_hidden),
        *(blank_rows, titles_above, header_again, section_row, total_row, note_row),
        *(header_deleted, titles_deleted),
    )
}
