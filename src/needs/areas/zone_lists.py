"""A zone list to be compared with another: from the index, or from a file of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.areas.lists import AreaList, area_list, read_area_index, read_listed
from needs.errors import Fault, FaultCollector, InputFaults, NotFound
from needs.places import EDITIONS, Gazetteer, kept_codes, read_corrections
from needs.tables.reference import read_reference

_COLUMNS = ("commune_code", "commune", "zone", "source")


@dataclass(frozen=True)
class ZoneList:
    """The zones of a province's communes, as one list gives them.

    Attributes
    ----------
    name
        As it is cited: decision and date, or the file.
    edition, province_code
        Edition of the communes, and the province in that edition's coding.
    communes
        commune_code, commune, zone, source: one row a commune.
    illustrative
        Whether any row is invented (`evidence` says «illustrative»): outputs have to say so.
    """

    list_id: str
    name: str
    edition: str
    province_code: str
    communes: pd.DataFrame
    illustrative: bool = False

    @classmethod
    def of(cls, listed: AreaList) -> ZoneList:
        """Return an official list as one to be compared."""
        return cls(
            list_id=listed.list_id,
            name=listed.name,
            edition=listed.edition,
            province_code=listed.province_code,
            communes=listed.communes,
            illustrative=_illustrative(listed.communes),
        )


def open_zone_list(
    given: str, *, edition: str | None = None, root: Path, gazetteer: Gazetteer
) -> ZoneList:
    """Open a list named by its id in the index or by the path of a CSV file.

    Parameters
    ----------
    given
        Id, or path of a file with commune_code, commune, zone (I, II, III) and source.
    edition
        Edition of the communes; needed for a file that the index does not know.

    Raises
    ------
    NotFound
        If there is neither such an id nor such a file, or no such edition; lists the valid ones.
    InputFaults
        If the file has faults, or its edition is not stated or not the index's.
    """
    if edition is not None and edition not in EDITIONS:
        raise NotFound("bản danh mục / edition", edition, EDITIONS)
    index = read_area_index(root)
    files = {
        (root / "reference" / file).resolve(): list_id
        for file, list_id in zip(index.file, index.list_id, strict=True)
    }
    known = set(index.list_id)
    list_id = given if given in known else files.get(Path(given).resolve())
    if list_id is not None:
        listed = area_list(list_id, root=root, gazetteer=gazetteer)
        if edition not in (None, listed.edition):
            raise _edition_fault(given, str(edition), listed.edition)
        return ZoneList.of(listed)
    if not Path(given).is_file():
        raise NotFound(
            "danh sách xã (mã hoặc tệp CSV) / area list (id or CSV file)", given, sorted(known)
        )
    if edition is None:
        raise _edition_fault(given, "chưa nêu / not stated", "; ".join(EDITIONS))
    return _from_file(Path(given), edition, root, gazetteer)


def open_both(
    before: tuple[str, str | None],
    after: tuple[str, str | None],
    *,
    root: Path,
    gazetteer: Gazetteer,
) -> tuple[ZoneList, ZoneList]:
    """Open two lists, each an id or a path with its edition; the faults of both are told at once.

    Raises
    ------
    NotFound
        If either is not there.
    InputFaults
        With every fault of either.
    """
    opened, faults = [], []
    for given, edition in (before, after):
        try:
            opened.append(open_zone_list(given, edition=edition, root=root, gazetteer=gazetteer))
        except InputFaults as error:
            faults += [
                Fault(f"{error.subject}: {fault.where}", fault.found, fault.expected, fault.action)
                for fault in error.faults
            ]
    if faults:
        raise InputFaults("hai danh sách xã / two area lists", faults)
    return opened[0], opened[1]


def _from_file(path: Path, edition: str, root: Path, gazetteer: Gazetteer) -> ZoneList:
    corrections = read_corrections(root)
    rows = read_reference(path, columns=_COLUMNS)
    codes = kept_codes(rows.commune_code, edition=edition, corrections=corrections)
    units = gazetteer.units[edition]
    # Of most communes: one code of another province is then a fault of that row.
    provinces = units[units.commune_code.isin(codes.dropna())].province_code.value_counts()
    if provinces.empty:
        faults = FaultCollector(path.name)
        faults.add(
            "commune_code",
            "; ".join(codes.dropna().head(3)) or "không có mã / no code",
            f"mã xã 5 chữ số, bản {edition}",
            "kiểm tra mã và bản danh mục",
        )
        faults.raise_if_any()
    province_code = str(provinces.sort_index().idxmax())
    communes = read_listed(path, gazetteer.communes(province_code, edition), corrections)
    return ZoneList(
        list_id=path.stem,
        name=path.name,
        edition=edition,
        province_code=province_code,
        communes=communes,
        illustrative=_illustrative(communes),
    )


def _illustrative(communes: pd.DataFrame) -> bool:
    return "evidence" in communes and bool(communes.evidence.eq("illustrative").any())


def _edition_fault(given: str, found: str, expected: str) -> InputFaults:
    return InputFaults(
        given,
        [
            Fault(
                "bản danh mục xã / edition of the communes",
                found,
                expected,
                "nêu bằng --edition-a, --edition-b (hoặc thêm danh sách vào area_lists.csv)",
            )
        ],
    )
