"""Commands about zone lists: `areas compare`, `areas import`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.cli.areas_import import import_list
from needs.cli.common import DATE_FORMATS, Data, Lang, spoken
from needs.places import load_gazetteer
from needs.programmes import checkout, data_root, load_programme
from needs.wording import check_language, say

if TYPE_CHECKING:
    pass

TABLE_FILE = "eligibility_change.csv"
SUPPORT_FILE = "eligibility_support.csv"
MAP_FILE = "eligibility_change.html"

ListId = Annotated[str, typer.Argument(help="Mã danh sách xã, hoặc tệp CSV.")]
Day = Annotated[dt.datetime, typer.Option(formats=DATE_FORMATS, help="2026-01-21 hoặc 21/1/2026.")]
Edition = Annotated[
    str | None, typer.Option(help="Bản danh mục của tệp CSV: pre-2025 | 2025.", show_default=False)
]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    areas = typer.Typer(
        help="Danh sách xã đặc biệt khó khăn / lists of specially disadvantaged communes.",
        no_args_is_help=True,
    )
    areas.command()(compare)
    areas.command("import")(import_list)
    app.add_typer(areas, name="areas")


@spoken
def compare(
    before: ListId,
    after: ListId,
    edition_a: Edition = None,
    edition_b: Edition = None,
    programme: Annotated[
        str | None,
        typer.Option("--programme", help="Tính thêm hỗ trợ mất, thêm theo kế hoạch này."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Thư mục ghi kết quả.")] = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """So hai danh sách xã: xã vào, ra, giữ nguyên; số trẻ / which communes enter, leave, stay."""
    from needs.areas import compare_areas, not_compared, open_both
    from needs.assessment.eligibility import children_compared, support_changes
    from needs.assessment.eligibility_words import change_lines, support_lines
    from needs.maps.change_map import change_map
    from needs.people import read_assumptions
    from needs.tables.files import in_one_step, write_csv

    check_language(lang)
    root = data_root(data)
    gazetteer = load_gazetteer()
    plan = None if programme is None else load_programme(programme, root)
    first, second = open_both(
        (before, edition_a), (after, edition_b), root=root, gazetteer=gazetteer
    )
    zones = ("III",) if plan is None else tuple(plan.beneficiaries.specially_disadvantaged_zones)
    children = children_compared(first, second, root, gazetteer)
    change = compare_areas(first, second, children, zones=zones, gazetteer=gazetteer)
    alone = not_compared(first, second, change, gazetteer=gazetteer)

    typer.echo(say("So {before} với {after}.", lang=lang, before=first.name, after=second.name))
    lines = change_lines(change, lang=lang)
    files = {TABLE_FILE: change}
    if plan is not None:
        support = support_changes(change, plan, read_assumptions(root))
        lines += support_lines(support, plan, lang=lang)
        files[SUPPORT_FILE] = support
    if len(alone):
        lines.append(
            say(
                "Không so sánh được, danh sách kia không nói đến: {names}",
                lang=lang,
                names="; ".join(alone.commune),
            )
        )
    if first.illustrative or second.illustrative:
        lines.append(say("số liệu minh họa", lang=lang))
    for line in lines:
        typer.echo(f"  {line}")

    name = f"{first.list_id}--{second.list_id}"
    folder = (out or checkout() / "reports" / "areas" / name).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for file, frame in files.items():
        write_csv(frame, folder / file)
    with in_one_step(folder / MAP_FILE) as temporary:
        document = change_map(change, not_compared=alone, lang=lang)
        temporary.write_text(document, encoding="utf-8", newline="\n")
    typer.echo(say("Kết quả: {folder}", lang=lang, folder=folder))
