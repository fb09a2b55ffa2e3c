"""A decision's list, as a planner has it, made into a list of the index: named, checked, written.

No name is guessed: a commune is the one that bears the name (in the district stated), or the one
that a person answers. A list is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.areas.list_names import Decision, communes_named
from needs.areas.list_rows import Lines, lines_of
from needs.areas.lists import INDEX, AreaList, read_area_index
from needs.areas.of_programme import province_totals
from needs.areas.totals import check_against_totals
from needs.errors import Fault, FaultCollector, InputFaults, NotFound
from needs.places import EDITIONS, Gazetteer, normalise, without_prefix
from needs.tables import rows_of
from needs.workbooks import Refusal, open_books


@dataclass(frozen=True)
class ReadList:
    """A list that was read and found right; nothing is written yet.

    Attributes
    ----------
    listed
        As it will stand in the index.
    checks
        Table `checks`: against the official totals of its decision.
    rows, ignored
        Rows of the file that hold anything, and those that are no line of the list.
    lines
        Lines of the list: every one of them is in `listed`.
    """

    listed: AreaList
    checks: pd.DataFrame
    rows: int
    ignored: int
    lines: int


def province_named(name: str, edition: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Return code and name (without «tỉnh») of a province of one edition.

    Raises
    ------
    NotFound
        If there is no such edition or province; lists the valid ones.
    """
    if edition not in EDITIONS:
        raise NotFound("bản danh mục", edition, EDITIONS)
    provinces = gazetteer.units[edition].drop_duplicates("province_code")
    for row in rows_of(provinces):
        if name == row.province_code or normalise(name) == normalise(str(row.province)):
            return str(row.province_code), without_prefix(str(row.province))
    valid = sorted(provinces.province)
    raise NotFound(f"tỉnh (bản {edition})", name, valid)


def read_list(
    path: Path,
    decision: Decision,
    *,
    root: Path,
    gazetteer: Gazetteer,
    answers: Mapping[str, str] | None = None,
    replacing: bool = False,
) -> ReadList:
    """Read a list from a spreadsheet or a text file, and check it; nothing is written.

    Parameters
    ----------
    path
        The file: any spreadsheet, CSV, or a text file with a table pasted into it.
    decision
        What the planner states of it.
    answers
        Name as it is written in the file → code of the commune that a person says it is.
    replacing
        Whether the list takes the place of the one with its id.

    Raises
    ------
    InputFaults
        With everything that is wrong, at once: a file that cannot be read; lines whose commune,
        district or zone is not certain, with the communes that may be meant; a commune named
        twice; an id or a period that is taken. Where all lines are right: the counts that are not
        the official ones.
    NotFound
        If an answer names no commune of the province.
    """
    found = _opened(path)
    faults = FaultCollector(path.name)
    _check_period(decision, root, faults, replacing=replacing)
    communes = communes_named(found, path, decision, gazetteer, answers or {}, faults)
    faults.raise_if_any()
    listed = AreaList(
        list_id=decision.list_id,
        decision=decision.decision,
        issued=decision.issued,
        valid_from=decision.valid_from,
        valid_to=decision.valid_to,
        edition=decision.edition,
        province_code=decision.province_code,
        province=decision.province,
        path=root / "reference" / "areas" / f"{decision.list_id}.csv",
        totals_decision=_totals_decision(decision, root, gazetteer),
        note=decision.note,
        communes=communes,
    )
    checks = check_against_totals(listed, root)
    return ReadList(listed, checks, found.rows, found.ignored, len(found.lines))


def _opened(path: Path) -> Lines:
    (book,) = open_books([path], workers=1)
    if isinstance(book, Refusal):
        details = ", ".join(f"{name} {value}" for name, value in book.values)
        raise InputFaults(
            path.name,
            [
                Fault(
                    path.name,
                    f"{book.code} ({details})" if details else book.code,
                    "tệp bảng tính (xlsx, xls, ods), CSV hoặc tệp chữ (txt)",
                    "kiểm tra đường dẫn, mật khẩu; mở được thì lưu lại thành xlsx hoặc csv",
                )
            ],
        )
    found = lines_of(book)
    if not found.lines:
        raise InputFaults(
            path.name,
            [
                Fault(
                    path.name,
                    "không dòng nào có tên xã và khu vực",
                    "cột tên xã và cột khu vực (I, II, III), hoặc mỗi dòng một xã kèm khu vực",
                    "kiểm tra trang, tiêu đề cột",
                )
            ],
        )
    return found


def _check_period(
    decision: Decision, root: Path, faults: FaultCollector, *, replacing: bool
) -> None:
    """Note an id that is taken, and lists that hold in the same period."""
    if decision.valid_from > decision.valid_to:
        faults.add("valid_from, valid_to", f"{decision.valid_from:%d/%m/%Y}", "từ ngày ≤ đến ngày")
    index = read_area_index(root)
    if not replacing and decision.list_id in set(index.list_id):
        faults.add(
            INDEX.name,
            decision.list_id,
            "mã danh sách chưa dùng",
            "chọn mã khác bằng --id, hoặc thay danh sách cũ bằng --replace",
        )
    others = index[
        (index.list_id != decision.list_id)
        & (index.province_code == decision.province_code)
        & (index.edition == decision.edition)
        & (index.valid_from <= pd.Timestamp(decision.valid_to))
        & (index.valid_to >= pd.Timestamp(decision.valid_from))
    ]
    for row in rows_of(others):
        faults.add(
            INDEX.name,
            f"{row.list_id} ({row.valid_from:%d/%m/%Y}–{row.valid_to:%d/%m/%Y})",
            "mỗi ngày một danh sách có hiệu lực",
            "sửa ngày bằng --valid-from, --valid-to, hoặc sửa dòng kia trong area_lists.csv",
        )


def _totals_decision(decision: Decision, root: Path, gazetteer: Gazetteer) -> str:
    """Return the row of the official totals that a list is checked against; empty: there is none.

    The one stated; the one of the decision's own number; else, of the counts of this province, the
    only one of the year in which the list was issued or of the next (a national decision approves
    what provinces decided).
    """
    if decision.totals_decision is not None:
        return decision.totals_decision
    totals = province_totals(
        decision.province_code, decision.edition, root, gazetteer, province=decision.province
    )
    own = totals[totals.province == decision.province]
    number = decision.decision.split()[0]
    same = own[own.decision.str.split().str[0] == number]
    near = own[own.year.isin([decision.issued.year, decision.issued.year + 1])]
    for rows in (same, near):
        if len(rows) == 1:
            return str(rows.decision.iloc[0])
    return ""
