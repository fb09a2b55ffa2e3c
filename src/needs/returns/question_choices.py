"""What may be answered to a question: words for people, and what they are remembered as."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from needs.forms.fields import FORM_KINDS, FormKind
from needs.programmes import Programme
from needs.reading.answers import IGNORE, MISSING
from needs.reading.fields_asked import form_fields, in_units_of
from needs.reading.records import Question
from needs.wording import missing_text, say

#: Words and answer.
Choice = tuple[str, str]

# Tables of money are often in thousands or millions of đồng.
_MONEY_FACTORS = (1_000, 1_000_000)

# The columns that say where are found by their titles and contents, never by an answer.
_PLACE_KINDS = ("code", "commune")

_FORM_OF_BLOCK: dict[str, FormKind] = {"ledger": "support", "donors": "donors"}


def choices_for(question: Question, programme: Programme, *, lang: str) -> list[Choice]:
    """Return what may be chosen for a question, the candidates first.

    A column may be any field of its form; a name or a number is one of the candidates, or what
    the planner writes.
    """
    ignore = (say("bỏ qua", lang=lang), IGNORE)
    if question.kind == "column":
        named = [(one.words, one.answer) for one in question.candidates]
        return _each_once([*named, ignore, *_fields(_forms(question), programme)])
    if question.kind == "name":
        return _each_once([*((one.words, one.answer) for one in question.candidates), ignore])
    numbers = [(number_words(one.answer, lang=lang), one.answer) for one in question.candidates]
    return _each_once([*numbers, (missing_text(lang=lang), MISSING)])


def every_field(programme: Programme) -> list[Choice]:
    """Return every field of every form, with the words by which it is chosen."""
    return _each_once(_fields(FORM_KINDS, programme))


def number_words(answer: str, *, lang: str) -> str:
    """Write a number so that nobody takes it for another: 1234, «1,234 (số thập phân)»."""
    value = Decimal(answer)
    if value == value.to_integral_value():
        return str(int(value))
    shown = str(value.normalize())
    return say(
        "{n} (số thập phân)", lang=lang, n=shown.replace(".", ",") if lang == "vi" else shown
    )


def _forms(question: Question) -> Iterable[FormKind]:
    """Return the forms whose fields a column may mean, as its candidates tell."""
    blocks = {one.answer.split(".")[0] for one in question.candidates}
    found = {_FORM_OF_BLOCK.get(block, "district") for block in blocks}
    return [form for form in FORM_KINDS if form in found] or FORM_KINDS


def _fields(forms: Iterable[FormKind], programme: Programme) -> list[Choice]:
    found: list[Choice] = []
    for form in forms:
        asked = form_fields(programme, form)
        for field_id, field in asked.fields.items():
            if field.kind not in _PLACE_KINDS:
                words = asked.words(field_id)
                found.append((words, field_id))
                if field.kind == "money":
                    found += [
                        (in_units_of(factor, words), f"{field_id}*{factor}")
                        for factor in _MONEY_FACTORS
                    ]
    return found


def _each_once(choices: Iterable[Choice]) -> list[Choice]:
    """Keep the first words of each answer; the same words never mean two answers."""
    by_answer: dict[str, str] = {}
    for words, answer in choices:
        by_answer.setdefault(answer, words)
    if len(set(by_answer.values())) != len(by_answer):
        raise ValueError(f"the same words for two answers: {by_answer}")
    return [(words, answer) for answer, words in by_answer.items()]
