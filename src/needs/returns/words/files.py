"""The words for whole files: why one could not be read, and what to know of one that could."""

from __future__ import annotations

from collections.abc import Mapping

from needs.returns.words.fault_words import FaultWords, Words
from needs.wording import number, say

Values = Mapping[str, str]

_MIB = 1024 * 1024


def _megabytes(size: str, lang: str) -> str:
    whole = int(size)
    megabytes = number(whole / _MIB, lang=lang, decimals=0 if whole >= 10 * _MIB else 1)
    return say("{n} MB", lang=lang, n=megabytes)


def _spreadsheet(lang: str) -> str:
    return say("một tệp xlsx, xls, ods hoặc csv", lang=lang)


def _resend(lang: str) -> str:
    return say("mở tệp trong Excel, chọn Lưu thành › .xlsx, gửi lại", lang=lang)


def _missing(_: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("không có tệp này", lang=lang),
        _spreadsheet(lang),
        say("kiểm tra lại tên và thư mục", lang=lang),
    )


def _not_a_file(v: Values, lang: str) -> FaultWords:
    found = {
        "folder": say("một thư mục", lang=lang),
        "link": say("một lối tắt (liên kết) tới tệp khác", lang=lang),
        "broken_link": say("một lối tắt (liên kết) tới tệp không còn", lang=lang),
        "device": say("một thiết bị, không phải tệp", lang=lang),
        "pipe": say("một đường ống, không phải tệp", lang=lang),
        "socket": say("một cổng kết nối, không phải tệp", lang=lang),
    }[v["what"]]
    return FaultWords(found, _spreadsheet(lang), say("chỉ ra chính tệp cần đọc", lang=lang))


def _unreadable(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("không mở được tệp ({reason})", lang=lang, reason=v["reason"]),
        say("tệp được phép đọc", lang=lang),
        say("đóng tệp nếu đang mở trong Excel; kiểm tra quyền đọc", lang=lang),
    )


def _too_large(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("tệp nặng {size}", lang=lang, size=_megabytes(v["bytes"], lang)),
        say("không quá {size}", lang=lang, size=_megabytes(v["limit"], lang)),
        say("bỏ ảnh và các trang không cần, gửi lại riêng bảng số liệu", lang=lang),
    )


def _empty(_: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("tệp không có nội dung gì", lang=lang),
        _spreadsheet(lang),
        say("gửi lại tệp: lần gửi này có thể bị lỗi đường truyền", lang=lang),
    )


def _password(_: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("tệp có mật khẩu mở", lang=lang),
        say("tệp không có mật khẩu", lang=lang),
        say("trong Excel: Tệp › Thông tin › Bảo vệ sổ làm việc, xóa mật khẩu, gửi lại", lang=lang),
    )


def _unpacks_too_large(v: Values, lang: str) -> FaultWords:
    found, limit = int(v["found"]), int(v["limit"])
    words = {
        "bytes": (
            say("giải nén ra {size}", lang=lang, size=_megabytes(v["found"], lang)),
            say("không quá {size}", lang=lang, size=_megabytes(v["limit"], lang)),
        ),
        "members": (
            say("{n} phần bên trong", lang=lang, n=number(found, lang=lang)),
            say("không quá {n}", lang=lang, n=number(limit, lang=lang)),
        ),
        "ratio": (
            say("giải nén ra gấp {n} lần", lang=lang, n=number(found, lang=lang)),
            say("không quá {n} lần", lang=lang, n=number(limit, lang=lang)),
        ),
    }
    return FaultWords(
        *words[v["what"]],
        say("không mở tệp này; hỏi lại người gửi, nhờ chép bảng sang tệp mới", lang=lang),
    )


def _xml_entities(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("tệp chứa khai báo XML mà Excel không bao giờ ghi ({part})", lang=lang, part=v["part"]),
        _spreadsheet(lang),
        say("không mở tệp này; hỏi lại người gửi, nhờ chép bảng sang tệp mới", lang=lang),
    )


def _damaged(v: Values, lang: str) -> FaultWords:
    part = v["part"]
    return FaultWords(
        say("tệp bị hỏng, ở phần {part}", lang=lang, part=part)
        if part
        else say("tệp bị hỏng hoặc gửi thiếu", lang=lang),
        say("tệp mở được trong Excel", lang=lang),
        _resend(lang),
    )


def _unknown_kind(v: Values, lang: str) -> FaultWords:
    found = {
        "pdf": say("tệp PDF", lang=lang),
        "word": say("tệp Word", lang=lang),
        "powerpoint": say("tệp PowerPoint", lang=lang),
        "html": say("trang web (HTML) mang đuôi bảng tính", lang=lang),
        "xml2003": say("bảng tính XML 2003", lang=lang),
        "xml": say("tệp XML", lang=lang),
        "flat_ods": say("bảng tính OpenDocument dạng XML phẳng (fods)", lang=lang),
        "image": say("tệp ảnh", lang=lang),
        "zip": say("tệp nén ZIP", lang=lang),
        "archive": say("tệp nén", lang=lang),
        "numbers": say("bảng tính Apple Numbers", lang=lang),
        "rtf": say("tệp RTF", lang=lang),
        "old_excel": say("bảng tính Excel đời trước 1997", lang=lang),
        "program": say("một chương trình", lang=lang),
        "other": say("tệp không rõ loại", lang=lang),
    }[v["looks_like"]]
    tables = ("html", "xml2003", "flat_ods", "numbers", "old_excel")
    action = {
        **dict.fromkeys(tables, _resend(lang)),
        "zip": say("giải nén rồi gửi từng bảng tính bên trong", lang=lang),
        "archive": say("giải nén rồi gửi từng bảng tính bên trong", lang=lang),
        "program": say("không mở tệp này; báo cho người phụ trách máy tính", lang=lang),
    }.get(v["looks_like"], say("chép bảng số liệu sang Excel rồi gửi lại", lang=lang))
    return FaultWords(found, _spreadsheet(lang), action)


