"""What stands on a page, read back: words, tables row by row, figures as Vietnamese pages write."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup


def words(fragment):
    """Return the words of a fragment."""
    return BeautifulSoup(fragment.html, "html.parser").get_text(" ", strip=True)


def table(fragment, caption):
    """Return the one table whose caption begins so."""
    soup = BeautifulSoup(fragment.html, "html.parser")
    found = [one for one in soup.select("table") if one.caption.get_text().startswith(caption)]
    assert len(found) == 1, (caption, [one.caption.get_text() for one in soup.select("table")])
    return found[0]


def as_rows(of_table, part="tbody"):
    """Return each row as title → words; of several columns of one title the last."""
    head = of_table.select("thead th")
    titles = [cell.get_text(" ", strip=True).replace("\xa0", " ") for cell in head]
    return [
        dict(
            zip(
                titles,
                (cell.get_text(" ", strip=True) for cell in row.select("th, td")),
                strict=True,
            )
        )
        for row in of_table.select(f"{part} tr")
    ]


def one(cell):
    """Read one figure: 1.234,5."""
    assert re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d+)?", cell), cell
    return float(cell.replace(".", "").replace(",", "."))


def ends(cell):
    """Read an interval; both ends alike where there is one figure."""
    low, _, high = cell.partition("–")
    return one(low), one(high or low)
