"""Codes of the result tables in words that a planner uses."""

from __future__ import annotations

from needs.programmes import Programme
from needs.wording import say


def open_reason(code: str, *, lang: str) -> str:
    """Say why a need stays open."""
    words = {
        "": "",
        "gap_unknown": say("chưa biết còn thiếu bao nhiêu", lang=lang),
        "no_gap": say("đã đủ", lang=lang),
        "gap_below_package": say("phần thiếu nhỏ hơn một gói", lang=lang),
        "no_donor": say("chưa có nhà tài trợ cho loại này ở xã này", lang=lang),
        "no_means": say("nhà tài trợ phù hợp không đủ cho một gói", lang=lang),
        "means_spent": say("nguồn phù hợp đã dùng hết", lang=lang),
        "below_package": say("phần còn lại nhỏ hơn một gói", lang=lang),
        "kept_for_others": say("nguồn còn lại dành cho xã khác", lang=lang),
    }
    return words[code]


def idle_reason(code: str, *, lang: str) -> str:
    """Say why a donor's money or goods are left."""
    words = {
        "": "",
        "below_package_price": say("phần còn lại nhỏ hơn giá một gói", lang=lang),
        "below_package_units": say("phần còn lại nhỏ hơn một gói", lang=lang),
        "reach_full": say("nơi phù hợp đã đủ", lang=lang),
        "no_admitted_cell": say("không nơi nào phù hợp với mong muốn", lang=lang),
        "kept_for_others": say("dành cho nơi khác", lang=lang),
    }
    return words[code]


def donor_type(code: str, *, lang: str) -> str:
    """Name a kind of donor."""
    words = {
        "enterprise": say("doanh nghiệp", lang=lang),
        "ngo": say("tổ chức phi chính phủ", lang=lang),
        "union": say("công đoàn", lang=lang),
        "individual": say("cá nhân", lang=lang),
    }
    return words[code]


def figure_kind(code: str, *, lang: str) -> str:
    """Name the kind of a figure."""
    words = {
        "official": say("chính thức", lang=lang),
        "observed": say("giá quan sát", lang=lang),
        "derived": say("suy ra từ nguồn", lang=lang),
        "assumption": say("giả định", lang=lang),
        "illustrative": say("số liệu minh họa", lang=lang),
    }
    return words[code]


def unit_name(programme: Programme, category: str, *, lang: str) -> str:
    """Name the unit of a category."""
    return programme.category(category).unit.text(lang)


def category_name(programme: Programme, category: str, *, lang: str) -> str:
    """Name a category."""
    return programme.category(category).name.text(lang)


def illustrative_notice(*, lang: str) -> str:
    """Say that invented data are in use."""
    return say(
        "Số liệu minh họa: sổ hỗ trợ và danh sách nhà tài trợ là dữ liệu dựng để thử, không có "
        "thật. Số còn thiếu và đề xuất phân bổ dưới đây vì thế chỉ để minh họa cách làm.",
        lang=lang,
    )
