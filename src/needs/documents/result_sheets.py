"""The tables of a briefing as sheets: what a planner goes on reckoning with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.measures import alphabetical, whole_up
from needs.briefing.nothing import is_nothing_counted
from needs.briefing.words import (
    at_start,
    category_name,
    figure_kind,
    open_reason,
    plan_words,
)
from needs.charts import children_split
from needs.documents.quantity_sheet import quantity_sheet
from needs.documents.sheet import Cover, Kind, Sheet, SheetColumn, SumOf, unlike
from needs.tables import ALL, TABLES
from needs.tables.column import BASES
from needs.wording import basis_words, date_text, number, say
from needs.wording.numbers import is_missing

_KINDS: dict[str, Kind] = {
    "count": "count",
    "money": "money",
    "number": "number",
    "rate": "rate",
}
_BASIS_COLUMNS = frozenset({"basis", "population_basis", "children_basis", "price_basis"})

# table → its columns on the sheet; a star marks what adds up over the rows.
_COMMUNES = ("commune_code", "commune", "district", "zone", "population*", "population_basis")
_CHILDREN = ("children*", "children_low", "children_high", "children_basis")
_NEED = (
    *("commune", "district", "category", "age_band", "children_eligible"),
    *("children_eligible_low", "children_eligible_high", "unit_price_vnd"),
    *("cost_vnd*", "cost_low_vnd", "cost_high_vnd", "basis"),
)
_GAP = (
    *("commune", "district", "category", "children_target", "state_children", "covered_point"),
    *("gap_low", "gap_point", "gap_high", "unit_price_vnd", "target_vnd*", "state_vnd*"),
    *("pledged_vnd*", "gap_vnd*", "cost_vnd*", "basis"),
)
_SPLIT = {("gap", "state_children"), ("gap", "covered_point")}
_TARGETS = (
    *("district", "category", "year", "denominator_children", "target_share", "children_target"),
    *("covered_low", "covered_high", "to_reach_low", "to_reach_high", "years_left", "basis"),
)
_ALLOCATION = (
    *("commune", "district", "category", "donor", "gift", "packages", "quantity", "unit"),
    *("children_reached", "places", "paid_vnd*", "partner_vnd*", "cost_vnd*", "basis"),
)
_OPEN = (
    *("commune", "district", "category", "children_target", "gap_low", "reached"),
    *("children_open", "quantity", "unit", "cost_vnd*", "reason", "basis"),
)
_ASSUMPTIONS = ("name", "value", "low", "high", "unit", "kind", "source", "note")


def briefing_sheets(part: Assessment, *, lang: str) -> list[Sheet]:
    """Return the sheets of a district's briefing, or of the province's overview.

    A sum by category comes first; its figures are formulas over the sheet of gaps.

    Parameters
    ----------
    part
        Results of the district or of the province.
    lang
        "vi" or "en".
    """
    made = _sheet_maker(part, lang)
    communes = made(say("Xã", lang=lang), "communes", (*_COMMUNES, *_CHILDREN), sort="commune")
    if part.standing == "no_list" or is_nothing_counted(part):
        return [communes, _assumptions(made, lang)]
    gap = made(say("Còn thiếu", lang=lang), "gap", _GAP, sort="commune")
    sheets = [
        _by_category(part, gap, lang=lang),
        communes,
        made(say("Nhu cầu", lang=lang), "need", _NEED, sort="commune"),
        quantity_sheet(part, lang=lang),
        gap,
        made(say("Chỉ tiêu", lang=lang), "targets", _TARGETS),
    ]
    if "allocation" in part.tables:
        sheets.append(made(say("Đề xuất", lang=lang), "allocation", _ALLOCATION, sort="commune"))
        sheets.append(made(say("Chưa có nguồn", lang=lang), "open_needs", _OPEN, sort="commune"))
    sheets.append(_assumptions(made, lang))
    return sheets


def briefing_cover(part: Assessment, title: str, *, on: dt.date, lang: str) -> Cover:
    """Return the cover of a briefing's workbook.

    Parameters
    ----------
    part
        Results of the district or of the province.
    title
        Title of the page that the workbook belongs to.
    on
        The day on which it was made.
    lang
        "vi" or "en".
    """
    programme = part.programme
    lists = "; ".join(sorted(part.communes.area_list.dropna().unique()))
    lines = (
        (say("Chương trình", lang=lang), programme.title.text(lang)),
        (say("Kế hoạch", lang=lang), plan_words(programme.plan, lang=lang)),
        (say("Cơ quan chủ trì", lang=lang), programme.lead_agency.text(lang)),
        (say("Danh sách xã", lang=lang), lists or say("chưa có danh sách xã", lang=lang)),
        (say("Tính cho ngày", lang=lang), date_text(programme.reference_date, lang=lang)),
        (say("Lập ngày", lang=lang), date_text(on, lang=lang)),
        (say("Phần mềm đã dùng để tính", lang=lang), _for_the_engineer(part, lang)),
        (
            say("Cách cộng", lang=lang),
            say(
                "Dòng cộng là công thức: lọc bảng thì dòng cộng theo các hàng còn thấy. Trẻ của "
                "các loại hỗ trợ không cộng với nhau: một trẻ có thể cần nhiều loại.",
                lang=lang,
            ),
        ),
    )
    return Cover(
        title=title, lines=lines, marks=basis_marks(lang=lang), illustrative=part.illustrative
    )


def _for_the_engineer(part: Assessment, lang: str) -> str:
    """Name what a person needs to reckon all again; no page tells it to planners."""
    settings = part.programme.uncertainty
    return say(
        "khoảng 90%: {draws} lần rút ngẫu nhiên, số khởi đầu {seed}; đề xuất phân bổ: HiGHS "
        "{highs}. Phiên bản các gói khác, dấu của mã nguồn và dữ liệu: manifest.json",
        lang=lang,
        draws=number(settings.draws, lang=lang),
        seed=settings.seed,
        highs=version("highspy"),
    )


def basis_marks(*, lang: str) -> tuple[tuple[str, str], ...]:
    """Return what each basis means: (word, meaning), from the strongest to the weakest."""
    meaning = {
        "official": say("số của văn bản, cơ quan Nhà nước", lang=lang),
        "returned": say("số do xã, huyện báo cáo", lang=lang),
        "estimated": say("tính từ số chính thức bằng cách ghi trong bản mô tả", lang=lang),
        "assumption": say("số đặt ra để lập kế hoạch, sẽ thay khi có số thật", lang=lang),
        "illustrative": say("số dựng để thử, không có thật", lang=lang),
    }
    return tuple((basis_words(basis, lang=lang), meaning[basis]) for basis in BASES)


def _assumptions(made: Callable[..., Sheet], lang: str) -> Sheet:
    """Return the sheet of assumptions, by name as a reader looks one up."""
    return made(say("Giả định", lang=lang), "assumptions", _ASSUMPTIONS, sort="name")


def _sheet_maker(part: Assessment, lang: str) -> Callable[..., Sheet]:
    def made(name: str, table: str, columns: Sequence[str], *, sort: str | None = None) -> Sheet:
        frame = part.tables[table]
        if table == "gap":
            # As on the page: target = State + others + still lacking, child by child.
            split = children_split(frame)
            frame = frame.assign(state_children=split.state, covered_point=split.pledged)
        if table == "assumptions" and lang != "vi":
            frame = frame.assign(name=frame.name_en, unit=frame.unit_en)
        if table == "open_needs":
            frame = frame.assign(quantity=[_whole(one) for one in frame.quantity])
        if sort is not None:
            frame = alphabetical(frame, sort)
        schema = TABLES[table]
        told: list[SheetColumn] = []
        shown: dict[str, Any] = {}
        meanings = [schema.column(marked.rstrip("*")) for marked in columns]
        spoken = [meaning.vi if lang == "vi" else meaning.en for meaning in meanings]
        titles = unlike(
            [
                at_start(_in_short(table, meaning.name, lang) or words)
                for meaning, words in zip(meanings, spoken, strict=True)
            ]
        )
        for marked, meaning, words, title in zip(columns, meanings, spoken, titles, strict=True):
            column = meaning.name
            told.append(
                SheetColumn(
                    title=title,
                    kind=_KINDS.get(meaning.kind, "text"),
                    meaning=_meaning(table, column, words, lang),
                    unit=meaning.unit_in(lang),
                    total=marked.endswith("*"),
                    field=_field(table, column),
                )
            )
            shown[title] = [_in_words(part, column, value, lang) for value in frame[column]]
        title = at_start(schema.vi if lang == "vi" else schema.en)
        return Sheet(name, title, tuple(told), pd.DataFrame(shown), {})

    return made


def _whole(quantity: Any) -> Any:
    """Return whole pieces: a part of a set is not handed over."""
    return pd.NA if is_missing(quantity) else whole_up(quantity)


def _meaning(table: str, column: str, words: str, lang: str) -> str:
    """Return what a column means and where it comes from."""
    if (table, column) in _SPLIT:
        return say(
            "phần trong số trẻ cần đạt; Nhà nước lo trước, mỗi trẻ tính một lần",
            lang=lang,
        )
    if column in ("category", "age_band") or (table, column) == ("gap", "cost_vnd"):
        return _in_short(table, column, lang) or words  # shown in words, not as the table's code
    return at_start(words)


def _field(table: str, column: str) -> str:
    """Return where a column's figures stand in the CSV files; of what, where it is worked out."""
    own = ("children_target", "state_children", "gap_point")
    return f"{table}.csv: {', '.join(own) if (table, column) in _SPLIT else column}"


