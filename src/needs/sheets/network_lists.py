"""The lists of the office: whom to invite and thank, and all donors known."""

from __future__ import annotations

import datetime as dt
from typing import Any

from needs.briefing.html import Fragment, basis_tag, bullets, data_table, heading, paragraph, text
from needs.network.invitations import group_words, why_nobody
from needs.network.words import network_of, occasions_named
from needs.places import load_gazetteer
from needs.programmes import BASIS_OF_KIND
from needs.sheets.network_data import NetworkData
from needs.sheets.network_words import (
    categories_words,
    category_words,
    donor_cell,
    given_cell,
    value_cell,
)
from needs.tables import rows_of
from needs.wording import collation_key, date_text, number, say
from needs.wording.numbers import is_missing


def invitation_section(data: NetworkData, *, lang: str) -> Fragment:
    """Return whom to invite, in order, for what, and how to reach them; and who is not invited."""
    programme = data.network.programme
    rules = network_of(programme).invitation
    rows = data.tables["donor_invitations"].sort_values("place")
    title = heading(say("Danh sách mời", lang=lang))
    if rows.empty:
        return title + paragraph(say("Chưa biết nhà tài trợ nào.", lang=lang), kind="note")
    until = date_text(dt.date.fromisoformat(str(rows.reply_by.iloc[0])), lang=lang)
    asked = say(
        "Xin trả lời trước ngày {day}, {why}.", lang=lang, day=until, why=rules.why.text(lang)
    )
    basis = basis_tag(BASIS_OF_KIND[rules.kind], lang=lang)
    order = say(
        "Thứ tự: người đã trao năm trước mà năm nay chưa có lời; người từng trao; người mới; người "
        "đã có lời. Trong mỗi nhóm: nhiều nhu cầu hợp ý hơn, đã trao nhiều hơn, rồi theo tên. Nhu "
        "cầu nêu trong thư chia đều: nơi cấp thiết trước, không mời mọi người cho cùng một nơi.",
        lang=lang,
    )
    communes = _commune_names(data)
    invited = rows[rows.invited]
    table = data_table(
        [
            say("Nhà tài trợ", lang=lang),
            say("Liên hệ", lang=lang),
            say("Vì sao", lang=lang),
            say("Trao gần nhất", lang=lang),
            say("Đã trao, đồng", lang=lang),
            say("Nhu cầu hợp ý", lang=lang),
            say("Nêu trong thư", lang=lang),
        ],
        [
            [
                f"{row.place}. " + donor_cell(programme, row.donor, row.donor_kind, lang=lang),
                _contact(data, row.donor_id),
                text(group_words(row.group, lang=lang)),
                "–" if is_missing(row.last_given) else str(row.last_given),
                number(row.received_vnd, lang=lang),
                number(row.fits, lang=lang),
                "<br>".join(_need(data, one, communes, lang) for one in row.suggested),
            ]
            for row in rows_of(invited)
        ],
        caption=say("Ai được mời, theo thứ tự", lang=lang),
        kinds="tttnnnt",
        compact=True,
    )
    left = rows[~rows.invited]
    why = why_nobody(rows, data.nobody, lang=lang)
    listed = bullets(f"{row.donor}: {group_words(row.group, lang=lang)}" for row in rows_of(left))
    return (
        title
        + Fragment(f"<p><b>{text(asked)}</b> {basis}</p>")
        + paragraph(order)
        + (table if len(invited) else paragraph(say("Không mời ai.", lang=lang), kind="note"))
        + (paragraph(why, kind="note") if why else Fragment(""))
        + (listed if len(left) else Fragment(""))
    )


def _contact(data: NetworkData, donor_id: str) -> str:
    contact = data.network.register.contacts.get(donor_id)
    parts = (
        () if contact is None else (contact.person, contact.phone, contact.email, contact.address)
    )
    return "<br>".join(text(part) for part in parts if part) or "–"


def _commune_names(data: NetworkData) -> dict[str, str]:
    programme = data.network.programme
    every = load_gazetteer().communes(programme.province_code, programme.edition)
    return dict(zip(every.commune_code, every.commune, strict=True))


def _need(data: NetworkData, need: str, communes: dict[str, str], lang: str) -> str:
    code, _, category = need.partition(":")
    words = category_words(data.network.programme, category, lang=lang)
    return text(f"{words}: {communes.get(code, code)}")


