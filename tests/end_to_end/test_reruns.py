"""Running again: what is up to date stays, what changed is made anew, what stopped goes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time

from typer.testing import CliRunner

import needs.runs.programme
from needs.cli import app

from .conftest import WAIT_S, installed
from .opened import read_page

CAO_BANG, NINH_THUAN = "cao-bang-588", "ninh-thuan-588"
POPULATION = "reference/population_communes_2025.csv"
TOTALS = "reference/population_totals.csv"
STAMPS = (".made-of", ".published-of", ".public-data-of")


def times(folder):
    """Return when each page and table was written; not what tells of the run itself."""
    return {
        path.relative_to(folder): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
        and not (path.parent.parent == folder and path.name in ("index.html", "manifest.json"))
    }


def products(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["products"]


def test_nothing_is_made_twice_even_after_the_reports_moved(copied_report, needs):
    out = copied_report(CAO_BANG)
    before = times(out)
    result = needs("run", CAO_BANG, "--out", out)
    assert result.returncode == 0, result.stderr
    assert "0 sản phẩm đã lập, 11 đã có sẵn, 0 bị lỗi" in result.stdout
    assert times(out) == before


def test_a_page_that_was_deleted_or_changed_is_made_again_alone_and_the_same(copied_report, needs):
    out = copied_report(NINH_THUAN)
    folder = out / NINH_THUAN
    deleted = folder / "districts" / "bac-ai" / "briefing.html"
    changed = folder / "districts" / "ninh-hai" / "briefing.html"
    pages = {path: path.read_bytes() for path in (deleted, changed)}
    before = times(out)
    deleted.unlink()
    changed.write_text("sửa tay", encoding="utf-8")
    result = needs("run", NINH_THUAN, "--out", out)
    assert result.returncode == 0, result.stderr
    assert "2 sản phẩm đã lập, 5 đã có sẵn, 0 bị lỗi" in result.stdout
    for path, content in pages.items():
        assert path.read_bytes() == content, "the same data give the same page, byte for byte"
    after = times(out)
    untouched = {path for path in before if path.parent.name not in ("bac-ai", "ninh-hai")}
    assert {path for path in untouched if before[path] != after[path]} == set()


def test_a_table_that_was_changed_by_hand_is_computed_again(copied_report, needs):
    out = copied_report(NINH_THUAN)
    table = out / NINH_THUAN / "tables" / "gap.csv"
    content = table.read_bytes()
    table.write_bytes(content.replace(b"22", b"23", 1))
    result = needs("run", NINH_THUAN, "--out", out, "--district", "Thuận Nam")
    assert result.returncode == 0, result.stderr
    assert table.read_bytes() == content


def test_new_data_make_the_page_anew(copied_report, edit, needs):
    """One commune counted again, and the province's total with it."""
    out = copied_report(CAO_BANG)
    page = out / CAO_BANG / "districts" / "ha-lang" / "briefing.html"
    was = read_page(page).total("Các xã trong danh sách")["Dân số"]
    assert was == "26.745"

    people = edit(POPULATION, lambda frame: counted_again(frame, "commune", "Xã Hạ Lang"))
    edit(TOTALS, lambda frame: counted_again(frame, "province_code", "04"))
    result = needs("run", CAO_BANG, "--out", out, "--data", people, "--district", "Hạ Lang")
    assert result.returncode == 0, result.stderr
    assert "1 sản phẩm đã lập, 0 đã có sẵn" in result.stdout
    table = read_page(page).table("Các xã trong danh sách")
    assert table["Dân số"]["Xã Hạ Lang"] == "9.091"
    assert read_page(page).total("Các xã trong danh sách")["Dân số"] == "27.745"


def counted_again(frame, column, value):
    """Add a thousand residents to one row."""
    (row,) = frame.index[frame[column] == value]
    frame.loc[row, "population"] = str(int(frame.loc[row, "population"]) + 1000)
    return frame


