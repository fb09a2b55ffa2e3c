"""Which share of each commune's eligible children qualifies for each State scheme.

share of a band = scheme's years of the band / years of the band × product of the factors, or what
the commune told of the group. Only communes of the scheme's zones, and of the border where it
asks for that; a commune of which that is not known (no list holds, no border data) stays, marked.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from needs.entitlements.scheme import Scheme
from needs.entitlements.schemes import SCHEMES, Schemes
from needs.errors import FaultCollector
from needs.people import Assumptions, told_of
from needs.programmes import BASIS_OF_KIND, Category, Programme
from needs.tables import PLACE, weakest_basis

ENDS = ("", "_low", "_high")
ELIGIBLE = [f"children_eligible{end}" for end in ENDS]
BORDER = "border"
ZONE = "zone"

COLUMNS = [
    *PLACE,
    "category",
    "age_band",
    "band_order",
    *ELIGIBLE,
    "eligible_basis",
    "scheme",
    "of_band",
    "share",
    "share_low",
    "share_high",
    "told",
    "missing",
    "share_basis",
    "share_sources",
]


def used_schemes(programme: Programme, schemes: Schemes) -> Iterator[tuple[Category, Scheme, str]]:
    """Yield each category with each scheme that it names, and why the scheme meets its need.

    Raises
    ------
    InputFaults
        With every scheme that is named but not there, and every one whose ages meet none of the
        category's.
    """
    faults = FaultCollector(f"{programme.id}/programme.toml ↔ {SCHEMES.name}")
    found = []
    for category in programme.categories:
        where = f"categories[{category.id}].state_schemes"
        for entry in category.state_schemes:
            if entry.scheme not in schemes:
                faults.add(where, entry.scheme, f"một mã trong {'; '.join(schemes)}")
                continue
            scheme = schemes[entry.scheme]
            if not any(_of_bands(programme, category, scheme).values()):
                ages = f"{entry.scheme}: {scheme.from_age}–{scheme.to_age} tuổi"
                faults.add(where, ages, f"độ tuổi của {', '.join(category.age_bands)}")
            found.append((category, scheme, entry.source))
    faults.raise_if_any()
    yield from found


def _of_bands(programme: Programme, category: Category, scheme: Scheme) -> dict[str, float]:
    """Return the share of each band's years that are the scheme's."""
    bands = [programme.band(name) for name in category.age_bands]
    return {band.id: scheme.share_of_ages(band.from_age, band.to_age) for band in bands}


def scheme_shares(
    programme: Programme,
    need: pd.DataFrame,
    schemes: Schemes,
    assumptions: Assumptions,
    *,
    attributes: pd.DataFrame | None = None,
    told: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the share of children who qualify, for each commune, category, band and scheme.

    Parameters
    ----------
    need
        Table `need`; a column `scope_share` below 1 says that only children of specially
        disadvantaged villages were counted.
    attributes
        commune_code, attribute, value, kind: attribute "border" is 1 or 0; none: nothing is
        known of any commune.
    told
        What communes returned: commune_code, field, value (children), source.

    Returns
    -------
    DataFrame
        One row for each commune and band that a scheme in force on the reference date applies
        to, or may: the place, category, age_band, eligible children, scheme, of_band (share of
        the band's years), share and its _low and _high (0–1; of all children of the band),
        told (by the commune), missing (what is not known; then the share lies anywhere from 0
        to share_high and counts as 0 at the point), share_basis, share_sources.

    Raises
    ------
    InputFaults
        See `used_schemes`; also an attribute "border" that is neither 1 nor 0.
    """
    border = _border(attributes)
    frames = [
        frame
        for category, scheme, _ in used_schemes(programme, schemes)
        if scheme.in_force(programme.reference_date)
        for frame in [
            _one_scheme(
                _rows(need, category, _of_bands(programme, category, scheme)),
                category,
                scheme,
                assumptions=assumptions,
                border=border,
                told=told,
            )
        ]
        if len(frame)
    ]
    if not frames:
        return pd.DataFrame(columns=COLUMNS)
    shares = pd.concat(frames, ignore_index=True)
    key = ["commune_code", "category", "band_order", "scheme"]
    return shares.sort_values(key, ignore_index=True)


def _border(attributes: pd.DataFrame | None) -> pd.DataFrame:
    """Return value and basis of the attribute "border", indexed by commune_code."""
    if attributes is None:
        attributes = pd.DataFrame({"commune_code": [], "attribute": [], "value": [], "kind": []})
    rows = attributes[attributes.attribute == BORDER].set_index("commune_code")
    rows = rows.assign(basis=rows.kind.map(BASIS_OF_KIND))
    faults = FaultCollector("commune_attributes.csv")
    for code, value in rows.value[rows.value.notna() & ~rows.value.isin([0, 1])].items():
        faults.add(f"{code}, {BORDER}", value, "1 (xã biên giới) hoặc 0")
    faults.raise_if_any()
    return rows[["value", "basis"]].astype({"value": "Float64"})


