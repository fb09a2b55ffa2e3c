"""The profiles that are there, and how a planner is told what is wrong with one."""

from __future__ import annotations

import datetime as dt

import pytest

from needs.errors import InputFaults, NotFound
from needs.programmes import data_root, list_programmes, load_programme

PRICE = "unit_price_vnd = { value = 120000, low = 90000, high = 160000"  # of health
SHARE = "share = { value = 0.9, kind"  # of health's target

# What is replaced, by what → where the fault has to be found, and a word of what it has to say.
FAULTS = {
    "unknown key": (
        "reference_date =",
        "reference_day = 2026-01-01\nreference_date =",
        "reference_day",
        "",
    ),
    "missing key": ("package_units = 50", "", "categories[health].package_units", ""),
    "wrong type": (
        "package_units = 50",
        'package_units = "50"',
        "categories[health].package_units",
        '"50"',
    ),
    "negative price": (
        PRICE,
        PRICE.replace("120000", "-1"),
        "categories[health].unit_price_vnd.value",
        "-1",
    ),
    "fractional price": (
        PRICE,
        PRICE.replace("120000", "120000.5"),
        "categories[health].unit_price_vnd",
        "120000.5",
    ),
    "price of nothing": (
        PRICE,
        PRICE.replace("low = 90000", "low = 0"),
        "categories[health].unit_price_vnd",
        "0",
    ),
    "low above value": (
        PRICE,
        PRICE.replace("low = 90000", "low = 130000"),
        "categories[health].unit_price_vnd",
        "130000",
    ),
    "share above 1": (SHARE, SHARE.replace("0.9", "1.2"), "categories[health].target.share", "1.2"),
    "unstated target": (
        SHARE + ' = "assumption"',
        SHARE + ' = "official"',
        "categories[health].target",
        "share.kind",
    ),
    "package of no whole child": (
        "package_units = 90",
        "package_units = 91",
        "categories[nutrition]",
        "91",
    ),
    "overlapping ages": ("from_age = 3", "from_age = 2", "categories.health.age_bands", "hai lần"),
    "ages upside down": (
        "from_age = 3\nto_age = 5",
        "from_age = 5\nto_age = 3",
        "age_bands[kindergarten]",
        "from_age",
    ),
    "age of an adult": ("to_age = 15", "to_age = 16", "age_bands[lower_secondary].to_age", "16"),
    "unknown age band": (
        '["kindergarten", "primary"]',
        '["mau_giao", "primary"]',
        "categories.nutrition.age_bands",
        "mau_giao",
    ),
    "zone without weight": ("I = 1.0, II = 2.0", "I = 1.0", "priority.zone_weights", "II"),
    "negative weight": ("III = 3.0", "III = -3.0", "priority.zone_weights", "-3"),
    "beneficiaries outside the area": (
        'area_zones = ["I", "II", "III"]',
        'area_zones = ["I", "II"]',
        "beneficiaries.area_zones",
        "III",
    ),
    "unknown zone": (
        'area_zones = ["I", ',
        'area_zones = ["IV", ',
        "beneficiaries.area_zones",
        "IV",
    ),
    "repeated id": ('id = "play"', 'id = "health"', "categories", "health"),
    "code that lost its zero": (
        'province_code = "04"',
        'province_code = "4"',
        "province_code",
        '"4"',
    ),
    "code as a number": ('province_code = "04"', "province_code = 4", "province_code", "4"),
    "date as text": (
        "reference_date = 2026-01-01",
        'reference_date = "2026-01-01"',
        "reference_date",
        "2026-01-01",
    ),
    "no such deadline": (
        'deadline = "11-30"',
        'deadline = "30/11"',
        "reports[0].deadline",
        "30/11",
    ),
    "unknown denominator": (
        'denominator = "specially_disadvantaged"',
        'denominator = "all"',
        "categories[health].target.denominator",
        "all",
    ),
}


@pytest.mark.parametrize("programme", ["cao-bang-588", "ninh-thuan-588"])
def test_the_profiles_load(data, programme):
    assert programme in list_programmes(data)
    assert load_programme(programme, data).id == programme


def test_where_the_plan_states_no_target_the_profile_says_so(data):
    for programme in list_programmes(data):
        for category in load_programme(programme, data).categories:
            assert category.target.stated or category.target.share.kind == "assumption"
            assert category.target.share.source
            assert category.unit_price_vnd.source


