"""What `data/programmes/README.md` and the duties name as serving a plan is really written."""

from __future__ import annotations

import re

import pytest

from needs.programmes import load_programme

from .conftest import ONE_DISTRICT, PROGRAMMES

FIVE = (*PROGRAMMES, *ONE_DISTRICT)
NO_LIST = "chưa có danh sách xã"
PAGE = re.compile(r"`((?:offices|public|donors|districts|province)/[^` ]*)`")
#: Tables that a run leaves out, and the command that writes them.
BY_COMMAND = {
    "delivered": ("needs report", "--kind", "year", "--tables"),
    "undelivered": ("needs report", "--kind", "year", "--tables"),
    "donor_register": ("needs network", "register", "--export"),
    "transparency": ("needs network", "transparency", "--export"),
    "fund_balances": ("needs fund", "report"),
    "fund_contributions": ("needs fund", "report"),
}


@pytest.fixture(scope="module", params=FIVE)
def programme(request) -> str:
    return str(request.param)


def section(readme: str, programme: str) -> str:
    """The rows by hand and the duties of a programme."""
    parts = re.split(r"^### ", readme, flags=re.MULTILINE)
    own = [part for part in parts if f"`{programme}`" in part.splitlines()[0]]
    assert len(own) == 2, programme
    return "\n".join(own)


def test_every_page_that_is_named_is_written(programme, report, data):
    readme = (data / "programmes" / "README.md").read_text(encoding="utf-8")
    named = set(PAGE.findall(section(readme, programme)))
    assert len(named) >= 4
    lacking = {page for page in named if not (report / page).exists()}
    briefing = next(report.glob("districts/*/briefing.html")).read_text(encoding="utf-8")
    # Pages for donors tell of needs: without the communes there are none to tell of.
    waiting = "donors/" if NO_LIST in briefing.lower() else None
    # A run for one district writes no overview.
    left_out = {"province/overview.html"} if programme in ONE_DISTRICT else set()
    lacking = {page for page in lacking if waiting is None or not page.startswith(waiting)}
    assert lacking <= left_out


def test_every_table_that_is_named_is_written_by_a_run_or_by_the_command_beside_it(
    programme, report, data
):
    made = {path.stem for path in (report / "tables").glob("*.parquet")}
    for duty in load_programme(programme, data).duties:
        for name in duty.served_by:
            if name.startswith("needs ") or name.endswith((".html", ".ics")) or name in made:
                continue
            assert BY_COMMAND[name][0] in duty.served_by, (programme, duty.id, name)


@pytest.mark.parametrize(
    ("programme", "tables"),
    [
        ("cao-bang-588", ("delivered", "donor_register", "transparency", "undelivered")),
        ("thanh-hoa-fund", ("fund_balances", "fund_contributions")),
    ],
)
def test_the_command_writes_its_tables(needs, tables_only, programme, tables):
    out = tables_only(programme)
    given = {path.stem for path in out.rglob("*.csv")}
    assert given.isdisjoint(tables)
    for command in sorted({BY_COMMAND[name] for name in tables}):
        what, *arguments = command
        where = [out] if arguments[-1] == "--export" else ["--out", out]
        done = needs(what.removeprefix("needs "), programme, *arguments, *where)
        assert done.returncode == 0, done.stdout + done.stderr
    written = {path.stem for path in out.rglob("*.csv")}
    assert set(tables) <= written


def test_the_rows_by_hand_name_what_the_plans_say(data):
    """Each fact of the five plans that has a number or a name of its own stands in the table."""
    readme = (data / "programmes" / "README.md").read_text(encoding="utf-8")
    facts = {
        "thanh-hoa-588": ("90%", "100%", "16 huyện", "ODA", "Vì người nghèo", "giữa kỳ"),
        "cao-bang-588": ("chăn bông", "khăn ấm", "30/11", "15/12", "dự toán"),
        "ninh-thuan-588": ("học bổng", "sách vở", "quần áo", "mạng lưới", "biểu dương"),
        "thanh-hoa-fund": ("40.000", "4,3%", "80.000", "một ngày lương", "đỡ đầu", "Chủ tịch"),
        "hai-duong-2024": ("14 nhóm", "06/QĐ-TTg", "13/2021", "làm sạch", "6 tháng", "nhà bán trú"),
    }
    for programme, words in facts.items():
        own = section(readme, programme)
        assert [word for word in words if word not in own] == [], programme
