"""The Fund's year as a picture: what was there, what came, where it went, what is left."""

from __future__ import annotations

from needs.charts import Picture
from needs.charts.amounts import Amounts, millions
from needs.charts.axis import Axis, axis_over, draw_axis
from needs.charts.drawing import Drawing
from needs.charts.looks import GAP, PLEDGED, QUIET_INK, STATE, TARGET, Look
from needs.sheets.fund_figures import FundYear
from needs.wording import say

BAR, BELOW = 0.36, 0.2
_KINDS: dict[str, Look] = {"held": TARGET, "in": STATE, "goods": PLEDGED, "out": GAP}


def money_picture(year: FundYear) -> Picture | None:
    """Draw money in and out as steps: each bar begins where the one above it ends.

    Parameters
    ----------
    year
        The year of the Fund.

    Returns
    -------
    Picture or None
        None where nothing was there, came or went. The steps end at what is left, to the đồng.
    """
    sums, lang = year.sums, year.lang
    if not any(sums.values()):
        return None
    amounts = millions([sums["opening"] + sums["received"]], lang=lang)
    axis = axis_over([sums["opening"] + sums["received"]])
    drawing = Drawing(lang=lang, illustrative=year.illustrative)
    top = drawing.top
    sentences: list[str] = []
    at = 0
    if sums["opening"]:
        name = say("Số dư đầu năm", lang=lang)
        at = _step(drawing, axis, amounts, name, 0, sums["opening"], "held", sentences)
    goods = {one.id for one in year.rules.accounts if one.kind == "donation_goods"}
    came = year.income_by_account()
    for account, value in came.items():
        kind = "goods" if account in goods else "in"
        name = year.account_name(str(account))
        at = _step(drawing, axis, amounts, name, at, int(value), kind, sentences)
    at = _rest(drawing, axis, amounts, year, at, sums["received"] - int(came.sum()), sentences)
    went = year.spending_by_activity()
    for activity, value in went.items():
        name = say("chi: {activity}", lang=lang, activity=year.activity_name(str(activity)))
        at = _step(drawing, axis, amounts, name, at, -int(value), "out", sentences)
    at = _rest(drawing, axis, amounts, year, at, int(went.sum()) - sums["spent"], sentences)
    name = (
        say("Còn lại cuối năm", lang=lang)
        if year.day == year.rules.last_day(year.year)
        else say("Còn lại", lang=lang)
    )
    _step(drawing, axis, amounts, name, 0, sums["closing"], "held", sentences)
    draw_axis(drawing, axis, top=top, words=amounts.words)
    drawing.paragraph(
        say("Xanh: tiền vào. Gạch chéo: hiện vật. Cam: chi. Đơn vị: triệu đồng.", lang=lang)
    )
    return drawing.picture(
        title=say("Tiền vào, tiền ra năm {year} (triệu đồng)", lang=lang, year=year.year),
        alt=sentences,
    )


def _step(
    drawing: Drawing,
    axis: Axis,
    amounts: Amounts,
    name: str,
    start: int,
    change: int,
    kind: str,
    sentences: list[str],
) -> int:
    """Draw one step and return where it ends."""
    figure = amounts.words(abs(change))
    drawing.named(name, figure)
    low, end = min(start, start + change), start + change
    y = drawing.top
    look = _KINDS[kind]
    drawing.bar(axis.at(low), y, axis.span(0, abs(change)), BAR, look=look, part=kind)
    drawing.top += BAR + BELOW
    x = axis.at(end)
    drawing.line(x, y + BAR, x, y + BAR + BELOW, dashed=True, colour=QUIET_INK)
    sentences.append(f"{name}: {figure}.")
    return end


def _rest(
    drawing: Drawing,
    axis: Axis,
    amounts: Amounts,
    year: FundYear,
    at: int,
    change: int,
    sentences: list[str],
) -> int:
    """Draw what corrects earlier years, where there is any."""
    if not change:
        return at
    name = say("điều chỉnh của năm trước", lang=year.lang)
    return _step(drawing, axis, amounts, name, at, change, "out", sentences)
