"""One programme from its data to its reports: tables once, then each page in its own process."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from needs.assessment import Assessment, input_files
from needs.briefing import district_label
from needs.briefing.parameters import BOUNDARIES_FOLDER
from needs.errors import FaultCollector, NeedsError, NotFound
from needs.maps import load_boundaries
from needs.places import district_slugs, find_district, tidy
from needs.programmes import checkout, load_programme
from needs.programmes.load import ENVIRONMENT
from needs.runs.checksums import file_checksums, json_sha256
from needs.runs.document_forms import PrintedForms, printed_pages, write_printed_forms
from needs.runs.donor_pages import FOLDER as DONORS
from needs.runs.donor_pages import write_donor_pages
from needs.runs.exchange import current_exchange
from needs.runs.job import NotebookJob
from needs.runs.manifest import MANIFEST, Manifest
from needs.runs.office_pages import OfficePages, write_office_pages
from needs.runs.pipeline import RunSummary, run_jobs
from needs.runs.result_tables import TABLES_FOLDER, result_tables
from needs.runs.start_page import write_start_page
from needs.wording import say, today

DISTRICT_NOTEBOOK = "district_briefing.ipynb"
PROVINCE_NOTEBOOK = "province_overview.ipynb"
PAGE_TIMEOUT_S = 600  # a page takes seconds; a kernel that hangs must not hold the run for ever


@dataclass(frozen=True)
class ProgrammeRun:
    """What `run_programme` made.

    Attributes
    ----------
    folder
        `reports/<programme>`.
    summary
        How the pages went.
    tables_made
        Whether the tables were computed now (else they were up to date).
    donor_pages
        The pages for donors.
    office_pages
        The pages for offices and for the public, and what stood in their way or the donors'.
    printed
        DOCX, PDF and XLSX of the pages that are printed and sent.
    exchange
        Tables and maps for other people's tools.
    start
        The page that leads to all others; none: it could not be written.
    """

    folder: Path
    summary: RunSummary
    tables_made: bool
    donor_pages: tuple[Path, ...] = ()
    office_pages: OfficePages = field(default_factory=lambda: OfficePages((), ()))
    printed: PrintedForms = field(default_factory=lambda: PrintedForms((), (), ()))
    exchange: tuple[Path, ...] = ()
    start: Path | None = None


def notebooks_folder() -> Path:
    """Return the folder of the notebooks that come with `needs`.

    Raises
    ------
    NeedsError
        If this installation has none: they belong to the checkout.
    """
    folder = checkout() / "notebooks"
    if not (folder / DISTRICT_NOTEBOOK).is_file():
        raise NeedsError(
            f"không thấy notebooks/{DISTRICT_NOTEBOOK}: "
            "cài bằng `pip install -e .` trong thư mục needs"
        )
    return folder


def run_programme(
    programme: str,
    *,
    data: Path,
    out: Path,
    districts: list[str] | None = None,
    lang: str = "vi",
    workers: int | None = None,
    boundaries: Path | None = None,
    force: bool = False,
) -> ProgrammeRun:
    """Write the tables, every district's briefing and the province's overview.

    Parameters
    ----------
    programme
        Id of the programme.
    data
        Data root.
    out
        Folder for reports; the programme gets a folder of its own in it.
    districts
        Only these (any spelling, old names, codes) and no overview; none: all and the overview.
    lang
        Language of the pages.
    workers
        Pages made at the same time; none: what the machine carries.
    boundaries
        File of commune boundaries for the maps.
    force
        Make everything anew.

    Raises
    ------
    NeedsError
        If the data cannot be used; a page that fails is in the summary and stops no other.
    """
    since = dt.datetime.now(dt.UTC)
    profile = load_programme(programme, data)
    folder = out / programme
    inputs = file_checksums(input_files(profile, data), root=data)
    if boundaries is not None:
        load_boundaries(boundaries)  # a file that is no map is told once, before any page
        inputs |= file_checksums([boundaries], root=boundaries.resolve().parent)
    # Pages name the offices of today: a change of office makes them anew.
    offices = [profile.lead_agency]
    offices += [category.lead_agency for category in profile.categories]
    offices += [facility.lead_agency for facility in profile.facilities]
    inputs["lead agencies"] = json_sha256([office.vi for office in offices])
    made = result_tables(profile, data=data, folder=folder / TABLES_FOLDER, force=force)
    jobs = _jobs(
        made.assessment,
        tables=made.folder,
        data=data,
        folder=folder,
        chosen=districts,
        lang=lang,
        boundaries=boundaries,
    )
    anchors = [out, data, checkout()]
    manifest = Manifest.open(
        folder / MANIFEST,
        programme=programme,
        inputs=inputs,
        anchors=anchors,
    )
    summary = run_jobs(jobs, manifest=manifest, workers=workers, force=force, lang=lang)
    donors = write_donor_pages(made.assessment, folder, lang=lang, boundaries=boundaries)
    day = today()
    office_pages = write_office_pages(
        made.assessment, folder, data=data, on=day, lang=lang, boundaries=boundaries
    )
    exchange = current_exchange(made.assessment, folder, boundaries=boundaries, on=day)
    printed = write_printed_forms(
        printed_pages(
            made.assessment,
            districts={
                job.output_html: str(job.parameters["district"])
                for job in jobs
                if "district" in job.parameters
            },
            overview=next(
                (job.output_html for job in jobs if "district" not in job.parameters), None
            ),
            donors=donors.pages,
            offices=office_pages.pages,
        ),
        folder,
        profile,
        root=data,
        on=day,
    )
    problems = {
        DONORS: donors.problems,
        "offices": office_pages.problems,
        "exchange": exchange.problems,
        "printed": printed.problems,
    }
    start: Path | None = None
    unwritten: tuple[str, ...] = ()
    try:
        start = write_start_page(
            profile, folder, since=since, lang=lang, problems=problems, anchors=anchors
        )
    except NeedsError as error:  # what was made stands there all the same
        unwritten = (str(error),)
    every = (*donors.problems, *office_pages.problems, *exchange.problems, *unwritten)
    office_pages = replace(office_pages, problems=tuple(dict.fromkeys(every)))
    return ProgrammeRun(
        folder=folder,
        summary=summary,
        tables_made=made.made_now,
        donor_pages=donors.pages,
        office_pages=office_pages,
        printed=printed,
        exchange=exchange.files,
        start=start,
    )


def _chosen_codes(chosen: list[str], districts: pd.DataFrame) -> list[str]:
    """Return the codes of the districts named; every name that is none is told at once."""
    faults = FaultCollector("--district")
    codes = set()
    for name in chosen:
        try:
            codes.add(find_district(name, districts))
        except NotFound as error:
            faults.add(name, "không có huyện này / no such district", "; ".join(error.valid))
    faults.raise_if_any()
    return sorted(codes)


def _jobs(
    assessment: Assessment,
    *,
    tables: Path,
    data: Path,
    folder: Path,
    chosen: list[str] | None,
    lang: str,
    boundaries: Path | None,
) -> list[NotebookJob]:
    programme = assessment.programme
    frame = assessment.districts
    names = dict(zip(frame.district_code, frame.district, strict=True))
    slugs = district_slugs(names)
    codes = _chosen_codes(chosen, frame) if chosen else list(names)
    shared = {
        "programme": programme.id,
        "lang": lang,
        "tables": tables.relative_to(folder).as_posix(),
        "boundaries": "" if boundaries is None else boundaries.name,
    }
    environment = {ENVIRONMENT: str(data.resolve())}
    if boundaries is not None:
        environment[BOUNDARIES_FOLDER] = str(boundaries.resolve().parent)
    basis = "illustrative" if assessment.illustrative else "estimated"

    def job(name: str, notebook: str, page: str, title: str, **more: str) -> NotebookJob:
        return NotebookJob(
            id=name,
            notebook=notebooks_folder() / notebook,
            output_notebook=folder / name / f"{page}.ipynb",
            output_html=folder / name / f"{page}.html",
            parameters={**shared, **more},
            title=tidy(title),
            lang=lang,
            timeout_s=PAGE_TIMEOUT_S,
            data_basis=basis,
            environment=environment,
            working_folder=folder,
        )

    jobs = [
        job(
            f"districts/{slugs[code]}",
            DISTRICT_NOTEBOOK,
            "briefing",
            district_label(names[code], programme.edition, lang=lang),
            district=code,
        )
        for code in codes
    ]
    if not chosen:
        title = say("tỉnh {province}", lang=lang, province=programme.province.text(lang))
        jobs.append(job("province", PROVINCE_NOTEBOOK, "overview", title))
    return jobs
