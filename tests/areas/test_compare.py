"""Two zone lists compared: who enters, leaves, stays; nobody is lost or counted twice."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.areas import (
    CHANGE_COLUMNS,
    CHANGES,
    ZoneList,
    area_list,
    compare_areas,
    not_compared,
    open_both,
    open_zone_list,
    unit_edition,
    unit_province,
)
from needs.errors import InputFaults, NotFound
from needs.places import load_gazetteer

from .zone_list_cases import carried, children_of, zone_list

NINH_THUAN, CAO_BANG = "ninh-thuan-2021-2025", "cao-bang-2026-2030"
INDEX = "reference/area_lists.csv"
MIRROR = {"entered": "left", "left": "entered"}

PLACES = load_gazetteer()
OLD = PLACES.communes("58", "pre-2025").commune_code.tolist()
TODAY = sorted(set(PLACES.crosswalk.new_code[PLACES.crosswalk.old_code.isin(OLD)]))
ZONES = st.dictionaries(st.sampled_from(OLD), st.sampled_from(["I", "II", "III"]), min_size=1)
NEW_ZONES = st.dictionaries(st.sampled_from(TODAY), st.sampled_from(["I", "II", "III"]), min_size=1)
COUNTS = st.dictionaries(st.sampled_from(OLD), st.integers(0, 5_000))


def old_list(zones, **options):
    return zone_list(zones, PLACES, province_code="58", edition="pre-2025", **options)


def new_list(zones, **options):
    return zone_list(zones, PLACES, province_code="56", edition="2025", **options)


def compared(before, after, children=None, **options):
    codes = PLACES.communes(unit_province(before, after), unit_edition(before, after)).commune_code
    given = children_of(codes.tolist()) if children is None else children
    return compare_areas(before, after, given, gazetteer=PLACES, **options)


@pytest.fixture(scope="module")
def official(data):
    return ZoneList.of(area_list(NINH_THUAN, root=data, gazetteer=PLACES))


def of(change, code):
    (row,) = change[change.former_code == code].to_dict("records")
    return row


def test_each_kind_of_change_by_hand():
    """Six communes of one edition: II→III enters, III→I leaves, III→III stays, I→II changes.

    So does a commune of zone I that leaves the list; one that is in neither list never was.
    """
    before = old_list({"22783": "II", "22786": "III", "22789": "III", "22813": "I", "22816": "I"})
    after = old_list({"22783": "III", "22786": "I", "22789": "III", "22813": "II"})
    change = compared(before, after).set_index("former_code").change
    assert change[["22783", "22786", "22789", "22813", "22816", "22831"]].tolist() == [
        "entered", "left", "stayed", "zone_changed", "zone_changed", "never",
    ]  # fmt: skip


def test_identical_lists_change_nothing(official):
    change = compared(official, official)
    assert change.change.value_counts().to_dict() == {"never": 47, "stayed": 15}
    assert (change.zone_before.fillna("") == change.zone_after.fillna("")).all()


def test_every_commune_of_the_province_is_there_once(official):
    change = compared(official, official)
    assert sorted(change.former_code) == sorted(OLD)
    assert tuple(change.columns) == CHANGE_COLUMNS
    assert (change.former_code == change.commune_code).all()


def test_across_editions_a_part_takes_the_zone_of_the_commune_it_went_to(official):
    """Xã Bác Ái of 2025 is Phước Chính, Phước Thắng and Phước Tiến of before, all zone III."""
    change = compared(official, new_list({"22795": "I", "22828": "III"}))
    for code in ("22804", "22795", "22792"):
        row = of(change, code)
        assert (row["commune_code"], row["commune"]) == ("22795", "Xã Bác Ái")
        assert (row["zone_before"], row["zone_after"], row["change"]) == ("III", "I", "left")
    # Anh Dũng: Ma Nới was of zone III, Hòa Sơn of no zone.
    assert of(change, "22828")["change"] == "stayed"
    hoa_son = of(change, "22825")
    assert hoa_son["change"] == "entered"
    assert pd.isna(hoa_son["zone_before"])


def test_a_split_commune_gives_each_part_its_share_and_loses_nobody(official):
    """161 children (80 to 242) of Phường Đông Hải in two parts: 81 and 80, 40 and 40, 121 twice."""
    children = children_of(OLD, 161)
    change = compared(official, new_list({"22888": "III"}), children)
    parts = change[change.former_code == "22768"]
    assert parts.commune_code.tolist() == ["22780", "22888"]
    assert parts.change.tolist() == ["never", "entered"]
    assert parts.children.tolist() == [81, 80]
    assert parts.children_low.tolist() == [40, 40]
    assert parts.children_high.tolist() == [121, 121]


def test_who_divides_a_commune_evenly_assumes_something():
    change = compared(
        old_list({"22768": "I"}, illustrative=False), new_list({"22888": "I"}, illustrative=False)
    )
    basis = change.set_index("former_code").basis
    assert set(basis["22768"]) == {"assumption"}
    assert basis["22783"] == "estimated"


def test_an_invented_list_is_said_to_be_invented(official):
    assert set(compared(official, new_list({"22795": "III"})).basis) == {"illustrative"}


def test_children_that_are_not_known_stay_unknown(official):
    change = compared(official, official, children_of(OLD[1:]))
    unknown = change[change.former_code == OLD[0]]
    assert unknown[["children", "children_low", "children_high"]].isna().all(axis=None)
    assert unknown.change.notna().all()
    assert change.children.isna().sum() == 1


@settings(max_examples=30)
@given(before=ZONES, after=NEW_ZONES, counts=COUNTS)
def test_the_children_of_every_former_commune_add_up(before, after, counts):
    children = children_of(OLD)
    children.loc[list(counts), "children"] = list(counts.values())
    change = compared(old_list(before), new_list(after), children)
    for end in ("", "_low", "_high"):
        found = change.groupby("former_code")[f"children{end}"].sum()
        assert found.to_dict() == children[f"children{end}"].to_dict()


@settings(max_examples=30)
@given(before=ZONES, after=NEW_ZONES)
def test_in_the_other_order_who_entered_left(before, after):
    there = compared(old_list(before), new_list(after))
    back = compared(new_list(after), old_list(before))
    assert back.change.tolist() == [MIRROR.get(name, name) for name in there.change]
    assert set(there.change) <= set(CHANGES)
    assert back.zone_before.fillna("").tolist() == there.zone_after.fillna("").tolist()
    assert back.children.tolist() == there.children.tolist()


@settings(max_examples=20)
@given(before=ZONES, after=ZONES)
def test_the_order_of_the_rows_does_not_matter(before, after):
    children = children_of(OLD)
    first = compared(old_list(before), old_list(after), children)
    backwards = [dict(reversed(list(zones.items()))) for zones in (before, after)]
    again = compared(*map(old_list, backwards), children.iloc[::-1])
    pd.testing.assert_frame_equal(first, again)


def test_a_list_carried_over_by_the_hardest_zone_lets_nobody_drop_out(official):
    """The new commune takes the hardest zone of its parts: parts may enter, none leaves."""
    change = compared(official, new_list(carried(official, PLACES)))
    assert "left" not in set(change.change)
    assert (change.change == "stayed").sum() == 15
    assert set(change.former_code[change.change == "entered"]) >= {"22825"}, "Hòa Sơn"


def test_cao_bang_today_against_its_former_communes(data):
    """161 former communes in 56 of today, none of them split: 161 parts.

    Phường Sông Hiến, in zone III of an invented list, lies in a ward of zone I or II today.
    """
    today = ZoneList.of(area_list(CAO_BANG, root=data, gazetteer=PLACES))
    before = zone_list({"01267": "III"}, PLACES, province_code="04", edition="pre-2025")
    change = compared(before, today)
    assert len(change) == change.former_code.nunique() == 161
    assert change.commune_code.nunique() == 56
    counts = change.change.value_counts()
    assert counts["left"] == 1
    in_zone_iii = today.communes.commune_code[today.communes.zone == "III"]
    assert counts["entered"] == change.commune_code.isin(in_zone_iii).sum()
    assert set(counts.index) == {"entered", "left", "zone_changed"}


def test_other_zones_may_count():
    """Where zone II counts too, a commune that goes from III to II stays."""
    before, after = old_list({"22783": "III"}), old_list({"22783": "II"})
    assert of(compared(before, after), "22783")["change"] == "left"
    assert of(compared(before, after, zones=("II", "III")), "22783")["change"] == "stayed"


def test_communes_that_the_other_list_cannot_know_are_named(official):
    """Khánh Hòa of 2025 holds Bắc Nha Trang, of which Ninh Thuận's list says nothing."""
    after = new_list({"22333": "III", "22795": "III"})
    change = compared(official, after)
    alone = not_compared(official, after, change, gazetteer=PLACES)
    assert alone.commune.tolist() == ["Phường Bắc Nha Trang"]
    assert "22333" not in set(change.commune_code)
    assert not_compared(official, official, compared(official, official), gazetteer=PLACES).empty


