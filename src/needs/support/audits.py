"""Audited overlaps: how many children two sources were found to share."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from needs.errors import FaultCollector
from needs.programmes import Programme
from needs.support.children_lists import CELL, ChildrenLists
from needs.tables import rows_of
from needs.tables.reference import codes, one_of, present, read_reference, whole_numbers
from needs.wording import say, typed

_COLUMNS = (
    "commune_code",
    "category",
    "period",
    "donor_a",
    "donor_b",
    "children_both",
    "source",
)
_PAIR = [*CELL, "donor_a", "donor_b"]


def read_audits(
    programme: Programme,
    communes: pd.DataFrame,
    support: pd.DataFrame,
    root: Path,
    *,
    lists: ChildrenLists | None = None,
    lang: str = "vi",
) -> pd.DataFrame:
    """Read the audited overlaps of a programme (`inputs.audited_overlaps`).

    Parameters
    ----------
    programme
        Names the file (none: no audits) and the categories.
    communes
        Communes of the province: commune_code.
    support
        All entries on record, of every period: commune_code, category, donor_id, period, children.
    root
        The data folder.
    lists
        Lists of children: a source that has one has as many children as its list.

    Returns
    -------
    DataFrame
        One row for two sources of a commune, category and period: commune_code, category, period,
        donor_a, donor_b (a before b), children_both, source, on_lists (children whom the lists of
        both share; missing where one has no list), differs (flag: the lists say otherwise; they
        count).

    Raises
    ------
    InputFaults
        With every row that names an unknown commune, category or source (one without an entry for
        that commune, category and period), the same source twice, more children than a source
        has, two sources a second time; and with every three audits that cannot be true together.
    """
    if programme.inputs.audited_overlaps is None:
        audits = pd.DataFrame(columns=list(_COLUMNS), dtype="str")
    else:
        audits = read_reference(root / programme.inputs.audited_overlaps, columns=_COLUMNS)
    faults = FaultCollector(programme.inputs.audited_overlaps or "audited_overlaps")
    present(audits, _COLUMNS, faults)
    one_of(audits, "commune_code", communes.commune_code, faults)
    one_of(audits, "category", [category.id for category in programme.categories], faults)
    codes(audits, "period", faults, digits=4)
    audits["children_both"] = whole_numbers(audits, "children_both", faults)
    # From here on only rows whose cells can be read.
    audits = _in_one_order(audits)
    sizes = _sizes(support, lists)
    for row in rows_of(audits.dropna(subset=[*_PAIR, "children_both"])):
        _judge_pair(row, sizes, faults, lang)
    for index in audits.index[audits.duplicated(_PAIR) & audits[_PAIR].notna().all(axis=1)]:
        faults.add(
            _line(index, lang),
            say("hai nguồn này đã có một dòng", lang=lang),
            say("mỗi cặp nguồn của một xã, loại hỗ trợ và năm một dòng", lang=lang),
            say("bỏ dòng lặp", lang=lang),
        )
    faults.raise_if_any()
    _judge_threes(audits, sizes, faults, lang)
    faults.raise_if_any()
    return _beside_lists(audits[list(_COLUMNS)], lists)


def _in_one_order(audits: pd.DataFrame) -> pd.DataFrame:
    swapped = audits.copy()
    turn = (audits.donor_a > audits.donor_b).fillna(False).astype(bool)
    swapped.loc[turn, "donor_a"] = audits.donor_b[turn]
    swapped.loc[turn, "donor_b"] = audits.donor_a[turn]
    return swapped


def _sizes(support: pd.DataFrame, lists: ChildrenLists | None) -> dict[tuple[str, ...], int]:
    """Return the children of each source of a cell; its list counts, if there is one."""
    entry = [*CELL, "donor_id"]
    sizes = support.groupby(entry).children.sum()
    if lists is not None and len(lists.counts):
        sizes = lists.counts.set_index(entry).listed.combine_first(sizes)
    return {
        (row.commune_code, row.category, row.period, row.donor_id): int(row.children)
        for row in rows_of(sizes.rename("children").reset_index())
    }


def _judge_pair(
    row: Any, sizes: dict[tuple[str, ...], int], faults: FaultCollector, lang: str
) -> None:
    where = _line(row.Index, lang)
    if row.donor_a == row.donor_b:
        faults.add(where, typed(row.donor_a, ids=True), say("hai nguồn khác nhau", lang=lang))
        return
    for donor in (row.donor_a, row.donor_b):
        size = sizes.get((row.commune_code, row.category, row.period, donor))
        if size is None:
            faults.add(
                where,
                typed(donor, ids=True),
                say("một khoản trong sổ hỗ trợ hoặc biểu đã nhận", lang=lang),
                say("ghi khoản hỗ trợ vào sổ, hoặc sửa dòng này", lang=lang),
            )
        elif row.children_both > size:
            faults.add(
                where,
                row.children_both,
                say("không quá {n} trẻ của nguồn {donor}", lang=lang, n=size, donor=donor),
            )


def _judge_threes(
    audits: pd.DataFrame, sizes: dict[tuple[str, ...], int], faults: FaultCollector, lang: str
) -> None:
    """Note three audits that cannot hold together.

    Of the children of b, those shared with a and those shared with c have at least
    m_ab + m_bc − n_b in common; a and c share these at least.
    """
    for name, rows in audits.groupby(CELL):
        cell = tuple(map(str, name))
        pairs = {frozenset((row.donor_a, row.donor_b)): row for row in rows_of(rows)}
        donors = sorted({donor for pair in pairs for donor in pair})
        for three in combinations(donors, 3):
            edges = [pairs.get(frozenset(edge)) for edge in combinations(three, 2)]
            found = [edge for edge in edges if edge is not None]
            for outer in found if len(found) == 3 else []:
                (middle,) = set(three) - {outer.donor_a, outer.donor_b}
                inner = sum(edge.children_both for edge in found) - outer.children_both
                least = inner - sizes[(*cell, middle)]
                if outer.children_both < least:
                    others = ", ".join(str(edge.Index + 2) for edge in found if edge is not outer)
                    faults.add(
                        _line(outer.Index, lang),
                        str(outer.children_both),
                        say(
                            "ít nhất {n}, theo dòng {lines} và số trẻ của nguồn {donor}",
                            lang=lang,
                            n=least,
                            lines=others,
                            donor=middle,
                        ),
                        say("kiểm tra lại ba số: chúng không thể cùng đúng", lang=lang),
                    )


def _beside_lists(audits: pd.DataFrame, lists: ChildrenLists | None) -> pd.DataFrame:
    if lists is None:
        result = audits.assign(on_lists=pd.array([pd.NA] * len(audits), dtype="Int64"))
    else:
        told = lists.pairs.rename(columns={"children_both": "on_lists"})
        result = audits.merge(told, on=_PAIR, how="left", validate="one_to_one")
    result["differs"] = (result.on_lists != result.children_both).fillna(False).astype(bool)
    return result.sort_values(_PAIR).reset_index(drop=True)


def _line(index: object, lang: str) -> str:
    return say("dòng {line}", lang=lang, line=int(str(index)) + 2)
