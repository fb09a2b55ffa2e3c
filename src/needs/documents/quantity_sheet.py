"""How much each commune needs of each kind of support, in whole pieces."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.measures import alphabetical, whole_in_communes
from needs.documents.sheet import Sheet, SheetColumn
from needs.wording import number, say


def quantity_sheet(part: Assessment, *, lang: str) -> Sheet:
    """Return how much each commune needs of each kind; whole pieces, adding up to the page's."""
    place = [say("Xã, phường", lang=lang), say("Huyện, thành phố (cũ)", lang=lang)]
    columns = [SheetColumn(name, "text", name) for name in place]
    known = part.need[["commune_code", "commune", "district"]].drop_duplicates()
    rows = alphabetical(known.reset_index(drop=True), "commune")
    shown = {place[0]: [*rows.commune], place[1]: [*rows.district]}
    cells = whole_in_communes(part.need).set_index(["category", "commune_code"]).quantity
    for category in part.programme.categories:
        if category.id not in cells.index.get_level_values(0):
            continue
        own, unit = cells[category.id], category.unit.text(lang)
        title = f"{category.name.text(lang)}, {unit}"
        standard = category.standard
        told = say(
            "{units} {unit} cho {children} trẻ; làm tròn lên thành số nguyên ở từng xã",
            lang=lang,
            units=number(standard.units, lang=lang),
            unit=unit,
            children=number(standard.per_children, lang=lang),
        )
        columns.append(SheetColumn(title, "count", told, unit, True, "need.csv: quantity"))
        # A kind of support that a commune has no row of is not needed there.
        wanted = own.reindex(rows.commune_code)
        wanted[~wanted.index.isin(own.index)] = 0
        shown[title] = wanted.array
    name = say("Khối lượng", lang=lang)
    title = say("Khối lượng cần ở từng xã nếu phục vụ mọi trẻ thuộc đối tượng", lang=lang)
    return Sheet(name, title, tuple(columns), pd.DataFrame(shown), {})
