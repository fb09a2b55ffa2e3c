"""The tables of what was returned."""

from __future__ import annotations

from needs.tables.schema import Table

RETURN_TABLES = (
    Table(
        "returns",
        "số liệu các xã đã báo cáo, đến từng ô của từng tệp",
        "figures that communes returned, down to the cell",
        (
            "commune_code",
            "commune",
            "district_code",
            "district",
            "period",
            "field",
            "returned_value",
            "state",
            "file",
            "sheet",
            "cell",
            "sha256",
            "returned_on",
            "received_on",
        ),
        ("period", "commune_code", "field", "sha256", "sheet", "cell"),
    ),
    Table(
        "return_rows",
        "từng dòng của từng tệp đã nhận: nhận + chờ sửa + bỏ qua = số dòng đọc được",
        "every row of every file: accepted + quarantined + ignored = rows read",
        ("file", "sha256", "sheet", "row", "outcome", "row_reason", "about"),
        ("sha256", "sheet", "row"),
    ),
    Table(
        "return_faults",
        "lỗi và lưu ý trong các tệp đã nhận",
        "faults and warnings in the files received",
        (
            "file",
            "sha256",
            "number",
            "sheet",
            "cell",
            "severity",
            "fault",
            "fault_found",
            "fault_expected",
            "fault_action",
        ),
        ("sha256", "number"),
    ),
)
