"""The words of what is wrong with files, tables, columns and rows as they are read."""

from __future__ import annotations

from collections.abc import Mapping

from needs.disclosure import headings_typed, name_typed
from needs.returns.words import cells
from needs.returns.words.cells import column_words
from needs.returns.words.fault_words import FaultWords, Words
from needs.wording import say, typed

Values = Mapping[str, str]


def _commune(lang: str) -> str:
    return say("tên xã như trong danh mục", lang=lang)


def _form(form: str, lang: str) -> str:
    return {
        "district": say("biểu của huyện", lang=lang),
        "support": say("sổ hỗ trợ", lang=lang),
        "donors": say("biểu nhà tài trợ", lang=lang),
    }[form]


def _ask_name(v: Values, lang: str) -> str:
    if not v["candidates"]:
        return say("sửa tên xã, hoặc trả lời ở trang «Tên xã» của bảng câu hỏi", lang=lang)
    return say(
        "sửa tên xã, hoặc trả lời ở trang «Tên xã» của bảng câu hỏi; gần nhất: {candidates}",
        lang=lang,
        candidates=v["candidates"],
    )


def _name(v: Values, lang: str) -> str:
    """Return a name that no commune bears, unless it is a person's."""
    return typed(v["found"], lang=lang) if v.get("person") else v["found"]


def _titles(v: Values, lang: str) -> str:
    return headings_typed(v["titles"], lang=lang)


def _column(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say(
            "cột «{title}» ({samples})",
            lang=lang,
            title=column_words(v, lang),
            samples=v["samples"],
        ),
        say("một cột đã biết nghĩa", lang=lang),
        say("trả lời ở trang «Cột» của bảng câu hỏi; chỉ phải trả lời một lần", lang=lang),
    )


def _form_version(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("biểu phiên bản {found}", lang=lang, found=v["found"]),
        say("phiên bản {expected}", lang=lang, expected=v["expected"]),
        say("các cột được đọc theo tiêu đề; lần sau dùng biểu mới", lang=lang),
    )


def _period(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("số liệu năm {found}", lang=lang, found=v["found"]),
        say("năm {expected}", lang=lang, expected=v["expected"]),
        say("số liệu được giữ cho năm ghi trong tệp; kiểm tra xem có gửi nhầm không", lang=lang),
    )


def _no_table(v: Values, lang: str) -> FaultWords:
    rows = v.get("rows", "")
    return FaultWords(
        say("con số ngoài bảng, ở dòng {rows}", lang=lang, rows=rows)
        if rows
        else say("không thấy bảng nào", lang=lang),
        say("bảng có dòng tiêu đề, có cột tên xã (hoặc tên nhà tài trợ)", lang=lang),
        say("đặt dòng tiêu đề ngay trên các con số; dùng biểu mẫu thì chắc hơn", lang=lang),
    )


def _beyond(v: Values, lang: str) -> FaultWords:
    counted = {
        "rows": say("{n} dòng", lang=lang, n=v["n"]),
        "cells": say("{n} ô", lang=lang, n=v["n"]),
        "columns": say("{n} cột", lang=lang, n=v["n"]),
        "tables": say("{n} bảng", lang=lang, n=v["n"]),
    }
    return FaultWords(
        counted[v["what"]],
        say("không quá {most} trên một trang", lang=lang, most=v["most"]),
        say("xóa các dòng, cột thừa; chia tệp nếu cần", lang=lang),
    )


