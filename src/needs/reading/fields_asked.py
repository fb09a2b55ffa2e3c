"""The fields of a form as columns may name them: exactly, or nearly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from needs.forms.fields import (
    COMMUNE,
    COMMUNE_CODE,
    FACILITIES,
    Block,
    Field,
    FormKind,
    blocks,
)
from needs.forms.labels import field_label
from needs.programmes import Programme
from needs.reading.findings import best
from needs.reading.phrases import key, plain
from needs.reading.records import Candidate
from needs.reading.vocabulary import Scale, vocabulary

#: How much the name of the category weighs beside that of the column.
_CATEGORY_WEIGHT = 0.3
# … and how much its lowest title, which tells «hộ nghèo» from «hộ cận nghèo».
_LEAF_WEIGHT = 0.4

#: From this score on, a column of text may well be one of ours and is asked about.
LIKELY = 80.0

# Kinds of fields that a table may tell in thousands or millions, and by how much.
_SCALED = ("money", "count")
_FACTORS = ("1000", "1000000", "1000000000")

_NO_FIGURES = ("code", "commune")


@dataclass(frozen=True)
class FormFields:
    """The blocks and fields of one form of a programme."""

    blocks: dict[str, Block]
    fields: dict[str, Field]
    labels: dict[tuple[str, ...], tuple[str, ...]]
    similar: dict[str, tuple[str, ...]]
    called: dict[str, tuple[str, ...]]

    def named(self, path: tuple[str, ...], block: str) -> Field | None:
        """Return the field that a column's titles name exactly; none if none or several do.

        Parameters
        ----------
        path
            Keys of the titles, top down: title of the group and name, or the name alone where
            no other field of the form has it; the block's title may stand above.
        block
            Block that the sheet or table holds, if known.
        """
        ids = self.labels.get(path, ())
        own = [name for name in ids if name.split(".")[0] == block]
        chosen = own or ids
        return self.fields[chosen[0]] if len(chosen) == 1 else None

    def words(self, field_id: str) -> str:
        """Return what a planner calls a field."""
        field = self.fields[field_id]
        return field_label(field, self.blocks.get(field.block)).vi

    def block_called(self, words: str) -> str:
        """Return the block whose title somebody wrote exactly; empty if it is none."""
        return next((name for name, b in self.blocks.items() if key(b.title.vi) == key(words)), "")

    def candidates(
        self, keys: tuple[str, ...], around: str, *, block: str, scales: Sequence[Scale]
    ) -> tuple[Candidate, ...]:
        """Return the fields that a column may mean, likeliest first.

        Parameters
        ----------
        keys, around
            Keys of the column's titles, top down, and of sheet name and title lines.
        block
            Block that the sheet holds, if known: its fields come first.
        scales
            Units that column and table state, the column's own first.
        """
        found = []
        path = " ".join(keys)
        for field_id, phrases in self.similar.items():
            field = self.fields[field_id]
            score = max(_alike(plain(path), phrase) for phrase in phrases)
            score = (1 - _LEAF_WEIGHT) * score + _LEAF_WEIGHT * _leaf(keys, field)
            if len(self.blocks) > 1:
                everything = plain(f"{around} {path}")
                named = max(
                    fuzz.token_set_ratio(words, everything) for words in self.called[field.block]
                )
                if block:
                    named = 100.0 if field.block == block else 0.0
                score = (1 - _CATEGORY_WEIGHT) * score + _CATEGORY_WEIGHT * named
            factor = factor_for(field, scales)
            answer = f"{field_id}*{factor}" if factor != 1 else field_id
            words = in_units_of(factor, self.words(field_id))
            found.append(Candidate(answer, words, round(score, 1)))
        return best(found)

    def answered(self, answer: str) -> tuple[Field, int] | None:
        """Return the field and factor that an answer names; none if the form has no such field."""
        field_id, _, times = answer.partition("*")
        field = self.fields.get(field_id)
        if field is None or field.kind in _NO_FIGURES:
            return None
        if not times:
            return field, 1
        return (field, int(times)) if times in _FACTORS and field.kind in _SCALED else None


def in_units_of(factor: int, words: str) -> str:
    """Return what a field is called in a table in thousands or millions: «… (× 1.000)»."""
    times = f"{factor:,}".replace(",", ".")
    return words if factor == 1 else f"{words} (× {times})"


def factor_for(field: Field, scales: Sequence[Scale]) -> int:
    """Return by what a field's figures have to be multiplied, by the first unit that fits it.

    Thousands of people say nothing of places.
    """
    if field.block == FACILITIES:
        return 1
    fitting = [scale.factor for scale in scales if scale.of in (field.kind, "")]
    large = [factor for factor in fitting if factor != 1]
    return large[0] if large and field.kind in _SCALED else 1


def _leaf(keys: tuple[str, ...], field: Field) -> float:
    """How alike the lowest title and a field's own name are; «Tổng» is what a total is called."""
    lowest = keys[-1] if keys else ""
    if not field.detail and lowest in vocabulary().rows["total"]:
        return 100.0
    return fuzz.ratio(plain(lowest), plain(key(field.name.vi)))


def _alike(written: str, phrase: str) -> float:
    """How alike two titles are: a few words of many in common are not enough for a high score."""
    return (fuzz.token_set_ratio(written, phrase) + fuzz.token_sort_ratio(written, phrase)) / 2


def form_fields(programme: Programme, form: FormKind) -> FormFields:
    """Return the fields of a form, ready to be compared with titles of columns."""
    by_id = {block.id: block for block in blocks(programme, form)}
    fields = {field.id: field for block in by_id.values() for field in block.fields}
    figures = {name: field for name, field in fields.items() if field.kind not in _NO_FIGURES}
    labels: dict[tuple[str, ...], list[str]] = {}
    alone: dict[tuple[str, ...], list[str]] = {}
    for name, field in figures.items():
        title = key(by_id[field.block].title.vi)
        own = (*((key(field.above.vi),) if field.above else ()), key(field.name.vi))
        for path in (own, (title, *own)):
            labels.setdefault(path, []).append(name)
        alone.setdefault(own[-1:], []).append(name)
    # «cộng» without the title over it says something only where the form has one such field.
    labels |= {path: ids for path, ids in alone.items() if len(ids) == 1 and path not in labels}
    return FormFields(
        by_id,
        {COMMUNE_CODE.id: COMMUNE_CODE, COMMUNE.id: COMMUNE} | fields,
        {path: tuple(ids) for path, ids in labels.items()},
        {name: _similar(programme, field) for name, field in figures.items()},
        {name: _called(programme, block) for name, block in by_id.items()},
    )


def _called(programme: Programme, block: Block) -> tuple[str, ...]:
    """Return what a block may be called in a title: its own, and what the profile adds."""
    others = next((c.also_called for c in programme.categories if c.id == block.id), [])
    return tuple(plain(key(words)) for words in (block.title.vi, *others))


def _similar(programme: Programme, field: Field) -> tuple[str, ...]:
    """Return the phrases that a column's titles are compared with."""
    places = {facility.id: facility.also_called for facility in programme.facilities}
    called = places.get(field.detail, []) if field.block == FACILITIES else []
    above = [key(field.above.vi)] if field.above else []
    others = vocabulary().measures.get(field.measure, ())
    phrases = []
    for name in map(key, (field.name.vi, *called)):
        phrases += [" ".join([*above, name]), name, *(f"{other} {name}" for other in others)]
    if not field.detail:
        phrases += others
    return tuple(dict.fromkeys(map(plain, phrases)))
