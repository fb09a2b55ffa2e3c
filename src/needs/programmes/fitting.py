"""Whether the parts of a profile fit together: what one names, another has to define."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from needs.programmes.misfit import Misfit, repeated, unknown
from needs.programmes.toml_words import listed, toml_text

if TYPE_CHECKING:
    from needs.programmes.profile import Programme

_GROUPED = 'beneficiaries.by = "special_circumstances"'


def misfits(programme: Programme) -> list[Misfit]:
    """Return what does not fit together; empty for a sound profile."""
    return [
        *repeated("age_bands", [band.id for band in programme.age_bands]),
        *repeated(
            "categories, facilities",
            [
                *(category.id for category in programme.categories),
                *(facility.id for facility in programme.facilities),
            ],
        ),
        *repeated("duties", [duty.id for duty in programme.duties]),
        *repeated("districts", [district.name for district in programme.districts]),
        *_names_of_sheets(programme),
        *_ages(programme),
        *_schemes(programme),
        *_beneficiaries(programme),
        *_samples(programme),
        *_indicators(programme),
        *_distances(programme),
        *_years(programme),
        *_deadlines(programme),
        *_small_counts(programme),
    ]


#: Sheets of the forms that are no category.
SHEETS = ("children", "facilities", "ledger", "donors")


def _names_of_sheets(programme: Programme) -> Iterator[Misfit]:
    for category in programme.categories:
        if category.id in SHEETS:
            expected = f"mã khác: {listed(SHEETS)} là tên các trang của biểu"
            yield Misfit(f"categories.{category.id}.id", toml_text(category.id), expected)


def _ages(programme: Programme) -> Iterator[Misfit]:
    bands = {band.id: band for band in programme.age_bands}
    for category in programme.categories:
        key = f"categories.{category.id}.age_bands"
        yield from unknown(key, category.age_bands, bands)
        ages = [
            age
            for name in category.age_bands
            if name in bands
            for age in range(bands[name].from_age, bands[name].to_age + 1)
        ]
        if len(ages) != len(set(ages)):
            found = f"các nhóm tuổi chồng nhau: {listed(category.age_bands)}"
            yield Misfit(key, found, "mỗi tuổi một lần, kẻo trẻ bị tính hai lần")


def _schemes(programme: Programme) -> Iterator[Misfit]:
    for category in programme.categories:
        # Named twice, a scheme would serve the children twice.
        schemes = [entry.scheme for entry in category.state_schemes]
        yield from repeated(f"categories.{category.id}.state_schemes", schemes)


def _beneficiaries(programme: Programme) -> Iterator[Misfit]:
    if programme.beneficiaries.by_groups:
        yield from _groups(programme)
    else:
        yield from _zones(programme)


def _zones(programme: Programme) -> Iterator[Misfit]:
    beneficiaries = programme.beneficiaries
    for key in ("specially_disadvantaged_zones", "area_zones"):
        if not getattr(beneficiaries, key):
            expected = 'ít nhất một khu vực khi beneficiaries.by = "area_list"'
            yield Misfit(f"beneficiaries.{key}", "[]", expected)
    area = set(beneficiaries.area_zones)
    outside = sorted(set(beneficiaries.specially_disadvantaged_zones) - area)
    if outside:
        expected = "có cả mọi khu vực đặc biệt khó khăn"
        yield Misfit("beneficiaries.area_zones", f"thiếu {listed(outside)}", expected)
    unweighted = sorted(area - set(programme.priority.zone_weights))
    if unweighted and _speaks_of_zones(programme):
        expected = "trọng số cho mỗi khu vực của beneficiaries.area_zones"
        yield Misfit("priority.zone_weights", f"thiếu {listed(unweighted)}", expected)
    if beneficiaries.groups:
        groups = listed(group.id for group in beneficiaries.groups)
        yield Misfit("beneficiaries.groups", groups, f"chỉ dùng khi {_GROUPED}")
    for category in programme.categories:
        if category.target.denominator == "special_circumstances":
            yield Misfit(
                f"categories.{category.id}.target.denominator",
                toml_text(category.target.denominator),
                f"chỉ dùng khi {_GROUPED}",
            )


def _groups(programme: Programme) -> Iterator[Misfit]:
    beneficiaries = programme.beneficiaries
    ids = [group.id for group in beneficiaries.groups]
    if not ids:
        yield Misfit("beneficiaries.groups", "[]", f"ít nhất một nhóm khi {_GROUPED}")
    yield from repeated("beneficiaries.groups", ids)
    asked = {group.id for group in programme.returns.groups}
    unasked = [name for name in ids if name not in asked]
    if unasked:
        # A group that no form asks about could never be told.
        expected = "mọi nhóm của beneficiaries.groups: nhóm không hỏi trong biểu thì không ai báo"
        yield Misfit("returns.groups", f"thiếu {listed(unasked)}", expected)
    unused = f"không dùng khi {_GROUPED}"
    for key in ("specially_disadvantaged_zones", "area_zones"):
        zones = getattr(beneficiaries, key)
        if zones:
            yield Misfit(f"beneficiaries.{key}", toml_text(zones), unused)
    if beneficiaries.villages == "counted":
        yield Misfit("beneficiaries.villages", toml_text(beneficiaries.villages), unused)
    if _speaks_of_zones(programme):
        found = 'đo bằng khu vực (measure = "zone")'
        yield Misfit("priority.indicators, returns.samples", found, unused)
    for category in programme.categories:
        if category.target.denominator != "special_circumstances":
            yield Misfit(
                f"categories.{category.id}.target.denominator",
                toml_text(category.target.denominator),
                f'"special_circumstances" khi {_GROUPED}',
            )


def _speaks_of_zones(programme: Programme) -> bool:
    """Tell whether any indicator or covariate is the commune's zone."""
    return any(entry.measure == "zone" for entry in programme.priority.indicators) or any(
        "zone" in sample.covariates for sample in programme.returns.samples
    )


