"""Whether an act may be done as the register stands; every reason against it is told."""

from __future__ import annotations

from dataclasses import dataclass

from needs.errors import FaultCollector
from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.acts import Act
from needs.sponsorship.consents import consents_lacking, surely_aged_out
from needs.sponsorship.ids import read_child_id
from needs.sponsorship.months import first_day, is_month, later, month_text
from needs.sponsorship.payments import same_payment
from needs.sponsorship.standing import (
    AGREED,
    DECLINED,
    ENDED,
    GIVERS,
    HANDED_OVER,
    HOLDING,
    PROPOSED,
    RUNNING,
    SCOPES,
    Child,
    Payment,
    Pledge,
    Standing,
)
from needs.wording import date_text, money, say

#: From which states an act may be done.
_FROM = {
    "agreed": (PROPOSED,),
    "declined": (PROPOSED,),
    "running": (AGREED,),
    "renewed": (RUNNING,),
    "ended": (AGREED, RUNNING),
    "handed_over": (AGREED, RUNNING),
    "paid": (AGREED, RUNNING, ENDED, HANDED_OVER),
}
#: Acts that tell a sponsor of a child anew, or go on doing so.
_WITH_CONSENT = ("proposed", "agreed", "running", "renewed", "handed_over")


def state_words(state: str, *, lang: str = "vi") -> str:
    """Return the words for the state of a pledge."""
    words = {
        PROPOSED: say("đề xuất", lang=lang),
        AGREED: say("đã đồng ý", lang=lang),
        RUNNING: say("đang đỡ đầu", lang=lang),
        DECLINED: say("từ chối", lang=lang),
        ENDED: say("đã kết thúc", lang=lang),
        HANDED_OVER: say("đã chuyển giao", lang=lang),
    }
    return words[state]


def giver_words(giver: str, *, lang: str = "vi") -> str:
    """Return the words for who consents."""
    return {
        "guardian": say("người giám hộ", lang=lang),
        "child": say("chính trẻ (từ 7 tuổi)", lang=lang),
    }[giver]


def scope_words(scope: str, *, lang: str = "vi") -> str:
    """Return the words for what is consented to."""
    return {
        "matching": say("kết nối với người đỡ đầu", lang=lang),
        "publication": say("đăng hoàn cảnh (không tên) lên trang công khai", lang=lang),
    }[scope]


