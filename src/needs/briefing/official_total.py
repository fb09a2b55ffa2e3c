"""From the estimate of children in special circumstances to the official total, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from needs.assessment import Assessment
from needs.briefing.cells import span, whole
from needs.briefing.html import Fragment, data_table, paragraph, text
from needs.need import CIRCLE, FACTOR, OFFICIAL
from needs.tables import rows_of
from needs.wording import interval, number, percent, say
from needs.wording.numbers import is_missing


def official_total(assessment: Assessment, *, lang: str) -> Fragment:
    """Show how the estimates were brought to the official total, why the two differ, who is not in.

    Nothing is shown where no source gives a total; where the estimates could not be brought to it,
    that is said.

    Parameters
    ----------
    assessment
        Of the province or of one district, whose children are then told beside the province's.
    """
    totals = assessment.programme.beneficiaries.totals
    if totals.special_circumstances is None:
        return Fragment("")
    figures = {str(row.figure): row for row in rows_of(assessment.assumptions)}
    if FACTOR in figures:
        shown = _steps(assessment, figures, lang) + _why(figures, lang)
        shown += _words(totals.special_circumstances.note)
        shown += _words(
            say(
                "Xã đã báo số trẻ thì giữ số xã báo, dù tổng khi ấy khác số chính thức: số xã báo "
                "mới hơn.",
                lang=lang,
            ),
        )
    else:
        shown = _words(
            say(
                "Chưa đưa ước tính về số chính thức được: có xã chưa có số trẻ em, hoặc chưa có tỷ "
                "lệ. Số từng xã là ước tính riêng, cộng lại không phải số chính thức.",
                lang=lang,
            )
        )
    if totals.at_risk is None:
        return shown
    return shown + _words(
        say(
            "Trẻ em có nguy cơ là các em khác, chưa thuộc nhóm nào trong luật: không cộng vào số "
            "trên, không chia cho xã, không tính nhu cầu.",
            lang=lang,
        )
    )


def _steps(assessment: Assessment, figures: Mapping[str, Any], lang: str) -> Fragment:
    official, share, factor = (figures[name] for name in (OFFICIAL, CIRCLE, FACTOR))
    estimate = official.value / factor.value
    rows = [
        [
            say("Ước tính trước khi đưa về: {children} trẻ em của tỉnh × {share}", lang=lang,
                children=number(round(estimate / share.value), lang=lang),
                share=_percent(share.value, lang)),
            number(round(estimate), lang=lang),
        ],
        [say("Số chính thức của tỉnh", lang=lang), _with_ends(official, lang)],
        [
            say("Hệ số: số chính thức ÷ ước tính, nhân vào mọi xã", lang=lang),
            _ratio(factor, lang),
        ],
        [_result_name(assessment, lang), whole(_children(assessment), lang)],
    ]  # fmt: skip
    return data_table(
        [say("Bước", lang=lang), say("Trẻ có hoàn cảnh đặc biệt", lang=lang)],
        [[text(step), figure] for step, figure in rows],
        caption=say("Từ ước tính đến số chính thức", lang=lang),
        kinds="tn",
        compact=True,
    )


def _why(figures: Mapping[str, Any], lang: str) -> Fragment:
    """Say how many children the official figures mean, beside how many the residents give."""
    official, share, factor = (figures[name] for name in (OFFICIAL, CIRCLE, FACTOR))
    meant = official.value / share.value
    return _words(
        say(
            "Vì sao khác nhau: {official} trẻ là {share} thì tỉnh có khoảng {meant} trẻ em; tính "
            "từ bảng dân số thì có {counted}.",
            lang=lang,
            official=number(official.value, lang=lang),
            share=_percent(share.value, lang),
            meant=number(round(meant, -3), lang=lang),
            counted=number(round(meant / factor.value), lang=lang),
        )
    )


def _result_name(assessment: Assessment, lang: str) -> str:
    districts = assessment.communes.district.dropna().unique()
    if len(districts) == 1:
        return say("Sau khi đưa về, các xã của {place} cộng lại", lang=lang, place=districts[0])
    return say("Sau khi đưa về, mọi xã cộng lại", lang=lang)


def _children(assessment: Assessment) -> Any:
    """Return the children in special circumstances of the communes shown."""
    return assessment.people_in_need.children.sum(skipna=False)


def _with_ends(figure: Any, lang: str) -> str:
    value = number(figure.value, lang=lang)
    if is_missing(figure.low) or figure.low == figure.high:
        return value
    return f"{value} ({span(figure.low, figure.high, lang)})"


def _ratio(figure: Any, lang: str) -> str:
    value = number(figure.value, lang=lang, decimals=4)
    if figure.low == figure.high:
        return value
    return f"{value} ({interval(figure.low, figure.high, lang=lang, decimals=4)})"


def _percent(share: float, lang: str) -> str:
    """Write a share with as many decimals as it has, up to two."""
    decimals = 1 if round(share * 1000) == round(share * 1000, 6) else 2
    return percent(share, lang=lang, decimals=decimals)


def _words(words: str) -> Fragment:
    return paragraph(words) if words else Fragment("")
