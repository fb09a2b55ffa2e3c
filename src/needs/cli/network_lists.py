"""The lists of the network on the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd
import typer
from rich.table import Table

from needs.cli.common import console
from needs.commitments import state_words
from needs.network.invitations import group_words, why_nobody
from needs.network.words import kind_name
from needs.sheets.network_data import NetworkData
from needs.sheets.network_words import (
    award_name,
    categories_words,
    category_words,
    measure_words,
)
from needs.tables import rows_of
from needs.wording import date_text, number, say
from needs.wording.numbers import is_missing


def print_list(data: NetworkData, action: str, *, public: bool, lang: str) -> None:
    """Print what a command asks for; how to reach donors stays on the office's page."""
    prints = {
        "register": _register,
        "invite": _invitations,
        "thanks": _thanks,
        "commend": _commendations,
    }
    if action == "transparency":
        _transparency(data, lang, public=public)
    else:
        prints[action](data, lang)


def _print(
    title: str, columns: Iterable[tuple[str, bool]], rows: Iterable[Sequence[str]], *, lang: str
) -> None:
    listed = list(rows)
    if not listed:
        typer.echo(say("{title}: không có.", lang=lang, title=title))
        return
    table = Table(title=title)
    for name, whole in columns:
        table.add_column(name, no_wrap=whole, overflow="fold")
    for row in listed:
        table.add_row(*row)
    console().print(table)


def _year(value: object) -> str:
    return "–" if is_missing(value) else str(value)


def _register(data: NetworkData, lang: str) -> None:
    programme = data.network.programme
    if not data.network.register.exists:
        typer.echo(say("Chưa có sổ nhà tài trợ; lập bằng --template TỆP.", lang=lang))
    _print(
        say("Nhà tài trợ đã biết", lang=lang),
        [
            (say("Nhà tài trợ", lang=lang), False),
            (say("Loại", lang=lang), False),
            (say("Trong sổ", lang=lang), True),
            (say("Trao gần nhất", lang=lang), True),
            (say("Đã trao, đồng", lang=lang), True),
            (say("Còn hứa, lô", lang=lang), True),
        ],
        (
            (
                row.donor,
                kind_name(programme, row.donor_kind, lang=lang),
                say("có", lang=lang) if row.registered else say("không", lang=lang),
                _year(row.last_given),
                number(row.received_vnd, lang=lang),
                number(row.promised, lang=lang),
            )
            for row in rows_of(data.tables["donor_register"])
        ),
        lang=lang,
    )
    for row in rows_of(data.tables["alike_donors"]):
        typer.echo(
            say(
                "Có phải một không: «{one}» và «{other}»? Ghi vào also_called hoặc not_same_as.",
                lang=lang,
                one=row.donor,
                other=row.other,
            )
        )


def _invitations(data: NetworkData, lang: str) -> None:
    rows = data.tables["donor_invitations"].sort_values("place")
    _print(
        say("Danh sách mời", lang=lang),
        [
            (say("Thứ tự", lang=lang), True),
            (say("Nhà tài trợ", lang=lang), False),
            (say("Vì sao", lang=lang), False),
            (say("Nhu cầu hợp ý", lang=lang), True),
            (say("Trả lời trước", lang=lang), True),
        ],
        (
            (
                number(row.place, lang=lang),
                row.donor,
                group_words(row.group, lang=lang),
                number(row.fits, lang=lang),
                date_text(dt.date.fromisoformat(row.reply_by), lang=lang) if row.invited else "–",
            )
            for row in rows_of(rows)
        ),
        lang=lang,
    )
    if why := why_nobody(rows, data.nobody, lang=lang):
        typer.echo(why)


def _thanks(data: NetworkData, lang: str) -> None:
    programme = data.network.programme
    rows = data.tables["donor_thanks"].sort_values(["thank_by", "donor_id"])
    _print(
        say("Đã xác nhận, chưa cảm ơn", lang=lang),
        [
            (say("Nhà tài trợ", lang=lang), False),
            (say("Về việc", lang=lang), False),
            (say("Giá trị, đồng", lang=lang), True),
            (say("Lô", lang=lang), False),
            (say("Trước ngày", lang=lang), True),
        ],
        (
            (
                row.donor,
                categories_words(programme, row.categories_given, lang=lang),
                number(row.value_vnd, lang=lang),
                ", ".join(row.lots_thanked),
                date_text(dt.date.fromisoformat(row.thank_by), lang=lang),
            )
            for row in rows_of(rows)
        ),
        lang=lang,
    )


def _commendations(data: NetworkData, lang: str) -> None:
    programme = data.network.programme
    rows = data.tables["donor_commendations"].sort_values(
        ["confirmed_vnd", "donor_id"], ascending=[False, True]
    )
    _print(
        say("Đề nghị khen thưởng, năm {year}", lang=lang, year=data.year),
        [
            (say("Nhà tài trợ", lang=lang), False),
            (say("Hình thức", lang=lang), False),
            (say("Đã xác nhận, đồng", lang=lang), True),
            (say("Lượt trẻ", lang=lang), True),
            (say("Năm liền", lang=lang), True),
            (say("Suýt đạt", lang=lang), False),
        ],
        (
            (
                row.donor,
                award_name(programme, row.award, lang=lang) if row.award else "–",
                number(row.confirmed_vnd, lang=lang),
                number(row.confirmed_children, lang=lang),
                number(row.years_in_a_row, lang=lang),
                _nearly(data, row, lang),
            )
            for row in rows_of(rows)
        ),
        lang=lang,
    )


def _nearly(data: NetworkData, row: object, lang: str) -> str:
    form, measure = str(getattr(row, "nearly", "")), str(getattr(row, "nearly_measure", ""))
    if not form:
        return ""
    return say(
        "{form}, thiếu {lacking}",
        lang=lang,
        form=award_name(data.network.programme, form, lang=lang),
        lacking=measure_words(measure, getattr(row, "lacking", None), lang=lang),
    )


def _transparency(data: NetworkData, lang: str, *, public: bool) -> None:
    programme = data.network.programme
    rows = data.tables["transparency_public" if public else "transparency"]
    _print(
        say("Đã nhận gì, đi đâu", lang=lang),
        [
            (say("Ngày", lang=lang), True),
            (say("Nhà tài trợ", lang=lang), False),
            (say("Loại hỗ trợ", lang=lang), False),
            (say("Xã", lang=lang), False),
            (say("Đồng", lang=lang), True),
            (say("Trạng thái", lang=lang), True),
            (say("Căn cứ", lang=lang), False),
        ],
        (
            (
                date_text(dt.date.fromisoformat(row.since), lang=lang),
                row.donor,
                category_words(programme, row.category, lang=lang),
                row.commune,
                number(row.value_vnd, lang=lang),
                state_words(row.lot_state, lang=lang),
                row.evidence,
            )
            for row in rows_of(rows.sort_values(["since", "lot_id"], ascending=[False, True]))
        ),
        lang=lang,
    )
    _agreement(data.tables["transparency_sums"], rows, lang)


def _agreement(sums: pd.DataFrame, rows: pd.DataFrame, lang: str) -> None:
    total = number(rows.value_vnd.sum(), lang=lang)
    words = (
        say("Cộng {total} đồng, khớp sổ cam kết.", lang=lang, total=total)
        if sums.agrees.all()
        else say("Cộng {total} đồng, KHÔNG khớp sổ cam kết.", lang=lang, total=total)
    )
    typer.echo(words)
