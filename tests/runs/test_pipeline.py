"""Many notebooks: what is made, what is skipped, what a rerun does."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from needs.errors import InputFaults
from needs.runs import pipeline
from needs.runs.job import NotebookJob, Outcome
from needs.runs.pipeline import RunEvent, default_workers, run_jobs
from needs.runs.supervise import JobResult

NAMES = ["Bảo Lạc", "Bảo Lâm", "Hà Quảng", "Hạ Lang"]
SLUGS = ["bao-lac", "bao-lam", "ha-quang", "ha-lang"]
REPORT = """
import pathlib
with pathlib.Path(journal).open("a", encoding="utf-8") as file:
    file.write(district + "\\n")
if district == failing:
    raise ValueError("hỏng: " + district)
"""
PARAMETERS = "district = ''\njournal = ''\nfailing = ''\n"


@pytest.fixture
def make_jobs(make_notebook, make_job, tmp_path):
    """Four districts' jobs, which note in a journal that they ran."""

    def make(*, failing="", names=tuple(NAMES), **changes):
        notebook = make_notebook(REPORT, parameters=PARAMETERS)
        return [
            make_job(
                notebook,
                id=f"districts/{SLUGS[NAMES.index(name)]}",
                title=name,
                parameters={
                    "district": name,
                    "journal": str(tmp_path / "journal.txt"),
                    "failing": failing,
                },
                **changes,
            )
            for name in names
        ]

    return make


@pytest.fixture
def ran(tmp_path):
    """Return which districts ran since the last time this was asked."""

    def read() -> list[str]:
        path = tmp_path / "journal.txt"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return sorted(lines, key=NAMES.index)

    return read


@pytest.fixture
def without_kernels(monkeypatch):
    """Products are made by writing them: where the question is only which ones are made."""

    def write(job: NotebookJob, *, stop) -> JobResult:
        for path in (job.output_notebook, job.output_html):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(job.model_dump_json(), encoding="utf-8")
        return JobResult(Outcome(status="ok", seconds=0), attempts=1, seconds=0)

    monkeypatch.setattr(pipeline, "run_job", write)


def ids(*slugs):
    return tuple(f"districts/{slug}" for slug in slugs)


def test_one_failure_does_not_stop_the_others(make_jobs, open_manifest, ran):
    jobs = make_jobs(failing="Bảo Lâm")

    summary = run_jobs(jobs, manifest=open_manifest(), workers=4)

    assert summary.ok == ids("bao-lac", "ha-quang", "ha-lang")
    assert list(summary.failed) == ["districts/bao-lam"]
    assert summary.exit_code == 1
    assert "ValueError" in summary.text()
    assert "hỏng: Bảo Lâm" in summary.text()
    products = open_manifest().content.products
    assert {key: product.status for key, product in products.items()} == {
        "districts/bao-lac": "ok",
        "districts/bao-lam": "failed",
        "districts/ha-lang": "ok",
        "districts/ha-quang": "ok",
    }
    assert products["districts/bao-lam"].error.message == "hỏng: Bảo Lâm"
    assert products["districts/bao-lam"].outputs == {}

    ran()
    again = run_jobs(make_jobs(names=["Bảo Lâm"]), manifest=open_manifest())

    assert again.ok == ids("bao-lam")
    assert ran() == ["Bảo Lâm"]


def test_a_rerun_makes_only_what_is_out_of_date(make_jobs, make_notebook, open_manifest, ran):
    first = run_jobs(make_jobs(), manifest=open_manifest(), workers=4)
    assert len(first.ok) == 4
    assert ran() == NAMES

    unchanged = run_jobs(make_jobs(), manifest=open_manifest(), workers=4)
    assert unchanged.skipped == ids(*SLUGS)
    assert (unchanged.ok, unchanged.failed, unchanged.exit_code) == ((), {}, 0)
    assert ran() == []

    jobs = make_jobs()
    jobs[0].output_html.unlink()
    jobs[1].output_html.write_text("sửa tay", encoding="utf-8")
    jobs[2].output_notebook.write_bytes(jobs[2].output_notebook.read_bytes() + b" ")
    repaired = run_jobs(jobs, manifest=open_manifest(), workers=4)
    assert repaired.ok == ids("bao-lac", "bao-lam", "ha-quang")
    assert repaired.skipped == ids("ha-lang")
    assert ran() == ["Bảo Lạc", "Bảo Lâm", "Hà Quảng"]

    forced = run_jobs(make_jobs(names=NAMES[:1]), manifest=open_manifest(), force=True)
    assert forced.ok == ids("bao-lac")
    assert ran() == ["Bảo Lạc"]
    assert len(open_manifest().content.products) == 4, "a part run forgets no other product"


@pytest.mark.usefixtures("without_kernels")
@pytest.mark.parametrize("cause", ["parameter", "input", "notebook", "title", "data basis"])
def test_what_makes_a_product_anew(make_jobs, make_notebook, open_manifest, cause):
    assert run_jobs(make_jobs(names=NAMES[:1]), manifest=open_manifest()).ok
    assert run_jobs(make_jobs(names=NAMES[:1]), manifest=open_manifest()).skipped
    (job,) = make_jobs(names=NAMES[:1])
    inputs = {"areas.csv": "a" * 64}
    if cause == "parameter":
        job = job.model_copy(update={"parameters": {**job.parameters, "failing": "x"}})
    elif cause == "input":
        inputs = {"areas.csv": "b" * 64}
    elif cause == "notebook":
        make_notebook(REPORT + "\n1 + 1", parameters=PARAMETERS)
    else:
        job = job.model_copy(update={cause.replace(" ", "_"): "khác"})

    summary = run_jobs([job], manifest=open_manifest(inputs=inputs))

    assert summary.ok == ("districts/bao-lac",)


