"""Whatever slips into a profile: what is told is file, key, what stands there, what should, deed.

No word of the programming language and no sentence of the checker may come through.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.errors import Fault, FaultCollector, InputFaults
from needs.programmes import list_programmes, load_programme
from needs.programmes.folders import Layer, read_layers
from needs.programmes.load import checked

from .spoiling import Place, at, paths, spoils

DATA = Path(__file__).parents[2] / "data"
FIVE = list_programmes(DATA)
#: How a programming language writes values: dictionaries, lists, text, nothing, dates, classes.
PYTHON = re.compile(
    r"\{'|\['|\bNone\b|\bTrue\b|\bFalse\b|datetime\.|<class|Traceback|ValidationErr"
)
#: Words of the checker, which speaks English.
ENGLISH = re.compile(
    r"\b(should|must|valid|validation|required|input|error|permitted|forbidden|repeated|expected"
    r"|type|string|dictionary|integer|number|whole file)\b",
    flags=re.IGNORECASE,
)


@cache
def layers_of(programme: str) -> tuple[Layer, ...]:
    faults = FaultCollector(programme)
    layers = tuple(read_layers(programme, DATA, faults))
    assert faults.faults == []
    return layers


@cache
def places_of(programme: str) -> tuple[tuple[int, Place], ...]:
    """Every key of every file of a profile, its bases' too."""
    return tuple(
        (number, path)
        for number, layer in enumerate(layers_of(programme))
        for path in paths(layer.content)
    )


def faults_of(programme: str, layers: list[Layer]) -> tuple[Fault, ...]:
    try:
        checked(programme, layers, DATA, FaultCollector(programme))
    except InputFaults as told:
        return told.faults
    return ()


def assert_plain(fault: Fault) -> None:
    told = str(fault)
    assert all((fault.where, fault.found, fault.expected, fault.action)), told
    assert not PYTHON.search(told), told
    # What was found is the planner's own, in any language; what the kit adds is Vietnamese.
    assert not ENGLISH.search(re.sub(r'"[^"]*"|«[^»]*»', "", fault.expected)), told
    assert not ENGLISH.search(fault.action), told


@pytest.mark.parametrize("programme", FIVE)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_one_slip_anywhere_is_told_in_the_planners_words(programme, data):
    number, path = data.draw(st.sampled_from(places_of(programme)), label="key")
    layers = list(layers_of(programme))
    layer = layers[number]
    spoilt = spoils(layer.content, path)
    name = data.draw(st.sampled_from(sorted(spoilt)), label="slip")
    layers[number] = replace(layer, content=spoilt[name])
    faults = faults_of(programme, layers)
    for fault in faults:
        assert_plain(fault)
        files = re.findall(r"[\w-]+(?:/[\w-]+)+\.toml", f"{fault.where} {fault.action}")
        assert files, str(fault)
        assert all((DATA / "programmes" / file).is_file() for file in files), str(fault)
    if name == "unknown key" and faults:
        assert any("khoa_la" in fault.where for fault in faults)
    whole = isinstance(at(layer.content, path), (dict, list))
    if name in ("another type", "no such day", "date in quotes") and faults and not whole:
        key = next(str(one) for one in reversed(path) if isinstance(one, str))
        assert any(key in fault.where for fault in faults), [str(one) for one in faults]


@pytest.mark.parametrize("programme", FIVE)
def test_the_profile_as_it_stands_has_no_fault(programme):
    assert faults_of(programme, list(layers_of(programme))) == ()


#: A file as it is spoilt by hand: what is put in place of what, what has to be told.
BY_HAND = {
    "unknown base": ('inherits = "child-fund"', 'inherits = "quy"', '"588", "child-fund"'),
    "base of another type": ('inherits = "child-fund"', "inherits = [1, true]", "[1, true]"),
    "a base that is the programme": (
        'inherits = "child-fund"',
        'inherits = "hai-duong-2024"',
        '"588", "child-fund"',
    ),
    "broken line": ('inherits = "child-fund"', "inherits = child fund", "dòng 3, cột 12"),
    "a list that is no list": ("[[reports]]", "[reports]", "không đọc được ở dòng"),
    "unknown key of a table": (
        "[beneficiaries]",
        "[beneficiaries]\ncolour = { r = [1, 2], g = true }",
        "một trong các khóa: area_zones, by,",
    ),
}


@pytest.mark.parametrize("slip", BY_HAND)
def test_a_file_spoilt_by_hand(slip, tmp_path):
    old, new, said = BY_HAND[slip]
    root = Path(shutil.copytree(DATA / "programmes", tmp_path / "programmes")).parent
    shutil.copytree(DATA / "reference", root / "reference")
    file = root / "programmes" / "hai-duong-2024" / "programme.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputFaults) as told:
        load_programme("hai-duong-2024", root)
    for fault in told.value.faults:
        assert_plain(fault)
    assert said in str(told.value)
    assert "hai-duong-2024/programme.toml" in str(told.value)


def test_bases_in_a_circle_are_told_by_their_files(tmp_path):
    root = Path(shutil.copytree(DATA / "programmes", tmp_path / "programmes")).parent
    common = root / "programmes" / "bases" / "common" / "programme.toml"
    text = common.read_text(encoding="utf-8")
    common.write_text(f'inherits = "child-fund"\n{text}', encoding="utf-8")
    with pytest.raises(InputFaults) as told:
        load_programme("hai-duong-2024", root)
    (fault,) = [one for one in told.value.faults if "vòng" in one.expected]
    assert_plain(fault)
    assert (fault.where, fault.found) == ("bases/common/programme.toml: inherits", '"child-fund"')
