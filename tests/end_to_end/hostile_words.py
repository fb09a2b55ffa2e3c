"""Words that somebody typed to break something, in every place of a programme that takes words."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.programmes import test_sixth_programme as made_up

PROGRAMME = made_up.SIXTH

SCRIPT = "<script>alert(1)</script>"
PICTURE = '"><img src=x onerror="alert(2)">'
LINK = "<a href='javascript:alert(3)' onclick=alert(3)>bấm</a>"
FORMULA = '=HYPERLINK("http://invalid.example/?x","x")'
COMMAND = "+1+cmd|' /C calc'!A0"
SUM = "@SUM(1)"
MINUS = "-2+3+cmd|' /C calc'!A0"
BRACES = "{{ 7*7 }} {% for x in y %} {# #} {donor}"
TYPST = '#set page(width: 1cm) #read("/etc/passwd") $1+1$ @x `y` *z* _w_ \\ ]'
XML = "]]> <![CDATA[ &amp; &lt;b&gt; &#60;"
JNDI = "${jndi:ldap://invalid.example/a} %s %n $(id) `id`"
TURNED = "Quỹ \u202egnod 0001\u202c \u200fXYZ"
NO_WIDTH = "Quỹ\u200b\u200cẩn\u2060\ufeff chữ"
EMOJI = "Bé 👧🏽 nhà 👨‍👩‍👧‍👦 cờ 🇻🇳"
LINES = "dòng một\ndòng hai\tsau tab"
CONTROLS = "chuông\x07 xóa\x7f thoát\x1b[31m \x85"
QUOTES = "'\"</td></table></body> --> <!-- */ ;DROP TABLE x"
LONG = "Dài " + "ạ" * 9_990 + " hết"
#: Donors: under which id, and which name each has.
DONORS = {
    "../../x": SCRIPT,
    "..\\..\\y": PICTURE,
    "CON": LINK,
    "nul.txt": FORMULA,
    "C:\\z": COMMAND,
    "/tmp/w": SUM,
    ". .": MINUS,
    "a\u202eb": BRACES,
    "<b>": TYPST,
    "aux": XML,
    "x?*|": JNDI,
    "=1+1": TURNED,
    "👧🏽": NO_WIDTH,
    "AUX": EMOJI,
    "lpt1.": LINES,
    "con\ttrol": CONTROLS,
    "index.html": QUOTES,
    "ạ" * 300: LONG,
}
#: Words of the profile are not made plain as those of a table are: every sign gets to the pages.
CATEGORY = f"Ủng {PICTURE} \u202egnod\u202c {EMOJI} a\u200bb\x07 ]]> &amp;"
UNIT = "đôi {{ 7*7 }} =1+1"
TITLE, NOTE = f"=Chương trình {SCRIPT}\x1b[31m", f"{FORMULA} {BRACES} {TYPST}"
SUPPORTER = f"=1+1 {SCRIPT}"
#: More than a cell of Excel takes.
ENDLESS = "món " + "q" * 40_000


def add_hostile(data: Path) -> Path:
    """Add the sixth programme to a copy of the data, hostile wherever words are free."""
    made_up.add_to(data)
    profile = data / "programmes" / PROGRAMME / "programme.toml"
    text = profile.read_text(encoding="utf-8")
    for old, new in (
        ("Chương trình giả để thử", TITLE),
        ("Ủng đi học", CATEGORY),
        ("đôi ủng", UNIT),
        ('note = { vi = "giả để thử"', f'note = {{ vi = "{_toml(NOTE)}"'),
    ):
        assert old in text, old
        text = text.replace(old, new if old.startswith("note") else _toml(new))
    profile.write_text(text, encoding="utf-8")
    _write(data / "own/dien-bien/donors.csv", _gifts())
    _write(data / "own/dien-bien/support.csv", [_support()])
    return data


def _toml(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)[1:-1]


def _gifts() -> list[dict[str, str]]:
    return [
        {
            "donor_id": donor_id,
            "donor": donor,
            "donor_type": "ngo",
            "budget_vnd": "3000000",
            "categories": "shoes",
            "basis": "returned",
            "gift": ENDLESS if donor == SCRIPT else donor,
        }
        for donor_id, donor in DONORS.items()
    ]


def _support() -> dict[str, str]:
    columns = made_up.SUPPORT.strip().split(",")
    told = ("03158", "shoes", COMMAND, SUPPORTER, "2026", "30", "30", "", "returned", FORMULA)
    return dict(zip(columns, told, strict=True))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
