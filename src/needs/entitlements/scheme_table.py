"""Which State schemes count, which do not, and why: nothing is left out silently."""

from __future__ import annotations

import pandas as pd

from needs.entitlements.schemes import Schemes
from needs.entitlements.shares import used_schemes
from needs.programmes import Programme
from needs.tables import table
from needs.wording import say

USED, NOT_IN_FORCE, NO_COMMUNE, NOT_KNOWN = "used", "not_in_force", "no_commune", "not_known"


def schemes_table(programme: Programme, schemes: Schemes, shares: pd.DataFrame) -> pd.DataFrame:
    """Return the table `schemes`: one row for each scheme and category that names it.

    Parameters
    ----------
    shares
        From `scheme_shares`.

    Returns
    -------
    DataFrame
        scheme, name, name_en, category, amount_vnd (đồng a child and month), months, legal_basis,
        valid_from, valid_to (ISO dates, text), unconfirmed, unconfirmed_what, status, source.
        Status: "used"; "not_known: border" (what is missing, for some commune at least);
        "not_in_force" on the reference date; "no_commune" (in force, but for none of the
        category's communes).
    """
    rows = []
    for category, scheme, meets in used_schemes(programme, schemes):
        of_scheme = shares[(shares.category == category.id) & (shares.scheme == scheme.id)]
        in_force = scheme.in_force(programme.reference_date)
        rows.append(
            {
                "scheme": scheme.id,
                "name": scheme.name.vi,
                "name_en": scheme.name.en,
                "category": category.id,
                "amount_vnd": scheme.amount_vnd,
                "months": scheme.months,
                "legal_basis": scheme.legal_basis,
                "valid_from": scheme.valid_from.isoformat(),
                "valid_to": pd.NA if scheme.valid_to is None else scheme.valid_to.isoformat(),
                "unconfirmed": scheme.unconfirmed is not None,
                "unconfirmed_what": pd.NA if scheme.unconfirmed is None else scheme.unconfirmed.vi,
                "unconfirmed_what_en": pd.NA
                if scheme.unconfirmed is None
                else scheme.unconfirmed.en,
                "status": _status(of_scheme) if in_force else NOT_IN_FORCE,
                "source": f"{scheme.source}; {meets}",
            }
        )
    table = pd.DataFrame(rows, columns=_COLUMNS)
    return table.sort_values(["scheme", "category"], ignore_index=True)


_COLUMNS = list(table("schemes").columns)


def _status(of_scheme: pd.DataFrame) -> str:
    if of_scheme.empty:
        return NO_COMMUNE
    missing = sorted(of_scheme.missing.dropna().unique())
    return f"{NOT_KNOWN}: {', '.join(missing)}" if missing else USED


def status_words(status: str, *, lang: str) -> str:
    """Say in words what the status of a scheme or of an entitlement means."""
    kind, _, missing = status.partition(": ")
    if kind == NOT_KNOWN:
        if not missing:
            return say("chưa biết có áp dụng không", lang=lang)
        what = ", ".join(_missing_words(token, lang=lang) for token in missing.split(", "))
        return say("chưa biết có áp dụng không: thiếu {what}", lang=lang, what=what)
    return {
        USED: say("đã tính", lang=lang),
        "computed": say("đã tính", lang=lang),
        "excluded": say("chính sách khác được hưởng trước", lang=lang),
        NOT_IN_FORCE: say("không có hiệu lực vào ngày tính", lang=lang),
        NO_COMMUNE: say("không xã nào thuộc diện", lang=lang),
    }[kind]


def _missing_words(token: str, *, lang: str) -> str:
    kind, _, name = token.partition(":")
    if kind == "group":
        return say("số trẻ nhóm «{group}» do xã báo", lang=lang, group=name)
    if kind == "zone":
        return say("danh sách xã", lang=lang)
    return say("danh sách xã biên giới", lang=lang)
