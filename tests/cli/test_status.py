"""`needs status` as a newcomer reads it: short, in one language, and it never stops half-way."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from needs.assessment.checks_status import checks_status, people_status
from needs.cli import app
from needs.programmes import list_programmes

CAO_BANG, THANH_HOA = "cao-bang-588", "thanh-hoa-588"
DAYS = ("2026-11-22", "08/01/2027")


def status(programme: str, root: Path, *more: str) -> str:
    typed = ["status", programme, "--data", str(root), *more]
    result = CliRunner().invoke(app, typed)
    assert result.exit_code == 0, result.output
    assert "Traceback" not in result.output
    return result.output


@pytest.fixture(scope="module")
def told(data: Path) -> Callable[..., str]:
    """What each programme's status tells on a day: asked once."""
    known: dict[tuple[str, str, str], str] = {}

    def ask(programme: str, day: str, lang: str = "vi") -> str:
        key = (programme, day, lang)
        if key not in known:
            known[key] = status(programme, data, "--on", day, "--lang", lang)
        return known[key]

    return ask


def part(words: str, title: str) -> list[str]:
    """Return the lines below a title."""
    after = words.split(f"\n{title}\n", 1)[1]
    return [line.strip() for line in re.split(r"\n(?=\S)", after, maxsplit=1)[0].splitlines()]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("programme", list_programmes(Path("data")))
def test_every_programme_is_told_in_vietnamese_alone(told, programme, day):
    words = told(programme, day)
    own = re.sub(r"https?://\S+", "", words)
    for english in (
        " no ",
        "none",
        " data)",
        "values",
        " communes",
        " list",
        " the ",
        " of ",
        " and ",
    ):
        assert english not in own, english
    # «không có xã / no communes»: a slash between blanks stands between two figures alone.
    for left, right in re.findall(r"(\S+) / (\S+)", own):
        assert left[-1].isdigit(), left
        assert right[0].isdigit(), right


@pytest.mark.parametrize("programme", list_programmes(Path("data")))
def test_nothing_runs_on_for_ever(told, programme):
    """A line of a screen or two; sixteen districts that have returned nothing are one line."""
    words = told(programme, DAYS[0])
    assert len(words.splitlines()) < 60
    assert "Hoàng Sa" not in words, "what is lacking of other provinces"
    returns = next(line for line in words.splitlines() if "chưa xã nào báo cáo" in line)
    assert re.search(r"\(0/\d+\)", returns)


def test_a_list_to_come_is_not_checked_against_counts_of_the_communes_of_before(told):
    words = told(THANH_HOA, DAYS[0])
    checked = [line for line in words.splitlines() if "sẽ được đối chiếu với" in line]
    assert len(checked) == 1
    assert "60/QĐ-BDTTG 2026" in checked[0]
    (known,) = [line for line in words.splitlines() if "861/QĐ-TTg" in line]
    assert "theo xã trước 1/7/2025" in known
    assert "582/QĐ-TTg 2017, Thanh Hóa: 225 xã, khu vực III: 100" in known
    lines = part(words, "Đối chiếu với số chính thức")
    assert sum("chưa có danh sách xã" in line for line in lines) == 1


def test_large_numbers_have_their_dots(told):
    words = told("thanh-hoa-fund", DAYS[0])
    for line in part(words, "Đối chiếu với số chính thức"):
        figures = re.sub(r"\(.*\)", "", line)
        assert not re.search(r"\d{5}", figures), line
    assert "40.000" in words


# -- January ---------------------------------------------------------------------------------------


@pytest.fixture
def in_january(data_copy: Path) -> Path:
    """The list of 2026 has ended; the profile has been moved on to 2027."""
    for path, old, new in (
        (
            "reference/area_lists.csv",
            "2026-01-01,2030-12-31,2025,04",
            "2026-01-01,2026-12-31,2025,04",
        ),
        (
            f"programmes/{CAO_BANG}/programme.toml",
            "reference_date = 2026-01-01",
            "reference_date = 2027-01-01",
        ),
    ):
        text = (data_copy / path).read_text(encoding="utf-8")
        assert old in text
        (data_copy / path).write_text(text.replace(old, new), encoding="utf-8")
    return data_copy


