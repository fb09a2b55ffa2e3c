"""Of a periodic report: delivered against planned, what has not come, who gave."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.briefing.html import Fragment, data_table, paragraph, text
from needs.briefing.measures import place_key
from needs.monitoring.delivered import by_area
from needs.monitoring.outlook import support_name
from needs.monitoring.report import Report
from needs.wording import number, percent, say
from needs.wording.numbers import is_missing

#: The stages that a reader compares, in order.
SHOWN = ("planned", "accepted", "delivered", "confirmed", "waiting")
#: In place of a figure that nobody can know: there is no ledger. Never 0.
UNKNOWN = "–"


def stage_name(stage: str, *, lang: str) -> str:
    """Name a stage."""
    return {
        "planned": say("Kế hoạch", lang=lang),
        "accepted": say("Nhận lời", lang=lang),
        "delivered": say("Đã trao", lang=lang),
        "confirmed": say("Đã xác nhận", lang=lang),
        "waiting": say("Chưa trao", lang=lang),
    }[stage]


def delivery_section(report: Report, *, lang: str) -> Fragment:
    """Show what was planned, accepted, delivered: by year and category, by district or commune."""
    rows = report.delivered
    if rows.empty:
        words = say("Chưa có lô nào trong kế hoạch hay trong sổ cam kết.", lang=lang)
        return paragraph(words, kind="note")
    several = rows.year.nunique() > 1
    parts = [_by_category(report, lang=lang), _in_money(report, lang=lang)]
    if several:
        parts.insert(0, _by_year(report, lang=lang))
    if report.scope.level != "district":
        parts.append(_by_district(report, lang=lang))
    parts.append(_how_they_add_up(report, lang))
    return _joined(parts)


def _how_they_add_up(report: Report, lang: str) -> Fragment:
    """Say with figures what lies between the columns: not answered, not asked, short, too much."""
    if not report.has_ledger:
        return Fragment("")
    sums = by_area(report.delivered, []).set_index("stage")
    count = (sums.children + sums.places).to_dict()
    figures = {
        stage: number(int(count.get(stage, 0)), lang=lang)
        for stage in ("planned", "accepted", "offered", "proposed", "delivered", "waiting")
    }
    more = {stage: number(int(count.get(stage, 0)), lang=lang) for stage in ("short", "more")}
    words = say(
        "Kế hoạch {planned} = nhận lời {accepted} + đã mời, chưa trả lời {offered} + chưa mời "
        "{proposed}. Nhận lời {accepted} = đã trao {delivered} + chưa trao {waiting} + trao thiếu "
        "{short} − trao thừa {more}. «Đã trao» gồm cả phần đã xác nhận.",
        lang=lang,
        **figures,
        **more,
    )
    return paragraph(words, kind="note")


def communes_annex(report: Report, *, lang: str) -> Fragment:
    """Show every commune and category with something accepted, for looking up."""
    rows = report.delivered
    rows = rows[rows.stage.isin(["accepted", "delivered", "confirmed", "waiting"])]
    if rows.empty:
        return Fragment("")
    keys = ["district", "commune", "commune_code", "category"]
    wide = _wide(rows, keys)
    order = sorted(
        wide.index,
        key=lambda key: (_sortable(key[0]), _sortable(key[1]), key[2], _place(report, key[3])),
    )
    body = [
        [
            text(key[1]),
            text(support_name(report.assessment, key[3], lang=lang)),
            *_counts(report, wide.loc[key], SHOWN[1:], lang),
            _money(report, wide.loc[key], "accepted", lang),
            _money(report, wide.loc[key], "delivered", lang),
        ]
        for key in order
    ]
    whole_row = _total(rows)
    total = [
        say("Cộng", lang=lang),
        "",
        *_counts(report, whole_row, SHOWN[1:], lang),
        _money(report, whole_row, "accepted", lang),
        _money(report, whole_row, "delivered", lang),
    ]
    return data_table(
        [
            say("Xã", lang=lang),
            say("Loại hỗ trợ", lang=lang),
            *(stage_name(stage, lang=lang) for stage in SHOWN[1:]),
            say("Nhận lời, đồng", lang=lang),
            say("Đã trao, đồng", lang=lang),
        ],
        body,
        caption=say("Nhận lời và đã trao theo xã (lượt trẻ; công trình đếm bằng nơi)", lang=lang),
        kinds="ttnnnnnn",
        compact=True,
        total=total,
    )


def _by_category(report: Report, *, lang: str) -> Fragment:
    wide = _wide(report.delivered, ["category"])
    order = sorted(wide.index, key=lambda key: _place(report, key))
    body = [
        [
            text(support_name(report.assessment, key, lang=lang)),
            *_counts(report, wide.loc[key], SHOWN, lang),
            _share(wide.loc[key], lang),
        ]
        for key in order
    ]
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            *(stage_name(stage, lang=lang) for stage in SHOWN),
            say("Đã trao ÷ nhận lời", lang=lang),
        ],
        body,
        caption=say("Lượt trẻ (công trình đếm bằng nơi) theo loại hỗ trợ", lang=lang),
    )


def _in_money(report: Report, *, lang: str) -> Fragment:
    wide = _wide(report.delivered, ["category"])
    order = sorted(wide.index, key=lambda key: _place(report, key))
    body = [
        [
            text(support_name(report.assessment, key, lang=lang)),
            *(_money(report, wide.loc[key], stage, lang) for stage in SHOWN),
        ]
        for key in order
    ]
    total = _total(report.delivered)
    return data_table(
        [say("Loại hỗ trợ", lang=lang), *(stage_name(stage, lang=lang) for stage in SHOWN)],
        body,
        caption=say("Giá trị theo loại hỗ trợ, đồng", lang=lang),
        total=[say("Cộng", lang=lang), *(_money(report, total, stage, lang) for stage in SHOWN)],
    )


def _by_year(report: Report, *, lang: str) -> Fragment:
    wide = _wide(report.delivered, ["year"])
    body = [
        [
            text(year),
            *_counts(report, wide.loc[year], SHOWN, lang),
            _money(report, wide.loc[year], "delivered", lang),
        ]
        for year in sorted(wide.index)
    ]
    return data_table(
        [
            say("Năm", lang=lang),
            *(stage_name(stage, lang=lang) for stage in SHOWN),
            say("Đã trao, đồng", lang=lang),
        ],
        body,
        caption=say("Lượt trẻ theo năm", lang=lang),
    )


def _by_district(report: Report, *, lang: str) -> Fragment:
    rows = report.delivered.assign(district=report.delivered.district.fillna(""))
    wide = _wide(rows, ["district"])
    unknown = say("(xã ngoài danh sách hiện nay)", lang=lang)
    body = [
        [
            text(district or unknown),
            *_counts(report, wide.loc[district], SHOWN, lang),
            _money(report, wide.loc[district], "accepted", lang),
            _money(report, wide.loc[district], "delivered", lang),
        ]
        for district in sorted(wide.index, key=place_key)
    ]
    total = _total(report.delivered)
    return data_table(
        [
            say("Huyện (cũ)", lang=lang),
            *(stage_name(stage, lang=lang) for stage in SHOWN),
            say("Nhận lời, đồng", lang=lang),
            say("Đã trao, đồng", lang=lang),
        ],
        body,
        caption=say("Theo huyện (cũ): lượt trẻ và giá trị", lang=lang),
        compact=True,
        total=[
            say("Cộng", lang=lang),
            *_counts(report, total, SHOWN, lang),
            _money(report, total, "accepted", lang),
            _money(report, total, "delivered", lang),
        ],
    )


def _wide(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return one row for each key, columns (figure, stage); what is not there is 0."""
    sums = by_area(rows, keys)
    sums["count"] = sums.children + sums.places
    figures = ["count", "known_vnd", "unpriced_lots"]
    return sums.pivot(index=keys, columns="stage", values=figures).fillna(0)


