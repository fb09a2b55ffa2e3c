"""Choosing a district in a notebook: everything shown through the choice follows it.

Where nobody can answer (papermill, `needs run`, a notebook opened without a kernel), or ipywidgets
is not installed, the district of the notebook's parameters is shown, once, as plain HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any, Concatenate, ParamSpec

from IPython.core.getipython import get_ipython
from IPython.display import DisplayHandle, display

from needs.briefing.html import Fragment, paragraph
from needs.briefing.open_page import page_of_results
from needs.briefing.pages import Page, district_label
from needs.tables import rows_of
from needs.wording import collation_key, say

_Given = ParamSpec("_Given")


def pick_district(page: Page) -> Picked:
    """Show a list of districts to choose from, and return what follows the choice.

    Parameters
    ----------
    page
        The page opened from the notebook's parameters: its district is chosen at first.
    """
    picked = Picked(page)
    widgets = _widgets() if _somebody_answers() else None
    if widgets is None:
        display(picked.how_to_change())  # type: ignore[no-untyped-call]
        return picked
    whole = say("cả tỉnh", lang=page.lang)
    menu = widgets.Dropdown(
        options=[(whole, ""), *((name, code) for code, name in districts(page).items())],
        value=page.district_code or "",
        description=say("Huyện", lang=page.lang),
    )
    menu.observe(lambda change: picked.choose(change["new"]), names="value")
    display(menu)  # type: ignore[no-untyped-call]
    return picked


def districts(page: Page) -> dict[str, str]:
    """Return code → name of the province's districts, in the order of Vietnamese names."""
    pairs = page.province.communes[["district_code", "district"]].dropna().drop_duplicates()
    edition = page.province.programme.edition
    named = {
        str(row.district_code): district_label(str(row.district), edition, lang=page.lang)
        for row in rows_of(pairs)
    }
    return dict(sorted(named.items(), key=lambda entry: collation_key(entry[1])))


class Picked:
    """The page of the district that is chosen; what it shows is drawn again at every choice.

    Attributes
    ----------
    page
        The page of the district chosen last.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._shown: dict[str, tuple[DisplayHandle, Callable[[Page], Fragment]]] = {}

    def show(
        self,
        section: Callable[Concatenate[Page, _Given], Fragment],
        *given: _Given.args,
        **options: _Given.kwargs,
    ) -> None:
        """Show a section of the page here; a choice of another district redraws it in place.

        Parameters
        ----------
        section
            From a page to what is shown: `Page.map`, `Page.need` …
        given, options
            What the section takes besides the page.
        """

        def drawn(page: Page) -> Fragment:
            return section(page, *given, **options)

        handle = display(drawn(self.page), display_id=True)  # type: ignore[no-untyped-call]
        # A cell that is run again has a new place: the old one is gone.
        if handle is not None:
            self._shown[section.__qualname__] = handle, drawn

    def choose(self, district: str) -> None:
        """Open a district by code, or the province (""), and draw again all that is shown."""
        self.page = page_of(self.page, district)
        for handle, drawn in self._shown.values():
            handle.update(drawn(self.page))  # type: ignore[no-untyped-call]

    def how_to_change(self) -> Fragment:
        """Say which districts there are and how to see another one without a list to click."""
        names = "; ".join(districts(self.page).values())
        return paragraph(
            say(
                "Đang xem: {place}. Xem huyện khác: sửa dòng district ở ô tham số rồi chạy lại. "
                "Các huyện: {names}.",
                lang=self.page.lang,
                place=self.page.place,
                names=names,
            ),
            kind="note",
        )


def page_of(page: Page, district: str) -> Page:
    """Return the page of another district of the same province; "" for the province itself.

    Raises
    ------
    NotFound
        If the province has no such district; lists those it has.
    """
    return page_of_results(page.province, replace(page.parameters, district=district))


def _somebody_answers() -> bool:
    """Tell whether a reader sits before the notebook: papermill asks for no answers."""
    shell = get_ipython()
    if shell is None or not hasattr(shell, "get_parent"):
        return False
    return bool(shell.get_parent().get("content", {}).get("allow_stdin", False))


def _widgets() -> Any:
    try:
        return import_module("ipywidgets")
    except ImportError:
        return None
