"""A profile lies over its base: what is its own, what it inherits, and how faults are told."""

from __future__ import annotations

import copy
import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import FaultCollector, InputFaults
from needs.programmes import list_programmes, load_programme, profile_files
from needs.programmes.folders import Layer, read_layers
from needs.programmes.inherit import Profile, lay_over

COAT = """
[[goods]]
id = "coat"
name = { vi = "áo", en = "coat" }
price = { value = 100, low = 80, high = 120, kind = "assumption", source = "giả định" }
[[goods]]
id = "quilt"
price = { value = 200, kind = "official", source = "quyết định" }
"""


@pytest.fixture
def laid(tmp_path):
    """Lay texts over each other: the programme's own files over those of its bases."""

    def lay(own: str | dict[str, str], **bases: str) -> tuple[Profile, FaultCollector]:
        files = {"own/programme.toml": own} if isinstance(own, str) else dict(own)
        files |= {f"bases/{name}/programme.toml": text for name, text in bases.items()}
        for name, text in files.items():
            path = tmp_path / "programmes" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        faults = FaultCollector("own")
        return lay_over(read_layers("own", tmp_path, faults), faults), faults

    return lay


def test_entries_of_one_id_are_laid_over_each_other_and_new_ones_follow(laid):
    profile, faults = laid(
        'inherits = "base"\n[[goods]]\nid = "scarf"\n[[goods]]\nid = "quilt"\nfor = "all"\n',
        base=COAT,
    )
    assert not faults.faults
    coat, quilt, scarf = profile.content["goods"]
    assert (coat["id"], scarf) == ("coat", {"id": "scarf"})
    assert quilt["for"] == "all"
    assert quilt["price"]["value"] == 200


def test_a_figure_given_anew_brings_its_own_range_and_source(laid):
    """150 with the base's 80–120 would be nonsense, and the base's source a lie."""
    profile, _ = laid(
        'inherits = "base"\n[[goods]]\nid = "coat"\n'
        'price = { value = 150, kind = "official", source = "báo giá" }\n',
        base=COAT,
    )
    assert profile.content["goods"][0]["price"] == {
        "value": 150,
        "kind": "official",
        "source": "báo giá",
    }


def test_only_the_source_of_a_figure_may_change(laid):
    profile, _ = laid(
        'inherits = "base"\n[[goods]]\nid = "coat"\nprice = { source = "kế hoạch" }\n', base=COAT
    )
    price = profile.content["goods"][0]["price"]
    assert (price["value"], price["low"], price["source"]) == (100, 80, "kế hoạch")


def test_words_are_replaced_in_both_languages(laid):
    """A new Vietnamese name beside the base's English one would name two different things."""
    profile, _ = laid(
        'inherits = "base"\n[[goods]]\nid = "coat"\nname = { vi = "chăn bông" }\n', base=COAT
    )
    assert profile.content["goods"][0]["name"] == {"vi": "chăn bông"}


def test_lists_without_ids_and_empty_lists_replace(laid):
    profile, _ = laid(
        'inherits = "base"\nzones = ["III"]\ngoods = []\n',
        base='zones = ["I", "II"]\n' + COAT,
    )
    assert profile.content == {"zones": ["III"], "goods": []}


@pytest.mark.parametrize("writing", ["rules.goods = ", '"rules.goods" = '])
def test_what_a_programme_does_without_is_dropped_and_stays_in_the_base(laid, writing):
    base = COAT.replace("[[goods]]", "[[rules.goods]]") + "[extra]\na = 1\n"
    profile, faults = laid(
        f'inherits = "base"\n[without]\n{writing}["coat"]\nextra = true\n', base=base
    )
    assert not faults.faults
    assert [entry["id"] for entry in profile.content["rules"]["goods"]] == ["quilt"]
    assert "extra" not in profile.content
    whole, _ = laid('inherits = "base"\n', base=base)
    assert len(whole.content["rules"]["goods"]) == 2


def test_a_base_may_have_a_base_and_the_nearer_one_holds(laid):
    profile, _ = laid(
        'inherits = "near"\n',
        near='inherits = "far"\na = 2\nwithout = { goods = ["coat"] }\n',
        far="a = 1\nb = 1\n" + COAT,
    )
    assert profile.inherits == ("far", "near")
    assert (profile.content["a"], profile.content["b"]) == (2, 1)
    assert [entry["id"] for entry in profile.content["goods"]] == ["quilt"]


