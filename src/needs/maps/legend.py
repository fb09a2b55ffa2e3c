"""The legend and the words that stand for the picture: read from the view by both forms."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from needs.maps.appearance import (
    CONTEXT,
    COUNT_SYMBOL,
    MISSING,
    OUTSIDE,
    UNKNOWN_COUNT_SYMBOL,
    Appearance,
    class_appearance,
)
from needs.maps.inputs import FLAG_COLUMN
from needs.maps.marks import FILL_SYMBOL, PLAIN_SYMBOL
from needs.maps.view import View
from needs.wording import missing_text, number, percent, say


@dataclass(frozen=True)
class LegendRow:
    """A swatch and what it means; a round swatch where `radius` is given (share of largest)."""

    text: str
    look: Appearance
    radius: float | None = None


@dataclass(frozen=True)
class LegendGroup:
    """A heading with its rows."""

    heading: str
    rows: tuple[LegendRow, ...]


@dataclass(frozen=True)
class Legend:
    """The groups of swatches, and the notes under them."""

    groups: tuple[LegendGroup, ...]
    notes: tuple[str, ...]


def make_legend(view: View) -> Legend:
    """Return the legend of a view: the same rows for every district of the province."""
    groups = [LegendGroup(view.rate_label, tuple(_rate_rows(view)))]
    if count_rows := _count_rows(view):
        groups.append(LegendGroup(view.count_label, tuple(count_rows)))
    notes = []
    # A map of the province names districts, which have no zone.
    if view.district is not None and view.communes["zone"].notna().any():
        notes.append(say("(I), (II), (III): khu vực của xã", lang=view.lang))
    if view.illustrative:
        notes.append(say("số liệu minh họa", lang=view.lang).capitalize())
    return Legend(tuple(groups), tuple(notes))


def _rate_rows(view: View) -> list[LegendRow]:
    round_swatch = None if view.with_areas else FILL_SYMBOL
    ranges = view.scale.ranges
    rows = [
        LegendRow(range_text(first, last), class_appearance(place, of=len(ranges)), round_swatch)
        for place, (first, last) in enumerate(ranges)
    ]
    served = view.communes[FLAG_COLUMN]
    if view.communes.loc[served, "rate"].isna().any():
        rows.append(LegendRow(_why_missing(view), MISSING, round_swatch))
    return [*rows, *other_communes(view)]


def other_communes(view: View) -> list[LegendRow]:
    """Return the rows of communes without figures: outside the programme, of other districts."""
    round_swatch = None if view.with_areas else PLAIN_SYMBOL
    rows = []
    if not view.communes[FLAG_COLUMN].all():
        text = (
            say("không phải xã đặc biệt khó khăn", lang=view.lang)
            if view.standing == "listed"
            else say("không thuộc chương trình", lang=view.lang)
        )
        rows.append(LegendRow(text, OUTSIDE, round_swatch))
    if view.district is not None:
        rows.append(LegendRow(say("xã của huyện khác", lang=view.lang), CONTEXT, round_swatch))
    return rows


def _count_rows(view: View) -> list[LegendRow]:
    rows = [
        LegendRow(number(count, lang=view.lang), COUNT_SYMBOL, view.scale.radius(count))
        for count in view.scale.reference_counts
    ]
    if view.communes.loc[view.communes[FLAG_COLUMN], "count"].isna().any():
        rows.append(LegendRow(_why_missing(view), UNKNOWN_COUNT_SYMBOL, PLAIN_SYMBOL))
    return rows


def _why_missing(view: View) -> str:
    """Return what stands where a commune has no figures: a list is lacking, or its figures are."""
    if view.standing == "no_list":
        return say("chưa có danh sách xã", lang=view.lang)
    return missing_text(lang=view.lang)


def range_text(first: int, last: int) -> str:
    """Write a class of whole percents: «35–60%»; one figure where it holds only one."""
    return f"{last}%" if first == last else f"{first}–{last}%"


def alternative_text(view: View) -> str:
    """Return what the map tells, in words, for readers who do not see it.

    The number of communes, the highest and the lowest rate with their communes, and the
    communes without figures.
    """
    lang = view.lang
    shown = {mark.code for mark in view.marks if mark.emphasised}
    communes = view.communes[view.communes["commune_code"].isin(shown)]
    served = communes[communes[FLAG_COLUMN]]
    parts = [
        view.title.rstrip(".") + ".",
        _communes_in_words(view, len(communes), len(served)),
    ]
    known = served.dropna(subset=["rate"]).sort_values(["rate", "commune_code"])
    if len(known):
        lowest, highest = known.iloc[0], known.iloc[-1]
        parts.append(
            say(
                "{label}: cao nhất {highest} ({high}), thấp nhất {lowest} ({low}).",
                lang=lang,
                label=view.rate_label,
                highest=highest["commune"],
                high=percent(highest["rate"], lang=lang),
                lowest=lowest["commune"],
                low=percent(lowest["rate"], lang=lang),
            )
        )
    parts += _gaps_in_words(view, served)
    return " ".join(parts)


def _communes_in_words(view: View, communes: int, served: int) -> str:
    shown, own = number(communes, lang=view.lang), number(served, lang=view.lang)
    if view.standing == "listed":
        return say(
            "Bản đồ {communes} xã, trong đó {served} xã đặc biệt khó khăn.",
            lang=view.lang,
            communes=shown,
            served=own,
        )
    words = say(
        "Bản đồ {communes} xã, trong đó {served} xã của chương trình.",
        lang=view.lang,
        communes=shown,
        served=own,
    )
    if view.standing == "by_groups":
        return words
    lacking = say("Chưa có danh sách xã: mọi xã để màu xám (bản in: gạch chéo).", lang=view.lang)
    return f"{words} {lacking}"


def _gaps_in_words(view: View, served: pd.DataFrame) -> list[str]:
    missing = served.loc[served["rate"].isna() | served["count"].isna(), "commune"]
    parts = []
    if len(missing) and view.standing != "no_list":
        parts.append(say("Chưa có số liệu: {names}.", lang=view.lang, names="; ".join(missing)))
    if view.not_drawn_line:
        parts.append(view.not_drawn_line + ".")
    if view.illustrative:
        parts.append(say("số liệu minh họa", lang=view.lang).capitalize() + ".")
    return parts
