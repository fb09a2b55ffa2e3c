"""What stands in a page and in each of its forms, read back by other programs than wrote it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIGURE = re.compile(r"\d[\d.,]*\d|\d")
#: Of one page, and of the whole start of LibreOffice.
_PAGE_S, _START_S = 120, 600


def page_words(path: Path) -> str:
    """Return the words of a page that are for paper."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for hidden in page.select("style, script, svg, iframe, nav, .screen-only, title"):
        hidden.decompose()
    return str(page.body.get_text(" "))


def word_words(path: Path) -> str:
    """Return the words of the body of a Word file."""
    nodes = docx.Document(str(path)).element.body.iter(f"{W}t", f"{W}br", f"{W}p")
    return "".join(node.text or "" if node.tag == f"{W}t" else " " for node in nodes)


@cache
def pdf_words(path: Path) -> str:
    """Return the words of a PDF."""
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


def book_words(path: Path) -> str:
    """Return everything that the cells of a workbook show."""
    book = openpyxl.load_workbook(path, data_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return " ".join(str(cell.value) for cell in cells if cell.value is not None)


def of_each_kind(report: Path) -> list[Path]:
    """Return a page of each kind: briefing, overview, proposal, reports, public briefing."""
    return [
        sorted(report.glob("districts/*/briefing.html"))[-1],
        report / "province" / "overview.html",
        sorted(report.glob("donors/*/proposal.html"))[0],
        *sorted(report.glob("offices/reports/*.html"))[:4],
        sorted(report.glob("public/briefings/*.html"))[0],
    ]


READ = {".html": page_words, ".docx": word_words, ".pdf": pdf_words, ".xlsx": book_words}


def closed_up(text: str) -> str:
    """Return text without blanks and places where a long word may break."""
    return re.sub(r"[\s\u200b]+", "", text)


def as_printed(text: str) -> str:
    """Return closed-up words as they compare in print: «Phụ lục» stands on a line of its own there.

    An annex's title is in capitals.
    """
    return text.removeprefix("Phụlục:").casefold()


def page_tables(page: Path) -> list[list[list[str]]]:
    """Return every table of a page as rows of words without blanks."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    for hidden in soup.select("style, script, svg, iframe, nav, .screen-only, .bar"):
        hidden.decompose()
    return [
        [[closed_up(cell.get_text(" ")) for cell in row.select("th, td")] for row in table("tr")]
        for table in soup("table")
    ]


def converted(sources: Mapping[str, Path], ending: str, folder: Path) -> dict[str, Path]:
    """Have LibreOffice, started once, open files and save them in another form, by their names.

    Skips where there is no LibreOffice.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine (looked for soffice, libreoffice)")
    given, out = folder / "given", folder / "made"
    given.mkdir()
    copies = [
        Path(shutil.copy(path, given / f"{name}{path.suffix}")) for name, path in sources.items()
    ]
    profile = (folder / "office").resolve().as_uri()
    command = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", ending]
    run = subprocess.run(
        [*command, "--outdir", str(out), *map(str, copies)],
        capture_output=True,
        timeout=_START_S + _PAGE_S * len(copies),
        check=False,
    )
    if b"could not be loaded" in run.stderr:
        pytest.skip(f"this LibreOffice lacks a part: {run.stderr.decode(errors='replace')[:200]}")
    made = {name: out / f"{name}.{ending.split(':', maxsplit=1)[0]}" for name in sources}
    assert not _lacking(made.values()), run.stderr.decode(errors="replace")
    return made


def _lacking(paths: Iterable[Path]) -> list[str]:
    return [path.name for path in paths if not path.is_file()]
