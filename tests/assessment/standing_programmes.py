"""Programmes made up to try a province without a list, and one that counts by circumstances.

«giả để thử»: figures are invented; the communes of Thanh Hóa and their residents are official.
"""

from __future__ import annotations

from pathlib import Path

from .third_programme import DONORS, FOLDER, PROFILE, PROGRAMME, SUPPORT

#: Former districts that the programme without a list names; the first by its name of before 2020.
DISTRICTS = ("Tĩnh Gia", "Mường Lát", "Quan Sơn")

WITHOUT_LIST = PROFILE + "".join(
    f'[[districts]]\nname = "{name}"\nsource = "giả để thử"\n' for name in DISTRICTS
)

_OF_LIST = """[beneficiaries]
specially_disadvantaged_zones = ["III"]
area_zones = ["I", "II", "III"]
villages = "counted"
"""
_OF_GROUPS = """[beneficiaries]
by = "special_circumstances"
groups = [
  { id = "orphan", name = { vi = "trẻ mồ côi", en = "orphans" }, legal_basis = "Luật Trẻ em 2016, Điều 10", source = "giả để thử" },
  { id = "disabled", name = { vi = "trẻ khuyết tật", en = "with a disability" }, source = "giả để thử" },
]
totals = { special_circumstances = { value = 40000, low = 38000, high = 42000, kind = "official", source = "giả để thử" }, at_risk = { value = 3000, kind = "official", source = "giả để thử" }, share_of_children = { value = 0.04, kind = "official", source = "giả để thử" } }
"""  # noqa: E501
_ZONE_INDICATOR = """id = "zone"
name = { vi = "khu vực", en = "zone" }
measure = "zone"
goalpost_low = 0.0
goalpost_high = 3.0
"""
_UNMET = """id = "unmet"
name = { vi = "phần chưa đáp ứng", en = "unmet" }
measure = "unmet_rate"
goalpost_low = 0.0
goalpost_high = 1.0
"""
_ASKED = """groups = [
  { id = "orphan", name = { vi = "trẻ mồ côi", en = "orphans" } },
  { id = "disabled", name = { vi = "trẻ khuyết tật", en = "with a disability" } },
]
"""


def _by_groups() -> str:
    profile = PROFILE
    for old, new in (
        (_OF_LIST, _OF_GROUPS),
        ('denominator = "area"', 'denominator = "special_circumstances"'),
        ('denominator = "specially_disadvantaged"', 'denominator = "special_circumstances"'),
        (": 100% xã đặc biệt khó khăn", ""),
        ('{ value = 0.5, kind = "assumption", source = "giả để thử" }',
         '{ value = 0.04, low = 0.02, high = 0.06, kind = "assumption", source = "giả để thử" }'),
        ('eligible_share = { value = 1.0, kind = "official", source = "giả để thử" }',
         'eligible_share = { value = 0.04, kind = "official", source = "giả để thử" }'),
        (_ZONE_INDICATOR, _UNMET),
        ("zone_weights = { I = 1.0, II = 2.0, III = 3.0 }\n", ""),
        ("groups = []\n", _ASKED),
    ):  # fmt: skip
        assert profile.count(old) == 1, old
        profile = profile.replace(old, new)
    return profile + '[[districts]]\nname = "Mường Lát"\nsource = "giả để thử"\n'


#: Of one district, so that a whole assessment takes seconds.
BY_GROUPS = _by_groups()

#: Without wishes for a zone: there are none.
ANYWHERE = DONORS.replace(",Tĩnh Gia,", ",Mường Lát,").replace(",,,,III,", ",,,,,")


def write_programme(root: Path, profile: str, *, donors: str = DONORS) -> Path:
    """Add to a data root a programme and what it owns, but no list of communes."""
    files = {
        f"programmes/{PROGRAMME}/programme.toml": profile,
        f"{FOLDER}/support.csv": SUPPORT,
        f"{FOLDER}/donors.csv": donors,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root
