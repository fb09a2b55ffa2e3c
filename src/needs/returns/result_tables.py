"""Returns as tables: the figures in use, every figure told, every row, every fault."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from needs.programmes import Programme
from needs.reading.records import Place
from needs.returns.figures import CommuneFigure
from needs.returns.gather import Current, Returned, Returns
from needs.returns.review import Reviewed
from needs.returns.source_text import source_text
from needs.returns.words import words_of
from needs.tables import TABLES
from needs.workbooks import Refusal

#: Identifies the source «as the commune counts it, each child once» in the support table.
COUNTED_ONCE = "return"


def cells(places: tuple[Place, ...]) -> tuple[str, str]:
    """Return sheet and cell(s) of a figure as they are shown."""
    sheets = sorted({place.sheet for place in places})
    if len(sheets) == 1:
        return sheets[0], " + ".join(place.cell for place in places)
    return " + ".join(sheets), " + ".join(f"{place.sheet}!{place.cell}" for place in places)


def _source(current: Current) -> str:
    return source_text(current.returned.received.name, *cells(current.figure.places))


def told(returns: Returns, programme: Programme) -> pd.DataFrame:
    """Return the figures in use for the year assessed: commune_code, field, value, source."""
    rows = [
        (code, field_id, current.figure.value, _source(current))
        for (period, code, field_id), current in returns.current.items()
        if period == programme.period
    ]
    return pd.DataFrame(rows, columns=["commune_code", "field", "value", "source"])


def told_support(returns: Returns, programme: Programme) -> pd.DataFrame:
    """Return the support that communes told, as ledger entries.

    One entry for each source named; where the commune also told how many children that makes,
    each counted once, that count stands alone: how the sources overlap is known then.

    Returns
    -------
    DataFrame
        commune_code, category, donor_id, donor, period, children, units, amount_vnd, basis,
        source. A source of no children is no entry.
    """
    named = {source.id: source.name.vi for source in programme.returns.sources}
    rows = []
    for (period, code, field_id), current in returns.current.items():
        block, measure, *detail = field_id.split(".")
        if measure != "covered" or not current.figure.value:
            continue
        once = (period, code, f"{block}.covered")
        if detail and once in returns.current:
            continue
        rows.append(
            {
                "commune_code": code,
                "category": block,
                "donor_id": f"{COUNTED_ONCE}-{detail[0]}" if detail else COUNTED_ONCE,
                "donor": named[detail[0]] if detail else " + ".join(named.values()),
                "period": period,
                "children": current.figure.value,
                "units": pd.NA,
                "amount_vnd": pd.NA,
                "basis": "returned",
                "source": _source(current),
            }
        )
    return pd.DataFrame(rows, columns=_SUPPORT)


def told_ledger(returns: Returns) -> pd.DataFrame:
    """Return the entries of ledger forms, in the ledger's columns."""
    rows = []
    for (form, _), (entry, returned) in returns.entries.items():
        if form != "support":
            continue
        amount = entry.values.get("ledger.amount_vnd", pd.NA)
        rows.append(
            {
                "commune_code": entry.commune_code,
                "category": entry.text("ledger.category"),
                "donor_id": entry.donor_id,
                "donor": entry.text("ledger.donor"),
                "period": entry.text("ledger.period"),
                "children": entry.values.get("ledger.children", pd.NA),
                "units": entry.values.get("ledger.units", pd.NA),
                "amount_vnd": amount,
                "basis": "returned",
                "source": source_text(returned.received.name, entry.place.sheet, entry.place.cell),
            }
        )
    return pd.DataFrame(rows, columns=_SUPPORT)


def told_donors(returns: Returns) -> pd.DataFrame:
    """Return the entries of donor forms, in the columns of the donors' register, all text.

    Returns
    -------
    DataFrame
        donor_id, the answers of the form, basis, source; one row an entry, what was not answered
        is missing.
    """
    rows = []
    for (form, _), (entry, returned) in returns.entries.items():
        if form != "donors":
            continue
        row = {
            name: str(entry.values[f"donors.{name}"])
            for name in _DONOR_ANSWERS
            if f"donors.{name}" in entry.values
        }
        if "share" in row:
            row["share"] += "%"
        rows.append(
            {
                "donor_id": entry.donor_id,
                **row,
                "basis": "returned",
                "source": source_text(returned.received.name, entry.place.sheet, entry.place.cell),
            }
        )
    columns = ["donor_id", *_DONOR_ANSWERS, "basis", "source"]
    return pd.DataFrame(rows, columns=columns, dtype="str")


