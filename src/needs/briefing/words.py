"""Codes of the result tables in words that a planner uses."""

from __future__ import annotations

from needs.programmes import Programme
from needs.programmes.category import Category, Facility
from needs.programmes.profile import Plan
from needs.wording import say


def plan_words(plan: Plan, *, lang: str) -> str:
    """Name a plan with its period, or with its one year."""
    if plan.period_from == plan.period_to:
        return say("{plan}, năm {year}", lang=lang, plan=plan.number, year=plan.period_to)
    return say(
        "{plan}, giai đoạn {start}–{end}",
        lang=lang,
        plan=plan.number,
        start=plan.period_from,
        end=plan.period_to,
    )


def at_start(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def open_reason(code: str, *, lang: str) -> str:
    """Say why a need stays open."""
    words = {
        "": "",
        "gap_unknown": say("chưa biết còn thiếu bao nhiêu", lang=lang),
        "no_gap": say("đã đủ", lang=lang),
        "gap_below_package": say("phần thiếu nhỏ hơn một gói", lang=lang),
        "no_donor": say("chưa có nhà tài trợ cho loại này ở xã này", lang=lang),
        "no_price": say("chưa có đơn giá, tiền chưa chi được", lang=lang),
        "no_season": say("nhà tài trợ phù hợp không giao được đúng mùa", lang=lang),
        "no_age": say("hiện vật không hợp tuổi của trẻ còn thiếu", lang=lang),
        "no_means": say("nhà tài trợ phù hợp không đủ cho một gói", lang=lang),
        "lot_too_large": say("nhà tài trợ phù hợp chỉ nhận phần lớn hơn", lang=lang),
        "no_partner": say("chưa ai góp phần chi phí còn lại", lang=lang),
        "means_spent": say("nguồn phù hợp đã dùng hết", lang=lang),
        "below_package": say("phần còn lại nhỏ hơn một gói", lang=lang),
        "communes_full": say("nhà tài trợ phù hợp không nhận thêm xã hoặc thêm phần", lang=lang),
        "kept_for_others": say("nguồn còn lại dành cho xã khác", lang=lang),
    }
    return words[code]


def who_could(code: str, *, lang: str) -> str:
    """Say which kind of donor could meet a need that stays open for that reason."""
    words = {
        "": "",
        "gap_unknown": say("chưa mời được ai: trước hết cần số liệu của xã", lang=lang),
        "no_gap": "",
        "gap_below_package": say("quà nhỏ, lẻ: cá nhân, nhóm bạn, gói nhỏ hơn", lang=lang),
        "below_package": say("quà nhỏ, lẻ: cá nhân, nhóm bạn, gói nhỏ hơn", lang=lang),
        "no_donor": say("nhà tài trợ nhận loại này ở xã này: tiền hoặc hiện vật", lang=lang),
        "no_price": say("nhà tài trợ có sẵn hiện vật, hoặc tự làm trọn gói", lang=lang),
        "no_season": say("nhà tài trợ giao được trong mùa cần", lang=lang),
        "no_age": say("nhà tài trợ có hiện vật hợp tuổi, hợp cỡ", lang=lang),
        "no_means": say("nhà tài trợ đủ tiền hoặc hiện vật cho một gói", lang=lang),
        "means_spent": say("thêm tiền hoặc hiện vật cùng loại", lang=lang),
        "lot_too_large": say("nhà tài trợ nhận được phần nhỏ ở một xã", lang=lang),
        "no_partner": say("nhà tài trợ cùng góp phần còn lại", lang=lang),
        "communes_full": say("nhà tài trợ đi được thêm xã", lang=lang),
        "kept_for_others": say("cần xem lại đề xuất", lang=lang),
    }
    return words[code]


def idle_reason(code: str, *, lang: str) -> str:
    """Say why a part of a gift is left."""
    words = {
        "": "",
        "below_package_price": say("phần còn lại nhỏ hơn giá một gói", lang=lang),
        "below_package_units": say("phần còn lại nhỏ hơn một gói", lang=lang),
        "reach_full": say("nơi phù hợp không còn chỗ cho một gói trọn", lang=lang),
        "no_admitted_cell": say("không nơi nào phù hợp với mong muốn", lang=lang),
        "communes_full": say("đã đủ số xã, số phần mà nhà tài trợ nhận", lang=lang),
        "cannot_be_whole": say("quà trọn gói: không nơi nào dùng hết cả phần", lang=lang),
        "other_period": say("quà của kỳ khác", lang=lang),
        "no_partner": say("chưa có nhà tài trợ cùng góp phần còn lại", lang=lang),
        "kept_for_others": say("dành cho nơi khác", lang=lang),
    }
    return words[code]


def mode_words(mode: str, *, lang: str) -> str:
    """Say what comes first when means are short."""
    words = {
        "fair_first": say(
            "công bằng trước: nâng xã thấp nhất lên cao nhất có thể, sau đó tới được nhiều trẻ "
            "nhất theo thứ tự ưu tiên",
            lang=lang,
        ),
        "effect_first": say(
            "hiệu quả trước: tới được nhiều trẻ nhất theo thứ tự ưu tiên, sau đó nâng xã thấp nhất",
            lang=lang,
        ),
        "proportional": say(
            "chia đều phần thiếu: xã nào cũng được bù cùng một phần của số còn thiếu, sau đó tới "
            "được nhiều trẻ nhất theo thứ tự ưu tiên",
            lang=lang,
        ),
    }
    return words[mode]


def mode_name(mode: str, *, lang: str) -> str:
    """Name a mode of the allocation in few words."""
    words = {
        "fair_first": say("công bằng trước", lang=lang),
        "effect_first": say("hiệu quả trước", lang=lang),
        "proportional": say("chia đều phần thiếu", lang=lang),
    }
    return words[mode]


def plan_name(code: str, *, lang: str) -> str:
    """Name a plan of table `practice`."""
    words = {
        "ours": say("đề xuất này", lang=lang),
        "rank": say("lần lượt theo danh sách ưu tiên", lang=lang),
        "first_come": say("ai đến trước làm trước", lang=lang),
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
    """Name the unit of a category or a kind of place."""
    return _support(programme, category).unit.text(lang)


def category_name(programme: Programme, category: str, *, lang: str) -> str:
    """Name a category or a kind of place."""
    return _support(programme, category).name.text(lang)


def is_place(programme: Programme, category: str) -> bool:
    """Tell whether an id names a kind of place: counted in places, not in children."""
    return any(facility.id == category for facility in programme.facilities)


def support_order(programme: Programme) -> dict[str, int]:
    """Return the place of every category, then of every kind of place, in the profile."""
    every: list[Category | Facility] = [*programme.categories, *programme.facilities]
    return {entry.id: rank for rank, entry in enumerate(every)}


def _support(programme: Programme, name: str) -> Category | Facility:
    every: list[Category | Facility] = [*programme.categories, *programme.facilities]
    return next(entry for entry in every if entry.id == name)


def illustrative_notice(*, lang: str) -> str:
    """Say that invented data are in use."""
    return say(
        "Số liệu minh họa: sổ hỗ trợ và danh sách nhà tài trợ là dữ liệu dựng để thử, không có "
        "thật. Số còn thiếu và đề xuất phân bổ dưới đây vì thế chỉ để minh họa cách làm.",
        lang=lang,
    )
