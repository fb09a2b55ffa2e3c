"""Who does what, where, when (4W): the table that coordination offices exchange."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.words import category_name

#: Column → HXL tag, for communes of the second level; the third level takes another tag.
COLUMNS = {
    "who_code": "#org+code",
    "who": "#org+name",
    "what_code": "#sector+code",
    "what": "#sector+name",
    "where_code": "+code",
    "where": "+name",
    "former_district": "#loc+former_district+name",
    "when": "#date+period",
    "status": "#status",
    "children": "#targeted+children",
    "quantity": "#capacity+quantity",
    "unit": "#meta+unit",
    "value_vnd": "#value+vnd",
    "basis": "#meta+basis",
}


def who_what_where(assessment: Assessment, *, lang: str = "vi") -> pd.DataFrame:
    """Return a row for each lot: promised ones by their state, else as proposed.

    Parameters
    ----------
    assessment
        The programme's results.
    lang
        Language of the names of categories.

    Returns
    -------
    DataFrame
        Columns of `COLUMNS`; `status` is the state in the ledger, or "planned". Lots of the plan
        that the ledger has already are not told twice: the plan holds what is still open.
    """
    programme = assessment.programme
    names = {
        code: category_name(programme, code, lang=lang)
        for name in ("allocation", "commitments")
        for code in assessment.tables.get(
            name, pd.DataFrame(columns=["category"])
        ).category.unique()
    }
    districts = dict(
        zip(assessment.communes.commune_code, assessment.communes.district, strict=True)
    )
    parts = []
    planned = assessment.tables.get("allocation")
    if planned is not None and len(planned):
        parts.append(
            _rows(
                planned,
                names,
                districts,
                status=pd.Series("planned", index=planned.index),
                when=pd.Series(programme.period, index=planned.index),
                children=planned.children_reached,
                quantity=planned.quantity,
                value=planned.cost_vnd,
            )
        )
    promised = assessment.tables.get("commitments")
    if promised is not None and len(promised):
        parts.append(
            _rows(
                promised,
                names,
                districts,
                status=promised.lot_state,
                when=promised.period,
                children=promised.lot_children,
                quantity=promised.lot_quantity,
                value=promised.value_vnd,
            )
        )
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS})
    return pd.concat(parts, ignore_index=True).sort_values(
        list(COLUMNS), kind="stable", ignore_index=True
    )


def _rows(
    lots: pd.DataFrame,
    names: dict[str, str],
    districts: dict[str, str],
    **told: pd.Series,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "who_code": lots.donor_id.astype("str"),
            "who": lots.donor.astype("str"),
            "what_code": lots.category.astype("str"),
            "what": lots.category.map(names).astype("str"),
            "where_code": lots.commune_code.astype("str"),
            "where": lots.commune.astype("str"),
            "former_district": lots.commune_code.map(districts).astype("str"),
            "when": told["when"].astype("str"),
            "status": told["status"].astype("str"),
            "children": told["children"].astype("Int64"),
            "quantity": told["quantity"].astype("Float64"),
            "unit": lots.unit.astype("str"),
            "value_vnd": told["value"].astype("Int64"),
            "basis": lots.basis.astype("str"),
        }
    )
