"""The printed forms of the pages that leave the office: made anew only where a page changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from needs.assessment import Assessment
from needs.briefing.audience import Audience
from needs.documents.forms import form_paths, word_template, write_forms
from needs.documents.letterhead import Issuer
from needs.errors import NeedsError
from needs.programmes import Programme
from needs.proposals.write import PAGE as PROPOSAL
from needs.public.edition_site import BRIEFINGS
from needs.runs.checksums import code_sha256, json_sha256
from needs.runs.result_tables import STAMP, TABLES_FOLDER
from needs.sheets.need_proposal import OF_DISTRICT
from needs.sheets.report import REPORTS
from needs.tables.files import file_sha256, in_one_step

STAMPS = "documents.json"
_WRITERS = ("typst", "docxtpl", "python-docx", "xlsxwriter")


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


@dataclass(frozen=True)
class PrintedPage:
    """A page that is printed and sent.

    Attributes
    ----------
    audience
        Who may read it.
    issued_by
        Whose letterhead it bears.
    results
        The results whose tables its workbook holds; none: the tables that the page shows.
    """

    audience: Audience
    results: Assessment | None = None
    issued_by: Issuer = "lead"


def printed_pages(
    assessment: Assessment,
    *,
    districts: Mapping[Path, str],
    overview: Path | None,
    donors: Iterable[Path],
    offices: Iterable[Path],
) -> dict[Path, PrintedPage]:
    """Return the pages that are printed and sent.

    Parameters
    ----------
    assessment
        The programme's results.
    districts
        Districts' briefings: page → code of the district.
    overview
        The province's overview.
    donors
        Pages for donors: their proposals go out, basket and sheet stay on the screen.
    offices
        Pages for offices and for the public: the reports are printed, and the public edition's
        briefings, whose workbook holds the tables of the page and no others.
    """
    pages = {
        page: PrintedPage("internal", assessment.of_district(code))
        for page, code in districts.items()
    }
    if overview is not None:
        pages[overview] = PrintedPage("internal", assessment)
    offices = list(offices)
    for page in offices:
        if page.parent.name == REPORTS:
            local = page.name.startswith(OF_DISTRICT)
            pages[page] = PrintedPage("internal", issued_by="local" if local else "lead")
    pages |= {page: PrintedPage("public") for page in offices if page.parent.name == BRIEFINGS}
    return pages | {page: PrintedPage("donor") for page in donors if page.name == PROPOSAL}


def write_printed_forms(
    pages: Mapping[Path, PrintedPage],
    folder: Path,
    programme: Programme,
    *,
    root: Path,
    on: dt.date,
) -> PrintedForms:
    """Write DOCX, PDF and XLSX beside each page, and take away the forms of pages that are gone.

    Parameters
    ----------
    pages
        The pages, below `folder`; one that is not there has failed and is passed over.
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
    shared = _shared(programme, folder, root, on)
    made: list[Path] = []
    kept: list[Path] = []
    problems: list[str] = []
    now = {name: stamp for name, stamp in stamps.items() if (folder / name).is_file()}
    for page, printed in sorted(pages.items(), key=lambda item: item[0]):
        if not page.is_file():
            continue
        name = page.relative_to(folder).as_posix()
        stamp = json_sha256([shared, printed.audience, printed.issued_by, file_sha256(page)])
        if stamps.get(name) == stamp and all(path.is_file() for path in form_paths(page)):
            kept += form_paths(page)
            continue
        try:
            made += write_forms(
                page,
                programme,
                root=root,
                on=on,
                audience=printed.audience,
                issued_by=printed.issued_by,
                results=printed.results,
            )
            now[name] = stamp
        except NeedsError as error:
            problems.append(f"{name}: {error}")
            now.pop(name, None)
    for name in stamps.keys() - now.keys():
        for path in form_paths(folder / name):
            path.unlink(missing_ok=True)
    if now != stamps:
        with in_one_step(folder / STAMPS) as temporary:
            temporary.write_text(json.dumps(now, indent=1, sort_keys=True), encoding="utf-8")
    return PrintedForms(tuple(made), tuple(kept), tuple(problems))


def _shared(programme: Programme, folder: Path, root: Path, on: dt.date) -> str:
    """Return the checksum of all that every form is made of beside its page."""
    template, tables = word_template(root), folder / TABLES_FOLDER / STAMP
    return json_sha256(
        [
            code_sha256(),
            [metadata.version(name) for name in _WRITERS],
            [file_sha256(path) if path.is_file() else "" for path in (template, tables)],
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
