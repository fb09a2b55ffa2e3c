"""Time a whole province against the plain loop over the same notebooks, as a ratio.

The plain loop is what one would type without `needs run`: `papermill` and `jupyter nbconvert
--to html`, one district after the other. Both start from the same data and end with a page for
each district; `needs run` also writes the tables and checks that the pages need no network.

    python tests/benchmarks/bench_run.py --programme cao-bang-588 [--limit 3] [--workers 4]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from needs.assessment import list_communes
from needs.errors import NeedsError
from needs.programmes import data_root, load_programme
from needs.runs.pipeline import default_workers
from needs.runs.programme import DISTRICT_NOTEBOOK, notebooks_folder, run_programme


def plain_loop(programme: str, districts: list[str], folder: Path) -> float:
    """Run the two commands for each district, one after the other; return the seconds."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    started = time.perf_counter()
    for district in districts:
        executed = folder / f"{district}.ipynb"
        notebook = str(notebooks_folder() / DISTRICT_NOTEBOOK)
        given = ["-r", "programme", programme, "-r", "district", district]
        for command in (
            ["papermill", "--no-progress-bar", notebook, str(executed), *given],
            ["jupyter", "nbconvert", "--to", "html", "--log-level", "ERROR", str(executed)],
        ):
            module = [sys.executable, "-m", *command]
            subprocess.run(module, check=True, env=environment, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def with_needs(programme: str, districts: list[str], folder: Path, *, workers: int) -> float:
    """Run the same districts through `needs run`, tables and all; return the seconds."""
    started = time.perf_counter()
    run = run_programme(
        programme, data=data_root(), out=folder, districts=districts, workers=workers
    )
    if run.summary.failed:
        raise NeedsError(run.summary.text())
    return time.perf_counter() - started


def main() -> None:
    """Time both ways and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programme", default="cao-bang-588")
    parser.add_argument("--limit", type=int, default=None, help="only the first districts")
    parser.add_argument("--workers", type=int, default=None)
    chosen = parser.parse_args()

    root = data_root()
    listed = list_communes(load_programme(chosen.programme, root), root)
    districts = listed.districts.district_code.tolist()[: chosen.limit]
    workers = chosen.workers or default_workers(jobs=len(districts))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        plain = plain_loop(chosen.programme, districts, Path(name))
        rows = [("papermill + nbconvert", 1, plain)]
        for count in sorted({1, workers}):
            folder = Path(name) / f"needs-{count}"
            rows.append(
                ("needs run", count, with_needs(chosen.programme, districts, folder, workers=count))
            )

    table = Table(title=f"{chosen.programme}: {len(districts)} districts, {os.cpu_count()} CPUs")
    for heading in ("way", "workers", "seconds", "s / district", "times as fast"):
        table.add_column(heading, justify="left" if heading == "way" else "right")
    for way, count, seconds in rows:
        table.add_row(
            way,
            str(count),
            f"{seconds:.1f}",
            f"{seconds / len(districts):.2f}",
            f"{plain / seconds:.2f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
