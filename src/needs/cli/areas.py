"""Commands about zone lists: `areas compare`, `areas import`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.cli.common import Data, Lang, spoken
from needs.errors import NeedsError
from needs.places import edition_on, load_gazetteer, slug
from needs.programmes import checkout, data_root, list_programmes, load_programme
from needs.tables import ZONES, rows_of
from needs.wording import check_language, check_status, counted, date_text, say

if TYPE_CHECKING:
    from needs.areas import AreaList, ReadList
    from needs.places import Gazetteer

TABLE_FILE = "eligibility_change.csv"
SUPPORT_FILE = "eligibility_support.csv"
MAP_FILE = "eligibility_change.html"

ListId = Annotated[
    str, typer.Argument(help="Mã danh sách xã, hoặc tệp CSV / id of an area list, or a CSV file")
]
Day = Annotated[
    dt.datetime, typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], help="2026-01-21 hoặc 21/1/2026.")
]
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


@spoken
def import_list(
    file: Annotated[
        Path, typer.Argument(help="Tệp có danh sách: xlsx, csv, hoặc txt chép từ quyết định.")
    ],
    decision: Annotated[str, typer.Option("--decision", help="Số quyết định: 267/QĐ-UBND.")],
    issued: Day,
    valid_from: Day,
    valid_to: Day,
    programme: Annotated[
        str | None, typer.Option("--programme", help="Chương trình dùng danh sách này.")
    ] = None,
    province: Annotated[
        str | None,
        typer.Option("--province", help="Tỉnh (tên hoặc mã), nếu không nêu chương trình."),
    ] = None,
    edition: Edition = None,
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
    from needs.areas import Decision, province_named, read_list, write_list

    check_language(lang)
    root = data_root(data)
    gazetteer = load_gazetteer()
    plan = None if programme is None else load_programme(programme, root)
    wanted = province or (None if plan is None else plan.province.vi)
    if wanted is None:
        raise NeedsError(say("Nêu --programme hoặc --province.", lang=lang))
    first, last = valid_from.date(), valid_to.date()
    used = edition or edition_on(first)
    code, name = province_named(wanted, used, gazetteer)
    announced = Decision(
        decision=decision,
        issued=issued.date(),
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
    for line in _read_lines(read, lang):
        typer.echo(line)
    if check:
        typer.echo(say("Chỉ kiểm tra: chưa ghi gì.", lang=lang))
        return
    for path in write_list(read.listed, root):
        typer.echo(say("đã ghi {path}", lang=lang, path=path))
    for line in _next_lines(read.listed, root, gazetteer, lang):
        typer.echo(line)


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
    lines += [
        f"{check_status(row.status, lang=lang)}: {row.name if lang == 'vi' else row.name_en}: "
        f"{counted(row.found, lang=lang)} / {counted(row.expected, lang=lang)} ({row.source})"
        for row in rows_of(read.checks)
    ]
    return lines


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
