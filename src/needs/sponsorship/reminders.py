"""What has to be done next: renewals, answers, payments, children that grow too old or left."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.consents import consented, may_be_aged_out
from needs.sponsorship.months import last_day
from needs.sponsorship.payments import pledge_sums
from needs.sponsorship.standing import AGREED, PROPOSED, RUNNING, Standing
from needs.wording import date_text, money, say


@dataclass(frozen=True, order=True)
class Reminder:
    """One thing to do about a pledge, by which day; `urgent` once the day has come."""

    by: dt.date
    pledge_id: str
    kind: str
    words: str
    urgent: bool


def reminders(
    standing: Standing, rules: Sponsorship, *, on: dt.date, lang: str = "vi"
) -> list[Reminder]:
    """Return what is to be done on a day, the earliest first.

    Kinds: `renew` (a running pledge ends within the longest of the profile's days), `answer` (a
    proposal without an answer), `late` (a month that is not paid up), `age` (the child may have
    grown too old), `consent` (the consent to matching was withdrawn or has run out).
    """
    found: list[Reminder] = []
    late = pledge_sums(standing, rules, on=on).set_index("pledge_id").late_vnd
    for pledge in standing.pledges.values():
        child = standing.children[pledge.child_id]

        def note(by: dt.date, kind: str, words: str, about: str = pledge.pledge_id) -> None:
            found.append(Reminder(by, about, kind, words, by <= on))

        if (owed := int(late[pledge.pledge_id])) > 0:
            amount = money(owed, lang=lang)
            note(on, "late", say("nhắc người đỡ đầu: còn chậm {amount}", lang=lang, amount=amount))
        if pledge.state == PROPOSED:
            by = pledge.since + dt.timedelta(days=rules.answer_within)
            note(by, "answer", say("hỏi trả lời; không nhận thì trả chỗ cho trẻ", lang=lang))
        if pledge.state not in (AGREED, RUNNING):
            continue
        end = last_day(pledge.last_month)
        if (end - on).days <= rules.renew_before[0]:
            words = say(
                "hết kỳ {day}: hỏi gia hạn, chuyển giao hay kết thúc",
                lang=lang,
                day=date_text(end, lang=lang),
            )
            note(end, "renew", words)
        if may_be_aged_out(child, rules, on):
            words = say(
                "trẻ có thể đã đủ {n} tuổi: đối chiếu ngày sinh",
                lang=lang,
                n=int(rules.aged_out.value),
            )
            note(on, "age", words)
        if not consented(child, "matching", rules, on):
            words = say("đồng ý đã rút hoặc hết hạn: hỏi lại, hoặc kết thúc", lang=lang)
            note(on, "consent", words)
    return sorted(found)
