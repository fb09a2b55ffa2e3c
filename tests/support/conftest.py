"""One commune and its sources: ledger, lists of children and audits, read from files as in life."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from needs.programmes import Programme, load_programme
from needs.support import Known, read_known

COMMUNES = pd.DataFrame({"commune_code": ["00001", "00002"]})
LISTS, AUDITS = "lists.csv", "audits.csv"


@pytest.fixture(scope="session")
def small() -> Programme:
    """The profile with round numbers of the tests of the need, with lists and audits."""
    programme = load_programme("hand-worked", Path(__file__).parents[1] / "need" / "small")
    inputs = programme.inputs.model_copy(
        update={"children_lists": LISTS, "audited_overlaps": AUDITS}
    )
    return programme.model_copy(update={"inputs": inputs})


def ledger_of(entries: Iterable[tuple[str, int]], commune: str = "00001") -> pd.DataFrame:
    """Entries (donor, children) of one commune for meals in 2026."""
    rows = [
        (commune, "meals", donor, f"Quỹ {donor}", "2026", children, "returned")
        for donor, children in entries
    ]
    columns = ["commune_code", "category", "donor_id", "donor", "period", "children", "basis"]
    frame = pd.DataFrame(rows, columns=columns).astype("str")
    return frame.assign(children=pd.array([row[5] for row in rows], dtype="Int64"))


@pytest.fixture(scope="session")
def ledger() -> Callable[..., pd.DataFrame]:
    return ledger_of


@pytest.fixture(scope="session")
def eligible() -> Callable[..., pd.DataFrame]:
    """Eligible children of commune 00001 for meals: point and high end."""

    def cell(point: int | None, high: int | None = None) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "commune_code": ["00001"],
                "category": ["meals"],
                "children_eligible": pd.array([point], dtype="Int64"),
                "children_eligible_high": pd.array([point if high is None else high], "Int64"),
            }
        )

    return cell


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write the two files of commune 00001, meals, 2026; gives their folder."""
    folder = tmp_path_factory.mktemp("known")

    def written(
        lists: Mapping[str, Iterable[str]] | None = None,
        audits: Mapping[tuple[str, str], int] | None = None,
    ) -> Path:
        cell = "00001,meals"
        rows = [
            f"{cell},{donor},2026,{child}"
            for donor, children in (lists or {}).items()
            for child in children
        ]
        titles = "commune_code,category,donor_id,period,child"
        (folder / LISTS).write_text("\n".join([titles, *rows]) + "\n", encoding="utf-8")
        rows = [f"{cell},2026,{a},{b},{n},biên bản số 1" for (a, b), n in (audits or {}).items()]
        titles = "commune_code,category,period,donor_a,donor_b,children_both,source"
        (folder / AUDITS).write_text("\n".join([titles, *rows]) + "\n", encoding="utf-8")
        return folder

    return written


@pytest.fixture(scope="session")
def known(small: Programme, write: Callable[..., Path]) -> Callable[..., Known]:
    """What is known of a ledger's sources, from written lists and audits."""

    def read(support: pd.DataFrame, **files: Any) -> Known:
        return read_known(small, COMMUNES, support, write(**files)).in_period("2026")

    return read


@pytest.fixture(scope="session")
def pseudonyms() -> Callable[[Iterable[int]], list[str]]:
    """Pseudonyms of numbered children: «tre-00007»."""
    return lambda children: [f"tre-{child:05d}" for child in children]
