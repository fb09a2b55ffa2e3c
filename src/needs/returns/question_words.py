"""The words of the workbook of questions."""

from __future__ import annotations

from needs.reading.answers import AnswerKind
from needs.wording import say


def sheet_words(kind: AnswerKind, lang: str) -> tuple[str, str]:
    """Return the name of a sheet (the same in both languages), and how it is filled in."""
    return {
        "column": (
            "Cột",
            say(
                "Mỗi dòng là một cột mà chương trình chưa hiểu chắc. Chọn trong ô màu vàng cột đó "
                "là số gì; «bỏ qua» nếu không cần đọc. Trả lời một lần, dùng cho mọi tệp cùng mẫu. "
                "Để trống thì các dòng của bảng vẫn chờ. Số trong ngoặc vuông là độ giống (0–100).",
                lang=lang,
            ),
        ),
        "name": (
            "Tên xã",
            say(
                "Mỗi dòng là một tên xã chưa khớp hẳn. Chọn trong ô màu vàng, hoặc ghi đúng tên xã "
                "hay mã xã; «bỏ qua» nếu dòng đó không phải một xã. Để trống thì dòng vẫn chờ. Số "
                "trong ngoặc vuông là độ giống (0–100).",
                lang=lang,
            ),
        ),
        "value": (
            "Con số",
            say(
                "Mỗi dòng là một ô có thể hiểu thành nhiều số. Chọn trong ô màu vàng, hoặc ghi số "
                "đúng, không có dấu ngăn hàng nghìn; «chưa có số liệu» nếu không biết. Để trống "
                "thì dòng vẫn chờ.",
                lang=lang,
            ),
        ),
    }[kind]


def header_words(kind: AnswerKind, lang: str) -> tuple[str, ...]:
    """Return the titles of the columns."""
    answer = {
        "column": say("Trả lời: cột này là", lang=lang),
        "name": say("Trả lời: xã này là", lang=lang),
        "value": say("Trả lời: số này là", lang=lang),
    }[kind]
    return (
        say("STT", lang=lang),
        say("Gặp lần đầu ở", lang=lang),
        say("Người gửi viết", lang=lang),
        say("Số lần", lang=lang),
        say("Viết cạnh đó", lang=lang),
        say("Có thể là", lang=lang),
        answer,
    )


def error_words(kind: AnswerKind, lang: str) -> dict[str, str]:
    """Return what a drop-down says of an answer that is not in its list: only columns insist."""
    title = {"error_title": say("Câu trả lời", lang=lang)}
    if kind == "column":
        message = say("Hãy chọn trong danh sách. Để trống là chưa trả lời.", lang=lang)
        return {**title, "error_type": "stop", "error_message": message}
    message = say("Không có trong danh sách. Vẫn nhận, nếu ghi đúng.", lang=lang)
    return {**title, "error_type": "information", "error_message": message}
