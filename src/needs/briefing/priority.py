"""Which communes come first, how sure that is, and what would change it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import rate, span, whole
from needs.briefing.html import Fragment, data_table, paragraph, picture, side_by_side, text
from needs.charts import ranking
from needs.programmes import Programme
from needs.tables import ALL, rows_of
from needs.wording import number, percent, say

#: The overview shows the first; districts show all of theirs.
MOST = 20
_WEIGHT = "weight:"


def priority_section(
    part: Assessment, province: Assessment, *, lang: str, most: int | None = None
) -> Fragment:
    """Show the order of the communes among those of the province, and what it rests on.

    Parameters
    ----------
    part
        The communes shown.
    province
        All communes that are ranked.
    most
        How many rows the table has; none: all.
    """
    rows = part.priority[part.priority.category == ALL]
    if rows.empty:
        return paragraph(
            say("Không xã nào ở đây có nhu cầu để xếp thứ tự.", lang=lang), kind="note"
        )
    ranked = province.priority[province.priority.category == ALL]
    words = say(
        "Hạng 1 là nơi cần trước nhất trong {n} xã của tỉnh, tính chung các loại hỗ trợ từ: "
        "{indicators}. Hạng đi với khoảng 90%: nơi nào khoảng hạng chồng lên nhau thì thứ tự giữa "
        "chúng chưa chắc, nên quyết theo cả điều mà bảng này không đo được.",
        lang=lang,
        n=number(len(ranked), lang=lang),
        indicators=_indicators_words(province, lang),
    )
    return side_by_side(
        picture(ranking(part.priority, part.programme, lang=lang, of_all=len(ranked))),
        paragraph(words) + undecided(ranked, part.programme, lang) + _missing(part, rows, lang),
    ) + ranks_table(part, rows, lang=lang, most=most)


def undecided(ranked: pd.DataFrame, programme: Programme, lang: str) -> Fragment:
    """Say that the order decides nothing: all could share a rank, none is likelier among the first.

    By chance alone a commune is among the first k of n with probability k ÷ n; no commune is twice
    as likely.
    """
    known = ranked.dropna(subset=["rank_low", "rank_high", "top_probability"])
    by_chance = programme.priority.top_k / max(1, len(ranked))
    if (
        len(known) <= programme.priority.top_k
        or known.rank_low.max() > known.rank_high.min()
        or known.top_probability.max() >= 2 * by_chance
    ):
        return Fragment("")
    return paragraph(
        say(
            "Khoảng hạng của mọi xã trong tỉnh chồng lên nhau: số liệu hiện có chưa nói được xã "
            "nào cần trước.",
            lang=lang,
        ),
        kind="note",
    )


def ranks_table(
    assessment: Assessment, rows: pd.DataFrame, *, lang: str, most: int | None = None
) -> Fragment:
    """Show rank, its interval, the chance to be among the first, and what moves the rank most."""
    programme = assessment.programme
    k = programme.priority.top_k
    ordered = rows.sort_values(["rank", "commune_code"], na_position="last")
    shown = ordered if most is None else ordered.head(most)
    several = rows.district.nunique() > 1
    everywhere = _missing_everywhere(rows)
    some = any(_missing_of(row.indicators_missing) - everywhere for row in rows_of(rows))
    alike = len(rows) > 1 and rows.mover.notna().all() and rows.mover.nunique() == 1
    body = []
    for row in rows_of(shown):
        cells = [
            text(row.commune),
            *([text(row.district)] if several else []),
            whole(row.rank, lang),
            span(row.rank_low, row.rank_high, lang),
            rate(row.top_probability, lang),
            *([] if alike else [_mover(programme, row.mover, lang)]),
        ]
        if some:
            missing = sorted(_missing_of(row.indicators_missing) - everywhere)
            cells.append(
                text("; ".join(indicator_name(programme, one, lang=lang) for one in missing))
            )
        body.append(cells)
    header = [
        say("Xã", lang=lang),
        *([say("Huyện, thành phố", lang=lang)] if several else []),
        say("Hạng", lang=lang),
        say("Khoảng 90% của hạng", lang=lang),
        say("Khả năng trong {k} xã đầu", lang=lang, k=number(k, lang=lang)),
        *([] if alike else [say("Điều làm đổi hạng nhiều nhất", lang=lang)]),
    ]
    if some:
        header.append(say("Chỉ số chưa có", lang=lang))
    table = data_table(
        header,
        body,
        caption=say("Thứ tự ưu tiên của các xã, chung các loại hỗ trợ", lang=lang),
        kinds="ttnnntt" if several else "tnnntt",
    )
    if alike:
        table = table + paragraph(
            say(
                "Điều làm đổi hạng nhiều nhất, ở mọi xã: {what}.",
                lang=lang,
                what=mover_words(programme, rows.mover.iloc[0], lang=lang),
            )
        )
    if len(shown) < len(rows):
        table = table + paragraph(
            say(
                "{shown} xã đầu trong {all} xã; các xã khác ở tóm tắt của từng huyện.",
                lang=lang,
                shown=number(len(shown), lang=lang),
                all=number(len(rows), lang=lang),
            )
        )
    return table


def _mover(programme: Programme, mover: Any, lang: str) -> str:
    return "–" if pd.isna(mover) else text(mover_words(programme, mover, lang=lang))


def indicator_name(programme: Programme, indicator: str, *, lang: str) -> str:
    """Name an indicator of the index as the profile does."""
    names = {one.id: one.name.text(lang) for one in programme.priority.indicators}
    return names[indicator]


def mover_words(programme: Programme, mover: str, *, lang: str) -> str:
    """Say what moves a commune's rank most (ids: `needs.priority.movers`)."""
    if mover == "normalisation":
        return say("cách đưa các chỉ số về cùng thang", lang=lang)
    if mover == "aggregation":
        return say("cách gộp các chỉ số", lang=lang)
    name = indicator_name(programme, mover.removeprefix(_WEIGHT), lang=lang)
    if mover.startswith(_WEIGHT):
        return say("trọng số của «{name}»", lang=lang, name=name)
    return say("số liệu về «{name}»", lang=lang, name=name)


