"""What a question is, kept beside it in the workbook of questions: for the program alone.

ASCII only and in pieces that fit into cells, so that no program between writing and reading
changes it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields

from needs.returns.question_choices import Choice

#: In the first, hidden row: over the cells to fill in, and over those of the program.
ANSWER_MARK = "needs:answer"
QUESTION_MARK = "needs:question"

_PIECE = 30_000
# A sender's cell may hold a book; to recognise the question, its beginning is enough.
_SHOWN_LETTERS = 500


@dataclass(frozen=True)
class QuestionNote:
    """A question as it was put.

    Attributes
    ----------
    programme
        Id of the programme.
    kind, key
        Of the question.
    asked, context
        What was shown, cut where it is very long.
    choices
        What was offered: words and answer.
    """

    programme: str
    kind: str
    key: str
    asked: str
    context: str
    choices: tuple[Choice, ...]

    def as_cells(self) -> list[str]:
        """Return the note as text for one or more cells."""
        said = {
            "programme": self.programme,
            "kind": self.kind,
            "key": self.key,
            "asked": shortened(self.asked),
            "context": shortened(self.context),
            "choices": self.choices,
        }
        text = json.dumps(said, ensure_ascii=True)
        return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]

    @classmethod
    def from_cells(cls, cells: Sequence[str]) -> QuestionNote | None:
        """Return the note that cells hold; none if they hold anything else."""
        try:
            said = json.loads("".join(cells))
            choices = tuple((str(words), str(answer)) for words, answer in said["choices"])
            texts = {field.name: said[field.name] for field in fields(cls)} | {"choices": ""}
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        if not all(isinstance(text, str) for text in texts.values()):
            return None
        return cls(**{**texts, "choices": choices})


def shortened(text: str) -> str:
    """Return a text on one line, cut where it is very long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_LETTERS else f"{line[:_SHOWN_LETTERS]}…"
