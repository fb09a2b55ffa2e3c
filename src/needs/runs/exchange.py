"""What goes to other people's tools, made anew only where its tables, the map file or code changed.

Two packages: `exchange/`, with everything, for the house; `public/data/`, the figures of the public
edition, for everybody.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from needs.assessment import Assessment
from needs.editions.past import EDITIONS, RECORD, on_record
from needs.editions.told import told
from needs.errors import NeedsError
from needs.interchange import FOLDER, write_exchange, write_public_data
from needs.interchange.public_data import FOLDER as PUBLIC_FOLDER
from needs.runs.checksums import code_sha256, file_checksums, json_sha256
from needs.runs.result_tables import STAMP, TABLES_FOLDER
from needs.tables.files import file_sha256, in_one_step

MADE_OF = ".made-of"


@dataclass(frozen=True)
class Exchanged:
    """What stands there for other tools.

    Attributes
    ----------
    files
        Of the package for the house, then of the public one.
    problems
        Why a package could not be written; what stood there of it is gone.
    """

    files: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()


def current_exchange(
    assessment: Assessment, folder: Path, *, boundaries: Path | None, on: dt.date
) -> Exchanged:
    """Return both packages, written now unless they stand there unchanged.

    Parameters
    ----------
    assessment
        The programme's results.
    folder
        `reports/<programme>`, with its tables and the record of its public editions.
    boundaries
        File of commune boundaries.
    on
        The day that a package made now gives as its own.
    """

    def internal() -> tuple[Path, ...]:
        return write_exchange(assessment, folder, boundaries=boundaries, on=on)

    def public() -> tuple[Path, ...]:
        page = assessment.programme.public_page
        if page is None or "needs" not in page.shows:
            return ()
        edition = told(assessment, tables)
        # Nothing is told here that the pages have not told: they put it on record first.
        if not on_record(edition.past, edition.decision, edition.figures):
            return ()
        return write_public_data(edition, folder, on=on)

    tables = folder / TABLES_FOLDER
    shape = None if boundaries is None else file_sha256(boundaries)
    shared = [code_sha256(), file_sha256(tables / STAMP)]
    # What is published holds nothing but what is published: its stamp stays in the house.
    stamp = tables / ".public-data-of"
    records = [tables / f"{name}.parquet" for name in (RECORD, EDITIONS)]
    recorded = [file_sha256(path) if path.is_file() else "" for path in records]
    packages = (
        _current(
            folder / FOLDER, folder / FOLDER / MADE_OF, json_sha256([*shared, shape]), internal
        ),
        _current(folder / PUBLIC_FOLDER, stamp, json_sha256([*shared, recorded]), public),
    )
    return Exchanged(
        files=tuple(path for package in packages for path in package.files),
        problems=tuple(problem for package in packages for problem in package.problems),
    )


def _current(
    target: Path, stamp: Path, made_of: str, write: Callable[[], tuple[Path, ...]]
) -> Exchanged:
    """Return a package as it stands there for the same, else as written now."""
    kept = _kept(target, stamp, made_of)
    if kept is not None:
        return Exchanged(kept)
    written: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()
    try:
        written = write()
    except NeedsError as error:
        problems = (str(error),)
    for path in (*target.glob("*"), stamp):
        if path not in written and path.is_file():
            path.unlink()
    if written:
        made = {"made_of": made_of, "files": file_checksums(written, root=target)}
        with in_one_step(stamp) as temporary:
            temporary.write_text(json.dumps(made, indent=1), encoding="utf-8")
    elif target.is_dir() and not any(target.iterdir()):
        target.rmdir()
    return Exchanged(written, problems)


def _kept(target: Path, written: Path, made_of: str) -> tuple[Path, ...] | None:
    """Return the files that stand there as they were written for the same; none if one differs."""
    try:
        stamp = json.loads(written.read_text(encoding="utf-8"))
        files = {target / name: checksum for name, checksum in stamp["files"].items()}
        if stamp["made_of"] != made_of:
            return None
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None  # made anew: nothing is lost but time
    whole = all(path.is_file() and file_sha256(path) == files[path] for path in files)
    return tuple(files) if whole else None
