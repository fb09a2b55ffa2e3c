"""What a newcomer reads who types a command wrong, or asks for help."""

from __future__ import annotations

import re

import pytest
import typer
from typer.testing import CliRunner

from needs.cli import app
from needs.cli.usage import two_lines

#: What Typer says of itself; none of it may reach a planner.
TYPERS_OWN = (
    "Usage:", "OPTIONS", "COMMAND", "ARGS", "Missing", "No such", "Invalid value", "Got unexpected",
    "Try '", "Show this message", "default:", "required", "Options ─", "Commands ─", "Arguments ─",
    "Error", "Input should be", "does not exist", "<str>", "<path>", "<int>", "<bool>", "list[",
)  # fmt: skip


def told(*arguments: str, code: int) -> str:
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.output


MISTAKES = [
    (("run",), "Lỗi: thiếu CHƯƠNG_TRÌNH (Mã chương trình"),
    (("run", "cao-bang-588", "thừa"), "Lỗi: thừa «thừa»"),
    (("nonsense",), "Lỗi: không có lệnh «nonsense»; có: programmes, status, run"),
    (("areas", "nope"), "Lỗi: không có lệnh «nope»; có: compare, import"),
    (("run", "x", "--forse"), "Lỗi: không có tùy chọn «--forse»; có phải: --force"),
    (("run", "x", "--workers", "many"), "Lỗi: --workers: cần một số nguyên"),
    (("run", "x", "--workers", "0"), "Lỗi: --workers: cần số từ 1 trở lên"),
    (("run", "x", "--boundaries", "khong.geojson"), "--boundaries: không có «khong.geojson»"),
    (("timetable", "x", "--on", "mai"), "--on: «mai» không phải ngày; ghi 2026-01-21"),
    (("run", "x", "--out"), "Lỗi: tùy chọn --out cần một giá trị đi sau"),
    (("run", "x", "--force=3"), "Lỗi: tùy chọn --force không nhận giá trị"),
]


@pytest.mark.parametrize(("typed", "expected"), MISTAKES)
def test_a_mistake_is_told_in_vietnamese(typed, expected):
    words = told(*typed, code=2)
    assert expected in words
    for own in TYPERS_OWN:
        assert own not in words


@pytest.mark.parametrize(("typed", "_"), MISTAKES)
def test_a_mistake_is_told_in_english_to_who_asks_for_english(typed, _):
    words = told(*typed[:1], "--lang", "en", *typed[1:], code=2)
    assert "Lỗi" not in words
    assert "Error: " in words


def test_who_gives_a_wrong_command_is_shown_how_it_is_called():
    result = CliRunner().invoke(app, ["run"], prog_name="needs")
    lines = result.output.splitlines()
    assert lines[0] == "Cách dùng: needs run [TÙY CHỌN] {CHƯƠNG_TRÌNH}"
    assert lines[1] == "Xem: needs run --help"


def every_command() -> list[tuple[str, ...]]:
    """Every command and group as it is typed."""

    def below(command: typer.main.TyperGroup, typed: tuple[str, ...]) -> list[tuple[str, ...]]:
        found = [typed]
        for name, inner in getattr(command, "commands", {}).items():
            # A group that takes a programme first takes any word for it.
            first = [one for one in command.params if one.param_type_name == "argument"]
            found += below(inner, (*typed, *(["x"] * len(first)), name))
        return found

    return below(typer.main.get_command(app), ())


@pytest.mark.parametrize("typed", every_command(), ids=" ".join)
def test_the_help_of_every_command_is_vietnamese_with_english_below(typed):
    words = told(*typed, "--help", code=0)
    for own in TYPERS_OWN:
        assert own not in words, own
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    assert lines[0].startswith("Cách dùng: ")
    assert re.search(r"[^\x00-\x7f]", lines[1]), "Vietnamese first"
    assert " / " not in lines[1]
    english = lines[2]
    assert not re.search(r"[À-ỹ]", english.replace("Hải Dương", "")), english
    assert english[0].isupper()


def test_a_docstring_is_parted_into_its_languages():
    assert two_lines("Các năm đã giữ / the years kept.") == "Các năm đã giữ.\n\nThe years kept."
    assert two_lines("Đã trao… / done.") == "Đã trao…\n\nDone."
    assert two_lines("Chỉ tiếng Việt.") == "Chỉ tiếng Việt."