_READING: dict[str, Words] = {
    # the file
    "other_programme": lambda v, lang: FaultWords(
        say("biểu của chương trình {found}", lang=lang, found=v["found"]),
        say("biểu của chương trình {expected}", lang=lang, expected=v["expected"]),
        say("gửi biểu của đúng chương trình; cả tệp chưa được dùng", lang=lang),
    ),
    "other_form": lambda v, lang: FaultWords(
        _form(v["found"], lang),
        _form(v["expected"], lang),
        say("tệp được đọc theo loại biểu ghi trong nó", lang=lang),
    ),
    "other_form_version": _form_version,
    "other_period": _period,
    "other_district": lambda v, lang: FaultWords(
        v["found"],
        v["expected"],
        say("kiểm tra xem tệp có phải của huyện này không", lang=lang),
    ),
    "identity_damaged": lambda _, lang: FaultWords(
        say("trang ẩn của biểu mẫu đã bị sửa", lang=lang),
        say("trang ẩn như trong biểu mẫu", lang=lang),
        say("tệp được đọc như bảng tự lập; lần sau dùng lại biểu mẫu trắng", lang=lang),
    ),
    "return_date_unclear": lambda v, lang: FaultWords(
        say("ngày lập ở ô {cell} không đọc được", lang=lang, cell=v["cell"]),
        say("ngày/tháng/năm, ví dụ 12/11/2026", lang=lang),
        say("ghi lại ngày lập; nay lấy ngày nhận tệp", lang=lang),
    ),
    "hidden_sheet": lambda _, lang: FaultWords(
        say("trang ẩn có nội dung", lang=lang),
        say("mọi số liệu ở trang nhìn thấy được", lang=lang),
        say("trang ẩn không được đọc; cho hiện lên nếu có số liệu cần dùng", lang=lang),
    ),
    "hidden_rows": lambda v, lang: FaultWords(
        say("{n} dòng bị ẩn hoặc bị lọc: {rows}", lang=lang, n=v["n"], rows=v["rows"]),
        say("không có dòng ẩn", lang=lang),
        say("các dòng này vẫn được đọc; bỏ lọc để kiểm tra", lang=lang),
    ),
    "no_table": _no_table,
    "beyond_a_return": _beyond,
    # columns
    "no_commune_column": lambda v, lang: FaultWords(
        say("các cột: {titles}", lang=lang, titles=_titles(v, lang)),
        say("một cột «Tên xã» hoặc «Mã xã»", lang=lang),
        say("đặt tiêu đề «Tên xã» cho cột tên xã", lang=lang),
    ),
    "several_commune_columns": lambda v, lang: FaultWords(
        say("các cột ghi tên xã khác nhau: {titles}", lang=lang, titles=_titles(v, lang)),
        say("một cột «Tên xã»", lang=lang),
        say("để hai bảng trên hai trang; tên xã cũ ghi ở cột ghi chú", lang=lang),
    ),
    "required_column_missing": lambda v, lang: FaultWords(
        say("thiếu cột: {titles}", lang=lang, titles=v["titles"]),
        say("có đủ các cột này", lang=lang),
        say("thêm cột, hoặc đổi tiêu đề cho đúng biểu mẫu", lang=lang),
    ),
    "column_unconfirmed": _column,
    "column_ignored": lambda v, lang: FaultWords(
        say("cột «{title}» không có con số", lang=lang, title=column_words(v, lang)),
        say("một cột của biểu", lang=lang),
        say("cột này không được đọc", lang=lang),
    ),
    "column_twice": lambda v, lang: FaultWords(
        say(
            "hai cột cùng nghĩa: «{other}» và «{title}»",
            lang=lang,
            other=headings_typed(v["other"], lang=lang),
            title=column_words(v, lang),
        ),
        say("mỗi số liệu một cột", lang=lang),
        say("bỏ bớt một cột, hoặc đổi tiêu đề cho đúng", lang=lang),
    ),
    # rows
    "name_unknown": lambda v, lang: FaultWords(_name(v, lang), _commune(lang), _ask_name(v, lang)),
    "name_ambiguous": lambda v, lang: FaultWords(
        say("«{found}»: nhiều xã cùng tên", lang=lang, found=v["found"]),
        say("tên kèm «xã», «phường», «thị trấn», hoặc mã xã", lang=lang),
        _ask_name(v, lang),
    ),
    "name_elsewhere": lambda v, lang: FaultWords(
        say("«{found}»: xã của huyện khác", lang=lang, found=v["found"]),
        say("một xã của huyện này", lang=lang),
        _ask_name(v, lang),
    ),
    "code_name_disagree": lambda v, lang: FaultWords(
        _name(v, lang),
        say("mã và tên của cùng một xã", lang=lang),
        say("sửa mã hoặc tên; có thể là: {candidates}", lang=lang, candidates=v["candidates"]),
    ),
    "code_padded": lambda v, lang: FaultWords(
        say("{n} mã xã bị mất số 0 ở đầu", lang=lang, n=v["n"]),
        say("mã xã gồm 5 chữ số, dạng chữ", lang=lang),
        say("số 0 đã được thêm lại; nên định dạng cột mã là chữ (Text)", lang=lang),
    ),
    "row_without_commune": lambda v, lang: FaultWords(
        say("dòng có số liệu mà không có tên xã", lang=lang)
        if not v["found"]
        else say(
            "«{found}»: dòng có số liệu mà không có tên xã",
            lang=lang,
            found=name_typed(v["found"], lang=lang),
        ),
        say("tên xã hoặc mã xã ở mỗi dòng số liệu", lang=lang),
        say("ghi tên xã; dòng cộng thì ghi «Cộng» hoặc «Tổng cộng»", lang=lang),
    ),
    "row_without_figures": lambda v, lang: FaultWords(
        say("{commune}: không có con số nào", lang=lang, commune=name_typed(v["found"], lang=lang)),
        say("số liệu của xã; 0 nếu không có", lang=lang),
        say("xã này được coi là chưa báo cáo", lang=lang),
    ),
    "total_without_rows": lambda v, lang: FaultWords(
        say(
            "«{found}»: chỉ có số cộng, không có số của từng xã",
            lang=lang,
            found=name_typed(v["found"], lang=lang),
        ),
        say("một dòng cho mỗi xã", lang=lang),
        say("ghi số liệu của từng xã", lang=lang),
    ),
}

WORDS: dict[str, Words] = {**_READING, **cells.WORDS}
