"""Children in special circumstances: estimated, and brought to the official totals."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.need import Circle, circle_of
from needs.people import Assumptions, children_under_16
from needs.programmes import Programme

_NO_DATA = "chưa có số liệu / no data"
_CHECKS = ["check", "name", "name_en", "expected", "found", "status", "source"]
_PEOPLE = [f"{name}{end}" for name in ("population", "children") for end in ("", "_low", "_high")]


def special_circle(
    programme: Programme, communes: pd.DataFrame, province: pd.DataFrame, assumptions: Assumptions
) -> Circle | None:
    """Return the children in special circumstances of the province, where these count.

    Parameters
    ----------
    communes
        Table `communes`, with what communes told.
    province
        Every commune of the province (`ListedCommunes.province`): the official total is of all of
        them, even where a programme is for some districts.
    """
    if not programme.beneficiaries.by_groups:
        return None
    others = province[~province.commune_code.isin(communes.commune_code)].set_index("commune_code")
    of_others = others.join(children_under_16(others, assumptions)).reset_index()
    parts = [frame[["commune_code", *_PEOPLE]] for frame in (communes, of_others) if len(frame)]
    totals = programme.beneficiaries.totals
    return circle_of(
        totals.share_of_children,
        totals.special_circumstances,
        pd.concat(parts, ignore_index=True),
    )


def circumstances_checks(programme: Programme, circle: Circle | None) -> pd.DataFrame:
    """Compare children in special circumstances with the official totals of the province.

    The estimate is the children of every commune times their official share of all children,
    brought to the official total: the source names the estimate as it was, and the factor. Children
    at risk are others, told as a total of the province; nothing is divided among communes.

    Returns
    -------
    DataFrame
        Table `checks`. «ok» only where the estimates were brought to the official total; where
        they could not be, «unchecked», and the source says why.
    """
    totals = programme.beneficiaries.totals
    rows = []
    official = totals.special_circumstances
    if official is not None:
        benchmarked = circle is not None and circle.benchmarked
        rows.append(
            {
                "check": "special_circumstances",
                "name": "trẻ em có hoàn cảnh đặc biệt, ước tính đưa về số chính thức",
                "name_en": "children in special circumstances, benchmarked to the official total",
                "expected": str(int(official.value)),
                "found": str(int(circle.whole().special.sum()))
                if circle is not None and benchmarked
                else _NO_DATA,
                "status": "ok" if benchmarked else "unchecked",
                "source": f"{official.source}; {_how(circle)}",
            }
        )
    if totals.at_risk is not None:
        rows.append(
            {
                "check": "at_risk",
                "name": "trẻ em có nguy cơ (ngoài số trên), chỉ có số toàn tỉnh",
                "name_en": "children at risk (beside those above), told for the province only",
                "expected": str(int(totals.at_risk.value)),
                "found": _NO_DATA,
                "status": "unchecked",
                "source": totals.at_risk.source,
            }
        )
    return pd.DataFrame(rows, columns=_CHECKS)


def with_told_checks(
    checks: pd.DataFrame, programme: Programme, circle: Circle | None
) -> pd.DataFrame:
    """Return the table `checks` after what communes told of their children."""
    if not programme.beneficiaries.by_groups:
        return checks
    own = circumstances_checks(programme, circle)
    others = checks[~checks.check.isin(own.check)]
    return pd.concat([own, others], ignore_index=True)


def _how(circle: Circle | None) -> str:
    """Say by which factor the estimates were brought to the official total, or why not."""
    if circle is None:
        return "chưa có tỷ lệ trong tổng số trẻ em để ước tính từng xã"
    if circle.estimate is None:
        return f"chưa đưa về số chính thức được: {circle.unknown} xã chưa có số trẻ em"
    if not circle.benchmarked:
        return "chưa đưa về số chính thức được: tỉnh không có trẻ em trong bảng dân số"
    return f"ước tính {_dotted(circle.estimate)} × hệ số {_comma(circle.factor.value)}"


def _dotted(children: Any) -> str:
    return f"{round(children):,}".replace(",", ".")


def _comma(factor: float) -> str:
    return f"{factor:.4f}".replace(".", ",")
