"""Ways in which the sheets of a return are spoilt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from needs.forms.identity import IDENTITY_SHEET

from .corruption import Way, a_page
from .drafts import Draft, Page, copied_line


def _copied(page: Page, name: str) -> Page:
    lines = [copied_line(line) for line in page.lines]
    pairs = {
        old: new
        for one, other in zip(page.lines, lines, strict=True)
        for old, new in zip(one.slots, other.slots, strict=True)
    }
    merged = [(pairs[a], pairs[b]) for a, b in page.merged if a in pairs and b in pairs]
    return replace(page, name=name, lines=lines, roles=list(page.roles), merged=merged)


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
                words = ["", "2025", "043", "children", "district", 7, None]
                line.slots[1].value = rng.choice(words)
                draft.clean, draft.everything = False, True


def _distinct_names(pages: Sequence[Page]) -> None:
    seen: set[str] = set()
    for page in pages:
        while page.name in seen:
            page.name = f"{page.name[:29]}+"
        seen.add(page.name)


SHEETS: dict[str, Way] = {
    one.__name__: one
    for one in (
        *(sheets_reordered, sheet_renamed, sheet_copied, sheet_hidden, sheet_deleted),
        *(sheet_added, identity_lost, identity_changed),
    )
}
