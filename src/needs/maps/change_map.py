"""The map of a changed zone list: which communes entered, left or stayed; offline, one document.

Symbols, not areas: across editions a symbol is a part of a commune, and no boundary file has
those. What happened is told three times, by fill, by outline and by the sign before the name, so
that it reads in black and white and for colour-blind readers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from needs.areas import CHANGE_COLUMNS, CHANGES
from needs.assessment.eligibility_words import change_words, with_range
from needs.errors import FaultCollector
from needs.maps.appearance import COUNT_INK, Appearance
from needs.maps.interactive import offline_page
from needs.maps.layers import Layer
from needs.maps.legend import Legend, LegendGroup, LegendRow
from needs.maps.marks import PLAIN_SYMBOL, Mark, short_name
from needs.maps.scale import SMALLEST_SYMBOL, MapScale
from needs.maps.view import Label, View
from needs.tables import rows_of
from needs.wording import missing_text, number, say

#: Dark disc, thick ring, middle disc, light disc, faint small ring: apart without colours too.
LOOKS = {
    "entered": Appearance("#7a2a03"),
    "left": Appearance("#ffffff", outline="#1f5a9c", width=3.5),
    "stayed": Appearance("#da7706"),
    "zone_changed": Appearance("#f0d584"),
    "never": Appearance("#ffffff", outline="#8a8a8a", width=0.7),
}
#: Only these are named on the map: the names of all would hide each other.
SIGNS = {"entered": "+", "left": "−"}
#: A grey that lies between the fills, with a broken outline.
NOT_COMPARED = Appearance("#b4b4b4", outline=COUNT_INK, dashed=True)


def change_map(
    change: pd.DataFrame,
    *,
    title: str = "",
    not_compared: pd.DataFrame | None = None,
    lang: str = "vi",
) -> str:
    """Return the map as one HTML document that asks nothing of any network.

    Parameters
    ----------
    change
        From `needs.areas.compare_areas`: one row for each commune or part. The area of a symbol
        is proportional to its children under 16; where these are not known it is small and its
        outline dashed. Communes that never were specially disadvantaged are small dots.
    title
        Heading; empty: the two lists.
    not_compared
        Communes of one list that the other says nothing of: commune, latitude, longitude
        (degrees). Grey.
    lang
        "vi" or "en".

    Raises
    ------
    InputFaults
        If columns are missing, or no commune has a place.
    """
    _check(change)
    words = title or say(
        "Thay đổi diện xã đặc biệt khó khăn: {before} → {after}",
        lang=lang,
        before=_lists(change.list_before),
        after=_lists(change.list_after),
    )
    view = _view(change, words, not_compared, lang)
    grey = not_compared is not None and len(not_compared) > 0
    layer = Layer("", view, _alternative_text(change, view), _legend(change, view, grey=grey))
    return offline_page([layer], name_class="of-commune")


@dataclass(frozen=True)
class _ChangeView(View):
    """A view that names the communes that changed, each with its sign."""

    @property
    def labels(self) -> list[Label]:
        return [
            Label(mark.label, mark.point, mark.radius)
            for mark in self.drawn
            if mark.label and mark.point is not None
        ]


def _check(change: pd.DataFrame) -> None:
    faults = FaultCollector("bản đồ thay đổi / map of changes")
    for column in CHANGE_COLUMNS:
        if column not in change:
            faults.add(f"cột / column {column}", "không có / none", "một cột tên này")
    if change.empty:
        faults.add("bảng / table", "0 dòng / rows", "mỗi xã hoặc phần xã một dòng")
    faults.raise_if_any()
    if change[["latitude", "longitude"]].isna().any(axis="columns").all():
        found = "không xã nào có tọa độ / no commune has coordinates"
        faults.add("latitude, longitude", found, "tọa độ của xã / coordinates")
    faults.raise_if_any()


def _view(
    change: pd.DataFrame, title: str, not_compared: pd.DataFrame | None, lang: str
) -> _ChangeView:
    largest = change.children[change.change != "never"].max()
    scale = MapScale(lowest=None, upper=(), largest=None if pd.isna(largest) else int(largest))
    labels = {
        "former": say("Xã trước 1/7/2025", lang=lang),
        "commune": say("Xã", lang=lang),
        "district": say("Huyện", lang=lang),
        "before": say("Khu vực trong danh sách trước", lang=lang),
        "after": say("Khu vực trong danh sách sau", lang=lang),
        "change": say("Thay đổi", lang=lang),
        "children": say("Trẻ em dưới 16 tuổi", lang=lang),
    }
    marks = [_mark(row, scale, labels, lang) for row in rows_of(change)]
    if not_compared is not None:
        marks += [_grey(row, labels, lang) for row in rows_of(not_compared)]
    return _ChangeView(
        communes=change,
        marks=tuple(marks),
        scale=scale,
        title=title,
        source="; ".join(_lists(change[name]) for name in ("list_before", "list_after")),
        count_label=labels["children"],
        rate_label=labels["change"],
        district=None,
        illustrative=bool(change.basis.eq("illustrative").any()),
        lang=lang,
    )


def _mark(row: Any, scale: MapScale, labels: dict[str, str], lang: str) -> Mark:
    look = LOOKS[row.change]
    unknown = pd.isna(row.children)
    name = short_name(str(row.commune))
    if row.former_commune != row.commune:
        name = f"{short_name(str(row.former_commune))} → {name}"
    return Mark(
        code=f"{row.former_code}-{row.commune_code}",
        commune=str(row.former_commune),
        district=str(row.district),
        label=f"{SIGNS[row.change]} {name}" if row.change in SIGNS else "",
        served=row.change in ("entered", "stayed"),
        emphasised=True,
        point=_point(row),
        area=None,
        area_look=None,
        symbol_look=replace(look, dashed=True) if unknown else look,
        radius=_radius(row, scale),
        facts=_facts(
            labels,
            former=str(row.former_commune),
            commune=str(row.commune),
            district=str(row.district),
            before=_zone(row.zone_before, lang),
            after=_zone(row.zone_after, lang),
            change=change_words(str(row.change), lang=lang),
            children=with_range(row.children, row.children_low, row.children_high, lang=lang),
        ),
    )


def _radius(row: Any, scale: MapScale) -> float:
    if row.change == "never":
        return SMALLEST_SYMBOL
    return PLAIN_SYMBOL if pd.isna(row.children) else scale.radius(row.children)


def _grey(row: Any, labels: dict[str, str], lang: str) -> Mark:
    unknown = missing_text(lang=lang)
    facts = dict.fromkeys(labels, unknown) | {
        "commune": str(row.commune),
        "change": say("không so sánh được", lang=lang),
    }
    return Mark(
        code=f"not-compared-{row.Index}",
        commune=str(row.commune),
        district="",
        label="",
        served=False,
        emphasised=False,  # the window is for what could be compared
        point=_point(row),
        area=None,
        area_look=None,
        symbol_look=NOT_COMPARED,
        radius=PLAIN_SYMBOL,
        facts=_facts(labels, **facts),
    )


def _facts(labels: dict[str, str], **texts: str) -> tuple[tuple[str, str], ...]:
    return tuple((labels[name], texts[name]) for name in labels)


def _point(row: Any) -> tuple[float, float] | None:
    if pd.isna(row.longitude) or pd.isna(row.latitude):
        return None
    return float(row.longitude), float(row.latitude)


def _zone(zone: Any, lang: str) -> str:
    return say("không thuộc danh sách", lang=lang) if pd.isna(zone) else str(zone)


def _legend(change: pd.DataFrame, view: View, *, grey: bool) -> Legend:
    lang = view.lang
    rows = []
    for name in CHANGES:
        count = int((change.change == name).sum())
        sign = f"{SIGNS[name]} " if name in SIGNS else ""
        if count:
            text = f"{sign}{change_words(name, lang=lang)}: {number(count, lang=lang)}"
            size = SMALLEST_SYMBOL if name == "never" else PLAIN_SYMBOL
            rows.append(LegendRow(text, LOOKS[name], size))
    if grey:
        text = say("không so sánh được", lang=lang)
        rows.append(LegendRow(text, NOT_COMPARED, PLAIN_SYMBOL))
    sizes = [
        LegendRow(number(count, lang=lang), LOOKS["stayed"], view.scale.radius(count))
        for count in view.scale.reference_counts
    ]
    if change.children.isna().any():
        text = missing_text(lang=lang)
        sizes.append(LegendRow(text, replace(LOOKS["stayed"], dashed=True), PLAIN_SYMBOL))
    notes = [say("số liệu minh họa", lang=lang).capitalize()] if view.illustrative else []
    groups = (
        LegendGroup(view.rate_label, tuple(rows)),
        LegendGroup(view.count_label, tuple(sizes)),
    )
    return Legend(groups, tuple(notes))


def _alternative_text(change: pd.DataFrame, view: View) -> str:
    parts = [view.title.rstrip(".") + "."]
    for name in CHANGES:
        rows = change[change.change == name]
        if len(rows):
            parts.append(
                f"{change_words(name, lang=view.lang)}: {number(len(rows), lang=view.lang)}."
            )
    if view.not_drawn_line:
        parts.append(view.not_drawn_line + ".")
    if view.illustrative:
        parts.append(say("số liệu minh họa", lang=view.lang).capitalize() + ".")
    return " ".join(parts)


def _lists(names: pd.Series) -> str:
    return ", ".join(sorted(set(names)))
