"""The words of what is wrong in a cell: numbers, dates, choices."""

from __future__ import annotations

from collections.abc import Mapping

from needs.disclosure import choice_typed, headings_typed, name_typed
from needs.returns.words.fault_words import FaultWords, Words
from needs.wording import say, typed

Values = Mapping[str, str]


def column_words(v: Values, lang: str) -> str:
    """Return the title of a column, or that it has none."""
    title = v.get("title")
    return headings_typed(title, lang=lang) if title else say("cột không có tiêu đề", lang=lang)


def found_words(v: Values, lang: str, *, dates: bool = False, ids: bool = False) -> str:
    """Return what was typed in a cell, as far as it may be told, and in which column."""
    choices = v.get("choices")
    found = (
        choice_typed(v["found"], choices.split("; "), lang=lang)
        if choices
        else typed(v["found"], dates=dates, ids=ids, lang=lang)
    )
    return say("«{found}» ở cột «{title}»", lang=lang, found=found, title=column_words(v, lang))


def _found(v: Values, lang: str) -> str:
    return found_words(v, lang)


def _day_found(v: Values, lang: str) -> str:
    return found_words(v, lang, dates=True)


def _whole(lang: str) -> str:
    return say("một số nguyên từ 0 trở lên", lang=lang)


def _number(lang: str) -> str:
    return say("một con số", lang=lang)


def _date(lang: str) -> str:
    return say("ngày/tháng/năm, ví dụ 12/11/2026", lang=lang)


def _unclear(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        _found(v, lang),
        say("chỉ một cách hiểu; có thể là: {numbers}", lang=lang, numbers=v["candidates"]),
        say("trả lời ở trang «Con số» của bảng câu hỏi, hoặc sửa ô này", lang=lang),
    )


