"""Pages for everybody: axe-core finds nothing serious, on screens and phones."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

SERIOUS = {"serious", "critical"}
WIDTHS = (1000, 390)


@pytest.fixture(scope="module")
def pages(report):
    """One page of each kind: pages of one kind are made alike."""
    found = sorted(report.rglob("*.html"))
    kinds = {}
    for path in found:
        place = path.relative_to(report).parts
        kinds.setdefault((place[0], path.name if len(place) > 2 else place[-1]), path)
    return list(kinds.values())


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_serious(browser, pages, width):
    # The pages forbid foreign scripts; the examiner is one.
    context = browser.new_context(
        offline=True, bypass_csp=True, viewport={"width": width, "height": 800}
    )
    wrong, looked_at = [], 0
    for path in pages:
        page = context.new_page()
        page.goto(path.resolve().as_uri())
        found = Axe().run(page).response
        looked_at += len(found["passes"])
        wrong += [
            (path.name, one["id"], node["html"][:100])
            for one in found["violations"]
            if one["impact"] in SERIOUS
            for node in one["nodes"]
        ]
        page.close()
    context.close()
    assert not wrong
    assert looked_at > 15 * len(pages)  # rules that were tried and kept
