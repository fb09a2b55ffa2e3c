"""Children in need of any support, each counted once, with what their need costs."""

from __future__ import annotations

from needs.assessment import Assessment
from needs.briefing.cells import whole, with_range
from needs.briefing.html import Fragment, data_table, text
from needs.briefing.measures import alphabetical, total
from needs.briefing.uncertain import Intervals, own_interval, own_level
from needs.tables import ALL
from needs.wording import interval, number, say
from needs.wording.numbers import is_missing


def people_words(assessment: Assessment, *, lang: str) -> str:
    """Say how many children need support, and why adding up the categories gives more."""
    people = own_interval(assessment, ALL, "people_in_need")
    summed = total(assessment.people_in_need.sum_of_categories)
    if is_missing(people.middle) or is_missing(summed):
        return say(
            "Chưa tính được bao nhiêu trẻ cần hỗ trợ (mỗi trẻ một lần): có xã chưa có số liệu.",
            lang=lang,
        )
    ends = interval(people.low, people.high, lang=lang)
    shown = number(people.middle, lang=lang)
    if ends != shown:
        shown = say("{n} trẻ (khoảng 90%: {range})", lang=lang, n=shown, range=ends)
    else:
        shown = say("{n} trẻ", lang=lang, n=shown)
    return say(
        "{people} cần ít nhất một loại hỗ trợ, mỗi trẻ đếm một lần. Cộng các loại được {sum} lượt: "
        "nhiều hơn, vì một trẻ có thể cần nhiều loại.",
        lang=lang,
        people=shown,
        sum=number(summed, lang=lang),
    )


def need_by_area(assessment: Assessment, *, lang: str) -> Fragment:
    """Show children in need and cost of the need of each commune, or district, with intervals."""
    level, code = own_level(assessment)
    place = "commune" if level == "district" else "district"
    intervals = Intervals(assessment.intervals, place)
    own = Intervals(assessment.intervals, level)
    people = assessment.people_in_need
    by = [f"{place}_code", place]
    sums = people.groupby(by)[["children", "sum_of_categories"]].sum(min_count=1)
    known = people[["children", "sum_of_categories"]].notna().groupby([people[n] for n in by]).all()
    sums = alphabetical(sums.where(known).reset_index(), place)

    def cells(source: Intervals, area: str) -> tuple[str, str]:
        return (
            with_range(*source.of(area, ALL, "people_in_need"), lang),
            with_range(*source.of(area, ALL, "need_cost_vnd"), lang, in_millions=True),
        )

    body = []
    for row in sums.itertuples(index=False):
        in_need, cost = cells(intervals, str(getattr(row, f"{place}_code")))
        body.append(
            [
                text(getattr(row, place)),
                whole(row.children, lang),
                in_need,
                whole(row.sum_of_categories, lang),
                cost,
            ]
        )
    in_need, cost = cells(own, code)
    return data_table(
        [
            say("Xã", lang=lang) if place == "commune" else say("Huyện, thành phố", lang=lang),
            say("Trẻ có hoàn cảnh đặc biệt", lang=lang)
            if assessment.standing == "by_groups"
            else say("Trẻ dưới 16", lang=lang),
            say("Trẻ cần hỗ trợ, mỗi trẻ một lần", lang=lang),
            say("Cộng các loại, lượt", lang=lang),
            say("Chi phí nhu cầu, triệu đồng", lang=lang),
        ],
        body,
        caption=say("Ai cần hỗ trợ: mức giữa, bên dưới là khoảng 90%", lang=lang),
        total=[
            say("Cộng", lang=lang) if place == "commune" else say("Toàn tỉnh", lang=lang),
            whole(total(people.children), lang),
            in_need,
            whole(total(people.sum_of_categories), lang),
            cost,
        ],
    )
