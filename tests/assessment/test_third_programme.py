"""A new province is data only: files written by hand, no line of code.

The list is invented («danh sách giả để thử»): Thanh Hóa's real list is not here, its totals are.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from needs.assessment import Assessment, assess
from needs.errors import InputFaults
from needs.programmes import list_programmes

PROGRAMME = "thanh-hoa-thu"

PROFILE = """
id = "thanh-hoa-thu"
title = { vi = "Chương trình giả để thử", en = "Made up to try things out" }
province = { vi = "Thanh Hóa", en = "Thanh Hóa" }
province_code = "38"
edition = "2025"
reference_date = 2026-06-01
lead_agency = { vi = "cơ quan chủ trì", en = "lead agency" }
reports = [ { by = { vi = "xã", en = "communes" }, to = { vi = "sở", en = "department" }, \
deadline = "12-05", source = "giả để thử" } ]

[plan]
number = "0/KH"
issued = 2026-01-15
period_from = 2026
period_to = 2030
source = "giả để thử"
note = { vi = "giả để thử", en = "made up" }

[beneficiaries]
specially_disadvantaged_zones = ["III"]
area_zones = ["I", "II", "III"]
villages = "counted"
source = "giả để thử"
note = { vi = "giả để thử", en = "made up" }

[[age_bands]]
id = "all"
name = { vi = "dưới 16 tuổi", en = "under 16" }
from_age = 0
to_age = 15

[[categories]]
id = "swimming"
name = { vi = "Lớp học bơi", en = "Swimming lessons" }
unit = { vi = "suất học bơi", en = "course" }
age_bands = ["all"]
eligible_share = { value = 0.5, kind = "assumption", source = "giả để thử" }
standard = { units = 1, per_children = 1, kind = "assumption", source = "giả để thử" }
unit_price_vnd = { value = 600000, kind = "assumption", source = "giả để thử" }
delivery_uplift = { value = 0.0, kind = "assumption", source = "giả để thử" }
package_units = 20
lead_agency = { vi = "sở", en = "department" }
[categories.target]
denominator = "area"
stated = true
share = { value = 0.9, kind = "official", source = "giả để thử: 90 % toàn vùng" }

[[categories]]
id = "warm_sets"
name = { vi = "Đồ ấm", en = "Warm sets" }
unit = { vi = "bộ", en = "set" }
age_bands = ["all"]
eligible_share = { value = 1.0, kind = "official", source = "giả để thử" }
standard = { units = 1, per_children = 1, kind = "assumption", source = "giả để thử" }
unit_price_vnd = { value = 350000, kind = "assumption", source = "giả để thử" }
delivery_uplift = { value = 0.1, kind = "assumption", source = "giả để thử" }
package_units = 10
lead_agency = { vi = "sở", en = "department" }
[categories.target]
denominator = "specially_disadvantaged"
stated = true
share = { value = 1.0, kind = "official", source = "giả để thử: 100 % xã đặc biệt khó khăn" }

[priority]
zone_weights = { I = 1.0, II = 2.0, III = 3.0 }
kind = "assumption"
source = "giả để thử"
aggregation = "arithmetic"
floor = 0.01
top_k = 2
[[priority.indicators]]
id = "zone"
name = { vi = "khu vực", en = "zone" }
measure = "zone"
goalpost_low = 0.0
goalpost_high = 3.0
weight = { value = 1.0, kind = "assumption", source = "giả để thử" }
source = "giả để thử"

[uncertainty]
draws = 200
seed = 1

[allocation]
epsilon = 0.01
mip_gap = 0.001
time_limit_s = 60.0

[inputs]
support_ledger = "own/thanh-hoa/support.csv"
donors = "own/thanh-hoa/donors.csv"

