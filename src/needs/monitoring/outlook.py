"""What goes badly, and what is proposed for the next period; each from the tables alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.commitments.states import DELIVERED
from needs.monitoring.delivered import by_area
from needs.monitoring.lacking import list_awaited, names_of, not_returned
from needs.tables import rows_of
from needs.wording import money, number, say
from needs.wording.numbers import is_missing


def problems(
    assessment: Assessment,
    delivered: pd.DataFrame,
    undelivered: pd.DataFrame,
    pace: pd.DataFrame,
    *,
    lang: str,
) -> tuple[str, ...]:
    """Say what goes badly: late and short deliveries, refusals, targets without years left."""
    return (
        *_late(undelivered, lang),
        *_refused(delivered, lang),
        *_targets(assessment, pace, lang),
        *_unreached(assessment, delivered, lang),
    )


def proposals(
    assessment: Assessment,
    histories: pd.DataFrame,
    undelivered: pd.DataFrame,
    pace: pd.DataFrame,
    *,
    lang: str,
) -> tuple[str, ...]:
    """Say what to do in the next period; nothing that the tables do not show to be wanting."""
    told = list(_reminders(undelivered, lang))
    unconfirmed = int((histories.state == DELIVERED).sum())
    if unconfirmed:
        told.append(
            say(
                "kiểm tra tại chỗ và xác nhận {n} lô đã trao chưa được xác nhận",
                lang=lang,
                n=number(unconfirmed, lang=lang),
            )
        )
    told += _to_mobilise(assessment, lang)
    told += _paces(assessment, pace, lang)
    silent = not_returned(assessment)
    if len(silent):
        told.append(
            say(
                "đôn đốc {n} xã chưa gửi báo cáo",
                lang=lang,
                n=number(len(silent), lang=lang),
            )
        )
    if list_awaited(assessment):
        told.append(say("bổ sung danh sách xã chính thức", lang=lang))
    return tuple(told)


def support_name(assessment: Assessment, category: str, *, lang: str) -> str:
    """Return the name of a category or kind of place; its id where the profile has no such."""
    programme = assessment.programme
    names = {one.id: one.name.text(lang) for one in programme.categories}
    names |= {one.id: one.name.text(lang) for one in programme.facilities}
    return names.get(category, category)


def _late(undelivered: pd.DataFrame, lang: str) -> Iterator[str]:
    late = undelivered[undelivered.overdue]
    if len(late):
        yield say(
            "{n} lô đã nhận lời quá hạn nhắc mà chưa trao: {children} lượt trẻ; lâu nhất "
            "{days} ngày ({donor}, {commune})",
            lang=lang,
            n=number(len(late), lang=lang),
            children=number(int(late.children.sum()), lang=lang),
            **_longest(late, lang),
        )
    short = undelivered[undelivered.why == "short"]
    if len(short):
        yield say(
            "{n} lô trao thiếu so với lời nhận: thiếu {children} lượt trẻ",
            lang=lang,
            n=number(len(short), lang=lang),
            children=number(int(short.children.sum()), lang=lang),
        )


def _longest(late: pd.DataFrame, lang: str) -> dict[str, Any]:
    row = late.sort_values(["days", "lot_id"], ascending=[False, True]).iloc[0]
    return {"days": number(row.days, lang=lang), "donor": row.donor, "commune": row.commune}


def _refused(delivered: pd.DataFrame, lang: str) -> Iterator[str]:
    stages = by_area(delivered, []).set_index("stage")
    for stage in ("declined", "cancelled"):
        if stage not in stages.index:
            continue
        row = stages.loc[stage]
        values = {"n": number(row.lots, lang=lang), "money": money(row.known_vnd, lang=lang)}
        if stage == "declined":
            yield say("{n} lô bị từ chối, {money}", lang=lang, **values)
        else:
            yield say("{n} lô đã hủy, {money}", lang=lang, **values)


def _targets(assessment: Assessment, pace: pd.DataFrame, lang: str) -> Iterator[str]:
    """Say which targets are due with children still to reach."""
    now = _now(assessment, pace)
    for row in rows_of(now[now.years_left == 0]):
        most = row.to_reach_low if is_missing(row.to_reach_high) else row.to_reach_high
        if is_missing(most) or most == 0:
            continue
        name = support_name(assessment, row.category, lang=lang)
        if not is_missing(row.to_reach_low) and row.to_reach_low == 0:
            # «At least none» says nothing: what is open is whether anybody is left.
            yield say(
                "{category}: đã đến hạn chỉ tiêu, chưa chắc đã đạt: còn nhiều nhất {n} trẻ",
                lang=lang,
                category=name,
                n=number(most, lang=lang),
            )
            continue
        yield say(
            "{category}: đã đến hạn chỉ tiêu mà còn phải tới ít nhất {n} trẻ",
            lang=lang,
            category=name,
            n=number(row.to_reach_low, lang=lang),
        )


def _unreached(assessment: Assessment, delivered: pd.DataFrame, lang: str) -> Iterator[str]:
    """Say in which communes with a gap nothing has been planned, category by category."""
    planned = delivered[delivered.stage == "planned"]
    keys = set(zip(planned.commune_code, planned.category, strict=True))
    gap = assessment.gap[assessment.gap.gap_low.gt(0).fillna(False)]
    for category in dict.fromkeys(gap.category):
        cells = gap[gap.category == category]
        alone = cells[[(code, category) not in keys for code in cells.commune_code]]
        if len(alone):
            yield say(
                "{category}: {n} xã còn thiếu mà chưa có lô nào trong kế hoạch ({names})",
                lang=lang,
                category=support_name(assessment, category, lang=lang),
                n=number(len(alone), lang=lang),
                names=names_of(alone.commune, lang=lang),
            )


def _reminders(undelivered: pd.DataFrame, lang: str) -> Iterator[str]:
    late = undelivered[undelivered.overdue]
    for donor, lots in late.groupby("donor", sort=True):
        yield say(
            "nhắc {donor} trao {n} lô đã nhận lời ở {communes}",
            lang=lang,
            donor=donor,
            n=number(len(lots), lang=lang),
            communes=names_of(lots.commune, lang=lang),
        )


def _to_mobilise(assessment: Assessment, lang: str) -> Iterator[str]:
    """Say what no donor can serve yet, the dearest category first."""
    left = assessment.tables.get("open_needs")
    if left is None:
        return
    open_cells = left[left.children_open.gt(0).fillna(False)]
    sums = open_cells.groupby("category").agg(
        children=("children_open", "sum"),
        cost=("cost_vnd", "sum"),
        unpriced=("cost_vnd", lambda values: int(values.isna().sum())),
        communes=("commune_code", "nunique"),
        counted=("counted", "first"),
    )
    ordered = sums.reset_index().sort_values(["cost", "category"], ascending=[False, True])
    for row in rows_of(ordered):
        values = {
            "category": support_name(assessment, row.category, lang=lang),
            "n": number(row.children, lang=lang),
            "communes": number(row.communes, lang=lang),
        }
        if row.counted == "children":
            words = say(
                "vận động thêm cho {category}: {n} trẻ ở {communes} xã chưa có nguồn",
                lang=lang,
                **values,
            )
        else:
            words = say(
                "vận động thêm cho {category}: {n} nơi ở {communes} xã chưa có nguồn",
                lang=lang,
                **values,
            )
        priced = row.unpriced < row.communes
        yield f"{words}, {money(row.cost, lang=lang, millions=True)}" if priced else words


def _paces(assessment: Assessment, pace: pd.DataFrame, lang: str) -> Iterator[str]:
    now = _now(assessment, pace)
    for row in rows_of(now[now.years_left > 0]):
        if is_missing(row.pace_low) or is_missing(row.pace_high) or row.pace_high == 0:
            continue
        yield say(
            "{category}: mỗi năm cần tới thêm {low}–{high} trẻ trong {years} năm còn lại",
            lang=lang,
            category=support_name(assessment, row.category, lang=lang),
            low=number(row.pace_low, lang=lang),
            high=number(row.pace_high, lang=lang),
            years=number(row.years_left, lang=lang),
        )


def _now(assessment: Assessment, pace: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the whole area reported, in the year assessed."""
    rows = pace[pace.year == assessment.programme.period]
    province = rows[rows.level == "province"]
    return province if len(province) else rows
