"""A place as somebody wrote it, taken apart: the kind of unit, the name, the code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from needs.places.names import UNIT_PREFIXES, normalise

# «TT. », «tt », «X.»: abbreviations of the kinds; one letter needs its dot, as in `names`.
_SHORT = re.compile(r"(?:(?P<long>tp|tx|tt|đk)(?:\s*\.\s*|\s+)|(?P<one>[phqxt])\s*\.\s*)(?=\S)")
_SHORT_KINDS = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "đk": "đặc khu",
    "p": "phường",
    "h": "huyện",
    "q": "quận",
    "x": "xã",
    "t": "tỉnh",
}
_KINDS = tuple(normalise(kind, keep_prefix=True) for kind in UNIT_PREFIXES)
_KEY_OF_SHORT = {short: normalise(kind, keep_prefix=True) for short, kind in _SHORT_KINDS.items()}

#: Kinds of the units that have a commune's code; a commune changes from one to another and
#: stays itself.
COMMUNE_KINDS = frozenset(
    normalise(kind, keep_prefix=True) for kind in ("xã", "phường", "thị trấn", "đặc khu")
)

_ZERO_DECIMALS = re.compile(r"[.,]0{1,2}$")
CODE_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A name by which places are compared (keys of `normalise`, not to be shown).

    Attributes
    ----------
    full
        With its kind: «thị trấn bảo lạc»; abbreviations of the kind written out.
    kind
        «thị trấn»; empty where none is stated.
    bare
        Without the kind.
    core
        Without any kind, where a name repeats it («Phường Phường Đúc» → «đúc»).
    once
        As `full`, with a kind that is written twice («Xã xã Bảo Lạc») told once.
    """

    full: str
    kind: str
    bare: str
    core: str
    once: str


@lru_cache(maxsize=65_536)
def name_of(written: str) -> Name:
    """Take a written name apart."""
    full = normalise(written, keep_prefix=True)
    short = _SHORT.match(full)
    if short is not None:
        full = f"{_KEY_OF_SHORT[short['long'] or short['one']]} {full[short.end() :]}"
    kind, bare = _split(full)
    once = bare if kind and bare.startswith(f"{kind} ") else full
    return Name(full, kind, bare, core=_core(bare), once=once)


def _split(key: str) -> tuple[str, str]:
    for kind in _KINDS:
        if key.startswith(f"{kind} "):
            return kind, key[len(kind) + 1 :]
    return "", key


def _core(key: str) -> str:
    while True:
        kind, rest = _split(key)
        if not kind:
            return key
        key = rest


def code_of(written: str | int | float) -> tuple[str, bool]:
    """Return a written commune code as five digits, and whether it had lost its zeros.

    Text or number; spaces, an apostrophe in front and «.0» behind are what spreadsheets add.
    Anything else is returned as it stands: no commune has such a code.
    """
    text = unicodedata.normalize("NFKC", str(written)).strip().removeprefix("'")
    digits = _ZERO_DECIMALS.sub("", "".join(text.split()))
    if not (digits.isascii() and digits.isdigit()):
        return digits, False
    return digits.zfill(CODE_DIGITS), len(digits) < CODE_DIGITS
