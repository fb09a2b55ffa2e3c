"""What stands around an administrative document: heading, number, place and date, signature.

After Nghị định 30/2020/NĐ-CP on clerical work, annex I: the order and place of the parts.
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
#: Kinds of document, tên loại: Nghị định 30/2020/NĐ-CP, article 7 and annex III.
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
    signer
        Who signs, by office, line by line.
    sign_here
        What is to be written there.
    recipients
        Who receives it.
    recipients_title
        «Nơi nhận:».
    audience
        Which edition it is, in words.
    """

    superior: str
    issuer: str
    number: str
    kind: str
    nation: str
    motto: str
    place_and_date: str
    signer: str
    sign_here: str
    recipients: tuple[str, ...]
    recipients_title: str
    audience: str


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
        which sends it to the lead agency.
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
    head = Letterhead(
        superior=superior.replace(f" {place.text(lang)}", f"\n{place.text(lang)}").upper(),
        issuer=_without_place(issuer, superior, place.text(lang)).upper(),
        number=say("Số: ……/{mark}", lang=lang, mark=_mark(rules.mark, kind)),
        kind=_kind_words(kind, lang=lang),
        nation=say("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", lang=lang),
        motto=say("Độc lập - Tự do - Hạnh phúc", lang=lang),
        place_and_date=say(
            "{place}, ngày …… tháng …… năm {year}",
            lang=lang,
            place=without_prefix(place.vi),
            year=on.year,
        ),
        signer=rules.signer.text(lang).upper(),
        sign_here=say("(Chữ ký, dấu, họ và tên)", lang=lang),
        # What is for one donor alone goes to nobody else: it names the donor itself.
        recipients=_listed(
            [say("Như trên", lang=lang), say("Lưu: VT", lang=lang)]
            if audience == "donor"
            else [recipient.text(lang) for recipient in rules.recipients]
        ),
        recipients_title=say("Nơi nhận:", lang=lang),
        audience=edition_words(audience, lang=lang),
    )
    return (
        head if issued_by == "lead" else _to_fill_in(head, programme, on=on, lang=lang, kind=kind)
    )


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


def _to_fill_in(
    head: Letterhead, programme: Programme, *, on: dt.date, lang: str, kind: DocumentKind
) -> Letterhead:
    return replace(
        head,
        superior=_TO_FILL_IN,
        issuer=_TO_FILL_IN,
        number=say("Số: ……/{mark}", lang=lang, mark=_mark("……", kind)),
        place_and_date=say("……, ngày …… tháng …… năm {year}", lang=lang, year=on.year),
        signer=say("Thủ trưởng cơ quan", lang=lang).upper(),
        recipients=(
            f"{programme.lead_agency.text(lang)};",
            say("Lưu: VT.", lang=lang),
        ),
    )
