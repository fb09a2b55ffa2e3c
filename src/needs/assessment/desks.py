"""The desks at which returns are judged: one for each programme that a file may be for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from needs.assessment.listed import list_communes
from needs.errors import FaultCollector, NeedsError
from needs.forms.fields import FORM_KINDS
from needs.places import find_district, load_gazetteer
from needs.programmes import list_programmes, load_programme
from needs.reading.identity import identity_sheet, read_identity
from needs.returns import Desk, Received
from needs.workbooks import Book

_YEAR_DIGITS = 4


@dataclass
class Desks:
    """The desks of the programmes that files turn out to be for, each prepared once."""

    root: Path
    given: str = ""
    prepared: dict[str, Desk] = field(default_factory=dict)

    def of(self, book: Book) -> Desk:
        """Return the desk of the programme that a book is for: as given, else as it says.

        Raises
        ------
        NeedsError
            If neither tells, and there is more than one programme.
        """
        if self.given:
            return self.desk(self.given)
        sheet = identity_sheet(book)
        identity = None if sheet is None else read_identity(sheet)
        if identity is not None:
            return self.desk(identity.programme)
        known = list_programmes(self.root)
        if len(known) != 1:
            raise NeedsError(
                f"{book.name}: tệp không nói thuộc chương trình nào; ghi rõ bằng --programme "
                f"/ name the programme with --programme: {'; '.join(known)}"
            )
        return self.desk(known[0])

    def desk(self, programme: str) -> Desk:
        """Return the desk of a programme."""
        if programme not in self.prepared:
            profile = load_programme(programme, self.root)
            gazetteer = load_gazetteer()
            listed = list_communes(profile, self.root, gazetteer)
            self.prepared[programme] = Desk.of(profile, listed.communes, gazetteer, self.root)
        return self.prepared[programme]

    def stated(
        self, *, district: str = "", period: str = "", form: str = "", day: dt.date | None = None
    ) -> Received:
        """Return what somebody states of files that do not say it themselves.

        Parameters
        ----------
        district
            Of the programme given, in any spelling.
        period
            Year, four digits.
        form
            One of `FORM_KINDS`.
        day
            The day of the return.

        Raises
        ------
        InputFaults
            With everything stated that cannot be.
        NotFound
            If the programme has no such district; lists those it has.
        """
        faults = FaultCollector("các tùy chọn / options")
        if form and form not in FORM_KINDS:
            faults.add("--form", form, "; ".join(FORM_KINDS))
        if period and not (period.isdigit() and len(period) == _YEAR_DIGITS):
            faults.add("--period", period, "năm, bốn chữ số / a year, four digits")
        if district and not self.given:
            faults.add("--district", district, "kèm --programme / together with --programme")
        faults.raise_if_any()
        code = ""
        if district:
            profile = self.desk(self.given).programme
            gazetteer = load_gazetteer()
            communes = gazetteer.communes(profile.province_code, profile.edition)
            code = find_district(district, gazetteer.districts(communes.district_code))
        return Received(
            number=0,
            stored="",
            name="",
            sha256="",
            form=form,
            district_code=code,
            period=period,
            returned_on=day.isoformat() if day else "",
            received_on="",
        )
