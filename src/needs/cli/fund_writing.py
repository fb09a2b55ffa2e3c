"""Commands that write into the Fund's books: `record`, `import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.cli.common import Data, Lang, spoken
from needs.cli.fund_common import (
    By,
    Day,
    Document,
    asked_by,
    fund_book,
    tell_head,
    tell_written,
    voucher_day,
)
from needs.errors import InputFaults, NeedsError
from needs.programmes import data_root
from needs.wording import check_language, say

if TYPE_CHECKING:
    from needs.fund.list_reading import Cell

#: What may be recorded, and the list that it would stand in.
KINDS = {
    "contribution": "receipts",
    "income": "income",
    "spending": "spending",
    "purchase": "purchase",
    "move": "move",
    "handover": "handover",
    "opening": "opening",
}


@spoken
def record(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help=" | ".join(KINDS))],
    by: By,
    document: Document = None,
    day: Day = None,
    amount: Annotated[int | None, typer.Option("--amount", min=1, help="Số tiền, đồng.")] = None,
    account: Annotated[str | None, typer.Option("--account", help="bank | cash …")] = None,
    to_account: Annotated[str | None, typer.Option("--to-account", help="Đến tài khoản.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Nguồn thu (mã, tên).")] = None,
    unit: Annotated[str | None, typer.Option("--unit-id", help="Mã đơn vị đóng góp.")] = None,
    activity: Annotated[str | None, typer.Option("--activity", help="Hoạt động.")] = None,
    occasion: Annotated[str | None, typer.Option("--occasion", help="Dịp.")] = None,
    commune: Annotated[str | None, typer.Option("--commune-code", help="Mã xã.")] = None,
    item: Annotated[str | None, typer.Option("--item", help="Tên hiện vật.")] = None,
    measure: Annotated[str | None, typer.Option("--measure", help="Đơn vị tính.")] = None,
    quantity: Annotated[int | None, typer.Option("--quantity", min=1, help="Số lượng.")] = None,
    earmark: Annotated[str | None, typer.Option("--earmark", help="Mã quỹ riêng.")] = None,
    level: Annotated[
        str | None, typer.Option("--level", help="Cấp quỹ (mặc định: đầu tiên).")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help="Mã huyện, xã của quỹ.")] = None,
    to_level: Annotated[str | None, typer.Option("--to-level", help="Đến cấp quỹ.")] = None,
    to_place: Annotated[str | None, typer.Option("--to-place", help="Đến mã huyện, xã.")] = None,
    donor: Annotated[str | None, typer.Option("--donor", help="Nhà tài trợ.")] = None,
    named: Annotated[bool, typer.Option("--named", help="Được công khai tên.")] = False,
    note: Annotated[str | None, typer.Option("--note", help="Ghi chú, không ra trang nào.")] = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Ghi một chứng từ vào sổ / write one voucher down."""
    from needs.fund.recording import record_voucher

    check_language(lang)
    if kind not in KINDS:
        raise NeedsError(
            say("không có loại «{kind}»; có: {kinds}", lang=lang, kind=kind, kinds=", ".join(KINDS))
        )
    asked_by(by, lang)
    said: dict[str, Cell] = {
        "day": voucher_day(day),
        "document": document,
        "amount": amount,
        "account": account,
        "to_account": to_account,
        "source": source,
        "unit_id": unit,
        "activity": activity,
        "occasion": occasion,
        "commune_code": commune,
        "item": item,
        "measure": measure,
        "quantity": quantity,
        "earmark": earmark,
        "level": level,
        "place": place,
        "to_level": to_level,
        "to_place": to_place,
        "donor": donor,
        "named": named,
        "note": note,
    }
    book = fund_book(context.obj, data, lang=lang, create=True)
    written = record_voucher(book, KINDS[kind], said, by=by, lang=lang)  # type: ignore[arg-type]
    tell_written(book, written.seq, lang, repeated=written.repeated)


@spoken
def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Tệp xlsx, ods, csv …")],
    by: By,
    day: Day = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Nhập bảng đơn vị, thu, chi, quỹ riêng, số dư đầu / import lists."""
    from needs.fund.importing import import_lists
    from needs.workbooks import open_books

    check_language(lang)
    asked_by(by, lang)
    _not_illustrative(files, data_root(data), lang)
    book = fund_book(context.obj, data, lang=lang, create=True)
    done = import_lists(open_books(files), book, by=by, on=voucher_day(day), lang=lang)
    typer.echo(done.text(lang=lang))
    tell_head(book, lang)
    if done.faults:
        raise InputFaults(book.path.name, done.faults)


def _not_illustrative(files: list[Path], root: Path, lang: str) -> None:
    """Refuse invented lists: in real books they would look real."""
    invented = [path.name for path in files if root / "illustrative" in path.resolve().parents]
    if invented:
        raise NeedsError(
            say(
                "{files}: số liệu minh họa, không nhập vào sổ thật",
                lang=lang,
                files=", ".join(invented),
            )
        )