def test_every_value_knows_the_file_it_stands_in(laid):
    profile, _ = laid(
        {
            "own/programme.toml": 'inherits = "base"\n',
            "own/goods.toml": '[[goods]]\nid = "quilt"\nunit = "cái"\n',
        },
        base=COAT,
    )
    unit = profile.origin(("goods", "quilt", "unit"))
    price = profile.origin(("goods", "quilt", "price"))
    assert unit is not None
    assert price is not None
    assert (unit.layer, unit.is_base, unit.file.as_posix()) == (
        "own",
        False,
        "programmes/own/goods.toml",
    )
    assert (price.layer, price.is_base) == ("base", True)


FAULTS = {
    "a key in two files": (
        {"own/programme.toml": "a = 1\n", "own/more.toml": "a = 2\n"},
        {},
        ("own/programme.toml: a", "own/more.toml"),
    ),
    "no such base": ({"own/programme.toml": 'inherits = "bse"\n'}, {"base": COAT}, ("bse", "base")),
    "bases in a circle": (
        {"own/programme.toml": 'inherits = "one"\n'},
        {"one": 'inherits = "two"\n', "two": 'inherits = "one"\n'},
        ("bases/two/programme.toml: inherits", "one"),
    ),
    "without what is not there": (
        {"own/programme.toml": 'inherits = "base"\n[without]\ngoods = ["coats"]\n'},
        {"base": COAT},
        ("without.goods", '"coats"', 'một trong: "coat", "quilt"'),
    ),
    "without a part that is not there": (
        {"own/programme.toml": 'inherits = "base"\n[without]\nfunds = true\n'},
        {"base": COAT},
        ("without.funds",),
    ),
    "a whole list dropped by a word": (
        {"own/programme.toml": 'inherits = "base"\n[without]\ngoods = "coat"\n'},
        {"base": COAT},
        ("without.goods", '"coat"'),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_files_is_named(laid, fault):
    own, bases, said = FAULTS[fault]
    _, faults = laid(own, **bases)
    (told,) = faults.faults
    for word in said:
        assert word in str(told)
    assert told.action


def test_faults_name_the_file_to_mend(data_copy):
    """A wrong price in the base, a wrong code in the programme: each in its file."""
    base = data_copy / "programmes" / "bases" / "588" / "programme.toml"
    own = data_copy / "programmes" / "cao-bang-588" / "programme.toml"
    for path, old, new in (
        (base, "value = 120000,", "value = -1,"),
        (own, 'province_code = "04"', 'province_code = "4"'),
    ):
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputFaults) as told:
        load_programme("cao-bang-588", data_copy)
    mend = {fault.where: fault.action for fault in told.value.faults}
    assert "bases/588/programme.toml" in mend["categories[health].unit_price_vnd.value"]
    assert "cao-bang-588/programme.toml" in mend["province_code"]


def test_a_base_is_no_programme(data):
    assert "bases" not in list_programmes(data)
    assert "588" not in list_programmes(data)


def test_the_files_of_a_profile_are_its_own_and_its_bases(data):
    names = {
        path.relative_to(data / "programmes").as_posix()
        for path in profile_files("cao-bang-588", data)
    }
    assert {
        "cao-bang-588/programme.toml",
        "bases/588/programme.toml",
        "bases/common/programme.toml",
    } <= names
    assert not [name for name in names if name.startswith(("ninh-thuan", "bases/child-fund"))]


def test_a_data_root_without_bases_needs_none(data, tmp_path):
    whole = Path(__file__).parent / "one_file" / "programme.toml"
    folder = tmp_path / "programmes" / "cao-bang-588"
    folder.mkdir(parents=True)
    shutil.copy(whole, folder)
    assert load_programme("cao-bang-588", tmp_path).plan.number == "3490/KH-UBND"


def test_cao_bang_over_its_base_is_what_it_was_in_one_file(data, load_edited):
    """The plan is the same in either writing; only what was added to it since may differ."""
    one_file = load_edited()
    over_base = load_programme("cao-bang-588", data)
    changed = {"lead_agency", "beneficiaries", "categories", "facilities"}
    kept = sorted(one_file.model_fields_set - changed)
    assert len(kept) >= 15
    for name in kept:
        assert getattr(over_base, name) == getattr(one_file, name), name
    for before, after in zip(one_file.categories, over_base.categories, strict=True):
        for name in ("id", "age_bands", "eligible_share", "standard", "target", "package_units"):
            assert getattr(after, name) == getattr(before, name), (after.id, name)


def test_ninh_thuan_over_its_base_is_its_plan(data):
    """Worked by hand from plan 3732/KH-UBND: six categories, no coats, no reports' deadline."""
    programme = load_programme("ninh-thuan-588", data)
    assert [category.id for category in programme.categories] == [
        "health",
        "nutrition",
        "play",
        "scholarship",
        "books",
        "clothing",
    ]
    assert [facility.id for facility in programme.facilities] == [
        "play_area",
        "classroom",
        "kindergarten_building",
        "health_station",
    ]
    assert (programme.plan.issued, programme.plan.period_from) == (dt.date(2019, 9, 3), 2019)
    indicators = {entry.id: entry.goalpost_high for entry in programme.priority.indicators}
    assert indicators == {"zone": 3.0, "unmet": 1.0, "remote": 60.0, "poor": 1.0, "stunting": 0.5}
    assert programme.reports == []
    price = programme.category("nutrition").unit_price_vnd
    assert (price.value, price.low, price.high) == (160_000, 160_000, 360_000)
    assert "3732" in programme.category("nutrition").eligible_share.source
    assert programme.returns.folder == "returns/ninh-thuan-588"
    assert [group.id for group in programme.returns.groups] == [
        "poor",
        "near_poor",
        "disabled",
        "orphan",
    ]


IDS = st.sampled_from(["a", "b", "c"])
VALUES = st.one_of(st.integers(0, 9), st.booleans(), st.text("xyz", max_size=3))
ENTRIES = st.lists(IDS, unique=True, min_size=1, max_size=3).flatmap(
    lambda ids: st.tuples(
        *(st.builds(lambda value, name=name: {"id": name, "of": value}, VALUES) for name in ids)
    ).map(list)
)
TABLES = st.dictionaries(
    st.sampled_from(["p", "q", "r"]),
    st.recursive(
        st.one_of(VALUES, ENTRIES, st.lists(VALUES, max_size=3)),
        lambda inner: st.dictionaries(IDS, inner, min_size=1, max_size=3),
        max_leaves=5,
    ),
    min_size=1,
    max_size=3,
)


def layer(name: str, content: dict, *, is_base: bool) -> Layer:
    return Layer(name, is_base, content, {key: Path(f"programmes/{name}.toml") for key in content})


@given(TABLES)
def test_saying_again_what_the_base_says_changes_nothing_but_whose_it_is(content):
    faults = FaultCollector("own")
    alone = lay_over([layer("own", content, is_base=False)], faults)
    twice = lay_over(
        [layer("base", content, is_base=True), layer("own", content, is_base=False)], faults
    )
    assert alone.content == twice.content == content
    assert alone.origins == twice.origins


@given(TABLES, TABLES)
def test_what_a_programme_says_holds_and_the_base_stays_as_it_is(below, own):
    kept = copy.deepcopy(below)
    faults = FaultCollector("own")
    laid = lay_over([layer("base", below, is_base=True), layer("own", own, is_base=False)], faults)
    assert below == kept

    def holds(value, found):
        if isinstance(value, dict) and isinstance(found, dict):
            return all(holds(part, found.get(key)) for key, part in value.items())
        if by_id(value) and by_id(found):
            named = {entry["id"]: entry for entry in found}
            return all(holds(entry, named.get(entry["id"])) for entry in value)
        return value == found

    assert holds(own, laid.content)
    # Nothing gets lost: each key of either is there, and each value knows where it stands.
    assert laid.content.keys() == below.keys() | own.keys()
    assert {keys[0] for keys in laid.origins} == set(laid.content)


def by_id(value):
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def test_what_is_dropped_takes_with_it_the_entries_that_were_about_nothing_else(laid):
    """No play, no duty for play; a duty for two keeps the other; what the plan restates stays."""
    profile, faults = laid(
        base="""
[[categories]]
id = "health"
[[categories]]
id = "play"
[[duties]]
id = "playgrounds"
categories = ["play"]
[[duties]]
id = "both"
categories = ["health", "play"]
[[duties]]
id = "again"
categories = ["play"]
[[duties]]
id = "of-none"
categories = []
""",
        own="""
inherits = "base"
without = { categories = ["play"] }
[[duties]]
id = "again"
categories = ["health"]
""",
    )
    assert faults.faults == []
    assert [entry["id"] for entry in profile.content["categories"]] == ["health"]
    kept = {entry["id"]: entry["categories"] for entry in profile.content["duties"]}
    assert kept == {"both": ["health"], "again": ["health"], "of-none": []}
