"""What stands around an administrative document: heading, number, place and date, signature.

After Nghị định 30/2020/NĐ-CP on clerical work: annex I on the parts, their order and place; annex
III on the letters of the kinds of document and the models (1.4: a document with a kind; 2.1: an
annex). docs/DOCUMENTS.md tells where the decree's text was read and what was taken from it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from needs.briefing.audience import Audience, edition_words
from needs.places import without_prefix
from needs.programmes import Programme
from needs.programmes.agencies import read_agencies
from needs.programmes.figures import Words
from needs.wording import say

#: The office of the profile; or one below it, whose name and seal are its clerk's to put in.
Issuer = Literal["lead", "local"]
_TO_FILL_IN = "……………………"
#: Kinds of document, tên loại (the decree's article 7), and their letters (annex III, part I).
DocumentKind = Literal["report", "submission", "scheme"]
_KIND_LETTERS: dict[DocumentKind, str] = {"report": "BC", "submission": "TTr", "scheme": "PA"}


@dataclass(frozen=True)
class Letterhead:
    """The parts of an administrative document beside its contents.

    Parameters
    ----------
    superior, issuer
        The body above, and the body that issues the document, as printed.
    number
        «Số: …/BC-…»: the clerk writes the number; the letters are those of the kind.
    kind
        Tên loại, on a line of its own above the title: «BÁO CÁO».
    nation, motto
        Quốc hiệu, Tiêu ngữ.
    place_and_date
        «Cao Bằng, ngày … tháng … năm 2026»: the clerk writes the day.
    circulation
        How far it may go («LƯU HÀNH NỘI BỘ»), in a frame; empty: to everybody.
    addressed
        «Kính gửi: …», whom a submission or a report to the body above is for; empty: nobody.
    signer
        Who signs, by office, line by line.
    sign_here, signed_name
        What is to be written there; the dots on which the signer's name comes.
    recipients
        Who receives it.
    recipients_title
        «Nơi nhận:».
    audience
        Which edition it is, in words, where it may go to everybody.
    annexed_to
        What stands below the title of an annex: to which document it belongs.
    """

    superior: str
    issuer: str
    number: str
    kind: str
    nation: str
    motto: str
    place_and_date: str
    circulation: str
    addressed: str
    signer: str
    sign_here: str
    signed_name: str
    recipients: tuple[str, ...]
    recipients_title: str
    audience: str
    annexed_to: str


def letterhead(
    programme: Programme,
    *,
    root: Path,
    on: dt.date,
    lang: str,
    audience: Audience = "internal",
    issued_by: Issuer = "lead",
    kind: DocumentKind = "report",
) -> Letterhead | None:
    """Return the letterhead of a programme's documents; none where its profile has none.

    Parameters
    ----------
    programme
        Its section `documents` names the offices.
    root
        Data root, whose `reference/agencies.toml` tells the offices' names.
    on
        The day on which the document is made: offices are named as on it, its year is printed;
        day and number are the clerk's to write.
    lang
        "vi" or "en".
    audience
        Who may read it.
    issued_by
        Who issues it: the profile's office; or a local one, for which places are left blank and
        which sends it to the profile's office.
    kind
        Which of the decree's kinds of document it is.

    Raises
    ------
    NotFound
        If the profile names an office that is not in the register.
    """
    rules = programme.documents
    if rules is None:
        return None
    agencies, code = read_agencies(root), programme.province_code
    place = agencies.province_on(code, on) or Words(
        vi=f"tỉnh {programme.province.vi}", en=f"{programme.province.en} Province"
    )
    superior, issuer = (
        agencies.office(office, on, province=code, place=place).name.text(lang)
        for office in (rules.superior, rules.issuer)
    )
    local = issued_by == "local"
    mark = _mark("……" if local else rules.mark, kind)
    head = Letterhead(
        superior=superior.replace(f" {place.text(lang)}", f"\n{place.text(lang)}").upper(),
        issuer=_without_place(issuer, superior, place.text(lang)).upper(),
        number=say("Số: ……/{mark}", lang=lang, mark=mark),
        kind=_kind_words(kind, lang=lang),
        nation=say("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", lang=lang),
        motto=say("Độc lập - Tự do - Hạnh phúc", lang=lang),
        place_and_date=say(
            "{place}, ngày …… tháng …… năm {year}",
            lang=lang,
            place=without_prefix(place.vi),
            year=on.year,
        ),
        circulation=_circulation(audience, lang=lang),
        addressed="",
        signer=rules.signer.text(lang).upper(),
        sign_here=say("(Chữ ký, dấu)", lang=lang),
        signed_name=_TO_FILL_IN,
        recipients=(),
        recipients_title=say("Nơi nhận:", lang=lang),
        audience=edition_words(audience, lang=lang) if audience == "public" else "",
        annexed_to=say(
            "(Kèm theo {kind} số ……/{mark} ngày …… tháng …… năm {year} của {office})",
            lang=lang,
            kind=_kind_words(kind, lang=lang).capitalize(),
            mark=mark,
            year=on.year,
            office=_TO_FILL_IN if local else issuer,
        ),
    )
    head = _sent(head, audience, above=issuer if local else superior, lang=lang)
    listed = [recipient.text(lang) for recipient in rules.recipients]
    if not local and kind == "report":
        head = replace(head, recipients=(*head.recipients[:1], *_listed(listed)))
    return _to_fill_in(head, on=on, lang=lang) if local else head


def _sent(head: Letterhead, audience: Audience, *, above: str, lang: str) -> Letterhead:
    """Say whom it is for: the first of those who receive it, and the archive as the last.

    Annex I, II.9: a submission, and a report to the body above, name that body («Kính gửi») and
    begin «Nơi nhận» with «Như trên»; other documents list everybody.
    """
    kept = say("Lưu: VT, ……", lang=lang)
    if audience == "public":
        first = say("{office} (để báo cáo)", lang=lang, office=above)
        return replace(head, recipients=_listed([first, kept]))
    # What is for one donor alone names the donor itself, and goes to nobody else.
    donor = audience == "donor"
    addressed = "" if donor else say("Kính gửi: {office}", lang=lang, office=above)
    as_above = say("Như trên", lang=lang)
    return replace(head, addressed=addressed, recipients=_listed([as_above, kept]))


def _circulation(audience: Audience, *, lang: str) -> str:
    """Say how far it may go, in the words of the decree where it has some (annex I, III.2.c)."""
    if audience == "public":
        return ""
    if audience == "donor":
        return say("CHỈ GỬI NHÀ TÀI TRỢ", lang=lang)
    return say("LƯU HÀNH NỘI BỘ", lang=lang)


def _kind_words(kind: DocumentKind, *, lang: str) -> str:
    return {
        "report": say("BÁO CÁO", lang=lang),
        "submission": say("TỜ TRÌNH", lang=lang),
        "scheme": say("PHƯƠNG ÁN", lang=lang),
    }[kind]


def _mark(mark: str, kind: DocumentKind) -> str:
    """Return the profile's letters with those of the kind before the issuer's."""
    office = mark.partition("-")[2] or mark
    return f"{_KIND_LETTERS[kind]}-{office}"


def _without_place(issuer: str, superior: str, place: str) -> str:
    """Return the issuer without the province, where the body above has named it."""
    if place not in superior:
        return issuer
    return issuer.removesuffix(f" of {place}").removesuffix(f" {place}")


def _listed(recipients: list[str]) -> tuple[str, ...]:
    return (*(f"{recipient};" for recipient in recipients[:-1]), f"{recipients[-1]}.")


def _to_fill_in(head: Letterhead, *, on: dt.date, lang: str) -> Letterhead:
    return replace(
        head,
        superior=_TO_FILL_IN,
        issuer=_TO_FILL_IN,
        place_and_date=say("……, ngày …… tháng …… năm {year}", lang=lang, year=on.year),
        signer=say("Thủ trưởng cơ quan", lang=lang).upper(),
    )
