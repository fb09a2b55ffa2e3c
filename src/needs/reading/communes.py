"""Which commune a row is about: resolved exactly, answered before, or asked."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from needs.disclosure import reads_like_a_person
from needs.places import NameResolver, normalise
from needs.places.resolve import Resolution
from needs.reading.answers import IGNORE, Answers
from needs.reading.findings import Findings
from needs.reading.phrases import key, seen
from needs.reading.province import Province
from needs.reading.records import Candidate, Place, Question
from needs.reading.row_kinds import without_marks
from needs.wording import masked

_FAULTS = {
    "unknown": "name_unknown",
    "ambiguous": "name_ambiguous",
    "elsewhere": "name_elsewhere",
    "code_disagrees": "code_name_disagree",
}


# So alike (of 100) a name and a commune's are that the commune may be meant.
_NEARLY = 80.0
_KEY_LETTERS = 16


@dataclass(frozen=True)
class Written:
    """A commune as a row names it, within the district that is stated for it."""

    name: str = ""
    code: str = ""
    district: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.code)

    @property
    def shown(self) -> str:
        """Name and code as the sender wrote them."""
        return " ".join(filter(None, (self.code, self.name)))


@dataclass(frozen=True)
class Settled:
    """What became of a row's commune: found, to be ignored, or why its row waits."""

    edition: str = ""
    commune_code: str = ""
    padded: bool = False
    ignored: bool = False
    problem: str = ""


@dataclass
class CommuneReader:
    """Finds the communes of one file.

    Attributes
    ----------
    edition
        The edition of the map that the sender seems to use.
    """

    resolver: NameResolver
    answers: Answers
    findings: Findings
    province: Province
    edition: str
    _known: dict[tuple[Written, str], Resolution] = field(default_factory=dict)

    def likely_edition(self, written: Iterable[Written], district: str) -> str:
        """Return the edition in which more of the rows' communes are found."""
        pairs = sorted({(one.name, one.code) for one in written if one})
        return self.resolver.likely_edition(pairs, district)

    def is_place(self, text: str) -> bool:
        """Tell whether a text is the name of a commune and nothing else."""
        written = Written(seen(text))
        return self._may_be(written) and self.resolve(written).outcome in ("exact", "ambiguous")

    def is_known(self, written: Written) -> bool:
        """Tell whether a row names a commune, if perhaps not clearly, or was asked about before."""
        if not written:
            return False
        if self._may_be(written) and self.resolve(written).outcome != "unknown":
            return True
        return self._remembered(written) is not None

    def _may_be(self, written: Written) -> bool:
        """A quick no: to look for what an unknown name resembles takes its time."""
        names = (written.name, without_marks(written.name))
        return bool(written.code) or any(map(self.province.may_be_commune, names))

    def resolve(self, written: Written) -> Resolution:
        """Return what the resolver says; a bullet or footnote mark is no part of a name."""
        asked = (written, self.edition)
        if asked not in self._known:
            found = self._resolve(written, written.name)
            plain = without_marks(written.name)
            known = found.outcome not in ("unknown", "code_disagrees")
            if not known and plain and plain != written.name:
                without = self._resolve(written, plain)
                found = without if without.outcome != "unknown" else found
            self._known[asked] = found
        return self._known[asked]

    def _resolve(self, written: Written, name: str) -> Resolution:
        return self.resolver.resolve(
            name,
            code=written.code,
            district_code=written.district,
            prefer_edition=self.edition,
        )

    def settle(self, written: Written, place: Place, *, context: str) -> Settled:
        """Return the commune of a row; note a fault and a question where it is not certain.

        Parameters
        ----------
        written
            What the row says.
        place
            The cell to be blamed.
        context
            Words that help to answer.
        """
        found = self.resolve(written)
        if found.outcome == "exact" and found.commune_code:
            return Settled(found.edition, found.commune_code, padded=found.padded)
        answered = self._answered(written)
        if answered is not None:
            return answered
        candidates = tuple(
            Candidate(
                f"{one.edition}:{one.commune_code}",
                f"{one.commune}, {one.district} ({one.commune_code}, {one.edition})",
                round(one.score, 1),
            )
            for one in found.candidates
            if one.commune_code
        )
        person = reads_like_a_person(written.shown) and not _near(found, candidates)
        marked = {"person": "yes"} if person else {}
        problem = self.findings.error(
            place,
            _FAULTS.get(found.outcome, "name_unknown"),
            found=written.shown,
            candidates="; ".join(candidate.words for candidate in candidates),
            **marked,
        )
        if found.outcome != "code_disagrees":
            shown = masked(written.shown) if person else written.shown
            asked = Question("name", _key(written), place, shown, candidates, context)
            self.findings.ask(asked)
        return Settled(problem=problem)

    def _answered(self, written: Written) -> Settled | None:
        """Return the remembered answer; none where there is none, or its commune does not exist."""
        answer = self._remembered(written)
        if answer == IGNORE:
            return Settled(ignored=True)
        edition, _, code = (answer or "").partition(":")
        if not code:
            return None
        found = self.resolver.resolve("", code=code, prefer_edition=edition)
        if found.outcome != "exact" or (found.edition, found.commune_code) != (edition, code):
            return None
        return Settled(edition, code)

    def _remembered(self, written: Written) -> str | None:
        """Return what was answered, under whichever key."""
        answer = self.answers.given("name", _key(written))
        return self.answers.given("name", _plain_key(written)) if answer is None else answer


def _near(found: Resolution, candidates: tuple[Candidate, ...]) -> bool:
    """Tell whether a name is nearly a commune's: many are named after people."""
    best = max((one.score for one in candidates), default=0.0)
    return found.outcome != "code_disagrees" and best >= _NEARLY


def _key(written: Written) -> str:
    """Return under which key the answer is remembered: the name in its district.

    A name that may be a person's is no part of a key: its checksum is.
    """
    plain = _plain_key(written)
    if not reads_like_a_person(written.shown):
        return plain
    return hashlib.sha256(plain.encode()).hexdigest()[:_KEY_LETTERS]


def _plain_key(written: Written) -> str:
    name = normalise(written.name, keep_prefix=True) if written.name else key(written.code)
    return unicodedata.normalize("NFC", f"{name} | {written.district}")
