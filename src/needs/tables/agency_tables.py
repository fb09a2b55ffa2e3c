"""The tables of duties and tasks: beside those of an assessment."""

from __future__ import annotations

from needs.tables.column import Column
from needs.tables.schema import Table

C = Column

#: What an office does in a duty: leads, takes part, supplies what is needed, gets the result.
ROLES = ("lead", "with", "supplies", "receives")

AGENCY_TABLES: tuple[Table, ...] = (
    Table(
        "duties",
        "việc của kế hoạch: cơ quan nào chủ trì, phối hợp, hôm nay là cơ quan nào",
        "duties of the plan: which office leads or takes part, and who that is today",
        (
            *("programme", "duty", "duty_text", "role", "agency", "office_id", "office"),
            *("office_then", "office_since", "office_why", "matter", "categories", "facilities"),
            *("level", "when", "served_by", "by_people", "basis", "source"),
        ),
        ("duty", "agency", "role"),
        (
            C("duty", "text", "mã việc", "duty"),
            C("duty_text", "text", "việc", "words for the duty"),
            C("role", "text", "vai trò: " + ", ".join(ROLES), "role", "", False, ROLES),
            C("agency", "text", "mã cơ quan trong kế hoạch", "office as the plan names it"),
            C("office_id", "text", "mã cơ quan hôm nay", "office of that day"),
            C("office", "text", "cơ quan hôm nay", "name of that day"),
            C("office_then", "text", "tên khi ban hành kế hoạch", "name when the plan was issued"),
            C("office_since", "text", "từ ngày", "since", "", True),
            C("office_why", "text", "vì sao đổi", "why it changed", "", True),
            C("matter", "text", "lĩnh vực", "field of work"),
            C(
                "categories",
                "list",
                "loại hỗ trợ, mã; trống: cả kế hoạch",
                "categories; empty: all",
            ),
            C("facilities", "list", "công trình, mã", "facilities"),
            C("level", "text", "cấp", "level", "", False, ("province", "district", "commune")),
            C("when", "text", "khi nào", "when", "", True),
            C("served_by", "list", "lệnh, trang, bảng giúp việc này", "what this software gives"),
            C("by_people", "text", "phần phải tự làm", "what people do themselves", "", True),
        ),
    ),
)
del C
