"""What becomes of the gap if a price, a standard or a share were another: for the notebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from needs.assessment.changes import Change
from needs.assessment.side_by_side import PARTS, compare, first_communes
from needs.assessment.what_if import WhatIf
from needs.assessment.what_if import what_if as run_what_if
from needs.briefing.assumptions import assumptions_table
from needs.briefing.cells import millions, millions_span, span, whole
from needs.briefing.html import Fragment, bullets, data_table, heading, paragraph, picture, text
from needs.briefing.measures import listed_places
from needs.briefing.signed import MILLION, signed, signed_millions, signed_share
from needs.briefing.uncertain import draws_note, most_moving
from needs.briefing.words import category_name, illustrative_notice
from needs.charts import tornado
from needs.tables import ALL, rows_of
from needs.wording import interval, number, say
from needs.wording.numbers import is_missing

if TYPE_CHECKING:
    from needs.briefing.pages import Page

_GAP_MONEY = ("gap", "vnd")


def figures_section(page: Page) -> Fragment:
    """Show which figures the province's gap hangs on most, and every figure with its id."""
    return (
        most_moving(page.province, lang=page.lang)
        + draws_note(page.province, lang=page.lang)
        + assumptions_table(page.province, lang=page.lang, ids=True)
    )


def what_if(page: Page, changes: Mapping[str, Change]) -> Fragment:
    """Run need and gap with some figures changed, and show what that does to them.

    Parameters
    ----------
    page
        Names the programme, the data and the place; its own tables are not used: both runs are
        made from the files, in which nothing is altered.
    changes
        Figure id → number, or (low, value, high); see `needs.assessment.changes.changed`.

    Raises
    ------
    NotFound
        If there is no such figure; lists the ids that come nearest.
    InputFaults
        With every value that cannot be.
    """
    lang, code = page.lang, page.district_code
    found = run_what_if(page.province.programme.id, changes, page.parameters.data)
    rows = compare(found.before, found.after, district_code=code)
    result = changes_table(found, lang=lang)
    if found.before.gap.basis.eq("illustrative").any():
        result = result + paragraph(illustrative_notice(lang=lang), kind="note")
    if rows.empty:
        return result + paragraph(
            say("Không có xã đặc biệt khó khăn trong danh sách ở đây.", lang=lang), kind="note"
        )
    result = result + in_words(rows, found, page.place, lang=lang)
    for unit in ("vnd", "children"):
        result = result + comparison_table(rows[rows.unit == unit], found, unit, lang=lang)
    return result + notes(found, code, lang=lang) + _tornado_after(found, lang=lang)


def changes_table(found: WhatIf, *, lang: str) -> Fragment:
    """List what was changed: before and after, with the range."""
    if found.changes.empty:
        return paragraph(say("Chưa đổi con số nào.", lang=lang), kind="note")

    def figure(row: Any, when: str) -> str:
        low, value, high = (getattr(row, f"{end}_{when}") for end in ("low", "value", "high"))
        shown = f"<b>{_short(value, lang)}</b>"
        return shown if low == high else f"{shown} ({_short(low, lang)}–{_short(high, lang)})"

    return data_table(
        [
            say("Con số đem thử", lang=lang),
            say("Đang dùng (thấp–cao)", lang=lang),
            say("Thử với (thấp–cao)", lang=lang),
            say("Đơn vị", lang=lang),
        ],
        [
            [
                text(row.name if lang == "vi" else row.name_en)
                + f"<br><small><code>{text(row.figure)}</code></small>"
                + ("" if row.used else f"<br><small>⚠ {_unused(lang)}</small>"),
                figure(row, "before"),
                figure(row, "after"),
                text(row.unit if lang == "vi" else row.unit_en),
            ]
            for row in rows_of(found.changes)
        ],
        caption=say("Thử đổi (các tệp dữ liệu giữ nguyên)", lang=lang),
        kinds="tnnt",
    )


def _unused(lang: str) -> str:
    return say("không kết quả nào dựa vào con số này", lang=lang)


def _short(value: float, lang: str) -> str:
    """Write a figure with as many decimals as it needs, four at the most."""
    decimals = next((n for n in range(4) if abs(value - round(value, n)) < 1e-9), 4)
    return number(value, lang=lang, decimals=decimals)


def in_words(rows: pd.DataFrame, found: WhatIf, place: str, *, lang: str) -> Fragment:
    """Say what the change does to the cost of the gap, and to which categories."""
    lacking = {row.category: row for row in rows_of(rows) if (row.part, row.unit) == _GAP_MONEY}
    whole_gap = lacking.pop(ALL)
    if is_missing(whole_gap.difference):
        return paragraph(
            say("Có xã chưa có số liệu: chưa cộng được phần còn thiếu.", lang=lang), kind="note"
        )
    first = say(
        "{place}: chi phí phần còn thiếu từ {before} thành {after} triệu đồng ({difference} triệu; "
        "{share}). Khoảng 90%: từ {range_before} thành {range_after}.",
        lang=lang,
        place=place[:1].upper() + place[1:],
        before=number(whole_gap.before / MILLION, lang=lang),
        after=number(whole_gap.after / MILLION, lang=lang),
        difference=signed_millions(whole_gap.difference, lang=lang),
        share=signed_share(whole_gap.difference, whole_gap.before, lang=lang),
        range_before=_range(whole_gap.before_low, whole_gap.before_high, lang),
        range_after=_range(whole_gap.after_low, whole_gap.after_high, lang),
    )
    moved = [
        say(
            "{category}: {difference} triệu đồng",
            lang=lang,
            category=category_name(found.after.programme, category, lang=lang),
            difference=signed_millions(row.difference, lang=lang),
        )
        for category, row in lacking.items()
        if row.difference
    ]
    return paragraph(first) + (bullets(moved) if moved else Fragment(""))


