"""Pages for offices, donors and the public, and the start page, of a run of each of five plans.

In a browser whose network is cut: a desk's screen, a phone, and A4 paper.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from .conftest import ONE_DISTRICT, PROGRAMMES
from .looking import WIDTHS, EveryPage, look_at, on_paper

SHEETS = 12


@pytest.fixture(scope="module", params=(*PROGRAMMES, *ONE_DISTRICT))
def programme(request) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pages(report) -> list[Path]:
    """Of the donors' pages one proposal: those of all donors are tried by test_donor_pages."""
    return [
        report / "index.html",
        *sorted([*report.glob("offices/**/*.html"), *report.glob("public/**/*.html")]),
        *sorted(report.glob("donors/*.html")),
        *sorted(report.glob("donors/*/proposal.html"))[-1:],
    ]


@pytest.fixture(scope="module", params=WIDTHS)
def visits(request, browser, pages):
    """Every page, opened once at this width."""
    return [look_at(browser, path, width=request.param) for path in pages]


class TestPagesOfOfficesDonorsAndThePublic(EveryPage):
    """What holds of every page holds of these."""


def test_no_two_pages_of_a_folder_look_the_same_in_a_readers_tabs(visits):
    assert len(visits) >= 10
    titles = [(seen.path.parent, seen.title) for seen in visits]
    assert {title for title in titles if titles.count(title) > 1} == set()


def test_every_link_leads_to_something_that_is_there(visits, report):
    for seen in visits:
        for link in seen.links:
            target, part = urldefrag(link)
            if re.match(r"[a-z]+:", target):
                assert target.startswith(("https://", "mailto:")), (seen.name, link)
                continue
            aim = (seen.path.parent / unquote(target)).resolve() if target else seen.path
            assert aim.is_file(), (seen.name, link)
            assert aim.is_relative_to(report.resolve()), (seen.name, link)
            if part and aim.suffix == ".html":
                assert f'id="{unquote(part)}"' in aim.read_text(encoding="utf-8"), (seen.name, link)


def test_nobody_has_to_print_a_book(visits):
    for seen, paper in on_paper(visits):
        assert 1 <= len(paper.sheets) <= SHEETS, (seen.name, len(paper.sheets))
