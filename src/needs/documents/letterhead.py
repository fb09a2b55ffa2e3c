"""What stands around an administrative document: heading, number, place and date, signature.

After Nghị định 30/2020/NĐ-CP on clerical work, annex I: the order and place of the parts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from needs.places import without_prefix
from needs.programmes import Programme
from needs.programmes.agencies import read_agencies
from needs.programmes.figures import Words
from needs.wording import say

Audience = Literal["internal", "donor", "public"]


@dataclass(frozen=True)
class Letterhead:
    """The parts of an administrative document beside its contents.

    Parameters
    ----------
    superior, issuer
        The body above, and the body that issues the document, as printed.
    number
        «Số: …/BC-…»: the clerk writes the number.
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
    nation: str
    motto: str
    place_and_date: str
    signer: str
    sign_here: str
    recipients: tuple[str, ...]
    recipients_title: str
    audience: str


def letterhead(
    programme: Programme, *, root: Path, on: dt.date, lang: str, audience: Audience = "internal"
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
        Who may read it: the office ("internal"), a donor, or everybody ("public").

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
    edition = {
        "internal": say("Bản nội bộ: dùng trong cơ quan, không công bố", lang=lang),
        "donor": say("Bản gửi nhà tài trợ", lang=lang),
        "public": say("Bản công bố: số nhỏ đã được che", lang=lang),
    }
    return Letterhead(
        superior=superior.replace(f" {place.text(lang)}", f"\n{place.text(lang)}").upper(),
        issuer=issuer.upper(),
        number=say("Số: ……/{mark}", lang=lang, mark=rules.mark),
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
        recipients=(
            *(f"{recipient.text(lang)};" for recipient in rules.recipients[:-1]),
            f"{rules.recipients[-1].text(lang)}.",
        ),
        recipients_title=say("Nơi nhận:", lang=lang),
        audience=edition[audience],
    )
