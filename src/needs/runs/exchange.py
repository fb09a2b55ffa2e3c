"""The exchange folder, made anew only where its tables, the map file or the code changed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from needs.assessment import Assessment
from needs.interchange import FOLDER, write_exchange
from needs.runs.checksums import code_sha256, file_checksums, json_sha256
from needs.runs.result_tables import STAMP
from needs.tables.files import file_sha256, in_one_step

TABLES = "tables"
MADE_OF = ".made-of"


def current_exchange(
    assessment: Assessment, folder: Path, *, boundaries: Path | None, on: dt.date
) -> tuple[Path, ...]:
    """Return the files of `exchange/`, written now unless they stand there unchanged.

    Parameters
    ----------
    assessment
        The programme's results.
    folder
        `reports/<programme>`, with its tables.
    boundaries
        File of commune boundaries.
    on
        The day that a package made now gives as its own.
    """
    target = folder / FOLDER
    shape = None if boundaries is None else file_sha256(boundaries)
    made_of = json_sha256([code_sha256(), file_sha256(folder / TABLES / STAMP), shape])
    kept = _kept(target, made_of)
    if kept is not None:
        return kept
    written = write_exchange(assessment, folder, boundaries=boundaries, on=on)
    stamp = {"made_of": made_of, "files": file_checksums(written, root=target)}
    with in_one_step(target / MADE_OF) as temporary:
        temporary.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    return written


def _kept(target: Path, made_of: str) -> tuple[Path, ...] | None:
    """Return the files that stand there as they were written for the same; none if one differs."""
    try:
        stamp = json.loads((target / MADE_OF).read_text(encoding="utf-8"))
        files = {target / name: checksum for name, checksum in stamp["files"].items()}
        if stamp["made_of"] != made_of:
            return None
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None  # made anew: nothing is lost but time
    whole = all(path.is_file() and file_sha256(path) == files[path] for path in files)
    return tuple(files) if whole else None
