"""The column dictionary: what each column means, in which unit, in both languages.

A column is defined once and means the same in every table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "count", "money", "number", "rate", "flag", "code"]

#: From strongest to weakest; a figure made of several rests on the weakest.
BASES = ("official", "returned", "estimated", "assumption", "illustrative")
ZONES = ("I", "II", "III")


@dataclass(frozen=True)
class Column:
    """One column: name, kind of value, meaning in Vietnamese and English, unit."""

    name: str
    kind: Kind
    vi: str
    en: str
    unit: str = ""
    nullable: bool = False
    allowed: tuple[str, ...] = ()


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
    C("zone", "text", "khu vực I, II, III; trống: không trong danh sách", "zone", "", True, ZONES),
    C("specially_disadvantaged", "flag", "xã đặc biệt khó khăn", "specially disadvantaged commune"),
    C(
        "area_list",
        "text",
        "quyết định phê duyệt danh sách",
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
    # need
    C("category", "text", "mã loại hỗ trợ", "support category"),
    C("age_band", "text", "mã nhóm tuổi", "age band"),
    C("eligible_share", "rate", "tỷ lệ trẻ thuộc đối tượng", "share of children eligible", "0–1"),
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
    C("quantity", "number", "khối lượng", "quantity", "theo cột unit / see unit", True),
    C("unit", "text", "đơn vị tính", "unit of the quantity"),
    C("unit_price_vnd", "money", "đơn giá tại xã, gồm vận chuyển", "unit price delivered", "VND"),
    C("cost_vnd", "money", "thành tiền", "cost", "VND", True),
    C("cost_low_vnd", "money", "thành tiền, mức thấp", "cost, low", "VND", True),
    C("cost_high_vnd", "money", "thành tiền, mức cao", "cost, high", "VND", True),
    C("price_basis", "text", "căn cứ của đơn giá", "basis of the price", "", False, BASES),
    C("basis", "text", "căn cứ của con số", "what the figure rests on", "", False, BASES),
    C("sources", "text", "nguồn, giả định đã dùng", "sources and assumptions used"),
    # support and gap
    C(
        "in_target",
        "flag",
        "xã nằm trong mẫu số của chỉ tiêu",
        "commune is in the target's denominator",
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
        "nguồn",
    ),
    C(
        "support_children",
        "count",
        "tổng lượt trẻ các nguồn báo",
        "children claimed by all sources",
        "lượt trẻ",
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
        "trẻ",
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
    # allocation
    C("donor_id", "text", "mã nhà tài trợ", "donor id"),
    C("donor", "text", "nhà tài trợ", "donor"),
    C("donor_type", "text", "loại nhà tài trợ", "kind of donor"),
    C(
        "funding",
        "text",
        "tiền (cash) hay hiện vật (stock)",
        "money or goods in stock",
        "",
        False,
        ("cash", "stock"),
    ),
    C("packages", "count", "số gói trọn", "whole packages", "gói / packages"),
    C(
        "package_units",
        "count",
        "số đơn vị trong một gói",
        "units in one package",
        "đơn vị / units",
    ),
    C(
        "package_children",
        "count",
        "số trẻ một gói phục vụ",
        "children one package serves",
        "trẻ / children",
    ),
    C("children_reached", "count", "trẻ được đề xuất hỗ trợ", "children reached", "trẻ / children"),
    C("children_open", "count", "trẻ chưa có nguồn", "children still open", "trẻ / children", True),
    C("coverage_before", "rate", "độ bao phủ trước", "coverage before", "0–1", True),
    C("coverage_after", "rate", "độ bao phủ sau đề xuất", "coverage after", "0–1", True),
    C("reachable", "flag", "có nhà tài trợ có thể đáp ứng", "some donor could serve it"),
    C("reason", "text", "vì sao còn thiếu (mã)", "why it stays open (code)"),
    C("unspent_reason", "text", "vì sao còn tiền (mã)", "why money is left (code)"),
    C("stock_reason", "text", "vì sao còn hiện vật (mã)", "why goods are left (code)"),
    C("budget_vnd", "money", "ngân sách", "budget", "VND", True),
    C("spent_vnd", "money", "đã phân bổ", "allocated", "VND", True),
    C("unspent_vnd", "money", "chưa phân bổ", "not allocated", "VND", True),
    C("stock_category", "text", "loại hiện vật", "category of the goods", "", True),
    C("stock_units", "count", "hiện vật sẵn có", "goods in stock", "đơn vị / units", True),
    C("stock_used", "count", "hiện vật đã phân bổ", "goods allocated", "đơn vị / units", True),
    C("stock_left", "count", "hiện vật còn lại", "goods left", "đơn vị / units", True),
    C("floor_before", "rate", "bao phủ thấp nhất trước", "lowest coverage before", "0–1", True),
    C(
        "floor_stage1",
        "rate",
        "sàn bao phủ sau bước công bằng",
        "floor after the fairness stage",
        "0–1",
        True,
    ),
    C(
        "floor_stage2",
        "rate",
        "bao phủ thấp nhất sau bước hiệu quả",
        "lowest coverage after the effect stage",
        "0–1",
        True,
    ),
    C("step", "count", "thứ tự bước giải", "order of the stages"),
    C("stage", "text", "bước giải", "stage of the solution"),
    C("objective", "number", "giá trị đạt được", "objective value", "", True),
    C("bound", "number", "cận chứng minh được", "proven bound", "", True),
    C("gap", "rate", "khoảng cách tới cận", "relative gap", "0–1", True),
    C("status", "text", "trạng thái", "status"),
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
