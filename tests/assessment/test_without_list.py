"""A province whose list nobody has loaded: everything that does not hang on it, and no zero."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pandas as pd
import pytest

from needs.areas import Decision, read_list, write_list
from needs.assessment import Assessment, assess
from needs.assessment.status import programme_status
from needs.errors import NeedsError

from .standing_programmes import WITHOUT_LIST, write_programme
from .third_programme import PROGRAMME

ASKED = PROGRAMME
#: Communes of today in the three districts that the programme names.
COMMUNES = 10 + 8 + 8


@pytest.fixture(scope="module")
def bare_root(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(data, tmp_path_factory.mktemp("bare") / "data"))
    return write_programme(root, WITHOUT_LIST)


@pytest.fixture(scope="module")
def bare(bare_root: Path) -> Assessment:
    """The programme without a list; not to be changed."""
    return assess(PROGRAMME, bare_root)


def test_every_commune_of_the_districts_is_there_with_its_people(bare):
    communes = bare.communes
    assert len(communes) == COMMUNES
    assert set(communes.district) == {"Thị xã Nghi Sơn", "Huyện Mường Lát", "Huyện Quan Sơn"}
    assert communes.population.notna().all()
    assert (communes.children > 0).all()


def test_zone_and_eligibility_are_missing_not_refused(bare):
    assert bare.standing == "no_list"
    for column in ("zone", "specially_disadvantaged", "area_list", "village_share"):
        assert bare.communes[column].isna().all(), column
    assert bare.gap.in_target.isna().all()
    assert bare.need.scope_share.isna().all()


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("need", ["children_eligible", "children_eligible_low", "quantity", "cost_vnd"]),
        (
            "gap",
            ["children_target", "gap_low", "gap_point", "gap_high", "gap_vnd", "state_children"],
        ),
        ("people_in_need", ["children", "in_need_low", "in_need", "in_need_high"]),
        ("targets", ["denominator_children", "children_target", "to_reach_low", "pace_high"]),
        ("open_needs", ["gap_low", "children_open", "cost_vnd"]),
    ],
)
def test_what_hangs_on_the_list_is_missing_and_never_zero(bare, table, columns):
    rows = bare.tables[table]
    assert len(rows)
    for column in columns:
        assert rows[column].isna().all(), column


def test_the_need_says_what_it_waits_for(bare):
    assert bare.need.sources.str.contains("chưa có danh sách xã").all()
    checks = bare.checks.set_index("check")
    assert checks.found["area_list"].startswith("chưa có danh sách xã")
    assert set(bare.open_needs.reason) == {"gap_unknown"}


def test_targets_are_told_with_their_denominators_missing(bare):
    shares = bare.targets.groupby("category").target_share.first()
    assert shares.to_dict() == {"swimming": 0.9, "warm_sets": 1.0}


def test_nothing_is_proposed_and_nobody_ranked(bare):
    assert bare.allocation.empty
    assert bare.priority.empty
    assert bare.binding.empty
    # What donors would give is on record all the same.
    assert len(bare.gifts) == 2


def test_intervals_are_told_of_people_and_of_nothing_else(bare):
    province = bare.intervals[bare.intervals.level == "province"].set_index("measure")
    known = province[province.middle.notna()]
    assert set(known.index) == {"population", "children"}


def test_status_says_what_is_lacking_what_to_do_and_what_is_known(bare_root):
    sections = dict(programme_status(ASKED, bare_root, today=dt.date(2026, 6, 1), lang="vi"))
    lines = " ".join(sections["Danh sách xã"])
    assert "Chưa có danh sách xã" in lines
    assert f"needs areas import TỆP --programme {PROGRAMME}" in lines
    assert "khu vực III: 100" in lines
    assert "khu vực III: 21" in lines
    assert "78 xã, khu vực I: 4, khu vực II: 17, khu vực III: 57" in lines
    assert "Huyện Thường Xuân" in lines
    assert "Xã Ngư Lộc" in lines
    english = programme_status(ASKED, bare_root, today=dt.date(2026, 6, 1), lang="en")
    assert any("no list of communes" in line.lower() for _, lines in english for line in lines)


def test_no_figure_of_the_list_can_be_traced(bare, bare_root):
    from needs.assessment.trace import trace

    with pytest.raises(NeedsError, match="needs areas import"):
        trace(bare, "Mường Lát", "swimming", root=bare_root, lang="vi")


def test_told_figures_wait_for_the_list_too(bare, bare_root):
    """What a commune returned of its eligible children is no need while nobody knows its zone."""
    from needs.need import assess_need
    from needs.people import children_by_age, read_assumptions

    programme, communes = bare.programme, bare.communes
    by_age = children_by_age(communes.set_index("commune_code"), programme.age_bands)
    told = pd.DataFrame(
        {
            "commune_code": ["14845"],
            "field": ["swimming.eligible"],
            "value": [77],
            "source": ["a.xlsx"],
        }
    )
    need = assess_need(programme, communes, by_age, read_assumptions(bare_root), told=told)
    assert need.children_eligible.isna().all()


def test_once_the_list_is_loaded_need_and_gap_are_there(bare_root, gazetteer, tmp_path):
    root = Path(shutil.copytree(bare_root, tmp_path / "data"))
    path = tmp_path / "gia-de-thu.csv"
    path.write_text(
        "Xã;Huyện;Khu vực\n"
        "Xã Mường Lát;Mường Lát;III\n"
        "Xã Tam Chung;Mường Lát;II\n"
        "Xã Các Sơn;Tĩnh Gia;III\n"
        "Xã Hậu Lộc;Hậu Lộc;III\n",
        encoding="utf-8",
    )
    decision = Decision(
        decision="danh sách giả để thử",
        issued=dt.date(2026, 1, 1),
        valid_from=dt.date(2026, 1, 1),
        valid_to=dt.date(2030, 12, 31),
        edition="2025",
        province_code="38",
        province="Thanh Hóa",
        list_id="gia",
        totals_decision="",
    )
    write_list(read_list(path, decision, root=root, gazetteer=gazetteer).listed, root)
    loaded = assess(PROGRAMME, root, up_to_gap=True)
    assert loaded.standing == "listed"
    # Hậu Lộc is on the list and none of the programme's districts.
    assert sorted(loaded.communes.commune) == ["Xã Các Sơn", "Xã Mường Lát", "Xã Tam Chung"]
    checks = loaded.checks.set_index("check")
    assert checks.found["gia: outside"] == "1"
    # Swimming counts zones I to III, warm sets only zone III.
    counted = loaded.gap.groupby("category").commune_code.nunique().to_dict()
    assert counted == {"swimming": 3, "warm_sets": 2}
    assert loaded.gap.gap_low.notna().all()
    assert loaded.gap.in_target.all()
