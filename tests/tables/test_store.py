"""Tables on disk: types kept, Vietnamese readable in Excel, nothing that Excel would run."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from needs.errors import InputFaults, NeedsError
from needs.tables import read_table, write_tables

RISKY = ["=1+1", "+84 12", "-2", "@SUM(A1)", "\t=1", "an toàn"]


@pytest.fixture
def assumptions() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "figure": [f"f{number}" for number in range(len(RISKY))],
            "name": RISKY,
            "name_en": "name",
            "value": [-1.5, 0.0, 1.0, 2.0, 3.0, 4.0],
            "low": [None, 0.0, 1.0, 2.0, 3.0, 4.0],
            "high": [None] * len(RISKY),
            "unit": "0–1",
            "unit_en": "0–1",
            "kind": "assumption",
            "source": "Công văn 1234/UBND",
            "note": None,
            "uncertainty_share": None,
            "total_at_low_vnd": None,
            "total_at_high_vnd": None,
        }
    )


def csv_of(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(
        folder / f"{name}.csv", dtype="str", keep_default_na=False, encoding="utf-8-sig"
    )


def test_what_is_written_is_read_back_the_same(assumptions, tmp_path):
    paths = write_tables({"assumptions": assumptions}, tmp_path)
    assert [path.name for path in paths] == ["assumptions.parquet", "assumptions.csv"]
    back = read_table("assumptions", tmp_path)
    again = tmp_path / "again"
    write_tables({"assumptions": back}, again)
    assert read_table("assumptions", again).equals(back)
    assert back.name.tolist() == RISKY, "only the CSV is for Excel"
    assert pd.isna(back.low[0])


def test_excel_opens_the_csv_as_vietnamese(assumptions, tmp_path):
    write_tables({"assumptions": assumptions}, tmp_path)
    raw = (tmp_path / "assumptions.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "Công văn" in raw.decode("utf-8-sig")


def test_text_that_excel_would_run_is_made_text_and_numbers_stay_numbers(assumptions, tmp_path):
    write_tables({"assumptions": assumptions}, tmp_path)
    shown = csv_of(tmp_path, "assumptions")
    assert shown.name.tolist() == [*("'" + text for text in RISKY[:-1]), RISKY[-1]]
    assert shown.value.tolist()[0] == "-1.5"


def test_missing_is_an_empty_cell_not_a_zero(assumptions, tmp_path):
    write_tables({"assumptions": assumptions}, tmp_path)
    shown = csv_of(tmp_path, "assumptions")
    assert shown.low.tolist()[0] == ""
    assert set(shown.note) == {""}


def test_a_table_that_does_not_fit_leaves_the_old_one_untouched(assumptions, tmp_path):
    write_tables({"assumptions": assumptions}, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(InputFaults):
        write_tables({"assumptions": assumptions.assign(source=None)}, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_nothing_is_left_beside_the_tables(assumptions, tmp_path):
    for _ in range(2):
        write_tables({"assumptions": assumptions}, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "assumptions.csv",
        "assumptions.parquet",
    ]


def test_the_same_table_gives_the_same_bytes(assumptions, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    write_tables({"assumptions": assumptions}, one)
    write_tables({"assumptions": assumptions.sample(frac=1, random_state=588)}, other)
    for name in ("assumptions.csv", "assumptions.parquet"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_a_table_open_in_excel_is_told_in_words(assumptions, tmp_path, monkeypatch):
    """Windows refuses to replace a file that Excel holds open."""

    def refuse(self, target):
        raise PermissionError(13, "The process cannot access the file", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(NeedsError, match="assumptions"):
        write_tables({"assumptions": assumptions}, tmp_path)


def test_a_table_that_is_not_there_says_what_to_do(tmp_path):
    with pytest.raises(InputFaults, match="needs run"):
        read_table("gap", tmp_path)
