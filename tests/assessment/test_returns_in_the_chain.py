"""Several returns of a district, one after another: which of their figures the chain rests on.

The files are tables of the district's own make, as text. Of 2026: the first (10/11), a newer one
about meals (20/11), one with a column that nobody knows. One is of 2025; one came twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from needs.assessment import Assessment, assess, input_files, trace_gap
from needs.assessment.check_returns import receive_files
from needs.assessment.desks import Desks
from needs.assessment.status import programme_status
from needs.cli import app
from needs.programmes import load_programme
from needs.runs.checksums import file_checksums

PROGRAMME = "cao-bang-588"
BAO_LAC, COC_PANG, CO_BA, KHANH_XUAN = "01321", "01324", "01327", "01336"
NAMES = {BAO_LAC: "Xã Bảo Lạc", COC_PANG: "Cốc Pàng", CO_BA: "CÔ BA", KHANH_XUAN: "Khánh Xuân"}
MEALS = (
    "Trẻ thuộc đối tượng, theo tuổi;;Trong số đó, trẻ",
    "mẫu giáo (3–5 tuổi);tiểu học (6–10 tuổi);hộ nghèo",
)
ARRIVED = dt.date(2026, 11, 21)


def table(
    title: str, columns: tuple[str, str], rows: dict[str, str], *, day: str, year: int = 2026
) -> str:
    """A table of Bảo Lạc: title, two header rows, a row a commune, the day of signing."""
    above, below = columns
    head = [f"{title}", f"Huyện Bảo Lạc, năm {year}", f"STT;Mã xã;Tên xã;{above}", f";;;{below}"]
    body = [f"{n};{code};{NAMES[code]};{told}" for n, (code, told) in enumerate(rows.items(), 1)]
    return "\r\n".join([*head, *body, f";;Bảo Lạc, ngày {day} năm {year}"])


FILES = {
    "mot.csv": table(
        "Bữa ăn dinh dưỡng",
        MEALS,
        {CO_BA: "300;500;40", COC_PANG: "310;510;", BAO_LAC: "320;520;50"},
        day="10 tháng 11",
    ),
    "do am.csv": table(
        "Đồ ấm",
        ("Trẻ thuộc đối tượng, theo tuổi;", "nhà trẻ (0–2 tuổi);cộng"),
        {CO_BA: "90;700", KHANH_XUAN: ";640"},
        day="12 tháng 11",
    ),
    "hai.csv": table(
        "Bữa ăn dinh dưỡng",
        MEALS,
        {CO_BA: "301;501;", COC_PANG: "311;~511;60"},
        day="20 tháng 11",
    ),
    "la.csv": table(
        "Bữa ăn dinh dưỡng",
        ("Số cháu được nhận sữa", ""),
        {KHANH_XUAN: "90"},
        day="20 tháng 11",
    ),
    "nam ngoai.csv": table(
        "Bữa ăn dinh dưỡng", MEALS, {KHANH_XUAN: "330;530;"}, day="25 tháng 11", year=2025
    ),
    "mot lan nua.csv": "",  # the first file's bytes
}
FILES["mot lan nua.csv"] = FILES["mot.csv"]


@dataclass(frozen=True)
class Received:
    """The data with everything received, and what the chain makes of it."""

    root: Path
    after: Assessment


@pytest.fixture(scope="module")
def nothing_received(data, tmp_path_factory) -> Path:
    """The data without what somebody may have received on this machine."""
    folder = tmp_path_factory.mktemp("nothing") / "data"
    return Path(shutil.copytree(data, folder, ignore=shutil.ignore_patterns("returns")))


@pytest.fixture(scope="module")
def before(nothing_received) -> Assessment:
    return assess(PROGRAMME, nothing_received, up_to_gap=True)


def receive(root: Path, folder: Path, names: list[str]) -> None:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_text(FILES[path.name], encoding="utf-8-sig", newline="")
    desks = Desks(root, PROGRAMME)
    receive_files(paths, desks, stated=desks.stated(), received_on=ARRIVED)


@pytest.fixture(scope="module")
def received(nothing_received, tmp_path_factory) -> Received:
    root = Path(shutil.copytree(nothing_received, tmp_path_factory.mktemp("received") / "data"))
    receive(root, tmp_path_factory.mktemp("sent"), list(FILES))
    return Received(root, assess(PROGRAMME, root, up_to_gap=True))


def of(frame: pd.DataFrame, code: str, category: str) -> pd.DataFrame:
    return frame[(frame.commune_code == code) & (frame.category == category)]


def state_of(received: Received, code: str, field: str) -> dict[str, tuple[int, str]]:
    told = received.after.returns
    rows = told[(told.commune_code == code) & (told.field == field)]
    return {row.file: (int(row.returned_value), row.state) for row in rows.itertuples()}


# -- which figure is in use ----------------------------------------------------------------------


def test_the_newer_figure_is_in_use_and_the_older_one_readable(received):
    assert state_of(received, CO_BA, "nutrition.eligible.kindergarten") == {
        "mot.csv": (300, "older"),
        "hai.csv": (301, "current"),
    }
    assert of(received.after.need, CO_BA, "nutrition").children_eligible.tolist() == [301, 501]


def test_what_the_newer_return_leaves_empty_is_no_longer_told(received):
    """The poor of the first return belong to its meals, and these were told anew."""
    told = state_of(received, CO_BA, "nutrition.group.poor")
    assert told == {"mot.csv": (40, "older")}


def test_a_newer_return_about_meals_leaves_the_coats_of_an_older_one(received):
    assert state_of(received, CO_BA, "warm_clothing.eligible") == {"do am.csv": (700, "current")}
    gap = of(received.after.gap, CO_BA, "warm_clothing")
    assert gap.children_eligible.tolist() == [700]


def test_a_row_that_waits_leaves_the_older_figures_in_use(received):
    assert state_of(received, COC_PANG, "nutrition.eligible.primary") == {
        "mot.csv": (510, "current")
    }
    assert of(received.after.need, COC_PANG, "nutrition").children_eligible.tolist() == [310, 510]
    assert state_of(received, COC_PANG, "nutrition.group.poor") == {}, "the row waits as a whole"


def test_a_commune_that_the_newer_return_does_not_name_keeps_its_figures(received):
    assert state_of(received, BAO_LAC, "nutrition.group.poor") == {"mot.csv": (50, "current")}
    assert of(received.after.need, BAO_LAC, "nutrition").children_eligible.tolist() == [320, 520]


def test_a_file_about_another_year_is_kept_and_not_used(received, before):
    told = received.after.returns
    assert set(told[told.period == "2025"].state) == {"older"}
    assert state_of(received, KHANH_XUAN, "nutrition.eligible.primary") == {
        "nam ngoai.csv": (530, "older")
    }
    for name in ("need", "gap"):
        now, then = (
            of(one.tables[name], KHANH_XUAN, "nutrition").reset_index(drop=True)
            for one in (received.after, before)
        )
        pd.testing.assert_frame_equal(now, then)


def test_the_same_bytes_count_once(received):
    sha = hashlib.sha256(("\ufeff" + FILES["mot.csv"]).encode()).hexdigest()
    files = received.after.return_rows.groupby("sha256").file.unique()
    assert files[sha].tolist() == ["mot.csv"]
    assert len(files) == len(FILES) - 1


# -- the others, and the sums --------------------------------------------------------------------


def test_everybody_else_is_as_before(received, before):
    """Only the communes and categories that were told move, and every basis says so."""
    told = {(code, "nutrition") for code in (BAO_LAC, COC_PANG, CO_BA)}
    told |= {(code, "warm_clothing") for code in (CO_BA, KHANH_XUAN)}
    for name in ("need", "gap"):
        now, then = received.after.tables[name], before.tables[name]
        pairs = pd.Series([*zip(now.commune_code, now.category, strict=True)], index=now.index)
        moved = pairs.isin(told)
        pd.testing.assert_frame_equal(now[~moved], then[~moved])
        meals = now[moved & (now.category == "nutrition")]
        assert set(meals.eligible_basis) == {"returned"}
        assert not then.eligible_basis.eq("returned").any()
    pd.testing.assert_frame_equal(received.after.communes, before.communes)


def test_communes_add_up_to_districts_and_to_the_province(received, before):
    """The told figures are in every sum, once."""
    name = ["children_eligible", "cost_vnd"]
    after = received.after
    districts = sorted(set(after.communes.district))
    assert len(districts) > 5
    parts = [after.of_district(district).need[name].sum() for district in districts]
    assert sum(parts).tolist() == after.need[name].sum().tolist()
    meals = after.need.category == "nutrition"
    more = (after.need[meals].children_eligible - before.need[meals].children_eligible).sum()
    communes = (BAO_LAC, COC_PANG, CO_BA)
    estimated = sum(of(before.need, code, "nutrition").children_eligible.sum() for code in communes)
    assert more == (320 + 520) + (310 + 510) + (301 + 501) - estimated


def test_a_district_shows_its_own_returns(received):
    here = received.after.of_district("Bảo Lạc")
    assert len(here.returns) == len(received.after.returns) > 0
    elsewhere = received.after.of_district("Hạ Lang")
    assert elsewhere.returns.empty
    assert set(elsewhere.need.eligible_basis) <= {"estimated", "assumption"}


def test_the_tables_keep_the_sum_of_rows_of_every_file(received):
    rows = received.after.return_rows
    lines = {name: text.count("\r\n") + 1 for name, text in FILES.items()}
    counted = rows.groupby("file").size().to_dict()
    assert counted == {name: lines[name] for name in counted}
    outcomes = pd.crosstab(rows.file, rows.outcome).to_dict("index")
    assert outcomes["mot.csv"] == {"accepted": 3, "ignored": 5, "quarantined": 0}
    assert outcomes["hai.csv"] == {"accepted": 1, "ignored": 5, "quarantined": 1}
    assert outcomes["la.csv"] == {"accepted": 0, "ignored": 5, "quarantined": 1}
    faults = received.after.return_faults
    errors = faults[faults.severity == "error"]
    assert sorted(zip(errors.file, errors.fault, errors.cell, strict=True)) == [
        ("hai.csv", "approximate", "E6"),
        ("la.csv", "column_unconfirmed", "D"),
    ]


# -- inputs, status, trace -----------------------------------------------------------------------


def test_a_return_received_makes_results_out_of_date(nothing_received, tmp_path):
    root = Path(shutil.copytree(nothing_received, tmp_path / "data"))
    programme = load_programme(PROGRAMME, root)

    def inputs() -> dict[str, str]:
        return dict(file_checksums(input_files(programme, root), root=root))

    empty = inputs()
    receive(root, tmp_path, ["mot.csv"])
    first = inputs()
    assert {name: first[name] for name in empty} == empty
    assert len(first.keys() - empty.keys()) == 2, "the file and the register"
    receive(root, tmp_path, ["mot lan nua.csv"])
    assert inputs() == first, "nothing new came"
    receive(root, tmp_path, ["hai.csv"])
    assert len(inputs().keys() - first.keys()) == 1
    assert inputs() != first


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2026, 11, 30), "chưa có: "),
        (dt.date(2026, 12, 1), "quá hạn: "),
    ],
)
def test_the_last_day_is_not_overdue_and_the_next_one_is(received, today, expected):
    """Returned by 20/11, and the deadline is 30/11: nobody is late."""
    sections = programme_status(PROGRAMME, received.root, today=today, lang="vi")
    lines = [line for _, lines in sections for line in lines]
    (line,) = [line for line in lines if line.startswith("Huyện Bảo Lạc: 4/8")]
    lacking = line.partition(expected)[2]
    assert "Xuân Trường" in lacking
    assert "Cô Ba" not in lacking
    assert "gửi muộn" not in line
    told = "\n".join(lines)
    assert "hai.csv" in told
    assert "1 dòng dùng được, 1 dòng chờ sửa" in told


@pytest.fixture
def needs(received) -> Callable[..., str]:
    """A command on the data with returns, as a planner types it."""

    def run(*arguments: str, code: int = 0) -> str:
        told = CliRunner().invoke(app, [*arguments, "--data", str(received.root)])
        assert told.exception is None or isinstance(told.exception, SystemExit), told.exc_info
        assert told.exit_code == code, told.output
        assert "Traceback" not in told.output
        return told.output

    return run


def test_the_command_traces_a_returned_figure_to_its_cell(needs):
    told = needs("trace", PROGRAMME, "--commune", "cô ba", "--category", "nutrition")
    sha = hashlib.sha256(("\ufeff" + FILES["hai.csv"]).encode()).hexdigest()
    (line,) = [line for line in told.splitlines() if "D5" in line]
    for part in ("hai.csv", "301", sha):
        assert part in line
    assert "mot.csv" not in told


def test_an_estimate_is_traced_to_its_assumptions(received):
    link = trace_gap(received.after, KHANH_XUAN, "nutrition", received.root, lang="vi")
    told = "\n".join(link.lines())
    assert "[children_share; derived]" in told
    assert "nam ngoai.csv" not in told


@pytest.mark.parametrize(
    ("commune", "category", "valid"),
    [("Cô Baa", "nutrition", "Xã Cô Ba (01327)"), ("Cô Ba", "áo", "warm_clothing (Đồ ấm)")],
)
def test_a_trace_of_nothing_lists_what_there_is(needs, commune, category, valid):
    told = needs("trace", PROGRAMME, "--commune", commune, "--category", category, code=1)
    assert valid in told


def test_the_command_says_what_it_received_before(needs, tmp_path):
    path = tmp_path / "lai gui.csv"
    path.write_text(FILES["mot.csv"], encoding="utf-8-sig", newline="")
    told = needs("receive", PROGRAMME, str(path))
    assert "lai gui.csv: đã nhận ngày 21/11/2026" in told
