"""A gift in words: what a donor said it can give, and on which conditions."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.proposals.explained_words import children_words, units_words
from needs.proposals.plan_tables import gifts_table
from needs.proposals.words import (
    listed,
    month_numbers,
    months_words,
    support,
    support_name,
    support_names,
)
from needs.tables import rows_of
from needs.wording import money, number, percent, say
from needs.wording.numbers import is_missing


def gifts_of(assessment: Assessment, donor_id: str) -> pd.DataFrame:
    """Return a donor's gifts, by id; none where the table of gifts is not there."""
    gifts = gifts_table(assessment)
    return gifts[gifts.donor_id == donor_id].sort_values("gift_id", ignore_index=True)


def gift_words(assessment: Assessment, gift: Any, *, lang: str) -> list[str]:
    """Say what a gift is and each of its conditions, one sentence each.

    Parameters
    ----------
    assessment
        Names of categories, districts and communes.
    gift
        A row of the table `gifts`.
    """
    sentences = [_what(assessment, gift, lang), *_wishes(assessment, gift, lang)]
    sentences += [*_limits(assessment, gift, lang), *_ways(gift, lang)]
    if len(sentences) == 1:
        sentences.append(say("Không có điều kiện nào kèm theo.", lang=lang))
    return sentences


def _what(assessment: Assessment, gift: Any, lang: str) -> str:
    if gift.funding == "cash":
        words = say("Tiền: {amount}", lang=lang, amount=money(gift.budget_vnd, lang=lang))
    elif gift.funding == "stock":
        words = say(
            "Hiện vật có sẵn: {amount}",
            lang=lang,
            amount=gift_amount(assessment, gift, gift.units, lang=lang),
        )
    else:
        words = say(
            "Đỡ đầu {children} trong {months} tháng: {category}",
            lang=lang,
            children=children_words(gift.children, lang=lang),
            months=number(gift.months, lang=lang),
            category=support_name(assessment.programme, gift.category, lang=lang),
        )
        if not is_missing(gift.month_vnd):
            each = say(
                "{amount} một trẻ một tháng", lang=lang, amount=money(gift.month_vnd, lang=lang)
            )
            words = f"{words}, {each}"
    if not is_missing(gift.period) and gift.period:
        words = f"{words} ({say('năm {year}', lang=lang, year=gift.period)})"
    own = "" if is_missing(gift.gift) or not gift.gift else f"«{gift.gift}»: "
    return f"{own}{words}."


def _wishes(assessment: Assessment, gift: Any, lang: str) -> list[str]:
    """Say for what, where and for whom it is, and for what, where it is not."""
    names = _place_names(assessment)

    def kinds(values: Any) -> str:
        return support_names(assessment.programme, listed(values), lang=lang)

    def places(*values: Any) -> str:
        codes = [code for value in values for code in listed(value)]
        return "; ".join(names.get(code, code) for code in codes)

    sentences = []
    if given := kinds(gift.categories):
        sentences.append(say("Chỉ cho: {names}.", lang=lang, names=given))
    if given := places(gift.districts, gift.communes):
        sentences.append(say("Chỉ ở: {names}.", lang=lang, names=given))
    if given := ", ".join(listed(gift.zones)):
        sentences.append(say("Chỉ xã khu vực {zones}.", lang=lang, zones=given))
    if given := kinds(gift.without_categories):
        sentences.append(say("Không cho: {names}.", lang=lang, names=given))
    if given := places(gift.without_districts, gift.without_communes):
        sentences.append(say("Không ở: {names}.", lang=lang, names=given))
    return sentences + _ages(gift, lang)


def _ages(gift: Any, lang: str) -> list[str]:
    first, last = gift.from_age, gift.to_age
    if is_missing(first) and is_missing(last):
        return []
    if is_missing(first):
        return [say("Cho trẻ đến {age} tuổi.", lang=lang, age=int(last))]
    if is_missing(last):
        return [say("Cho trẻ từ {age} tuổi.", lang=lang, age=int(first))]
    if first == last:
        return [say("Cho trẻ {age} tuổi.", lang=lang, age=int(first))]
    return [say("Cho trẻ từ {a} đến {b} tuổi.", lang=lang, a=int(first), b=int(last))]


