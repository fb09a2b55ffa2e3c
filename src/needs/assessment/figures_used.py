"""Every assumption and reference figure that an assessment rests on, in one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from needs.people import Assumptions
from needs.programmes import Figure, Programme


def figures_used(programme: Programme, assumptions: Assumptions) -> pd.DataFrame:
    """Return the table `assumptions`: id, name, value and range, kind, source."""
    rows = [_named(figure, entry) for figure, entry in assumptions.items()]
    rows += list(_of_profile(programme))
    return pd.DataFrame(rows)


def _named(figure: str, entry: Any) -> dict[str, object]:
    return {
        "figure": figure,
        "name": entry.name,
        "value": entry.value,
        "low": entry.at_low,
        "high": entry.at_high,
        "unit": entry.unit,
        "kind": entry.kind,
        "source": entry.source,
        "note": entry.note or pd.NA,
    }


def _of_profile(programme: Programme) -> Iterator[dict[str, object]]:
    for category in programme.categories:
        name = category.name.vi
        for key, label, unit, figure in (
            ("eligible_share", "tỷ lệ trẻ thuộc đối tượng", "0–1", category.eligible_share),
            ("unit_price_vnd", "đơn giá", f"đồng / {category.unit.vi}", category.unit_price_vnd),
            ("delivery_uplift", "phụ phí vận chuyển", "0–1", category.delivery_uplift),
            ("target", "chỉ tiêu", "0–1", category.target.share),
        ):
            yield _figure(f"{category.id}.{key}", f"{name}: {label}", unit, figure)
        standard = category.standard
        yield {
            "figure": f"{category.id}.standard",
            "name": f"{name}: định mức",
            "value": standard.units / standard.per_children,
            "low": pd.NA,
            "high": pd.NA,
            "unit": f"{category.unit.vi} / trẻ",
            "kind": standard.kind,
            "source": standard.source,
            "note": pd.NA,
        }
    for zone, weight in sorted(programme.priority.zone_weights.items()):
        yield {
            "figure": f"priority.zone_{zone}",
            "name": f"trọng số ưu tiên khu vực {zone}",
            "value": weight,
            "low": pd.NA,
            "high": pd.NA,
            "unit": "",
            "kind": programme.priority.kind,
            "source": programme.priority.source,
            "note": pd.NA,
        }


def _figure(figure: str, name: str, unit: str, entry: Figure) -> dict[str, object]:
    return {
        "figure": figure,
        "name": name,
        "value": entry.value,
        "low": entry.at_low,
        "high": entry.at_high,
        "unit": unit,
        "kind": entry.kind,
        "source": entry.source,
        "note": entry.note or pd.NA,
    }
