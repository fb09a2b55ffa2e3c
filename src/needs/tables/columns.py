"""The column dictionary: what each column means, in which unit, in both languages.

A column is defined once and means the same in every table.
"""

from __future__ import annotations

from needs.tables.allocation_columns import ALLOCATION_COLUMNS
from needs.tables.column import BASES, ZONES, Column
from needs.tables.gap_columns import GAP_COLUMNS
from needs.tables.return_columns import RETURN_COLUMNS


def _columns(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


C = Column
COLUMNS = _columns(
    # where
    C("programme", "text", "mã chương trình", "programme id"),
    C("commune_code", "code", "mã xã, 5 chữ số, dạng chữ", "commune code, five digits, text"),
    C("commune", "text", "tên xã, phường, thị trấn", "name of the commune"),
    C("district_code", "code", "mã huyện (cũ), 3 chữ số", "code of the (former) district"),
    C("district", "text", "huyện, thành phố (cũ)", "(former) district"),
    C("province_code", "code", "mã tỉnh", "province code"),
    C("edition", "text", "bản danh mục: pre-2025 hoặc 2025", "edition of the map"),
    C("latitude", "number", "vĩ độ tâm xã", "latitude of the centre", "độ / degrees", True),
    C("longitude", "number", "kinh độ tâm xã", "longitude of the centre", "độ / degrees", True),
    C(
        "district_shares",
        "text",
        "tỷ lệ xã tiền thân theo huyện cũ",
        "share of predecessors by district",
    ),
    C("several_districts", "flag", "ghép từ nhiều huyện cũ", "draws on several former districts"),
    C("split_predecessor", "flag", "nhận một phần xã bị chia", "took part of a split commune"),
    # area
    C(
        "zone",
        "text",
        "khu vực I, II, III; trống: không trong danh sách, hoặc chưa có danh sách",
        "zone; empty: not listed, or no list",
        "",
        True,
        ZONES,
    ),
    C(
        "specially_disadvantaged",
        "flag",
        "xã đặc biệt khó khăn; trống: chưa có danh sách xã, hoặc chương trình không theo danh sách",
        "specially disadvantaged commune; empty: no list, or none counts",
        "",
        True,
    ),
    C(
        "area_list",
        "text",
        "quyết định phê duyệt danh sách; trống: như trên",
        "decision that lists the zone",
        "",
        True,
    ),
    # people
    C("population", "count", "dân số", "residents", "người / people", True),
    C("population_low", "count", "dân số, mức thấp", "residents, low", "người / people", True),
    C("population_high", "count", "dân số, mức cao", "residents, high", "người / people", True),
    C("population_basis", "text", "căn cứ của dân số", "basis of the population", "", True, BASES),
    C("population_source", "text", "nguồn dân số", "source of the population", "", True),
    C("population_note", "text", "lưu ý về dân số", "caution on the population", "", True),
    C("population_figures", "text", "giả định dùng cho dân số", "assumptions used", "", True),
    C("children", "count", "trẻ em dưới 16 tuổi", "children under 16", "trẻ / children", True),
    C("children_low", "count", "trẻ em dưới 16, mức thấp", "children, low", "trẻ / children", True),
    C(
        "children_high",
        "count",
        "trẻ em dưới 16, mức cao",
        "children, high",
        "trẻ / children",
        True,
    ),
    C("children_basis", "text", "căn cứ của số trẻ em", "basis of the children", "", True, BASES),
    C("children_source", "text", "ô báo cáo có số trẻ", "cells that told the children", "", True),
    # need
    C("category", "text", "mã loại hỗ trợ", "support category"),
    C("age_band", "text", "mã nhóm tuổi", "age band"),
    C(
        "eligible_share",
        "rate",
        "tỷ lệ trẻ thuộc đối tượng",
        "share of children eligible",
        "0–1",
        True,
    ),
    C(
        "children_eligible",
        "count",
        "trẻ thuộc đối tượng",
        "children eligible",
        "trẻ / children",
        True,
    ),
    C(
        "children_eligible_low",
        "count",
        "trẻ thuộc đối tượng, thấp",
        "eligible, low",
        "trẻ / children",
        True,
    ),
    C(
        "children_eligible_high",
        "count",
        "trẻ thuộc đối tượng, cao",
        "eligible, high",
        "trẻ / children",
        True,
    ),
    C(
        "eligible_basis",
        "text",
        "căn cứ của số trẻ thuộc đối tượng",
        "basis of the eligible children",
        "",
        True,
        BASES,
    ),
    C(
        "quantity",
        "number",
        "khối lượng",
        "quantity",
        "theo đơn vị của dòng / as the row says",
        True,
    ),
    C("unit", "text", "đơn vị tính", "unit of the quantity"),
    C(
        "unit_price_vnd",
        "money",
        "đơn giá tại xã, gồm vận chuyển",
        "unit price delivered",
        "VND",
        True,
    ),
    C("cost_vnd", "money", "thành tiền", "cost", "VND", True),
    C("cost_low_vnd", "money", "thành tiền, mức thấp", "cost, low", "VND", True),
    C("cost_high_vnd", "money", "thành tiền, mức cao", "cost, high", "VND", True),
    C("price_basis", "text", "căn cứ của đơn giá", "basis of the price", "", True, BASES),
    C("basis", "text", "căn cứ của con số", "what the figure rests on", "", False, BASES),
    C("sources", "text", "nguồn, giả định đã dùng", "sources and assumptions used"),
    # support and gap
    C(
        "in_target",
        "flag",
        "xã nằm trong mẫu số của chỉ tiêu; trống: chưa có danh sách xã",
        "commune is in the target's denominator; empty: no list",
        "",
        True,
    ),
    C(
        "children_target",
        "count",
        "trẻ cần đạt theo chỉ tiêu",
        "children to reach",
        "trẻ / children",
        True,
    ),
    C(
        "children_target_low",
        "count",
        "trẻ cần đạt, mức thấp",
        "to reach, low",
        "trẻ / children",
        True,
    ),
    C(
        "children_target_high",
        "count",
        "trẻ cần đạt, mức cao",
        "to reach, high",
        "trẻ / children",
        True,
    ),
    C(
        "support_sources",
        "count",
        "số nguồn hỗ trợ đã ghi nhận",
        "sources of support on record",
        "nguồn / sources",
    ),
    C(
        "support_children",
        "count",
        "tổng lượt trẻ các nguồn báo",
        "children claimed by all sources",
        "lượt trẻ / children, repeated",
        True,
    ),
    C(
        "covered_low",
        "count",
        "trẻ đã được hỗ trợ, ít nhất",
        "covered, at least",
        "trẻ / children",
        True,
    ),
    C(
        "covered_point",
        "count",
        "trẻ đã được hỗ trợ, nếu độc lập",
        "covered, if independent",
        "trẻ / children",
        True,
    ),
    C(
        "covered_high",
        "count",
        "trẻ đã được hỗ trợ, nhiều nhất",
        "covered, at most",
        "trẻ / children",
        True,
    ),
    C(
        "over_claimed",
        "flag",
        "các nguồn báo nhiều hơn số trẻ",
        "sources claim more than there are",
    ),
    C("gap_low", "count", "trẻ còn thiếu, ít nhất", "gap, at least", "trẻ / children", True),
    C("gap_high", "count", "trẻ còn thiếu, nhiều nhất", "gap, at most", "trẻ / children", True),
    C("priority", "number", "trọng số ưu tiên", "priority weight", "", True),
    # what it rests on
    C("figure", "text", "mã giả định hoặc con số", "id of the assumption"),
    C("name", "text", "tên", "name in Vietnamese"),
    C("name_en", "text", "tên tiếng Anh", "name in English"),
    C("unit_en", "text", "đơn vị, tiếng Anh", "unit in English"),
    C("value", "number", "giá trị", "value"),
    C("low", "number", "mức thấp", "low", "", True),
    C("high", "number", "mức cao", "high", "", True),
    C(
        "kind",
        "text",
        "official, observed, derived, assumption hoặc illustrative",
        "what kind of figure",
    ),
    C("source", "text", "nguồn", "source"),
    C("note", "text", "ghi chú", "note", "", True),
    C("check", "text", "phép kiểm tra", "check"),
    C("expected", "text", "số chính thức", "official figure"),
    C("found", "text", "số trong bảng", "figure in our table"),
    C("period", "text", "kỳ, năm", "period"),
    C("units", "number", "số đơn vị", "units", "đơn vị / units", True),
    C("amount_vnd", "money", "số tiền", "amount", "VND", True),
)
del C
COLUMNS |= GAP_COLUMNS | RETURN_COLUMNS | ALLOCATION_COLUMNS
