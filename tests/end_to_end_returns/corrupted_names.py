"""Ways in which communes are named in a return: by another spelling, wrongly, or not at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from random import Random

from needs.places import load_gazetteer, normalise
from needs.tables import rows_of

from .corruption import Way, some
from .drafts import Draft, Line

MOVED = {"òa": "oà", "óa": "oá", "ỏa": "oả", "ọa": "oạ", "ùy": "uỳ", "ủy": "uỷ", "úy": "uý"}
MOVED |= {"hòe": "hoè", "ỏe": "oẻ", "óe": "oé"}


def _other_tones(name: str) -> str:
    for one, other in (*MOVED.items(), *((b, a) for a, b in MOVED.items())):
        if one in name:
            return name.replace(one, other)
    return name


def _short_kind(name: str) -> str:
    kinds = {"Xã ": "X. ", "Thị trấn ": "TT. ", "Phường ": "P. "}
    return next((s + name[len(k) :] for k, s in kinds.items() if name.startswith(k)), name)


SPELLINGS: list[Callable[[str], str]] = [
    lambda name: unicodedata.normalize("NFD", name),
    str.upper,
    str.lower,
    lambda name: name.replace(" ", "\u00a0"),
    lambda name: f"  {name.replace(' ', '   ')}\t",
    lambda name: name.replace(" ", " \u200b"),
    lambda name: name.replace("Đ", "Ð").replace("đ", "ð"),
    _other_tones,
    _short_kind,
    lambda name: f"1. {name}",
    lambda name: f"- {name}",
    lambda name: f"{name} (*)",
    lambda name: f"{name}\n",
]


@cache
def names_known() -> frozenset[str]:
    """Every name that some commune of Vietnam bears, with its kind and without."""
    units = [unit for frame in load_gazetteer().units.values() for unit in rows_of(frame)]
    return frozenset(
        normalise(str(unit.commune), keep_prefix=kept) for unit in units for kept in (True, False)
    )


@cache
def codes_and_names() -> frozenset[tuple[str, str]]:
    units = [unit for frame in load_gazetteer().units.values() for unit in rows_of(frame)]
    # An island district may have no communes.
    coded = [unit for unit in units if isinstance(unit.commune_code, str)]
    return frozenset((unit.commune_code, normalise(str(unit.commune))) for unit in coded)


def spelling(draft: Draft, rng: Random) -> None:
    for page, line in some(draft, rng, 10):
        if "name" in page.roles:
            name = page.cell(line, "name")
            if isinstance(name.value, str) and normalise(name.value) in names_known():
                name.value = rng.choice(SPELLINGS)(name.value)


def without_kind(draft: Draft, rng: Random) -> None:
    """«Bảo Lạc»: of the communes of a district, in their edition, one alone is called so."""
    for page, line in some(draft, rng, 10):
        if "name" not in page.roles:
            continue
        name = page.cell(line, "name")
        kind = next((k for k in ("Xã ", "Thị trấn ") if str(name.value).startswith(k)), "")
        if kind:
            name.value = str(name.value)[len(kind) :]


def misspelt(draft: Draft, rng: Random) -> None:
    """A name that no commune bears: asked, and never taken for another."""
    for page, line in some(draft, rng):
        if "name" not in page.roles or not isinstance(page.cell(line, "name").value, str):
            continue
        name = str(page.cell(line, "name").value)
        wrong = _typo(name, rng)
        spellings = {normalise(wrong), normalise(wrong, keep_prefix=True)}
        if normalise(name) not in names_known() or spellings & names_known():
            continue
        page.cell(line, "name").value = wrong
        _unknown(draft, line)


def _typo(name: str, rng: Random) -> str:
    kind = next((k for k in ("Xã ", "Thị trấn ", "Phường ") if name.startswith(k)), "")
    rest = name[len(kind) :]
    at = rng.randrange(max(1, len(rest)))
    bare = unicodedata.normalize("NFD", rest.replace("đ", "d").replace("Đ", "D"))
    without = "".join(sign for sign in bare if not unicodedata.combining(sign))
    changed = rng.choice(
        [
            rest[:at] + rest[at + 1 :],
            rest[:at] + rest[at : at + 1] * 2 + rest[at + 1 :],
            rest[:at] + rest[at + 1 : at + 2] + rest[at : at + 1] + rest[at + 2 :],
            rest[:at] + rng.choice("abcdeghiklmnopqrstuvxy") + rest[at + 1 :],
            without,
            f"{rest} {rng.choice(['A', 'mới', 'cũ', '2'])}",
            f"{rest}, {rest}",
        ]
    )
    return kind + changed


def _unknown(draft: Draft, line: Line) -> None:
    """Nobody can know any more which commune a row is about."""
    for slot in line.figures():
        slot.means = None
    line.doubtful = True
    draft.hurts(line)


def code_without_zero(draft: Draft, rng: Random) -> None:
    for page, line in some(draft, rng, 10):
        if "code" not in page.roles:
            continue
        code = page.cell(line, "code")
        text = str(code.value)
        if text.isdigit() and len(text) == 5:
            number = int(text)
            code.value = rng.choice([number, float(number), str(number), f" {text} ", f"{text}.0"])


def code_of_another(draft: Draft, rng: Random) -> None:
    for page, line in some(draft, rng):
        if "code" not in page.roles or "name" not in page.roles:
            continue
        name = normalise(str(page.cell(line, "name").value))
        other = rng.choice([*sorted(code for code, _ in codes_and_names()), "99999", "1", "00000"])
        known = name in names_known()
        if not known or (other, name) in codes_and_names():
            continue
        page.cell(line, "code").value = other
        _unknown(draft, line)


def nameless(draft: Draft, rng: Random) -> None:
    for page, line in some(draft, rng, 1):
        for role in ("code", "name"):
            if role in page.roles:
                page.cell(line, role).value = None
        _unknown(draft, line)


def named_as_another(draft: Draft, rng: Random) -> None:
    """A row copied for the next commune, and its name forgotten: which is which?"""
    page = rng.choice(draft.tables)
    rows = [line for line in page.data if not line.doubtful]
    if len(rows) < 2:
        return
    one, other = rng.sample(rows, 2)
    for role in {"code", "name"} & set(page.roles):
        page.cell(one, role).value = page.cell(other, role).value
    for slot in one.figures():
        slot.about = (other.commune, slot.about[1]) if slot.about else None
    draft.hurts(one, other)
    one.commune = other.commune


NAMES: dict[str, Way] = {
    one.__name__: one
    for one in (
        spelling,
        without_kind,
        misspelt,
        code_without_zero,
        code_of_another,
        nameless,
        named_as_another,
    )
}
