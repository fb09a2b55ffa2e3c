"""A small programme, a need and schemes with round numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from needs.entitlements import Scheme, Schemes
from needs.people import Assumption, Assumptions
from needs.programmes import AgeBand, Category, CategoryScheme, Programme, Words

WORDS = Words(vi="thử", en="test")
#: Targets of the categories used: every child, at both ends.
ALL_OF_THEM = {"meals": (1.0, 1.0), "coats": (1.0, 1.0)}

BANDS = [
    AgeBand(id="kindergarten", name=WORDS, from_age=3, to_age=5),
    AgeBand(id="primary", name=WORDS, from_age=6, to_age=10),
]


def assumption(figure: str, low: float, value: float, high: float) -> Assumption:
    return Assumption(figure, "", "", value, low, high, "0–1", "assumption", "giả định: thử", "")


def assumptions_of(*figures: Assumption) -> Assumptions:
    return Assumptions({entry.figure: entry for entry in figures})


#: Attendance 0.9 (0.8–1), lunch at school 0.5 (0.4–0.6), boarding 0.2 (0.1–0.4).
ASSUMPTIONS = assumptions_of(
    assumption("attendance", 0.8, 0.9, 1.0),
    assumption("lunch", 0.4, 0.5, 0.6),
    assumption("boarding", 0.1, 0.2, 0.4),
)


def scheme(name: str, **changes: Any) -> Scheme:
    """A scheme for children of 3–5 years: 100,000 đồng in each of 9 months, since 2020."""
    rule: dict[str, Any] = {
        "id": name,
        "name": {"vi": f"chính sách {name}", "en": f"scheme {name}"},
        "legal_basis": "Nghị định thử",
        "source": "thử",
        "valid_from": dt.date(2020, 1, 1),
        "from_age": 3,
        "to_age": 5,
        "factors": ["attendance"],
        "amount_vnd": 100_000,
        "months": 9,
    }
    return Scheme.model_validate(rule | changes)


def schemes_of(*entries: Scheme) -> Schemes:
    return Schemes({entry.id: entry for entry in entries})


def plan(*schemes: str, categories: tuple[str, ...] = ("meals",)) -> Programme:
    """Meals for 3–10 years, assessed on 1/1/2026; the categories name these schemes."""
    named = [CategoryScheme(scheme=name, source="cùng một bữa ăn") for name in schemes]
    return Programme.model_construct(
        id="thu",
        reference_date=dt.date(2026, 1, 1),
        age_bands=BANDS,
        categories=[
            Category.model_construct(
                id=category, age_bands=["kindergarten", "primary"], state_schemes=named
            )
            for category in categories
        ],
    )


Row = tuple[str, str, Any]


def need_of(*rows: Row, zone: str = "III", category: str = "meals") -> pd.DataFrame:
    """Need from (commune, band, children); children as (low, point, high), one count, or none."""
    records = []
    for commune, band, children in rows:
        ends = children if isinstance(children, tuple) else (children,) * 3
        records.append(
            {
                "commune_code": commune,
                "commune": f"Xã {commune}",
                "district_code": "001",
                "district": "Huyện A",
                "zone": zone,
                "category": category,
                "age_band": band,
                "children_eligible": ends[1],
                "children_eligible_low": ends[0],
                "children_eligible_high": ends[2],
                "eligible_basis": pd.NA if ends[1] is None else "estimated",
                "scope_share": 1.0,
            }
        )
    frame = pd.DataFrame(records)
    counts = ["children_eligible", "children_eligible_low", "children_eligible_high"]
    return frame.astype(dict.fromkeys(counts, "Int64") | {"eligible_basis": "str"})


def told_group(commune: str, group: str, children: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "commune_code": [commune],
            "field": [f"meals.group.{group}"],
            "value": [children],
            "source": ["a.xlsx › Bữa ăn!C5"],
        }
    )


def border(**communes: int) -> pd.DataFrame:
    """Attribute "border" of communes, given as c00001=1."""
    return pd.DataFrame(
        {
            "commune_code": [name.removeprefix("c") for name in communes],
            "attribute": "border",
            "value": pd.array(list(communes.values()), dtype="Float64"),
            "kind": "official",
        }
    )
