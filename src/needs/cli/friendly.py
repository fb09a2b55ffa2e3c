"""Command about child-friendly communes: `friendly`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from needs.cli.common import Data, Lang, ProgrammeId, console, spoken
from needs.errors import NeedsError
from needs.programmes import data_root, load_programme
from needs.wording import check_language, interval, number, say, today
from needs.wording.numbers import is_missing

if TYPE_CHECKING:
    from needs.friendly.tables import Friendly


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(friendly)


@spoken
def friendly(
    programme: ProgrammeId,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Biểu chấm điểm đã điền / filled scoring forms")
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Ghi biểu chấm điểm trắng (.xlsx) ra tệp này.")
    ] = None,
    district: Annotated[
        str, typer.Option("--district", help="Biểu trắng: chỉ huyện (cũ) này.")
    ] = "",
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Xã phù hợp với trẻ em: biểu chấm điểm, nhận điểm, kết quả / child-friendly communes."""
    from needs.friendly.communes import communes_to_score
    from needs.friendly.criteria import friendly_of, read_criteria
    from needs.friendly.received import keep_scores, look_at
    from needs.friendly.tables import read_friendly

    check_language(lang)
    root = data_root(data)
    profile = load_programme(programme, root)
    criteria = read_criteria(profile, root, lang=lang)
    if template is not None:
        _write_template(profile.id, root, template, district, lang)
        return
    faults = 0
    if files:
        communes = communes_to_score(profile, friendly_of(profile, lang=lang))
        looked = look_at(files, criteria, communes, lang=lang)
        kept = keep_scores(looked, profile, root, received_on=today())
        for path, _, read in looked:
            typer.echo(
                say(
                    "{file}: {n} xã có điểm",
                    lang=lang,
                    file=path.name,
                    n=number(len(read.communes), lang=lang),
                )
            )
            for fault in read.faults:
                typer.echo(f"  {fault}", err=True)
            faults += len(read.faults)
        typer.echo(say("Nhận {n} biểu mới.", lang=lang, n=number(kept, lang=lang)))
    _print(read_friendly(profile, root, lang=lang), lang)
    raise typer.Exit(int(bool(faults)))


def _write_template(programme: str, root: Path, path: Path, district: str, lang: str) -> None:
    from needs.friendly.communes import communes_to_score
    from needs.friendly.criteria import friendly_of, read_criteria
    from needs.friendly.form import friendly_form
    from needs.places import find_district, load_gazetteer
    from needs.tables.files import in_one_step

    profile = load_programme(programme, root)
    communes = communes_to_score(profile, friendly_of(profile, lang=lang))
    if district:
        known = load_gazetteer().districts(communes["district_code"])
        communes = communes[communes["district_code"] == find_district(district, known)]
    form = friendly_form(profile, read_criteria(profile, root, lang=lang), communes)
    if path.exists() and path.read_bytes() != form:
        raise NeedsError(say("{file}: tệp đã có; chọn tên khác", lang=lang, file=path.name))
    with in_one_step(path) as temporary:
        temporary.write_bytes(form)
    typer.echo(str(path))


def _needed(points: object, lang: str) -> str:
    if is_missing(points):
        return say("chưa rõ loại đơn vị", lang=lang)
    return number(points, lang=lang)


def _print(found: Friendly, lang: str) -> None:
    from needs.sheets.friendly_results import outcome_words
    from needs.tables import rows_of

    rows = found.tables["friendly_results"]
    scored = rows[rows.commune_code.isin(found.read.communes)]
    table = Table(title=found.criteria.name.text(lang))
    for title in (
        say("Xã, phường", lang=lang),
        say("Kết luận", lang=lang),
        say("Điểm", lang=lang),
        say("Cần", lang=lang),
        say("Tiêu chí đạt", lang=lang),
        say("Đã chấm", lang=lang),
    ):
        table.add_column(title, overflow="fold")
    for row in rows_of(scored):
        table.add_row(
            row.commune,
            outcome_words(row.outcome, lang=lang),
            interval(row.points_low, row.points_high, lang=lang),
            _needed(row.points_needed, lang),
            number(row.criteria_met, lang=lang),
            number(row.criteria_scored, lang=lang),
        )
    if len(scored):
        console().print(table)
    typer.echo(
        say(
            "{n} xã có điểm, trong {all} xã.",
            lang=lang,
            n=number(len(scored), lang=lang),
            all=number(len(rows), lang=lang),
        )
    )
