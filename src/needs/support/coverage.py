"""How many children several sources cover together, and how far that is known.

Counts alone give the Fréchet bounds: at least the largest source (all the others inside it), at
most the sum (nobody twice), never more than there are; point: sources independent of each other,
E·(1 − Π(1 − n_i/E)). Lists of pseudonyms give the union of their sources; audited overlaps narrow
the rest (`needs.support.unions` names the sources of the method). `design/method.md`, section 2.
"""

from __future__ import annotations

import pandas as pd

from needs.errors import FaultCollector
from needs.returns.result_tables import COUNTED_ONCE
from needs.support.known import Known
from needs.support.known_overlaps import cells_with_overlaps
from needs.support.unions import union_at_least, union_at_most, union_point
from needs.tables import weakest_basis
from needs.wording import say


def covered_children(
    support: pd.DataFrame,
    eligible: pd.DataFrame,
    *,
    key: list[str],
    known: Known | None = None,
    lang: str = "vi",
) -> pd.DataFrame:
    """Return the children whom the sources on record cover in each cell, as an interval.

    Parameters
    ----------
    support
        Ledger entries of one period: the key, donor_id, children (count), basis.
    eligible
        One row a cell: the key, children_eligible, children_eligible_high (children).
    key
        Columns that make a cell (commune_code, category).
    known
        Lists of children and audited overlaps of that period (`Known.in_period`). The list of a
        source counts in place of its number in the ledger; between two lists, the lists count.

    Returns
    -------
    DataFrame
        One row for each row of `eligible`, same order: the key, support_sources,
        support_children (Σn), donors_low, donors_point, donors_high (children; missing where the
        eligible children are not known and support is on record), covered_low, covered_point,
        covered_high (the same, until `with_state` adds the State), overlap_known, counted_once
        (the commune counted each child once, all sources together), list_differs (a list has more
        or fewer children than the ledger), over_claimed (more different children may be named, as
        far as overlaps are known, than the high estimate), support_basis.

        overlap_known is "none" (no children on record), "one" (one source), "told_once" (the
        commune counted each child once), "ids" (every source has a list), "audited" (known overlaps
        link all sources) or "bounds" (nothing is known of some).

    Raises
    ------
    InputFaults
        With every cell whose lists and audits cannot be true together.
    """
    sources = _sources(support, key, known)
    cells = sources.merge(eligible[[*key, "children_eligible"]], on=key, how="inner")
    # A source that names more children than the point estimate covers, at that point, all of them.
    share = (cells.n / cells.children_eligible.where(cells.children_eligible > 0)).clip(upper=1)
    cells["missed"] = 1 - share.astype("Float64")
    cells["giving"] = cells.n > 0
    cells["once"] = cells.giving & (cells.donor_id == COUNTED_ONCE)
    told = cells.groupby(key).agg(
        support_sources=("donor_id", "nunique"),
        support_children=("n", "sum"),
        largest=("n", "max"),
        missed=("missed", "prod"),
        giving=("giving", "sum"),
        once=("once", "any"),
        list_differs=("differs", "any"),
        support_basis=("basis", _weakest),
    )
    result = eligible.merge(told.reset_index(), on=key, how="left", validate="one_to_one")
    for column in ("support_sources", "support_children", "largest", "giving"):
        result[column] = result[column].fillna(0).astype("Int64")
    for column in ("once", "list_differs"):
        result[column] = result[column].eq(True).fillna(False).astype(bool)
    independent = result.children_eligible * (1 - result.missed.fillna(1.0).astype("Float64"))
    result["low"], result["high"] = result.largest, result.support_children
    result["point"] = independent.astype("Float64")
    result["overlap_known"] = "bounds"
    result.loc[result.giving == 1, "overlap_known"] = "one"
    result.loc[(result.giving == 1) & result.once, "overlap_known"] = "told_once"
    result.loc[result.giving == 0, "overlap_known"] = "none"
    result["counted_once"] = result.once
    result = _with_known_overlaps(result, sources, key, known, lang)
    return _within_eligible(result)[
        [
            *key,
            "support_sources",
            "support_children",
            "donors_low",
            "donors_point",
            "donors_high",
            "covered_low",
            "covered_point",
            "covered_high",
            "overlap_known",
            "counted_once",
            "list_differs",
            "over_claimed",
            "support_basis",
        ]
    ]


