"""Ids of gifts, and gifts that cannot be told apart: whatever the order of the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import count

from needs.donors.gift import Gift
from needs.donors.gifts_of import UNNUMBERED
from needs.donors.given import Doubt, doubt
from needs.places import slug

#: The gifts of one row, which stay together.
RowGifts = tuple[Gift, ...]


def apart(rows: Iterable[RowGifts]) -> tuple[list[RowGifts], dict[str, list[Doubt]]]:
    """Return the rows that stand for one gift each, and why others do not (source → doubts).

    All rows of a conflict wait: which of them counts is not for the order of the rows to say.

    Parameters
    ----------
    rows
        Gifts of each row of one register.
    """
    rows = list(rows)
    doubts: dict[str, list[Doubt]] = defaultdict(list)
    for clash in _same(rows, lambda gift: gift.donor_id):
        names = {slug(gift.donor, keep_prefix=True) for gift in clash}
        kinds = {gift.donor_type for gift in clash}
        if len(names) > 1 or len(kinds) > 1:
            shown = sorted({f"{gift.donor} ({gift.donor_type})" for gift in clash})
            for gift in clash:
                doubts[gift.source].append(
                    doubt(
                        "donor_id", "donor_id_shared", found=gift.donor_id, names="; ".join(shown)
                    )
                )
    for clash in _same(rows, _content):
        for gift in clash:
            others = _others(gift, clash)
            if others:
                doubts[gift.source].append(doubt("donor", "donor_twice", others=others))
    for clash in _same(rows, lambda gift: gift.gift_id):
        for gift in clash if clash[0].gift_id != UNNUMBERED else ():
            others = _others(gift, clash)
            if others:
                doubts[gift.source].append(
                    doubt("gift_id", "gift_id_twice", found=gift.gift_id, others=others)
                )
    kept = [row for row in rows if row[0].source not in doubts]
    return kept, {source: sorted(set(found)) for source, found in doubts.items()}


def _same(rows: list[RowGifts], by: Callable[[Gift], object]) -> Iterator[list[Gift]]:
    """Yield the gifts of several rows that are the same by something."""
    groups: dict[object, list[Gift]] = defaultdict(list)
    for row in rows:
        for gift in row:
            groups[by(gift)].append(gift)
    yield from (group for group in groups.values() if len({one.source for one in group}) > 1)


def _others(gift: Gift, clash: list[Gift]) -> str:
    return "; ".join(sorted({other.source for other in clash} - {gift.source}))


def _content(gift: Gift) -> str:
    """Everything that is said of a gift but where it is said, and how the donor is spelt."""
    same = {"donor": slug(gift.donor, keep_prefix=True), "source": "-"}
    told = gift.model_copy(update=same)
    # With ids of their own, two gifts are told apart.
    return told.model_dump_json()


def numbered(rows: Iterable[RowGifts]) -> list[Gift]:
    """Return all gifts with ids of their own, in the order of the ids.

    A donor's first gift without an id bears the donor's id, the next ones «-2», «-3» …, by what
    they are (name, year, kind, category, ages) before how much they are: an amount that is
    mended seldom changes an id. Donors who have several gifts better name their ids themselves.
    """
    gifts = [gift for row in rows for gift in _named_parts(row)]
    taken = {gift.gift_id for gift in gifts} | {gift.donor_id for gift in gifts}
    by_donor: dict[str, list[Gift]] = defaultdict(list)
    for gift in gifts:
        by_donor[gift.donor_id].append(gift)
    named = []
    explicit = {gift.gift_id for gift in gifts}
    for donor_id in sorted(by_donor):
        own = sorted(by_donor[donor_id], key=_order)
        ids = (f"{donor_id}-{n}" for n in count(2))
        for gift in own:
            if gift.gift_id != UNNUMBERED:
                named.append(gift)
                continue
            gift_id = (
                donor_id if donor_id not in explicit else next(i for i in ids if i not in taken)
            )
            explicit.add(gift_id)
            named.append(gift.model_copy(update={"gift_id": gift_id}))
    return sorted(named, key=lambda gift: gift.gift_id)


def _named_parts(row: RowGifts) -> Iterator[Gift]:
    """Number the gifts of one row that names one id: money, goods, sponsorship."""
    for number, gift in enumerate(row, start=1):
        if gift.gift_id == UNNUMBERED or number == 1:
            yield gift
        else:
            yield gift.model_copy(update={"gift_id": f"{gift.gift_id}-{gift.funding}"})


def _order(gift: Gift) -> tuple[str, str, str, str, int, str]:
    age = -1 if gift.from_age is None else gift.from_age
    return gift.gift, gift.period, gift.funding, gift.category or "", age, _content(gift)