def thanks_section(data: NetworkData, *, lang: str) -> Fragment:
    """Return who is still to be thanked, for what, by when."""
    programme = data.network.programme
    rows = data.tables["donor_thanks"].sort_values(["thank_by", "donor_id"])
    title = heading(say("Cần cảm ơn", lang=lang))
    rule = network_of(programme).thanks.within_days
    within = say(
        "Cảm ơn trong {n} ngày kể từ khi xác nhận đã trao.",
        lang=lang,
        n=number(rule.value, lang=lang),
    )
    told = Fragment(f"<p>{text(within)} {basis_tag(rule.basis, lang=lang)}</p>")
    if rows.empty:
        nobody = say("Không còn ai chờ cảm ơn về việc đã xác nhận.", lang=lang)
        return title + told + paragraph(nobody, kind="note")
    return (
        title
        + told
        + data_table(
            [
                say("Nhà tài trợ", lang=lang),
                say("Về việc", lang=lang),
                say("Trẻ, nơi", lang=lang),
                say("Giá trị, đồng", lang=lang),
                say("Lô", lang=lang),
                say("Trước ngày", lang=lang),
            ],
            [
                [
                    donor_cell(programme, row.donor, row.donor_kind, lang=lang),
                    text(categories_words(programme, row.categories_given, lang=lang)),
                    given_cell(row.lot_children, row.places, lang=lang),
                    value_cell(row.value_vnd, row.unpriced, lang=lang),
                    text(", ".join(row.lots_thanked)),
                    _due(row, lang),
                ]
                for row in rows_of(rows)
            ],
            caption=say("Đã xác nhận, chưa cảm ơn", lang=lang),
            kinds="tttntt",
            compact=True,
        )
    )


def _due(row: Any, lang: str) -> str:
    day = text(date_text(dt.date.fromisoformat(row.thank_by), lang=lang))
    return f"{day}<br><b>{text(say('đã quá hạn', lang=lang))}</b>" if row.late else day


def register_section(data: NetworkData, *, lang: str) -> Fragment:
    """Return every donor known: preferences, consent, what was given and promised."""
    programme = data.network.programme
    rows = data.tables["donor_register"]
    title = heading(say("Sổ nhà tài trợ", lang=lang))
    if rows.empty:
        return title
    districts = _district_names(data)
    return title + data_table(
        [
            say("Nhà tài trợ", lang=lang),
            say("Mong muốn", lang=lang),
            say("Nêu tên công khai", lang=lang),
            say("Các năm đã trao", lang=lang),
            say("Đã trao, đồng", lang=lang),
            say("Còn hứa, lô", lang=lang),
        ],
        [
            [
                donor_cell(programme, row.donor, row.donor_kind, lang=lang)
                + ("" if row.registered else _unregistered(lang)),
                text(_wishes(data, row, districts, lang)),
                text(say("có", lang=lang) if row.named_in_public else say("không", lang=lang)),
                _years(row),
                number(row.received_vnd, lang=lang),
                number(row.promised, lang=lang),
            ]
            for row in sorted(rows_of(rows), key=lambda row: collation_key(row.donor))
        ],
        caption=say("Mọi nhà tài trợ đã biết", lang=lang),
        kinds="ttttnn",
        compact=True,
    )


def _unregistered(lang: str) -> str:
    return f"<br><small>{text(say('chưa có trong sổ nhà tài trợ', lang=lang))}</small>"


def _wishes(data: NetworkData, row: Any, districts: dict[str, str], lang: str) -> str:
    programme = data.network.programme
    parts = [
        categories_words(programme, row.categories, lang=lang),
        "; ".join(districts.get(code, code) for code in row.districts),
        occasions_named(programme, row.occasions, lang=lang),
    ]
    return " – ".join(part for part in parts if part) or say("tùy nơi cần", lang=lang)


def _district_names(data: NetworkData) -> dict[str, str]:
    programme = data.network.programme
    gazetteer = load_gazetteer()
    every = gazetteer.communes(programme.province_code, programme.edition)
    found = gazetteer.districts(every.district_code)
    return dict(zip(found.district_code, found.district, strict=True))


def _years(row: Any) -> str:
    if is_missing(row.first_given):
        return "–"
    return (
        str(row.first_given)
        if row.first_given == row.last_given
        else (f"{row.first_given}–{row.last_given}")
    )
