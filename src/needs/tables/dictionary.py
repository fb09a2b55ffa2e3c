"""The data dictionary (`data/README.md`), written from the schemas so that it stays true."""

from __future__ import annotations

from needs.tables.schemas import RECORDS, TABLES

BEGIN = "<!-- bảng kết quả: sinh từ needs.tables, chạy `make dictionary` -->"
END = "<!-- hết phần sinh tự động -->"


def result_tables_markdown() -> str:
    """Return the section that describes every result table and every column."""
    lines = [BEGIN, ""]
    for entry in (TABLES | RECORDS).values():
        lines += [
            f"### `{entry.name}`",
            "",
            f"{entry.vi}. *{entry.en}.* Khóa / key: {', '.join(f'`{k}`' for k in entry.key)}.",
            "",
            "| cột / column | ý nghĩa | meaning | kiểu / kind | đơn vị / unit | trống / empty |",
            "|---|---|---|---|---|---|",
        ]
        for name in entry.columns:
            column = entry.column(name)
            allowed = f" ({', '.join(column.allowed)})" if column.allowed else ""
            lines.append(
                f"| `{name}` | {column.vi} | {column.en} | {column.kind}{allowed} "
                f"| {column.unit} | {'được / yes' if column.nullable else 'không / no'} |"
            )
        lines.append("")
    return "\n".join([*lines, END])


def refreshed(readme: str) -> str:
    """Return the README with its generated section replaced by the current one."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + result_tables_markdown() + after