def test_a_list_that_has_ended_is_told_with_what_to_do_and_the_rest_follows(in_january):
    words = status(CAO_BANG, in_january, "--on", "2027-01-08")
    lines = part(words, "Danh sách xã")
    assert "đã hết hiệu lực ngày 31/12/2026" in lines[0]
    assert any(f"needs areas import TỆP --programme {CAO_BANG}" in line for line in lines)
    assert any("theo 56 xã của danh sách cũ" in line for line in lines)
    for title in ("Dân số", "Báo cáo của xã năm 2027", "Hỗ trợ và nhà tài trợ", "Sắp tới"):
        assert part(words, title), title
    assert "573.119" in words


def test_the_timetable_goes_on_without_a_list(in_january):
    typed = ["timetable", CAO_BANG, "--data", str(in_january), "--on", "2027-01-08"]
    result = CliRunner().invoke(app, typed)
    assert result.exit_code == 0, result.output
    assert "Tết Nguyên đán" in result.output


def test_a_list_that_still_holds_on_the_plan_s_day_is_told_to_have_ended_since(told):
    """Ninh Thuận: computed for 30/6/2025 on the list of 2021–2025."""
    words = told("ninh-thuan-588", DAYS[0])
    assert "Danh sách 861/QĐ-TTg ngày 04/06/2021 đã hết hiệu lực ngày 31/12/2025." in words
    assert "Xã đặc biệt khó khăn: 15" in words
    assert "hết hiệu lực" not in told(CAO_BANG, DAYS[1])


# -- parts -----------------------------------------------------------------------------------------


def people(**residents: int | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "commune": [f"Xã {name}" for name in residents],
            "population": pd.array(list(residents.values()), dtype="Int64"),
            "population_basis": "official",
            "population_note": pd.Series([pd.NA] * len(residents), dtype="str"),
        }
    )


def test_communes_without_residents_are_one_line_with_the_first_few_names():
    some = people(**dict.fromkeys("GFEDCBA"), H=1200)
    lines = people_status(some, lang="vi")
    assert lines[0] == "1 / 8 xã có dân số, cộng 1.200 người"
    assert lines[2] == ("Chưa có số liệu dân số: 7 xã (Xã A, Xã B, Xã C, Xã D, Xã E và 2 xã khác)")
    assert len(lines) == 3
    few = people_status(people(A=None, B=None, C=5), lang="vi")
    assert few[-1] == "Chưa có số liệu dân số: 2 xã (Xã A, Xã B)"


def test_a_note_of_the_data_in_english_is_pointed_at_and_the_kit_s_own_is_said():
    communes = people(A=1, B=2, C=3)
    own = "tổng điều tra của huyện chia đều cho các xã (giả định)"
    communes["population_note"] = ["two values: 1 vs 2", own, own]
    lines = people_status(communes, lang="vi")[2:]
    assert sorted(lines) == sorted(
        [own, "Xã A: nguồn dân số có ghi chú, xem cột note của bảng dân số"]
    )


@pytest.mark.parametrize(
    ("found", "expected", "state", "said"),
    [
        ("53", "53", "ok", "khớp: số xã: 53 (nguồn)"),
        ("47481", "40000", "unchecked", "chỉ có ước tính: số xã: 47.481; số chính thức 40.000"),
        (
            "chưa có số liệu / no data", "80000", "unchecked",
            "chưa có số liệu để đối chiếu: số xã: số chính thức 80.000",
        ),
        (
            "78", "chưa có số chính thức / no official figure", "unchecked",
            "chưa có số chính thức để đối chiếu: số xã: 78",
        ),
    ],
)  # fmt: skip
def test_a_check_says_what_it_could_be_held_against(found, expected, state, said):
    row = {
        "check": "a", "name": "số xã", "name_en": "communes", "found": found,
        "expected": expected, "status": state, "source": "nguồn",
    }  # fmt: skip
    (line,) = checks_status(pd.DataFrame([row]), lang="vi")
    assert line.startswith(said)
    (english,) = checks_status(pd.DataFrame([row]), lang="en")
    assert "chưa" not in english
    assert "communes" in english
