"""What each column of a table means: known exactly, answered before, or asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from needs.disclosure.personal_words import personal_heading
from needs.forms.fields import FACILITIES, Field
from needs.reading.answers import IGNORE, Answers
from needs.reading.column_key import column_key
from needs.reading.fields_asked import LIKELY, FormFields, factor_for
from needs.reading.findings import Findings
from needs.reading.header import Column, Table, table_titles
from needs.reading.header_rows import unit_parts
from needs.reading.layout import is_figure
from needs.reading.phrases import is_blank, key, rest_after, text_of
from needs.reading.place_columns import PlaceColumn, PlaceColumns, titled_as
from needs.reading.province import Province
from needs.reading.records import Question
from needs.reading.vocabulary import Scale, scale_within, vocabulary
from needs.wording import masked

_SAMPLES = 4


@dataclass(frozen=True)
class Meaning:
    """A column that holds a field's answers; one in it is `factor` (đồng) in the tables."""

    column: Column
    field: Field
    factor: int = 1


@dataclass
class Meanings:
    """What the columns of one table mean.

    Attributes
    ----------
    places
        Columns that say where: commune, code, district → index.
    fields
        Columns with answers, from left to right.
    unknown
        Columns whose meaning is asked: their table waits.
    problem
        Why no row of the table can be used; empty if they can.
    """

    places: dict[PlaceColumn, int] = field(default_factory=dict)
    fields: list[Meaning] = field(default_factory=list)
    unknown: list[Column] = field(default_factory=list)
    problem: str = ""

    @property
    def figure_columns(self) -> list[int]:
        """Columns in which figures may stand."""
        return [
            *(meaning.column.index for meaning in self.fields),
            *(column.index for column in self.unknown),
        ]