WORDS: dict[str, Words] = {
    "not_a_number": lambda v, lang: FaultWords(
        _found(v, lang),
        _number(lang),
        say("chỉ ghi con số; lời giải thích ghi ở cột ghi chú", lang=lang),
    ),
    "flag_in_number": lambda v, lang: FaultWords(
        _found(v, lang), _number(lang), say("thay đúng/sai (TRUE/FALSE) bằng con số", lang=lang)
    ),
    "error_value": lambda v, lang: FaultWords(
        _found(v, lang),
        say("một giá trị, không phải lỗi công thức", lang=lang),
        say("nhập lại ô này", lang=lang),
    ),
    "date_in_number": lambda v, lang: FaultWords(
        _found(v, lang),
        _number(lang),
        say("Excel đã đổi con số thành ngày: định dạng ô là số rồi nhập lại", lang=lang),
    ),
    "negative": lambda v, lang: FaultWords(
        _found(v, lang), _whole(lang), say("không ghi số âm hay số trong ngoặc", lang=lang)
    ),
    "not_whole": lambda v, lang: FaultWords(
        _found(v, lang), _whole(lang), say("ghi số trẻ hoặc số đồng, không có phần lẻ", lang=lang)
    ),
    "not_places": lambda v, lang: FaultWords(
        _found(v, lang),
        say("số công trình, là số nguyên từ 0 trở lên", lang=lang),
        say("chỉ ghi con số; đếm công trình, không đếm trẻ, không ghi tỷ lệ", lang=lang),
    ),
    "number_too_large": lambda v, lang: FaultWords(
        _found(v, lang),
        say("một số dưới 1.000.000.000.000.000", lang=lang),
        say("kiểm tra số chữ số đã gõ", lang=lang),
    ),
    "percent_in_number": lambda v, lang: FaultWords(
        _found(v, lang), _whole(lang), say("ghi số trẻ, không ghi tỷ lệ phần trăm", lang=lang)
    ),
    "approximate": lambda v, lang: FaultWords(
        _found(v, lang),
        say("một con số chính xác", lang=lang),
        say("ghi con số, không ghi «khoảng», «>», «~»; chưa biết thì để trống", lang=lang),
    ),
    "grouping": lambda v, lang: FaultWords(
        _found(v, lang),
        say("số viết liền, hoặc có dấu chấm sau mỗi ba chữ số: 1234, 1.234", lang=lang),
        say("viết lại con số", lang=lang),
    ),
    "number_unclear": _unclear,
    "dash": lambda v, lang: FaultWords(
        _found(v, lang),
        say("0 nếu không có; để trống nếu chưa có số liệu", lang=lang),
        say("ô này được coi là chưa có số liệu; nếu là không có thì ghi 0", lang=lang),
    ),
    "zero_in_words": lambda v, lang: FaultWords(
        _found(v, lang),
        say("số 0", lang=lang),
        say("ô này được đọc là 0; nếu là chưa có số liệu thì để trống", lang=lang),
    ),
    "merged_figure": lambda v, lang: FaultWords(
        say(
            "«{found}» gộp chung nhiều ô ở cột «{title}»",
            lang=lang,
            found=typed(v["found"], lang=lang),
            title=column_words(v, lang),
        ),
        say("mỗi xã, mỗi cột một con số riêng", lang=lang),
        say("bỏ gộp ô, ghi con số của từng xã", lang=lang),
    ),
    "formula": lambda v, lang: FaultWords(
        say("{n} ô là công thức: {cells}", lang=lang, n=v["n"], cells=v["cells"]),
        say("con số", lang=lang),
        say("kết quả lưu trong tệp được dùng; nên dán lại thành số", lang=lang),
    ),
    "formula_without_value": lambda v, lang: FaultWords(
        say("công thức chưa có kết quả ở cột «{title}»", lang=lang, title=column_words(v, lang)),
        _number(lang),
        say("mở tệp bằng Excel, lưu lại; hoặc thay công thức bằng con số", lang=lang),
    ),
    "thousands_lost": lambda v, lang: FaultWords(
        say("{n} ô dưới 1.000: {cells}", lang=lang, n=v["n"], cells=v["cells"]),
        say("cùng cách viết với các ô khác của cột", lang=lang),
        say(
            "trong cột này Excel đã hiểu «1.234» là 1,234, nên «2.000» có thể đã thành 2: "
            "kiểm tra các ô này",
            lang=lang,
        ),
    ),
    "not_a_date": lambda v, lang: FaultWords(
        _day_found(v, lang), _date(lang), say("viết lại ngày", lang=lang)
    ),
    "date_implausible": lambda v, lang: FaultWords(
        _day_found(v, lang), _date(lang), say("kiểm tra năm", lang=lang)
    ),
    "date_unclear": lambda v, lang: FaultWords(
        _day_found(v, lang),
        _date(lang),
        say(
            "viết đủ ngày, tháng, bốn chữ số của năm (có thể là {day})",
            lang=lang,
            day=v["candidates"],
        ),
    ),
    "not_a_year": lambda v, lang: FaultWords(
        _found(v, lang),
        say("năm có bốn chữ số, ví dụ 2026", lang=lang),
        say("viết lại năm", lang=lang),
    ),
    "months_unknown": lambda v, lang: FaultWords(
        _found(v, lang),
        say("các tháng từ 1 đến 12, ví dụ 10; 11; 12", lang=lang),
        say("viết lại các tháng, cách nhau bằng dấu chấm phẩy", lang=lang),
    ),
    "choice_unknown": lambda v, lang: FaultWords(
        _found(v, lang),
        say("một trong: {choices}", lang=lang, choices=v["choices"]),
        say("chọn trong danh sách của ô", lang=lang),
    ),
    "district_unknown": lambda v, lang: FaultWords(
        name_typed(v["found"], lang=lang),
        say("một trong: {choices}", lang=lang, choices=v["choices"]),
        say("viết đúng tên huyện (cũ), cách nhau bằng dấu chấm phẩy", lang=lang),
    ),
    "wish_other_edition": lambda v, lang: FaultWords(
        name_typed(v["found"], lang=lang),
        say("tên xã theo danh mục của chương trình", lang=lang),
        say("ghi tên xã hiện nay thay cho tên xã cũ (hoặc ngược lại)", lang=lang),
    ),
    "required_missing": lambda v, lang: FaultWords(
        say("ô «{field}» để trống", lang=lang, field=v["field"]),
        say("ô này phải có", lang=lang),
        say("điền ô này; dòng thừa thì xóa", lang=lang),
    ),
}
