"""What one amount of the basket would do: lot by lot, or by kind of support where there are many.

A commune is named only where donors may be told how many children there have no source yet, and
where the amount reaches enough of them; the others stand together, without names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import Fragment, data_table, heading, paragraph, text
from needs.briefing.measures import alphabetical
from needs.editions.donor_figures import OPEN, SHARES, SHARES_COST
from needs.editions.donors import ToldToDonors
from needs.editions.told import NOT_SHOWN
from needs.proposals.explained_words import units_words
from needs.proposals.further_gift import is_loose, open_cells, pays_a_package
from needs.proposals.words import months_words, support_name
from needs.tables import rows_of
from needs.wording import money, number, say

#: Communes named one by one for each amount; the others are counted.
MOST_COMMUNES = 8


def open_is_told(told: ToldToDonors, rows: pd.DataFrame) -> pd.Series:
    """Tell of each commune and category whether its open children may be told to donors."""
    shown = [
        told.shows(OPEN, commune_code=row.commune_code, category=row.category)
        for row in rows_of(rows)
    ]
    return pd.Series(shown, index=rows.index, dtype="bool")


def places_told(parts: Iterable[pd.DataFrame], told: ToldToDonors, *, lang: str) -> list[list[str]]:
    """Return a column «communes» for some rows: how many; «•» where some may not be told of.

    Where it would be «•» in every row there is no such column: an empty cell for each row.
    """
    cells = [
        number(rows.commune_code.nunique(), lang=lang)
        if open_is_told(told, rows).all()
        else NOT_SHOWN
        for rows in parts
    ]
    return [[] if set(cells) == {NOT_SHOWN} else [cell] for cell in cells]


def one_amount(
    assessment: Assessment, amount: int, found: pd.DataFrame, told: ToldToDonors, *, lang: str
) -> Fragment:
    """Return what an amount would do."""
    found = found.reset_index(drop=True)
    title = heading(say("Với {amount}", lang=lang, amount=money(amount, lang=lang)))
    if found.empty:
        return title + paragraph(
            say("Khoản này chưa đủ một suất ở nơi nào còn thiếu.", lang=lang), kind="note"
        )
    if not any(told.shows(SHARES, **_sides(amount, kind)) for kind in found.category):
        return title + _in_words(assessment, lang)
    if any(is_loose(assessment.programme, row) for row in rows_of(found)):
        # That less than a package is open anywhere is not said: it would bound hidden counts.
        words = (
            "Khoản này được tính theo từng suất lẻ."
            if pays_a_package(open_cells(assessment), amount)
            else "Khoản này nhỏ hơn một gói: tính theo từng suất lẻ, cho một xã."
        )
        title = title + paragraph(say(words, lang=lang))
    named = open_is_told(told, found) & _shares_told(told, amount, found)
    if len(found) > MOST_COMMUNES or not named.any():
        return title + _by_category(assessment, amount, found, named, told, lang)
    return title + _by_commune(assessment, amount, found, named, told, lang)


def _sides(amount: int, category: str) -> dict[str, str]:
    return {"amount": str(amount), "category": category}


def _in_words(assessment: Assessment, lang: str) -> Fragment:
    """Say what an amount is good for where no figure of it may be told.

    All kinds that are open are named: one that it does not reach has no whole package left.
    """
    names = [
        support_name(assessment.programme, category, lang=lang)
        for category in _in_order(assessment, open_cells(assessment))
    ]
    words = say(
        "Khoản này giúp được một hay nhiều loại sau: {names}. Nơi nhận và số lượng: cơ quan chủ "
        "trì cho biết khi nhận lời.",
        lang=lang,
        names="; ".join(names),
    )
    return paragraph(words)


def _shares_told(told: ToldToDonors, amount: int, rows: pd.DataFrame) -> pd.Series:
    shown = [
        told.shows(SHARES, amount=str(amount), commune_code=row.commune_code, category=row.category)
        for row in rows_of(rows)
    ]
    return pd.Series(shown, index=rows.index, dtype="bool")


def _by_commune(
    assessment: Assessment,
    amount: int,
    found: pd.DataFrame,
    named: pd.Series,
    told: ToldToDonors,
    lang: str,
) -> Fragment:
    """List the lots of the communes that are named; those of the others in one row a kind."""
    programme = assessment.programme

    def figures(category: str, rows: pd.DataFrame, *, shown: bool, cost_shown: bool) -> list[str]:
        words = [
            number(int(rows.packages.sum()), lang=lang),
            _quantity(assessment, category, rows.quantity.sum(), lang),
            number(int(rows.children_reached.sum()), lang=lang),
        ]
        cost = number(int(rows.cost_vnd.sum()), lang=lang)
        when = months_words(programme.category(category).delivery_months, lang=lang)
        counts = words if shown else [NOT_SHOWN] * len(words)
        return [*counts, cost if cost_shown else NOT_SHOWN, text(when)]

    body = [
        [
            text(row.commune),
            text(row.district),
            text(support_name(programme, row.category, lang=lang)),
            *figures(row.category, found.loc[[at]], shown=True, cost_shown=True),
        ]
        for at, row in _with_index(alphabetical(found[named], "commune"))
    ]
    for category in _in_order(assessment, found[~named]):
        sides = _sides(amount, category)
        rows = found[~named & (found.category == category)]
        shown, cost_shown = told.shows(SHARES, **sides), told.shows(SHARES_COST, **sides)
        body.append(
            [
                text(say("(không nêu tên)", lang=lang)),
                "",
                text(support_name(programme, category, lang=lang)),
                *figures(category, rows, shown=shown, cost_shown=shown and cost_shown),
            ]
        )
    return data_table(
        [
            say("Xã", lang=lang),
            say("Huyện (cũ)", lang=lang),
            say("Loại hỗ trợ", lang=lang),
            say("Gói (suất)", lang=lang),
            say("Khối lượng", lang=lang),
            say("Trẻ", lang=lang),
            say("Đồng", lang=lang),
            say("Khi nào", lang=lang),
        ],
        body,
        caption=say("Các lô của khoản {amount}", lang=lang, amount=money(amount, lang=lang)),
        kinds="tttnnnnt",
    )


def _with_index(frame: pd.DataFrame) -> list[tuple[Any, Any]]:
    return list(zip(frame.index, rows_of(frame), strict=True))


def _in_order(assessment: Assessment, rows: pd.DataFrame) -> Sequence[str]:
    return [entry.id for entry in assessment.programme.categories if entry.id in set(rows.category)]


def _quantity(assessment: Assessment, category: str, value: Any, lang: str) -> str:
    return text(units_words(assessment.programme, category, value, lang=lang))


def _by_category(
    assessment: Assessment,
    amount: int,
    found: pd.DataFrame,
    named: pd.Series,
    told: ToldToDonors,
    lang: str,
) -> Fragment:
    """Sum by category, and name communes with many children."""
    first = found[named].sort_values(["children_reached", "commune_code"], ascending=[False, True])
    body, every = [], _in_order(assessment, found)
    parts = [found[found.category == category] for category in every]
    *places, in_all = places_told([*parts, found], told, lang=lang)
    for category, rows, communes in zip(every, parts, places, strict=True):
        sides = _sides(amount, category)
        body.append(
            [
                text(support_name(assessment.programme, category, lang=lang)),
                *communes,
                told.words(
                    _quantity(assessment, category, rows.quantity.sum(), lang), SHARES, **sides
                ),
                told.cell(int(rows.children_reached.sum()), SHARES, lang=lang, **sides),
                told.cell(int(rows.cost_vnd.sum()), SHARES_COST, lang=lang, **sides),
                text(_names(rows, list(first.commune[first.category == category]), told, lang)),
            ]
        )
    cost = int(found.cost_vnd.sum())
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            *([say("Số xã", lang=lang)] if in_all else []),
            say("Khối lượng", lang=lang),
            say("Trẻ", lang=lang),
            say("Đồng", lang=lang),
            say("Các xã (nhiều trẻ trước)", lang=lang),
        ],
        body,
        caption=say("Theo loại hỗ trợ", lang=lang),
        kinds="t" + "n" * (3 + len(in_all)) + "t",
        total=[
            say("Cộng", lang=lang),
            *in_all,
            "",
            "",
            told.cell(cost, SHARES_COST, lang=lang, amount=str(amount)),
            "",
        ],
    )


def _names(rows: pd.DataFrame, named: list[str], told: ToldToDonors, lang: str) -> str:
    """Name the first communes; count the others only where their number tells nothing."""
    if not named:
        return say("xác định khi nhận lời", lang=lang)
    shown = "; ".join(named[:MOST_COMMUNES])
    more = rows.commune_code.nunique() - min(len(named), MOST_COMMUNES)
    if not more:
        return shown
    if open_is_told(told, rows).all():
        return f"{shown} " + say("và {n} xã khác", lang=lang, n=number(more, lang=lang))
    return f"{shown} " + say("và xã khác", lang=lang)
