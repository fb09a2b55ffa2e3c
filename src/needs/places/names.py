"""One spelling for names that are written in many ways.

NFC alone does not make «Hoá» equal «Hóa»: both are composed, the tone mark stands on another
letter. Names are compared by the letters and the tone of each syllable, wherever the mark stands.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Combining marks that are tones; the others (breve, circumflex, horn) make letters.
_TONES = "\u0300\u0301\u0303\u0309\u0323"

# Longest first, so that «thị trấn» is not read as a name that begins with «thị».
UNIT_PREFIXES = (
    "thành phố trực thuộc trung ương",
    "thành phố",
    "thị trấn",
    "thị xã",
    "đặc khu",
    "phường",
    "huyện",
    "quận",
    "tỉnh",
    "xã",
)

# «TP. », «tx», «TT.», «P.», «H.», «x.»: abbreviations before a name; one letter needs its dot.
_ABBREVIATION = re.compile(
    r"^(?:(?:tp|tx|tt)(?:\s*\.\s*|\s+)|(?:p|h|q|x|t)\s*\.\s*)", flags=re.IGNORECASE
)
_WINDOWS_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
_SPACES = re.compile(r"\s+")
_HYPHENS = re.compile(r"\s*[-–—]\s*")


@lru_cache(maxsize=16_384)  # there are a few thousand syllables
def _tone_last(syllable: str) -> str:
    """Move a syllable's tone mark behind its letters: hoá and hóa both become hoa + acute."""
    letters = unicodedata.normalize("NFD", syllable)
    tone = "".join(mark for mark in letters if mark in _TONES)
    rest = "".join(mark for mark in letters if mark not in _TONES)
    return unicodedata.normalize("NFC", rest) + tone


def tidy(name: str) -> str:
    """Return the name in NFC with single spaces, as it may be shown.

    The Icelandic eth (Ð), which some keyboards give for Đ, is put right.
    """
    composed = unicodedata.normalize("NFC", name).replace("\u00d0", "Đ").replace("\u00f0", "đ")
    return _SPACES.sub(" ", composed).strip()


def without_prefix(name: str) -> str:
    """Return the name without «xã», «thị trấn», «huyện» …, in the writer's own case.

    A name that is a number keeps it («Phường 5» → «5»); a name that is nothing but a prefix
    is returned as it is.
    """
    shown = tidy(name)
    lowered = shown.lower()
    for prefix in UNIT_PREFIXES:
        bare = tidy(prefix)
        if _tone_key(lowered).startswith(_tone_key(bare) + " "):
            return shown.split(" ", len(bare.split(" ")))[-1]
    return _ABBREVIATION.sub("", shown) or shown


def _tone_key(text: str) -> str:
    return " ".join(_tone_last(syllable) for syllable in text.split(" "))


@lru_cache(maxsize=65_536)
def normalise(name: str, *, keep_prefix: bool = False) -> str:
    """Return the key under which two spellings of one name are equal.

    Lower case; NFC; single spaces; hyphens without spaces; tone marks wherever they stand;
    unit prefix left out unless `keep_prefix`, twice where a name repeats it («Phường Phường Đúc»
    is also written «Phường Đúc»). Diacritics are kept: «Tân Thành» and «Tân Thạnh»
    are different places.

    Parameters
    ----------
    name
        A place name as somebody wrote it.
    keep_prefix
        Keep «xã», «phường» …: needed where a ward and a commune share their name.
    """
    shown = tidy(name)
    while not keep_prefix and without_prefix(shown) != shown:
        shown = without_prefix(shown)
    return _tone_key(_HYPHENS.sub("-", shown.lower()).replace("-", " - ").strip())


def slug(name: str, *, keep_prefix: bool = False) -> str:
    """Return a name for folders and addresses: «Huyện Bảo Lạc» → «bao-lac».

    The prefix stays where the rest is a name that Windows keeps to itself («Thị trấn Cồn»), and
    with `keep_prefix`: «Tỉnh đoàn» and «Huyện đoàn» are two.
    """
    if keep_prefix:
        return _plain_words(name)
    short = _plain_words(without_prefix(name))
    return _plain_words(name) if _WINDOWS_DEVICE.fullmatch(short) else short


def _plain_words(name: str) -> str:
    letters = unicodedata.normalize("NFD", tidy(name).lower().replace("đ", "d"))
    plain = "".join(mark for mark in letters if not unicodedata.combining(mark))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