def _limits(assessment: Assessment, gift: Any, lang: str) -> list[str]:
    """Say how much for a commune, how many communes, which packages."""

    def amount(value: Any) -> str:
        return gift_amount(assessment, gift, value, lang=lang)

    sentences = []
    if not is_missing(gift.least_per_commune):
        least = amount(gift.least_per_commune)
        sentences.append(say("Mỗi xã ít nhất {amount}.", lang=lang, amount=least))
    if not is_missing(gift.most_per_commune):
        most = amount(gift.most_per_commune)
        sentences.append(say("Mỗi xã nhiều nhất {amount}.", lang=lang, amount=most))
    if not is_missing(gift.most_communes):
        words = "Nhiều nhất {n} xã."
        sentences.append(say(words, lang=lang, n=number(gift.most_communes, lang=lang)))
    if not is_missing(gift.package_units):
        words = "Đóng gói {n} đơn vị một gói."
        sentences.append(say(words, lang=lang, n=number(gift.package_units, lang=lang)))
    return sentences


def _ways(gift: Any, lang: str) -> list[str]:
    """Say how it is given: whole, shared, in which months."""
    sentences = []
    if gift.whole:
        sentences.append(say("Trao trọn vẹn: hoặc cả, hoặc không.", lang=lang))
    if not is_missing(gift.share) and gift.share < 1:
        sentences.append(
            say(
                "Góp {share} chi phí mỗi gói; phần còn lại do một nhà tài trợ khác.",
                lang=lang,
                share=percent(gift.share, lang=lang),
            )
        )
    if gift.joins:
        sentences.append(say("Sẵn lòng góp phần còn lại của nhà tài trợ khác.", lang=lang))
    if months := month_numbers(gift.visit_months):
        sentences.append(
            say("Đến trao: {months}.", lang=lang, months=months_words(months, lang=lang))
        )
    return sentences


def _place_names(assessment: Assessment) -> dict[str, str]:
    """Return code → name of the programme's communes and (former) districts."""
    communes = assessment.communes
    names = dict(zip(communes.district_code, communes.district, strict=True))
    return names | dict(zip(communes.commune_code, communes.commune, strict=True))


def gift_title(gift: Any, *, lang: str) -> str:
    """Return how a gift is told apart from the donor's others: its own words, or what it is."""
    own = "" if is_missing(gift.gift) else str(gift.gift)
    kinds = {
        "cash": say("tiền", lang=lang),
        "stock": say("hiện vật", lang=lang),
        "sponsored": say("đỡ đầu", lang=lang),
    }
    return own or kinds[gift.funding]


def gifts_said(assessment: Assessment, donor_id: str, *, lang: str) -> list[str]:
    """Say what a donor has told, one paragraph a gift."""
    rows = rows_of(gifts_of(assessment, donor_id))
    return [" ".join(gift_words(assessment, gift, lang=lang)) for gift in rows]


def gift_amount(assessment: Assessment, gift: Any, value: Any, *, lang: str) -> str:
    """Write a part of a gift in what the gift is counted in."""
    if gift.funding == "cash":
        return money(value, lang=lang)
    if gift.funding == "sponsored":
        return children_words(value, lang=lang)
    return units_words(assessment.programme, gift.category, value, lang=lang)


def gift_measure(assessment: Assessment, gift: Any, *, lang: str) -> str:
    """Name what a gift is counted in: đồng, children, or units of its category."""
    if gift.funding == "cash":
        return say("đồng", lang=lang)
    if gift.funding == "sponsored":
        return say("trẻ", lang=lang)
    return support(assessment.programme, gift.category).unit.text(lang)
