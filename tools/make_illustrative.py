"""Write the illustrative ledgers and donors («số liệu minh họa»), the same ones every time.

They let the whole chain be tried before a province has entered its own. Nothing in them is
true: donors are called «minh họa», every row says so, and every output that uses them repeats it.
Sizes are drawn relative to the need that the chain itself computes.

Usage: `python tools/make_illustrative.py [--check]`; with --check nothing is written and the
exit code tells whether the files are what this script makes.
"""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import numpy as np
import pandas as pd

from needs.areas import read_attributes
from needs.assessment.listed import list_communes
from needs.assessment.need_chain import need_of
from needs.need import cost, delivered_price, quantity
from needs.places import without_prefix
from needs.programmes import Programme, data_root, list_programmes, load_programme
from needs.returns import Returns, told

SOURCE = "số liệu minh họa (tools/make_illustrative.py)"

# Kind of donor, name, how many; letters are added to the names.
GIVERS = (
    ("enterprise", "Doanh nghiệp minh họa", 4),
    ("ngo", "Tổ chức phi chính phủ minh họa", 3),
    ("union", "Công đoàn minh họa", 2),
    ("individual", "Nhà hảo tâm minh họa", 3),
)
# Share of the province's whole cost that each kind of donor brings, together.
PURSE = {"enterprise": 0.18, "ngo": 0.12, "union": 0.02, "individual": 0.0005}


def support(programme: Programme, need: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw who already serves how many children: a third of the cells, some of them twice."""
    cells = (
        need.groupby(["commune_code", "category"]).children_eligible.sum().reset_index()
    ).sort_values(["category", "commune_code"])
    rows = []
    for cell in cells.itertuples():
        category = programme.category(cell.category)
        for number in range(rng.choice([0, 1, 2], p=[0.65, 0.23, 0.12])):
            children = int(cell.children_eligible * rng.uniform(0.05, 0.4)) // 10 * 10
            if not children:
                continue
            units = quantity(pd.Series([children]), category)
            rows.append(
                {
                    "commune_code": cell.commune_code,
                    "category": cell.category,
                    "donor_id": f"minh-hoa-s{number + 1}-{cell.category.replace('_', '-')}",
                    "donor": f"Nguồn hỗ trợ minh họa {number + 1}",
                    "period": programme.period,
                    "children": children,
                    "units": int(np.ceil(units.iloc[0])),
                    "amount_vnd": int(cost(units, delivered_price(category).value).iloc[0]),
                    "basis": "illustrative",
                    "source": SOURCE,
                }
            )
    return pd.DataFrame(rows)


def donors(
    programme: Programme, need: pd.DataFrame, districts: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Draw donors of each kind with budgets, goods and wishes."""
    whole = int(need.cost_vnd.sum())
    categories = [category.id for category in programme.categories]
    names = [without_prefix(name) for name in districts.district]
    rows = []
    for kind, name, count in GIVERS:
        parts = rng.dirichlet(np.full(count, 3.0)) * PURSE[kind] * whole
        for number, money in enumerate(parts):
            row = {
                "donor_id": f"minh-hoa-{kind}-{number + 1}",
                "donor": f"{name} {'ABCDEFGH'[number]}",
                "donor_type": kind,
                "budget_vnd": max(5_000_000, round(money / 5_000_000) * 5_000_000),
                "stock_category": "",
                "stock_units": "",
                "categories": "",
                "districts": "",
                "communes": "",
                "zones": "",
                "basis": "illustrative",
            }
            if kind == "enterprise" and number == 0:  # goods in stock instead of money
                category = programme.categories[-1]
                price = delivered_price(category).value
                package = category.package_units
                row |= {
                    "budget_vnd": "",
                    "stock_category": category.id,
                    "stock_units": max(package, round(money / price / package) * package),
                }
            elif kind == "ngo":
                chosen = rng.choice(categories, size=min(2, len(categories)), replace=False)
                row["categories"] = ";".join(sorted(chosen))
            elif kind == "union":
                row["districts"] = ";".join(sorted(rng.choice(names, size=2, replace=False)))
            elif kind == "individual":
                row["categories"] = str(rng.choice(categories))
                row["zones"] = programme.beneficiaries.specially_disadvantaged_zones[-1]
            rows.append(row)
    return pd.DataFrame(rows)


def render(programme_id: str, root: Path) -> dict[Path, str]:
    """Return the files of one programme as text."""
    programme = load_programme(programme_id, root)
    listed = list_communes(programme, root)
    attributes = read_attributes(root, programme.edition)
    _, _, need = need_of(programme, listed, told(Returns(), programme), attributes)
    rng = np.random.default_rng(zlib.crc32(programme_id.encode()))
    frames = {
        programme.inputs.support_ledger: support(programme, need, rng),
        programme.inputs.donors: donors(programme, need, listed.districts, rng),
    }
    return {
        root / name: frame.to_csv(index=False, lineterminator="\n")
        for name, frame in frames.items()
        if name.startswith("illustrative/")
    }


def main() -> int:
    root = data_root()
    stale = []
    for programme_id in list_programmes(root):
        for path, text in render(programme_id, root).items():
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
                print("viết / wrote", path.relative_to(root))
    return int("--check" in sys.argv and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
