"""The words of the network: kinds of donors, occasions, yes and no; found and named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from needs.errors import NeedsError
from needs.forms.donor_fields import DONOR_TYPES
from needs.programmes import Named, Programme
from needs.programmes.network import Award, Network
from needs.programmes.timetable import Occasion
from needs.reading.phrases import key
from needs.wording import say

_YES = frozenset(map(key, ("có", "đồng ý", "yes", "x", "1", "true")))
_NO = frozenset(map(key, ("không", "no", "0", "false")))


def network_of(programme: Programme, *, lang: str = "vi") -> Network:
    """Return what the profile says of donors.

    Raises
    ------
    NeedsError
        If the profile says nothing of them.
    """
    if programme.network is None:
        raise NeedsError(
            say(
                "{programme}: hồ sơ không có phần [network]; thêm tệp network.toml",
                lang=lang,
                programme=programme.id,
            )
        )
    return programme.network


def kind_id(programme: Programme, words: str) -> str | None:
    """Return the kind of donor of an id or name; none if there is none."""
    return _found(network_of(programme).kinds, words)


def occasion_id(programme: Programme, words: str) -> str | None:
    """Return the occasion of an id or name; none if there is none."""
    return _found(_occasions(programme), words)


def kind_names(programme: Programme, *, lang: str) -> list[str]:
    """Return the kinds of donors by name."""
    return [one.name.text(lang) for one in network_of(programme).kinds]


def occasion_names(programme: Programme, *, lang: str) -> list[str]:
    """Return the occasions by name."""
    return [one.name.text(lang) for one in _occasions(programme)]


def kind_name(programme: Programme, kind: str, *, lang: str) -> str:
    """Name a kind of donor: one of the profile, else one of the donors' form."""
    named = {name: words.text(lang) for name, words in DONOR_TYPES}
    named |= {one.id: one.name.text(lang) for one in network_of(programme).kinds}
    return named.get(kind, kind) or say("chưa rõ loại", lang=lang)


def occasions_named(programme: Programme, ids: Iterable[str], *, lang: str) -> str:
    """Name occasions, in the order of the profile."""
    wanted = set(ids)
    return "; ".join(one.name.text(lang) for one in _occasions(programme) if one.id in wanted)


def award_of(programme: Programme, award: str) -> Award:
    """Return the form of commendation of that id."""
    awards = network_of(programme).commendation.awards
    return next(one for one in awards if one.id == award)


def yes_or_no(words: str) -> bool | None:
    """Return whether somebody said yes or no; none where neither was said."""
    said = key(words)
    return True if said in _YES else False if said in _NO else None


def _occasions(programme: Programme) -> Sequence[Occasion]:
    """Return the occasions of the year: those of the timetable, in its order."""
    return programme.timetable.occasions if programme.timetable is not None else ()


def _found(entries: Iterable[Named | Occasion], words: str) -> str | None:
    wanted = key(words)
    for one in entries:
        if wanted and wanted in map(key, (one.id, one.name.vi, one.name.en)):
            return one.id
    return None
