"""Time supervised parallel runs against the plain loop over the same notebooks.

The plain loop is what a planner would type: `papermill` and `jupyter nbconvert --to html`, one
notebook after the other.

    python tests/benchmarks/bench_run.py --demo --limit 4
    python tests/benchmarks/bench_run.py --programme cao-bang-588 --limit 10
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from needs.errors import NeedsError, NotFound
from needs.runs.job import NotebookJob
from needs.runs.manifest import Manifest
from needs.runs.pipeline import default_workers, run_jobs

IMPORTS = """
import folium
import geopandas as gpd
import pandas as pd
from IPython.display import HTML, Markdown
"""
PLACES = """
points = pd.DataFrame({"name": list("abcdef"), "x": range(6), "y": range(6)})
places = gpd.GeoDataFrame(points, geometry=gpd.points_from_xy(points["x"], points["y"]), crs=4326)
HTML(places.drop(columns="geometry").to_html(classes="data"))
"""
MAP = """
map_of_places = folium.Map(tiles=None)
map_of_places.default_js = map_of_places.default_css = []
folium.GeoJson(places.to_json()).add_to(map_of_places)
HTML(f"<!-- {len(map_of_places.get_root().render())} -->")
"""
DEMO = ('district = ""', IMPORTS, 'Markdown(f"# {district}")', PLACES, MAP)


def demo_jobs(folder: Path, *, limit: int) -> list[NotebookJob]:
    """Write a small notebook with the usual imports, and return jobs for it."""
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {"tags": ["parameters"]} if number == 0 else {},
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(DEMO)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    notebook = folder / "demo.ipynb"
    notebook.write_text(json.dumps(content), encoding="utf-8")
    return [
        NotebookJob(
            id=f"demo/{number:02}",
            notebook=notebook,
            output_notebook=folder / "supervised" / f"{number:02}.ipynb",
            output_html=folder / "supervised" / f"{number:02}.html",
            parameters={"district": f"Huyện {number}"},
            title=f"Huyện {number}",
        )
        for number in range(1, limit + 1)
    ]


def recorded_jobs(
    districts: Path, notebook: Path, folder: Path, *, limit: int
) -> list[NotebookJob]:
    """Return jobs with the parameters that a finished run's briefings carry in themselves."""
    executed = sorted(districts.glob("*/briefing.ipynb"))[:limit]
    if not executed:
        raise NotFound("needs run", districts, [])
    jobs = []
    for path in executed:
        metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        name = path.parent.name
        jobs.append(
            NotebookJob(
                id=f"districts/{name}",
                notebook=notebook,
                output_notebook=folder / "supervised" / f"{name}.ipynb",
                output_html=folder / "supervised" / f"{name}.html",
                parameters=metadata["papermill"]["parameters"],
                title=name,
            )
        )
    return jobs


def plain_loop(jobs: Sequence[NotebookJob], folder: Path) -> float:
    """Run the two commands for each notebook, one after the other; return the seconds."""
    folder.mkdir()
    environment = {**os.environ, "PYTHONUTF8": "1"}
    started = time.perf_counter()
    for number, job in enumerate(jobs):
        executed = folder / f"{number:02}.ipynb"
        given = [
            part
            for name, value in job.parameters.items()
            for part in ("-r" if isinstance(value, str) else "-p", name, str(value))
        ]
        for command in (
            ["papermill", "--no-progress-bar", str(job.notebook), str(executed), *given],
            ["jupyter", "nbconvert", "--to", "html", "--log-level", "ERROR", str(executed)],
        ):
            module = [sys.executable, "-m", *command]
            subprocess.run(module, check=True, env=environment, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def supervised(jobs: Sequence[NotebookJob], folder: Path, *, workers: int) -> float:
    """Run the jobs through the pipeline; return the seconds."""
    manifest = Manifest.open(folder / f"manifest-{workers}.json", programme="bench", inputs={})
    summary = run_jobs(jobs, manifest=manifest, workers=workers, force=True)
    if summary.failed:
        raise NeedsError(summary.text())
    return summary.seconds


def main() -> None:
    """Time both ways and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--demo", action="store_true", help="a small notebook made here")
    source.add_argument("--programme", help="the districts of a finished `needs run`")
    parser.add_argument("--notebook", type=Path, default=Path("notebooks/district_briefing.ipynb"))
    parser.add_argument("--reports", type=Path, default=Path("reports"))
    parser.add_argument("--limit", type=int, default=10)
    parser.add_argument("--workers", type=int, default=None)
    chosen = parser.parse_args()

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if chosen.demo:
            jobs = demo_jobs(folder, limit=chosen.limit)
        else:
            districts = chosen.reports / chosen.programme / "districts"
            jobs = recorded_jobs(districts, chosen.notebook, folder, limit=chosen.limit)
        workers = chosen.workers or default_workers(jobs=len(jobs))
        plain = plain_loop(jobs, folder / "plain")
        rows = [("papermill + nbconvert", 1, plain)]
        rows += [
            ("needs.runs", count, supervised(jobs, folder, workers=count))
            for count in sorted({1, workers})
        ]

    table = Table(title=f"{len(jobs)} notebooks, {os.cpu_count()} processors")
    for heading in ("way", "workers", "seconds", "s / notebook", "times as fast"):
        table.add_column(heading, justify="left" if heading == "way" else "right")
    for way, count, seconds in rows:
        table.add_row(
            way,
            str(count),
            f"{seconds:.1f}",
            f"{seconds / len(jobs):.2f}",
            f"{plain / seconds:.2f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