def _in_short(table: str, column: str, lang: str) -> str | None:
    """Return the title of a column where the meaning in its table is none: codes turned words."""
    if (table, column) == ("gap", "cost_vnd"):
        return say("Phần thiếu chắc chắn, thành tiền", lang=lang)
    if (table, column) == ("gap", "covered_point"):
        return say("Nguồn khác lo, trẻ, mức giữa", lang=lang)
    if (table, column) == ("gap", "state_children"):
        return say("Nhà nước lo, trẻ, mức giữa", lang=lang)
    return {
        "commune": say("Xã, phường", lang=lang),
        "district": say("Huyện, thành phố (cũ)", lang=lang),
        "commune_code": say("Mã xã", lang=lang),
        "kind": say("Căn cứ", lang=lang),
        "zone": say("Khu vực", lang=lang),
        "category": say("Loại hỗ trợ", lang=lang),
        "age_band": say("Nhóm tuổi", lang=lang),
        "reason": say("Vì sao còn thiếu", lang=lang),
    }.get(column)


def _in_words(part: Assessment, column: str, value: Any, lang: str) -> Any:
    """Return a code as a planner reads it; anything else as it is."""
    if is_missing(value) or not isinstance(value, str):
        return value
    if column == "category":
        return (
            say("mọi loại", lang=lang)
            if value == ALL
            else category_name(part.programme, value, lang=lang)
        )
    if column in ("age_band", "unit"):
        bands = {band.id: band.name.text(lang) for band in part.programme.age_bands}
        units = {one.unit.text("vi"): one.unit.text(lang) for one in part.programme.categories}
        return (bands | units).get(value, value)
    if column == "kind":
        return figure_kind(value, lang=lang)
    if column in _BASIS_COLUMNS:
        return basis_words(value, lang=lang)
    return open_reason(value, lang=lang) if column == "reason" else value


def _by_category(part: Assessment, gap: Sheet, *, lang: str) -> Sheet:
    """Return the sums by category, each a formula over the sheet of gaps."""
    names = [category.name.text(lang) for category in part.programme.categories]
    key = SheetColumn(
        say("Loại hỗ trợ", lang=lang), "text", say("loại hỗ trợ của chương trình", lang=lang)
    )
    category = gap.columns[_GAP.index("category")].title
    summed = [
        (column, marked.endswith("*"))
        for column, marked in zip(gap.columns, _GAP, strict=True)
        if column.kind in ("count", "money") and marked != "unit_price_vnd"
    ]
    groups = gap.rows.groupby(category)
    rows: dict[str, Any] = {key.title: names}
    for column, _ in summed:
        sums = groups[column.title].sum(skipna=False)
        rows[column.title] = [sums.get(name, 0) for name in names]
    formulas = {column.title: SumOf(gap.name, category, column.title) for column, _ in summed}
    columns = (
        key,
        *(replace(column, total=adds) for column, adds in summed),
    )
    title = say("Tổng hợp theo loại hỗ trợ", lang=lang)
    return Sheet(say("Tổng hợp", lang=lang), title, columns, pd.DataFrame(rows), formulas)