def _indicators_words(province: Assessment, lang: str) -> str:
    """Name the indicators with their weights, as shares of all."""
    frame = province.priority_indicators
    weights = frame[frame.category == ALL].groupby("indicator").weight.first()
    names = [one for one in province.programme.priority.indicators if one.id in weights.index]
    names.sort(key=lambda one: -weights[one.id])
    return "; ".join(
        f"{one.name.text(lang)} ({percent(weights[one.id], lang=lang)})" for one in names
    )


def _missing(part: Assessment, rows: pd.DataFrame, lang: str) -> Fragment:
    """Say which indicators are not known, and in how many communes."""
    counts = missing_indicators(rows)
    if counts.empty:
        return Fragment("")
    names = "; ".join(
        say(
            "{name} ({n}/{all} xã)",
            lang=lang,
            name=indicator_name(part.programme, str(one), lang=lang),
            n=number(count, lang=lang),
            all=number(len(rows), lang=lang),
        )
        for one, count in counts.items()
    )
    return paragraph(
        say(
            "Chỉ số chưa có số liệu: {names}. Xã thiếu chỉ số không bị loại: chỉ số đó được đặt ở "
            "giữa thang và có thể ở bất cứ đâu trên thang, nên khoảng hạng rộng hơn.",
            lang=lang,
            names=names,
        ),
        kind="note",
    )


def missing_indicators(rows: pd.DataFrame) -> pd.Series:
    """Count the communes of which each indicator is not known: indexed by indicator, sorted."""
    names = [name for cell in rows.indicators_missing for name in sorted(_missing_of(cell))]
    return pd.Series(names, dtype="str").value_counts().sort_index()


def _missing_everywhere(rows: pd.DataFrame) -> set[str]:
    sets = [_missing_of(cell) for cell in rows.indicators_missing]
    return set.intersection(*sets) if sets else set()


def _missing_of(cell: Any) -> set[str]:
    return set() if pd.isna(cell) or not cell else set(str(cell).split("; "))
