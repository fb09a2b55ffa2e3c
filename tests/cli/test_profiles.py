"""`needs programmes --show`: a profile as a planner reads it, on a page of 100 columns."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from needs.cli.profiles import MARGIN, WIDTH, programmes
from needs.programmes import list_programmes


@pytest.fixture
def show():
    app = typer.Typer()
    app.command()(programmes)

    def run(*arguments: object, code: int = 0) -> str:
        result = CliRunner().invoke(app, list(map(str, arguments)))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result.output

    return run


def unwrapped(words: str) -> str:
    """What is said, without the column at the right that says where it stands."""
    return " ".join(" ".join(line[: WIDTH - MARGIN] for line in words.splitlines()).split())


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_profile_fits_on_the_page(show, data, lang):
    for programme in list_programmes(data):
        lines = show("--show", programme, "--lang", lang).splitlines()
        assert len(lines) > 150
        # Links stay whole, so that they can be copied.
        wide = [line for line in lines if len(line) > WIDTH and "http" not in line]
        assert wide == [], programme


def test_it_says_what_is_inherited_and_what_is_own(show):
    words = show("--show", "cao-bang-588")
    assert "Thừa kế: 588 ← common" in words
    (number,) = [line for line in words.splitlines() if "3490/KH-UBND ·" in line]
    assert number.endswith(" riêng")
    (price,) = [line for line in words.splitlines() if "Đơn giá: 120.000 đồng" in line]
    assert price.endswith(" 588")


def test_english_names_keys_and_choices_in_english(show):
    words = show("--show", "thanh-hoa-588", "--lang", "en")
    assert any(line.endswith(" own") for line in words.splitlines())
    text = unwrapped(words)
    for expected in (
        "THE PLAN",
        "90% of children in the whole minority and mountainous area (stated in the plan)",
        "100% of children in specially disadvantaged communes and villages",
        "Unit price: VND 500,000",
    ):
        assert expected in text, expected


def test_the_right_office_of_today_is_named(show):
    words = unwrapped(show("--show", "cao-bang-588", "--part", "categories"))
    assert "Sở Y tế (trước 01/03/2025: Sở Lao động – Thương binh và Xã hội)" in words


def test_one_part_only(show):
    words = show("--show", "thanh-hoa-588", "--part", "districts")
    assert "Tĩnh Gia" in words
    assert "còn gọi: Nghi Sơn" in words
    assert "Đồ ấm" not in words


def test_an_unknown_part_or_programme_lists_those_there_are(show):
    assert "categories" in show("--show", "cao-bang-588", "--part", "goods", code=1)
    assert "thanh-hoa-fund" in show("--show", "thanh-hoa", code=1)