def _too_many_cells(v: Values, lang: str) -> FaultWords:
    cells = number(int(v["cells"]), lang=lang)
    where = v["sheet"] and say("trang «{sheet}», tới ô {cell}", lang=lang, **_far(v))
    found = say("{n} ô", lang=lang, n=cells)
    return FaultWords(
        f"{found} ({where})" if where else found,
        say("không quá {n} ô", lang=lang, n=number(int(v["limit"]), lang=lang)),
        say("xóa dữ liệu nằm xa bảng, gửi lại riêng bảng số liệu", lang=lang),
    )


def _far(v: Values) -> dict[str, str]:
    return {"sheet": v["sheet"], "cell": v["last_cell"]}


def _too_slow(v: Values, lang: str) -> FaultWords:
    seconds = number(float(v["seconds"]), lang=lang)
    return FaultWords(
        say("đọc quá {n} giây chưa xong", lang=lang, n=seconds),
        say("một bảng đọc được trong vài giây", lang=lang),
        say("chép bảng số liệu sang tệp mới rồi gửi lại", lang=lang),
    )


def _too_much_memory(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("cần hơn {size} bộ nhớ để đọc", lang=lang, size=_megabytes(v["limit"], lang)),
        say("một bảng số liệu bình thường", lang=lang),
        say("chép bảng số liệu sang tệp mới rồi gửi lại", lang=lang),
    )


def _encoding(v: Values, lang: str) -> FaultWords:
    found = {
        "unknown": say("không nhận ra bảng mã chữ Việt", lang=lang),
        "mixed": say("chữ Unicode lẫn với chữ của phông cũ (TCVN3, VNI)", lang=lang),
    }[v["reason"]]
    return FaultWords(
        found,
        say("chữ Việt Unicode", lang=lang),
        say("chuyển mã sang Unicode (ví dụ bằng Unikey) rồi gửi lại", lang=lang),
    )


def _reader_failed(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("bộ đọc dừng đột ngột ({detail})", lang=lang, detail=v["detail"]),
        _spreadsheet(lang),
        say(
            "chạy lại; nếu vẫn lỗi thì chép bảng sang tệp mới và báo cho người phát triển",
            lang=lang,
        ),
    )


def _macros(_: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("tệp có macro; macro không được chạy", lang=lang),
        say("tệp không có macro", lang=lang),
        say("số liệu vẫn được đọc; lần sau lưu thành .xlsx", lang=lang),
    )


def _external_links(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("{n} liên kết tới tệp khác; không được mở", lang=lang, n=v["count"]),
        say("số liệu nằm ngay trong tệp", lang=lang),
        say("số đã lưu vẫn được đọc; kiểm tra xem có cũ không", lang=lang),
    )


def _legacy_text(v: Values, lang: str) -> FaultWords:
    encoding = {
        "tcvn3": "TCVN3 (ABC)",
        "vni": "VNI",
        "windows-1258": "Windows-1258",
    }[v["encoding"]]
    found = {
        "file": say("tệp chữ theo bảng mã {encoding}", lang=lang, encoding=encoding),
        "font": say("chữ gõ bằng phông {encoding}", lang=lang, encoding=encoding),
    }[v["where"]]
    return FaultWords(
        found,
        say("chữ Việt Unicode", lang=lang),
        say("đã chuyển sang Unicode; xem lại vài tên xã cho chắc", lang=lang),
    )


def _extension(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("đuôi tệp là «{suffix}»", lang=lang, suffix=v["suffix"]),
        say("nội dung là «{kind}»", lang=lang, kind=v["kind"]),
        say("đã đọc theo nội dung; không phải làm gì", lang=lang),
    )


def _sheet_skipped(v: Values, lang: str) -> FaultWords:
    what = {
        "chart": say("trang biểu đồ", lang=lang),
        "macro": say("trang macro", lang=lang),
        "dialog": say("trang hộp thoại", lang=lang),
    }[v["what"]]
    return FaultWords(
        f"«{v['sheet']}»: {what}",
        say("trang có ô số liệu", lang=lang),
        say("đã bỏ qua trang này; nếu có số liệu thì chép sang trang thường", lang=lang),
    )


#: Why a file was not read.
REFUSALS: dict[str, Words] = {
    "missing": _missing,
    "not_a_file": _not_a_file,
    "unreadable": _unreadable,
    "too_large": _too_large,
    "empty": _empty,
    "password": _password,
    "unpacks_too_large": _unpacks_too_large,
    "xml_entities": _xml_entities,
    "damaged": _damaged,
    "unknown_kind": _unknown_kind,
    "too_many_cells": _too_many_cells,
    "too_slow": _too_slow,
    "too_much_memory": _too_much_memory,
    "encoding": _encoding,
    "reader_failed": _reader_failed,
}

#: What to know of a file that was read.
NOTES: dict[str, Words] = {
    "macros": _macros,
    "external_links": _external_links,
    "legacy_text": _legacy_text,
    "extension": _extension,
    "sheet_skipped": _sheet_skipped,
}

WORDS: dict[str, Words] = {**REFUSALS, **NOTES}
