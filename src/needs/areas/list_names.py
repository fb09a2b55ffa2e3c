"""Which commune each line of a list names: the one of that name, or the one a person answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from rapidfuzz.distance import OSA

from needs.areas.list_rows import Line, Lines
from needs.areas.list_words import zone_of
from needs.disclosure import name_typed
from needs.errors import FaultCollector, NotFound
from needs.places import (
    Gazetteer,
    NameResolver,
    PlaceCandidate,
    Resolution,
    find_district,
    normalise,
)
from needs.places.similar import folded
from needs.wording import collation_key, typed

_MOST_CANDIDATES = 3
_SHORT = 4
_MUCH_LESS = 12.0
_CHECK = "kiểm tra tên, mã, bản danh mục (--edition)"


@dataclass(frozen=True)
class Decision:
    """What a planner states of a list: which decision, for which province, from when to when.

    `edition` is that of the communes it names; `totals_decision` the row of the official totals
    (none: found by the decision's number, else by its year).
    """

    decision: str
    issued: dt.date
    valid_from: dt.date
    valid_to: dt.date
    edition: str
    province_code: str
    province: str
    list_id: str
    totals_decision: str | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """The decision with its date, as it is cited."""
        return f"{self.decision} ngày {self.issued:%d/%m/%Y}"


def communes_named(
    found: Lines,
    path: Path,
    decision: Decision,
    gazetteer: Gazetteer,
    answers: Mapping[str, str],
    faults: FaultCollector,
) -> pd.DataFrame:
    """Return the communes that the lines name, and note every line that is not certain.

    Parameters
    ----------
    found, path
        Lines of the file.
    decision
        What the planner states of the list.
    answers
        Name as it is written in the file → code of the commune that a person says it is.
    faults
        Takes what is wrong: nothing is left out without a fault.

    Returns
    -------
    DataFrame
        commune_code, commune, district, zone, evidence (name and cell of the file), source, and
        the villages where they are told; by code.
    """
    places = gazetteer.communes(decision.province_code, decision.edition)
    named = places[places.commune_code.notna()].set_index("commune_code")
    districts = gazetteer.districts(places.district_code)
    resolver = NameResolver(
        gazetteer, province_code=decision.province_code, edition=decision.edition
    )
    answered = _answers(answers, named)
    rows: dict[str, dict[str, object]] = {}
    first: dict[str, str] = {}
    for line in found.lines:
        zone = zone_of(line.zone)
        if zone is None:
            written = typed(line.zone) or "trống"
            faults.add(line.where, f"{_named(line)}: khu vực «{written}»", "I, II hoặc III")
        code = _code(line, resolver, districts, answered, decision, faults)
        counts = {name: _count(line, name, faults) for name in ("villages", "villages_in_commune")}
        if code is None or zone is None:
            continue
        if code in rows:
            faults.add(
                line.where, line.name, f"mỗi xã một lần (đã có ở {first[code]})", "bỏ dòng lặp"
            )
            continue
        first[code] = line.where
        rows[code] = {
            "commune_code": code,
            "commune": named.commune[code],
            "district": named.district[code],
            "zone": zone,
            "evidence": f"ghi «{line.name or line.code}» ở {line.where}",
            "source": f"{decision.name} (tệp {path.name})",
            **counts,
        }
    table = pd.DataFrame(list(rows.values()), columns=_COLUMNS)
    for name in ("villages", "villages_in_commune"):
        if table[name].isna().all():
            table = table.drop(columns=name)
    return table.sort_values("commune_code", ignore_index=True)


_COLUMNS = [
    "commune_code",
    "commune",
    "district",
    "zone",
    "evidence",
    "source",
    "villages",
    "villages_in_commune",
]


def _answers(answers: Mapping[str, str], named: pd.DataFrame) -> dict[str, str]:
    for name, code in answers.items():
        if code not in named.index:
            raise NotFound(f"xã của câu trả lời «{name}»", code, named.index + " " + named.commune)
    return {normalise(name, keep_prefix=True): code for name, code in answers.items()}


def _code(
    line: Line,
    resolver: NameResolver,
    districts: pd.DataFrame,
    answered: Mapping[str, str],
    decision: Decision,
    faults: FaultCollector,
) -> str | None:
    """Return the commune that a line names; none, with a fault, where that is not certain."""
    if line.name and (told := answered.get(normalise(line.name, keep_prefix=True))):
        return told
    district = ""
    if line.district:
        try:
            district = find_district(line.district, districts)
        except NotFound:
            faults.add(
                line.where,
                f"{_named(line)}: huyện «{name_typed(line.district)}»",
                f"một huyện (cũ) trong: {'; '.join(sorted(districts.district, key=collation_key))}",
                "sửa tên huyện trong tệp",
            )
            return None
    meant = resolver.resolve(
        line.name, code=line.code, district_code=district, prefer_edition=decision.edition
    )
    if meant.outcome == "exact" and meant.edition == decision.edition:
        return meant.commune_code
    near = meant.outcome != "unknown" or bool(_near(line, meant.candidates))
    found = _written(line, near=near and meant.outcome != "code_disagrees")
    faults.add(line.where, found, _expected(meant, decision), _question(line, meant, decision))
    return None


def _named(line: Line) -> str:
    return name_typed(line.name) or f"mã {typed(line.code)}"


def _written(line: Line, *, near: bool) -> str:
    """Return what a line names; what is nearly a commune's name is shown, whoever it honours."""
    parts = [line.name if near and line.name else _named(line)]
    if line.district:
        parts.append(name_typed(line.district))
    return ", ".join(parts)


def _expected(meant: Resolution, decision: Decision) -> str:
    if meant.outcome == "exact":
        return f"xã của bản {decision.edition}; tên này là của bản {meant.edition}"
    words = {
        "ambiguous": "tên của đúng một xã: nhiều xã cùng tên",
        "code_disagrees": "tên và mã của cùng một xã",
        "elsewhere": "xã của huyện đã nêu: tên này có ở huyện khác",
    }
    return words.get(meant.outcome, f"tên một xã của {decision.province}")


def _question(line: Line, meant: Resolution, decision: Decision) -> str:
    """Ask which commune is meant: nothing is accepted without a person's answer."""
    if meant.outcome == "exact":
        return _CHECK
    likely = [one for one in meant.candidates if one.edition == decision.edition]
    if meant.outcome == "unknown":
        likely = _near(line, likely)
        if not likely:
            return f"không có tên gần giống; {_CHECK}"
    likely = likely[:_MOST_CANDIDATES]
    if not likely:
        return _CHECK
    shown = "; ".join(_shown(one) for one in likely)
    example = f'--same "{line.name}={likely[0].commune_code}"'
    return f"có phải: {shown}? Sửa tệp, hoặc trả lời bằng {example}"


def _near(line: Line, candidates: Sequence[PlaceCandidate]) -> list[PlaceCandidate]:
    """Return the communes whose names could be the written one with a slip of the pen.

    At most two letters differ, marks aside; in a name of up to four letters one. Those that are
    much less alike than the likeliest are left out, and those of other districts where one of the
    district stated is near.
    """
    written = folded(normalise(line.name))
    slips = 1 if len(written) <= _SHORT else 2
    near = [
        one
        for one in candidates
        if OSA.distance(written, folded(normalise(one.commune)), score_cutoff=slips) <= slips
    ]
    there = [one for one in near if normalise(one.district) == normalise(line.district)]
    best = max((one.score for one in there or near), default=0.0)
    return [one for one in there or near if one.score >= best - _MUCH_LESS]


def _shown(candidate: PlaceCandidate) -> str:
    return f"{candidate.commune} ({candidate.district}, {candidate.commune_code})"


def _count(line: Line, name: str, faults: FaultCollector) -> int | None:
    written = getattr(line, name)
    if not written:
        return None
    if not str(written).isdigit():
        faults.add(line.where, f"{_named(line)}: số thôn «{typed(written)}»", "số nguyên")
        return None
    return int(written)
