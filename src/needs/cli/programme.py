"""Commands about a programme: `programmes`, `status`, `run`, `trace`."""

from __future__ import annotations

from typing import Annotated

import typer

from needs.cli.common import (
    Boundaries,
    Data,
    Lang,
    OnDay,
    Out,
    ProgrammeId,
    reports,
    spoken,
    tell,
)
from needs.cli.profiles import programmes
from needs.cli.timetable import known_done
from needs.programmes import data_root, load_programme
from needs.wording import check_language, say, today


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (programmes, status, run, trace):
        app.command()(command)


@spoken
def status(programme: ProgrammeId, on: OnDay = None, data: Data = None, lang: Lang = "vi") -> None:
    """Cho biết đã nạp gì, từ đâu, khớp số chính thức không, còn thiếu gì / what is loaded."""
    from needs.assessment.status import programme_status
    from needs.timetable import timetable_lines

    check_language(lang)
    root = data_root(data)
    day = today() if on is None else on.date()
    tell(programme_status(programme, root, today=day, lang=lang))
    profile = load_programme(programme, root)
    if profile.timetable is not None:
        done = known_done(profile, root)
        tell(timetable_lines(profile, day, root=root, lang=lang, done=done))


@spoken
def run(
    programme: ProgrammeId,
    district: Annotated[
        list[str] | None, typer.Option("--district", help="Chỉ huyện này; lặp lại được.")
    ] = None,
    lang: Lang = "vi",
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Số trang cùng lúc.")
    ] = None,
    out: Out = None,
    boundaries: Boundaries = None,
    data: Data = None,
    force: Annotated[bool, typer.Option("--force", help="Lập lại tất cả.")] = False,
) -> None:
    """Tính toán và lập bản tóm tắt từng huyện, tổng quan tỉnh / compute, brief, overview."""
    from needs.runs.programme import run_programme

    check_language(lang)
    root = data_root(data)
    result = run_programme(
        programme,
        data=root,
        out=reports(out),
        districts=district,
        lang=lang,
        workers=workers,
        boundaries=boundaries,
        force=force,
    )
    typer.echo(result.summary.text(lang=lang))
    offices = result.office_pages
    typer.echo(
        say(
            "{n} trang cho các cơ quan và trang công khai: {folder}",
            lang=lang,
            n=len(offices.pages),
            folder=result.folder / "offices",
        )
    )
    typer.echo(
        say(
            "{n} tệp Word, PDF, Excel bên cạnh các trang ({kept} tệp không đổi, giữ nguyên)",
            lang=lang,
            n=len(result.printed.made) + len(result.printed.kept),
            kept=len(result.printed.kept),
        )
    )
    typer.echo(
        say(
            "Bảng, bản đồ cho phần mềm khác (CSV có mô tả, HXL, GeoJSON, GeoPackage): {folder}",
            lang=lang,
            folder=result.folder / "exchange",
        )
    )
    problems = (*offices.problems, *result.printed.problems)
    for problem in problems:
        typer.echo(problem, err=True)
    if result.start is None:
        typer.echo(say("Kết quả: {folder}", lang=lang, folder=result.folder))
    else:
        typer.echo(say("Mở {page} để bắt đầu", lang=lang, page=result.start))
    raise typer.Exit(result.summary.exit_code or int(bool(problems)))


@spoken
def trace(
    programme: ProgrammeId,
    commune: Annotated[str, typer.Option("--commune", help="Tên hoặc mã xã.")],
    category: Annotated[str, typer.Option("--category", help="Mã hoặc tên loại hỗ trợ.")],
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Cho biết một con số lấy từ đâu: tệp, trang, ô, mã kiểm, giả định / where a figure is from."""
    from needs.assessment import assess, trace_gap

    check_language(lang)
    root = data_root(data)
    chain = trace_gap(assess(programme, root, up_to_gap=True), commune, category, root, lang=lang)
    typer.echo("\n".join(chain.lines()))
