"""A programme's result tables in its reports folder: computed once, read back while current."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from needs.assessment import Assessment, assess, input_files, open_assessment
from needs.assessment.promised import ledger_path
from needs.programmes import Programme
from needs.runs.checksums import code_sha256, file_checksums, json_sha256
from needs.tables import TABLES
from needs.wording import day_of

#: Folder of a programme's tables, in its folder of reports.
TABLES_FOLDER = "tables"
STAMP = ".made-of"
#: The same without the ledger: what has been promised since does not undo what was published.
PUBLISHED = ".published-of"


@dataclass(frozen=True)
class ResultTables:
    """The assessment of a programme and where its tables stand.

    Attributes
    ----------
    assessment
        With every table.
    folder
        `reports/<programme>/tables`.
    made_now
        Whether they were computed now (else they were up to date).
    """

    assessment: Assessment
    folder: Path
    made_now: bool


def result_tables(
    profile: Programme,
    *,
    data: Path,
    folder: Path,
    mode: str | None = None,
    force: bool = False,
) -> ResultTables:
    """Return the tables of a programme, computed anew if an input, the code or the mode changed.

    Parameters
    ----------
    profile
        The programme.
    data
        Data root.
    folder
        Where the tables stand; made if it is not there.
    mode
        What the allocation puts first, where it differs from the profile.
    force
        Compute them anew in any case.

    Raises
    ------
    NeedsError
        If the data cannot be used.
    """
    made_of = _made_of(profile, data, mode, ledger=True)
    if not force and _current(folder, made_of, STAMP):
        return ResultTables(open_assessment(profile.id, data, folder, mode=mode), folder, False)
    assessment = assess(profile.id, data, mode=mode)
    written = assessment.save(folder)
    published = _made_of(profile, data, mode, ledger=False)
    for name, made in ((STAMP, made_of), (PUBLISHED, published)):
        (folder / name).write_text(_stamp(made, written, folder), encoding="utf-8")
    return ResultTables(assessment, folder, True)


def made_on(
    profile: Programme, *, data: Path, folder: Path, mode: str | None = None
) -> dt.date | None:
    """Return the day on which the tables in a folder were made; none if they are not current.

    Parameters as for `result_tables`.

    Raises
    ------
    InputFaults
        If an input file is missing.
    """
    if not (folder / STAMP).is_file():
        return None
    if not _current(folder, _made_of(profile, data, mode, ledger=True), STAMP):
        return None
    made = (folder / STAMP).stat().st_mtime
    return day_of(dt.datetime.fromtimestamp(made, tz=dt.UTC))


def published_tables(
    profile: Programme, *, data: Path, folder: Path, mode: str | None = None
) -> tuple[ResultTables, str]:
    """Return the plan that donors have on paper, and its name; made now if there is none.

    Promises written since do not change it; only other data, code or mode do. Parameters and errors
    as for `result_tables`.
    """
    published = _made_of(profile, data, mode, ledger=False)
    if _current(folder, published, PUBLISHED):
        made = ResultTables(open_assessment(profile.id, data, folder, mode=mode), folder, False)
    else:
        made = result_tables(profile, data=data, folder=folder, mode=mode)
    return made, (folder / PUBLISHED).read_text(encoding="utf-8")[:16]


def _made_of(profile: Programme, data: Path, mode: str | None, *, ledger: bool) -> str:
    files = input_files(profile, data)
    if not ledger:
        files = [path for path in files if path != ledger_path(profile, data)]
    inputs = file_checksums(files, root=data)
    return json_sha256([inputs, code_sha256(), mode or profile.allocation.mode])


def _current(tables: Path, made_of: str, name: str) -> bool:
    stamp = tables / name
    files = [tables / f"{name}{ending}" for name in TABLES for ending in (".parquet", ".csv")]
    if not stamp.is_file() or not all(path.is_file() for path in files):
        return False
    return stamp.read_text(encoding="utf-8") == _stamp(made_of, files, tables)


def _stamp(made_of: str, files: list[Path], tables: Path) -> str:
    return json_sha256([made_of, file_checksums(files, root=tables)])
