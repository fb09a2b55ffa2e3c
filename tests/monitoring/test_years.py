"""Years that are kept: once, whole, and never overwritten by something else unasked."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest

from needs.errors import InputFaults, NeedsError, NotFound
from needs.monitoring.kept import kept_assessment, kept_year, kept_years, year_before
from needs.monitoring.years import keep_year
from needs.tables import write_tables

DAY = dt.date(2026, 12, 20)


def checks(found: str) -> pd.DataFrame:
    row = ("communes", "số xã", "communes", "56", found, "ok", "QĐ")
    names = ["check", "name", "name_en", "expected", "found", "status", "source"]
    return pd.DataFrame([row], columns=names, dtype="str")


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    write_tables({"checks": checks("56")}, tmp_path / "tables")
    return tmp_path / "tables"


@pytest.fixture
def keep(profile, tables, ledger, tmp_path):
    def kept(year: str = "2026", **other):
        given = {"root": tmp_path / "data", "ledger": ledger, "on": DAY}
        return keep_year(profile, year, tables, **(given | other))

    return kept


def test_kept_and_read_back(keep, profile, tmp_path):
    done = keep()
    assert not done.already
    year = kept_year(profile.id, "2026", tmp_path / "data")
    assert year.kept_on == DAY
    assert year.tables["checks"].found.tolist() == ["56"]
    again = kept_assessment(profile.id, "2026", tmp_path / "data")
    assert again.programme == profile
    lots = pd.read_csv(done.folder / "ledger" / "commitments.csv")
    assert len(lots) == 6


def test_the_same_once_more_changes_nothing(keep):
    first = keep()
    before = (first.folder / "kept.json").read_text(encoding="utf-8")
    assert keep(on=dt.date(2027, 1, 5)).already
    assert (first.folder / "kept.json").read_text(encoding="utf-8") == before


def test_another_content_is_refused_and_told(keep, tables, profile, tmp_path):
    keep()
    write_tables({"checks": checks("55")}, tables)
    with pytest.raises(NeedsError) as refused:
        keep()
    assert "20/12/2026" in str(refused.value)
    assert "tables/checks.parquet: nội dung khác" in str(refused.value)
    kept = kept_year(profile.id, "2026", tmp_path / "data")
    assert kept.tables["checks"].found.tolist() == ["56"]


def test_replaced_when_asked_and_the_old_one_put_aside(keep, tables, profile, tmp_path):
    keep()
    write_tables({"checks": checks("55")}, tables)
    done = keep(replace=True)
    root = tmp_path / "data"
    assert kept_year(profile.id, "2026", root).tables["checks"].found.tolist() == ["55"]
    aside = pd.read_parquet(done.replaced / "tables" / "checks.parquet")
    assert aside.found.tolist() == ["56"]
    assert kept_years(profile.id, root) == ["2026"]


def test_another_year_than_that_of_the_tables_is_refused(keep, tmp_path, profile):
    with pytest.raises(NeedsError, match="2026"):
        keep("2025")
    assert kept_years(profile.id, tmp_path / "data") == []


def test_no_tables_nothing_kept(keep, tables):
    for path in tables.iterdir():
        path.unlink()
    with pytest.raises(NeedsError, match="needs run"):
        keep()


@pytest.mark.parametrize("harm", ["change", "take away"])
def test_a_file_that_was_touched_is_named(keep, profile, tmp_path, harm):
    folder = keep().folder
    table = folder / "tables" / "checks.parquet"
    if harm == "change":
        table.write_bytes(table.read_bytes() + b" ")
    else:
        table.unlink()
    with pytest.raises(InputFaults) as faults:
        kept_year(profile.id, "2026", tmp_path / "data")
    assert [fault.where for fault in faults.value.faults] == ["tables/checks.parquet"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kept_on": "hôm qua", "files": {}}'])
def test_a_broken_list_of_files_is_told_in_words(keep, profile, tmp_path, text):
    (keep().folder / "kept.json").write_text(text, encoding="utf-8")
    with pytest.raises(NeedsError, match="bản kê"):
        kept_year(profile.id, "2026", tmp_path / "data")


def test_a_year_that_is_not_kept_names_those_that_are(keep, profile, tmp_path):
    keep()
    with pytest.raises(NotFound) as error:
        kept_year(profile.id, "2019", tmp_path / "data")
    assert error.value.valid == ("2026",)


def test_the_year_before_is_the_last_one_kept(keep, profile, tmp_path):
    root = tmp_path / "data"
    assert year_before(profile, root) is None
    keep()
    assert year_before(profile, root) is None
    assert year_before(profile, root, year="2028") == "2026"


def test_nothing_about_a_single_child_is_kept(keep, ledger):
    """A list of pseudonyms stands in the ledger; of a kept year only how many there were."""
    from needs.commitments import Entry

    code = "TH-00000001"
    lots = [Entry(state="delivered", by="xã", evidence="danh sách", lot_id="L000003",
                  children=(code,))]  # fmt: skip
    ledger.write(lots)
    folder = keep().folder
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert not any(code.encode() in path.read_bytes() for path in files)
    manifest = json.loads((folder / "kept.json").read_text(encoding="utf-8"))
    assert len(manifest["files"]) == len(files) - 1
