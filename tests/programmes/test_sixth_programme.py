"""A sixth programme, added as data only: it inherits «588» and says what differs.

Every figure of it is invented («giả để thử»); no list of the province is in the repository.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from needs.assessment import Assessment, assess
from needs.programmes import list_programmes, load_programme

SIXTH = "dien-bien-thu"

PROFILE = """
id = "dien-bien-thu"
inherits = "588"
title = { vi = "Chương trình giả để thử", en = "Made up to try things out" }
province = { vi = "Điện Biên", en = "Điện Biên" }
province_code = "11"
edition = "2025"
reference_date = 2026-06-01
reports = []

[without]
categories = ["play", "health"]
duties = ["play"]

[plan]
number = "0/KH"
source = "giả để thử"
note = { vi = "giả để thử", en = "made up" }

[beneficiaries]
villages = "not_counted"
source = "giả để thử"
note = { vi = "giả để thử", en = "made up" }

[[categories]]
id = "warm_clothing"
unit_price_vnd = { value = 400000, kind = "assumption", source = "giả để thử" }
delivery_uplift = { value = 0.0, kind = "assumption", source = "giả để thử" }
uplift_by_distance = false

[[categories]]
id = "shoes"
name = { vi = "Ủng đi học", en = "Boots for school" }
unit = { vi = "đôi ủng", en = "pair of boots" }
age_bands = ["primary", "lower_secondary"]
eligible_share = { value = 1.0, kind = "assumption", source = "giả để thử" }
standard = { units = 1, per_children = 1, kind = "assumption", source = "giả để thử" }
unit_price_vnd = { value = 150000, kind = "assumption", source = "giả để thử" }
delivery_uplift = { value = 0.0, kind = "assumption", source = "giả để thử" }
package_units = 10
lead_agency = "education"
[categories.target]
denominator = "area"
stated = true
share = { value = 0.5, kind = "official", source = "giả để thử: 50 % toàn vùng" }

[centre]
commune_code = "03127"
name = { vi = "Phường Điện Biên Phủ", en = "Phường Điện Biên Phủ" }
source = "giả để thử"

[inputs]
support_ledger = "own/dien-bien/support.csv"
donors = "own/dien-bien/donors.csv"

[returns]
folder = "returns/dien-bien"
form_version = "1"
"""
DUTIES = """
[[duties]]
id = "health-nutrition"
categories = ["nutrition"]

[[duties]]
id = "boots"
text = { vi = "Ủng đi học cho học sinh", en = "Boots for pupils" }
categories = ["shoes"]
lead = "education"
when = { vi = "trước năm học", en = "before the school year" }
served_by = ["needs run", "gap"]
source = "giả để thử"
"""
AREAS = """commune_code,commune,zone,source
03158,Xã Sín Thầu,III,danh sách giả để thử
03160,Xã Mường Nhé,III,danh sách giả để thử
03162,Xã Nậm Kè,I,danh sách giả để thử
"""
INDEX = """dien-bien-gia,danh sách giả để thử,2026-01-05,2026-01-05,2030-12-31,2025,11,Điện Biên,\
areas/dien-bien-gia.csv,,danh sách giả để thử; không dùng để lập kế hoạch,
"""
PEOPLE = """03158,Xã Sín Thầu,11,4000,số giả để thử,,
03160,Xã Mường Nhé,11,8000,số giả để thử,,
03162,Xã Nậm Kè,11,6000,số giả để thử,,
"""
SUPPORT = "commune_code,category,donor_id,donor,period,children,units,amount_vnd,basis,source\n"
DONORS = """donor_id,donor,donor_type,budget_vnd,stock_category,stock_units,categories,districts,\
communes,zones,basis
cho-ung,Quỹ ủng,ngo,15000000,,,shoes,,,,returned
cho-ao,Kho áo,enterprise,,warm_clothing,60,,Mường Nhé,,III,returned
"""


def add_to(copy: Path) -> None:
    """Add the sixth programme to a copy of the data: text files, no code."""
    files = {
        f"programmes/{SIXTH}/programme.toml": PROFILE,
        f"programmes/{SIXTH}/duties.toml": DUTIES,
        "reference/areas/dien-bien-gia.csv": AREAS,
        "own/dien-bien/support.csv": SUPPORT,
        "own/dien-bien/donors.csv": DONORS,
    }
    for name, text in files.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, encoding="utf-8")
    for name, rows in (("area_lists.csv", INDEX), ("population_communes_2025.csv", PEOPLE)):
        with (copy / "reference" / name).open("a", encoding="utf-8") as file:
            file.write(rows)


@pytest.fixture(scope="module")
def sixth_root(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = Path(shutil.copytree(data, tmp_path_factory.mktemp("sixth") / "data"))
    add_to(copy)
    return copy


@pytest.fixture(scope="module")
def assessed(sixth_root: Path) -> Assessment:
    return assess(SIXTH, sixth_root)


def test_it_stands_beside_the_five(sixth_root, data):
    assert list_programmes(sixth_root) == sorted([*list_programmes(data), SIXTH])
    assert len(list_programmes(data)) == 5


def test_it_has_what_the_base_has_but_for_what_it_changes(sixth_root):
    programme = load_programme(SIXTH, sixth_root)
    assert [category.id for category in programme.categories] == [
        "nutrition",
        "warm_clothing",
        "shoes",
    ]
    coats = programme.category("warm_clothing")
    assert (coats.unit_price_vnd.value, coats.unit_price_vnd.low) == (400_000, None)
    assert coats.season is not None
    assert coats.season.months == [9, 10, 11, 12]
    assert len(programme.facilities) == 4
    assert programme.plan.period_to == 2025
    assert programme.allocation.next_vnd == 10_000_000


def test_its_needs_are_counted_over_its_own_list(assessed):
    """Boots: half the pupils of all three communes; coats: every child of the two in zone III."""
    gap = assessed.tables["gap"].set_index(["category", "commune_code"])
    children = assessed.tables["communes"].set_index("commune_code").children
    assert set(gap.loc["shoes"].index) == {"03158", "03160", "03162"}
    assert set(gap.loc["warm_clothing"].index) == {"03158", "03160"}
    for code in ("03158", "03160"):
        coats = gap.loc[("warm_clothing", code)]
        assert coats.children_target == children[code]
        assert coats.gap_vnd == children[code] * 400_000
    for code, boots in gap.loc["shoes"].iterrows():
        pupils = boots.children_eligible
        # Ages 6–15: ten of sixteen years.
        assert abs(pupils - children[code] * 10 / 16) <= 1
        assert abs(boots.children_target - pupils / 2) <= 1


def test_its_donors_give_by_its_own_prices(assessed):
    """15 million đồng of boots at 150,000: a hundred pairs; sixty coats of the store."""
    lots = assessed.tables["allocation"].groupby("donor_id")[["quantity", "cost_vnd"]].sum()
    assert lots.loc["cho-ung"].tolist() == [100, 15_000_000]
    assert lots.loc["cho-ao", "quantity"] == 60
    served = assessed.tables["allocation"].set_index("donor_id").zone
    assert set(served["cho-ao"]) == {"III"}


def test_nothing_of_another_province_is_in_it(assessed):
    frames: dict[str, pd.DataFrame] = assessed.tables
    assert set(frames["communes"].province_code) == {"11"}
    assert not assessed.illustrative
