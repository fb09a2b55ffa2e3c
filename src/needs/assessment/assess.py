"""The chain run once for a programme: every result table, checked and reconciled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.areas import CHANGE_COLUMNS, list_of_programme
from needs.areas.attributes import ATTRIBUTES
from needs.areas.lists import INDEX
from needs.areas.totals import TOTALS as AREA_TOTALS
from needs.assessment.circumstances import with_told_checks
from needs.assessment.compared import compared_tables
from needs.assessment.defended import defended_tables
from needs.assessment.eligibility import earlier_lists, eligibility_change
from needs.assessment.listed import ListedCommunes, list_communes
from needs.assessment.need_chain import need_chain
from needs.assessment.plan_inputs import plan_inputs
from needs.assessment.promised import commitments_on_record, ledger_path
from needs.assessment.proposal import ages_table, gift_tables, plan_tables, propose
from needs.assessment.reconcile import reconcile
from needs.assessment.standing import Standing, standing_of
from needs.donors import Donors, read_gifts
from needs.entitlements.schemes import SCHEMES
from needs.people.assumptions import ASSUMPTIONS
from needs.people.former_communes import CENSUS
from needs.people.population import COMMUNES
from needs.people.population import TOTALS as POPULATION_TOTALS
from needs.places import CORRECTIONS, Gazetteer, find_district, load_gazetteer
from needs.programmes import Programme, load_programme, profile_files
from needs.programmes.agency_register import AGENCIES
from needs.returns import return_tables, returns_files, returns_of, told, told_donors
from needs.tables import TABLES, read_table, table, write_tables


@dataclass(frozen=True)
class Assessment:
    """The results of one programme.

    Attributes
    ----------
    programme
        Its profile.
    tables
        Every table of `needs.tables.TABLES`, by name.
    """

    programme: Programme
    tables: dict[str, pd.DataFrame]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self.tables:
            raise AttributeError(name)
        return self.tables[name]

    @property
    def districts(self) -> pd.DataFrame:
        """The districts that have listed communes: district_code, district, district_aliases."""
        return load_gazetteer().districts(self.tables["communes"].district_code)

    @property
    def standing(self) -> Standing:
        """How the communes are known: from a list, from none yet, or all of them count."""
        return standing_of(self.programme, self.tables["communes"])

    @property
    def told(self) -> pd.DataFrame:
        """What communes returned for the year assessed: commune_code, field, value."""
        rows = self.tables["returns"]
        current = rows[(rows.state == "current") & (rows.period == self.programme.period)]
        named = current.rename(columns={"returned_value": "value"})
        return named[["commune_code", "field", "value"]]

    @property
    def illustrative(self) -> bool:
        """Whether any table rests on invented data, which every output then has to say."""
        return any(
            frame[column].eq("illustrative").any()
            for frame in self.tables.values()
            for column in frame.columns
            if column == "kind" or column.endswith("basis")
        )

    def of_district(self, district: str) -> Assessment:
        """Return the same assessment for one district, named in any spelling or by code.

        Tables without a district (donors, assumptions, checks) stay whole.

        Raises
        ------
        NotFound
            If there is no such district among the programme's; lists them.
        """
        code = find_district(district, self.districts)
        return Assessment(
            programme=self.programme,
            tables={name: _of_district(frame, code) for name, frame in self.tables.items()},
        )

    def save(self, folder: Path) -> list[Path]:
        """Write every table as Parquet and CSV; return the paths."""
        return write_tables(self.tables, folder)


def _of_district(frame: pd.DataFrame, code: str) -> pd.DataFrame:
    for column in ("district_code", "area_district"):
        if column in frame:
            return frame[(frame[column] == code).fillna(False)].reset_index(drop=True)
    return frame


def assess(
    programme: str,
    root: Path,
    *,
    mode: str | None = None,
    up_to_gap: bool = False,
    binding: bool = True,
) -> Assessment:
    """Run the whole chain for a programme.

    Parameters
    ----------
    programme
        Its id.
    root
        The data root.
    mode
        What the allocation puts first, where it differs from the profile.
    up_to_gap
        Leave the donors out: the tables of the plan are not there then.
    binding
        Say which limits bind (table `binding`, which only donors' pages tell of): a third of the
        time.

    Raises
    ------
    NeedsError
        With what is wrong, where, and what to do: profile, lists, ledger, donors, totals.
    """
    profile = _in_mode(load_programme(programme, root), mode)
    gazetteer = load_gazetteer()
    listed = list_communes(profile, root, gazetteer)
    returns = returns_of(profile, listed.communes, gazetteer, root)
    listed = listed.with_told(told(returns, profile), profile.age_bands)
    chain = need_chain(profile, listed, root, returns)
    defended, gap = defended_tables(profile, listed, chain)
    frames = {
        "communes": listed.communes,
        "need": chain.need,
        "support": chain.support,
        "gap": gap,
        **defended,
        "checks": with_told_checks(listed.checks, profile, chain.circle),
        "eligibility_change": _eligibility(profile, listed, root, gazetteer),
        **return_tables(
            returns, profile, gazetteer.communes(profile.province_code, profile.edition)
        ),
    }
    if not up_to_gap:
        donors = read_gifts(
            profile, listed.communes, listed.districts, root, more=told_donors(returns)
        )
        ledger = commitments_on_record(profile, root)
        frames |= _plan(profile, frames, donors, ledger, binding=binding)
    assessment = Assessment(
        programme=profile,
        tables={name: table(name).check(frames[name]) for name in TABLES if name in frames},
    )
    reconcile(assessment.tables, profile.period)
    return assessment


def _in_mode(profile: Programme, mode: str | None) -> Programme:
    if mode is None:
        return profile
    settings = profile.allocation.model_copy(update={"mode": mode})
    return profile.model_copy(update={"allocation": settings})


def _plan(
    profile: Programme,
    frames: dict[str, pd.DataFrame],
    donors: Donors,
    commitments: pd.DataFrame,
    *,
    binding: bool,
) -> dict[str, pd.DataFrame]:
    """Return the tables of the plan, and of what it is compared with."""
    inputs = plan_inputs(
        profile,
        gap=frames["gap"],
        need=frames["need"],
        facilities=frames["facilities"],
        priority=frames["priority"],
        gifts=donors.gifts,
        commitments=commitments,
    )
    allocation = propose(profile, inputs)
    return {
        **gift_tables(donors.gifts, donors.put_aside, donors.notes),
        "ages": ages_table(inputs),
        "commitments": commitments,
        **plan_tables(profile, frames["gap"], frames["facilities"], allocation),
        **compared_tables(profile, inputs, allocation, binding=binding),
    }


def _eligibility(
    profile: Programme, listed: ListedCommunes, root: Path, gazetteer: Gazetteer
) -> pd.DataFrame:
    """Return the changes since the list before; no rows where no earlier list is here."""
    change = eligibility_change(profile, listed, root, gazetteer)
    return pd.DataFrame(columns=list(CHANGE_COLUMNS)) if change is None else change


def open_assessment(
    programme: str, root: Path, tables: Path | None = None, *, mode: str | None = None
) -> Assessment:
    """Return an assessment: read back from `tables` where given, else run now.

    A briefing of one of forty districts reads the province's tables instead of computing them.
    """
    if tables is None:
        return assess(programme, root, mode=mode)
    return Assessment(
        programme=_in_mode(load_programme(programme, root), mode),
        tables={name: read_table(name, tables) for name in TABLES},
    )


def input_files(programme: Programme, root: Path) -> list[Path]:
    """Return every file that an assessment reads: their checksums tell whether it is current."""
    names = [
        INDEX,
        AREA_TOTALS,
        ASSUMPTIONS,
        ATTRIBUTES,
        CENSUS,
        COMMUNES,
        CORRECTIONS,
        POPULATION_TOTALS,
        SCHEMES,
        Path(programme.inputs.support_ledger),
        Path(programme.inputs.donors),
    ]
    more = (programme.inputs.children_lists, programme.inputs.audited_overlaps)
    names += [Path(name) for name in more if name is not None]
    ledger = ledger_path(programme, root)
    if ledger is not None and ledger.is_file():
        names.append(ledger.relative_to(root))
    if (root / AGENCIES).is_file():
        names.append(AGENCIES)
    gazetteer = load_gazetteer()
    area = list_of_programme(programme, root, gazetteer)
    lists = [] if area is None else [area, *earlier_lists(area, root, gazetteer)]
    files = [path for one in lists for path in (one.path, one.villages_path) if path is not None]
    own = profile_files(programme.id, root)
    return sorted({root / name for name in names} | {*own, *files, *returns_files(programme, root)})
