"""Small provinces to rank: what matters is named, the rest is plain."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from needs.priority import priority_tables
from needs.priority.inputs import IndexInputs, IndicatorInputs
from needs.programmes import Figure, Indicator, Priority, Words
from needs.uncertainty import Range

WORDS = Words(vi="chỉ số", en="indicator")


def indicator(
    name, measure, *, goalposts=(0.0, 1.0), weight=1.0, weight_range=None, categories=()
) -> Indicator:
    low, high = weight_range or (weight, weight)
    return Indicator(
        id=name,
        name=WORDS,
        measure=measure,
        goalpost_low=goalposts[0],
        goalpost_high=goalposts[1],
        weight=Figure(value=weight, low=low, high=high, kind="official", source="kiểm thử"),
        categories=list(categories),
        source="kiểm thử",
    )


def priority(*indicators, aggregation="geometric", floor=0.01, top_k=1) -> Priority:
    return Priority(
        zone_weights={"I": 1.0, "II": 2.0, "III": 3.0},
        aggregation=aggregation,
        floor=floor,
        top_k=top_k,
        kind="official",
        source="kiểm thử",
        indicators=list(indicators),
    )


def cell(code, category="health", **figures):
    """A cell of table `gap`: 100 children in the target, 50 of them not reached, unless told."""
    target = figures.pop("target", (100, 100, 100))
    gap = figures.pop("gap", (50, 50, 50))
    ends = ("_low", "", "_high")
    return (
        {"commune_code": code, "category": category, "in_target": True, "target_vnd": 1000}
        | {"children_eligible": target[1], "eligible_basis": "official", "basis": "official"}
        | {f"children_target{end}": value for end, value in zip(ends, target, strict=True)}
        | dict(zip(("gap_low", "gap_point", "gap_high"), gap, strict=True))
        | figures
    )


COUNTS = [
    "children_eligible",
    "children_target",
    "children_target_low",
    "children_target_high",
    "gap_low",
    "gap_point",
    "gap_high",
    "target_vnd",
]


def gap_table(cells) -> pd.DataFrame:
    columns = list(cell("00001"))
    frame = pd.DataFrame(cells, columns=columns)
    return frame.astype(dict.fromkeys(COUNTS, "Int64") | {"in_target": bool})


def frame(columns, rows, numbers) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({name: "Float64" if name in numbers else "str" for name in columns})


@dataclass
class Province:
    """What `priority_tables` is given; communes and gap follow from the cells."""

    cells: list = field(default_factory=list)
    zones: dict = field(default_factory=dict)
    distances: dict = field(default_factory=dict)
    attributes: list = field(default_factory=list)
    rates: list = field(default_factory=list)
    told: list = field(default_factory=list)

    def rank(self, settings, *, draws=200, seed=1, order=None):
        """Return the two tables; `order` shuffles the rows of every input."""
        codes = sorted({entry["commune_code"] for entry in self.cells})
        communes = pd.DataFrame(
            {
                "commune_code": codes,
                "commune": [f"Xã {code}" for code in codes],
                "district_code": "001",
                "district": "Huyện",
                "zone": pd.Series([self.zones.get(code) for code in codes], dtype="str"),
                "area_list": "quyết định",
                "distance_km": pd.array(
                    [self.distances.get(code, pd.NA) for code in codes], dtype="Float64"
                ),
            }
        )
        three = {"value", "low", "high"}
        tables = [
            communes,
            gap_table(self.cells),
            frame(
                ["commune_code", "attribute", "value", "low", "high", "kind", "source"],
                self.attributes,
                three,
            ),
            frame(
                ["commune_code", "sample", "rate", "rate_low", "rate_high", "method"],
                self.rates,
                {"rate", "rate_low", "rate_high"},
            ),
            frame(["commune_code", "field", "value", "source"], self.told, three),
        ]
        if order is not None:
            tables = [table.sample(frac=1, random_state=order) for table in tables]
        return priority_tables(settings, *tables, draws=draws, seed=seed)

    def indicator(self, settings, name, category="health", **options):
        """Return the rows of one indicator, indexed by commune_code."""
        _, table = self.rank(settings, **options)
        rows = table[(table.indicator == name) & (table.category == category)]
        return rows.set_index("commune_code")

    def index(self, settings, category="health", **options):
        """Return the rows of `priority` of one category, indexed by commune_code."""
        table, _ = self.rank(settings, **options)
        return table[table.category == category].set_index("commune_code")


def index_inputs(
    indicators, *, aggregation="geometric", floor=0.01, top_k=1, codes=None
) -> IndexInputs:
    """Inputs of one category from {id: (value or (low, value, high) arrays, weight or range)}."""
    made = []
    for name in sorted(indicators):
        values, weight = indicators[name]
        ends = values if isinstance(values, tuple) else (values, values, values)
        low, value, high = (np.asarray(end, dtype=float) for end in ends)
        ends = weight if isinstance(weight, tuple) else (weight, weight, weight)
        made.append(
            IndicatorInputs(name, low, value, high, (0.0, 1.0), Range(f"weight:{name}", *ends))
        )
    count = len(made[0].value)
    return IndexInputs(
        commune_code=codes or [f"{number:05d}" for number in range(1, count + 1)],
        indicators=tuple(made),
        aggregation=aggregation,
        floor=floor,
        top_k=top_k,
    )


@pytest.fixture(scope="session")
def small():
    """The builders, by name: tests of a room cannot import from one another."""
    return SimpleNamespace(
        indicator=indicator,
        priority=priority,
        cell=cell,
        Province=Province,
        index_inputs=index_inputs,
    )
