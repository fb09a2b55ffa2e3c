"""Registers of donors, written in each of the three ways they come, and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from needs.donors import Donors, read_gifts
from needs.places import Gazetteer
from needs.programmes import Programme, load_programme

from .writing import as_csv, as_toml

#: The commune that the tests' list leaves out: Xã Cốc Pàng.
NOT_LISTED = "01324"

#: What every row of these tests says unless it says otherwise.
SOMEBODY = {"donor": "Quỹ Thử", "donor_type": "ngo", "basis": "returned"}

Reader = Callable[..., Donors]


@pytest.fixture(scope="session")
def programme(data: Path) -> Programme:
    return load_programme("cao-bang-588", data)


@pytest.fixture(scope="session")
def communes(gazetteer: Gazetteer, programme: Programme) -> pd.DataFrame:
    every = gazetteer.communes(programme.province_code, programme.edition)
    return every[every.commune_code != NOT_LISTED].reset_index(drop=True)


@pytest.fixture(scope="session")
def districts(gazetteer: Gazetteer, communes: pd.DataFrame) -> pd.DataFrame:
    return gazetteer.districts(communes.district_code)


@pytest.fixture(scope="session")
def read(
    programme: Programme,
    communes: pd.DataFrame,
    districts: pd.DataFrame,
    tmp_path_factory: pytest.TempPathFactory,
) -> Reader:
    """Read a file of donors: `read(text, ".toml")`."""
    root = tmp_path_factory.mktemp("donors")

    def reading(content: str | bytes, ending: str = ".csv", **more: object) -> Donors:
        path = root / f"donors{ending}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        inputs = programme.inputs.model_copy(update={"donors": path.name})
        named = programme.model_copy(update={"inputs": inputs})
        return read_gifts(named, communes, districts, root, **more)

    return reading


@pytest.fixture(scope="session")
def rows(read: Reader) -> Reader:
    """Read rows (column → what is written) as CSV; what is not said is that of `SOMEBODY`."""

    def reading(*told: Mapping[str, object], ending: str = ".csv", **more: object) -> Donors:
        whole: Sequence[Mapping[str, object]] = [{**SOMEBODY, **row} for row in told]
        return read((as_csv if ending == ".csv" else as_toml)(whole), ending, **more)

    return reading


@pytest.fixture(scope="session")
def gift(rows: Reader) -> Callable[..., pd.Series]:
    """Read one row and return its only gift."""

    def reading(**told: object) -> pd.Series:
        donors = rows(told)
        assert donors.put_aside.empty, donors.put_aside.to_dict("records")
        assert len(donors.gifts) == 1
        return donors.gifts.iloc[0]

    return reading
