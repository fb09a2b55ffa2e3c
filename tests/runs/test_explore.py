"""An exploration notebook reads ready tables while they are current, and never others."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest

from needs.assessment import Assessment, input_files
from needs.briefing import check_parameters
from needs.errors import NotFound
from needs.programmes import load_programme
from needs.runs import explore, result_tables
from needs.tables import TABLES
from needs.wording import date_text, today

PROGRAMME = "hai-duong-2024"
READ, COMPUTED = "read", "computed"


@pytest.fixture
def data(root, tmp_path):
    return shutil.copytree(root / "data", tmp_path / "data")


@pytest.fixture
def profile(data):
    return load_programme(PROGRAMME, data)


@pytest.fixture
def ready(data, profile, tmp_path, monkeypatch):
    """Tables as `needs run` leaves them, stamped; what is in them is no matter here."""

    def save(folder):
        folder.mkdir(parents=True)
        paths = [
            folder / f"{name}{ending}" for name in sorted(TABLES) for ending in (".csv", ".parquet")
        ]
        for path in paths:
            path.write_text(path.name, encoding="utf-8")
        return paths

    monkeypatch.setattr(result_tables, "assess", lambda *_, **__: SimpleNamespace(save=save))
    folder = tmp_path / "reports" / PROGRAMME / "tables"
    result_tables.result_tables(profile, data=data, folder=folder)
    return folder


@pytest.fixture
def opened(data, profile, tmp_path, monkeypatch):
    """Open a notebook beside those reports; gives what was asked of the chain, and the line."""
    asked = []

    def answered(how):
        def answer(*given, **options):
            asked.append((how, options or given[2:]))
            return Assessment(profile, {})

        return answer

    monkeypatch.setattr(explore, "checkout", lambda: tmp_path)
    monkeypatch.setattr(explore, "assess", answered(COMPUTED))
    monkeypatch.setattr(explore, "open_assessment", answered(READ))

    def opening(*, up_to="plan", **changes):
        asked.clear()
        names = {"programme": PROGRAMME, "district": "", "lang": "vi", "data_root": str(data)}
        _, line = explore.open_to_explore(check_parameters(names | changes), up_to=up_to)
        return list(asked), line.html

    opening.asked = asked
    return opening


def test_current_tables_are_found_by_themselves_and_their_day_is_told(ready, opened):
    asked, line = opened()
    assert asked == [(READ, (ready,))]
    assert date_text(today(), lang="vi") in line
    _, line = opened(lang="en")
    assert "tables computed on" in line


def test_tables_of_another_folder_are_read_if_they_are_current(ready, opened, tmp_path):
    other = ready.rename(tmp_path / "other")
    assert opened(tables=str(other))[0] == [(READ, (other,))]


def test_without_tables_no_more_is_computed_than_the_notebook_shows(opened):
    asked, line = opened(up_to="gap")
    assert asked == [(COMPUTED, {"up_to_gap": True, "binding": False})]
    assert f"needs run {PROGRAMME}" in line
    asked, _ = opened(up_to="plan")
    assert asked == [(COMPUTED, {"up_to_gap": False, "binding": False})]


def an_input_changes(data, profile, folder):
    path = next(path for path in input_files(profile, data) if path.suffix == ".csv")
    path.write_bytes(path.read_bytes() + b"\n")


def the_profile_changes(data, profile, folder):
    path = data / "programmes" / PROGRAMME / "programme.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# sửa\n", encoding="utf-8")


def a_table_is_edited(data, profile, folder):
    (folder / "gap.csv").write_text("sửa tay", encoding="utf-8")


def a_table_is_gone(data, profile, folder):
    (folder / "gap.parquet").unlink()


@pytest.mark.parametrize(
    "change", [an_input_changes, the_profile_changes, a_table_is_edited, a_table_is_gone]
)
@pytest.mark.parametrize("stated", [False, True], ids=["found", "stated"])
def test_tables_that_no_longer_hold_are_never_read_and_that_is_told(
    data, profile, ready, opened, change, stated
):
    change(data, profile, ready)
    asked, line = opened(**({"tables": str(ready)} if stated else {}))
    assert [how for how, _ in asked] == [COMPUTED]
    assert "không còn khớp" in line


def test_a_plan_made_another_way_is_not_the_profiles(data, profile, ready):
    made = result_tables.made_on
    assert made(profile, data=data, folder=ready) == today()
    assert made(profile, data=data, folder=ready, mode="proportional") is None


def test_a_misspelt_district_is_told_before_anything_is_computed(opened):
    with pytest.raises(NotFound) as caught:
        opened(district="Xyz")
    assert any("Chí Linh" in name for name in caught.value.valid)
    assert opened.asked == []


def test_a_misspelt_programme_is_told_with_the_valid_ones(opened):
    with pytest.raises(NotFound) as caught:
        opened(programme="hai-duong")
    assert PROGRAMME in caught.value.valid
