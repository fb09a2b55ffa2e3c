"""Every assumption and reference figure that an assessment rests on, in one table."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from needs.assessment.need_chain import NeedChain
from needs.need import CIRCLE, FACTOR, OFFICIAL
from needs.people import Assumption, Assumptions
from needs.programmes import Figure, Programme
from needs.uncertainty.inputs import VILLAGE_SHARE

_SHARE = ("0–1", "0–1")
_CHILDREN = ("trẻ", "children")


def figures_used(
    programme: Programme, assumptions: Assumptions, chain: NeedChain, shares: pd.DataFrame
) -> pd.DataFrame:
    """Return the table `assumptions`: every figure that the results rest on, and what hangs on it.

    Of the named assumptions only those that a row of the need names among its sources, that a
    State scheme rests on, or that the draws use.

    Parameters
    ----------
    shares
        From `uncertainty.uncertainty_shares`.
    """
    used = {name for sources in chain.need.sources.unique() for name in sources.split("; ")}
    used |= chain.state.factors | set(shares.figure[shares.uncertainty_share > 0])
    rows = [
        _row(figure, entry, entry.name, entry.name_en, entry.unit)
        for figure, entry in assumptions.items()
        if figure in used
    ]
    rows += [*_of_circle(chain), *_of_profile(programme)]
    rows += [
        row
        for row in (*_of_the_way(programme), *_of_communes(programme, chain))
        if row["figure"] in used
    ]
    return pd.DataFrame(rows).merge(shares, on="figure", how="left", validate="one_to_one")


def _of_communes(programme: Programme, chain: NeedChain) -> Iterator[dict[str, object]]:
    """Yield the figures that each commune has its own of: rates, villages, what is not known."""
    for sample in programme.returns.samples:
        rates = chain.rates[chain.rates["sample"] == sample.id]
        known = rates.rate.dropna()
        if len(known):
            yield {
                "figure": f"rate:{sample.id}",
                "name": f"{sample.name.vi}: tỷ lệ từng xã, trung bình",
                "name_en": f"{sample.name.en}: rate of each commune, mean",
                "value": float(known.mean()),
                "low": float(rates.rate_low.min()),
                "high": float(rates.rate_high.max()),
                "unit": _SHARE[0],
                "unit_en": _SHARE[1],
                "kind": "derived",
                "source": "cân đo do xã báo; ước lượng Fay–Herriot",
            }
    counted = chain.need.scope_share[chain.need.scope_share < 1].dropna()
    if len(counted):
        yield {
            "figure": VILLAGE_SHARE,
            "name": "Phần trẻ của xã sống ở thôn đặc biệt khó khăn, trung bình",
            "name_en": "Share of a commune's children in disadvantaged villages, mean",
            "value": float(counted.mean()),
            "low": float(counted.min()),
            "high": float(counted.max()),
            "unit": _SHARE[0],
            "unit_en": _SHARE[1],
            "kind": "derived",
            "source": "danh sách thôn",
        }
    names = chain.state.schemes.drop_duplicates("scheme").set_index("scheme")
    for scheme in sorted({piece.scheme for piece in chain.state.pieces if piece.unknown}):
        yield {
            "figure": f"unknown:{scheme}",
            "name": f"{names.name[scheme]}: chưa biết có áp dụng không",
            "name_en": f"{names.name_en[scheme]}: not known whether it applies",
            "value": 0.0,
            "low": 0.0,
            "high": 1.0,
            "unit": _SHARE[0],
            "unit_en": _SHARE[1],
            "kind": "assumption",
            "source": "giả định: một nửa khả năng là không áp dụng, nửa kia từ 0 đến toàn bộ",
        }


def _of_circle(chain: NeedChain) -> Iterator[dict[str, object]]:
    """Yield the share in special circumstances, the official total, and the factor to reach it."""
    circle = chain.circle
    if circle is None:
        return
    yield _row(
        CIRCLE,
        circle.share,
        "Tỷ lệ trẻ em có hoàn cảnh đặc biệt trong tổng số trẻ em",
        "Children in special circumstances, share of all children",
        *_SHARE,
    )
    if circle.official is None or circle.estimate is None or not circle.benchmarked:
        return
    yield _row(
        OFFICIAL,
        circle.official,
        "Trẻ em có hoàn cảnh đặc biệt, số chính thức của tỉnh",
        "Children in special circumstances, official total of the province",
        *_CHILDREN,
    )
    factor = circle.factor
    total, estimate = (
        f"{round(n):,}".replace(",", ".") for n in (circle.official.value, circle.estimate)
    )
    yield {
        "figure": FACTOR,
        "name": "Hệ số đưa ước tính từng xã về số chính thức của tỉnh",
        "name_en": "Factor that brings the communes' estimates to the province's official total",
        "value": factor.value,
        "low": factor.low,
        "high": factor.high,
        "unit": "hệ số",
        "unit_en": "factor",
        "kind": "derived",
        "source": f"{total} ÷ {estimate} (số trẻ em của mọi xã × {CIRCLE}, trước khi đưa về)",
    }


def _of_profile(programme: Programme) -> Iterator[dict[str, object]]:
    for category in programme.categories:
        by_share = category.eligible_rate is None
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
            if key == "eligible_share" and not by_share:
                continue
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
    for indicator in programme.priority.indicators:
        yield _row(
            f"priority.{indicator.id}",
            indicator.weight,
            f"Trọng số ưu tiên: {indicator.name.vi}",
            f"Priority weight: {indicator.name.en}",
            "hệ số",
            "factor",
        )
    for zone, weight in sorted(programme.priority.zone_weights.items()):
        yield {
            "figure": f"priority.zone_{zone}",
            "name": f"Trọng số ưu tiên khu vực {zone}",
            "name_en": f"Priority weight of zone {zone}",
            "value": weight,
            "unit": "hệ số",
            "unit_en": "factor",
            "kind": programme.priority.kind,
            "source": programme.priority.source,
        }


def _of_the_way(programme: Programme) -> Iterator[dict[str, object]]:
    delivery = programme.delivery
    if delivery is None:
        return
    for key, figure, vi, en in (
        ("per_100_km", delivery.per_100_km, "mỗi 100 km đường xa", "each 100 km"),
        ("per_1000_m", delivery.per_1000_m, "mỗi 1.000 m độ cao", "each 1,000 m of altitude"),
        ("no_road", delivery.no_road, "nơi chưa có đường ô tô", "no road for cars"),
    ):
        if figure is not None:
            yield _row(
                f"delivery.{key}",
                figure,
                f"Phụ phí vận chuyển {vi}",
                f"Delivery uplift: {en}",
                *_SHARE,
            )


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
