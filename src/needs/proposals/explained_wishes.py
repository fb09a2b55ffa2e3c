"""Which gift may go where by its donor's wishes, and why another may not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from needs.programmes import Programme
from needs.proposals.explained_facts import PlanFacts
from needs.proposals.words import listed, month_numbers, support
from needs.wording import say
from needs.wording.numbers import is_missing

Flags = npt.NDArray[np.bool_]


def refusals(gift: Any, cells: pd.DataFrame, plan: PlanFacts) -> pd.Series:
    """Return, per cell, why a gift may not go there; "" where it may.

    Parameters
    ----------
    gift
        A row of `plan.gifts`.
    cells
        Rows of `plan.cells`.
    plan
        The plan.

    Returns
    -------
    Series of str
        Codes of `refusal_words`, the first that applies: what the donor wishes stands before
        what its packages and limits allow.
    """
    named = _named(gift, cells)
    size, room = _package_counts(gift, cells), (cells.gap_low - cells.held).clip(lower=0)
    cash = gift.funding == "cash"
    tests: list[tuple[str, Any]] = [
        ("period", _given(gift.period) and gift.period != plan.programme.period),
        ("goods", not cash and cells.category.ne(gift.category)),
        ("children_only", _children_only(gift, cells)),
        *named,
        ("months", _off_season(gift, cells, plan.programme)),
        ("ages", _other_ages(gift, cells, plan.programme)),
        ("price", cash and cells.price.isna()),
        ("partner", _alone(gift, plan)),
        ("package", size.gt(room.fillna(0)) & room.notna()),
    ]
    masks = [_mask(test, len(cells)) for _, test in tests]
    codes = pd.Series(np.select(masks, [code for code, _ in tests], ""), index=cells.index)
    return codes.astype("str")


def commune_too_small(gift: Any, cells: pd.DataFrame, plan: PlanFacts) -> bool:
    """Tell whether all that a commune lacks is less than the least the gift gives to one.

    `cells` are all rows of one commune. Counted in what the gift holds: đồng, units, children.
    """
    if is_missing(gift.least_per_commune):
        return False
    fits = cells[(refusals(gift, cells, plan) == "").to_numpy()]
    return bool(_holdings(gift, fits, fits.gap_low - fits.held).sum() < gift.least_per_commune)


def package_need(gift: Any, cell: Any) -> float:
    """Return what one package in the cell takes from the gift: đồng, units or children."""
    if gift.funding == "sponsored":
        return 1
    units = cell.package_units if is_missing(gift.package_units) else gift.package_units
    if gift.funding == "stock":
        return float(units)
    share = 1.0 if is_missing(gift.share) else float(gift.share)
    return float(units) * float(cell.price) * share


def refusal_words(code: str, *, lang: str) -> str:
    """Say why a gift may not go to a place."""
    words = {
        "period": say("quà của kỳ khác", lang=lang),
        "goods": say("hiện vật hoặc suất đỡ đầu của loại khác", lang=lang),
        "children_only": say("không nêu công trình, dành cho trẻ", lang=lang),
        "category": say("chỉ muốn hỗ trợ loại khác", lang=lang),
        "without_category": say("không muốn hỗ trợ loại này", lang=lang),
        "zone": say("chỉ muốn hỗ trợ khu vực khác", lang=lang),
        "district": say("chỉ muốn hỗ trợ huyện khác", lang=lang),
        "without_district": say("không muốn hỗ trợ huyện này", lang=lang),
        "commune": say("chỉ muốn hỗ trợ xã khác", lang=lang),
        "without_commune": say("không muốn hỗ trợ xã này", lang=lang),
        "months": say("không đi trao được vào mùa cần", lang=lang),
        "ages": say("quà cho lứa tuổi khác", lang=lang),
        "price": say("cho tiền, mà loại này chưa có đơn giá", lang=lang),
        "partner": say("chỉ trả một phần, chưa có ai góp phần còn lại", lang=lang),
        "package": say("một gói lớn hơn phần còn thiếu ở đây", lang=lang),
        "least": say("mức ít nhất cho một xã lớn hơn phần còn thiếu ở đây", lang=lang),
    }
    return words[code]


def _children_only(gift: Any, cells: pd.DataFrame) -> Any:
    """Places are given by who names them: money without a wish, and sponsorship, go to children."""
    if gift.funding == "stock" or (gift.funding == "cash" and listed(gift.categories)):
        return False
    return cells.counted.eq("places")


def _named(gift: Any, cells: pd.DataFrame) -> list[tuple[str, Any]]:
    tests: list[tuple[str, Any]] = []
    for code, wishes, column in (
        ("category", "categories", "category"),
        ("zone", "zones", "zone"),
        ("district", "districts", "district_code"),
        ("commune", "communes", "commune_code"),
    ):
        only = listed(getattr(gift, wishes))
        tests.append((code, bool(only) and ~cells[column].isin(only)))
        without = listed(getattr(gift, f"without_{wishes}", ()))
        if without:
            tests.append((f"without_{code}", cells[column].isin(without)))
    return tests


def _package_counts(gift: Any, cells: pd.DataFrame) -> pd.Series:
    """Return how many children or places one package of the gift serves in each cell."""
    if gift.funding == "sponsored":
        return pd.Series(1, index=cells.index)
    if is_missing(gift.package_units):
        return cells.package_children
    return cells.package_children * int(gift.package_units) / cells.package_units


def _holdings(gift: Any, cells: pd.DataFrame, count: pd.Series) -> pd.Series:
    """Return what serving so many children or places takes from the gift."""
    if gift.funding == "sponsored":
        return count
    units = count * cells.package_units / cells.package_children
    return units if gift.funding == "stock" else units * cells.price


def _off_season(gift: Any, cells: pd.DataFrame, programme: Programme) -> Any:
    visits = set(month_numbers(gift.visit_months))
    if not visits:
        return False
    return _by_category(
        cells, lambda entry: bool(months := _season(entry)) and not visits & set(months), programme
    )


def _season(entry: Any) -> tuple[int, ...]:
    return tuple(getattr(entry, "delivery_months", ()))


def _other_ages(gift: Any, cells: pd.DataFrame, programme: Programme) -> Any:
    first = 0 if is_missing(gift.from_age) else gift.from_age
    last = 99 if is_missing(gift.to_age) else gift.to_age
    if is_missing(gift.from_age) and is_missing(gift.to_age):
        return False

    def outside(entry: Any) -> bool:
        bands = [programme.band(name) for name in getattr(entry, "age_bands", ())]
        return not any(band.from_age <= last and band.to_age >= first for band in bands)

    # The plan knows the children year by year: where it finds none of these ages, so it is.
    return _by_category(cells, outside, programme) | cells.reason.eq("no_age")


def _by_category(cells: pd.DataFrame, test: Any, programme: Programme) -> pd.Series:
    answers = {name: test(support(programme, name)) for name in set(cells.category)}
    return pd.Series([answers[name] for name in cells.category], index=cells.index, dtype="bool")


def _alone(gift: Any, plan: PlanFacts) -> bool:
    if is_missing(gift.share) or gift.share >= 1:
        return False
    joining = plan.gifts.joins & (plan.gifts.donor_id != gift.donor_id)
    return not bool(joining.any())


def _given(value: Any) -> bool:
    return not is_missing(value) and value != ""


def _mask(test: Any, rows: int) -> Flags:
    if isinstance(test, pd.Series):
        return test.fillna(False).to_numpy(dtype=bool)
    return np.full(rows, bool(test))


def gift_rows(gifts: pd.DataFrame) -> Iterable[Any]:
    """Yield the gifts in a fixed order: by donor, then by gift."""
    ordered = gifts.sort_values(["donor_id", "gift_id"])
    yield from ordered.itertuples(name="Row", index=False)
