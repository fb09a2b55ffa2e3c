"""The official zone lists: which decision holds for which province from when to when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.disclosure import name_typed
from needs.errors import Fault, FaultCollector, InputFaults, NotFound
from needs.places import EDITIONS, Gazetteer, kept_codes, normalise, read_corrections
from needs.tables import ZONES, rows_of
from needs.tables.reference import dates, one_of, present, read_reference, unique
from needs.wording import typed

INDEX = Path("reference") / "area_lists.csv"
_INDEX_COLUMNS = (
    "list_id",
    "decision",
    "issued",
    "valid_from",
    "valid_to",
    "edition",
    "province_code",
    "province",
    "file",
    "totals_decision",
    "note",
)
#: May be left out: most provinces have no list of villages at hand.
_VILLAGES = "villages_file"


@dataclass(frozen=True)
class AreaList:
    """One decision's list for one province.

    `communes` has commune_code, commune, district, zone, evidence, source: one row a commune.
    `villages_path` is the list of specially disadvantaged villages, where there is one.
    """

    list_id: str
    decision: str
    issued: dt.date
    valid_from: dt.date
    valid_to: dt.date
    edition: str
    province_code: str
    province: str
    path: Path
    totals_decision: str
    note: str
    communes: pd.DataFrame
    villages_path: Path | None = None

    @property
    def name(self) -> str:
        """The decision with its date, as it is cited."""
        return f"{self.decision} ngày {self.issued:%d/%m/%Y}"

    def counts(self) -> dict[str, int]:
        """Communes in the list: in all, and in each zone."""
        per_zone = self.communes.zone.value_counts()
        return {"total": len(self.communes)} | {
            f"zone_{zone}": int(per_zone.get(zone, 0)) for zone in ZONES
        }


def read_area_index(root: Path) -> pd.DataFrame:
    """Read the index of all lists.

    Raises
    ------
    InputFaults
        With every row that is not usable.
    """
    path = root / INDEX
    index = read_reference(path, columns=_INDEX_COLUMNS)
    faults = FaultCollector(INDEX.as_posix())
    present(
        index, [name for name in _INDEX_COLUMNS if name not in ("note", "totals_decision")], faults
    )
    one_of(index, "edition", EDITIONS, faults)
    unique(index, ["list_id"], faults)
    for column in ("issued", "valid_from", "valid_to"):
        index[column] = dates(index, column, faults)
    for row in rows_of(index[index.valid_from > index.valid_to]):
        faults.add(str(row.list_id), f"{row.valid_from:%Y-%m-%d}", "valid_from ≤ valid_to")
    faults.raise_if_any()
    if _VILLAGES not in index:
        index[_VILLAGES] = pd.Series(pd.NA, index=index.index, dtype="str")
    return index


def area_list(list_id: str, *, root: Path, gazetteer: Gazetteer) -> AreaList:
    """Return the list of that id in the index.

    Raises
    ------
    NotFound
        If there is none; lists the ids that there are.
    InputFaults
        If the list itself has faults.
    """
    index = read_area_index(root)
    if list_id not in set(index.list_id):
        raise NotFound("danh sách xã", list_id, sorted(index.list_id))
    return _opened(index[index.list_id == list_id].iloc[0], root, gazetteer)


def area_list_on(
    date: dt.date, *, province_code: str, edition: str, root: Path, gazetteer: Gazetteer
) -> AreaList:
    """Return the list that holds in a province on a date.

    Raises
    ------
    InputFaults
        If no list, or more than one, holds on that date: says which lists there are; or if the
        list itself has faults (unknown code, name that is not the code's, zone, repeated row).
    """
    index = read_area_index(root)
    of_province = index[(index.province_code == province_code) & (index.edition == edition)]
    day = pd.Timestamp(date)
    valid = of_province[(of_province.valid_from <= day) & (day <= of_province.valid_to)]
    if len(valid) != 1:
        there = "; ".join(
            f"{row.decision} ({row.valid_from:%d/%m/%Y}–{row.valid_to:%d/%m/%Y})"
            for row in rows_of(of_province)
        )
        raise InputFaults(
            INDEX.as_posix(),
            [
                Fault(
                    f"tỉnh {province_code}, bản {edition}, ngày {date:%d/%m/%Y}",
                    f"{len(valid)} danh sách có hiệu lực; hiện có: "
                    f"{there or 'chưa có danh sách xã'}",
                    "đúng một danh sách",
                    "thêm danh sách hoặc sửa valid_from, valid_to, reference_date",
                )
            ],
        )
    return _opened(valid.iloc[0], root, gazetteer)


def _opened(entry: pd.Series, root: Path, gazetteer: Gazetteer) -> AreaList:
    folder = root / "reference"
    edition, province_code = str(entry.edition), str(entry.province_code)
    path = folder / str(entry.file)
    places = gazetteer.communes(province_code, edition)
    return AreaList(
        list_id=str(entry.list_id),
        decision=str(entry.decision),
        issued=entry.issued.date(),
        valid_from=entry.valid_from.date(),
        valid_to=entry.valid_to.date(),
        edition=edition,
        province_code=province_code,
        province=str(entry.province),
        path=path,
        totals_decision="" if pd.isna(entry.totals_decision) else str(entry.totals_decision),
        note="" if pd.isna(entry.note) else str(entry.note),
        communes=read_listed(path, places, read_corrections(root)),
        villages_path=None if pd.isna(entry[_VILLAGES]) else folder / str(entry[_VILLAGES]),
    )


def read_listed(path: Path, places: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """Read a list file: commune_code, commune, zone, source and what else it tells.

    Parameters
    ----------
    places
        The province's communes in the list's edition (`Gazetteer.communes`).
    corrections
        From `read_corrections`.

    Raises
    ------
    InputFaults
        With every row that is not usable.
    """
    listed = read_reference(path, columns=("commune_code", "commune", "zone", "source"))
    listed["commune_code"] = kept_codes(
        listed.commune_code, edition=places.edition.iloc[0], corrections=corrections
    )
    faults = FaultCollector(path.name)
    present(listed, ["commune_code", "commune", "zone", "source"], faults)
    one_of(listed, "zone", ZONES, faults)
    unique(listed, ["commune_code"], faults)
    official = places.set_index("commune_code")
    for row in rows_of(listed):
        where = f"dòng {row.Index + 2}"
        if row.commune_code not in official.index:
            faults.add(
                where,
                f"{typed(row.commune_code)} {name_typed(str(row.commune))}",
                f"mã xã của {places.province.iloc[0]}, bản {places.edition.iloc[0]}",
                "kiểm tra mã (5 chữ số, kể cả số 0 ở đầu) và bản danh mục",
            )
            continue
        place = official.loc[row.commune_code]
        for given, known in (
            (row.commune, place.commune),
            (getattr(row, "district", pd.NA), place.district),
        ):
            if pd.notna(given) and normalise(given, keep_prefix=True) != normalise(
                known, keep_prefix=True
            ):
                faults.add(
                    where,
                    name_typed(str(given)),
                    f"{known} (mã {row.commune_code})",
                    "sửa tên hoặc mã",
                )
    faults.raise_if_any()
    return listed.sort_values("commune_code").reset_index(drop=True)


def specially_disadvantaged(
    date: dt.date,
    *,
    province_code: str,
    edition: str,
    zones: tuple[str, ...] = ("III",),
    root: Path,
    gazetteer: Gazetteer,
) -> list[str]:
    """Return the codes of the communes that are specially disadvantaged on a date.

    Parameters
    ----------
    date, province_code, edition
        Which list: see `area_list_on`.
    zones
        Zones that count; zone III is «xã đặc biệt khó khăn».
    """
    held = area_list_on(
        date, province_code=province_code, edition=edition, root=root, gazetteer=gazetteer
    )
    return held.communes.loc[held.communes.zone.isin(zones), "commune_code"].tolist()