@pytest.mark.usefixtures("without_kernels")
def test_outputs_saved_in_the_notebook_do_not_make_anything_anew(
    make_jobs, make_notebook, open_manifest
):
    jobs = make_jobs(names=NAMES[:1])
    assert run_jobs(jobs, manifest=open_manifest()).ok
    notebook = jobs[0].notebook
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"][1].update(
        execution_count=7,
        outputs=[{"output_type": "stream", "name": "stdout", "text": "đã chạy"}],
    )
    notebook.write_text(json.dumps(content, indent=1), encoding="utf-8")

    assert run_jobs(jobs, manifest=open_manifest()).skipped


def test_an_interrupted_run_resumes_with_the_rest(make_jobs, open_manifest, ran, processes):
    seen = []

    def interrupt(event: RunEvent) -> None:
        seen.append(event)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_jobs(make_jobs(), manifest=open_manifest(), workers=1, on_event=interrupt)

    assert not processes()
    finished = set(open_manifest().content.products)
    assert {event.job.id for event in seen} <= finished
    assert len(finished) < 4
    ran()

    rest = run_jobs(make_jobs(), manifest=open_manifest(), workers=4)

    assert set(rest.skipped) == finished
    assert len(rest.ok) == 4 - len(finished)
    assert rest.exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process")
def test_ctrl_c_kills_everything_and_keeps_what_is_done(make_notebook, make_job, tmp_path):
    notebook = make_notebook(
        "import time\ntime.sleep(seconds)", parameters="seconds = 0", name="sleepy"
    )
    jobs = [
        make_job(notebook, id=name, parameters={"seconds": seconds}, timeout_s=120)
        for name, seconds in [("quick", 0), ("slow-1", 100), ("slow-2", 100)]
    ]
    listed = tmp_path / "jobs.json"
    listed.write_text(json.dumps([job.model_dump(mode="json") for job in jobs]))
    manifest = tmp_path / "reports" / "manifest.json"
    script = (
        "import json, pathlib, sys\n"
        "from needs.runs.job import NotebookJob\n"
        "from needs.runs.manifest import Manifest\n"
        "from needs.runs.pipeline import run_jobs\n"
        "jobs = [NotebookJob(**j) for j in json.loads(pathlib.Path(sys.argv[1]).read_text())]\n"
        "manifest = Manifest.open(pathlib.Path(sys.argv[2]), programme='x', inputs={})\n"
        "run_jobs(jobs, manifest=manifest, workers=3)\n"
    )
    command = [sys.executable, "-c", script, str(listed), str(manifest)]
    parent = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 300
    while not manifest.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    started = psutil.Process(parent.pid).children(recursive=True)
    assert started

    parent.send_signal(signal.SIGINT)
    parent.wait(timeout=300)

    assert not [process for process in started if process.is_running()]
    assert list(json.loads(manifest.read_text())["products"]) == ["quick"]


def test_twelve_notebooks_at_four_workers_are_all_made(make_notebook, make_job, open_manifest):
    notebook = make_notebook("# Xã", "import json\nnumber", parameters="number = 0")
    jobs = [make_job(notebook, id=f"communes/{n:02}", parameters={"number": n}) for n in range(12)]
    events: list[RunEvent] = []

    summary = run_jobs(jobs, manifest=open_manifest(), workers=4, on_event=events.append)

    assert summary.ok == tuple(job.id for job in jobs)
    assert [event.done for event in events] == list(range(1, 13))
    assert {event.total for event in events} == {12}


def test_products_that_would_overwrite_each_other_are_refused(make_jobs, open_manifest):
    job = make_jobs()[0]
    twin = job.model_copy(update={"id": "other"})

    with pytest.raises(InputFaults, match="id"):
        run_jobs([job, job], manifest=open_manifest())
    with pytest.raises(InputFaults, match=r"briefing\.html"):
        run_jobs([job, twin], manifest=open_manifest())


def test_nothing_to_do_is_no_error(open_manifest):
    assert run_jobs([], manifest=open_manifest()).exit_code == 0


@pytest.mark.usefixtures("without_kernels")
def test_a_callers_own_fingerprint_decides(make_jobs, open_manifest):
    jobs = make_jobs(names=NAMES[:1])
    for mark, ok in [("1", 1), ("1", 0), ("2", 1)]:
        summary = run_jobs(
            jobs, manifest=open_manifest(), fingerprint_of=lambda job, mark=mark: mark
        )
        assert len(summary.ok) == ok


@pytest.mark.parametrize(
    ("processors", "gigabytes", "jobs", "expected"),
    [(4, 32, 10, 4), (4, 32, 2, 2), (16, 2, 10, 2), (4, 0.1, 10, 1), (4, 32, 0, 1)],
)
def test_workers_suit_the_machine(monkeypatch, processors, gigabytes, jobs, expected):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)), raising=False)
    memory = type("Memory", (), {"available": int(gigabytes * 1024**3)})
    monkeypatch.setattr(psutil, "virtual_memory", memory)

    assert default_workers(jobs=jobs) == expected


def test_no_progress_is_written_where_nobody_watches(make_jobs, open_manifest, capfd):
    run_jobs(make_jobs(names=NAMES[:1]), manifest=open_manifest())

    printed = capfd.readouterr()
    assert (printed.out, printed.err.strip()) == ("", "")


def test_the_bar_names_the_product_at_a_terminal():
    from rich.console import Console

    from needs.runs.progress import progress_bar

    console = Console(force_terminal=True, record=True, width=100, file=io.StringIO())
    with progress_bar(total=2, console=console) as advance:
        advance("districts/bao-lac", "ok")
        advance("districts/bao-lam", "failed")

    shown = console.export_text()
    assert "2/2" in shown
    assert "✗ districts/bao-lam" in shown
