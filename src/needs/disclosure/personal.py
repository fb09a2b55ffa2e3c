"""What looks like a single child's data: headings and contents that leave no house.

A heading is compared word for word, without case, marks and signs («Họ và tên», «ho_ten»,
«HoTen», «fullName»); contents by their form: telephones, identity cards (12 digits that begin with
a province's number), health insurance cards (15 signs), e-mail, «sinh ngày 3/4/2016», «em Nguyễn
Thị …». What was found is never repeated: its shape is. It catches what was forgotten, not who
hides something.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from needs.disclosure.personal_words import personal_heading, plain_words, surnames, vocabulary
from needs.errors import Fault, InputFaults
from needs.wording import say

_MOST_SHOWN = 40
#: A column is one of persons' names where at least so many of its texts read so, and this share.
_LEAST_NAMES, _SHARE_OF_NAMES = 2, 0.5

_GAP = r"[ .\-]?"
_DATE = r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)?\d{2}|(?:19|20)\d{2}-\d{1,2}-\d{1,2})"
#: Forms of content. A number that may be anything else has to be called by its name.
_FORMS = {
    # 12 digits: province 001–096, century and sex 0–3, year of birth, six digits.
    "id": re.compile(
        rf"(?<![\w.,])0(?:0[1-9]|[1-9]\d){_GAP}[0-3]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{3}}(?!\w|[.,]\d)"
        r"|(?i:\b(?:cmnd|cmt|cccd|căn cước|can cuoc|định danh|passport|hộ chiếu)\b"
        r"[^\d\n]{0,12}\d{7,12})"
    ),
    # Who, at which level, province, then the ten digits of social insurance.
    "insurance": re.compile(
        rf"(?<!\w)[A-Z]{{2}}{_GAP}[1-5]{_GAP}\d{{2}}{_GAP}(?:\d{_GAP}){{9}}\d(?!\w)"
        r"|(?i:\b(?:bhyt|bảo hiểm y tế|bhxh)\b[^\d\n]{0,12}\d{10}\b)"
    ),
    # Mobile telephones; those of offices (02…) are no person's.
    "phone": re.compile(
        rf"(?<![\w.,])(?:\+?84{_GAP}|0)[35789]\d{{1,2}}({_GAP})\d{{3}}\1\d{{3,4}}(?!\w|[.,]\d)"
    ),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "birth": re.compile(
        r"(?i)(?:ngày sinh|năm sinh|sinh ngày|\bsinh:|\(sinh|ngay sinh|\bdob\b|\bborn\b|birth)"
        rf"[^\d\n]{{0,12}}{_DATE}"
    ),
}
_PHONE_DIGITS = 9


@dataclass(frozen=True, order=True)
class Personal:
    """Something that looks like a person's data: its kind, and its shape («Aa Aa 99»)."""

    kind: str
    shape: str


def looks_personal(
    frame: pd.DataFrame, *, where: str, allowed: Collection[str] = (), lang: str = "vi"
) -> list[Fault]:
    """Return what in a table looks like a single child's data; none: nothing does.

    Parameters
    ----------
    frame
        A table that leaves the house, in any language.
    where
        Its name.
    allowed
        Columns that may look so: those that the table declares to be about a place, an office or
        a giver who agreed to be named. Their contents are then not looked at.
    lang
        Language of what the faults say.

    Returns
    -------
    list of Fault
        Each with the column, the shape of an example (never the example) and what to do.
    """
    faults = []
    for number, name in enumerate(frame.columns):
        if str(name) in allowed:
            continue
        told, texts = f"{where}: {name}", list(_texts(frame.iloc[:, number]))
        kind = personal_heading(str(name))
        if kind is not None:
            faults.append(_fault(told, Personal(kind, shape(texts[0] if texts else "")), lang))
            continue
        found: dict[str, Personal] = {}
        for text in texts:
            for one in personal_content(text):
                found.setdefault(one.kind, one)
        names = [text for text in texts if is_name(text)]
        if len(names) >= max(_LEAST_NAMES, _SHARE_OF_NAMES * len(texts)):
            found.setdefault("name", Personal("name", shape(names[0])))
        faults += [_fault(told, one, lang) for one in sorted(found.values())]
    return faults