@dataclass(frozen=True)
class ColumnReader:
    """Reads the titles of the columns of one file.

    Attributes
    ----------
    form
        The form that is read.
    asked
        Its fields.
    is_place
        Whether a text is the name of a commune: tells the column of communes where its title
        does not.
    blocks
        Sheet name → block, as a form of ours says.
    """

    form: str
    asked: FormFields
    answers: Answers
    province: Province
    findings: Findings
    is_place: Callable[[str], bool]
    blocks: dict[str, str]

    def read(self, table: Table) -> Meanings:
        """Return what the columns of a table mean; note faults and questions."""
        block = self._block(table)
        meanings = Meanings()
        # A donor's wishes for places are answers.
        if self.form != "donors":
            finder = PlaceColumns(self.province, self.findings, self.is_place)
            meanings.places, meanings.problem = finder.find(table)
        taken = set(meanings.places.values())
        for column in table.columns:
            if column.index not in taken:
                self._one(table, column, block, meanings)
        self._twice(table, meanings)
        return meanings

    def _block(self, table: Table) -> str:
        """Return the block that a form of ours, the sheet's name or a title line states."""
        name = table.layout.sheet.name
        if self.blocks.get(name) in self.asked.blocks:
            return self.blocks[name]
        numbered = vocabulary().titles["table_number_begins"]
        named = {self.asked.block_called(name)}
        for line in table_titles(table):
            rest = rest_after(key(line), numbered)
            words = (rest if rest is not None else key(line)).lstrip("0123456789 ")
            named.add(self.asked.block_called(words))
        named.discard("")
        return named.pop() if len(named) == 1 else ""

    def _only_figures(self, table: Table, column: Column) -> bool:
        values = [table.layout.raw(row, column.index) for row in table.body]
        figures = [is_figure(value) for value in values if not is_blank(value)]
        return len(column.path) > 1 and any(figures)

    def _one(self, table: Table, column: Column, block: str, meanings: Meanings) -> None:
        scales = self._scales(table, column)
        exact = self._exact(column, block)
        if exact is not None and factor_for(exact, scales) == 1:
            meanings.fields.append(Meaning(column, exact))
            return
        if exact is None and self._says_nothing(table, column):
            return
        column_id = column_key(
            self.form,
            table,
            column,
            province=self.province,
            scales=scales,
            file=self.findings.sha256,
        )
        answer = self.answers.given("column", column_id)
        if answer == IGNORE:
            return
        if answer is not None and (answered := self.asked.answered(answer)) is not None:
            meanings.fields.append(Meaning(column, *answered))
            return
        place = self.findings.place(table.layout.sheet.name, table.top, column.index)
        question = Question("column", column_id, place, column.title)
        self._ask(table, column, block, scales, question, meanings)

    def _says_nothing(self, table: Table, column: Column) -> bool:
        """Tell whether a column is known to hold nothing to be read: STT, notes, the zone."""
        words = vocabulary()
        if not column.path:
            return False
        if " ".join(column.keys) in words.ignored or column.keys[-1] in words.columns["ordinal"]:
            return True
        if titled_as(column, words.columns["commune"]):
            # Of several columns of communes one is read; whether they agree is told of them.
            return not any(is_figure(table.layout.raw(row, column.index)) for row in table.body)
        return titled_as(column, words.ignored) and not self._only_figures(table, column)

    def _exact(self, column: Column, block: str) -> Field | None:
        """Return the field that the titles name, with or without «(trẻ)» behind the last."""
        exact, unit = self.asked.named(column.keys, block), column.unit
        if exact is None and column.path and "(" in column.path[-1]:
            title, _, unit = column.path[-1].rpartition("(")
            exact = self.asked.named((*column.keys[:-1], key(title)), block)
            return exact if exact is not None and _counted_in(unit, exact) else None
        if exact is not None and exact.block == FACILITIES and unit:
            # Children counted under the name of a place are asked about.
            return exact if _counted_in(unit, exact) else None
        return exact

    def _scales(self, table: Table, column: Column) -> list[Scale]:
        """Return the units that the column states, then those of the lines above the table."""
        own = [scale_within(line) for line in (*column.path, column.unit) if line]
        above = [scale_within(part) for line in table.title for part in unit_parts(line)]
        return [scale for scale in (*own, *above) if scale is not None]

    def _ask(
        self,
        table: Table,
        column: Column,
        block: str,
        scales: list[Scale],
        question: Question,
        meanings: Meanings,
    ) -> None:
        """Ask what a column means; one without any figure that resembles no field is left out."""
        layout = table.layout
        rows = self._rows_of(table, column, meanings.places.get("commune", -1))
        values = [layout.raw(row, column.index) for row in rows]
        samples = list(dict.fromkeys(text_of(value) for value in values if not is_blank(value)))
        place = self.findings.place(layout.sheet.name, column=column.index)
        if not samples:
            return
        around = " ".join([layout.sheet.name, *table_titles(table)])
        candidates = self.asked.candidates(column.keys, key(around), block=block, scales=scales)
        likely = bool(candidates) and candidates[0].score >= LIKELY
        if not likely and not any(map(is_figure, values)):
            if column.path:
                self.findings.warn(place, "column_ignored", title=column.title)
            return
        # Under «Họ và tên» not even figures are an example to be shown.
        personal = any(map(personal_heading, column.path))
        shown = "…" if personal else "; ".join(map(masked, samples[:_SAMPLES]))
        self.findings.ask(replace(question, candidates=candidates, context=f"{around} · {shown}"))
        self.findings.error(place, "column_unconfirmed", title=column.title, samples=shown)
        meanings.unknown.append(column)
        meanings.problem = meanings.problem or "column_unconfirmed"

    def _rows_of(self, table: Table, column: Column, place: int) -> list[int]:
        """Return the rows that count for a column.

        Without a title: those with figures beside, or with a commune in the column `place`.
        Signatures and telephone numbers below a table stand in columns without a title.
        """
        if column.path:
            return table.body
        titled = [other.index for other in table.columns if other.path][1:]
        raw = table.layout.raw
        return [
            row
            for row in table.body
            if any(is_figure(raw(row, n)) for n in titled)
            or (place >= 0 and self.is_place(text_of(raw(row, place))))
        ]

    def _twice(self, table: Table, meanings: Meanings) -> None:
        first: dict[str, Column] = {}
        for meaning in meanings.fields:
            other = first.setdefault(meaning.field.id, meaning.column)
            if other is meaning.column:
                continue
            place = self.findings.place(table.layout.sheet.name, column=meaning.column.index)
            words = {"title": meaning.column.title, "other": other.title}
            code = self.findings.error(place, "column_twice", **words)
            meanings.problem = meanings.problem or code


def _counted_in(unit: str, field: Field) -> bool:
    """Tell whether a unit is one of the field's: children in «(trẻ)», places in «(phòng)»."""
    return key(unit) in vocabulary().units["places" if field.block == FACILITIES else "count"]
