"""One row of the register of donors: what is understood of it, and what is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from needs.disclosure import choice_typed
from needs.donors.wishes import Wishes
from needs.errors import Fault
from needs.network.words import kind_id, kind_names, occasion_id, occasion_names, yes_or_no
from needs.places import load_gazetteer, slug, tidy
from needs.programmes import Programme
from needs.returns.words import words_of
from needs.wording import say, typed
from needs.wording.numbers import is_missing

#: Columns of the file; those that every row needs.
NEEDED = ("donor", "donor_kind")
CONTACT = ("contact_person", "phone", "email", "address")
LISTS = ("categories", "districts", "occasions", "also_called", "not_same_as")
COLUMNS = (
    *("donor_id", "donor", "donor_kind", *CONTACT, "categories", "districts", "occasions"),
    *("language", "named_in_public", "consent_evidence", "first_year", "also_called"),
    *("not_same_as", "notes"),
)
_LANGUAGES = ("vi", "en")
_PHONE = re.compile(r"\+?[\d\s.()\-]{8,20}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_YEAR = re.compile(r"(?:19|20)\d{2}")

#: Column, what stands there, what is expected, what to do.
Blame = Callable[..., None]


@dataclass(frozen=True)
class Contact:
    """How to reach a donor: for the office that invites, never for others.

    The parts do not show in messages or logs: `repr` leaves them out.
    """

    person: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    notes: str = field(default="", repr=False)


class Reading:
    """Reads row by row: what is understood, and what is not."""

    def __init__(self, programme: Programme, file: str, lang: str) -> None:
        gazetteer = load_gazetteer()
        every = gazetteer.communes(programme.province_code, programme.edition)
        districts = gazetteer.districts(every.district_code)
        self.programme, self.file, self.lang = programme, file, lang
        self.wishes = Wishes(programme, every, districts, gazetteer)
        self.rows: list[dict[str, object]] = []
        self.contacts: dict[str, Contact] = {}
        self.faults: list[Fault] = []
        self.wrong: set[object] = set()

    def read(self, row: dict[str, object]) -> None:
        """Read one row; what is wrong with it is noted."""
        told = {name: tidy(str(row[name])) for name in COLUMNS if not is_missing(row[name])}
        line = row["_line"]

        def blame(column: str, found: str, expected: str, action: str = "") -> None:
            where = say(
                "{file}, dòng {line}, cột {column}",
                lang=self.lang,
                file=self.file,
                line=line,
                column=column,
            )
            self.faults.append(Fault(where, found, expected, action))
            self.wrong.add(line)

        for column in NEEDED:
            if column not in told:
                blame(column, say("để trống", lang=self.lang), say("có giá trị", lang=self.lang))
        several = {name: _several(told.get(name, "")) for name in LISTS}
        self.contacts[str(line)] = self._contact(told, blame)
        read: dict[str, object] = {
            "_line": line,
            "donor": told.get("donor", ""),
            "donor_id": told.get("donor_id") or slug(told.get("donor", ""), keep_prefix=True),
            "donor_kind": self._kind(told, blame),
            **{name: self._wished(name, several[name], blame) for name in LISTS[:2]},
            "occasions": self._occasions(several["occasions"], blame),
            "also_called": several["also_called"],
            "not_same_as": several["not_same_as"],
            "language": self._language(told, blame),
            "named_in_public": self._named(told, blame),
            "first_year": self._year(told, blame),
            "source": say("{file}, dòng {line}", lang=self.lang, file=self.file, line=line),
        }
        self.rows.append(read)

    def _contact(self, told: dict[str, str], blame: Blame) -> Contact:
        for column, pattern, expected in (
            ("phone", _PHONE, say("số điện thoại: chữ số, dấu +, khoảng trắng", lang=self.lang)),
            ("email", _EMAIL, say("địa chỉ thư điện tử", lang=self.lang)),
        ):
            if column in told and not pattern.fullmatch(told[column]):
                blame(column, say("không đúng dạng (không nhắc lại)", lang=self.lang), expected)
        person, phone, email, address = (told.get(name, "") for name in CONTACT)
        return Contact(person, phone, email, address, told.get("notes", ""))

    def _kind(self, told: dict[str, str], blame: Blame) -> str:
        written = told.get("donor_kind", "")
        found = kind_id(self.programme, written)
        if written and found is None:
            listed = "; ".join(kind_names(self.programme, lang=self.lang))
            blame("donor_kind", choice_typed(written, (), lang=self.lang), listed)
        return found or ""

    def _wished(self, column: str, words: tuple[str, ...], blame: Blame) -> tuple[str, ...]:
        found = self.wishes.find(column, words)
        for doubt in found.doubts:
            told = words_of(doubt, lang=self.lang)
            blame(column, told.found, told.expected, told.action)
        return found.ids

    def _occasions(self, words: tuple[str, ...], blame: Blame) -> tuple[str, ...]:
        ids = []
        for word in words:
            found = occasion_id(self.programme, word)
            if found is None:
                listed = "; ".join(occasion_names(self.programme, lang=self.lang))
                blame("occasions", choice_typed(word, (), lang=self.lang), listed)
            else:
                ids.append(found)
        return tuple(sorted(set(ids)))

    def _language(self, told: dict[str, str], blame: Blame) -> str:
        written = told.get("language", "vi").lower()
        if written not in _LANGUAGES:
            told_as = choice_typed(written, (), lang=self.lang)
            blame("language", told_as, "; ".join(_LANGUAGES))
        return written

    def _named(self, told: dict[str, str], blame: Blame) -> bool:
        written = told.get("named_in_public", "")
        answer = yes_or_no(written)
        if written and answer is None:
            found = choice_typed(written, (), lang=self.lang)
            blame("named_in_public", found, say("có; không", lang=self.lang))
        # A person's name is personal data: the consent has to be shown (Law 91/2025/QH15).
        person = kind_id(self.programme, told.get("donor_kind", "")) == "individual"
        if answer and person and not told.get("consent_evidence"):
            blame(
                "consent_evidence",
                say("để trống", lang=self.lang),
                say("văn bản đồng ý nêu tên của cá nhân", lang=self.lang),
                say("ghi văn bản đồng ý, hoặc ghi «không» ở cột named_in_public", lang=self.lang),
            )
        return bool(answer)

    def _year(self, told: dict[str, str], blame: Blame) -> object:
        written = told.get("first_year", "")
        if not written:
            return pd.NA
        if not _YEAR.fullmatch(written):
            found = typed(written, lang=self.lang)
            blame("first_year", found, say("năm, bốn chữ số", lang=self.lang))
            return pd.NA
        return int(written)

    def one_row_a_donor(self) -> None:
        """Put rows aside that share an id, or a name: which of them counts is for a person."""
        for column in ("donor_id", "donor"):
            lines: dict[object, list[object]] = {}
            for row in self.rows:
                lines.setdefault(row[column], []).append(row["_line"])
            for value, shared in lines.items():
                if value and len(shared) > 1:
                    self.wrong.update(shared)
                    self.faults.append(
                        Fault(
                            say(
                                "{file}, dòng {line}, cột {column}",
                                lang=self.lang,
                                file=self.file,
                                line=", ".join(map(str, sorted(map(int, map(str, shared))))),
                                column=column,
                            ),
                            str(value),
                            say("mỗi nhà tài trợ một dòng", lang=self.lang),
                            say("gộp các dòng, hoặc ghi mã khác nhau", lang=self.lang),
                        )
                    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))
