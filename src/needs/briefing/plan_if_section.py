"""What becomes of the proposal if its rules or a gift were others: for the notebook."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from needs.assessment import Assessment
from needs.assessment.replan import Replan, replan
from needs.briefing.cells import millions, rate, whole
from needs.briefing.html import Fragment, bullets, data_table, heading, paragraph, text
from needs.briefing.map_section import map_after_section
from needs.briefing.measures import total
from needs.briefing.plan_if_communes import bold, communes_compared
from needs.briefing.plan_points import effect_words, lowest_coverage, plan_effect
from needs.briefing.plan_section import frontier_section
from needs.briefing.province import of_children
from needs.briefing.signed import sign, signed, signed_millions
from needs.briefing.words import category_name, illustrative_notice, mode_name, support_order
from needs.charts.frontier import PlanPoint
from needs.tables import rows_of
from needs.wording import money, number, percent, say
from needs.wording.numbers import is_missing

if TYPE_CHECKING:
    from needs.briefing.pages import Page

#: So many donors whose lots change are told.
MOST_DONORS = 20


def plan_if(
    page: Page,
    *,
    mode: str | None,
    floors_kept: float | None,
    gifts: Mapping[str, Mapping[str, Any]],
    further_vnd: int,
) -> Fragment:
    """Allocate again with other rules or gifts, and show what that does.

    Parameters
    ----------
    page
        Whose results are the start; nothing in them is altered.
    mode
        What comes first; none: as the profile says.
    floors_kept
        Share of the fair floors kept, 0–1; none: as the profile says.
    gifts
        Gift id → column of table `gifts` → value.
    further_vnd
        Đồng of a further gift of money without wishes.

    Raises
    ------
    NotFound, InputFaults
        If there is no such mode, gift or column, or a value cannot be.
    """
    found = replan(
        page.province, mode=mode, floors_kept=floors_kept, gifts=gifts, further_vnd=further_vnd
    )
    asked = asked_words(
        page.province,
        mode=mode,
        floors_kept=floors_kept,
        gifts=gifts,
        further_vnd=further_vnd,
        lang=page.lang,
    )
    return asked + plans_compared(page, found)


def asked_words(
    assessment: Assessment,
    *,
    mode: str | None,
    floors_kept: float | None,
    gifts: Mapping[str, Mapping[str, Any]],
    further_vnd: int,
    lang: str,
) -> Fragment:
    """Say what is tried; that nothing is, where nothing differs from the profile."""
    lines = []
    own = assessment.programme.allocation.mode
    if mode not in (None, own):
        names = [mode_name(code, lang=lang) for code in (own, str(mode))]
        lines.append(
            say("Cách chọn: {before} → {after}.", lang=lang, before=names[0], after=names[1])
        )
    if floors_kept is not None:
        lines.append(
            say(
                "Bước sau giữ lại ít nhất {share} của mục tiêu đứng trước.",
                lang=lang,
                share=percent(floors_kept, lang=lang),
            )
        )
    donors = assessment.gifts.set_index("gift_id").donor
    lines += [
        say(
            "{donor}, món quà {gift}: {column} = {value}.",
            lang=lang,
            donor=donors[gift],
            gift=gift,
            column=column,
            value=value,
        )
        for gift, columns in gifts.items()
        for column, value in columns.items()
    ]
    if further_vnd > 0:
        amount = money(further_vnd, lang=lang, millions=True)
        lines.append(say("Thêm {amount} không kèm mong muốn nào.", lang=lang, amount=amount))
    if not lines:
        return paragraph(say("Chưa đổi gì trong đề xuất.", lang=lang), kind="note")
    return bullets(lines)


def plans_compared(page: Page, found: Replan) -> Fragment:
    """Show two plans side by side: figures, floors, communes, donors, map, frontier."""
    lang = page.lang
    result = Fragment("")
    if found.before.illustrative:
        result = result + paragraph(illustrative_notice(lang=lang), kind="note")
    trial = PlanPoint(
        say("sau khi đổi", lang=lang),
        _float(lowest_coverage(found.after)),
        plan_effect(found.after),
        "trial",
    )
    map_title = say("Còn thiếu sau đề xuất đã đổi: {place}", lang=lang, place=page.place)
    return (
        result
        + _roughly(found, lang)
        + figures_table(found.before, found.after, lang=lang)
        + floors_compared(found.before, found.after, lang=lang)
        + communes_compared(found.before, found.after, page.district_code, lang=lang)
        + donors_compared(found, lang=lang)
        + heading(say("Bản đồ sau khi đổi", lang=lang), level=3)
        + map_after_section(
            found.after,
            title=map_title,
            district=page.district_code,
            boundaries=page.parameters.boundaries,
            lang=lang,
        )
        + frontier_section(found.before, lang=lang, trial=[trial])
        + paragraph(
            say(
                "Các tệp dữ liệu giữ nguyên. Muốn giữ thay đổi: sửa programme.toml (chế độ) hoặc "
                "danh sách nhà tài trợ, rồi tính lại.",
                lang=lang,
            ),
            kind="note",
        )
    )


def _roughly(found: Replan, lang: str) -> Fragment:
    """Say how closely the trial's floors are known, where less than the proposal's."""
    if found.floor_gap is None:
        return Fragment("")
    words = say(
        "Phần sàn của phương án thử tìm gần đúng: sai lệch không quá {gap}.",
        lang=lang,
        gap=percent(found.floor_gap, lang=lang, decimals=1),
    )
    return paragraph(words, kind="note")


def donors_compared(found: Replan, *, lang: str) -> Fragment:
    """Say, a sentence a donor, which lots change: those donors would have to be asked again."""
    told = found.sentences(lang)
    more = len(told) - MOST_DONORS
    if more > 0:
        rest = say("… và {n} dòng nữa.", lang=lang, n=number(more, lang=lang))
        told = [*told[:MOST_DONORS], rest]
    title = escape(say("Nhà tài trợ nào đổi", lang=lang))
    return Fragment(f"<details><summary>{title}</summary>{bullets(told).html}</details>")


def plan_figures(assessment: Assessment) -> dict[str, Any]:
    """Return the figures of a plan that a planner compares.

    Returns
    -------
    dict
        lowest_coverage (0–1), effect, children_reached (each kind of support counted), places,
        communes, cost_vnd, unspent_vnd (money left of this period), stock_left (units),
        open_vnd (cost of the children still open; missing where a part is).
    """
    lots, use = assessment.allocation, assessment.gift_use
    usable = use[use.left_reason != "other_period"]
    cash = usable.funding == "cash"
    return {
        "lowest_coverage": lowest_coverage(assessment),
        "effect": plan_effect(assessment),
        "children_reached": lots.children_reached.sum(),
        "places": lots.places.sum(),
        "communes": lots.commune_code.nunique(),
        "cost_vnd": total(lots.cost_vnd),
        "unspent_vnd": total(usable[cash].left),
        "stock_left": total(usable[~cash].left),
        "open_vnd": total(of_children(assessment.open_needs).cost_vnd),
    }


def figures_table(before: Assessment, after: Assessment, *, lang: str) -> Fragment:
    """Show the figures of both plans and their difference."""
    figures = [plan_figures(plan) for plan in (before, after)]
    names = {
        "lowest_coverage": say("Độ bao phủ thấp nhất (xã và loại hỗ trợ)", lang=lang),
        "effect": say("Hiệu quả (trẻ nhân trọng số ưu tiên)", lang=lang),
        "children_reached": say("Lượt trẻ được hỗ trợ", lang=lang),
        "places": say("Công trình (nơi)", lang=lang),
        "communes": say("Số xã được hỗ trợ", lang=lang),
        "cost_vnd": say("Giá trị đề xuất, triệu đồng", lang=lang),
        "unspent_vnd": say("Tiền chưa phân bổ, triệu đồng", lang=lang),
        "stock_left": say("Hiện vật, suất đỡ đầu chưa phân bổ (đơn vị)", lang=lang),
        "open_vnd": say("Chưa có nguồn, triệu đồng", lang=lang),
    }
    rows = []
    for key, name in names.items():
        old, new = (one[key] for one in figures)
        if key in ("places", "stock_left") and not is_missing(old) and old == new == 0:
            continue
        rows.append([text(name), *_pair(key, old, new, lang)])
    return data_table(
        [
            say("Toàn tỉnh", lang=lang),
            say("Trước", lang=lang),
            say("Sau khi đổi", lang=lang),
            say("Thêm hoặc bớt", lang=lang),
        ],
        rows,
        caption=say("Đề xuất trước và sau khi đổi", lang=lang),
    )


def _pair(key: str, old: Any, new: Any, lang: str) -> list[str]:
    """Write a figure before, after, and its difference with the sign."""
    if key == "lowest_coverage":
        write, sure = rate, not (is_missing(old) or is_missing(new))
        points = (
            say(
                "{n} điểm phần trăm",
                lang=lang,
                n=sign(new - old) + number(abs(new - old) * 100, lang=lang, decimals=1),
            )
            if sure
            else "–"
        )
        return [write(old, lang), write(new, lang), bold(points)]
    if is_missing(old) or is_missing(new):
        return [whole(old, lang), whole(new, lang), "–"]
    if key.endswith("_vnd"):
        words = signed_millions(new - old, lang=lang)
        return [millions(old, lang), millions(new, lang), bold(words)]
    if key == "effect":
        difference = sign(new - old) + effect_words(abs(new - old), lang)
        return [effect_words(old, lang), effect_words(new, lang), bold(difference)]
    return [whole(old, lang), whole(new, lang), bold(signed(new - old, lang=lang))]


def floors_compared(before: Assessment, after: Assessment, *, lang: str) -> Fragment:
    """Show the lowest coverage of each kind of support in both plans.

    Other gifts may join communes into other parts: the lowest of all parts is compared.
    """
    lowest = [plan.floors.groupby("category").floor_stage2.min() for plan in (before, after)]
    joined = pd.concat(lowest, axis=1, keys=["before", "after"])
    order = support_order(before.programme)
    body = [
        [
            text(category_name(before.programme, str(row.Index), lang=lang)),
            *["–" if is_missing(floor) else rate(floor, lang) for floor in (row.before, row.after)],
        ]
        for row in rows_of(joined.loc[sorted(joined.index, key=lambda name: order[name])])
    ]
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Trước", lang=lang),
            say("Sau khi đổi", lang=lang),
        ],
        body,
        caption=say("Độ bao phủ của xã thấp nhất mà nhà tài trợ có thể tới", lang=lang),
        compact=True,
    )


def _float(value: Any) -> float:
    return float("nan") if is_missing(value) else float(value)
