"""The columns of what districts and communes returned."""

from __future__ import annotations

from needs.tables.column import Column

C = Column
RETURN_COLUMNS = {
    column.name: column
    for column in (
        C("field", "text", "chỉ tiêu của biểu (khối.số đo.chi tiết)", "field of the form"),
        C(
            "returned_value",
            "count",
            "số đã báo cáo",
            "figure returned",
            "trẻ, người, nơi / children, people, places",
        ),
        C(
            "state",
            "text",
            "đang dùng (current) hay đã có bản mới hơn, kỳ khác (older)",
            "in use (current) or superseded, of another year (older)",
            "",
            False,
            ("current", "older"),
        ),
        C("file", "text", "tên tệp báo cáo", "file of the return"),
        C("sheet", "text", "trang tính", "sheet"),
        C("cell", "text", "ô; nhiều ô khi cộng các xã cũ", "cell, or cells that were added up"),
        C("row", "count", "dòng, đánh số từ 1", "row, from 1"),
        C("sha256", "text", "mã kiểm của tệp", "checksum of the file"),
        C("returned_on", "text", "ngày lập báo cáo", "day of the return"),
        C("received_on", "text", "ngày nhận", "day of arrival"),
        C(
            "outcome",
            "text",
            "nhận (accepted), chờ sửa (quarantined), bỏ qua (ignored)",
            "accepted, quarantined or ignored",
            "",
            False,
            ("accepted", "quarantined", "ignored"),
        ),
        C(
            "row_reason",
            "text",
            "vì sao chờ sửa hoặc bỏ qua (mã)",
            "why it waits or is ignored",
            "",
            True,
        ),
        C("about", "text", "mã xã mà dòng nói tới", "commune that the row is about", "", True),
        C("number", "count", "số thứ tự", "number"),
        C(
            "severity",
            "text",
            "lỗi (error) hay lưu ý (warning)",
            "error or warning",
            "",
            False,
            ("error", "warning"),
        ),
        C("fault", "text", "mã lỗi", "code of the fault"),
        C("fault_found", "text", "thấy", "found"),
        C("fault_expected", "text", "cần", "expected"),
        C("fault_action", "text", "cách sửa", "what to do"),
    )
}
del C
