"""From the register and the offers to proposals: what is open, what fits, and why in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.consents import consents_lacking, surely_aged_out
from needs.sponsorship.fitting import OpenNeed
from needs.sponsorship.judging import giver_words
from needs.sponsorship.matching import Matching, Pair, match
from needs.sponsorship.months import first_day, months_between
from needs.sponsorship.offers import Offer
from needs.sponsorship.standing import HOLDING, Standing
from needs.sponsorship.urgency import unanswered, urgency_points
from needs.wording import money, number, say


@dataclass(frozen=True)
class Proposal:
    """A matching and the needs that could not take part: (child, purpose) → whose consent lacks.

    An empty tuple: the child is too old.
    """

    matching: Matching
    left_out: dict[tuple[str, str], tuple[str, ...]]


def propose(
    standing: Standing,
    offers: Sequence[Offer],
    rules: Sponsorship,
    districts: Mapping[str, str],
    *,
    first_month: str,
    on: dt.date,
) -> Proposal:
    """Return who should sponsor whom from a month on; nothing is written.

    Parameters
    ----------
    standing
        The register.
    offers
        All offers; places that pledges of the register hold are taken off.
    rules
        The profile's rules.
    districts
        Commune code → code of its (former) district.
    first_month
        «2026-03».
    on
        The day on which consents have to hold.
    """
    taken: dict[tuple[str, str], set[str]] = {}
    used: dict[str, int] = {}
    for pledge in standing.pledges.values():
        months = months_between(pledge.first_month, pledge.last_month)
        taken.setdefault((pledge.child_id, pledge.purpose), set()).update(months)
        if pledge.state in HOLDING and pledge.last_month >= first_month:
            used[pledge.gift_id] = used.get(pledge.gift_id, 0) + 1
    needs, left_out = [], {}
    for child in standing.children.values():
        if not child.active:
            continue
        lacking = consents_lacking(child, "matching", rules, on)
        too_old = surely_aged_out(child, rules, first_day(first_month))
        for need in child.needs:
            key = (child.child_id, need.purpose)
            held = taken.get(key, set())
            if first_month in held:
                continue
            if lacking or too_old:
                left_out[key] = () if too_old else lacking
                continue
            district = districts.get(child.commune_code, "")
            points = urgency_points(child, rules)
            needs.append(OpenNeed(child, need, points, district, frozenset(held)))
    free = [
        replace(one, children=max(0, one.children - used.get(one.gift_id, 0))) for one in offers
    ]
    return Proposal(match(needs, free, rules, first_month=first_month), left_out)


def wish_words(wish: str, *, lang: str = "vi") -> str:
    """Return the words for a wish, or for what stands against a pair."""
    return {
        "age": say("độ tuổi", lang=lang),
        "group": say("nhóm hoàn cảnh", lang=lang),
        "place": say("địa bàn", lang=lang),
        "amount": say("số tiền", lang=lang),
        "months": say("số tháng", lang=lang),
        "purpose": say("mục đích khác", lang=lang),
        "amount_unknown": say("chưa biết số tiền cần", lang=lang),
        "taken": say("kỳ này đã có người đỡ đầu", lang=lang),
        "without": say("địa bàn bị loại trừ", lang=lang),
        "no_offers": say("chưa có người đỡ đầu nào", lang=lang),
    }[wish]


def why_pair(pair: Pair, rules: Sponsorship, *, lang: str = "vi") -> str:
    """Say why this sponsor for this child: urgency first, then wishes met and not met."""
    child = pair.need.child
    parts = [say("cấp thiết {n} điểm", lang=lang, n=number(pair.need.points, lang=lang))]
    if missing := unanswered(child, rules):
        parts.append(_unanswered_words(missing, rules, lang))
    for words, wishes in (
        (say("đúng nguyện vọng", lang=lang), pair.fit.met),
        (say("chưa đúng", lang=lang), pair.fit.unmet),
    ):
        if wishes:
            parts.append(f"{words}: {', '.join(wish_words(one, lang=lang) for one in wishes)}")
    asked = pair.need.need.amount_vnd
    if asked is not None and pair.fit.amount_vnd < asked:
        parts.append(say("thiếu {x}", lang=lang, x=money(asked - pair.fit.amount_vnd, lang=lang)))
    return "; ".join(parts)


def why_open(key: tuple[str, str], proposal: Proposal, *, lang: str = "vi") -> str:
    """Say why a need has no sponsor."""
    if key in proposal.left_out:
        lacking = proposal.left_out[key]
        if not lacking:
            return say("trẻ đã quá tuổi", lang=lang)
        givers = ", ".join(giver_words(one, lang=lang) for one in lacking)
        return say("chưa có đồng ý kết nối của {givers}", lang=lang, givers=givers)
    reasons = proposal.matching.blocked[key]
    if not reasons:
        # As urgent, or more: less urgent needs never go first.
        return say(
            "mọi chỗ phù hợp đã dành cho nhu cầu cấp thiết bằng hoặc hơn: cần thêm người đỡ đầu",
            lang=lang,
        )
    if "no_offers" in reasons:
        return wish_words("no_offers", lang=lang)
    told = ", ".join(
        say("{reason} ({n} người)", lang=lang, reason=wish_words(reason, lang=lang), n=count)
        for reason, count in sorted(reasons.items())
    )
    return say("không người đỡ đầu nào phù hợp: {told}", lang=lang, told=told)


def why_unused(proposal: Proposal, *, lang: str = "vi") -> str:
    """Say why a sponsor has places left."""
    if proposal.left_out:
        return say(
            "không còn nhu cầu nào phù hợp; {n} nhu cầu chưa có đồng ý hoặc quá tuổi",
            lang=lang,
            n=number(len(proposal.left_out), lang=lang),
        )
    return say("không còn nhu cầu nào phù hợp với nguyện vọng", lang=lang)


def _unanswered_words(missing: Sequence[str], rules: Sponsorship, lang: str) -> str:
    names = {one.id: one.name.text(lang) for one in rules.urgency}
    listed = ", ".join(names[one] for one in missing)
    return say("chưa có: {listed}", lang=lang, listed=listed)