def text_looks_personal(text: str, *, where: str, lang: str = "vi") -> list[Fault]:
    """Return what in a running text looks like a single child's data.

    Parameters
    ----------
    text
        Words as they are read: no marks of a page, no program.
    where
        Name of the document.
    lang
        Language of what the faults say.
    """
    return [_fault(where, one, lang) for one in personal_content(text)]


def check_nothing_personal(faults: Iterable[Fault], *, lang: str = "vi") -> None:
    """Raise `InputFaults` with everything found, before anything is written."""
    found = tuple(faults)
    if found:
        raise InputFaults(say("Dữ liệu riêng của người, không được đưa ra ngoài", lang=lang), found)


def personal_content(text: str) -> list[Personal]:
    """Return what in a text looks like a person's data, one of each kind."""
    whole = unicodedata.normalize("NFC", text)
    found: dict[str, Personal] = {}
    for kind, form in _FORMS.items():
        for match in form.finditer(whole):
            if kind != "phone" or _is_phone(match.group()):
                found.setdefault(kind, Personal(kind, shape(match.group())))
    for name in _called_names(whole):
        found.setdefault("name", Personal("name", shape(name)))
    return sorted(found.values())


def shape(text: str) -> str:
    """Return the shape of a text: letters as «A» and «a», digits as «9», signs as they are."""
    composed = unicodedata.normalize("NFC", text)[:_MOST_SHOWN]
    return "".join(
        sign if not sign.isalnum() else "9" if sign.isdigit() else "A" if sign.isupper() else "a"
        for sign in composed
    )


def _is_phone(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return len(re.sub(r"^(?:84|0)", "", digits)) == _PHONE_DIGITS


def _called_names(text: str) -> Iterator[str]:
    """Yield names after what a child is called by: «cháu Lý Thị Hoa», «em Bùi An».

    A place may follow too («trẻ em Hà Quảng»): there, only three words in a row are a name.
    """
    called = vocabulary()["called"]
    words = re.findall(r"[^\W\d_]+", text)
    for at, word in enumerate(words):
        if not at or not word[0].isupper() or plain_words(word) not in surnames():
            continue
        before = words[at - 1].casefold()
        pair = f"{words[at - 2].casefold()} {before}" if at > 1 else before
        sure = before in called["sure"] and pair not in called["likely"]
        if not sure and before not in called["likely"] and pair not in called["likely"]:
            continue
        end = at + 1
        while end < len(words) and words[end][0].isupper() and end - at < 5:
            end += 1
        if end - at >= (2 if sure else 3):
            yield " ".join(words[at:end])


def is_name(text: str) -> bool:
    """Tell whether a text is three to five capitalised words, the first a family name."""
    words = text.split()
    return (
        3 <= len(words) <= 5
        and all(word.isalpha() and word[0].isupper() for word in words)
        and plain_words(words[0]) in surnames()
    )


def _texts(column: pd.Series) -> Iterator[str]:
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return
    for value in pd.unique(column.dropna().map(str)):
        if value.strip():
            yield str(value)


def _fault(where: str, found: Personal, lang: str) -> Fault:
    kinds = {
        "name": say("họ tên", lang=lang),
        "birth": say("ngày sinh", lang=lang),
        "address": say("địa chỉ", lang=lang),
        "phone": say("số điện thoại", lang=lang),
        "email": say("thư điện tử", lang=lang),
        "id": say("số giấy tờ", lang=lang),
        "insurance": say("số thẻ bảo hiểm", lang=lang),
        "account": say("số tài khoản", lang=lang),
        "photo": say("ảnh", lang=lang),
    }
    return Fault(
        where,
        say("giống {kind}, dạng «{shape}»", lang=lang, kind=kinds[found.kind], shape=found.shape),
        say("không có dữ liệu riêng của một người", lang=lang),
        say(
            "bỏ cột này; nếu là của cơ quan, nơi chốn hay người cho đồng ý nêu tên thì khai ở bảng",
            lang=lang,
        ),
    )
