"""Commands about returns: `template`, `check`, `receive`, `answer`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from needs.cli.common import DATE_FORMATS, Data, Lang, ProgrammeId, spoken
from needs.places import load_gazetteer
from needs.programmes import checkout, data_root, load_programme
from needs.wording import check_language, date_text, say, today

Files = Annotated[list[Path], typer.Argument(help="Tệp báo cáo / files of returns")]
District = Annotated[str | None, typer.Option("--district", help="Huyện (cũ) của các tệp này.")]
Period = Annotated[str | None, typer.Option("--period", help="Năm báo cáo, bốn chữ số.")]
Form = Annotated[str | None, typer.Option("--form", help="district | support | donors")]
Day = Annotated[
    dt.datetime | None,
    typer.Option("--date", formats=DATE_FORMATS, help="Ngày lập báo cáo."),
]
Out = Annotated[Path | None, typer.Option("--out", help="Thư mục ghi kết quả.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (template, check, receive, answer):
        app.command()(command)


@spoken
def template(
    programme: ProgrammeId,
    district: Annotated[
        list[str] | None, typer.Option("--district", help="Chỉ huyện này; lặp lại được.")
    ] = None,
    out: Out = None,
    data: Data = None,
    force: Annotated[bool, typer.Option("--force", help="Ghi đè biểu đã có.")] = False,
    lang: Lang = "vi",
) -> None:
    """Lập biểu trắng: từng huyện, sổ hỗ trợ, nhà tài trợ / blank forms to fill in."""
    from needs.forms import write_forms

    check_language(lang)
    root = data_root(data)
    folder = (out or checkout() / "reports" / programme / "forms").resolve()
    written = write_forms(
        load_programme(programme, root), root, folder, districts=district, force=force
    )
    for path in written:
        typer.echo(path.name)
    typer.echo(say("{n} biểu trong {folder}", lang=lang, n=len(written), folder=folder))


@spoken
def check(
    files: Files,
    programme: Annotated[
        str | None, typer.Option("--programme", help="Chương trình, nếu tệp không tự nói.")
    ] = None,
    district: District = None,
    period: Period = None,
    form: Form = None,
    date: Day = None,
    out: Out = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Kiểm tra báo cáo: mọi lỗi, bản sao tô màu, câu hỏi / faults, marked copies, questions."""
    from needs.assessment.check_returns import FAULTS_FILE, QUESTIONS_FILE, check_and_write
    from needs.assessment.desks import Desks
    from needs.returns.report import ReportWords, report_text

    check_language(lang)
    desks = Desks(data_root(data), programme or "")
    stated = desks.stated(
        district=district or "", period=period or "", form=form or "", day=_day(date)
    )
    folder = (out or checkout() / "reports" / (programme or "") / "returns").resolve()
    looked = check_and_write(files, desks, folder, stated=stated, lang=lang)
    checked = [one.checked for one in looked]
    words = ReportWords(
        districts=district_names(),
        questions_file=QUESTIONS_FILE if any(one.questions for one in checked) else "",
        answer_command=f"needs answer {programme or '…'} {folder / QUESTIONS_FILE}",
        table_file=FAULTS_FILE if any(one.faults for one in checked) else "",
    )
    typer.echo(report_text(checked, words=words, lang=lang))
    if any(one.faults or one.questions for one in checked):
        typer.echo(
            say("Bản sao đã đánh dấu, bảng lỗi, câu hỏi: {folder}", lang=lang, folder=folder)
        )
    raise typer.Exit(int(any(one.errors or one.questions for one in checked)))


@spoken
def receive(
    programme: ProgrammeId,
    files: Files,
    district: District = None,
    period: Period = None,
    form: Form = None,
    date: Day = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Nhận báo cáo vào dữ liệu chương trình, giữ nguyên tệp / keep returns for the next run."""
    from needs.assessment.check_returns import can_be_kept, receive_files
    from needs.assessment.desks import Desks
    from needs.returns.account import account
    from needs.returns.report import sum_of_rows

    check_language(lang)
    desks = Desks(data_root(data), programme)
    stated = desks.stated(
        district=district or "", period=period or "", form=form or "", day=_day(date)
    )
    looked, _, known = receive_files(files, desks, stated=stated, received_on=today())
    before = {entry.sha256: entry for entry in known}
    faulty = False
    for one in looked:
        result = one.checked.result
        faulty = faulty or bool(one.checked.errors or one.checked.questions)
        if not can_be_kept(one):
            words = say("{file}: không nhận", lang=lang, file=one.checked.file)
        elif result.sha256 in before:
            words = say(
                "{file}: đã nhận ngày {day}; muốn đổi huyện, năm, ngày đã khai thì sửa "
                "received.csv",
                lang=lang,
                file=one.checked.file,
                day=date_text(before[result.sha256].arrived, lang=lang),
            )
        else:
            words = say("{file}: đã nhận", lang=lang, file=one.checked.file)
        typer.echo(f"{words}; {sum_of_rows(account(one.checked.rows).total, lang=lang)}")
    if faulty:
        typer.echo(say("Có lỗi hoặc câu hỏi: xem bằng needs check", lang=lang))
    raise typer.Exit(int(faulty))


@spoken
def answer(
    programme: ProgrammeId,
    file: Annotated[Path, typer.Argument(help="Tệp cau-hoi.xlsx đã trả lời / answered questions")],
    by: Annotated[str, typer.Option("--by", help="Người quyết định.")] = "",
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Ghi nhớ các câu trả lời, để không phải hỏi lại / remember what a planner decided."""
    from needs.assessment.desks import Desks
    from needs.reading.answers import remember
    from needs.returns.received import returns_folder
    from needs.returns.replies import read_questions

    check_language(lang)
    root = data_root(data)
    desk = Desks(root, programme).desk(programme)
    told = read_questions(
        file, desk.programme, desk.resolver, answered_on=today(), answered_by=by, lang=lang
    )
    count = remember(returns_folder(desk.programme, root), told.answers)
    typer.echo(
        say(
            "{n} câu trả lời mới đã ghi nhớ; còn {open} câu chưa trả lời",
            lang=lang,
            n=count,
            open=told.unanswered,
        )
    )
    for fault in told.faults:
        typer.echo(str(fault), err=True)
    raise typer.Exit(int(bool(told.faults)))


def _day(date: dt.datetime | None) -> dt.date | None:
    return date.date() if date else None


def district_names() -> dict[str, str]:
    """Return code → name of every district of before 1/7/2025."""
    units = load_gazetteer().units["pre-2025"].drop_duplicates("district_code")
    return dict(zip(units.district_code, units.district, strict=True))
