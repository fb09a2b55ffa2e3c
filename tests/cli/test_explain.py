"""`needs explain`: why this commune, why this donor, why this plan."""

from __future__ import annotations

import re

import pytest

from .conftest import plain

CODES = re.compile(r"\b(nan|None|<NA>|fair_first|means_spent|no_donor|no_means|warm_sets|stock)\b")


def explained(desk, *arguments: str) -> str:
    told = plain(desk("explain", *arguments).stdout)
    assert not CODES.search(told)
    return told


def test_a_commune_that_gets_something_is_told_what_and_why(planned):
    told = explained(planned.desk, "--commune", "các sơn")
    assert "Xã Các Sơn (16591)" in told
    for words in ("Kho đồ ấm", "410", "Quỹ ven biển", "80"):
        assert words in told


def test_a_commune_that_gets_nothing_is_told_who_could_help(planned):
    told = explained(planned.desk, "--commune", "15010")
    assert "Xã Sơn Thủy (15010)" in told
    assert "chưa có nhà tài trợ" in told
    assert "425" in told, "the children still open"
    assert "Quỹ ven biển (chỉ muốn hỗ trợ huyện khác)" in told


def test_one_category_alone(planned):
    told = explained(planned.desk, "--commune", "Các Sơn", "--category", "swimming")
    assert "Lớp học bơi" in told
    assert "Đồ ấm" not in told


def test_what_was_accepted_is_told_with_the_commune(promises):
    told = explained(promises.desk, "--commune", "Tam Chung")
    assert "đã có người nhận lời 90" in told


@pytest.mark.parametrize("donor", ["kho-am", "kho đồ ấm"])
def test_a_donor_by_name_or_code(planned, donor):
    told = explained(planned.desk, "--donor", donor)
    assert told.startswith("Kho đồ ấm")
    assert "500 bộ" in told
    assert "Xã Tam Chung" in told


def test_what_a_donor_has_left_is_told_with_the_reason(planned):
    """48 of 50 million: 2 million pay no package of 12 million, nor one of 3,85 million."""
    assert "2.000.000 đồng" in explained(planned.desk, "--donor", "ven-bien")


def test_the_plan_as_a_whole(planned):
    told = explained(planned.desk)
    assert told in plain(planned.told), "what `allocate` told"


def test_the_plan_in_english(planned):
    told = planned.desk("explain", "--lang", "en").stdout
    assert "580 children" in told
    assert "nhà tài trợ" not in told


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--commune", "Bảo Lâm"), "Bảo Lâm"),
        (("--donor", "Kho lạnh"), "Kho đồ ấm"),
        (("--commune", "Các Sơn", "--donor", "kho-am"), "--donor"),
        (("--commune", "Các Sơn", "--category", "tables"), "warm_sets"),
        (("--mode", "fairest"), "proportional"),
        (("--lang", "fr"), "vi; en"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(planned, arguments, named):
    assert named in planned.desk("explain", *arguments, code=1).stderr