def test_a_run_that_was_stopped_goes_on_where_it_stopped(tables_only, elsewhere, needs):
    """First the power fails, then the planner presses Ctrl-C, then it runs to the end."""
    out = tables_only(NINH_THUAN)
    folder = out / NINH_THUAN
    arguments = ["run", NINH_THUAN, "--out", str(out), "--workers", "1"]
    for district in ("Bác Ái", "Ninh Hải", "Thuận Nam"):
        arguments += ["--district", district]

    def stopped_after(count, stop):
        process = subprocess.Popen(
            [installed("needs"), *arguments],
            cwd=elsewhere,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        deadline = time.monotonic() + WAIT_S
        while not (folder / "manifest.json").exists() or len(products(folder)) < count:
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        stop(process)
        _, told = process.communicate(timeout=WAIT_S)
        return process.returncode, told

    stopped_after(1, lambda process: process.kill())
    assert len(products(folder)) == 1
    made = [page.parent.name for page in folder.rglob("*.html")]
    assert [f"districts/{name}" for name in made] == list(products(folder))

    if os.name == "posix":  # elsewhere Ctrl-C cannot be sent to one process alone
        code, told = stopped_after(2, lambda process: process.send_signal(signal.SIGINT))
        assert code == 130
        assert "chạy lại lệnh để làm tiếp" in told
        assert "Traceback" not in told

    ready = len(products(folder))
    result = needs(*arguments)
    assert result.returncode == 0, result.stderr
    assert f"{3 - ready} sản phẩm đã lập, {ready} đã có sẵn, 0 bị lỗi" in result.stdout
    assert {product["status"] for product in products(folder).values()} == {"ok"}
    assert not [path for path in folder.rglob(".*") if path.name not in STAMPS]


def test_a_district_that_fails_stops_no_other_and_is_told(tables_only, tmp_path, root, monkeypatch):
    """The notebook refuses one district as long as a file is there."""
    refused = tmp_path / "refused"
    refused.touch()
    notebooks = shutil.copytree(root / "notebooks", tmp_path / "notebooks")
    path = notebooks / "district_briefing.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][2]["source"] = [
        "from pathlib import Path\n",
        "from needs.errors import NeedsError\n",
        f"if page.district_code == '584' and Path({str(refused)!r}).exists():\n",
        "    raise NeedsError('số liệu của huyện này hỏng')\n",
        "page.headline()",
    ]
    path.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(needs.runs.programme, "notebooks_folder", lambda: notebooks)
    out = tables_only(NINH_THUAN)
    command = ["run", NINH_THUAN, "--out", str(out), "--district", "Bác Ái", "--district", "586"]

    result = CliRunner().invoke(app, command)
    assert result.exit_code == 1
    assert "1 sản phẩm đã lập, 0 đã có sẵn, 1 bị lỗi" in result.output
    assert "districts/bac-ai: NeedsError" in result.output
    assert "số liệu của huyện này hỏng" in result.output
    status = {name: product["status"] for name, product in products(out / NINH_THUAN).items()}
    assert sorted(status.values()) == ["failed", "ok"]
    assert status["districts/bac-ai"] == "failed"
    assert not (out / NINH_THUAN / "districts" / "bac-ai" / "briefing.html").exists()
    start = read_page(out / NINH_THUAN / "index.html")
    assert start.figures()["chỗ chưa lập được"] == "1"
    assert "số liệu của huyện này hỏng" in start.text
    assert districts_of(start)["Huyện Bác Ái"].startswith("chưa lập được")
    assert districts_of(start)["Huyện Ninh Hải"] == "mới lập"

    refused.unlink()
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0
    assert "1 sản phẩm đã lập, 1 đã có sẵn, 0 bị lỗi" in result.output
    start = read_page(out / NINH_THUAN / "index.html")
    assert start.figures()["chỗ chưa lập được"] == "0"
    assert districts_of(start)["Huyện Bác Ái"] == "mới lập"
    assert districts_of(start)["Huyện Ninh Hải"].startswith("có sẵn, lập ngày")


def districts_of(start):
    """Return how each district's briefing stands, as the start page tells it."""
    return start.table("Mỗi huyện một bản tóm tắt")["Tình trạng"].to_dict()


def test_a_file_in_the_way_of_one_page_stops_no_other(tables_only, needs):
    """What stands where a page belongs cannot be removed, as on Windows when a program holds it."""
    out = tables_only(NINH_THUAN)
    folder = out / NINH_THUAN / "districts" / "bac-ai"
    (folder / "briefing.html" / "inside").mkdir(parents=True)
    result = needs(
        "run", NINH_THUAN, "--out", out, "--district", "Bác Ái", "--district", "Thuận Nam"
    )
    assert "Traceback" not in result.stderr
    assert result.returncode == 1
    assert "bac-ai" in result.stdout + result.stderr
    assert (out / NINH_THUAN / "districts" / "thuan-nam" / "briefing.html").is_file()
