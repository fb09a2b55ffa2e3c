"""What an officer does to the register, put into words for one entry."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from needs.errors import FaultCollector
from needs.sponsorship.standing import Need
from needs.support.pseudonyms import why_refused
from needs.wording import say

# A number of a paper, «PDY-012/2026»: no blanks, so that no sentence and hardly a name fits.
_PAPER = re.compile(r"(?=.*[0-9])(?=.*[A-Za-zĐđ])[0-9A-Za-zĐđ./_-]{2,40}")
_DIGITS = re.compile(r"\d{8,}")

#: Entries that nobody makes without a paper.
EVIDENCED = ("consent", "agreed", "renewed", "handed_over", "paid")


@dataclass(frozen=True)
class Act:
    """One thing done: its kind, about which child or pledge, by whom, when, on what paper.

    `key` makes a repetition known: an act whose key is on the register is not written again.
    """

    kind: str
    by: str
    at: dt.date
    child_id: str = ""
    pledge_id: str = ""
    evidence: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    key: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def subject(self) -> str:
        """What it is about, for messages."""
        return self.pledge_id or self.child_id


@dataclass(frozen=True)
class Facts:
    """What the register holds of a child: where, born between which years, groups, needs, urgency.

    The first of `groups` is the one that counts; `urgency` maps each question that was answered to
    its answer.
    """

    commune_code: str
    born_from: int
    born_to: int
    groups: Sequence[str]
    needs: Sequence[Need]
    urgency: Mapping[str, str]

    def content(self) -> dict[str, Any]:
        """Return them as they stand in an entry."""
        return {
            "commune_code": self.commune_code,
            "born_from": self.born_from,
            "born_to": self.born_to,
            "groups": list(self.groups),
            "needs": [
                {"purpose": one.purpose, "amount_vnd": one.amount_vnd, "months": one.months}
                for one in self.needs
            ],
            "urgency": dict(sorted(self.urgency.items())),
        }


@dataclass(frozen=True)
class Sponsor:
    """Who sponsors. `name` is empty unless the sponsor agreed to be named to others."""

    sponsor_id: str
    name: str = ""
    gift_id: str = ""

    def content(self) -> dict[str, str]:
        """Return it as it stands in an entry."""
        return {"sponsor_id": self.sponsor_id, "sponsor": self.name, "gift_id": self.gift_id}


def birth_years(year: int, *, together: int) -> tuple[int, int]:
    """Return the years of birth that stand together in the register, first and last."""
    first = year - year % together
    return first, first + together - 1


def paper_number(text: str) -> bool:
    """Tell whether a text is the number of a paper, and no name, telephone number or sentence."""
    if not _PAPER.fullmatch(text) or _DIGITS.search(text):
        return False
    return why_refused(re.sub(r"[./]", "-", text)) not in ("name", "phone", "number")


def judge_form(act: Act, faults: FaultCollector, *, today: dt.date, lang: str) -> None:
    """Note what is wrong with an act in itself: who, when, on what paper."""
    if not act.by.strip():
        faults.add(
            act.subject,
            say("không ghi ai làm", lang=lang),
            say("tên người hoặc cơ quan ghi sổ", lang=lang),
        )
    if act.at > today:
        faults.add(
            act.subject, say("ngày ở tương lai", lang=lang), say("ngày đã xảy ra", lang=lang)
        )
    if act.evidence and not paper_number(act.evidence):
        # What stands there may be a name: it is not repeated.
        faults.add(
            act.subject,
            say("căn cứ không phải số hiệu giấy tờ (không nhắc lại ở đây)", lang=lang),
            say("số hiệu của giấy đã lưu, như PDY-012/2026: không dấu cách, không tên", lang=lang),
            say("ghi số hiệu; giấy có tên thì lưu trong tủ hồ sơ", lang=lang),
        )
    if act.kind in EVIDENCED and not act.evidence:
        faults.add(
            act.subject,
            say("không có căn cứ", lang=lang),
            say("số hiệu của giấy đã lưu, như PDY-012/2026: không dấu cách, không tên", lang=lang),
        )