def _samples(programme: Programme) -> Iterator[Misfit]:
    categories = {category.id for category in programme.categories}
    for sample in programme.returns.samples:
        yield from unknown(f"returns.samples.{sample.id}.category", [sample.category], categories)
    samples = {sample.id for sample in programme.returns.samples}
    for category in programme.categories:
        if category.eligible_rate is not None:
            key = f"categories.{category.id}.eligible_rate"
            yield from unknown(key, [category.eligible_rate], samples)


def _indicators(programme: Programme) -> Iterator[Misfit]:
    categories = {category.id for category in programme.categories}
    defined = {
        "group": {group.id for group in programme.returns.groups},
        "sample": {sample.id for sample in programme.returns.samples},
    }
    for entry in programme.priority.indicators:
        key = f"priority.indicators.{entry.id}"
        yield from unknown(f"{key}.categories", entry.categories, categories)
        kind, _, name = entry.measure.partition(":")
        if kind in defined:
            yield from unknown(f"{key}.measure", [name], defined[kind])


def _distances(programme: Programme) -> Iterator[Misfit]:
    measured = [
        f"priority.indicators.{entry.id}"
        for entry in programme.priority.indicators
        if entry.measure == "distance_km"
    ] + [
        f"returns.samples.{sample.id}"
        for sample in programme.returns.samples
        if "distance_km" in sample.covariates
    ]
    if programme.delivery is not None:
        measured.append("delivery")
    for category in programme.categories:
        if category.uplift_by_distance and programme.delivery is None:
            key = f"categories.{category.id}.uplift_by_distance"
            yield Misfit(key, "true", "phần [delivery] của hồ sơ")
    if measured and programme.centre is None:
        yield Misfit(", ".join(measured), "đo khoảng cách mà không có nơi đo", "phần [centre]")


def _years(programme: Programme) -> Iterator[Misfit]:
    first = programme.plan.period_from
    for category in programme.categories:
        due = category.target.due_year
        if due is not None and due < first:
            key = f"categories.{category.id}.target.due_year"
            yield Misfit(key, str(due), f"từ {first}, năm kế hoạch bắt đầu, trở đi")


def _deadlines(programme: Programme) -> Iterator[Misfit]:
    marked = sum(report.for_returns for report in programme.reports)
    if marked > 1:
        found = f"for_returns = true ở {marked} hạn"
        yield Misfit("reports", found, "chỉ một hạn có for_returns = true")
    due = [(one.kind, one.deadline, one.by.vi, one.to.vi) for one in programme.reports]
    for kind, day, *_ in sorted({one for one in due if due.count(one) > 1}):
        yield Misfit("reports", f'kind = "{kind}", deadline = "{day}" hai lần', "mỗi hạn một lần")
    stated = {one[:2] for one in due}
    for report in () if programme.fund is None else programme.fund.reports:
        for day in report.by:
            if (report.kind, day) in stated:
                yield Misfit(
                    f"fund.reports.{report.id}",
                    f'kind = "{report.kind}", hạn "{day}", đã có ở [[reports]]',
                    "mỗi báo cáo ghi một nơi: [[reports]] hoặc fund.reports",
                )


def _small_counts(programme: Programme) -> Iterator[Misfit]:
    """Refuse a limit of the public page that the stricter one of all pages leaves no effect."""
    if programme.disclosure is None or programme.public_page is None:
        return
    least, page = programme.disclosure.threshold, programme.public_page.smallest_group
    if page < least:
        expected = f"từ {least} trở lên: mức có hiệu lực là disclosure.threshold = {least}"
        yield Misfit("public_page.smallest_group", str(page), expected)
