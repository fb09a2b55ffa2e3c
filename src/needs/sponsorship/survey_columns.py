"""The columns of a survey sheet: which title means what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from needs.programmes.sponsorship import Sponsorship
from needs.reading.phrases import key
from needs.workbooks import Sheet, Value

#: Titles of what is kept apart, and of what the register holds; the first one stands in the form.
TITLES = {
    "name": ("Họ và tên trẻ", "họ tên", "họ và tên", "họ tên trẻ", "tên trẻ", "child name", "name"),
    "birth": (
        *("Ngày sinh", "ngày tháng năm sinh", "ngày, tháng, năm sinh", "năm sinh", "sinh ngày"),
        *("date of birth", "birth"),
    ),
    "commune": ("Xã", "xã, phường", "xã, phường, thị trấn", "xã/phường", "commune"),
    "commune_code": ("Mã xã", "commune code"),
    "district": ("Huyện (cũ)", "huyện", "huyện cũ", "district"),
    "address": ("Địa chỉ", "nơi ở", "thôn", "thôn, bản", "thôn/bản", "chỗ ở", "address"),
    "guardian": (
        *("Người giám hộ", "người chăm sóc", "cha mẹ, người giám hộ", "họ tên người giám hộ"),
        *("cha/mẹ/người giám hộ", "guardian"),
    ),
    "phone": ("Điện thoại", "số điện thoại", "sđt", "đt", "phone"),
    "school": ("Trường", "trường học", "trường, lớp", "lớp", "school"),
    "groups": ("Nhóm hoàn cảnh", "hoàn cảnh", "hoàn cảnh đặc biệt", "nhóm", "groups", "group"),
    "paper": ("Số phiếu đồng ý", "căn cứ đồng ý", "consent paper"),
    "consented_on": ("Ngày đồng ý", "consent date"),
}
CONSENTS = {
    ("matching", "guardian"): ("Đồng ý kết nối (giám hộ)", "consent matching guardian"),
    ("matching", "child"): ("Đồng ý kết nối (trẻ)", "consent matching child"),
    ("publication", "guardian"): ("Đồng ý đăng (giám hộ)", "consent publication guardian"),
    ("publication", "child"): ("Đồng ý đăng (trẻ)", "consent publication child"),
}
NEEDED = ("name", "birth", "groups")
MONTHS = "(số tháng)"
_HEADER_WITHIN = 25


@dataclass(frozen=True)
class Columns:
    """Where what stands: the row of titles and, for each meaning, its column (both from 0).

    Meanings are names of `TITLES`, pairs of `CONSENTS`, ("need", purpose), ("months", purpose) and
    ("urgency", question). `unused` are titled columns that mean nothing here.
    """

    row: int
    at: dict[object, int]
    unused: tuple[int, ...]
    twice: tuple[int, ...]


def titles(rules: Sponsorship) -> list[tuple[object, str]]:
    """Return every meaning with its title, in the order of the blank form."""
    listed: list[tuple[object, str]] = [(name, names[0]) for name, names in TITLES.items()]
    for one in rules.purposes:
        listed += [(("need", one.id), one.name.vi), (("months", one.id), f"{one.name.vi} {MONTHS}")]
    listed += [(("urgency", one.id), one.name.vi) for one in rules.urgency]
    listed += [(meaning, names[0]) for meaning, names in CONSENTS.items()]
    return listed


def find_columns(sheet: Sheet, rules: Sponsorship) -> Columns | None:
    """Return where the columns stand; None if the sheet has no row with the titles needed."""
    meanings = _meanings(rules)
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        found = _titled(row, meanings)
        if all(name in found[0] for name in NEEDED) and (
            "commune" in found[0] or "commune_code" in found[0]
        ):
            return Columns(number, *found)
    return None


def _titled(
    row: Sequence[Value], meanings: dict[str, object]
) -> tuple[dict[object, int], tuple[int, ...], tuple[int, ...]]:
    at: dict[object, int] = {}
    unused, twice = [], []
    for column, value in enumerate(row):
        if not isinstance(value, str):
            continue
        meaning = meanings.get(key(value))
        if meaning is None:
            unused.append(column)
        elif meaning in at:
            twice.append(column)
        else:
            at[meaning] = column
    return at, tuple(unused), tuple(twice)


def _meanings(rules: Sponsorship) -> dict[str, object]:
    named: dict[str, object] = {}
    for one in rules.purposes:
        for name in (one.id, one.name.vi, one.name.en, *one.also_called):
            named[key(name)] = ("need", one.id)
            named[key(f"{name} {MONTHS}")] = ("months", one.id)
    for question in rules.urgency:
        for name in (question.id, question.name.vi, question.name.en):
            named[key(name)] = ("urgency", question.id)
    for table in (CONSENTS, TITLES):
        named |= {key(name): meaning for meaning, names in table.items() for name in names}
    return named