def with_state(
    donors: pd.DataFrame, state: pd.DataFrame, eligible: pd.DataFrame, *, key: list[str]
) -> pd.DataFrame:
    """Return the children covered by donors and by State schemes together.

    How the State's children and the donors' overlap is not known: at least the larger of the two,
    at most both (and never more than there are), point S + D − S·D/E (independence).

    Parameters
    ----------
    donors
        From `covered_children`.
    state
        One row a cell that State schemes concern: the key, state_children, state_low, state_high
        (children; missing where not known). A cell without a row has no such scheme: nobody.
    eligible
        As in `covered_children`.

    Returns
    -------
    DataFrame
        `donors`, same rows and order, with state_children, state_low, state_high (never above the
        high estimate), and covered_low, covered_point, covered_high of both.
    """
    columns = ["state_children", "state_low", "state_high"]
    served = state[[*key, *columns]].assign(concerned=True)
    ends = eligible[[*key, "children_eligible", "children_eligible_high"]]
    result = donors.merge(ends, on=key, how="left", validate="one_to_one")
    result = result.merge(served, on=key, how="left", validate="one_to_one")
    most = result.children_eligible_high.astype("Int64")
    for column in columns:
        number = result[column].astype("Int64").mask(result.concerned.isna(), 0)
        result[column] = number.where((number <= most).fillna(True).astype(bool), most)
    low = result[["state_low", "donors_low"]].max(axis=1, skipna=False)
    high = result.state_high + result.donors_high
    both = (result.state_children * result.donors_point).astype("Float64")
    children = result.children_eligible.astype("Float64")
    twice = (both / children.where(children > 0)).mask(both == 0, 0.0)
    point = result.state_children + result.donors_point - twice
    result["covered_low"] = low
    result["covered_high"] = high.where((high <= most).fillna(True).astype(bool), most)
    result["covered_point"] = _between(point, low, result.covered_high)
    return result[[*donors.columns, *columns]]


def _sources(support: pd.DataFrame, key: list[str], known: Known | None) -> pd.DataFrame:
    """Return key, donor_id, n, basis, differs: one row a source; its list counts, if any."""
    sources = support.groupby([*key, "donor_id"], as_index=False).agg(
        n=("children", "sum"), basis=("basis", _weakest)
    )
    sources["n"] = sources.n.astype("Int64")
    if known is None:
        return sources.assign(differs=False, listed=False)
    told = known.lists.counts[[*key, "donor_id", "listed", "differs"]]
    sources = sources.merge(told, on=[*key, "donor_id"], how="left", validate="one_to_one")
    has_list = sources.listed.notna()
    sources["n"] = sources.listed.where(has_list, sources.n)
    return sources.assign(differs=sources.differs.eq(True).fillna(False), listed=has_list)


def _with_known_overlaps(
    result: pd.DataFrame,
    sources: pd.DataFrame,
    key: list[str],
    known: Known | None,
    lang: str,
) -> pd.DataFrame:
    """Put the narrower bounds in place of Fréchet's, where lists or audits say something."""
    if known is None:
        return result
    faults = FaultCollector(say("Danh sách trẻ và số trẻ trùng đã kiểm tra", lang=lang))
    ends: dict[tuple[str, ...], tuple[int, float, int, str]] = {}
    children = result.set_index(key).children_eligible.dropna().astype("float64").to_dict()
    for cell in cells_with_overlaps(sources, known, key=key):
        low, high = union_at_least(cell.sources), union_at_most(cell.sources)
        if cell.impossible or low > high:
            faults.add(
                " · ".join(cell.key),
                say("các số trẻ trùng nhau không thể cùng đúng", lang=lang),
                say("số trẻ của hai nguồn cùng hỗ trợ vừa với số trẻ của từng nguồn", lang=lang),
                say("kiểm tra lại các dòng của xã và loại hỗ trợ này", lang=lang),
            )
        there = children.get(cell.key, float("nan"))
        linked = "audited" if cell.sources.linked else "bounds"
        overlap = "ids" if cell.all_listed else linked
        ends[cell.key] = round(low), union_point(cell.sources, there), round(high), overlap
    faults.raise_if_any()
    names = ["low", "point", "high", "overlap_known"]
    found = pd.DataFrame.from_dict(ends, orient="index", columns=names)
    rows = pd.MultiIndex.from_frame(result[key])
    told = rows.isin(ends)
    for name in names:
        values = pd.Series(rows[told].map(found[name].to_dict()), result.index[told])
        if name == "overlap_known":
            values = values[result.giving[told] > 1]
        result.loc[values.index, name] = values.astype(result[name].dtype)
    return result


def _within_eligible(result: pd.DataFrame) -> pd.DataFrame:
    """Take the interval into the high estimate of the children; nobody gives: nobody covered."""
    most = result.children_eligible_high.astype("Int64")
    low = result.low.where(result.low <= most, most)
    high = result.high.where(result.high <= most, most)
    point = _between(result.point, low, high)
    none = result.support_sources == 0
    for end, number in (("low", low), ("point", point), ("high", high)):
        result[f"donors_{end}"] = result[f"covered_{end}"] = number.mask(none, 0)
    result["over_claimed"] = (result.high > most).fillna(False).astype(bool)
    return result


def _between(point: pd.Series, low: pd.Series, high: pd.Series) -> pd.Series:
    whole = point.astype("Float64").round().astype("Int64")
    whole = whole.where(whole >= low, low)
    return whole.where(whole <= high, high)


def _weakest(bases: pd.Series) -> str:
    return weakest_basis(*bases)