[returns]
folder = "returns/thanh-hoa"
form_version = "1"
groups = []
samples = []
[[returns.sources]]
id = "society"
name = { vi = "xã hội hóa", en = "society" }
[returns.plausible]
yearly_change = { value = 1.3, kind = "assumption", source = "thử" }
small_count = 30
children_of_population = { value = 0.45, kind = "assumption", source = "thử" }
"""

AREAS = """commune_code,commune,zone,source
14845,Xã Mường Lát,III,danh sách giả để thử
14848,Xã Tam Chung,III,danh sách giả để thử
15016,Xã Quan Sơn,II,danh sách giả để thử
15010,Xã Sơn Thuỷ,I,danh sách giả để thử
16591,Xã Các Sơn,III,danh sách giả để thử
"""
INDEX = """thanh-hoa-gia,danh sách giả để thử,2026-05-01,2026-05-01,2030-12-31,2025,38,Thanh Hóa,\
areas/thanh-hoa-gia.csv,,danh sách giả để thử; không dùng để lập kế hoạch
"""
SUPPORT = """commune_code,category,donor_id,donor,period,children,units,amount_vnd,basis,source
14845,warm_sets,hoi-a,Hội A,2026,300,300,,returned,sổ của xã
14845,warm_sets,hoi-b,Hội B,2026,200,200,,returned,sổ của xã
14845,warm_sets,hoi-b,Hội B,2025,900,900,,returned,sổ của xã
"""
DONORS = """donor_id,donor,donor_type,budget_vnd,stock_category,stock_units,categories,districts,\
communes,zones,basis
ven-bien,Quỹ ven biển,ngo,50000000,,,,Tĩnh Gia,,,returned
kho-am,Kho đồ ấm,enterprise,,warm_sets,500,,,,III,returned
"""


@pytest.fixture
def third_root(data_copy: Path) -> Path:
    """What a province adds: a profile, a list with its line in the index, a ledger, donors."""
    files = {
        f"programmes/{PROGRAMME}/programme.toml": PROFILE,
        "reference/areas/thanh-hoa-gia.csv": AREAS,
        "own/thanh-hoa/support.csv": SUPPORT,
        "own/thanh-hoa/donors.csv": DONORS,
    }
    for name, text in files.items():
        (data_copy / name).parent.mkdir(parents=True, exist_ok=True)
        (data_copy / name).write_text(text, encoding="utf-8")
    with (data_copy / "reference" / "area_lists.csv").open("a", encoding="utf-8") as index:
        index.write(INDEX)
    return data_copy


@pytest.fixture
def third(third_root: Path) -> Assessment:
    return assess(PROGRAMME, third_root)


def test_the_programme_is_there_beside_the_others(third_root):
    assert list_programmes(third_root) == ["cao-bang-588", "ninh-thuan-588", PROGRAMME]


def test_its_communes_stand_in_their_former_districts(third):
    assert third.tables["communes"].district.value_counts().to_dict() == {
        "Huyện Mường Lát": 2,
        "Huyện Quan Sơn": 2,
        "Thị xã Nghi Sơn": 1,
    }
    assert set(third.tables["communes"].population_basis) == {"official"}


def test_its_two_targets_count_different_children(third):
    """Swimming: 90 % of half the children of all five communes; warm sets: all in zone III."""
    gap = third.tables["gap"]
    children = third.tables["communes"].set_index("commune_code").children
    swimming = gap[gap.category == "swimming"].set_index("commune_code")
    warm = gap[gap.category == "warm_sets"].set_index("commune_code")
    assert sorted(swimming.index) == ["14845", "14848", "15010", "15016", "16591"]
    assert sorted(warm.index) == ["14845", "14848", "16591"]
    for code, row in swimming.iterrows():
        assert abs(row.children_target - 0.45 * children[code]) <= 1
    assert warm.children_target.to_dict() == children[warm.index].to_dict()


def test_its_support_covers_who_is_served_this_year(third):
    """Hội A 300 and Hội B 200 in 2026: 300 to 500 children; Hội B's 900 of 2025 cover nobody."""
    gap = third.tables["gap"].set_index(["category", "commune_code"])
    row = gap.loc[("warm_sets", "14845")]
    assert [row.support_sources, row.covered_low, row.covered_high] == [2, 300, 500]


def test_its_donors_give_what_they_wish_under_the_old_name_of_a_district(third):
    lots = third.tables["allocation"]
    coast, store = (lots[lots.donor_id == donor] for donor in ("ven-bien", "kho-am"))
    assert set(coast.district) == {"Thị xã Nghi Sơn"}
    assert 0 < coast.cost_vnd.sum() <= 50_000_000
    assert set(store.zone) == {"III"}
    assert set(store.category) == {"warm_sets"}
    assert store.quantity.sum() == 500
    assert (
        third.of_district("Tĩnh Gia")
        .tables["allocation"]
        .donor_id.isin(["ven-bien", "kho-am"])
        .all()
    )


def test_its_list_is_shown_as_unchecked_and_as_what_it_is(third):
    checks = third.tables["checks"].set_index("check")
    assert set(checks.status[checks.index.str.startswith("thanh-hoa-gia")]) == {"unchecked"}
    assert third.tables["communes"].area_list.unique().tolist() == [
        "danh sách giả để thử ngày 01/05/2026"
    ]


def test_nothing_of_it_is_illustrative_unless_its_data_are(third):
    assert not third.illustrative


def test_checked_against_the_real_totals_the_invented_list_is_refused(third_root):
    """The decision counts 78 communes, 57 of them in zone III; the invented list has 5 and 3."""
    index = third_root / "reference" / "area_lists.csv"
    rows = pd.read_csv(index, dtype="str", keep_default_na=False)
    rows.loc[rows.list_id == "thanh-hoa-gia", "totals_decision"] = "60/QĐ-BDTTG 2026"
    rows.to_csv(index, index=False, encoding="utf-8")
    with pytest.raises(InputFaults) as told:
        assess(PROGRAMME, third_root)
    shown = {fault.where: (fault.found[:2], fault.expected[:3]) for fault in told.value.faults}
    assert shown["total"] == ("5 ", "78 ")
    assert shown["zone_III"] == ("3 ", "57 ")
