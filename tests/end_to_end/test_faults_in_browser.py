"""The look that every page gets finds what a reader would stumble over: one planted fault each."""

from __future__ import annotations

from importlib.resources import files

import pytest

from .looking import PHONE, SCREEN, look_at

ROWS = "".join(
    f"<tr><th scope=row>Xã thứ {number}</th><td>{number} trẻ còn thiếu áo ấm mùa rét</td></tr>"
    for number in range(90)
)
TABLE = (
    '<div class="scroll" tabindex="0" role="group" aria-label="Các xã"><table class="data">'
    "<thead><tr><th scope=col>Tên xã</th><th scope=col>Còn thiếu bao nhiêu</th></tr></thead>"
    f"<tbody>{ROWS}</tbody></table></div>"
)
HEAD = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Thử</title>'


@pytest.fixture
def page(tmp_path):
    """Write a page in the briefings' style, with more style and more words."""
    css = files("needs.briefing").joinpath("page.css").read_text(encoding="utf-8")

    def write(*, style="", words=""):
        path = tmp_path / "trang.html"
        path.write_text(
            f'<!DOCTYPE html><html lang="vi"><head>{HEAD}<style>{css}{style}</style></head>'
            f"<body><main><h1>Trang thử</h1>{TABLE}{words}</main></body></html>",
            encoding="utf-8",
        )
        return path

    return write


def test_a_sound_page_has_no_fault(browser, page):
    for width in (SCREEN, PHONE):
        seen = look_at(browser, page(words="<h2>Sau bảng</h2><p>Một câu.</p>"), width=width)
        assert (seen.requests, seen.complaints, seen.cut, seen.serious) == ([], [], [], [])
        assert seen.too_wide_px <= 0
        if paper := seen.paper:
            assert (paper.lost(), paper.torn(), paper.untitled()) == ([], [], [])
            assert (paper.left_behind(), paper.dark, paper.cut) == ([], [], [])
            assert len(paper.sheets) > 1, "the table goes on"
            assert paper.small[0][0] >= 8


CUT = "<p style='width:5rem;overflow:hidden;white-space:nowrap'>Một câu dài hơn hộp của nó.</p>"
DOTS = CUT.replace("hidden;", "hidden;text-overflow:ellipsis;")
SILENT = "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
PLANTED = {
    "asks the network": ("", "<script>fetch('https://example.org/x')</script>", "requests"),
    "complains": ("", "<script>console.error('lỗi')</script>", "complaints"),
    "cut by its box": ("", CUT, "cut"),
    "ends in dots": ("", DOTS, "cut"),
    "picture nobody can hear": ("", SILENT, "serious"),
    "too pale": ("h1 { color: #ddd }", "", "serious"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_fault_on_the_screen_is_found(browser, page, planted):
    style, words, where = PLANTED[planted]
    assert getattr(look_at(browser, page(style=style, words=words), width=SCREEN), where)


FORGETS = "@media print { thead { display: table-row-group !important } }"
LOSES = "@media print { .scroll { height: 5cm; overflow: hidden } }"
DARK = "@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }"
ON_PAPER = {
    "titles not repeated": (FORGETS, lambda paper: paper.untitled()),
    "rows lost": (LOSES, lambda paper: paper.torn()),
    "words cut": (LOSES, lambda paper: paper.cut),
    "dark": (DARK, lambda paper: paper.dark),
    "small": ("td { font-size: 7pt !important }", lambda paper: paper.small[0][0] < 8),
    "too wide": ("table { width: 60rem !important }", lambda paper: paper.too_wide_px > 0),
}


@pytest.mark.parametrize("planted", ON_PAPER)
def test_a_fault_on_paper_is_found(browser, page, planted):
    style, found = ON_PAPER[planted]
    assert found(look_at(browser, page(style=style), width=SCREEN).paper)


def test_a_heading_left_behind_is_found(browser, page):
    style = ".next { break-before: page } h2 { break-after: auto !important }"
    words = '<h2>Đầu mục ở lại</h2><div class="next"><p>Điều nó nói tới.</p></div>'
    paper = look_at(browser, page(style=style, words=words), width=SCREEN).paper
    assert [heading for _, heading in paper.left_behind()] == ["Đầu mục ở lại"]
