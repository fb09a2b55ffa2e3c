"""What would change if a donor widened one of its wishes: solved again, wish by wish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.assessment.replan import Replan, replan
from needs.proposals.explained_facts import PlanFacts, find_donor, plan_facts
from needs.proposals.explained_givers import gift_label
from needs.proposals.explained_words import communes_words, held_words
from needs.proposals.words import listed
from needs.tables import rows_of
from needs.wording import number, say
from needs.wording.numbers import is_missing

Solve = Callable[..., Replan]

#: A wish → the columns that hold it, and the value of one without it.
_WISHES: dict[str, tuple[tuple[str, ...], Any]] = {
    "categories": (("categories", "without_categories"), ()),
    "districts": (("districts", "without_districts"), ()),
    "communes": (("communes", "without_communes"), ()),
    "zones": (("zones",), ()),
    "ages": (("from_age", "to_age"), pd.NA),
    "visit_months": (("visit_months",), ()),
    "most_communes": (("most_communes",), pd.NA),
    "most_per_commune": (("most_per_commune",), pd.NA),
    "least_per_commune": (("least_per_commune",), pd.NA),
    "package_units": (("gift_package_units",), pd.NA),
    "whole": (("whole",), False),
    "share": (("share",), 1.0),
}
_COLUMNS = {
    "gift_id": "str",
    "wish": "str",
    "given_before": "Int64",
    "given_after": "Int64",
    "communes_before": "Int64",
    "communes_after": "Int64",
    "plan_before": "Int64",
    "plan_after": "Int64",
    "left_before": "Int64",
    "left_after": "Int64",
}


def wider_wishes(gift: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each wish that a gift holds, and the columns of table `gifts` without this wish.

    Parameters
    ----------
    gift
        A row of the table `gifts`.

    Yields
    ------
    (wish, {column: value})
        `wish` is one of categories, districts, communes, zones, ages, visit_months,
        most_communes, most_per_commune, least_per_commune, package_units, whole, share.
    """
    for wish, (columns, without) in _WISHES.items():
        changed = {name: without for name in columns if _holds(getattr(gift, name), without)}
        if changed:
            yield wish, changed


def widened_table(assessment: Assessment, donor: str, *, solve: Solve = replan) -> pd.DataFrame:
    """Make the plan again with each wish of a donor widened, one at a time.

    Parameters
    ----------
    assessment
        With the plan as it is.
    donor
        Whose wishes: id or name.
    solve
        `needs.assessment.replan.replan`: one plan a wish, which takes as long as each takes.

    Returns
    -------
    DataFrame
        gift_id, wish; given (children and places by this gift), communes, plan (children and
        places of the whole plan), left (đồng, units or children), each before and after.
    """
    gifts = assessment.tables["gifts"]
    donor_id = find_donor(plan_facts(assessment), donor)
    rows = []
    for gift in rows_of(gifts[gifts.donor_id == donor_id].sort_values("gift_id")):
        for wish, changed in wider_wishes(gift):
            again = solve(assessment, gifts={gift.gift_id: changed}).after
            told = zip(_told(assessment, gift.gift_id), _told(again, gift.gift_id), strict=True)
            rows.append((gift.gift_id, wish, *[value for pair in told for value in pair]))
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def widened_words(plan: PlanFacts, widened: pd.DataFrame, *, lang: str) -> list[str]:
    """Say what each widened wish would do; the most useful first."""
    gifts = {gift.gift_id: gift for gift in rows_of(plan.gifts)}
    more = (widened.given_after - widened.given_before).rename("more")
    ordered = widened.assign(more=more).sort_values(
        ["more", "gift_id", "wish"], ascending=[False, True, True]
    )
    lines = []
    for row in rows_of(ordered):
        gift = gifts[row.gift_id]
        values = {"gift": gift_label(plan, gift, lang=lang), "if_wider": _wish(row.wish, lang)}
        if (row.given_after, row.plan_after) == (row.given_before, row.plan_before):
            lines.append(say("{gift}: nếu {if_wider} thì kết quả không đổi.", lang=lang, **values))
            continue
        if row.plan_after == row.plan_before:
            words = (
                "{gift}: nếu {if_wider} thì quà này đến {after} thay vì {before} (trẻ, nơi), ở "
                "{communes}; cả kế hoạch vẫn {plan_after}; còn lại {left}."
            )
        else:
            words = (
                "{gift}: nếu {if_wider} thì quà này đến {after} thay vì {before} (trẻ, nơi), ở "
                "{communes}; cả kế hoạch {plan_after} thay vì {plan_before}; còn lại {left}."
            )
        values |= {
            "before": number(row.given_before, lang=lang),
            "after": number(row.given_after, lang=lang),
            "communes": communes_words(int(row.communes_after), lang=lang),
            "plan_before": number(row.plan_before, lang=lang),
            "plan_after": number(row.plan_after, lang=lang),
            "left": held_words(plan.programme, gift, row.left_after, lang=lang),
        }
        lines.append(say(words, lang=lang, **values))
    return lines or [say("Nhà tài trợ không đặt mong muốn nào để nới.", lang=lang)]


def _holds(value: Any, without: Any) -> bool:
    if isinstance(without, tuple):
        return bool(listed(value))
    if without is pd.NA:
        return not is_missing(value)
    return not is_missing(value) and bool(value != without)


def _told(assessment: Assessment, gift_id: str) -> tuple[Any, ...]:
    lots, use = assessment.tables["allocation"], assessment.tables["gift_use"]
    mine = lots[(lots.gift_id == gift_id) | (lots.partner_gift == gift_id)]
    left = use.left[use.gift_id == gift_id]
    return (
        int((mine.children_reached + mine.places).sum()),
        int(mine.commune_code.nunique()),
        int((lots.children_reached + lots.places).sum()),
        left.iloc[0] if len(left) else pd.NA,
    )


def _wish(wish: str, lang: str) -> str:
    words = {
        "categories": say("nhận mọi loại hỗ trợ", lang=lang),
        "districts": say("nhận mọi huyện", lang=lang),
        "communes": say("nhận mọi xã", lang=lang),
        "zones": say("nhận mọi khu vực", lang=lang),
        "ages": say("cho mọi lứa tuổi", lang=lang),
        "visit_months": say("đi trao được mọi tháng", lang=lang),
        "most_communes": say("không giới hạn số xã", lang=lang),
        "most_per_commune": say("không đặt mức nhiều nhất một xã", lang=lang),
        "least_per_commune": say("không đặt mức ít nhất một xã", lang=lang),
        "package_units": say("chia gói nhỏ như thường lệ", lang=lang),
        "whole": say("cho được từng phần", lang=lang),
        "share": say("trả trọn mỗi gói", lang=lang),
    }
    return words[wish]
