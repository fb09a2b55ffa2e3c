"""What is loaded for a programme, from where, checked against which totals, what is missing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from needs.areas import last_list_before
from needs.assessment.checks_status import checks_status, people_status
from needs.assessment.defence_status import overlaps_status, schemes_status, villages_status
from needs.assessment.list_status import list_ended, list_status
from needs.assessment.listed import ListedCommunes, list_communes
from needs.assessment.places_status import places_status
from needs.assessment.promised import commitments_on_record
from needs.assessment.returns_status import returns_status
from needs.commitments import state_words
from needs.donors import read_gifts
from needs.errors import NeedsError
from needs.places import load_gazetteer
from needs.programmes import Programme, load_programme
from needs.support import in_period, read_ledger
from needs.tables import rows_of
from needs.wording import number, say


def programme_status(
    programme: str, root: Path, *, today: dt.date, lang: str
) -> list[tuple[str, list[str]]]:
    """Return the state of a programme's data as sections of lines.

    `today` decides which returns are late, and whether the list has ended. Where the last list
    ended before the programme's day, that is said with what to do, and the rest is told of the
    communes of that list.

    Raises
    ------
    NeedsError
        If the profile or the commune list cannot be used: nothing else can be said then.
    """
    profile = load_programme(programme, root)
    gazetteer = load_gazetteer()
    last = last_list_before(profile, root, gazetteer)
    if last is None:
        listed = list_communes(profile, root, gazetteer)
        of_list = list_status(profile, listed, root, lang=lang, today=today)
    else:
        held = profile.model_copy(update={"reference_date": last.valid_to})
        listed = list_communes(held, root, gazetteer)
        of_list = list_ended(profile, last, lang=lang)
    communes = listed.communes
    sections = [
        (
            profile.title.text(lang),
            [
                f"{profile.plan.source}",
                profile.plan.note.text(lang),
                say("Dữ liệu: {root}", lang=lang, root=root),
            ],
        ),
        (say("Danh sách xã", lang=lang), of_list),
        (say("Địa danh", lang=lang), places_status(communes, root, lang=lang)),
        (
            say("Đối chiếu với số chính thức", lang=lang),
            checks_status(listed.checks, lang=lang),
        ),
        (say("Dân số", lang=lang), people_status(communes, lang=lang)),
        (
            say("Báo cáo của xã năm {year}", lang=lang, year=profile.period),
            returns_status(profile, listed, gazetteer, root, today=today, lang=lang),
        ),
        (say("Hỗ trợ và nhà tài trợ", lang=lang), _giving(profile, listed, root, lang)),
        (
            say("Chính sách của Nhà nước", lang=lang),
            schemes_status(profile, listed, root, lang=lang),
        ),
    ]
    unstated = [c.name.text(lang) for c in profile.categories if not c.target.stated]
    missing = [
        *(
            [say("Kế hoạch không nêu chỉ tiêu: {names}", lang=lang, names="; ".join(unstated))]
            if unstated
            else []
        ),
        profile.beneficiaries.note.text(lang),
        *villages_status(listed.villages),
        *([] if profile.reports else [say("Kế hoạch không nêu hạn báo cáo", lang=lang)]),
    ]
    sections.append((say("Chưa có trong dữ liệu", lang=lang), missing))
    return sections


def _giving(profile: Programme, listed: ListedCommunes, root: Path, lang: str) -> list[str]:
    lines = []
    try:
        ledger = read_ledger(profile, listed.communes, root)
        now = in_period(ledger, profile.period)
        lines.append(
            say(
                "{file}: {n} mục, {m} mục của năm {year} được tính",
                lang=lang,
                file=profile.inputs.support_ledger,
                n=len(ledger),
                m=len(now),
                year=profile.period,
            )
        )
        facilities = {facility.id for facility in profile.facilities}
        outside = listed.area is not None and sum(
            row.zone not in profile.zones_in_scope(profile.category(row.category))
            for row in rows_of(now[~now.category.isin(facilities)])
        )
        if outside:
            lines.append(
                say(
                    "{n} mục ở xã ngoài đối tượng của loại hỗ trợ: không trừ vào phần còn thiếu",
                    lang=lang,
                    n=outside,
                )
            )
        donors = read_gifts(profile, listed.communes, listed.districts, root, lang=lang)
        gifts = donors.gifts
        lines.append(
            say(
                "{file}: {n} nhà tài trợ, {gifts} món quà, ngân sách {money} đồng",
                lang=lang,
                file=profile.inputs.donors,
                n=gifts.donor_id.nunique(),
                gifts=len(gifts),
                money=number(gifts.budget_vnd.sum(), lang=lang),
            )
        )
        lines += [
            say(
                "chưa dùng được: {donor}, {source}, {column}: thấy {found}, cần {expected}",
                lang=lang,
                donor=row.donor,
                source=row.source,
                column=row.column,
                found=row.found,
                expected=row.expected,
            )
            for row in rows_of(donors.put_aside.fillna(""))
        ]
        lines += [
            say(
                "lưu ý ({where}): thấy {found}; {advice}",
                lang=lang,
                where=", ".join(str(part) for part in (row.donor, row.source) if part),
                found=row.found,
                advice=row.advice or row.expected,
            )
            for row in rows_of(donors.notes.fillna(""))
        ]
        lines += _promises(profile, root, lang)
        lines += overlaps_status(profile, listed.communes, ledger, root, lang=lang)
        if "illustrative" in {*ledger.basis, *gifts.basis}:
            lines.append(say("số liệu minh họa", lang=lang))
    except NeedsError as error:
        lines += str(error).splitlines()
    return lines


def _promises(profile: Programme, root: Path, lang: str) -> list[str]:
    """Say how many lots of the year stand in which state on the ledger of commitments."""
    lots = commitments_on_record(profile, root)
    states = lots[lots.period == profile.period].groupby("lot_state").size()
    return [
        say(
            "sổ cam kết {year}: {n} lô {state}",
            lang=lang,
            year=profile.period,
            n=number(count, lang=lang),
            state=state_words(str(state), lang=lang),
        )
        for state, count in states.items()
    ]
