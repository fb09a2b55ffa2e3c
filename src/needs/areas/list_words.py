"""How decisions write their lists: titles of columns, zones, headings, totals."""

from __future__ import annotations

import re
import unicodedata

from needs.places import normalise
from needs.tables import ZONES


def key(written: str) -> str:
    """Return a title as titles are compared."""
    return normalise(_spaced(written), keep_prefix=True)


def plain(written: str) -> str:
    """Return words in lower case without signs: spelt as they are, for headings and zones."""
    return _spaced(unicodedata.normalize("NFKC", written).lower())


def _spaced(words: str) -> str:
    return " ".join(re.sub(r"[,;:/()\"“”«»]", " ", words).split())


#: Titles of columns, by what stands below them.
TITLES = {
    "name": (
        "xã",
        "tên xã",
        "tên xã phường",
        "tên xã phường thị trấn",
        "xã phường",
        "xã phường thị trấn",
        "tên đơn vị hành chính",
        "tên đơn vị hành chính cấp xã",
        "đơn vị hành chính cấp xã",
        "đơn vị hành chính",
        "tên đơn vị",
        "commune",
    ),
    "district": (
        "huyện",
        "tên huyện",
        "huyện thị xã",
        "huyện thị xã thành phố",
        "tên huyện thị xã thành phố",
        "huyện cũ",
        "cấp huyện",
        "tên đơn vị hành chính cấp huyện",
        "đơn vị hành chính cấp huyện",
        "thuộc huyện",
        "district",
    ),
    "zone": (
        "khu vực",
        "thuộc khu vực",
        "thuộc xã khu vực",
        "xã khu vực",
        "phân định khu vực",
        "kết quả phân định",
        "phân định",
        "kv",
        "zone",
    ),
    "code": ("mã xã", "mã", "mã đơn vị", "mã đơn vị hành chính", "mã số", "commune_code", "code"),
    "villages": (
        "số thôn đặc biệt khó khăn",
        "thôn đặc biệt khó khăn",
        "số thôn đbkk",
        "thôn đbkk",
        "số thôn bản đặc biệt khó khăn",
    ),
    "villages_in_commune": ("số thôn", "tổng số thôn", "tổng số thôn bản", "số thôn bản"),
    "number": ("tt", "stt", "số tt", "số thứ tự"),
}
ROLE_OF = {key(title): role for role, titles in TITLES.items() for title in titles}
ROMAN = {"1": "I", "2": "II", "3": "III", "i": "I", "ii": "II", "iii": "III"}
ZONE = re.compile(r"(?:xã |các xã |thuộc )*(?:khu vực|kv|vùng)?\s*(iii|ii|i|[123])")
HEADING = re.compile(
    r"(?:[ivx\d]+\s*[.)/]?\s+)?(?:danh sách )?(?:các )?(?:xã )?(?:thuộc )?khu vực (iii|ii|i|[123])"
)
DISTRICT = re.compile(r"(?:[ivx\d]+\s*[.)/]?\s+)?((?:huyện|thị xã|thành phố|quận)\s+\S.*)")
#: Lines over a decision's list. Not more: «Cộng Hòa» and «Độc Lập» are communes.
OVER = re.compile(
    r"\(?(?:danh sách|phụ lục|(?:ban hành )?kèm theo|theo quyết định|quyết định|căn cứ|"
    r"ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|thủ tướng|giai đoạn|"
    r"cộng hòa xã hội|cộng hoà xã hội|độc lập\s*[-–]\s*tự do)\b.*"
)
# Not more: «Tổng Cọt» and «Cộng Hòa» are communes.
TOTAL = re.compile(r"(?:tổng cộng|tổng số|tổng|cộng|toàn tỉnh|cả tỉnh)(?: xã)?(?: \d.*)?")
PROVINCE = re.compile(r"(?:[ivx\d]+\s*[.)/]?\s+)?tỉnh\s+\S.*")
COUNTED = re.compile(r"\(?(?:\d{1,4}|[IVXLC]{1,5})\)?\s*[.)]?")
CODE = re.compile(r"\d{5}")
LINE = re.compile(
    r"(?:\d{1,4}\s*[.)]?\s+)?(?P<name>\D.*?)[\s:–-]+"
    r"(?P<zone>(?:khu vực\s+|kv\s*)?(?:III|II|I|[123]))",
    re.IGNORECASE,
)
GAP = re.compile(r"\s{2,}|\t")


def zone_of(written: str) -> str | None:
    """Return the zone that somebody wrote («khu vực III», «KV 3», «III»), or none."""
    match = ZONE.fullmatch(plain(written))
    if match is None:
        return None
    zone = ROMAN[match[1]]
    return zone if zone in ZONES else None
