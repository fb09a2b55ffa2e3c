"""From what an office says to an entry: whom it thanked for what, whom it commended, and how."""

from __future__ import annotations

import datetime as dt

from needs.errors import NeedsError, NotFound
from needs.network.network import DonorNetwork
from needs.network.records import COMMENDED, THANKED, WITHDRAWN, Record, Records
from needs.network.thanks import to_thank
from needs.network.words import network_of
from needs.places import normalise
from needs.wording import collation_key, say


def known_donor(network: DonorNetwork, words: str, *, lang: str) -> tuple[str, str]:
    """Return id and name of a donor, named by either.

    Raises
    ------
    NotFound
        If there is none; lists those that are known.
    """
    wanted = normalise(words, keep_prefix=True)
    for donor_id, donor in zip(network.known["donor_id"], network.known["donor"], strict=True):
        if wanted in (normalise(donor_id, keep_prefix=True), normalise(donor, keep_prefix=True)):
            return str(donor_id), str(donor)
    raise NotFound(
        say("nhà tài trợ", lang=lang), words, sorted(network.known["donor"], key=collation_key)
    )


def thanked(
    network: DonorNetwork,
    records: Records,
    donor: str,
    *,
    by: str,
    evidence: str,
    day: dt.date,
    lang: str,
) -> Record:
    """Return the entry that a donor was thanked for everything that waits for thanks.

    Raises
    ------
    NeedsError
        If the donor is not known, or nothing waits.
    """
    donor_id, name = known_donor(network, donor, lang=lang)
    waiting = to_thank(network, records.thanked(), on=day)
    own = waiting[waiting["donor_id"] == donor_id]
    if own.empty:
        raise NeedsError(
            say("{donor}: không có việc đã xác nhận nào chờ cảm ơn", lang=lang, donor=name)
        )
    lots = tuple(own["lots_thanked"].iloc[0])
    return Record(
        kind=THANKED, donor_id=donor_id, donor=name, day=day, by=by, evidence=evidence, lots=lots
    )


def commended(
    network: DonorNetwork,
    donor: str,
    award: str,
    *,
    year: int,
    by: str,
    evidence: str,
    day: dt.date,
    lang: str,
) -> Record:
    """Return the entry that a donor was given a form of commendation for a year.

    Raises
    ------
    NotFound
        If the donor or the form is not known; lists those there are.
    """
    donor_id, name = known_donor(network, donor, lang=lang)
    forms = [form.id for form in network_of(network.programme).commendation.awards]
    if award not in forms:
        raise NotFound(say("hình thức khen thưởng", lang=lang), award, forms)
    return Record(
        kind=COMMENDED,
        donor_id=donor_id,
        donor=name,
        day=day,
        by=by,
        evidence=evidence,
        award=award,
        year=str(year),
    )


def withdrawn(number: int, *, by: str, evidence: str, day: dt.date) -> Record:
    """Return the entry that an earlier one was wrong."""
    return Record(
        kind=WITHDRAWN,
        donor_id="",
        donor="",
        day=day,
        by=by,
        evidence=evidence,
        withdraws=number,
    )
