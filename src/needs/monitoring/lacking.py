"""What a report lacks, each thing named; commands stand apart (`to_do`), not in a document."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.monitoring.periods import ReportPeriod
from needs.places import without_prefix
from needs.wording import collation_key, number, say

#: More names than these are counted.
_NAMED = 12


def list_awaited(assessment: Assessment) -> bool:
    """Tell whether the programme counts by a list of communes that nobody has loaded yet."""
    by_list = not assessment.programme.beneficiaries.by_groups
    return by_list and bool(assessment.communes.area_list.isna().all())


def lacking(
    assessment: Assessment,
    period: ReportPeriod,
    *,
    ledger_there: bool,
    compared_with: str | None,
    unpriced_lots: int,
    lang: str,
) -> tuple[str, ...]:
    """Say what is missing from a report, in the order in which it matters.

    Parameters
    ----------
    assessment
        The part of the assessment that is reported.
    period
        The report's years.
    ledger_there
        Whether there is a ledger of commitments.
    compared_with
        The kept year that this one is compared with; None: there is none.
    unpriced_lots
        Lots of the ledger without a price.
    """
    programme = assessment.programme
    told = []
    if list_awaited(assessment):
        told.append(
            say("chưa có danh sách xã chính thức: nhu cầu, chỉ tiêu chưa tính được", lang=lang)
        )
    if not ledger_there:
        told.append(say("chưa có sổ cam kết: mọi số nhận lời, đã trao để trống", lang=lang))
    if str(period.last_year) != programme.period:
        told.append(
            say(
                "số liệu đang có là của năm {assessed}, báo cáo của năm {year}: chưa có nhu cầu "
                "và chỉ tiêu của năm báo cáo",
                lang=lang,
                assessed=programme.period,
                year=period.last_year,
            )
        )
    elif compared_with is None:
        told.append(say("chưa giữ bảng năm trước nên chưa so được hai năm", lang=lang))
    told += _returns(assessment, lang)
    if not list_awaited(assessment):
        told += _figures(assessment, lang)
    told += _prices(assessment, lang)
    if unpriced_lots:
        told.append(
            say(
                "{n} lô trong sổ chưa có giá: tiền của các lô ấy không có trong tổng",
                lang=lang,
                n=number(unpriced_lots, lang=lang),
            )
        )
    return tuple(told)


def to_do(
    assessment: Assessment, *, ledger_there: bool, unconfirmed_lots: int, lang: str
) -> tuple[str, ...]:
    """Say which commands fill what is lacking: for the planner at the terminal, never on a page.

    Parameters
    ----------
    ledger_there
        Whether there is a ledger of commitments.
    unconfirmed_lots
        Lots that were delivered and not confirmed yet.
    """
    programme = assessment.programme
    names = {"programme": programme.id, "year": programme.period}
    told = []
    if list_awaited(assessment):
        told.append(say("nạp danh sách xã: `needs areas import TỆP`", lang=lang))
    if not ledger_there:
        told.append(
            say("sổ cam kết được lập khi ghi lần đầu: `needs commit {programme} …`", lang=lang,
                **names)
        )  # fmt: skip
    if unconfirmed_lots:
        told.append(
            say("bốc thăm lô để kiểm tra tại chỗ: `needs spot-check {programme}`", lang=lang,
                **names)
        )  # fmt: skip
    told.append(
        say("cuối năm giữ số liệu để năm sau so: `needs years keep {programme} --year {year}`",
            lang=lang, **names)
    )  # fmt: skip
    return tuple(told)


def not_returned(assessment: Assessment) -> pd.DataFrame:
    """Return the communes that are counted and have returned nothing for the year assessed.

    Without a list nobody knows which communes are counted: none is named then.
    """
    asked = assessment.gap[["commune_code", "commune"]].drop_duplicates()
    if list_awaited(assessment):
        return asked.head(0)
    return asked[~asked.commune_code.isin(assessment.told.commune_code)]


def names_of(communes: pd.Series, *, lang: str) -> str:
    """Return names in alphabetical order; those beyond a dozen are counted."""
    names = sorted({without_prefix(str(name)) for name in communes}, key=collation_key)
    if len(names) <= _NAMED:
        return ", ".join(names)
    more = say("và {n} xã khác", lang=lang, n=number(len(names) - _NAMED, lang=lang))
    return f"{', '.join(names[:_NAMED])} {more}"


def _returns(assessment: Assessment, lang: str) -> list[str]:
    silent = not_returned(assessment)
    if silent.empty:
        return []
    return [
        say(
            "chưa nhận báo cáo năm {year} của {n}/{all} xã: {names}; số liệu của các xã ấy là "
            "ước tính",
            lang=lang,
            year=assessment.programme.period,
            n=number(len(silent), lang=lang),
            all=number(assessment.gap.commune_code.nunique(), lang=lang),
            names=names_of(silent.commune, lang=lang),
        )
    ]


def _figures(assessment: Assessment, lang: str) -> list[str]:
    unknown = assessment.gap[assessment.gap.gap_point.isna()]
    if unknown.empty:
        return []
    return [
        say(
            "chưa biết còn thiếu bao nhiêu ở {n} xã: {names}",
            lang=lang,
            n=number(unknown.commune_code.nunique(), lang=lang),
            names=names_of(unknown.commune, lang=lang),
        )
    ]


def _prices(assessment: Assessment, lang: str) -> list[str]:
    told = []
    kinds = {
        category.id: category.unit_price_vnd.kind for category in assessment.programme.categories
    }
    here = set(assessment.gap.category)
    names = {category.id: category.name.text(lang) for category in assessment.programme.categories}
    assumed = [names[one] for one, kind in kinds.items() if kind == "assumption" and one in here]
    if assumed:
        told.append(
            say(
                "đơn giá của {names} là giả định; thay bằng báo giá",
                lang=lang,
                names="; ".join(assumed),
            )
        )
    facilities = [
        one.name.text(lang)
        for one in assessment.programme.facilities
        if one.unit_price_vnd is None and one.id in set(assessment.facilities.facility)
    ]
    if facilities:
        told.append(
            say(
                "chưa có đơn giá của {names}: chi phí để trống",
                lang=lang,
                names="; ".join(facilities),
            )
        )
    return told
