"""A small province planned by the solver itself, in the columns of the result tables."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup

from needs.allocation import AllocationRules, allocate
from needs.assessment import Assessment
from needs.places import load_gazetteer
from needs.tables import CELL

#: Real communes of Cao Bằng, so that the map has their places.
CODES = ("01290", "01294", "01297", "01304", "01318", "01321", "01324", "01327")
RULES = AllocationRules(mip_gap=0.0)

_PLACES = load_gazetteer().communes("04", "2025").set_index("commune_code")


def cell(programme, code, category="warm_clothing", **values):
    """Return a cell: 100 children in the target, 60 lacking, at 100,000 đồng a unit."""
    place = _PLACES.loc[code]
    defaults = {
        "commune_code": code,
        "commune": place.commune,
        "district_code": place.district_code,
        "district": place.district,
        "zone": "III",
        "category": category,
        "counted": "children",
        "children_target": 100,
        "gap_low": 60,
        "held": 0,
        "priority": 0.5,
        "worth": 1.0,
        "unit_price_vnd": 100_000,
    }
    if category in {entry.id for entry in programme.categories}:
        own = programme.category(category)
        defaults |= {
            "unit": own.unit.vi,
            "unit_months": own.unit_months,
            "package_units": own.package_units,
            "package_children": own.package_children,
            "months": own.delivery_months,
        }
    else:
        own = next(entry for entry in programme.facilities if entry.id == category)
        defaults |= {
            "unit": own.unit.vi,
            "counted": "places",
            "unit_months": False,
            "package_units": 1,
            "package_children": 1,
            "months": (),
        }
    return defaults | values


def gift(gift_id, **values):
    """Return one gift without wishes; its funding follows from `units` or `children`."""
    funding = "stock" if "units" in values else "sponsored" if "children" in values else "cash"
    lists = ("categories", "districts", "communes", "zones", "visit_months")
    without = ("without_categories", "without_districts", "without_communes")
    limits = ("from_age", "to_age", "least_per_commune", "most_per_commune", "most_communes")
    goods = ("budget_vnd", "category", "units", "children", "months", "month_vnd", "package_units")
    defaults = {
        "donor_id": values.get("donor_id", gift_id),
        "donor": f"Nhà tài trợ {values.get('donor_id', gift_id)}",
        "donor_type": "enterprise",
        "gift_id": gift_id,
        "gift": "",
        "funding": funding,
        "period": "2026",
        **dict.fromkeys((*lists, *without), ()),
        **dict.fromkeys((*limits, *goods), pd.NA),
        "whole": False,
        "share": 1.0,
        "joins": False,
        "basis": "returned",
        "source": "",
    }
    return defaults | values


def inputs(cells, gifts):
    """Return cells and gifts as `allocate` takes them."""
    gift_frame = pd.DataFrame(list(gifts), columns=list(gift("G")))
    counts = ["budget_vnd", "units", "children", "months", "month_vnd", "package_units"]
    counts += ["from_age", "to_age", "least_per_commune", "most_per_commune", "most_communes"]
    gift_frame = gift_frame.astype(dict.fromkeys(counts, "Int64"))
    gift_frame = gift_frame.astype({"share": "Float64", "category": "str"})
    cell_frame = pd.DataFrame(list(cells)).astype({"unit_price_vnd": "Int64", "gap_low": "Int64"})
    return cell_frame, gift_frame


def planned(programme, cells, gifts, *, ages=None, **tables):
    """Return the assessment of a plan: what `allocate` gives, in the tables' names."""
    cell_frame, gift_frame = inputs(cells, gifts)
    plan = allocate(cell_frame, gift_frame, ages=ages, rules=RULES)
    if ages is not None:
        tables["ages"] = ages
    return as_tables(programme, cell_frame, gift_frame, plan) | tables


class Planned(Assessment):
    """An assessment with the solver's own plan beside its tables."""

    def __or__(self, tables):
        changed = Planned(programme=self.programme, tables={**self.tables, **tables})
        object.__setattr__(changed, "plan", getattr(self, "plan", None))
        return changed


def as_tables(programme, cells, gifts, plan):
    """Return lots, open needs and the use of gifts in the columns of the result tables."""
    price = cells.set_index(CELL)[["unit_price_vnd", "unit", "package_units", "package_children"]]
    left = plan.coverage.join(price, on=CELL)
    left = left[left.children_open.isna() | left.children_open.gt(0)]
    quantity = left.children_open * left.package_units / left.package_children
    open_needs = left.rename(columns={"children_reached": "reached"}).assign(
        children_target_low=left.children_target,
        quantity=quantity.astype("Float64"),
        cost_vnd=(quantity * left.unit_price_vnd).round().astype("Int64"),
        price_basis="assumption",
        basis="estimated",
    )
    places = ["commune_code", "commune", "district_code", "district", "zone"]
    gap = cells[cells.counted == "children"].assign(
        in_target=True,
        children_target_low=lambda rows: rows.children_target,
        cost_vnd=lambda rows: (
            (rows.gap_low * rows.package_units // rows.package_children) * rows.unit_price_vnd
        ).astype("Int64"),
    )
    allocation = plan.lots.assign(price_basis="assumption")
    assessment = Planned(
        programme=programme,
        tables={
            "communes": cells[places]
            .drop_duplicates()
            .assign(specially_disadvantaged=True, area_list="phép thử"),
            "gap": gap,
            "facilities": pd.DataFrame(columns=["commune_code"]),
            "allocation": allocation,
            "open_needs": open_needs,
            "gifts": gifts,
            "gift_use": plan.gift_use,
            "floors": plan.floors,
            "stages": plan.stages,
            "priority": pd.DataFrame(columns=["commune_code", "category", "rank"]),
        },
    )
    object.__setattr__(assessment, "plan", plan)
    return assessment


def read(path: Path) -> BeautifulSoup:
    """Return a written page."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def rows_of_table(soup, caption, part="tbody"):
    """Return the rows of the table whose caption begins so: title → words."""
    found = [one for one in soup.select("table") if one.caption.get_text().startswith(caption)]
    assert len(found) == 1, (caption, [one.caption.get_text() for one in soup.select("table")])
    titles = [head.get_text(" ", strip=True) for head in found[0].select("thead th")]
    return [
        dict(
            zip(
                titles,
                (one.get_text(" ", strip=True) for one in row.select("th, td")),
                strict=True,
            )
        )
        for row in found[0].select(f"{part} tr")
    ]


def figure(words: str) -> int:
    """Read a whole number as Vietnamese pages write it: 1.234."""
    assert re.fullmatch(r"\d{1,3}(\.\d{3})*", words), words
    return int(words.replace(".", ""))
