"""What a cell takes: drop-downs, limits, and the messages that help to fill it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from needs.forms.fields import Field
from needs.programmes import Programme

Rule = dict[str, Any]

_EMPTY = "Để trống: chưa có số liệu."

_HINTS = {
    "total": ("Tổng số trẻ", f"Các nhóm tuổi cộng lại. 0: không có trẻ nào. {_EMPTY}"),
    "group": ("Trong số đó", f"Một trẻ có thể thuộc nhiều nhóm. 0: không có trẻ nào. {_EMPTY}"),
    "once": (
        "Mỗi trẻ một lần",
        f"Trẻ nhận từ nhiều nguồn chỉ tính là một. 0: chưa trẻ nào được hỗ trợ. {_EMPTY}",
    ),
    "lacking": ("Số công trình", f"Đếm công trình, không đếm trẻ. 0: không thiếu. {_EMPTY}"),
    "count": ("Số nguyên từ 0", f"0: không có. {_EMPTY}"),
    "money": ("Số tiền, đồng", f"Ghi đủ số đồng: 15 triệu ghi 15000000. 0: không có. {_EMPTY}"),
    "number": ("Số từ 0", f"0: không có. {_EMPTY}"),
    "limit": (
        "Giới hạn",
        "Tiền: số đồng; hiện vật: số bộ, suất …; đỡ đầu: số trẻ. Để trống: không giới hạn.",
    ),
    "most_communes": (
        "Số xã",
        "Nhà tài trợ đến được nhiều nhất mấy xã. Để trống: bao nhiêu cũng được.",
    ),
    "package_units": (
        "Gói của nhà tài trợ",
        "Mỗi lần trao trọn bấy nhiêu, ví dụ 30 bộ. Để trống: gói chung của loại hỗ trợ.",
    ),
    "age": ("Tuổi tròn", "Kể cả tuổi này, từ 0 đến 17. Để trống: tuổi nào cũng được."),
    "sponsored_months": ("Số tháng", "Số tháng đỡ đầu trong năm, từ 1 đến 12."),
}

#: Which message a column of the donors' form has.
_DONORS_HINTS = {
    "least_per_commune": "limit",
    "most_per_commune": "limit",
    "most_communes": "most_communes",
    "package_units": "package_units",
    "from_age": "age",
    "to_age": "age",
    "sponsored_months": "sponsored_months",
}
_PERCENT = (
    "Nhà tài trợ trả bấy nhiêu phần trăm của mỗi gói, một bên khác trả nốt: 50. Để trống: trả đủ."
)
_MONTHS = "Nhiều tháng: cách nhau bằng dấu chấm phẩy, 10; 11; 12. Để trống: tháng nào cũng được."

_NO_PERSONAL_DATA = "Không ghi tên, ngày sinh, địa chỉ hay thông tin riêng của trẻ em."


def whole_number(hint: str) -> Rule:
    """Return the rule of a cell for a whole number, with the message of that name."""
    title, message = _HINTS[hint]
    return {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "input_title": title,
        "input_message": message,
        "error_title": "Cần số nguyên",
        "error_message": "Ô này chỉ nhận số nguyên từ 0 trở lên, không có chữ, dấu gạch hay phần "
        "lẻ. Chưa có số liệu thì để trống.",
    }


def of_field(field: Field, *, programme: Programme, lists: Mapping[str, str]) -> Rule | None:
    """Return the rule of a field's cells; none where anything may stand.

    Parameters
    ----------
    field
        The column.
    programme
        From its plan's first year on, dates are taken.
    lists
        Field id → name of the range that holds what may be chosen.
    """
    if field.id in lists:
        return _choice(field, lists[field.id])
    if field.several:
        return _message(field.name.vi, "Nhiều mục: cách nhau bằng dấu chấm phẩy (;).")
    rule: Rule | None = None
    match field.kind:
        case "count" | "money":
            rule = whole_number(_hint(field))
        case "number":
            rule = _number()
        case "percent":
            rule = _message("Phần trăm", _PERCENT)
        case "months":
            rule = _message("Tháng", _MONTHS)
        case "date":
            rule = date_rule(programme)
        case "year":
            rule = _year(programme)
    return rule


def date_rule(programme: Programme) -> Rule:
    """Return the rule of a cell for a day, from the plan's first year on."""
    first = dt.date(programme.plan.period_from, 1, 1)
    return {
        "validate": "date",
        "criteria": ">=",
        "value": first,
        "input_title": "Ngày/tháng/năm",
        "input_message": "Ghi xong, xem lại ô: ngày đứng trước, tháng đứng sau.",
        "error_title": "Cần một ngày",
        "error_message": f"Ghi ngày/tháng/năm, từ {first:%d/%m/%Y} trở đi.",
    }


def note_rule() -> Rule:
    """Return the message of a cell for notes."""
    return _message("Ghi chú", _NO_PERSONAL_DATA)


def _hint(field: Field) -> str:
    if field.block == "donors" and field.measure in _DONORS_HINTS:
        return _DONORS_HINTS[field.measure]
    if field.kind == "money":
        return "money"
    if field.measure in ("group", "lacking"):
        return field.measure
    if field.detail or field.measure not in ("children", "eligible", "covered"):
        return "count"
    if field.block == "ledger":
        return "count"
    return "once" if field.measure == "covered" else "total"


def _number() -> Rule:
    title, message = _HINTS["number"]
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "input_title": title,
        "input_message": message,
        "error_title": "Cần một số",
        "error_message": "Ô này chỉ nhận số từ 0 trở lên. Chưa có số liệu thì để trống.",
    }


def _year(programme: Programme) -> Rule:
    first, last = programme.plan.period_from, int(programme.period) + 1
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": first,
        "maximum": last,
        "input_title": "Năm",
        "input_message": "Năm mà trẻ nhận hỗ trợ, bốn chữ số.",
        "error_title": "Cần một năm",
        "error_message": f"Năm từ {first} đến {last}, bốn chữ số.",
    }


def _choice(field: Field, source: str) -> Rule:
    rule: Rule = {"validate": "list", "source": f"={source}"}
    if field.several:
        # A drop-down gives one; what is typed may hold several, so it is not refused here.
        return rule | {
            "input_title": "Một hoặc nhiều",
            "input_message": "Chọn một; nhiều mục thì gõ, cách nhau bằng dấu chấm phẩy (;), đúng "
            "chữ trong trang «Danh mục».",
            "show_error": False,
        }
    if field.kind == "choice":
        return rule | {
            "input_title": "Chọn trong danh sách",
            "input_message": "Bấm mũi tên bên phải ô.",
            "error_title": "Chọn trong danh sách",
            "error_message": "Chỉ chọn một mục trong danh sách (bấm mũi tên bên phải ô).",
        }
    # A commune may also be known by its name of before the merger: asked, not refused.
    return rule | {
        "input_title": "Xã",
        "input_message": "Chọn trong danh sách hoặc gõ. Mã xã chỉ cần khi hai xã trùng tên; "
        "tên và mã ở trang «Danh mục».",
        "error_type": "warning",
        "error_title": "Không có trong danh sách",
        "error_message": "Tên hoặc mã này không có trong trang «Danh mục». Vẫn giữ?",
    }


def _message(title: str, message: str) -> Rule:
    return {"validate": "any", "input_title": title, "input_message": message}