def test_what_the_two_plans_differ_in_is_data(data):
    cao_bang, ninh_thuan = (
        load_programme(name, data) for name in ("cao-bang-588", "ninh-thuan-588")
    )
    assert (cao_bang.edition, ninh_thuan.edition) == ("2025", "pre-2025")
    assert cao_bang.plan.issued == dt.date(2019, 10, 7)
    assert {"scholarship", "books"} <= {category.id for category in ninh_thuan.categories}
    assert [report.deadline for report in cao_bang.reports] == ["11-30", "12-15"]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_by_its_key(load_edited, fault):
    old, new, key, word = FAULTS[fault]
    with pytest.raises(InputFaults) as told:
        load_edited((old, new))
    # Two categories use both of the overlapping bands.
    assert len(told.value.faults) == (2 if fault == "overlapping ages" else 1)
    found = told.value.faults[0]
    # The key may stand in what was expected, where the fault lies between two parts.
    assert key in f"{found.where} {found.expected}"
    assert word in f"{found.found} {found.expected}"
    assert found.action


def test_all_faults_of_the_parts_are_told_at_once(load_edited):
    with pytest.raises(InputFaults) as told:
        load_edited(
            (PRICE, PRICE.replace("120000", "-1")),
            ("package_units = 90", "package_units = 91"),
            ('id = "play"', 'id = "Vui chơi"'),
            ("zone_weights =", "zone_weight ="),
            ("epsilon = 0.01", "epsilon = 2.0"),
        )
    assert sorted(fault.where for fault in told.value.faults) == [
        "allocation.epsilon",
        "categories[Vui chơi].id",
        "categories[health].unit_price_vnd.value",
        "categories[nutrition]",
        "priority.zone_weight",
    ]


def test_all_faults_between_the_parts_are_told_at_once(load_edited):
    """An age band that does not exist, ages counted twice, a zone without weight: three faults."""
    with pytest.raises(InputFaults) as told:
        load_edited(
            ('["kindergarten", "primary"]', '["mau_giao", "primary"]'),
            ("from_age = 11", "from_age = 10"),
            ("I = 1.0, II = 2.0", "I = 1.0"),
        )
    text = str(told.value)
    assert "mau_giao" in text
    assert "categories.health.age_bands" in text
    assert "priority.zone_weights" in text


def test_an_infinite_price_is_a_fault_not_a_crash(load_edited):
    with pytest.raises(InputFaults, match=r"categories\[health\]\.unit_price_vnd"):
        load_edited((PRICE, "unit_price_vnd = { value = inf"))


def test_the_id_is_the_name_of_the_folder(load_edited):
    with pytest.raises(InputFaults) as told:
        load_edited(folder="cao-bang-2030")
    (fault,) = told.value.faults
    assert (fault.where, fault.found) == ("id", "cao-bang-588")
    assert "cao-bang-2030" in fault.expected


def test_broken_toml_names_the_line(load_edited):
    with pytest.raises(InputFaults, match="dòng 4"):
        load_edited(('title = { vi = "Vận động', "title = { vi = Vận động"))


def test_a_profile_saved_by_notepad_loads(load_edited):
    """Notepad on Windows may put a byte-order mark before the first key."""
    assert load_edited(encoding="utf-8-sig").id == "cao-bang-588"


def test_another_encoding_is_a_fault_that_says_utf8(load_edited):
    with pytest.raises(InputFaults, match="UTF-8"):
        load_edited(encoding="utf-16")


def test_an_unknown_programme_lists_those_that_are_there(data):
    with pytest.raises(NotFound) as told:
        load_programme("cao-bang", data)
    assert {"cao-bang-588", "ninh-thuan-588"} <= set(told.value.valid)


def test_a_package_serves_whole_children(data):
    """90 meal-months at 9 for a child: 10 children; one play set for 100: 100 children."""
    programme = load_programme("cao-bang-588", data)
    served = {category.id: category.package_children for category in programme.categories}
    assert served == {"health": 50, "nutrition": 10, "play": 100, "warm_clothing": 30}


def test_the_data_folder_is_what_is_given_then_the_variable_then_the_one_above(
    data, tmp_path, monkeypatch
):
    own = tmp_path / "own" / "data"
    for name in ("programmes", "reference"):
        (own / name).mkdir(parents=True)
    deeper = own.parent / "reports" / "x"
    deeper.mkdir(parents=True)

    monkeypatch.delenv("NEEDS_DATA", raising=False)
    monkeypatch.chdir(deeper)
    assert data_root() == own.resolve()
    monkeypatch.chdir(tmp_path)
    assert data_root() == data.resolve()
    monkeypatch.setenv("NEEDS_DATA", str(own))
    assert data_root() == own.resolve()
    assert data_root(data) == data.resolve()


def test_a_wrong_data_folder_is_not_replaced_by_another(tmp_path):
    with pytest.raises(Exception, match="--data") as told:
        data_root(tmp_path)
    assert str(tmp_path) in str(told.value)
