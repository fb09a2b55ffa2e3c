"""The tables of children in special circumstances and sponsors: beside those of an assessment.

No id of a child stands in them. Small numbers may still tell who is meant: they are for the office;
what is published is thinned out by the public page.
"""

from __future__ import annotations

from needs.tables.column import Column
from needs.tables.schema import Table

_GROUP = Column(
    "child_group", "text", "nhóm hoàn cảnh đặc biệt (mã)", "group of special circumstances"
)
_PURPOSE = Column("purpose", "text", "mục đích đỡ đầu (mã)", "purpose of sponsoring")
_DISTRICT_CODE = Column(
    "district_code", "code", "mã huyện (cũ), 3 chữ số", "code of the (former) district", "", True
)
_DISTRICT = Column("district", "text", "huyện, thành phố (cũ)", "(former) district", "", True)


def _count(name: str, vi: str, en: str) -> Column:
    return Column(name, "count", vi, en, "trẻ / children")


def _vnd(name: str, vi: str, en: str, *, nullable: bool = False) -> Column:
    return Column(name, "money", vi, en, "VND", nullable)


_WANTED = (
    _count("children_registered", "trẻ trong sổ", "children registered"),
    _count("children_sponsored", "đang có người đỡ đầu", "sponsored"),
    _count("children_proposed", "đang chờ trả lời", "proposed, no answer yet"),
    _count("children_open", "chờ người đỡ đầu, đã có đồng ý", "open, consent to matching there"),
    _count("children_unconsented", "chờ, chưa có đồng ý", "open, consent not there"),
    _count("children_amount_missing", "chưa biết số tiền cần", "open, amount not known"),
    _vnd("open_vnd", "số tiền còn cần cho cả kỳ, phần đã biết", "still asked, where known"),
)

SPONSORSHIP_TABLES: tuple[Table, ...] = (
    Table(
        "sponsorship_needs",
        "trẻ cần đỡ đầu theo xã, nhóm hoàn cảnh (nhóm chính) và mục đích",
        "children who need a sponsor by commune, (main) group and purpose",
        (
            *("programme", "commune_code", "commune", "district_code", "district"),
            *("child_group", "purpose"),
            *(column.name for column in _WANTED),
        ),
        ("commune_code", "child_group", "purpose"),
        own=(_GROUP, _PURPOSE, _DISTRICT_CODE, _DISTRICT, *_WANTED),
    ),
    Table(
        "sponsorship_states",
        "lượt đỡ đầu theo mục đích và trạng thái, tiền đến hạn và đã nhận",
        "sponsorships by purpose and state, money due and received",
        (
            *("programme", "purpose", "pledge_state", "pledges", "asked_vnd"),
            *("due_vnd", "received_vnd", "late_vnd", "over_vnd"),
        ),
        ("purpose", "pledge_state"),
        own=(
            _PURPOSE,
            Column("pledge_state", "text", "trạng thái", "state"),
            Column("pledges", "count", "số lượt đỡ đầu", "sponsorships"),
            _vnd("asked_vnd", "đã hứa cho cả kỳ", "promised for the whole period"),
            _vnd("due_vnd", "đã đến hạn", "fallen due"),
            _vnd("received_vnd", "đã nhận", "received"),
            _vnd("late_vnd", "còn chậm", "late"),
            _vnd("over_vnd", "nhận quá kỳ", "received beyond the period"),
        ),
    ),
    Table(
        "sponsorship_months",
        "tiền đỡ đầu đến hạn và đã nhận theo tháng",
        "sponsorship money due and received by month",
        ("programme", "month", "purpose", "pledges", "due_vnd", "received_vnd", "pledges_late"),
        ("month", "purpose"),
        own=(
            _PURPOSE,
            Column("month", "text", "tháng, như 2026-03", "month"),
            Column("pledges", "count", "số lượt đỡ đầu", "sponsorships"),
            _vnd("due_vnd", "đến hạn", "due"),
            _vnd("received_vnd", "đã nhận cho tháng này", "received for this month"),
            Column("pledges_late", "count", "số lượt còn chậm", "sponsorships late"),
        ),
    ),
)
