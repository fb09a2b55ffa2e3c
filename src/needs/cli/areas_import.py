"""Command `areas import`: a decision's list of communes from a file, checked and kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.cli.areas_stated import Stated, all_stated, differing
from needs.cli.common import DATE_FORMATS, Data, Lang, spoken
from needs.errors import NeedsError
from needs.places import edition_on, load_gazetteer, slug
from needs.programmes import data_root, list_programmes, load_programme
from needs.tables import ZONES
from needs.wording import check_language, date_text, say

if TYPE_CHECKING:
    from needs.areas import AreaList, ReadList
    from needs.places import Gazetteer


@spoken
def import_list(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            metavar="TỆP",
            help="Tệp có danh sách: xlsx, csv, hoặc txt chép từ quyết định.",
        ),
    ],
    decision: Annotated[
        str | None, typer.Option("--decision", help="Phải nêu. Số quyết định: 267/QĐ-UBND.")
    ] = None,
    issued: Annotated[
        dt.datetime | None,
        typer.Option(formats=DATE_FORMATS, help="Phải nêu. Ngày ban hành: 21/1/2026."),
    ] = None,
    valid_from: Annotated[
        dt.datetime | None,
        typer.Option(formats=DATE_FORMATS, help="Phải nêu. Có hiệu lực từ ngày: 1/1/2026."),
    ] = None,
    valid_to: Annotated[
        dt.datetime | None,
        typer.Option(formats=DATE_FORMATS, help="Phải nêu. Đến hết ngày: 31/12/2030."),
    ] = None,
    programme: Annotated[
        str | None, typer.Option("--programme", help="Chương trình dùng danh sách này.")
    ] = None,
    province: Annotated[
        str | None,
        typer.Option("--province", help="Tỉnh (tên hoặc mã), nếu không nêu chương trình."),
    ] = None,
    edition: Annotated[
        str | None,
        typer.Option(
            help="Bản danh mục: pre-2025 | 2025 (mặc định: theo ngày có hiệu lực).",
            show_default=False,
        ),
    ] = None,
    list_id: Annotated[str | None, typer.Option("--id", help="Mã của danh sách.")] = None,
    totals: Annotated[
        str | None, typer.Option("--totals", help="Dòng của area_totals.csv để đối chiếu.")
    ] = None,
    same: Annotated[
        list[str] | None,
        typer.Option("--same", help='Trả lời tên nào là xã nào: "Tên trong tệp=mã xã".'),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Thay danh sách cùng mã.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Chỉ kiểm tra, không ghi.")] = False,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Nạp danh sách xã từ tệp, đối chiếu số chính thức / load a list of communes from a file."""
    from needs.areas import Decision, header_of, province_named, read_list, write_list

    check_language(lang)
    root = data_root(data)
    gazetteer = load_gazetteer()
    plan = None if programme is None else load_programme(programme, root)
    header = header_of(file)
    stated = Stated(
        decision=decision,
        issued=None if issued is None else issued.date(),
        valid_from=None if valid_from is None else valid_from.date(),
        valid_to=None if valid_to is None else valid_to.date(),
        place=_place(programme, province),
    )
    number, day, first, last = all_stated(stated, header, file, lang=lang)
    wanted = province or (None if plan is None else plan.province.vi)
    assert wanted is not None  # `all_stated` has refused neither of both
    used = edition or edition_on(first)
    code, name = province_named(wanted, used, gazetteer)
    announced = Decision(
        decision=number,
        issued=day,
        valid_from=first,
        valid_to=last,
        edition=used,
        province_code=code,
        province=name,
        list_id=list_id or f"{slug(name)}-{first.year}-{last.year}",
        totals_decision=totals,
        note=say("nạp từ tệp {file}", lang="vi", file=file.name),
    )
    read = read_list(
        file,
        announced,
        root=root,
        gazetteer=gazetteer,
        answers=_answers(same or [], lang),
        replacing=replace,
    )
    for line in (*differing(stated, header, lang=lang), *_read_lines(read, lang)):
        typer.echo(line)
    if check:
        typer.echo(say("Chỉ kiểm tra: chưa ghi gì.", lang=lang))
        return
    for path in write_list(read.listed, root):
        typer.echo(say("đã ghi {path}", lang=lang, path=path))
    for line in _next_lines(read.listed, root, gazetteer, lang):
        typer.echo(line)


def _place(programme: str | None, province: str | None) -> str | None:
    """Return programme and province as they are typed; None where neither is."""
    typed = (("--programme", programme), ("--province", province))
    parts = [f'{option} "{value}"' for option, value in typed if value is not None]
    return " ".join(parts) or None


def _answers(same: list[str], lang: str) -> dict[str, str]:
    """Return name → code of what a person answered."""
    answers = {}
    for answer in same:
        name, sign, code = answer.rpartition("=")
        if not (sign and name.strip() and code.strip()):
            raise NeedsError(
                say('--same «{answer}»: cần dạng "Tên trong tệp=mã xã"', lang=lang, answer=answer)
            )
        answers[name.strip()] = code.strip()
    return answers


def _read_lines(read: ReadList, lang: str) -> list[str]:
    """Say what became of every row, how many communes are in each zone, and how checks went."""
    from needs.assessment.checks_status import checks_status

    listed, counts = read.listed, read.listed.counts()
    lines = [
        say(
            "{list}: {rows} dòng có chữ; {lines} xã nhận đủ, 0 chờ sửa; {ignored} dòng tiêu đề, "
            "cộng",
            lang=lang,
            list=listed.name,
            rows=read.rows,
            lines=read.lines,
            ignored=read.ignored,
        ),
        say(
            "bản danh mục {edition}, {province}",
            lang=lang,
            edition=listed.edition,
            province=listed.province,
        ),
        ", ".join(
            say("khu vực {zone}: {n}", lang=lang, zone=zone, n=counts[f"zone_{zone}"])
            for zone in ZONES
        ),
    ]
    return lines + checks_status(read.checks, lang=lang)


def _next_lines(listed: AreaList, root: Path, gazetteer: Gazetteer, lang: str) -> list[str]:
    """Say which programmes the list is for, and what it can be compared with."""
    from needs.assessment.eligibility import earlier_lists

    lines = []
    for name in list_programmes(root):
        plan = load_programme(name, root)
        same = (plan.province_code, plan.edition) == (listed.province_code, listed.edition)
        if plan.beneficiaries.by_groups or not same:
            continue
        if listed.valid_from <= plan.reference_date <= listed.valid_to:
            lines.append(say("Tiếp theo: needs run {programme}", lang=lang, programme=name))
        else:
            lines.append(
                say(
                    "{programme} tính cho ngày {day}: ngoài hiệu lực của danh sách này; nạp danh "
                    "sách của ngày đó, hoặc sửa reference_date",
                    lang=lang,
                    programme=name,
                    day=date_text(plan.reference_date, lang=lang),
                )
            )
    lines += [
        say(
            "So với danh sách trước: needs areas compare {before} {after}",
            lang=lang,
            before=earlier.list_id,
            after=listed.list_id,
        )
        for earlier in earlier_lists(listed, root, gazetteer)
    ]
    return lines
