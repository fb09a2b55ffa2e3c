"""Command about profiles: `programmes`, to list and check them, or to show one line by line."""

from __future__ import annotations

import textwrap
from typing import Annotated

import typer
from rich.table import Table

from needs.cli.common import Data, Lang, console, spoken
from needs.errors import NeedsError, NotFound
from needs.programmes import Programme, data_root, list_programmes, load_programme
from needs.programmes.agencies import read_agencies
from needs.programmes.load import read_programme
from needs.programmes.shown import ShownLine, parts_of, shown_lines
from needs.wording import check_language, say, today

WIDTH = 100
#: Columns at the right that say where a line stands: own, or inherited from which base.
MARGIN = 18


@spoken
def programmes(
    show: Annotated[
        str | None,
        typer.Option(
            "--show", help="Chương trình (mã): xem từng dòng hồ sơ, nguồn, riêng hay chung."
        ),
    ] = None,
    part: Annotated[
        str | None, typer.Option("--part", help="Cùng --show: chỉ một phần (categories, plan …).")
    ] = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Liệt kê, kiểm tra các chương trình; --show: xem một hồ sơ / list, check, show programmes."""
    check_language(lang)
    root = data_root(data)
    if show is None:
        _list(lang=lang, data=data)
        return
    on = today()
    profile, read = read_programme(show, root, on=on)
    if part is not None and part not in parts_of(profile):
        raise NotFound("--part", part, parts_of(profile))
    agencies = read_agencies(root) if (root / "reference" / "agencies.toml").is_file() else None
    offices = (
        {
            agency: agencies.office(agency, on, province=profile.province_code).name.text(lang)
            for agency in agencies.ids
        }
        if agencies
        else {}
    )
    bases = " ← ".join(reversed(read.inherits))
    typer.echo(say("Hồ sơ chương trình: {programme}", lang=lang, programme=show))
    if bases:
        typer.echo(say("Thừa kế: {bases}", lang=lang, bases=bases))
    typer.echo(
        say(
            "Bên phải: «riêng» là của hồ sơ này, mã gốc là phần thừa kế, trống là mặc định.",
            lang=lang,
        )
    )
    for line in shown_lines(profile, read, lang=lang, offices=offices, part=part):
        if line.depth == 0 and line.heading:
            typer.echo("")
        for written in written_lines(line, lang=lang):
            typer.echo(written)


def written_lines(line: ShownLine, *, lang: str) -> list[str]:
    """Wrap one line to the width of a page, where it stands at the right of its first row."""
    mark = ", ".join(origin or say("riêng", lang=lang) for origin in line.origins)
    indent = "  " * line.depth
    text = line.text[:1].upper() + line.text[1:]
    if line.heading and line.depth == 0:
        text = text.upper()
    rows = textwrap.wrap(
        text,
        width=WIDTH - MARGIN,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    # A heading's lines tell it themselves.
    if line.heading or not mark:
        return rows
    return [f"{rows[0]:<{WIDTH - MARGIN}} {mark:>{MARGIN - 1}}", *rows[1:]]


def years_of(profile: Programme) -> str:
    """Write the years of a plan: «2019–2025», or the one year."""
    first, last = profile.plan.period_from, profile.plan.period_to
    return str(first) if first == last else f"{first}–{last}"


def _list(*, lang: str, data: Data) -> None:
    root = data_root(data)
    table = Table(title=say("Chương trình", lang=lang))
    for title in (
        say("Mã", lang=lang),
        say("Tỉnh", lang=lang),
        say("Bản danh mục", lang=lang),
        say("Kỳ", lang=lang),
        say("Loại hỗ trợ", lang=lang),
    ):
        table.add_column(title)
    broken = []
    for programme in list_programmes(root):
        try:
            profile = load_programme(programme, root)
        except NeedsError as error:
            broken.append(str(error))
            continue
        table.add_row(
            profile.id,
            profile.province.text(lang),
            profile.edition,
            years_of(profile),
            "; ".join(category.name.text(lang) for category in profile.categories),
        )
    console().print(table)
    if broken:
        typer.echo("\n".join(broken), err=True)
        raise typer.Exit(1)
