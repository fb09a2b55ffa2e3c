"""The tables of the year's occasions and tasks: beside those of an assessment."""

from __future__ import annotations

from needs.tables.column import Column
from needs.tables.schema import Table

KINDS = ("occasion", "deadline", "step")
SHOWN_BY = ("forms", "returns", "plan", "offered", "accepted", "delivered", "report")

_DAY = "YYYY-MM-DD"

TIMETABLE_TABLES: tuple[Table, ...] = (
    Table(
        "tasks",
        "lịch của một năm: các dịp, các hạn, và việc phải làm trước từng dịp",
        "the timetable of a year: occasions, deadlines, and what to do before each occasion",
        (
            "task",
            "kind",
            "entry",
            "name",
            "name_en",
            "goal",
            "goal_en",
            "goal_day",
            "category",
            "start",
            "due",
            "stated_due",
            "moved",
            "moved_en",
            "lunar",
            "lunar_en",
            "who_ids",
            "who",
            "who_en",
            "whom_ids",
            "whom",
            "whom_en",
            "shown_by",
            "basis",
            "source",
        ),
        ("task",),
        own=(
            Column("task", "text", "mã việc: giữ nguyên qua các lần lập", "id, always the same"),
            Column("kind", "text", "dịp, hạn, hay bước", "what it is", "", False, KINDS),
            Column(
                "entry", "text", "mã dịp, hạn hoặc đích trong hồ sơ", "its entry in the profile"
            ),
            Column("name", "text", "tên", "name in Vietnamese"),
            Column("name_en", "text", "tên tiếng Anh", "name in English"),
            Column(
                "goal", "text", "đích mà bước này dẫn tới", "the goal a step leads to", "", True
            ),
            Column("goal_en", "text", "đích, tiếng Anh", "the goal, in English", "", True),
            Column("goal_day", "text", "ngày phải đạt đích", "day of the goal", _DAY, True),
            Column("start", "text", "ngày bắt đầu", "first day", _DAY),
            Column("due", "text", "hạn: ngày làm việc cuối cùng", "last (working) day", _DAY),
            Column(
                "stated_due", "text", "hạn trước khi dời", "day before it was moved", _DAY, True
            ),
            Column("moved", "text", "vì sao dời lên", "why it was moved earlier", "", True),
            Column("moved_en", "text", "vì sao dời lên, tiếng Anh", "why, in English", "", True),
            Column("lunar", "text", "ngày âm lịch bằng chữ", "lunar day in words", "", True),
            Column("lunar_en", "text", "ngày âm lịch, tiếng Anh", "lunar day, English", "", True),
            Column("who_ids", "list", "mã cơ quan làm, theo kế hoạch", "offices of the plan"),
            Column(
                "who", "text", "ai làm (cơ quan của ngày ấy)", "who acts (office then)", "", True
            ),
            Column("who_en", "text", "ai làm, tiếng Anh", "who acts, in English", "", True),
            Column("whom_ids", "list", "mã cơ quan được hỏi, được báo", "offices asked or told"),
            Column("whom", "text", "hỏi ai, báo ai", "who is asked or told", "", True),
            Column("whom_en", "text", "hỏi ai, báo ai, tiếng Anh", "asked, in English", "", True),
            Column(
                "shown_by",
                "text",
                "sổ nào của bộ công cụ cho biết đã xong",
                "which record shows it is done",
                "",
                True,
                SHOWN_BY,
            ),
        ),
    ),
)
