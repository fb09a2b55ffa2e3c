"""How well written names find their commune: precision and recall on perturbed names.

Every commune of both editions is written wrongly in each of several ways, with a fixed seed, and
looked up within its province (and, before 2025, its district). Of the names that are accepted
without a question, precision is the share of right communes; the others may only be true
collisions: communes that bear the written name exactly, so that nothing in it could tell. Recall
is the share of all names whose commune is accepted, or offered first (or among five) when asked.

    python tests/benchmarks/names_precision.py [--seed 7] [--each 1]
"""

from __future__ import annotations

import argparse
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.table import Table

from needs.places import EDITIONS, Gazetteer, NameResolver, Resolution, load_gazetteer, normalise
from needs.places.resolve import CANDIDATES

TONES = "\u0300\u0301\u0303\u0309\u0323"
ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TELEX = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}

Perturb = Callable[[str, random.Random], str]


def bare(name: str) -> tuple[str, str]:
    """The kind of unit with its space, and the rest."""
    for kind in ("thị trấn ", "phường ", "đặc khu ", "xã "):
        if name.lower().startswith(kind):
            return name[: len(kind)], name[len(kind) :]
    return "", name


def letters(name: str) -> list[int]:
    return [place for place, letter in enumerate(name) if letter.isalpha()]


def in_the_name(change: Perturb) -> Perturb:
    """Perturb the name and leave its kind as it is."""

    def perturb(name: str, chance: random.Random) -> str:
        kind, rest = bare(name)
        return kind + change(rest, chance)

    return perturb


def at_a_letter(change: Callable[[str, int, random.Random], str]) -> Perturb:
    def perturb(name: str, chance: random.Random) -> str:
        places = letters(name)
        return change(name, chance.choice(places), chance) if places else name

    return in_the_name(perturb)


def swapped(name: str, chance: random.Random) -> str:
    pairs = [p for p in letters(name)[:-1] if name[p + 1].isalpha() and name[p] != name[p + 1]]
    if not pairs:
        return name
    place = chance.choice(pairs)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def without_marks(name: str, chance: random.Random, *, marks: Callable[[str], bool]) -> str:
    """Lose one mark of those that `marks` names (a tone, or the hat of a letter)."""
    spread = unicodedata.normalize("NFD", name)
    places = [place for place, sign in enumerate(spread) if marks(sign)]
    if not places:
        return name
    place = chance.choice(places)
    return unicodedata.normalize("NFC", spread[:place] + spread[place + 1 :])


def plain(name: str, chance: random.Random) -> str:
    spread = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def telex(name: str, chance: random.Random) -> str:
    """A syllable typed while the Vietnamese keyboard was switched off: «Bảo» → «Baor»."""
    words = name.split(" ")
    toned = [
        n for n, word in enumerate(words) if set(unicodedata.normalize("NFD", word)) & {*TONES}
    ]
    if not toned:
        return name
    place = chance.choice(toned)
    spread = unicodedata.normalize("NFD", words[place])
    (tone,) = (sign for sign in spread if sign in TONES)
    words[place] = unicodedata.normalize("NFC", spread.replace(tone, "")) + TELEX[tone]
    return " ".join(words)


def exchanged(*pairs: tuple[str, str]) -> Perturb:
    """Write the first of the pairs that occurs the other way."""
    ways = [pair for one, other in pairs for pair in ((one, other), (other, one))]

    def perturb(name: str, chance: random.Random) -> str:
        for one, other in ways:
            for left, right in ((one, other), (one.capitalize(), other.capitalize())):
                if left in name:
                    return name.replace(left, right, 1)
        return name

    return in_the_name(perturb)


def other_kind(name: str, chance: random.Random) -> str:
    kind, rest = bare(name)
    return ("Thị trấn " if kind == "Xã " else "Xã ") + rest