@dataclass(frozen=True)
class Judge:
    """Judges acts against the register as it stands."""

    rules: Sponsorship
    standing: Standing
    faults: FaultCollector
    lang: str

    def act(self, act: Act) -> bool:
        """Note everything against an act; True if it may be done."""
        before = len(self.faults.faults)
        if act.kind == "registered":
            self._facts(act)
        elif act.pledge_id:
            self._pledge(act)
        else:
            self._child(act)
        return len(self.faults.faults) == before

    def tell(self, act: Act, found: str, expected: str, action: str = "") -> None:
        """Note what is against an act."""
        self.faults.add(act.subject, found, expected, action)

    def _child(self, act: Act) -> None:
        child = self.standing.children.get(act.child_id)
        lang = self.lang
        if child is None:
            self.tell(
                act, say("không có trẻ này trong sổ", lang=lang), say("mã trẻ trong sổ", lang=lang)
            )
            return
        if child.active == (act.kind == "returned") and act.kind != "withdrawn":
            self.tell(
                act,
                say("trẻ đã ra khỏi sổ", lang=lang)
                if not child.active
                else say("trẻ đang trong sổ", lang=lang),
                say("trẻ đã ra khỏi sổ", lang=lang)
                if child.active
                else say("trẻ đang trong sổ", lang=lang),
            )
        if act.kind == "changed":
            self._facts(act)
        if act.kind in ("consent", "withdrawn"):
            self._consent(act)
        if act.kind == "left" and act.content["reason"] not in self._reasons(leaving=True):
            self._unknown(act, say("lý do", lang=lang), self._reasons(leaving=True))
        if act.kind == "proposed":
            self._new(act, child)

    def _consent(self, act: Act) -> None:
        if act.content["scope"] not in SCOPES:
            self._unknown(act, say("việc được đồng ý", lang=self.lang), SCOPES)
        if act.content["giver"] not in GIVERS:
            self._unknown(act, say("ai đồng ý", lang=self.lang), GIVERS)
        if act.kind == "consent" and act.content["until"] < act.at.isoformat():
            self.tell(
                act,
                say("đồng ý hết hạn trước ngày ghi", lang=self.lang),
                say("ngày hết hạn sau ngày đồng ý", lang=self.lang),
            )

    def _facts(self, act: Act) -> None:
        content, rules, lang = act.content, self.rules, self.lang
        if act.kind == "registered" and read_child_id(act.child_id) != act.child_id:
            self.tell(act, say("mã trẻ sai", lang=lang), say("mã do needs tạo ra", lang=lang))
        groups = [one.id for one in rules.groups]
        told = content.get("groups", groups[:1])
        if not told or set(told) - set(groups) or len(set(told)) != len(told):
            self._unknown(act, say("nhóm hoàn cảnh", lang=lang), groups)
        purposes = [one.id for one in rules.purposes]
        wanted = [one["purpose"] for one in content.get("needs", [])]
        if set(wanted) - set(purposes) or len(set(wanted)) != len(wanted):
            self._unknown(act, say("mục đích", lang=lang), purposes)
        if any(
            one[name] is not None and one[name] <= 0
            for one in content.get("needs", [])
            for name in ("amount_vnd", "months")
        ):
            self.tell(
                act,
                say("số tiền hoặc số tháng không dương", lang=lang),
                say("số nguyên dương, hoặc để trống khi chưa biết", lang=lang),
            )
        answers = {one.id: [level.id for level in one.levels] for one in rules.urgency}
        for question, answer in content.get("urgency", {}).items():
            if answer not in answers.get(question, ()):
                self._unknown(act, question, answers.get(question, answers))

    def _pledge(self, act: Act) -> None:
        pledge, lang = self.standing.pledges.get(act.pledge_id), self.lang
        if pledge is None:
            self.tell(
                act,
                say("không có lượt đỡ đầu này trong sổ", lang=lang),
                say("số của một lượt đỡ đầu trong sổ", lang=lang),
            )
            return
        if pledge.state not in _FROM[act.kind]:
            self.tell(
                act,
                state_words(pledge.state, lang=lang),
                " / ".join(state_words(one, lang=lang) for one in _FROM[act.kind]),
            )
            return
        child = self.standing.children[pledge.child_id]
        if act.kind in _WITH_CONSENT:
            self._may_be_told(act, child)
        if act.kind == "renewed":
            self._in_age(act, child, later(pledge.last_month, 1))
        if act.kind == "paid":
            self._payment(act, pledge)
        if act.kind in ("ended", "handed_over"):
            self._ending(act, pledge)

    def _payment(self, act: Act, pledge: Pledge) -> None:
        amount = act.content["amount_vnd"]
        if amount == 0 or sum(one.amount_vnd for one in pledge.payments) + amount < 0:
            self.tell(
                act,
                say("số tiền bằng 0, hoặc điều chỉnh quá số đã nhận", lang=self.lang),
                say("số đồng đã nhận; số âm chỉ để điều chỉnh", lang=self.lang),
            )
        same = same_payment(pledge, Payment(act.at, amount, act.evidence))
        if same is not None:
            self.tell(
                act,
                say(
                    "phiếu {paper} đã ghi ngày {day}, {amount}",
                    lang=self.lang,
                    paper=act.evidence,
                    day=date_text(same.on, lang=self.lang),
                    amount=money(same.amount_vnd, lang=self.lang),
                ),
                say("mỗi phiếu thu một lần", lang=self.lang),
            )

    def _ending(self, act: Act, pledge: Pledge) -> None:
        last = act.content["last_month"]
        earliest = later(pledge.first_month, -1)
        if not is_month(last) or not earliest <= last <= pledge.last_month:
            self.tell(
                act,
                say("tháng cuối ngoài kỳ đỡ đầu", lang=self.lang),
                say(
                    "từ {first} đến {last}",
                    lang=self.lang,
                    first=month_text(earliest),
                    last=month_text(pledge.last_month),
                ),
            )
        if act.kind == "ended" and act.content["reason"] not in self._reasons():
            self._unknown(act, say("lý do", lang=self.lang), self._reasons())
        if act.kind == "handed_over":
            if act.content["sponsor_id"] == pledge.sponsor_id:
                self.tell(
                    act,
                    say("chuyển giao cho chính người đang đỡ đầu", lang=self.lang),
                    say("một người đỡ đầu khác", lang=self.lang),
                )
            if last == pledge.last_month:
                self.tell(
                    act,
                    say("không còn tháng nào để chuyển giao", lang=self.lang),
                    say("tháng bắt đầu của người mới nằm trong kỳ", lang=self.lang),
                    say("kết thúc lượt này, rồi đề xuất người mới", lang=self.lang),
                )

    def _new(self, act: Act, child: Child) -> None:
        content, lang = act.content, self.lang
        need = child.need(content["purpose"])
        if need is None:
            self._unknown(
                act, say("mục đích trẻ đang cần", lang=lang), [one.purpose for one in child.needs]
            )
        if not is_month(content["first_month"]) or content["months"] < 1:
            self.tell(
                act,
                say("kỳ đỡ đầu không đọc được", lang=lang),
                say("tháng đầu như 2026-03, số tháng từ 1", lang=lang),
            )
            return
        if content["amount_vnd"] <= 0:
            self.tell(
                act, say("số tiền không dương", lang=lang), say("số đồng nguyên dương", lang=lang)
            )
        self._may_be_told(act, child)
        self._in_age(act, child, content["first_month"])

    def _may_be_told(self, act: Act, child: Child) -> None:
        lacking = consents_lacking(child, "matching", self.rules, act.at)
        if lacking:
            self.tell(
                act,
                say(
                    "chưa có đồng ý còn hiệu lực của {givers}",
                    lang=self.lang,
                    givers=", ".join(giver_words(one, lang=self.lang) for one in lacking),
                ),
                say("đồng ý kết nối của người giám hộ, và của trẻ từ 7 tuổi", lang=self.lang),
                say("hỏi và ghi bằng `needs register … consent`", lang=self.lang),
            )

    def _in_age(self, act: Act, child: Child, month: str) -> None:
        if surely_aged_out(child, self.rules, first_day(month)):
            self.tell(
                act,
                say("trẻ đã quá tuổi vào {month}", lang=self.lang, month=month_text(month)),
                say("trẻ dưới {n} tuổi", lang=self.lang, n=int(self.rules.aged_out.value)),
            )

    def _reasons(self, *, leaving: bool = False) -> list[str]:
        return [one.id for one in self.rules.end_reasons if one.child_leaves or not leaving]

    def _unknown(self, act: Act, what: str, valid: object) -> None:
        listed = ", ".join(map(str, valid)) if isinstance(valid, (list, tuple, dict)) else ""
        self.tell(
            act,
            say("{what}: giá trị không có trong hồ sơ chương trình", lang=self.lang, what=what),
            listed or say("(không có)", lang=self.lang),
        )


def open_pledges(standing: Standing, child_id: str) -> list[Pledge]:
    """Return the pledges of a child that have not come to an end."""
    return [one for one in standing.held(child_id) if one.state in HOLDING]
