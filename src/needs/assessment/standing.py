"""How the communes of a programme are known, and what is said where no list says it yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from needs.errors import NeedsError
from needs.programmes import Programme
from needs.wording import date_text, say

if TYPE_CHECKING:
    from needs.assessment.assess import Assessment

#: From an official list; from none yet; or every commune, where children count by circumstances.
Standing = Literal["listed", "no_list", "by_groups"]


def standing_of(programme: Programme, communes: pd.DataFrame) -> Standing:
    """Tell how the communes of a programme are known.

    Parameters
    ----------
    communes
        Table `communes`: without any list, area_list is missing in every row.
    """
    if programme.beneficiaries.by_groups:
        return "by_groups"
    return "no_list" if communes.area_list.isna().all() else "listed"


def no_list(*, lang: str) -> str:
    """Say, in the place of a figure, that it waits for the official list."""
    return say("chưa có danh sách xã", lang=lang)


def no_list_words(programme: Programme, *, lang: str) -> str:
    """Say what is not known without the official list."""
    return say(
        "Chưa có danh sách xã của {province} cho ngày {day}: chưa biết xã nào thuộc khu vực nào, "
        "nên chưa tính được đối tượng, nhu cầu, phần còn thiếu và đề xuất. Không có nghĩa là không "
        "xã nào thuộc diện.",
        lang=lang,
        province=programme.province.text(lang),
        day=date_text(programme.reference_date, lang=lang),
    )


def what_to_do(programme: Programme, *, lang: str) -> str:
    """Say how the official list gets here."""
    return say(
        "Việc cần làm: lấy danh sách kèm quyết định, rồi chạy «needs areas import TỆP "
        "--programme {programme} --decision SỐ --issued NGÀY --valid-from NGÀY --valid-to NGÀY»; "
        "danh sách được đối chiếu với tổng số chính thức.",
        lang=lang,
        programme=programme.id,
    )


def require_list(assessment: Assessment, *, lang: str) -> None:
    """Refuse what cannot be said without the official list, and say what to do.

    Raises
    ------
    NeedsError
        If no list of communes is here.
    """
    programme = assessment.programme
    if standing_of(programme, assessment.tables["communes"]) == "no_list":
        words = no_list_words(programme, lang=lang)
        raise NeedsError(f"{words} {what_to_do(programme, lang=lang)}")
