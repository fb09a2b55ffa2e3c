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
from needs.programmes import Category, Programme, data_root, list_programmes, load_programme
from needs.returns import Returns, told

SOURCE = "số liệu minh họa (tools/make_illustrative.py)"

# Kind of donor, name, how many; letters are added to the names.
GIVERS = (
    ("enterprise", "Doanh nghiệp minh họa", 4),
    ("ngo", "Tổ chức phi chính phủ minh họa", 3),
    ("union", "Công đoàn minh họa", 2),
    ("individual", "Nhà hảo tâm minh họa", 3),
)
# What a donor may add to what it gives and wishes.
CONDITIONS = (
    "gift",
    "sponsored_category",
    "sponsored_children",
    "sponsored_months",
    "without_districts",
    "from_age",
    "to_age",
    "most_per_commune",
    "most_communes",
    "package_units",
    "whole",
    "share",
    "joins",
    "visit_months",
)
# Share of the province's whole cost that each kind of donor brings, together.
PURSE = {"enterprise": 0.18, "ngo": 0.12, "union": 0.02, "individual": 0.0005}
#: Whole cost (đồng) where none is known yet: no list of communes, or no residents on record.
WITHOUT_NEED = 40_000_000_000
#: Columns of a ledger in which nothing stands yet.
LEDGER = (
    "commune_code",
    "category",
    "donor_id",
    "donor",
    "period",
    "children",
    "units",
    "amount_vnd",
    "basis",
    "source",
)


def support(programme: Programme, need: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw who already serves how many children: a third of the cells, some of them twice."""
    cells = (
        need.groupby(["commune_code", "category"]).children_eligible.sum(min_count=1).reset_index()
    ).sort_values(["category", "commune_code"])
    rows = []
    for cell in cells[cells.children_eligible.notna()].itertuples():
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
    return pd.DataFrame(rows, columns=LEDGER)


def donors(
    programme: Programme, need: pd.DataFrame, districts: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Draw donors of each kind with budgets, goods and wishes."""
    whole = int(need.cost_vnd.sum()) or WITHOUT_NEED
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
                "budget_vnd": _to_five_million(money),
                "stock_category": "",
                "stock_units": "",
                "categories": "",
                "districts": "",
                "communes": "",
                "zones": "",
                "basis": "illustrative",
            }
            if kind == "enterprise" and number == 0:  # goods in stock instead of money
                category = _goods(programme)
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
                row["zones"] = "".join(programme.beneficiaries.specially_disadvantaged_zones[-1:])
            rows.append(row)
    return pd.DataFrame(rows)


def with_conditions(programme: Programme, plain: pd.DataFrame) -> pd.DataFrame:
    """Give some donors conditions, so that each kind of condition occurs; money stays the same.

    Coats by size, a co-funding pair, an exclusion, limits for communes, a season, all or nothing,
    an individual with five million đồng and a small package, a sponsorship.
    """
    gifts = plain.assign(gift_id=plain.donor_id, **dict.fromkeys(CONDITIONS, ""))
    gifts = gifts.set_index("donor_id", drop=False)
    first, third = programme.categories[0].id, programme.categories[2].id
    by_month = next(category.id for category in programme.categories if category.unit_months)
    package = programme.category(third).package_units
    own = {
        "minh-hoa-enterprise-2": {
            "without_districts": gifts.at["minh-hoa-union-2", "districts"].split(";")[-1]
        },
        "minh-hoa-enterprise-3": {"share": "50%"},
        "minh-hoa-enterprise-4": {"joins": "có"},
        "minh-hoa-ngo-3": {
            "most_per_commune": _to_five_million(gifts.at["minh-hoa-ngo-3", "budget_vnd"] / 10)
        },
        "minh-hoa-union-1": {"most_communes": 6},
        "minh-hoa-individual-3": {"visit_months": "11;12"},
    }
    for donor_id, conditions in own.items():
        for column, value in conditions.items():
            gifts.loc[donor_id, column] = str(value)
    goods = gifts.loc["minh-hoa-enterprise-1"]
    coats = _by_size(goods, programme.category(str(goods.stock_category)).package_units)
    few = {"basis": "illustrative", "donor_type": "individual"}
    more = [
        {
            **few,
            "donor_id": "minh-hoa-individual-4",
            "donor": "Nhà hảo tâm minh họa D",
            "budget_vnd": "5000000",
            "categories": first,
            "package_units": "10",
        },
        {
            **few,
            "donor_id": "minh-hoa-individual-5",
            "donor": "Nhà hảo tâm minh họa E",
            "gift": "Đỡ đầu (minh họa)",
            "sponsored_category": by_month,
            "sponsored_children": "10",
            "sponsored_months": "9",
        },
        {
            "basis": "illustrative",
            "donor_type": "union",
            "donor_id": "minh-hoa-union-3",
            "donor": "Công đoàn minh họa C",
            "gift": "Trao trọn, không chia nhỏ (minh họa)",
            "stock_category": third,
            "stock_units": str(3 * package),
            "whole": "có",
        },
    ]
    others = gifts.drop("minh-hoa-enterprise-1")
    frame = pd.concat([pd.DataFrame(coats), others, pd.DataFrame(more)], ignore_index=True)
    frame["gift_id"] = frame.gift_id.fillna(frame.donor_id)
    return frame[[*plain.columns, "gift_id", *CONDITIONS]].fillna("")


def _goods(programme: Programme) -> Category:
    """Return what is given as goods: the last that has to be driven there, or that has parts."""
    driven = [one for one in programme.categories if one.uplift_by_distance or one.goods]
    return (driven or programme.categories)[-1]


def _to_five_million(money: float) -> int:
    return max(5_000_000, round(money / 5_000_000) * 5_000_000)


def _by_size(goods: pd.Series, package: int) -> list[dict[str, object]]:
    """Divide coats into those for small and for large children, in whole packages."""
    small = round(0.35 * int(goods.stock_units) / package) * package
    sizes = (
        ("nho", "Cỡ nhỏ, 0–5 tuổi (minh họa)", small, 0, 5),
        ("lon", "Cỡ lớn, 6–15 tuổi (minh họa)", int(goods.stock_units) - small, 6, 15),
    )
    return [
        {
            **goods.to_dict(),
            "gift_id": f"{goods.donor_id}-{size}",
            "gift": words,
            "stock_units": units,
            "from_age": from_age,
            "to_age": to_age,
        }
        for size, words, units, from_age, to_age in sizes
    ]


def render(programme_id: str, root: Path) -> dict[Path, str]:
    """Return the files of one programme as text."""
    programme = load_programme(programme_id, root)
    listed = list_communes(programme, root)
    attributes = read_attributes(root, programme.edition)
    _, _, need = need_of(programme, listed, told(Returns(), programme), attributes)
    rng = np.random.default_rng(zlib.crc32(programme_id.encode()))
    frames = {
        programme.inputs.support_ledger: support(programme, need, rng),
        programme.inputs.donors: with_conditions(
            programme, donors(programme, need, listed.districts, rng)
        ),
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
