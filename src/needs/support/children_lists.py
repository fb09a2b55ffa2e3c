"""Lists of supported children by pseudonym: read, judged, and turned into counts.

No pseudonym leaves this module, and nothing that stands in the file is repeated in an error: a name
in the wrong column would be told to everybody who reads the message.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.errors import FaultCollector
from needs.programmes import Programme
from needs.support.pseudonyms import why_refused
from needs.tables.reference import read_reference
from needs.wording import say

CELL = ["commune_code", "category", "period"]
_COLUMNS = ("commune_code", "category", "donor_id", "period", "child")


@dataclass(frozen=True)
class ChildrenLists:
    """What lists of children say of who is served by whom: counts only, no child.

    Parameters
    ----------
    counts
        One row a list: commune_code, category, period, donor_id, listed (children on the list),
        on_ledger (children of the same source in the ledger), differs (flag: the list counts),
        elsewhere (children of it whom a list of the same category and period has in another
        commune).
    unions
        One row a cell with lists: commune_code, category, period, listed_together (different
        children on all its lists).
    pairs
        One row for two lists of a cell: commune_code, category, period, donor_a, donor_b
        (a before b), children_both.
    never_match
        donor_a, donor_b, cells, children_both (0): two sources with lists in the same cells that
        share no child in any of them. Either they divide the children between them, or their
        pseudonyms were made in different ways and say nothing of each other: to be asked.
    """

    counts: pd.DataFrame
    unions: pd.DataFrame
    pairs: pd.DataFrame
    never_match: pd.DataFrame

    def in_period(self, period: str) -> ChildrenLists:
        """Return the lists of one period."""
        pairs = self.pairs[self.pairs.period == period]
        return ChildrenLists(
            self.counts[self.counts.period == period],
            self.unions[self.unions.period == period],
            pairs,
            _never_match(pairs),
        )


def read_children_lists(
    programme: Programme,
    communes: pd.DataFrame,
    support: pd.DataFrame,
    root: Path,
    *,
    lang: str = "vi",
) -> ChildrenLists:
    """Read the lists of supported children of a programme, and count.

    The file (`inputs.children_lists`) has one row a child and source: commune_code, category,
    donor_id, period, child (a pseudonym, see `needs.support.pseudonyms`, made in the same way by
    all sources). Its columns are these and no others. Without a file there are no lists.

    Parameters
    ----------
    programme
        Names the file and the categories.
    communes
        Communes of the province: commune_code.
    support
        All entries on record, of every period: commune_code, category, donor_id, period, children.
    root
        The data folder.

    Raises
    ------
    InputFaults
        With every row that cannot be used, by its number and the kind of fault: what stands in it
        is never repeated. Unknown commune or category; a source without an entry in the ledger for
        that commune, category and period; no pseudonym; a child twice in one list.
    """
    if programme.inputs.children_lists is None:
        return _counted(pd.DataFrame(columns=list(_COLUMNS), dtype="str"), support)
    rows = read_reference(root / programme.inputs.children_lists, columns=_COLUMNS)
    faults = FaultCollector(programme.inputs.children_lists)
    extra = len(rows.columns) - len(_COLUMNS)
    if extra:
        faults.add(
            say("dòng 1", lang=lang),
            say("thừa {n} cột", lang=lang, n=extra),
            say("chỉ các cột {columns}", lang=lang, columns=", ".join(_COLUMNS)),
            say("bỏ các cột khác: danh sách không chứa gì thêm về trẻ", lang=lang),
        )
    _judge_keys(rows, programme, communes, support, faults, lang)
    _judge_children(rows, faults, lang)
    faults.raise_if_any()
    return _counted(rows[list(_COLUMNS)], support)


def _judge_keys(
    rows: pd.DataFrame,
    programme: Programme,
    communes: pd.DataFrame,
    support: pd.DataFrame,
    faults: FaultCollector,
    lang: str,
) -> None:
    categories = [category.id for category in programme.categories]
    known = {
        "commune_code": (
            rows.commune_code.isin(communes.commune_code),
            say("mã của một xã trong tỉnh, 5 chữ số", lang=lang),
        ),
        "category": (rows.category.isin(categories), "; ".join(categories)),
        "period": (
            rows.period.str.fullmatch(r"\d{4}").eq(True),
            say("năm, 4 chữ số", lang=lang),
        ),
        "donor_id": (rows.donor_id.notna(), say("mã nhà tài trợ", lang=lang)),
    }
    right = pd.Series(True, index=rows.index)
    for column, (fits, expected) in known.items():
        right &= fits
        _tell(rows.index[~fits], column, _not_fitting(lang), expected, "", faults, lang)
    entry = [*CELL, "donor_id"]
    has_entry = pd.MultiIndex.from_frame(rows[entry]).isin(
        pd.MultiIndex.from_frame(support[entry].drop_duplicates())
    )
    _tell(
        rows.index[right & ~has_entry],
        "donor_id",
        say("nguồn này không có khoản nào cho xã, loại hỗ trợ và năm đó", lang=lang),
        say("một khoản trong sổ hỗ trợ hoặc biểu đã nhận", lang=lang),
        say("ghi khoản hỗ trợ vào sổ, hoặc sửa dòng này", lang=lang),
        faults,
        lang,
    )


def _judge_children(rows: pd.DataFrame, faults: FaultCollector, lang: str) -> None:
    kinds = {
        "form": say("không đúng dạng mã trẻ", lang=lang),
        "number": say("giống số giấy tờ hoặc mã số của một người", lang=lang),
        "phone": say("giống số điện thoại", lang=lang),
        "birth": say("có ngày tháng năm sinh", lang=lang),
        "name": say("giống họ tên", lang=lang),
    }
    form = say("mã 8–64 chữ không dấu, chữ số, «-», «_»; có cả chữ và số", lang=lang)
    action = say("thay bằng mã không cho biết trẻ là ai", lang=lang)
    empty = rows.child.isna()
    _tell(rows.index[empty], "child", say("ô trống", lang=lang), form, action, faults, lang)
    refused = rows.child[~empty].map({word: why_refused(word) for word in rows.child.dropna()})
    for kind, words in kinds.items():
        _tell(refused.index[refused == kind], "child", words, form, action, faults, lang)
    same_list = [*CELL, "donor_id", "child"]
    again = rows[~empty & rows.duplicated(same_list, keep=False)].reset_index(names="line")
    for lines in again.groupby(same_list, dropna=False).line.apply(list):
        _tell(
            pd.Index(sorted(lines)[1:]),
            "child",
            say("cùng trẻ với dòng {line} của danh sách này", lang=lang, line=min(lines) + 2),
            say("mỗi trẻ một dòng", lang=lang),
            say("bỏ dòng lặp", lang=lang),
            faults,
            lang,
        )
    # The same letters in two ways of writing are one child or two: nobody here can know.
    folded = rows.assign(folded=rows.child.str.lower())[~empty]
    ways = folded.groupby(["category", "period", "folded"]).child.transform("nunique")
    _tell(
        ways.index[ways > 1],
        "child",
        say("mã chỉ khác mã ở dòng khác ở chữ hoa, chữ thường", lang=lang),
        say("một trẻ viết một cách", lang=lang),
        "",
        faults,
        lang,
    )


def _tell(
    lines: pd.Index,
    column: str,
    found: str,
    expected: str,
    action: str,
    faults: FaultCollector,
    lang: str,
) -> None:
    for line in lines:
        where = say("dòng {line}, cột {column}", lang=lang, line=int(line) + 2, column=column)
        faults.add(where, found, expected, action)


def _not_fitting(lang: str) -> str:
    return say("giá trị không dùng được (không nhắc lại ở đây)", lang=lang)


def _counted(rows: pd.DataFrame, support: pd.DataFrame) -> ChildrenLists:
    """Turn judged rows into counts; from here on no child is known."""
    entry = [*CELL, "donor_id"]
    within = ["category", "period", "child"]
    communes = rows.groupby(within).commune_code.transform("nunique")
    lists = (
        rows.assign(elsewhere=communes > 1)
        .groupby(entry)
        .agg(listed=("child", "size"), elsewhere=("elsewhere", "sum"))
        .reset_index()
    )
    ledger = support.groupby(entry, as_index=False).agg(on_ledger=("children", "sum"))
    counts = lists.merge(ledger, on=entry, how="left", validate="one_to_one")
    for column in ("listed", "on_ledger", "elsewhere"):
        counts[column] = counts[column].astype("Int64")
    counts["differs"] = (counts.listed != counts.on_ledger).fillna(True).astype(bool)
    unions = rows.groupby(CELL).agg(listed_together=("child", "nunique")).reset_index()
    unions["listed_together"] = unions.listed_together.astype("Int64")
    pairs = _pairs(rows, lists)
    return ChildrenLists(
        counts[[*entry, "listed", "on_ledger", "differs", "elsewhere"]],
        unions,
        pairs,
        _never_match(pairs),
    )


def _pairs(rows: pd.DataFrame, lists: pd.DataFrame) -> pd.DataFrame:
    donors = lists[[*CELL, "donor_id"]]
    couples = donors.merge(donors, on=CELL, suffixes=("_a", "_b"))
    couples = couples[couples.donor_id_a < couples.donor_id_b]
    both = rows.merge(rows, on=[*CELL, "child"], suffixes=("_a", "_b"))
    names = [*CELL, "donor_id_a", "donor_id_b"]
    shared = both.groupby(names).agg(children_both=("child", "size")).reset_index()
    pairs = couples.merge(shared, on=names, how="left", validate="one_to_one")
    pairs["children_both"] = pairs.children_both.fillna(0).astype("Int64")
    pairs = pairs.rename(columns={"donor_id_a": "donor_a", "donor_id_b": "donor_b"})
    return pairs.sort_values([*CELL, "donor_a", "donor_b"]).reset_index(drop=True)


def _never_match(pairs: pd.DataFrame) -> pd.DataFrame:
    found = pairs.groupby(["donor_a", "donor_b"], as_index=False).agg(
        cells=("children_both", "size"), children_both=("children_both", "sum")
    )
    return found[found.children_both == 0].reset_index(drop=True)
