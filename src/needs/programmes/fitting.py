"""Whether the parts of a profile fit together: what one names, another has to define."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from needs.programmes.profile import Programme


def misfits(programme: Programme) -> list[str]:
    """Return what does not fit together, one line each; empty for a sound profile."""
    return [
        *_repeated("age_bands", [band.id for band in programme.age_bands]),
        *_repeated(
            "categories, facilities",
            [
                *(category.id for category in programme.categories),
                *(facility.id for facility in programme.facilities),
            ],
        ),
        *_names_of_sheets(programme),
        *_ages(programme),
        *_schemes(programme),
        *_beneficiaries(programme),
        *_samples(programme),
        *_indicators(programme),
        *_distances(programme),
        *_years(programme),
        *_deadlines(programme),
    ]


def _repeated(key: str, ids: Sequence[str]) -> Iterator[str]:
    again = sorted({entry for entry in ids if ids.count(entry) > 1})
    if again:
        yield f"{key}: mã lặp lại / repeated id: {again}"


#: Sheets of the forms that are no category.
SHEETS = ("children", "facilities", "ledger", "donors")


def _names_of_sheets(programme: Programme) -> Iterator[str]:
    for category in programme.categories:
        if category.id in SHEETS:
            yield f"categories: mã {category.id} là tên một trang của biểu; chọn mã khác"


def _ages(programme: Programme) -> Iterator[str]:
    bands = {band.id: band for band in programme.age_bands}
    for category in programme.categories:
        key = f"categories.{category.id}.age_bands"
        unknown = sorted(set(category.age_bands) - set(bands))
        if unknown:
            yield f"{key}: {unknown} không có trong {sorted(bands)}"
        ages = [
            age
            for name in category.age_bands
            if name in bands
            for age in range(bands[name].from_age, bands[name].to_age + 1)
        ]
        if len(ages) != len(set(ages)):
            yield f"{key}: các nhóm tuổi chồng nhau, trẻ bị tính hai lần"


def _schemes(programme: Programme) -> Iterator[str]:
    for category in programme.categories:
        # Named twice, a scheme would serve the children twice.
        schemes = [entry.scheme for entry in category.state_schemes]
        yield from _repeated(f"categories.{category.id}.state_schemes", schemes)


def _beneficiaries(programme: Programme) -> Iterator[str]:
    if programme.beneficiaries.by_groups:
        yield from _groups(programme)
    else:
        yield from _zones(programme)


def _zones(programme: Programme) -> Iterator[str]:
    beneficiaries = programme.beneficiaries
    for key in ("specially_disadvantaged_zones", "area_zones"):
        if not getattr(beneficiaries, key):
            yield f"beneficiaries.{key}: cần ít nhất một khu vực khi by = 'area_list'"
    area = set(beneficiaries.area_zones)
    outside = sorted(set(beneficiaries.specially_disadvantaged_zones) - area)
    if outside:
        yield f"beneficiaries.area_zones thiếu / lacks {outside}"
    unweighted = sorted(area - set(programme.priority.zone_weights))
    if unweighted and _speaks_of_zones(programme):
        yield f"priority.zone_weights thiếu / lacks {unweighted}"
    if beneficiaries.groups:
        yield "beneficiaries.groups: chỉ dùng khi by = 'special_circumstances'"
    for category in programme.categories:
        if category.target.denominator == "special_circumstances":
            yield (
                f"categories.{category.id}.target.denominator: 'special_circumstances' cần "
                "beneficiaries.by = 'special_circumstances'"
            )


def _groups(programme: Programme) -> Iterator[str]:
    beneficiaries = programme.beneficiaries
    ids = [group.id for group in beneficiaries.groups]
    if not ids:
        yield "beneficiaries.groups: cần ít nhất một nhóm khi by = 'special_circumstances'"
    yield from _repeated("beneficiaries.groups", ids)
    asked = {group.id for group in programme.returns.groups}
    unasked = [name for name in ids if name not in asked]
    if unasked:
        # A group that no form asks about could never be told.
        yield f"returns.groups thiếu / lacks {unasked}"
    for key in ("specially_disadvantaged_zones", "area_zones"):
        if getattr(beneficiaries, key):
            yield f"beneficiaries.{key}: không dùng khi by = 'special_circumstances'"
    if beneficiaries.villages == "counted":
        yield "beneficiaries.villages: không dùng khi by = 'special_circumstances'"
    if _speaks_of_zones(programme):
        yield "priority.indicators, returns.samples: không có khu vực để đo (measure 'zone')"
    for category in programme.categories:
        if category.target.denominator != "special_circumstances":
            yield (
                f"categories.{category.id}.target.denominator: phải là 'special_circumstances', "
                f"không phải '{category.target.denominator}'"
            )


def _speaks_of_zones(programme: Programme) -> bool:
    """Tell whether any indicator or covariate is the commune's zone."""
    return any(entry.measure == "zone" for entry in programme.priority.indicators) or any(
        "zone" in sample.covariates for sample in programme.returns.samples
    )


def _samples(programme: Programme) -> Iterator[str]:
    categories = {category.id for category in programme.categories}
    unknown = sorted({sample.category for sample in programme.returns.samples} - categories)
    if unknown:
        yield f"returns.samples: {unknown} không có trong {sorted(categories)}"
    samples = {sample.id for sample in programme.returns.samples}
    for category in programme.categories:
        if category.eligible_rate is not None and category.eligible_rate not in samples:
            yield (
                f"categories.{category.id}.eligible_rate: {category.eligible_rate} không có "
                f"trong {sorted(samples)}"
            )


def _indicators(programme: Programme) -> Iterator[str]:
    categories = {category.id for category in programme.categories}
    defined = {
        "group": {group.id for group in programme.returns.groups},
        "sample": {sample.id for sample in programme.returns.samples},
    }
    for entry in programme.priority.indicators:
        key = f"priority.indicators.{entry.id}"
        unknown = sorted(set(entry.categories) - categories)
        if unknown:
            yield f"{key}.categories: {unknown} không có trong {sorted(categories)}"
        kind, _, name = entry.measure.partition(":")
        if kind in defined and name not in defined[kind]:
            yield f"{key}.measure: {name} không có trong {sorted(defined[kind])}"


def _distances(programme: Programme) -> Iterator[str]:
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
            yield f"categories.{category.id}.uplift_by_distance: cần phần [delivery]"
    if measured and programme.centre is None:
        yield f"{', '.join(measured)}: cần [centre] để đo khoảng cách / needs [centre]"


def _years(programme: Programme) -> Iterator[str]:
    for category in programme.categories:
        due = category.target.due_year
        if due is not None and due < programme.plan.period_from:
            yield (
                f"categories.{category.id}.target.due_year: {due} trước khi kế hoạch bắt đầu "
                f"({programme.plan.period_from})"
            )


def _deadlines(programme: Programme) -> Iterator[str]:
    if sum(report.for_returns for report in programme.reports) > 1:
        yield "reports: chỉ một hạn có for_returns = true"
