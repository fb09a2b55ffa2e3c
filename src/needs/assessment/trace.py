"""Where a figure comes from: the chain of one commune and category, down to cell or assumption."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment.assess import Assessment
from needs.assessment.standing import require_list
from needs.assessment.trace_sources import Link, Sources
from needs.errors import NeedsError, NotFound
from needs.places import NameResolver, load_gazetteer
from needs.programmes import Category, Programme
from needs.tables import rows_of
from needs.wording import basis_words, collation_key, interval, money, number, percent, say


def find_commune(assessment: Assessment, name: str) -> str:
    """Return the code of the listed commune that somebody named, by name or code.

    Raises
    ------
    NotFound
        If no listed commune bears the name; lists the nearest.
    NeedsError
        If several do; lists them.
    """
    programme = assessment.programme
    resolver = NameResolver(
        load_gazetteer(), province_code=programme.province_code, edition=programme.edition
    )
    digits = name.strip()
    code = digits if digits.isdigit() else ""
    found = resolver.resolve("" if code else name, code=code, prefer_edition=programme.edition)
    listed = set(assessment.communes.commune_code)
    if found.edition == programme.edition and found.commune_code in listed:
        return str(found.commune_code)
    near = [
        f"{candidate.commune} ({candidate.commune_code})"
        for candidate in found.candidates
        if candidate.commune_code in listed and candidate.edition == programme.edition
    ]
    if found.outcome == "ambiguous":
        raise NeedsError(
            f"xã / commune: «{name}» có nhiều / several: {'; '.join(near)}; "
            "ghi mã xã / give the code"
        )
    raise NotFound(
        "xã / commune", name, near or sorted(assessment.communes.commune, key=collation_key)
    )


def find_category(programme: Programme, name: str) -> Category:
    """Return the category of that id or name.

    Raises
    ------
    NotFound
        If there is none; lists them.
    """
    wanted = name.strip().casefold()
    for category in programme.categories:
        names = (category.id, category.name.vi, category.name.en)
        if wanted in {one.casefold() for one in names}:
            return category
    raise NotFound(
        "loại hỗ trợ / category", name, [f"{c.id} ({c.name.vi})" for c in programme.categories]
    )


def trace(assessment: Assessment, commune: str, category: str, root: Path, *, lang: str) -> Link:
    """Return the chain of the gap of one commune and category.

    Parameters
    ----------
    commune, category
        As somebody names them.
    root
        The data root: its files are named with their checksums.

    Raises
    ------
    NotFound
        If there is no such commune or category.
    NeedsError
        If the category does not concern the commune.
    """
    code = find_commune(assessment, commune)
    chosen = find_category(assessment.programme, category)
    cells = assessment.gap.query("commune_code == @code and category == @chosen.id")
    if cells.empty:
        zones = ", ".join(assessment.programme.zones_in_scope(chosen))
        raise NeedsError(
            say(
                "{commune}: «{category}» chỉ tính cho xã khu vực {zones}",
                lang=lang,
                commune=commune,
                category=chosen.name.text(lang),
                zones=zones,
            )
        )
    require_list(assessment, lang=lang)
    row = next(iter(rows_of(cells)))
    sources = Sources(assessment, root, lang)
    gap = say(
        "{commune} ({code}), {category}: còn thiếu {gap} trẻ",
        lang=lang,
        commune=row.commune,
        code=code,
        category=chosen.name.text(lang),
        gap=interval(row.gap_low, row.gap_high, lang=lang),
    )
    return Link(
        gap,
        (
            _target(row, chosen, assessment, sources),
            _covered(assessment, row, sources),
            _cost(row, chosen, sources),
        ),
    )


def _target(row: Any, category: Category, assessment: Assessment, sources: Sources) -> Link:
    lang = sources.lang
    text = say(
        "chỉ tiêu {n} trẻ ({range}) = {eligible} trẻ thuộc đối tượng × {share}",
        lang=lang,
        n=number(row.children_target, lang=lang),
        range=interval(row.children_target_low, row.children_target_high, lang=lang),
        eligible=number(row.children_eligible, lang=lang),
        share=percent(category.target.share.value, lang=lang),
    )
    return Link(
        text,
        (sources.assumption(f"{category.id}.target"), *_eligible(assessment, row, sources)),
    )


def _eligible(assessment: Assessment, row: Any, sources: Sources) -> list[Link]:
    lang = sources.lang
    bands = assessment.need[
        (assessment.need.commune_code == row.commune_code)
        & (assessment.need.category == row.category)
    ]
    links = []
    for band in rows_of(bands):
        basis = (
            say("chưa có số liệu", lang=lang)
            if pd.isna(band.eligible_basis)
            else basis_words(band.eligible_basis, lang=lang)
        )
        text = say(
            "{band}: {n} trẻ ({range}), {basis}",
            lang=lang,
            band=assessment.programme.band(band.age_band).name.text(lang),
            n=number(band.children_eligible, lang=lang),
            range=interval(band.children_eligible_low, band.children_eligible_high, lang=lang),
            basis=basis,
        )
        links.append(
            Link(
                text,
                tuple(
                    sources.of_children(part, row.commune_code)
                    for part in band.sources.split("; ")
                    if not _priced(part)
                ),
            )
        )
    return links


def _priced(source: str) -> bool:
    """Tell whether a source is of the price, not of the children."""
    of_price = (".standard", ".unit_price_vnd", ".delivery_uplift")
    return source.endswith(of_price) or source.startswith("delivery.")


def _covered(assessment: Assessment, row: Any, sources: Sources) -> Link:
    lang = sources.lang
    text = say(
        "đã được hỗ trợ {range} trẻ: Nhà nước {state}, các nguồn khác {donors} (theo {n} nguồn)",
        lang=lang,
        range=interval(row.covered_low, row.covered_high, lang=lang),
        state=interval(row.state_low, row.state_high, lang=lang),
        donors=interval(row.donors_low, row.donors_high, lang=lang),
        n=number(row.support_sources, lang=lang),
    )
    entries = assessment.support[
        (assessment.support.commune_code == row.commune_code)
        & (assessment.support.category == row.category)
        & (assessment.support.period == assessment.programme.period)
    ]
    by_donors = tuple(
        Link(
            say(
                "{donor}: {n} trẻ, {basis}",
                lang=lang,
                donor=entry.donor,
                n=number(entry.children, lang=lang),
                basis=basis_words(entry.basis, lang=lang),
            ),
            (sources.of_support(entry),),
        )
        for entry in rows_of(entries)
    )
    return Link(text, (*_by_state(assessment, row, sources), *by_donors))


def _by_state(assessment: Assessment, row: Any, sources: Sources) -> list[Link]:
    """Return the State schemes of the commune, band by band, with what their shares rest on."""
    lang = sources.lang
    served = assessment.entitlements
    here = served[(served.commune_code == row.commune_code) & (served.category == row.category)]
    names = assessment.schemes.drop_duplicates("scheme").set_index("scheme")
    links = []
    for scheme in rows_of(here):
        named = names.loc[scheme.scheme]
        text = say(
            "Nhà nước, {scheme} ({law}), {band}: {n} trẻ ({range})",
            lang=lang,
            scheme=named["name"] if lang == "vi" else named["name_en"],
            law=named["legal_basis"],
            band=assessment.programme.band(scheme.age_band).name.text(lang),
            n=number(scheme.children_entitled, lang=lang),
            range=interval(scheme.children_entitled_low, scheme.children_entitled_high, lang=lang),
        )
        figures = set(assessment.assumptions.figure)
        parts = [part for part in scheme.sources.split("; ") if part in figures]
        links.append(Link(text, tuple(sources.assumption(part) for part in parts)))
    return links


def _cost(row: Any, category: Category, sources: Sources) -> Link:
    lang = sources.lang
    text = say(
        "chi phí phần thiếu ít nhất: {cost} = {quantity} {unit} × {price}",
        lang=lang,
        cost=money(row.cost_vnd, lang=lang),
        quantity=number(row.quantity, lang=lang, decimals=1),
        unit=category.unit.text(lang),
        price=money(row.unit_price_vnd, lang=lang),
    )
    figures = [
        f"{category.id}.{name}" for name in ("standard", "unit_price_vnd", "delivery_uplift")
    ]
    if category.uplift_by_distance:
        known = set(sources.assessment.assumptions.figure)
        ways = ("delivery.per_100_km", "delivery.per_1000_m", "delivery.no_road")
        figures += [name for name in ways if name in known]
    return Link(text, tuple(sources.assumption(name) for name in figures))
