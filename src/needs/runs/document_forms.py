"""The printed forms of the pages that leave the office: made anew only where a page changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from needs.documents.forms import form_paths, write_forms
from needs.documents.letterhead import Audience
from needs.documents.word import TEMPLATE
from needs.errors import NeedsError
from needs.programmes import Programme
from needs.proposals.write import PAGE as PROPOSAL
from needs.runs.checksums import code_sha256, json_sha256
from needs.sheets.report import REPORTS
from needs.tables.files import file_sha256, in_one_step

STAMPS = "documents.json"
_WRITERS = ("typst", "docxtpl", "python-docx")


@dataclass(frozen=True)
class PrintedForms:
    """What was made.

    Attributes
    ----------
    made, kept
        Forms made now, and those whose page had not changed.
    problems
        What stood in the way, a message for each page: the other pages have their forms.
    """

    made: tuple[Path, ...]
    kept: tuple[Path, ...]
    problems: tuple[str, ...]


def printed_pages(
    *, briefings: Iterable[Path], donors: Iterable[Path], offices: Iterable[Path]
) -> dict[Path, Audience]:
    """Return the pages that are printed and sent, and who may read each.

    Parameters
    ----------
    briefings
        Districts' briefings and the province's overview.
    donors
        Pages for donors: their proposals go out, basket and sheet stay on the screen.
    offices
        Pages for offices: the reports are printed.
    """
    pages: dict[Path, Audience] = dict.fromkeys(briefings, "internal")
    pages |= {page: "internal" for page in offices if page.parent.name == REPORTS}
    return pages | {page: "donor" for page in donors if page.name == PROPOSAL}


def write_printed_forms(
    pages: Mapping[Path, Audience], folder: Path, programme: Programme, *, root: Path, on: dt.date
) -> PrintedForms:
    """Write DOCX and PDF beside each page, and take away the forms of pages that are gone.

    Parameters
    ----------
    pages
        The pages, below `folder`, and who may read them; one that is not there has failed and is
        passed over.
    folder
        `reports/<programme>`.
    programme
        Whose letterhead the forms bear.
    root
        Data root.
    on
        The day.
    """
    stamps = _read(folder / STAMPS)
    shared = _shared(programme, root, on)
    made: list[Path] = []
    kept: list[Path] = []
    problems: list[str] = []
    now = {name: stamp for name, stamp in stamps.items() if (folder / name).is_file()}
    for page in sorted(path for path in pages if path.is_file()):
        name = page.relative_to(folder).as_posix()
        stamp = json_sha256([shared, pages[page], file_sha256(page)])
        if stamps.get(name) == stamp and all(path.is_file() for path in form_paths(page)):
            kept += form_paths(page)
        else:
            try:
                made += write_forms(page, programme, root=root, on=on, audience=pages[page])
            except NeedsError as error:
                problems.append(f"{name}: {error}")
                now.pop(name, None)
                continue
        now[name] = stamp
    for name in stamps.keys() - now.keys():
        for path in form_paths(folder / name):
            path.unlink(missing_ok=True)
    with in_one_step(folder / STAMPS) as temporary:
        temporary.write_text(json.dumps(now, indent=1, sort_keys=True), encoding="utf-8")
    return PrintedForms(tuple(made), tuple(kept), tuple(problems))


def _shared(programme: Programme, root: Path, on: dt.date) -> str:
    """Return the checksum of all that every form is made of beside its page."""
    template = root / TEMPLATE
    return json_sha256(
        [
            code_sha256(),
            [metadata.version(name) for name in _WRITERS],
            file_sha256(template) if template.is_file() else "",
            file_sha256(root / "reference" / "agencies.toml"),
            programme.model_dump(mode="json", include={"documents", "province", "province_code"}),
            on.isoformat(),
        ]
    )


def _read(path: Path) -> dict[str, str]:
    try:
        stamps = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # made anew: nothing is lost but time
    return (
        {str(key): str(value) for key, value in stamps.items()} if isinstance(stamps, dict) else {}
    )