def _range(low_vnd: Any, high_vnd: Any, lang: str) -> str:
    return interval(low_vnd / MILLION, high_vnd / MILLION, lang=lang)


def comparison_table(rows: pd.DataFrame, found: WhatIf, unit: str, *, lang: str) -> Fragment:
    """Show need, State, others and gap before and after, by category; money with its total."""
    of = {(row.category, row.part): row for row in rows_of(rows)}
    in_money = unit == "vnd"

    def cell(value: Any) -> str:
        return millions(value, lang) if in_money else whole(value, lang)

    def before_after(row: Any) -> str:
        before, after = cell(row.before), cell(row.after)
        return before if before == after else f"{before} → <b>{after}</b>"

    def gap(row: Any, when: str) -> str:
        ends = getattr(row, f"{when}_low"), getattr(row, f"{when}_high")
        shown = (millions_span if in_money else span)(*ends, lang)
        return f"{cell(getattr(row, when))}<br><small>{shown}</small>"

    def difference(value: Any) -> str:
        if is_missing(value) or not value:
            return cell(value)
        words = (signed_millions if in_money else signed)(value, lang=lang)
        return f"<b>{words}</b>"

    def line(category: str, name: str) -> list[str]:
        lacking = of[category, "gap"]
        return [
            name,
            *[before_after(of[category, part]) for part in PARTS if part != "gap"],
            gap(lacking, "before"),
            gap(lacking, "after"),
            difference(lacking.difference),
        ]

    categories = [name for name, part in of if part == "gap" and name != ALL]
    caption = (
        say("Tiền, triệu đồng: trước → sau khi đổi", lang=lang)
        if in_money
        else say("Số trẻ: trước → sau khi đổi (các loại không cộng với nhau)", lang=lang)
    )
    return data_table(
        [
            say("Loại hỗ trợ", lang=lang),
            say("Nhu cầu", lang=lang),
            say("Chỉ tiêu", lang=lang),
            say("Nhà nước lo", lang=lang),
            say("Nguồn khác lo", lang=lang),
            say("Còn thiếu, trước (khoảng 90%)", lang=lang),
            say("Còn thiếu, sau (khoảng 90%)", lang=lang),
            say("Thêm hoặc bớt", lang=lang),
        ],
        [
            line(name, text(category_name(found.after.programme, name, lang=lang)))
            for name in categories
        ],
        caption=caption,
        total=line(ALL, say("Cộng", lang=lang)) if in_money else None,
    )


def notes(found: WhatIf, district_code: str | None, *, lang: str) -> Fragment:
    """Say what else changes, what does not, and how a change is made to stay."""
    items = []
    if found.before.priority is not None:
        items.append(_order_words(found, lang=lang))
    gap = found.after.gap
    if district_code is not None:
        gap = gap[gap.district_code == district_code]
    unknown = gap.commune[gap.gap_vnd.isna()]
    if len(unknown):
        communes = listed_places(unknown)
        items.append(say("Chưa có số liệu: {communes}.", lang=lang, communes=communes))
    items += [
        say("Số đã làm tròn: cộng lại có thể lệch một đơn vị.", lang=lang),
        say(
            "Hai lần tính dùng cùng dữ liệu và cùng các lần rút: khác nhau chỉ do con số vừa đổi. "
            "Đề xuất phân bổ không tính lại.",
            lang=lang,
        ),
        say(
            "Muốn giữ thay đổi: sửa programme.toml (giá, định mức, chỉ tiêu) hoặc assumptions.csv "
            "(giả định), ghi nguồn, rồi tính lại.",
            lang=lang,
        ),
    ]
    return bullets(items)


def _order_words(found: WhatIf, *, lang: str) -> str:
    before, after = first_communes(found.before), first_communes(found.after)
    come = [name for name in after if name not in before]
    leave = [name for name in before if name not in after]
    count = number(found.after.programme.priority.top_k, lang=lang)
    if not come and not leave:
        words = "Thứ tự ưu tiên: vẫn những xã đó trong {count} xã đầu của tỉnh."
        return say(words, lang=lang, count=count)
    return say(
        "Thứ tự ưu tiên: {count} xã đầu của tỉnh có thêm {come}; không còn {leave}.",
        lang=lang,
        count=count,
        come=", ".join(come) or "–",
        leave=", ".join(leave) or "–",
    )


def _tornado_after(found: WhatIf, *, lang: str) -> Fragment:
    """Draw what the province's gap hangs on most after the change."""
    if found.changes.empty:
        return Fragment("")
    drawn = tornado(
        found.after.assumptions,
        central_vnd=found.after.gap.gap_vnd.sum(skipna=False),
        lang=lang,
        illustrative=bool(found.after.gap.basis.eq("illustrative").any()),
    )
    if drawn is None:
        return Fragment("")
    title = say("Sau khi đổi, điều gì làm con số thay đổi nhiều nhất (toàn tỉnh)", lang=lang)
    return heading(title, level=3) + picture(drawn)
