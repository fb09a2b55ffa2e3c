"""Who has returned figures, who has not, who is late."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from needs.assessment.listed import ListedCommunes
from needs.errors import NeedsError
from needs.places import Gazetteer, without_prefix
from needs.programmes import Programme
from needs.returns import Returned, Returns, returns_of
from needs.tables import rows_of
from needs.wording import collation_key, date_text, number, say
from needs.workbooks import Refusal


def returns_status(
    programme: Programme,
    listed: ListedCommunes,
    gazetteer: Gazetteer,
    root: Path,
    *,
    today: dt.date,
    lang: str,
) -> list[str]:
    """Say for each district which communes have returned, which not, and who is late.

    Districts of which no commune has returned are named together.

    A commune has returned when the year's figures of at least one of its blocks are in use.
    """
    try:
        returns = returns_of(programme, listed.communes, gazetteer, root)
    except NeedsError as error:
        return str(error).splitlines()
    asked = communes_asked(programme, listed)
    first = first_day_of_returns(returns, programme.period)
    deadline = programme.returns_deadline
    lines = [_deadline_words(deadline, today, lang)]
    told = asked.commune_code.isin(first).groupby(asked.district).any()
    for name, communes in asked.groupby("district"):
        if told[name]:
            lines.append(_of_district(str(name), communes, first, deadline, today, lang))
    # Where nobody has returned, the names of all communes would tell nothing more.
    silent = asked[~asked.district.map(told)]
    if len(silent):
        lines.append(_silent_words(silent, deadline, today, lang))
    lines += [_of_file(returned, lang) for returned in returns.files]
    return lines


def communes_asked(programme: Programme, listed: ListedCommunes) -> pd.DataFrame:
    """Return the communes whose return is awaited: those in the scope of any kind of support."""
    if listed.area is None:
        return listed.communes
    zones = {
        zone for category in programme.categories for zone in programme.zones_in_scope(category)
    }
    return listed.communes[listed.communes.zone.isin(zones)]


def first_day_of_returns(returns: Returns, period: str) -> dict[str, dt.date]:
    """Return the day on which each commune's first figures of the year came."""
    first: dict[str, dt.date] = {}
    for returned in returns.files:
        if isinstance(returned.result, Refusal) or returned.period != period:
            continue
        for figure in returned.result.figures:
            code = figure.commune_code
            first[code] = min(first.get(code, returned.day), returned.day)
    return first


def _deadline_words(deadline: dt.date | None, today: dt.date, lang: str) -> str:
    if deadline is None:
        return say("Kế hoạch không nêu hạn gửi báo cáo", lang=lang)
    words = say("Hạn gửi báo cáo: {day}", lang=lang, day=date_text(deadline, lang=lang))
    rest = (deadline - today).days
    if rest < 0:
        return words + " " + say("(đã quá hạn {n} ngày)", lang=lang, n=-rest)
    return words + " " + say("(còn {n} ngày)", lang=lang, n=rest)


def _silent_words(
    communes: pd.DataFrame, deadline: dt.date | None, today: dt.date, lang: str
) -> str:
    """Name the districts of which no commune has returned, with how many communes each has."""
    counts = communes.groupby("district").size()
    names = "; ".join(
        f"{name} (0/{number(counts[name], lang=lang)})"
        for name in sorted(counts.index, key=collation_key)
    )
    if deadline is not None and today > deadline:
        return say("chưa xã nào báo cáo, đã quá hạn: {names}", lang=lang, names=names)
    return say("chưa xã nào báo cáo: {names}", lang=lang, names=names)


def _of_district(
    name: str,
    communes: pd.DataFrame,
    first: dict[str, dt.date],
    deadline: dt.date | None,
    today: dt.date,
    lang: str,
) -> str:
    told = communes[communes.commune_code.isin(first)]
    parts = [
        say(
            "{district}: {n}/{all} xã đã báo cáo",
            lang=lang,
            district=name,
            n=len(told),
            all=len(communes),
        )
    ]
    lacking = _names(communes[~communes.commune_code.isin(first)])
    if lacking:
        overdue = deadline is not None and today > deadline
        words = (
            say("quá hạn: {names}", lang=lang, names=lacking)
            if overdue
            else say("chưa có: {names}", lang=lang, names=lacking)
        )
        parts.append(words)
    if deadline is not None:
        after = {code for code, day in first.items() if day > deadline}
        late = _names(told[told.commune_code.isin(after)])
        if late:
            parts.append(say("gửi muộn: {names}", lang=lang, names=late))
    return "; ".join(parts)


def _names(communes: pd.DataFrame) -> str:
    names = [without_prefix(str(row.commune)) for row in rows_of(communes)]
    return ", ".join(sorted(names, key=collation_key))


def _of_file(returned: Returned, lang: str) -> str:
    name = returned.received.name
    if isinstance(returned.result, Refusal):
        return say("tệp {file}: không đọc được", lang=lang, file=name)
    rows = returned.result.read.rows
    waiting = sum(row.outcome == "quarantined" for row in rows)
    return say(
        "tệp {file}, ngày {day}: {n} dòng dùng được, {waiting} dòng chờ sửa",
        lang=lang,
        file=name,
        day=date_text(returned.day, lang=lang),
        n=sum(row.outcome == "accepted" for row in rows),
        waiting=waiting,
    )
