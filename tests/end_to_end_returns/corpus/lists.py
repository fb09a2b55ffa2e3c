"""The smallest tables: communes and their residents under one row of header."""

from __future__ import annotations

from .pages import Page, Rows, Written, xlsx
from .truth import BAO_LAC, TITLE

#: Title and header of a list of residents.
HEAD: list[list[Written]] = [TITLE, ["Tên xã", "Dân số"]]
#: What becomes of them.
ONE_HEADER = {"title": 1, "header": 1}


def residents(*written: Written, **more: object) -> Page:
    """The communes of Bảo Lạc, in their order, with these residents."""
    names = [name for name, _, _ in BAO_LAC.values()]
    rows = [[name, value] for name, value in zip(names, written, strict=False)]
    return Page([*HEAD, *rows], **more)


def of_bao_lac(*counts: int | None) -> dict[str, dict[str, int]]:
    """The figures of such a list; none where no figure is read."""
    return {
        code: {"children.population": count}
        for code, count in zip(BAO_LAC, counts, strict=False)
        if count is not None
    }


def listed(rows: Rows, title: str = "DÂN SỐ HUYỆN BẢO LẠC NĂM 2026", *more: str) -> bytes:
    """A list of communes and residents, with more columns in front."""
    head: list[Written] = [*more, "Tên xã", "Dân số"]
    return xlsx(Page([[title], head, *rows]))


def people(**counts: int) -> dict[str, dict[str, int]]:
    """Residents by code («_01321»: names in Python begin with no digit)."""
    return {code.strip("_"): {"children.population": count} for code, count in counts.items()}
