"""What a profile says of the documents that leave the office: who issues, signs, receives them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from needs.programmes.figures import Strict, Words
from needs.programmes.returns import Id


class Documents(Strict):
    """The parts of an administrative document that differ from office to office.

    Parameters
    ----------
    superior, issuer
        Offices (ids of `reference/agencies.toml`): the body above, and the one that issues.
    mark
        The letters behind the number: kind of document and issuer («BC-SYT»). Those of the kind are
        replaced by each document's own (Nghị định 30/2020/NĐ-CP, annex III, part I).
    signer
        Who signs, by office.
    recipients
        «Nơi nhận», a line each, the archive last. The body above is not among them: reports name it
        after «Kính gửi».
    kind, source
        Where this comes from.
    """

    superior: Id
    issuer: Id
    mark: str = Field(min_length=1)
    signer: Words
    recipients: list[Words] = Field(min_length=1)
    kind: Literal["official", "assumption"]
    source: str = Field(min_length=1)
