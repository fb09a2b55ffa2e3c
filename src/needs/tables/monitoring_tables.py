"""The tables of delivered against planned: beside those of an assessment."""

from __future__ import annotations

from needs.tables.column import BASES, Column
from needs.tables.schema import Table

C = Column
_CHILDREN = "trẻ / children"
_VND = "VND"
# Lots may lie in communes of an earlier list, whose district is not known any more.
_DISTRICT = (
    C("district_code", "code", "mã huyện (cũ)", "code of the (former) district", "", True),
    C("district", "text", "huyện (cũ)", "(former) district", "", True),
)
_COUNTS = (
    C("children", "count", "số trẻ", "children", _CHILDREN),
    C("places", "count", "số nơi", "places", "nơi / places"),
)
_LOTS = C("lots", "count", "số lô", "lots", "lô / lots")
_UNPRICED = C("unpriced_lots", "count", "số lô chưa có giá", "lots without a price", "lô / lots")
_STAGES = (
    *("planned", "proposed", "offered", "accepted", "delivered", "confirmed"),
    *("waiting", "short", "more", "declined", "cancelled"),
)

#: What moves a figure from one year to the next: part → its group.
CHANGE_PARTS = {
    "entered": "list",
    "left": "list",
    "moved": "list",
    "children": "real",
    "state": "real",
    "support": "real",
    "counting": "method",
    "eligible_share": "method",
    "target": "method",
    "standard": "method",
    "kinds": "method",
    "price": "price",
    "rounding": "rounding",
}


def _part(name: str, vi: str, en: str) -> Column:
    return Column(name, "number", vi, en, "trẻ hoặc đồng / children or VND")


_CHANGE = (
    _part("before", "năm trước", "the year before"),
    _part("after", "năm nay", "this year"),
    _part("difference", "tăng (giảm)", "difference"),
    _part("entered", "do xã vào danh sách", "communes entered"),
    _part("left", "do xã ra khỏi danh sách", "communes left"),
    _part("moved", "do xã chuyển huyện khi sáp nhập", "communes moved to another district"),
    _part("children", "do số trẻ đổi", "children changed"),
    _part("state", "do phần Nhà nước lo", "part of the State"),
    _part("support", "do hỗ trợ của nguồn khác", "support of others"),
    _part("counting", "do cách đếm trẻ đổi", "way of counting changed"),
    _part("eligible_share", "do tỷ lệ đối tượng đổi", "eligible share changed"),
    _part("target", "do chỉ tiêu đổi", "target changed"),
    _part("standard", "do định mức đổi", "standard changed"),
    _part("kinds", "do thêm, bỏ loại hỗ trợ", "kinds of support added or dropped"),
    _part("price", "do đơn giá đổi", "price changed"),
    _part("rounding", "do làm tròn", "rounding"),
)

