"""What is known of a file before its tables are read: form, programme, period, district."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from needs.forms.fields import FORM_KINDS, FormKind, blocks
from needs.forms.identity import FormIdentity
from needs.programmes import Programme
from needs.reading.findings import Findings
from needs.reading.identity import date_signed, date_stated, identity_sheet, read_identity
from needs.reading.layout import Layout
from needs.reading.outcomes import Taken
from needs.reading.phrases import key
from needs.reading.province import Province
from needs.workbooks import Book, address


@dataclass(frozen=True)
class Asked:
    """What whoever received a file stated of it; empty where they did not."""

    form: str = ""
    district_code: str = ""
    period: str = ""
    date: dt.date | None = None


@dataclass(frozen=True)
class Stated:
    """What a file says of itself, else what was stated of it.

    Attributes
    ----------
    identity
        Of a form of ours; none for a foreign table.
    form
        Which form it is read as.
    """

    identity: FormIdentity | None
    form: FormKind
    district_code: str
    period: str
    date: dt.date | None

    @property
    def blocks(self) -> dict[str, str]:
        """Sheet name → block, as a form of ours says."""
        return self.identity.sheets if self.identity is not None else {}


def read_stated(
    book: Book,
    programme: Programme,
    layouts: Sequence[Layout],
    asked: Asked,
    *,
    province: Province,
    findings: Findings,
) -> Stated:
    """Return what is stated of a file; warn where it is not what was asked for."""
    sheet = identity_sheet(book)
    identity = read_identity(sheet) if sheet is not None else None
    if sheet is not None and identity is None:
        findings.warn(findings.place(sheet.name), "identity_damaged")
    form = identity.form if identity is not None else asked.form or _form_of(programme, layouts)
    if identity is not None:
        _compare(identity, programme, asked, province, findings)
    kinds: dict[str, FormKind] = {kind: kind for kind in FORM_KINDS}
    own_district = identity.district_code if identity is not None else ""
    return Stated(
        identity,
        kinds[form],
        own_district or asked.district_code,
        identity.period if identity is not None else asked.period,
        _date(layouts, findings) or asked.date,
    )


def _compare(
    identity: FormIdentity,
    programme: Programme,
    asked: Asked,
    province: Province,
    findings: Findings,
) -> None:
    """Warn where a form of ours is another one than expected; it is read as what it is."""
    file = findings.place()
    expected = (
        ("other_form", identity.form, asked.form),
        ("other_period", identity.period, asked.period or programme.period),
        ("other_form_version", identity.form_version, programme.returns.form_version),
        (
            "other_district",
            province.district_named(identity.district_code),
            province.district_named(asked.district_code),
        ),
    )
    if identity.programme != programme.id:
        findings.error(file, "other_programme", found=identity.programme, expected=programme.id)
        return
    for code, found, wanted in expected:
        if found and wanted and found != wanted:
            findings.warn(file, code, found=found, expected=wanted)


def _form_of(programme: Programme, layouts: Sequence[Layout]) -> str:
    """Return the form whose first required question is the title of a column in the file."""
    titles = {
        words
        for layout in layouts
        for row in range(layout.height)
        for words in layout.keys(row).values()
    }
    registers: tuple[FormKind, ...] = ("support", "donors")
    named = [form for form in registers if donor_titles(programme, form) & titles]
    return named[0] if named else "district"


def donor_titles(programme: Programme, form: FormKind) -> frozenset[str]:
    """Return the keys of what a form calls its column of donors."""
    fields = [field for block in blocks(programme, form) for field in block.fields]
    return frozenset(key(field.name.vi) for field in fields if field.measure == "donor")


def _date(layouts: Sequence[Layout], findings: Findings) -> dt.date | None:
    stated = date_stated(layouts)
    if stated is None:
        return date_signed(layouts)
    outcome, sheet, cell = stated
    if isinstance(outcome, Taken) and isinstance(outcome.value, dt.date):
        return outcome.value
    findings.warn(findings.place(sheet, *cell), "return_date_unclear", cell=address(cell))
    return None
