"""One row of the support ledger or of the donors' form: required answers, places wished for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from needs.forms.donor_fields import COMMUNE_FIELDS, DISTRICT_FIELDS
from needs.forms.fields import COMMUNE, LEDGER_CATEGORY, LEDGER_UNITS, Field, needed
from needs.programmes import Programme
from needs.reading.communes import Settled, Written
from needs.reading.entries import Answer, CellReader
from needs.reading.fields_asked import FormFields
from needs.reading.findings import Findings
from needs.reading.records import Place
from needs.reading.rows import RowReader


@dataclass(frozen=True)
class EntryReader:
    """Reads the rows of one ledger or list of donors."""

    programme: Programme
    form: str
    asked: FormFields
    cells: CellReader
    rows: RowReader
    findings: Findings

    def missing_column(self) -> str:
        """Note a required column that is not there; return the code, empty if all are."""
        there = {meaning.field.id for meaning in self.rows.meanings.fields}
        lacking = [
            field.name.vi
            for field in self.asked.fields.values()
            if field.required and field.kind != "commune" and field.id not in there
        ]
        if not lacking or self.rows.meanings.problem:
            return ""
        sheet = self.findings.place(self.rows.table.layout.sheet.name)
        return self.findings.error(sheet, "required_column_missing", titles="; ".join(lacking))

    def read(self, row: int) -> tuple[list[Answer], Settled, str]:
        """Return the answers of a row, its commune, and why it cannot be used."""
        answers, problem = self.cells.read_row(row)
        told = {answer.meaning.field.id: answer.value for answer in answers}
        places = told.get(LEDGER_CATEGORY) in self._places
        for meaning in self.rows.meanings.fields:
            asked = needed(meaning.field, gives_places=places) and meaning.field.id not in told
            if asked and self.cells.tells_nothing(row, meaning):
                place = self._place(row, meaning.column.index)
                code = self._required(place, meaning.field)
                problem = problem or code
        if places:
            problem = problem or self._places_problem(row, answers)
        settled = self._commune(row)
        wished = [self._wish(answer) for answer in answers]
        unresolved = next((code for _, code in wished if code), "")
        return (
            [answer for answer, _ in wished],
            settled,
            problem or settled.problem or unresolved,
        )

    @cached_property
    def _places(self) -> frozenset[str]:
        """What is counted in places: it needs their number, not that of children."""
        return frozenset(facility.id for facility in self.programme.facilities)

    def _places_problem(self, row: int, answers: list[Answer]) -> str:
        """Return why a gift of places cannot be used: no column for their number, or half ones."""
        there = {meaning.field.id for meaning in self.rows.meanings.fields}
        units = self.asked.fields[LEDGER_UNITS]
        if LEDGER_UNITS not in there:
            return self._required(self._place(row, -1), units)
        for answer in answers:
            if answer.meaning.field is units and not isinstance(answer.value, int):
                title = answer.meaning.column.title
                return self.findings.error(
                    answer.place, "not_places", found=str(answer.value), title=title
                )
        return ""

    def _commune(self, row: int) -> Settled:
        if self.form == "donors":
            return Settled()
        place = self._place(row, self.rows.place_column)
        written = self.rows.written(row, self.rows.district)
        if not written:
            return Settled(problem=self._required(place, COMMUNE))
        return self.rows.communes.settle(written, place, context=self.rows.shown(row))

    def _required(self, place: Place, field: Field) -> str:
        return self.findings.error(place, "required_missing", field=field.name.vi)

    def _wish(self, answer: Answer) -> tuple[Answer, str]:
        """Return a donor's wish with codes in place of names, and the code of its fault."""
        codes: dict[str, Callable[[str, Answer], tuple[str, str]]] = {
            **dict.fromkeys(DISTRICT_FIELDS, self._district),
            **dict.fromkeys(COMMUNE_FIELDS, self._wished_commune),
        }
        find = codes.get(answer.meaning.field.id)
        if find is None:
            return answer, ""
        found = [find(name, answer) for name in str(answer.value).split(";")]
        problem = next((problem for _, problem in found if problem), "")
        value = ";".join(dict.fromkeys(code for code, _ in found))
        return replace(answer, value=value), problem

    def _district(self, name: str, answer: Answer) -> tuple[str, str]:
        code = self.rows.province.district_called(name)
        if code:
            return code, ""
        valid = "; ".join(self.rows.province.districts.district)
        return "", self.findings.error(answer.place, "district_unknown", found=name, choices=valid)

    def _wished_commune(self, name: str, answer: Answer) -> tuple[str, str]:
        written = Written("", name) if name.isdecimal() else Written(name)
        settled = self.rows.communes.settle(
            written, answer.place, context=answer.meaning.column.title
        )
        if settled.problem or settled.edition == self.programme.edition:
            return settled.commune_code, settled.problem
        return "", self.findings.error(answer.place, "wish_other_edition", found=name)

    def _place(self, row: int, column: int) -> Place:
        return self.findings.place(self.rows.table.layout.sheet.name, row, column)
