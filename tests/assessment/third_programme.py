"""A third programme, of five communes: what a new province writes, every figure of it invented.

«giả để thử»: Thanh Hóa's real list is not here; the people of its communes are the official ones.
Small enough for a whole assessment, allocation and all, within seconds.
"""

from __future__ import annotations

from pathlib import Path

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
deadline = "12-05", kind = "year", source = "giả để thử" } ]

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
share = { value = 0.9, kind = "official", source = "giả để thử: 90% toàn vùng" }

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
share = { value = 1.0, kind = "official", source = "giả để thử: 100% xã đặc biệt khó khăn" }

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
commitments = "own/thanh-hoa/commitments.sqlite"

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
#: Every kind of gift: paid together, sponsored, by age, in its own packages, all or nothing.
ALL_KINDS = """donor_id,donor,donor_type,budget_vnd,stock_category,stock_units,\
sponsored_category,sponsored_children,sponsored_months,month_vnd,categories,districts,zones,\
from_age,to_age,package_units,share,joins,whole,visit_months,basis
ven-bien,Quỹ ven biển,ngo,50000000,,,,,,,,Tĩnh Gia,,,,,,,,,returned
kho-am,Kho đồ ấm,enterprise,,warm_sets,500,,,,,,,III,,,,,,,,returned
gop-nua,Quỹ góp nửa,ngo,24000000,,,,,,,swimming,Mường Lát,,,,,50%,,,,returned
gop-cung,Quỹ góp cùng,ngo,36000000,,,,,,,swimming,Mường Lát; Quan Sơn,,,,,,có,,,returned
do-dau,Bà đỡ đầu,individual,,,,warm_sets,5,9,100000,,Mường Lát,,,,,,,,,returned
ao-nho,Kho áo nhỏ,enterprise,,warm_sets,60,,,,,,Mường Lát,,0,3,4,,,,,returned
tron-goi,Công đoàn trọn gói,union,,swimming,40,,,,,,Quan Sơn,,,,,,,có,6;7,returned
"""
FOLDER = "own/thanh-hoa"


def write_third(root: Path, *, donors: str = DONORS, profile: str = PROFILE) -> Path:
    """Add to a data root what a province adds: a profile, a list, a ledger, donors."""
    files = {
        f"programmes/{PROGRAMME}/programme.toml": profile,
        "reference/areas/thanh-hoa-gia.csv": AREAS,
        f"{FOLDER}/support.csv": SUPPORT,
        f"{FOLDER}/donors.csv": donors,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    with (root / "reference" / "area_lists.csv").open("a", encoding="utf-8") as index:
        index.write(INDEX)
    return root