def _rows(need: pd.DataFrame, category: Category, of_bands: dict[str, float]) -> pd.DataFrame:
    """Return the category's rows of the need, with what part of each band is the scheme's."""
    rows = need[need.category == category.id].copy()
    rows["of_band"] = rows.age_band.map(of_bands).astype("float64")
    rows["band_order"] = rows.age_band.map(category.age_bands.index)
    rows[ELIGIBLE] = rows[ELIGIBLE].astype("Float64")
    if "scope_share" not in rows:
        rows["scope_share"] = 1.0
    return rows


def _one_scheme(
    rows: pd.DataFrame,
    category: Category,
    scheme: Scheme,
    *,
    assumptions: Assumptions,
    border: pd.DataFrame,
    told: pd.DataFrame | None,
) -> pd.DataFrame:
    figures = [assumptions[name] for name in scheme.factors]
    only_group = scheme.returned_group is not None and not figures
    product = {
        "share": 0.0 if only_group else _product(figure.value for figure in figures),
        "share_low": 0.0 if only_group else _product(figure.at_low for figure in figures),
        "share_high": _product(figure.at_high for figure in figures),
    }
    bases = [figure.basis for figure in figures] or ["official"]
    rows["scheme"] = scheme.id
    for column, factor in product.items():
        rows[column] = rows.of_band * factor
    rows["told"] = False
    rows["missing"] = f"group:{scheme.returned_group}" if only_group else None
    rows["share_basis"] = weakest_basis(*bases)
    rows["share_sources"] = "; ".join([f"scheme:{scheme.id}", *scheme.factors])
    if told is not None and scheme.returned_group is not None:
        rows = _with_told_group(rows, category, scheme, told)
    rows = _within(rows[rows.of_band > 0], scheme, border)
    unknown = rows.missing.notna()
    rows.loc[unknown, ["share", "share_low"]] = 0.0
    rows.loc[unknown, "share_basis"] = "assumption"
    return rows[COLUMNS].astype({"missing": "str", "told": "bool"})


def _product(factors: Iterator[float]) -> float:
    result = 1.0
    for factor in factors:
        result *= factor
    return result


def _with_told_group(
    rows: pd.DataFrame, category: Category, scheme: Scheme, told: pd.DataFrame
) -> pd.DataFrame:
    """Put the group that communes told in place of the factors: its share of the eligible."""
    group = told_of(told, f"{category.id}.group.{scheme.returned_group}")
    count = rows.commune_code.map(group.value).astype("Float64")
    within = rows.of_band if scheme.group_within == "ages" else 1.0
    among = (rows.children_eligible * within).groupby(rows.commune_code)
    whole = among.transform(lambda children: children.sum(skipna=False))
    share = (count / whole.where(whole > 0)).clip(upper=1)
    # Of no children every one or none: the children served are 0 either way.
    share = share.mask(whole == 0, 0.0)
    known = count.notna()
    result = rows.copy()
    for column in ("share", "share_low", "share_high"):
        result.loc[known, column] = (share * rows.of_band)[known].fillna(0.0).astype("float64")
    result.loc[known, "told"] = True
    result.loc[known, "missing"] = None
    result.loc[known, "share_basis"] = "returned"
    cells = rows.commune_code.map(group.source)[known]
    result.loc[known, "share_sources"] = f"scheme:{scheme.id}; " + cells.astype("str")
    return result


def _within(rows: pd.DataFrame, scheme: Scheme, border: pd.DataFrame) -> pd.DataFrame:
    """Keep the communes that the scheme is for, or may be for."""
    if scheme.zones:
        not_listed = rows.zone.isna()
        inside = rows.zone.isin(scheme.zones) | not_listed
        if scheme.villages:
            inside |= (rows.scope_share < 1).fillna(False).astype("bool")
        rows = rows.copy()
        rows.loc[not_listed, "missing"] = _also(rows.missing[not_listed], ZONE)
        rows = rows[inside]
    rows = rows.copy()
    if not scheme.border:
        return rows
    value = rows.commune_code.map(border.value)
    not_known = value.isna()
    rows.loc[not_known, "missing"] = _also(rows.missing[not_known], BORDER)
    basis = rows.commune_code.map(border.basis)
    rows["share_basis"] = [
        weakest_basis(share, None if pd.isna(of_border) else of_border)
        for share, of_border in zip(rows.share_basis, basis, strict=True)
    ]
    rows["share_sources"] = rows.share_sources + "; attribute:border"
    return rows[not_known | value.eq(1).fillna(False).astype("bool")].copy()


def _also(missing: pd.Series, more: str) -> list[str]:
    """Return what is not known of each row, with one thing more."""
    return [more if pd.isna(also) else f"{more}, {also}" for also in missing]
