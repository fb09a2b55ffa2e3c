"""The ends of a chain: a cell of a return, a line of a register, a count, an assumption."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from needs.assessment.assess import Assessment
from needs.need import CIRCLE, FACTOR, OFFICIAL
from needs.people.population import COMMUNES
from needs.returns.source_text import IN_FILE, is_of_file, source_text
from needs.tables import rows_of
from needs.tables.files import file_sha256
from needs.tables.reference import read_reference
from needs.wording import basis_words, number, say


@dataclass(frozen=True)
class Link:
    """One figure of the chain, and what it was made of."""

    text: str
    made_of: tuple[Link, ...] = field(default=())

    def lines(self, depth: int = 0) -> list[str]:
        """Return the chain as indented lines."""
        own = "    " * depth + ("← " if depth else "") + self.text
        return [own, *(line for link in self.made_of for line in link.lines(depth + 1))]


@dataclass(frozen=True)
class Sources:
    """Where the figures of an assessment come from.

    Attributes
    ----------
    assessment
        The results.
    root
        The data root.
    lang
        Language of the words.
    """

    assessment: Assessment
    root: Path
    lang: str

    def of_children(self, name: str, commune_code: str) -> Link:
        """Return where children come from: an assumption by its id, or a cell of a return."""
        if name not in set(self.assessment.assumptions.figure):
            return self._cell(name)
        link = self.assumption(name)
        if name == FACTOR:
            return Link(link.text, tuple(self.assumption(part) for part in (OFFICIAL, CIRCLE)))
        if name != "children_share":
            return link
        return Link(link.text, (self._population(commune_code),))

    def assumption(self, name: str) -> Link:
        """Return a named figure with its value, kind and source."""
        known = self.assessment.assumptions
        row = next(iter(rows_of(known[known.figure == name])))
        return Link(
            say(
                "{name} = {value} [{figure}; {kind}]: {source}",
                lang=self.lang,
                name=row.name if self.lang == "vi" else row.name_en,
                value=f"{row.value:.6g}",
                figure=name,
                kind=row.kind,
                source=row.source,
            )
        )

    def of_support(self, entry: Any) -> Link:
        """Return where an entry of support stands: a return's cell, or a line of the ledger."""
        if entry.basis == "returned" and IN_FILE in entry.source:
            return self._cell(entry.source)
        name = self.assessment.programme.inputs.support_ledger
        ledger = read_reference(self.root / name, columns=("commune_code",))
        key = ["commune_code", "category", "donor_id", "period"]
        same = (ledger[key] == [getattr(entry, column) for column in key]).all(axis=1)
        lines = ", ".join(str(index + 2) for index in ledger.index[same])
        return Link(
            say(
                "{file}, dòng {line}, sha256 {sha}: {source}",
                lang=self.lang,
                file=name,
                line=lines,
                sha=file_sha256(self.root / name),
                source=entry.source,
            )
        )

    def _population(self, commune_code: str) -> Link:
        communes = self.assessment.communes
        place = next(iter(rows_of(communes[communes.commune_code == commune_code])))
        if pd.isna(place.population):
            return Link(say("dân số: chưa có số liệu", lang=self.lang))
        text = say(
            "dân số {n} người, {basis}: {source}",
            lang=self.lang,
            n=number(place.population, lang=self.lang),
            basis=basis_words(place.population_basis, lang=self.lang),
            source=place.population_source,
        )
        if place.population_basis == "returned":
            return Link(text, (self._cell(place.population_source),))
        file = say(
            "{file}, sha256 {sha}",
            lang=self.lang,
            file=COMMUNES.as_posix(),
            sha=file_sha256(self.root / COMMUNES),
        )
        return Link(text, (Link(file),))

    def _cell(self, source: str) -> Link:
        """Return a cell of a return with its file, checksum and day."""
        told = self.assessment.returns
        current = told[told.state == "current"]
        for row in rows_of(current):
            if source_text(row.file, row.sheet, row.cell) == source:
                return Link(
                    say(
                        "báo cáo: tệp {file}, trang «{sheet}», ô {cell}: {n}; ngày {day}, "
                        "sha256 {sha}",
                        lang=self.lang,
                        file=row.file,
                        sheet=row.sheet,
                        cell=row.cell,
                        n=number(row.returned_value, lang=self.lang),
                        day=row.returned_on,
                        sha=row.sha256,
                    )
                )
        # An entry of a ledger form: its row stands among the rows read.
        rows = self.assessment.return_rows
        of_file = [is_of_file(source, str(file)) for file in rows.file]
        (sha,) = rows.sha256[of_file].unique()[-1:]
        return Link(say("{file}, sha256 {sha}", lang=self.lang, file=source, sha=sha))
