"""What the donors' form asks: who gives what, and under which conditions.

The first nine columns are enough for most donors; the others stand to the right of them.
"""

from __future__ import annotations

from needs.forms.field import Block, Field, Kind, named
from needs.programmes import Programme, Words
from needs.tables import ZONES

#: Kinds of donors: value in the tables, words in the form.
DONOR_TYPES: tuple[tuple[str, Words], ...] = (
    ("enterprise", Words(vi="doanh nghiệp", en="enterprise")),
    ("ngo", Words(vi="tổ chức phi chính phủ", en="NGO")),
    ("union", Words(vi="hội, đoàn thể", en="union or association")),
    ("individual", Words(vi="cá nhân", en="individual")),
)

YES_NO: tuple[tuple[str, Words], ...] = (
    ("true", Words(vi="có", en="yes")),
    ("false", Words(vi="không", en="no")),
)

#: How many fields of the form stand before the conditions: they are printed on pages of their own.
BASIC_FIELDS = 9
#: … and how many before the limits.
FIRST_LIMIT = 19

#: Wishes for places, and places left out: names become codes.
DISTRICT_FIELDS = ("donors.districts", "donors.without_districts")
COMMUNE_FIELDS = ("donors.communes", "donors.without_communes")

#: What an answer lies between, both ends included.
BETWEEN: dict[str, tuple[int, int]] = {
    "sponsored_months": (1, 12),
    "from_age": (0, 17),
    "to_age": (0, 17),
    "share": (1, 100),
}

#: What cannot be more than what.
IN_ORDER = (("from_age", "to_age"), ("least_per_commune", "most_per_commune"))

_GIVES = Words(vi="Khả năng hỗ trợ", en="Can give")
_WISHES = Words(vi="Mong muốn (để trống: tùy tỉnh)", en="Wishes (empty: left to the province)")
_SPONSORS = Words(vi="Nhận đỡ đầu trẻ", en="Sponsors children")
_AGES = Words(vi="Chỉ cho trẻ", en="Only for children")
_WITHOUT = Words(vi="Không hỗ trợ", en="Does not support")
_LIMITS = Words(
    vi="Giới hạn (đồng, bộ hoặc trẻ; để trống: không giới hạn)",
    en="Limits (VND, units or children; empty: none)",
)
_TOGETHER = Words(vi="Góp chung", en="Together with others")
_WHEN = Words(vi="Khi nào", en="When")


def donors_block(programme: Programme) -> Block:
    """Return the only block of the donors' form."""
    return Block(
        "donors",
        Words(vi="Nhà tài trợ", en="Donors"),
        (*_who_gives_what(programme), *_for_whom(programme), *_how()),
    )


def _field(
    name: str, kind: Kind, vi: str, en: str, above: Words | None = None, **more: object
) -> Field:
    return Field(f"donors.{name}", kind, Words(vi=vi, en=en), above, **more)  # type: ignore[arg-type]


def _who_gives_what(programme: Programme) -> tuple[Field, ...]:
    categories = named(programme.categories)
    zones = tuple((zone, Words(vi=zone, en=zone)) for zone in ZONES)
    return (
        _field("donor", "text", "Tên nhà tài trợ", "Donor", required=True),
        _field(
            "donor_type",
            "choice",
            "Loại nhà tài trợ",
            "Kind of donor",
            required=True,
            choices=DONOR_TYPES,
        ),
        _field("budget_vnd", "money", "số tiền (đồng)", "money (VND)", _GIVES),
        _field(
            "stock_category",
            "choice",
            "hiện vật thuộc loại",
            "goods of category",
            _GIVES,
            choices=categories,
        ),
        _field("stock_units", "count", "số lượng hiện vật", "units of goods", _GIVES),
        _field(
            "categories",
            "choice",
            "loại hỗ trợ",
            "categories",
            _WISHES,
            choices=categories,
            several=True,
        ),
        _field("districts", "text", "huyện (cũ)", "former districts", _WISHES, several=True),
        _field("communes", "text", "xã", "communes", _WISHES, several=True),
        _field("zones", "choice", "khu vực", "zones", _WISHES, choices=zones, several=True),
    )


def _for_whom(programme: Programme) -> tuple[Field, ...]:
    categories = named(programme.categories)
    return (
        _field("gift", "text", "Tên khoản hỗ trợ, hiện vật", "Name of the gift or goods"),
        _field(
            "sponsored_category",
            "choice",
            "đỡ đầu về",
            "category",
            _SPONSORS,
            choices=categories,
        ),
        _field("sponsored_children", "count", "số trẻ nhận đỡ đầu", "children", _SPONSORS),
        _field("sponsored_months", "count", "số tháng", "months", _SPONSORS),
        _field(
            "month_vnd", "money", "đồng mỗi trẻ mỗi tháng", "VND per child and month", _SPONSORS
        ),
        _field("from_age", "count", "từ tuổi", "from age", _AGES),
        _field("to_age", "count", "đến tuổi", "to age", _AGES),
        _field(
            "without_categories",
            "choice",
            "loại không hỗ trợ",
            "these categories",
            _WITHOUT,
            choices=categories,
            several=True,
        ),
        _field(
            "without_districts",
            "text",
            "ở huyện (cũ) nào",
            "in these former districts",
            _WITHOUT,
            several=True,
        ),
        _field("without_communes", "text", "ở xã nào", "in these communes", _WITHOUT, several=True),
    )


def _how() -> tuple[Field, ...]:
    return (
        _field("least_per_commune", "money", "ít nhất mỗi xã", "least per commune", _LIMITS),
        _field("most_per_commune", "money", "nhiều nhất mỗi xã", "most per commune", _LIMITS),
        _field("most_communes", "count", "không quá mấy xã", "most communes", _LIMITS),
        _field("package_units", "count", "mỗi gói mấy đơn vị", "units per package", _LIMITS),
        _field(
            "whole",
            "choice",
            "trọn khoản, không thì thôi",
            "all or nothing",
            _LIMITS,
            choices=YES_NO,
        ),
        _field("share", "percent", "phần trả mỗi gói (%)", "share of each package (%)", _TOGETHER),
        _field(
            "joins",
            "choice",
            "trả nốt phần còn lại của bên khác",
            "pays the rest of others' packages",
            _TOGETHER,
            choices=YES_NO,
        ),
        _field("visit_months", "months", "tháng thăm, trao (10; 11)", "months of visit", _WHEN),
        _field("period", "year", "cho năm", "for the year", _WHEN),
    )
