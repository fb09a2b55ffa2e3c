"""Who gains and who loses support, said in sentences."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.areas import AreaList
from needs.assessment.eligibility import support_changes
from needs.assessment.list_status import counts_words
from needs.people import Assumptions
from needs.programmes import Programme
from needs.tables import rows_of
from needs.wording import collation_key, interval, money, number, say
from needs.wording.numbers import is_missing

MOST_NAMES = 8


def change_words(change: str, *, lang: str) -> str:
    """Name one kind of change (`needs.areas.CHANGES`)."""
    return {
        "entered": say("vào diện xã đặc biệt khó khăn", lang=lang),
        "left": say("ra khỏi diện xã đặc biệt khó khăn", lang=lang),
        "stayed": say("vẫn là xã đặc biệt khó khăn", lang=lang),
        "zone_changed": say("đổi khu vực, không phải xã đặc biệt khó khăn", lang=lang),
        "never": say("không phải xã đặc biệt khó khăn ở cả hai danh sách", lang=lang),
    }[change]


def change_lines(change: pd.DataFrame, *, lang: str) -> list[str]:
    """Say how many communes or parts, with how many children, saw each kind of change."""
    lines = []
    for kind in ("entered", "left", "stayed", "zone_changed"):
        rows = change[change.change == kind]
        if rows.empty and kind == "zone_changed":
            continue
        words = say(
            "{change}: {n} xã (hoặc phần xã), {children} trẻ em dưới 16 tuổi",
            lang=lang,
            change=change_words(kind, lang=lang),
            n=number(len(rows), lang=lang),
            children=with_range(*(_total(rows, f"children{end}") for end in _ENDS), lang=lang),
        )
        names = f" ({_names(rows, lang=lang)})" if len(rows) and kind != "stayed" else ""
        lines.append(words + names)
    return lines


def eligibility_words(
    change: pd.DataFrame,
    programme: Programme,
    lang: str,
    *,
    assumptions: Assumptions | None = None,
) -> str:
    """Say in one paragraph what changed and which support children lose and gain.

    Parameters
    ----------
    change
        From `needs.areas.compare_areas` (or the table of that).
    programme
        The plan whose support is meant.
    lang
        "vi" or "en".
    assumptions
        As for `support_changes`.
    """
    lists = [", ".join(sorted(set(change[column]))) for column in ("list_before", "list_after")]
    sentences = [
        say("So {before} với {after}.", lang=lang, before=lists[0], after=lists[1]),
        *(f"{_capital(line)}." for line in change_lines(change, lang=lang)),
        *support_lines(support_changes(change, programme, assumptions), programme, lang=lang),
    ]
    if change.basis.eq("illustrative").any():
        sentences.append(f"{_capital(say('số liệu minh họa', lang=lang))}.")
    return " ".join(sentences)


def support_lines(changes: pd.DataFrame, programme: Programme, *, lang: str) -> list[str]:
    """Say which support is lost and which is gained, a sentence each.

    Parameters
    ----------
    changes
        From `support_changes`.
    """
    lines = []
    for direction, words in (
        ("lost", say("Hỗ trợ không còn (mỗi năm, theo giá kế hoạch): {items}.", lang=lang)),
        ("gained", say("Hỗ trợ thêm phải có (mỗi năm, theo giá kế hoạch): {items}.", lang=lang)),
    ):
        rows = changes[(changes.direction == direction) & (changes.communes > 0)]
        items = []
        for row in rows_of(rows):
            category = programme.category(str(row.category))
            items.append(
                say(
                    "{category}: {children} trẻ, {units} {unit}, {money}",
                    lang=lang,
                    category=category.name.text(lang),
                    children=with_range(
                        row.children, row.children_low, row.children_high, lang=lang
                    ),
                    units=number(row.units, lang=lang),
                    unit=category.unit.text(lang),
                    money=money(row.amount_vnd, lang=lang, millions=True),
                )
            )
        if items:
            lines.append(words.format(items="; ".join(items)))
    if not lines:
        lines.append(say("Không trẻ em nào mất hoặc thêm hỗ trợ.", lang=lang))
    return lines


def no_earlier_list_words(totals: pd.DataFrame, listed: AreaList, *, lang: str) -> str:
    """Say that communes cannot be compared one by one, and which official totals are known.

    Parameters
    ----------
    totals
        From `earlier_totals`.
    listed
        The list that has no earlier one.
    """
    sentences = [say("Chưa có danh sách kỳ trước để so sánh từng xã.", lang=lang)]
    earlier = totals[~totals.current]
    if earlier.empty:
        sentences.append(say("Cũng chưa có tổng số chính thức của kỳ trước.", lang=lang))
    else:
        said = [
            f"{row.decision}, {row.province}: {counts_words(row, lang=lang)}"
            for row in rows_of(earlier)
        ]
        sentences.append(
            say("Tổng số chính thức kỳ trước: {items}.", lang=lang, items="; ".join(said))
        )
    counts = listed.counts()
    sentences.append(
        say(
            "Danh sách hiện hành ({list}): {counts}.",
            lang=lang,
            list=listed.name,
            counts=counts_words(pd.Series(counts), lang=lang),
        )
    )
    if len(earlier) and listed.edition == "2025":
        sentences.append(
            say(
                "Xã trước 1/7/2025 nhỏ hơn xã hiện nay: số xã hai kỳ không so trực tiếp được.",
                lang=lang,
            )
        )
    return " ".join(sentences)


_ENDS = ("", "_low", "_high")


def part_name(row: Any, *, lang: str) -> str:
    """Name a commune; where it was of another name before 1/7/2025, both."""
    if row.former_commune == row.commune:
        return str(row.commune)
    return say(
        "{former} (nay {commune})", lang=lang, former=row.former_commune, commune=row.commune
    )


def _names(rows: pd.DataFrame, *, lang: str) -> str:
    names = sorted((part_name(row, lang=lang) for row in rows_of(rows)), key=collation_key)
    more = len(names) - MOST_NAMES
    shown = "; ".join(names[:MOST_NAMES])
    if more <= 0:
        return shown
    return say("{names} và {n} xã khác", lang=lang, names=shown, n=number(more, lang=lang))


def with_range(value: Any, low: Any, high: Any, *, lang: str) -> str:
    """Write a figure with its range behind it, where it has one: «160 (80–240)»."""
    shown = number(value, lang=lang)
    span = interval(low, high, lang=lang)
    return shown if is_missing(value) or span == shown else f"{shown} ({span})"


def _total(rows: pd.DataFrame, column: str) -> Any:
    return rows[column].sum(skipna=False)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
