"""The English edition: nothing of ours left in Vietnamese, figures unchanged."""

from __future__ import annotations

import re
import shutil
import tomllib

import pandas as pd
import pytest

from needs.wording.catalogue import english

from .opened import DRAWN, briefings, read_page

PROGRAMME = "ninh-thuan-588"
VIETNAMESE = re.compile(
    r"[ăâđêôơưàáạảãằắặẳẵầấậẩẫèéẹẻẽềếệểễìíịỉĩòóọỏõồốộổỗờớợởỡùúụủũừứựửữỳýỵỷỹ]", re.I
)


@pytest.fixture(scope="module")
def english_report(reports, needs, made_once):
    """The whole programme in English; the tables are those of the Vietnamese run."""

    tables = reports(PROGRAMME) / "tables"

    def run(folder):
        shutil.copytree(tables, folder / PROGRAMME / "tables")
        result = needs("run", PROGRAMME, "--lang", "en", "--out", folder)
        (folder / "printed.txt").write_text(result.stdout + result.stderr, encoding="utf-8")

    return made_once("english", run) / PROGRAMME


@pytest.fixture(scope="module")
def pages(english_report):
    found = {path.parent.name: read_page(path) for path in briefings(english_report)}
    assert len(found) == 7
    return found


def test_the_command_speaks_english(english_report):
    printed = (english_report.parent / "printed.txt").read_text(encoding="utf-8")
    assert "7 products made, 0 up to date, 0 failed" in printed
    assert not VIETNAMESE.search(printed.replace(str(english_report), ""))


def test_the_pages_say_so(pages):
    for page in pages.values():
        assert page.lang == "en"
    assert pages["bac-ai"].heading.endswith("Bác Ái")
    assert pages["province"].heading == "Overview of Ninh Thuận province"


@pytest.fixture(scope="module")
def quoted(english_report):
    """What the data say in Vietnamese only, by column: names, citations of laws, sources."""
    found: dict[str, set[str]] = {}
    for path in (english_report / "tables").glob("*.parquet"):
        frame = pd.read_parquet(path)
        for column in (
            "commune", "district", "donor", "gift", "source", "note", "area_list", "legal_basis",
        ):  # fmt: skip
            if column in frame:
                found.setdefault(column, set()).update(frame[column].dropna())
    # On pages a note begins its sentence, and files are not named.
    found["note"] |= {note[:1].upper() + note[1:] for note in found["note"]}
    found["source"] |= {re.sub(r"\s*\(?[\w.-]+\.csv\)?", "", one) for one in found["source"]}
    return {column: texts - {""} for column, texts in found.items()}


def without(words, quotations):
    for text in sorted(quotations, key=len, reverse=True):
        words = words.replace(text, " ")
    return words


def test_no_message_is_left_in_vietnamese(pages, quoted):
    pieces = {
        piece
        for message, translated in english().items()
        if message != translated and message not in translated
        for piece in re.split(r"\{\w+\}", message)
        if len(piece.strip()) > 12
    }
    assert len(pieces) > 50
    for name, page in pages.items():
        # The mark of invented data is shown in both languages.
        words = without(page.text, quoted["source"] | quoted["note"] | {"(số liệu minh họa)"})
        left = sorted(piece for piece in pieces if piece in words)
        assert left == [], name


def test_what_is_left_in_vietnamese_are_names_and_quoted_sources(pages, quoted, data):
    """Take away names, legal titles and sources as they stand in the data: no word is left."""
    quoted = set().union(*quoted.values())
    profile = tomllib.loads(
        (data / "programmes" / PROGRAMME / "programme.toml").read_text(encoding="utf-8")
    )
    quoted |= {
        profile["plan"]["source"],
        profile["plan"]["number"],
        "Ninh Thuận",
        "QĐ-TTg",
        "NĐ-CP",
    }
    quoted |= {name.split(maxsplit=1)[1] for name in quoted if name.startswith("Huyện ")}
    quoted |= {name.split(maxsplit=1)[1] for name in quoted if name.startswith(("Xã ", "Thị "))}
    quoted |= {"Phan Rang - Tháp Chàm", "Phan Rang-Tháp Chàm", "(số liệu minh họa)"}
    # The other provinces of the population file are named where they are checked.
    quoted |= {"Cao Bằng", "Thanh Hóa", "Khánh Hòa"}
    for name, page in pages.items():
        words = without(page.text, quoted)
        left = {word for word in re.findall(r"[^\W\d]+", words) if VIETNAMESE.search(word)}
        assert not left, (name, " ".join(sorted(left)))


def test_figures_are_those_of_the_vietnamese_edition(pages, reports):
    vietnamese = reports(PROGRAMME)
    for name, page in pages.items():
        folder = "province" if name == "province" else f"districts/{name}"
        same = read_page(next((vietnamese / folder).glob("*.html")))
        swapped = [
            figure.translate(str.maketrans(".,", ",.")) for figure in same.figures().values()
        ]
        assert list(page.figures().values()) == swapped


def test_the_map_is_drawn_and_speaks_english(english_report, opened):
    for width in (1000, 390):
        shown = opened(english_report / "province" / "overview.html", width=width)
        inside = shown.map()
        assert inside.locator(DRAWN).count() > 28
        assert "llustrative" in inside.locator("body").inner_text()
        assert shown.requests == []
        assert shown.complaints == []
        assert shown.too_wide() <= 0
