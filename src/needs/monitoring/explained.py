"""Why a figure differs from last year's, in words with amounts."""

from __future__ import annotations

from typing import Any

from needs.tables import table
from needs.tables.monitoring_tables import CHANGE_PARTS
from needs.wording import number, say

_BILLION, _MILLION = 1_000_000_000, 1_000_000


def part_name(part: str, *, lang: str) -> str:
    """Name a part of a change."""
    return {
        "entered": say("xã vào danh sách", lang=lang),
        "left": say("xã ra khỏi danh sách", lang=lang),
        "moved": say("xã chuyển huyện khi sáp nhập", lang=lang),
        "children": say("số trẻ", lang=lang),
        "state": say("phần Nhà nước lo", lang=lang),
        "support": say("hỗ trợ của nguồn khác", lang=lang),
        "counting": say("cách đếm trẻ", lang=lang),
        "eligible_share": say("tỷ lệ đối tượng", lang=lang),
        "target": say("chỉ tiêu", lang=lang),
        "standard": say("định mức", lang=lang),
        "kinds": say("thêm hoặc bỏ loại hỗ trợ", lang=lang),
        "price": say("đơn giá", lang=lang),
        "rounding": say("làm tròn", lang=lang),
    }[part]


def group_name(group: str, *, lang: str) -> str:
    """Name a group of parts."""
    return {
        "list": say("đổi danh sách xã", lang=lang),
        "real": say("thay đổi thật", lang=lang),
        "method": say("đổi cách tính", lang=lang),
        "price": say("đổi giá", lang=lang),
        "rounding": say("làm tròn", lang=lang),
    }[group]


def measure_name(measure: str, *, lang: str) -> str:
    """Name a measure that is compared."""
    return {
        "need_children": say("Trẻ thuộc đối tượng", lang=lang),
        "need_vnd": say("Chi phí của nhu cầu", lang=lang),
        "gap_children": say("Trẻ còn thiếu", lang=lang),
        "gap_vnd": say("Chi phí còn thiếu", lang=lang),
    }[measure]


def table_title(name: str, *, lang: str) -> str:
    """Return what a table holds, in words: a page never calls it by the name of its file."""
    return table(name).vi if lang == "vi" else table(name).en


def in_groups(row: Any) -> dict[str, int]:
    """Return the parts of a row of `year_change` added up by group; they add up to the same."""
    groups: dict[str, int] = {}
    for part, group in CHANGE_PARTS.items():
        groups[group] = groups.get(group, 0) + round(getattr(row, part))
    return groups


def amount_words(measure: str, amount: float, *, lang: str) -> str:
    """Write an amount as it is spoken: «1,2 tỷ đồng», «850 triệu đồng», «1.240 trẻ»."""
    size = abs(amount)
    if measure.endswith("_children"):
        return say("{n} trẻ", lang=lang, n=number(size, lang=lang))
    if size >= _BILLION:
        words = number(size / _BILLION, lang=lang, decimals=1)
        return say("{n} tỷ đồng", lang=lang, n=words)
    if size >= _MILLION:
        return say("{amount} triệu đồng", lang=lang, amount=number(size / _MILLION, lang=lang))
    return say("{amount} đồng", lang=lang, amount=number(size, lang=lang))


def change_words(row: Any, *, lang: str) -> str:
    """Explain a row of `year_change`: «tăng 1,2 tỷ đồng: tăng 0,9 tỷ đồng do …; giảm …».

    The largest part comes first; parts of nothing are left out, and rounding of less than a
    million đồng.
    """
    parts = {part: getattr(row, part) for part in CHANGE_PARTS if getattr(row, part)}
    if abs(parts.get("rounding", 0)) < _MILLION and row.measure.endswith("_vnd"):
        parts.pop("rounding", None)
    if not parts:
        return say("không đổi", lang=lang)
    order = sorted(parts, key=lambda part: (-abs(parts[part]), list(CHANGE_PARTS).index(part)))
    told = "; ".join(
        say(
            "{change} do {cause}",
            lang=lang,
            change=_rise_or_fall(row.measure, parts[part], lang),
            cause=_cause(row.measure, part, parts[part], lang),
        )
        for part in order
    )
    return f"{_rise_or_fall(row.measure, row.difference, lang)}: {told}"


def _cause(measure: str, part: str, amount: float, lang: str) -> str:
    """Name a cause; where less of it leaves more to do, say that there is less."""
    if part not in ("state", "support") or not measure.startswith("gap_"):
        return part_name(part, lang=lang)
    cause = part_name(part, lang=lang)
    if amount > 0:
        return say("{cause} ít đi", lang=lang, cause=cause)
    return say("{cause} nhiều lên", lang=lang, cause=cause)


def _rise_or_fall(measure: str, amount: float, lang: str) -> str:
    if not amount:
        return say("không tăng không giảm", lang=lang)
    words = amount_words(measure, amount, lang=lang)
    if amount > 0:
        return say("tăng {amount}", lang=lang, amount=words)
    return say("giảm {amount}", lang=lang, amount=words)