PERTURBATIONS: dict[str, Perturb] = {
    "as it is": lambda name, chance: name,
    "without its kind": lambda name, chance: bare(name)[1],
    "letter dropped": at_a_letter(lambda name, p, chance: name[:p] + name[p + 1 :]),
    "letters swapped": in_the_name(swapped),
    "letter replaced": at_a_letter(
        lambda name, p, chance: name[:p] + chance.choice(ALPHABET) + name[p + 1 :]
    ),
    "letter doubled": at_a_letter(lambda name, p, chance: name[: p + 1] + name[p:]),
    "tone lost": in_the_name(
        lambda name, chance: without_marks(name, chance, marks=lambda sign: sign in TONES)
    ),
    "hat or hook lost": in_the_name(
        lambda name, chance: without_marks(
            name,
            chance,
            marks=lambda sign: bool(unicodedata.combining(sign)) and sign not in TONES,
        )
    ),
    "all marks lost": in_the_name(plain),
    "telex left over": in_the_name(telex),
    "i / y": exchanged(("i", "y"), ("ì", "ỳ"), ("í", "ý"), ("ỉ", "ỷ"), ("ĩ", "ỹ"), ("ị", "ỵ")),
    "d / đ": exchanged(("d", "đ")),
    "gi / d": exchanged(("gi", "d")),
    "another kind": other_kind,
    "UBND in front": lambda name, chance: f"UBND {name[0].lower()}{name[1:]}",
    "remark behind": lambda name, chance: f"{name} (cũ)",
}


def cases(gazetteer: Gazetteer) -> Iterator[tuple[str, NameResolver, str, str, str]]:
    """Edition, resolver, district, code and name of every commune that has a code."""
    for edition in EDITIONS:
        units = gazetteer.units[edition]
        for province, own in units[units.commune_code.notna()].groupby("province_code"):
            resolver = NameResolver(gazetteer, province_code=str(province), edition=edition)
            districts = own.district_code if edition != "2025" else [""] * len(own)
            for district, code, name in zip(districts, own.commune_code, own.commune, strict=True):
                yield edition, resolver, district, code, name


def same_name(written: str, found: Resolution) -> bool:
    """Whether what was accepted bears the written name: nothing could tell the two apart."""
    name = normalise(found.commune, keep_prefix=True)
    return normalise(written, keep_prefix=True) in (name, normalise(found.commune))


def judge(edition: str, code: str, written: str, found: Resolution) -> str:
    if found.outcome == "exact":
        if (found.edition, found.commune_code) == (edition, code):
            return "right"
        return "collision" if same_name(written, found) else "wrong"
    offered = [(candidate.edition, candidate.commune_code) for candidate in found.candidates]
    if (edition, code) in offered[:1]:
        return "first"
    return "among five" if (edition, code) in offered[:CANDIDATES] else "not offered"


def measure(seed: int, each: int) -> dict[str, Counter[str]]:
    """Outcomes of each kind of perturbation; names that it leaves as they are do not count."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in PERTURBATIONS}
    chance = random.Random(seed)
    for edition, resolver, district, code, name in cases(load_gazetteer()):
        for kind, perturb in PERTURBATIONS.items():
            written = {perturb(name, chance) for _ in range(each)}
            for text in sorted(written):
                if text != name or kind == "as it is":
                    found = resolver.resolve(text, district_code=district)
                    counts[kind][judge(edition, code, text, found)] += 1
    return counts


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "–"


OUTCOMES = ("right", "collision", "wrong", "first", "among five", "not offered")
HEADINGS = (
    "perturbation",
    "names",
    "accepted: right",
    "collision",
    "wrong",
    "asked: first",
    "among five",
    "not offered",
    "precision",
    "recall, first",
    "recall, five",
)


def figures(count: Counter[str]) -> list[str]:
    """A row of the table: numbers of names, then precision and recall."""
    accepted = count["right"] + count["collision"] + count["wrong"]
    names = count.total()
    first = count["right"] + count["first"]
    return [
        str(names),
        *(str(count[outcome]) for outcome in OUTCOMES),
        share(count["right"], accepted),
        share(first, names),
        share(first + count["among five"], names),
    ]


def main() -> None:
    """Print the table; fail if anything was accepted that bears another name."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--each", type=int, default=1, help="perturbations of each name and kind")
    chosen = parser.parse_args()

    counts = measure(chosen.seed, chosen.each)
    table = Table(title=f"Both editions, seed {chosen.seed}")
    for heading in HEADINGS:
        table.add_column(
            heading, justify="left" if heading == HEADINGS[0] else "right", no_wrap=True
        )
    for kind, count in counts.items():
        table.add_row(kind, *figures(count), end_section=kind == list(counts)[-1])
    whole = sum(counts.values(), Counter())
    table.add_row("all", *figures(whole))
    Console(width=175).print(table)
    if whole["wrong"]:
        sys.exit("a commune was accepted under a name that is not its own")


if __name__ == "__main__":
    main()