_SUPPORT = [
    "commune_code",
    "category",
    "donor_id",
    "donor",
    "period",
    "children",
    "units",
    "amount_vnd",
    "basis",
    "source",
]
_DONOR_ANSWERS = (
    "donor",
    "donor_type",
    "gift",
    "period",
    "budget_vnd",
    "stock_category",
    "stock_units",
    "sponsored_category",
    "sponsored_children",
    "sponsored_months",
    "month_vnd",
    "categories",
    "districts",
    "communes",
    "zones",
    "without_categories",
    "without_districts",
    "without_communes",
    "from_age",
    "to_age",
    "least_per_commune",
    "most_per_commune",
    "most_communes",
    "package_units",
    "whole",
    "share",
    "joins",
    "visit_months",
)


def return_tables(
    returns: Returns, programme: Programme, communes: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return the tables `returns`, `return_rows` and `return_faults`.

    Parameters
    ----------
    communes
        Every commune of the province: commune_code, commune, district_code, district.
    """
    place = communes[["commune_code", "commune", "district_code", "district"]]
    figures = pd.DataFrame(
        [row for returned in returns.files for row in _figure_rows(returned, returns, programme)],
        columns=[c for c in TABLES["returns"].columns if c not in place.columns[1:]],
    )
    return {
        "returns": figures.merge(place, on="commune_code", validate="many_to_one"),
        "return_rows": pd.DataFrame(
            [row for returned in returns.files for row in _row_rows(returned)],
            columns=list(TABLES["return_rows"].columns),
        ),
        "return_faults": pd.DataFrame(
            [row for returned in returns.files for row in _fault_rows(returned)],
            columns=list(TABLES["return_faults"].columns),
        ),
    }


def _figures(returned: Returned) -> tuple[CommuneFigure, ...]:
    return returned.result.figures if isinstance(returned.result, Reviewed) else ()


def _figure_rows(
    returned: Returned, returns: Returns, programme: Programme
) -> Iterator[dict[str, object]]:
    for figure in _figures(returned):
        sheet, cell = cells(figure.places)
        used = returns.current.get((returned.period, figure.commune_code, figure.field_id))
        in_use = (
            used is not None
            and used.returned.received.number == returned.received.number
            and returned.period == programme.period
        )
        yield {
            "commune_code": figure.commune_code,
            "period": returned.period,
            "field": figure.field_id,
            "returned_value": figure.value,
            "state": "current" if in_use else "older",
            "file": returned.received.name,
            "sheet": sheet,
            "cell": cell,
            "sha256": returned.received.sha256,
            "returned_on": returned.day.isoformat(),
            "received_on": returned.received.received_on,
        }


def _row_rows(returned: Returned) -> Iterator[dict[str, object]]:
    if isinstance(returned.result, Reviewed):
        for row in returned.result.read.rows:
            yield {
                "file": returned.received.name,
                "sha256": returned.received.sha256,
                "sheet": row.sheet,
                "row": row.row + 1,
                "outcome": row.outcome,
                "row_reason": row.reason or pd.NA,
                "about": row.commune_code or pd.NA,
            }


def _fault_rows(returned: Returned) -> Iterator[dict[str, object]]:
    common = {"file": returned.received.name, "sha256": returned.received.sha256}
    if isinstance(returned.result, Refusal):
        told = [("", "", "error", returned.result.code, words_of(returned.result, lang="vi"))]
    else:
        told = [
            (
                fault.place.sheet,
                fault.place.cell,
                fault.severity,
                fault.code,
                words_of(fault, lang="vi"),
            )
            for fault in returned.result.read.faults
        ]
    for number, (sheet, cell, severity, code, words) in enumerate(told, start=1):
        yield {
            **common,
            "number": number,
            "sheet": sheet,
            "cell": cell,
            "severity": severity,
            "fault": code,
            "fault_found": words.found,
            "fault_expected": words.expected,
            "fault_action": words.action,
        }
