"""The description of a folder of tables: Frictionless Data Package (specs.frictionlessdata.io)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from needs.assessment import Assessment
from needs.interchange.hxl import hxl_tag
from needs.tables.column import Column
from needs.tables.files import in_one_step
from needs.tables.schema import Table

PACKAGE = "datapackage.json"
Audience = Literal["internal", "public"]

_TYPES = {
    "count": "integer",
    "money": "integer",
    "number": "number",
    "rate": "number",
    "flag": "boolean",
}
#: Stands right below the header; a reader of the package leaves it out.
HXL_ROW = 2


def resource(table: Table, path: str, *, edition: str) -> dict[str, Any]:
    """Return the description of one table: columns with type, meaning, unit and HXL tag.

    Parameters
    ----------
    table
        Its schema.
    path
        Its file, as seen from the package.
    edition
        Edition of the communes.
    """
    return {
        "name": table.name.replace("_", "-"),
        "path": path,
        "title": table.vi,
        "description": table.en,
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "encoding": "utf-8",
        "dialect": {"header": True, "commentRows": [HXL_ROW]},
        "schema": {
            "fields": [_field(table.column(name), edition) for name in table.columns],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


def package(
    assessment: Assessment, resources: Mapping[str, Table], *, made: str, audience: Audience
) -> dict[str, Any]:
    """Return the description of all tables of a programme.

    Parameters
    ----------
    assessment
        The programme's results.
    resources
        File → the schema of its table.
    made
        The day, ISO.
    audience
        Who may have it: the office ("internal"), or everybody ("public").
    """
    programme = assessment.programme
    lists = sorted(assessment.communes.area_list.dropna().unique())
    words = [programme.title.en]
    if assessment.illustrative:
        where = ": see the columns «basis»" if audience == "internal" else ""
        words.append(f"số liệu minh họa / contains illustrative data{where}")
    if audience == "internal":
        name, whom = programme.id, "Nội bộ, không công bố"
        words.append("internal: holds small counts and names of donors; not to be handed on")
    else:
        name, whom = f"{programme.id}-public", "Bản công bố"
        words.append("public edition: an empty figure with not_shown is kept back, not missing")
    return {
        "name": name,
        "title": f"{whom} – {programme.title.vi}",
        "audience": audience,
        "description": ". ".join(words),
        "profile": "tabular-data-package",
        "created": f"{made}T00:00:00Z",
        "keywords": ["Decision 588/QĐ-TTg", programme.province.vi, "children", "needs assessment"],
        "sources": [{"title": str(source)} for source in (programme.plan.source, *lists)],
        "resources": [
            resource(table, path, edition=programme.edition)
            for path, table in sorted(resources.items())
        ],
    }


def write_package(described: dict[str, Any], folder: Path) -> Path:
    """Write the description of a folder's tables; return its path."""
    with in_one_step(folder / PACKAGE) as temporary:
        text = json.dumps(described, ensure_ascii=False, indent=1)
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return folder / PACKAGE


def _field(column: Column, edition: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "title": column.vi,
        "description": column.en,
        "hxl": hxl_tag(column, edition=edition),
    }
    if column.unit:
        field["unit"] = column.unit
    if column.kind == "flag":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    constraints: dict[str, Any] = (
        {} if column.nullable else {"required": column.kind not in ("text", "list")}
    )
    if column.allowed and not column.nullable:
        constraints["enum"] = list(column.allowed)
    return field | ({"constraints": constraints} if constraints else {})
