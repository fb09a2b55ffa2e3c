"""How the data stand against official figures, and whose residents are known, in words."""

from __future__ import annotations

import pandas as pd

from needs.areas import NO_LIST
from needs.people import population_note
from needs.tables import rows_of
from needs.wording import basis_words, check_status, collation_key, counted, number, say

#: Names told before «and so many others».
FIRST_NAMES = 5


def some_names(names: list[str], *, lang: str) -> str:
    """Return the first few names, and how many there are besides."""
    told = ", ".join(names[:FIRST_NAMES])
    rest = len(names) - FIRST_NAMES
    if rest <= 0:
        return told
    return say("{names} và {n} xã khác", lang=lang, names=told, n=number(rest, lang=lang))


def checks_status(checks: pd.DataFrame, *, lang: str) -> list[str]:
    """Return a line for each figure that has an official one, or should have.

    Parameters
    ----------
    checks
        Table `checks`. What waits for the list of communes is told in one line.
    """
    waiting = checks.found == NO_LIST
    lines = [_line(row, lang) for row in rows_of(checks[~waiting])]
    if waiting.any():
        words = say("chưa có danh sách xã để đối chiếu; các số chính thức nêu ở trên", lang=lang)
        lines.insert(0, words)
    return lines


def _line(row: object, lang: str) -> str:
    name = getattr(row, "name" if lang == "vi" else "name_en")
    found, expected = (counted(getattr(row, one), lang=lang) for one in ("found", "expected"))
    source = getattr(row, "source", "")
    known, official = (any(map(str.isdigit, words)) for words in (found, expected))
    if getattr(row, "status", "") == "ok":
        how = check_status("ok", lang=lang)
        figures = found if found == expected else _beside(found, expected, lang)
    elif known and official:
        how = say("chỉ có ước tính", lang=lang)
        figures = _beside(found, expected, lang)
    elif official:
        how = say("chưa có số liệu để đối chiếu", lang=lang)
        figures = say("số chính thức {expected}", lang=lang, expected=expected)
    else:
        how = say("chưa có số chính thức để đối chiếu", lang=lang)
        figures = found
    return f"{how}: {name}: {figures} ({source})"


def _beside(found: str, expected: str, lang: str) -> str:
    return say("{found}; số chính thức {expected}", lang=lang, found=found, expected=expected)


def people_status(communes: pd.DataFrame, *, lang: str) -> list[str]:
    """Say of how many communes the residents are known, on what they rest, whose are lacking.

    Parameters
    ----------
    communes
        Table `communes`.
    """
    known = communes.population.notna()
    lines = [
        say(
            "{n} / {all} xã có dân số, cộng {total} người",
            lang=lang,
            n=number(int(known.sum()), lang=lang),
            all=number(len(communes), lang=lang),
            total=number(communes.population.sum(), lang=lang),
        )
    ]
    for basis, group in communes[known].groupby("population_basis"):
        lines.append(
            say(
                "căn cứ {basis}: {n} xã",
                lang=lang,
                basis=basis_words(str(basis), lang=lang),
                n=number(len(group), lang=lang),
            )
        )
    lacking = sorted(communes[~known].commune, key=collation_key)
    if lacking:
        lines.append(
            say(
                "Chưa có số liệu dân số: {n} xã ({names})",
                lang=lang,
                n=number(len(lacking), lang=lang),
                names=some_names(lacking, lang=lang),
            )
        )
    return lines + _notes(communes, lang)


def _notes(communes: pd.DataFrame, lang: str) -> list[str]:
    """Say the cautions; one that a data file words in its own way is only pointed at."""
    noted = communes[communes.population_note.notna()]
    lines = []
    for note in sorted(set(noted.population_note)):
        words = population_note(note, lang=lang)
        # The kit's own cautions have an English text; one of a data file is quoted as it stands.
        if population_note(note, lang="en") == note:
            names = sorted(noted[noted.population_note == note].commune, key=collation_key)
            words = say(
                "{names}: nguồn dân số có ghi chú, xem cột note của bảng dân số",
                lang=lang,
                names=some_names(names, lang=lang),
            )
        lines.append(words)
    return list(dict.fromkeys(lines))
