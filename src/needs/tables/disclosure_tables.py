"""The record of what was shown of published figures, and what was not: beside an assessment's."""

from __future__ import annotations

from needs.tables.column import Column
from needs.tables.schema import Table

C = Column
_REASONS = ("primary", "secondary", "kept")
_RULES = ("small_count", "almost_all", "zero", "few_givers", "largest_giver")

DISCLOSURE_TABLES: tuple[Table, ...] = (
    Table(
        "disclosure",
        "sổ che số liệu (nội bộ): ô nào đã nêu, ô nào không, vì sao; không có số thật của ô bị che",
        "for the house alone: what was shown of published figures, what not, why; no hidden value",
        (
            *("document", "audience", "issued", "as_of", "cell", "measure", "printed", "shown"),
            *("step", "reason", "rule", "lowest", "highest", "safe"),
        ),
        ("document", "audience", "issued", "as_of", "cell"),
        (
            C("document", "text", "tài liệu", "document"),
            C("audience", "text", "người đọc", "readers", "", False, ("public", "donors")),
            C("issued", "text", "ngày của bản, năm-tháng-ngày", "day of the edition"),
            C("as_of", "text", "ngày hoặc kỳ của số liệu", "day or period of the figures"),
            C("cell", "text", "ô: đếm gì, ở đâu, nhóm nào", "cell: what is counted, and of whom"),
            C("measure", "text", "đếm hoặc tính gì", "what is counted"),
            C("printed", "flag", "có chỗ trong bảng đã in", "has a place in a printed table"),
            C("shown", "flag", "đã nêu số", "its figure is shown"),
            C("step", "number", "làm tròn đến bội của; 0: đúng số", "rounded to; 0: exact"),
            C("reason", "text", "vì sao không nêu", "why it is not shown", "", True, _REASONS),
            C("rule", "text", "quy tắc của ô nhạy cảm", "rule it falls under", "", True, _RULES),
            C("lowest", "number", "người đọc biết: ít nhất", "readers know: at least", "", True),
            C(
                "highest",
                "number",
                "người đọc biết: nhiều nhất; trống: không giới hạn",
                "readers know: at most; empty: no limit",
                "",
                True,
            ),
            C("safe", "flag", "không suy ra được", "cannot be worked out"),
        ),
    ),
)
