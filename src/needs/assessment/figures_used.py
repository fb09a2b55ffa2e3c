"""Every assumption and reference figure that an assessment rests on, in one table."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from needs.people import Assumption, Assumptions
from needs.programmes import Figure, Programme

_SHARE = ("0–1", "0–1")


def figures_used(
    programme: Programme, assumptions: Assumptions, need: pd.DataFrame
) -> pd.DataFrame:
    """Return the table `assumptions`: id, names, value and range, unit, kind, source.

    Of the named assumptions only those that a row of `need` names among its sources.
    """
    used = {name for sources in need.sources.unique() for name in sources.split("; ")}
    rows = [
        _row(figure, entry, entry.name, entry.name_en, entry.unit)
        for figure, entry in assumptions.items()
        if figure in used
    ]
    rows += list(_of_profile(programme))
    return pd.DataFrame(rows)


def _of_profile(programme: Programme) -> Iterator[dict[str, object]]:
    for category in programme.categories:
        per_unit = (f"đồng / {category.unit.vi}", f"VND / {category.unit.en}")
        for key, vi, en, units, figure in (
            (
                "eligible_share",
                "tỷ lệ trẻ thuộc đối tượng",
                "share of children eligible",
                _SHARE,
                category.eligible_share,
            ),
            ("unit_price_vnd", "đơn giá", "unit price", per_unit, category.unit_price_vnd),
            (
                "delivery_uplift",
                "phụ phí vận chuyển",
                "delivery uplift",
                _SHARE,
                category.delivery_uplift,
            ),
            ("target", "chỉ tiêu", "target", _SHARE, category.target.share),
        ):
            yield _row(
                f"{category.id}.{key}",
                figure,
                f"{category.name.vi}: {vi}",
                f"{category.name.en}: {en}",
                *units,
            )
        yield {
            "figure": f"{category.id}.standard",
            "name": f"{category.name.vi}: định mức",
            "name_en": f"{category.name.en}: standard",
            "value": category.standard.units / category.standard.per_children,
            "unit": f"{category.unit.vi} / trẻ",
            "unit_en": f"{category.unit.en} / child",
            "kind": category.standard.kind,
            "source": category.standard.source,
        }
    for zone, weight in sorted(programme.priority.zone_weights.items()):
        yield {
            "figure": f"priority.zone_{zone}",
            "name": f"trọng số ưu tiên khu vực {zone}",
            "name_en": f"priority weight of zone {zone}",
            "value": weight,
            "unit": "hệ số",
            "unit_en": "factor",
            "kind": programme.priority.kind,
            "source": programme.priority.source,
        }


def _row(
    figure: str, entry: Figure | Assumption, name: str, name_en: str, unit: str, unit_en: str = ""
) -> dict[str, object]:
    # The units of named assumptions are written «Vietnamese / English».
    vi, _, en = unit.partition(" / ") if not unit_en else (unit, "", unit_en)
    return {
        "figure": figure,
        "name": name,
        "name_en": name_en,
        "value": entry.value,
        "low": entry.at_low,
        "high": entry.at_high,
        "unit": vi,
        "unit_en": en or vi,
        "kind": entry.kind,
        "source": entry.source,
        "note": entry.note or pd.NA,
    }