def test_lists_of_two_provinces_are_not_compared(data):
    lists = [
        ZoneList.of(area_list(name, root=data, gazetteer=PLACES)) for name in (NINH_THUAN, CAO_BANG)
    ]
    for before, after in (lists, lists[::-1]):
        with pytest.raises(InputFaults, match="cùng một tỉnh"):
            compare_areas(before, after, children_of(OLD), gazetteer=PLACES)


# --- opening lists ---


@pytest.fixture
def saved(tmp_path):
    def save(listed, name="sau.csv"):
        path = tmp_path / name
        listed.communes.assign(evidence="illustrative").to_csv(path, index=False, encoding="utf-8")
        return str(path)

    return save


@pytest.fixture
def opened(data):
    def get(given, root=data, **options):
        return open_zone_list(given, root=root, gazetteer=PLACES, **options)

    return get


def test_a_list_is_found_by_its_id_or_its_file(opened, data, official):
    path = data / "reference" / "areas" / f"{NINH_THUAN}.csv"
    for name in (NINH_THUAN, str(path)):
        found = opened(name)
        assert found.name == "861/QĐ-TTg ngày 04/06/2021"
        pd.testing.assert_frame_equal(found.communes, official.communes)
        assert not found.illustrative


def test_a_file_of_ones_own_is_read_with_its_edition(opened, saved):
    found = opened(saved(new_list({"22795": "III", "22828": "II"})), edition="2025")
    assert (found.province_code, found.edition, found.name) == ("56", "2025", "sau.csv")
    assert found.illustrative
    assert found.communes.zone.tolist() == ["III", "II"]