MONITORING_TABLES: tuple[Table, ...] = (
    Table(
        "delivered",
        "kế hoạch, nhận lời, đã trao theo xã, loại hỗ trợ, năm",
        "planned, accepted, delivered by commune, category and year",
        (
            *("commune_code", "commune", "district_code", "district", "category", "year", "stage"),
            *("lots", "children", "places", "units", "unit", "amount_vnd", "known_vnd"),
            *("unpriced_lots", "basis"),
        ),
        ("commune_code", "category", "year", "stage"),
        (
            *_DISTRICT,
            *_COUNTS,
            _LOTS,
            _UNPRICED,
            C("known_vnd", "money", "số tiền của các lô có giá", "of the lots with a price", _VND),
            C("stage", "text", "bước: " + ", ".join(_STAGES), "stage", "", False, _STAGES),
        ),
    ),
    Table(
        "undelivered",
        "đã nhận lời mà chưa trao, hoặc trao thiếu: ai, từ bao giờ",
        "accepted and not delivered, or short: who, since when",
        (
            *("lot_id", "donor_id", "donor", "partner", "commune_code", "commune"),
            *("district_code", "district", "category", "period", "why", "since", "days", "overdue"),
            *("children", "places", "units", "unit", "value_vnd", "evidence", "basis"),
        ),
        ("lot_id",),
        (
            *_DISTRICT,
            *_COUNTS,
            C(
                "why",
                "text",
                "waiting: chưa trao; short: trao thiếu",
                "why",
                "",
                False,
                ("waiting", "short"),
            ),
            C("days", "count", "số ngày", "days", "ngày / days"),
            C("overdue", "flag", "đã quá hạn nhắc", "overdue"),
        ),
    ),
    Table(
        "money",
        "nhà tài trợ: nhận lời bao nhiêu, đã trao, còn phải trao",
        "donors: delivered and still to come",
        (
            *("donor_id", "donor", "year", "lots", "unpriced_lots", "delivered_vnd"),
            *("waiting_vnd", "basis"),
        ),
        ("donor_id", "year"),
        (
            _LOTS,
            _UNPRICED,
            C("delivered_vnd", "money", "đã trao", "delivered", _VND, True),
            C("waiting_vnd", "money", "đã nhận lời, chưa trao", "accepted, to come", _VND, True),
        ),
    ),
    Table(
        "target_pace",
        "tiến độ chỉ tiêu, đã tính phần trao trong năm",
        "progress to the targets with this year's deliveries",
        (
            *("level", "area_code", "area", "category", "year", "denominator_children"),
            *("target_share", "children_target", "covered_low", "covered_high"),
            *("children_delivered", "to_reach_low", "to_reach_high", "years_left"),
            *("pace_low", "pace_high", "basis"),
        ),
        ("level", "area_code", "category", "year"),
        (
            C(
                "children_delivered",
                "count",
                "trẻ nhận trong năm theo sổ cam kết",
                "children delivered to this year",
                _CHILDREN,
                True,
            ),
        ),
    ),
    Table(
        "spot_checks",
        "các lô bốc thăm để kiểm tra tại chỗ",
        "lots drawn for inspection",
        (
            *("lot_id", "year", "chosen_by", "chance", "seed", "drawn_of", "lot_state"),
            *("donor", "partner", "commune_code", "commune", "district_code", "district"),
            *("category", "counted", "children", "places", "quantity", "unit", "value_vnd"),
            *("delivered_on", "evidence", "basis"),
        ),
        ("lot_id",),
        (
            *_DISTRICT,
            *_COUNTS,
            C(
                "chosen_by",
                "text",
                "sure: lô lớn; district: đủ mỗi huyện; random: bốc thăm",
                "why it was drawn",
                "",
                False,
                ("sure", "district", "random"),
            ),
            C("chance", "rate", "xác suất được chọn", "chance to be drawn", "0–1"),
            C("seed", "count", "số gieo của lần bốc thăm", "seed of the draw"),
            C("drawn_of", "count", "bốc từ bao nhiêu lô", "of so many lots", "lô / lots"),
            C("delivered_on", "text", "ngày trao", "delivered on"),
        ),
    ),
    Table(
        "year_change",
        "năm nay so với năm trước: vì đâu mà tăng, giảm",
        "this year against last, explained",
        (
            *("level", "area_code", "area", "category", "measure", "before", "after", "difference"),
            *CHANGE_PARTS,
            *("cells", "unknown_cells", "basis"),
        ),
        ("level", "area_code", "category", "measure"),
        (
            *_CHANGE,
            C(
                "measure",
                "text",
                "need_children, need_vnd, gap_children, gap_vnd",
                "measure",
                "",
                False,
                ("need_children", "need_vnd", "gap_children", "gap_vnd"),
            ),
            C("unknown_cells", "count", "số ô chưa so được", "cells not comparable", "ô / cells"),
            C("basis", "text", "căn cứ", "basis", "", True, BASES),
        ),
    ),
)
del C
