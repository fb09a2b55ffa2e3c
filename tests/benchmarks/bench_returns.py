"""1,000 returns of all 3,321 communes, five categories: `needs` beside a pandas.read_excel loop.

    python tests/benchmarks/bench_returns.py [--files 1000] [--workers N]

The plain loop only opens the sheets. `needs` also reads headers and names, accounts for every
row, runs the logic checks and refuses what is dangerous. Each way runs in a process of its own;
memory is the highest sum over the process and its children.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pandas as pd
import psutil
from rich.console import Console

from needs.forms.asked import FormPlaces
from needs.forms.district_form import FIRST_FIELD, district_workbook
from needs.forms.doubts import SUMMED
from needs.forms.fields import CHILDREN, Block, blocks
from needs.places import Gazetteer, load_gazetteer
from needs.programmes import Programme, data_root, load_programme
from needs.returns import Desk
from needs.workbooks import column_letters

CONSOLE = Console(width=120)
PROFILE = "ninh-thuan-588"
CATEGORIES = 5
# An empty cell of a form that is to be filled in: no value, unlocked styles differ.
EMPTY = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(\d+)"/>')
ROW = re.compile(rb"<row [^>]*?(?:/>|>.*?</row>)", re.DOTALL)
CODE = re.compile(rb'<c r="B\d+" s="\d+" t="s">')


def programme_of(province_code: str) -> Programme:
    """A programme of five categories in any province of 2025."""
    profile = load_programme(PROFILE, data_root())
    return profile.model_copy(
        update={
            "province_code": province_code,
            "edition": "2025",
            "categories": profile.categories[:CATEGORIES],
        }
    )


def write_returns(folder: Path, files: int) -> list[Path]:
    """Write filled forms, so many in all, each with a few communes of one former district."""
    gazetteer = load_gazetteer()
    units = gazetteer.units["2025"]
    size = math.ceil(len(units) / files)
    chosen = random.Random(588)
    written: list[Path] = []
    for province in sorted(units.province_code.unique()):
        programme = programme_of(province)
        communes = places_of(gazetteer, province)
        for code, district in communes.groupby("district_code"):
            for start in range(0, len(district), size):
                part = FormPlaces(
                    communes=district.iloc[start : start + size],
                    districts=gazetteer.districts(district.district_code),
                )
                path = folder / f"{province}-{code}-{start:03}.xlsx"
                path.write_bytes(
                    filled(district_workbook(programme, part, str(code)), programme, chosen)
                )
                written.append(path)
    return written


def places_of(gazetteer: Gazetteer, province: str) -> pd.DataFrame:
    communes = gazetteer.communes(province, "2025").assign(zone="III")
    columns = ["commune_code", "commune", "district_code", "district", "province", "zone"]
    return communes[columns]


def filled(form: bytes, programme: Programme, chosen: random.Random) -> bytes:
    """Put figures that fit together into every empty cell of every commune's row."""
    target = BytesIO()
    sheets = {
        f"xl/worksheets/sheet{number}.xml": block
        for number, block in enumerate(blocks(programme, "district"), start=2)
    }
    with zipfile.ZipFile(BytesIO(form)) as source, zipfile.ZipFile(target, "w", 8) as copy:
        for name in source.namelist():
            content = source.read(name)
            if name in sheets:
                content = _fill(content, sheets[name], chosen)
            copy.writestr(name, content)
    return target.getvalue()


def _fill(sheet: bytes, block: Block, chosen: random.Random) -> bytes:
    places = {column_letters(FIRST_FIELD + n): field for n, field in enumerate(block.fields)}
    bands = sum(field.measure in SUMMED and bool(field.detail) for field in block.fields)

    def fill(row: re.Match[bytes]) -> bytes:
        if not CODE.search(row.group()):
            return row.group()
        of_band = chosen.randint(30, 40) if block.id == CHILDREN else chosen.randint(15, 25)

        def value(cell: re.Match[bytes]) -> bytes:
            letters, number, style = cell.groups()
            field = places.get(letters.decode())
            if field is None:
                return cell.group()
            figure = {"population": 1_000}.get(field.measure, 1)
            if field.measure in SUMMED and field.measure != "covered":
                figure = of_band if field.detail else of_band * bands
            return b'<c r="%s%s" s="%s"><v>%d</v></c>' % (letters, number, style, figure)

        return EMPTY.sub(value, row.group())

    return ROW.sub(fill, sheet)


PLAIN = """
import sys, pandas as pd
from pathlib import Path
n = 0
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    for sheet, frame in pd.read_excel(path, sheet_name=None, header=None).items():
        n += len(frame)
print(n, "rows read, nothing checked")
"""

NEEDS = """
import sys
from itertools import groupby
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from bench_returns import desk_of
from needs.workbooks import Refusal, open_books
rows, errors, files, figures = 0, 0, 0, 0
accepted = 0
paths = sorted(Path(sys.argv[1]).glob("*.xlsx"))
workers = int(sys.argv[3]) or None
for province, group in groupby(paths, key=lambda path: path.name[:2]):
    desk = desk_of(province)
    for book in open_books(list(group), workers=workers):
        assert not isinstance(book, Refusal), book
        judged = desk.judge(desk.read(book))
        files += 1
        rows += len(judged.read.rows)
        accepted += sum(row.outcome == "accepted" for row in judged.read.rows)
        errors += sum(fault.severity == "error" for fault in judged.read.faults)
        figures += len(judged.figures)
print(files, "files,", rows, "rows,", accepted, "accepted,", figures, "figures,", errors, "errors")
"""


def desk_of(province: str) -> Desk:
    gazetteer = load_gazetteer()
    programme = programme_of(province)
    communes = places_of(gazetteer, province).assign(population_high=pd.NA)
    return Desk.of(programme, communes, gazetteer, data_root())


def measured(*command: str) -> tuple[float, float, str]:
    """Run a command; return seconds, highest memory in MB, and what it printed."""
    peak = 0
    done = threading.Event()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.05):
            try:
                parent = psutil.Process(process.pid)
                family = [parent, *parent.children(recursive=True)]
                peak = max(peak, sum(one.memory_info().rss for one in family))
            except psutil.NoSuchProcess:
                continue

    start = time.perf_counter()
    watcher = threading.Thread(target=watch)
    watcher.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(process.returncode)
    return seconds, peak / 1e6, output.strip()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=0, help="0: as many as there are cores")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write_returns(folder, given.files)
        size = sum(path.stat().st_size for path in paths) / 1e6
        CONSOLE.print(f"{len(paths)} workbooks, {size:.0f} MB")
        here = str(Path(__file__).parent)
        plain = measured(sys.executable, "-c", PLAIN, name)
        CONSOLE.print(f"pandas.read_excel loop   {plain[0]:7.1f} s {plain[1]:6.0f} MB   {plain[2]}")
        for workers in sorted({1, given.workers}, reverse=True):
            label = f"needs, {workers or 'all'} reader(s)"
            ours = measured(sys.executable, "-c", NEEDS, name, here, str(workers))
            CONSOLE.print(f"{label:24} {ours[0]:7.1f} s {ours[1]:6.0f} MB   {ours[2]}")
            CONSOLE.print(f"{'':24} {plain[0] / ours[0]:7.2f} × as fast, everything checked")


if __name__ == "__main__":
    main()