def test_an_unknown_list_names_those_there_are(opened):
    with pytest.raises(NotFound) as told:
        opened("ninh-thuan-2026")
    assert told.value.valid == (CAO_BANG, NINH_THUAN)


def test_a_file_without_an_edition_is_asked_for_it(opened, saved):
    path = saved(new_list({"22795": "III"}))
    with pytest.raises(InputFaults, match=r"pre-2025; 2025.*--edition-a"):
        opened(path)
    with pytest.raises(NotFound, match="pre-2025; 2025"):
        opened(path, edition="2026")
    with pytest.raises(InputFaults, match=r"thấy: 2025 \| cần: pre-2025"):
        opened(NINH_THUAN, edition="2025")


def test_codes_of_no_commune_are_told(opened, saved):
    with pytest.raises(InputFaults, match=r"9999[89].*mã xã 5 chữ số, bản 2025"):
        opened(saved(new_list({"99998": "III", "99999": "I"})), edition="2025")


def test_the_faults_of_both_files_are_told_at_once(data, saved):
    bad_zone = saved(new_list({"22795": "IV", "22828": "I"}), "mot.csv")
    # Of Cao Bằng, in a list of Khánh Hòa.
    other_province = saved(new_list({"22795": "I", "22828": "I", "01273": "I"}), "hai.csv")
    with pytest.raises(InputFaults) as told:
        open_both((bad_zone, "2025"), (other_province, "2025"), root=data, gazetteer=PLACES)
    found = [(fault.where[:7], fault.found[:5]) for fault in told.value.faults]
    assert len(found) == 2
    assert "IV" in told.value.faults[0].found
    assert "mot.csv" in told.value.faults[0].where
    assert "01273" in told.value.faults[1].found
    assert "hai.csv" in told.value.faults[1].where