def _total(rows: pd.DataFrame) -> pd.Series:
    return _wide(rows.assign(all_="all"), ["all_"]).iloc[0]


def _counts(report: Report, row: pd.Series, stages: tuple[str, ...], lang: str) -> list[str]:
    return [
        number(int(row.get(("count", stage), 0)), lang=lang) if _known(report, stage) else UNKNOWN
        for stage in stages
    ]


def _known(report: Report, stage: str) -> bool:
    """Tell whether a stage can be known: all but the plan stand in the ledger alone."""
    return report.has_ledger or stage == "planned"


def _money(report: Report, row: pd.Series, stage: str, lang: str) -> str:
    """Write an amount; lots without a price are told beside it."""
    if not _known(report, stage):
        return UNKNOWN
    known = int(row.get(("known_vnd", stage), 0))
    unpriced = int(row.get(("unpriced_lots", stage), 0))
    if not unpriced:
        return number(known, lang=lang)
    more = say("+ {n} lô chưa có giá", lang=lang, n=number(unpriced, lang=lang))
    return f"{number(known, lang=lang)}<br><small>{text(more)}</small>"


def _share(row: pd.Series, lang: str) -> str:
    accepted, delivered = (int(row.get(("count", stage), 0)) for stage in ("accepted", "delivered"))
    return share_words(delivered, accepted, lang=lang)


def share_words(delivered: int, accepted: int, *, lang: str) -> str:
    """Write which share has come; what is not complete is never written as 100 %."""
    if not accepted:
        return "–"
    share = delivered / accepted
    return percent(min(share, 0.99) if delivered < accepted else share, lang=lang)


def _place(report: Report, category: str) -> tuple[int, str]:
    programme = report.programme
    order = [one.id for one in programme.categories] + [one.id for one in programme.facilities]
    return (order.index(category) if category in order else len(order)), category


def _sortable(name: Any) -> Any:
    return place_key("" if is_missing(name) else str(name))


def _joined(parts: list[Fragment]) -> Fragment:
    return Fragment("\n".join(part.html for part in parts))
