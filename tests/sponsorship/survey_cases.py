"""Survey sheets with planted identities that must appear nowhere outside the encrypted table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl

#: Nobody real. Each value is odd enough to be found wherever it leaks.
PLANTED = {
    "Họ và tên trẻ": "Nguyễn Thị Quỳnh Hoa Planted",
    "Ngày sinh": "17/9/2016",
    "Địa chỉ": "Thôn Kín Đáo 77, nhà cuối ngõ",
    "Người giám hộ": "Bà Lò Thị Giấu Tên",
    "Điện thoại": "0917 283 746",
    "Trường": "Tiểu học Bí Mật 5, lớp 4B",
}
SECOND = {
    **PLANTED,
    "Họ và tên trẻ": "Trần Văn Khuất Planted",
    "Ngày sinh": "05/11/2014",
    "Điện thoại": "0988123457",
}
#: How a leak might look: as typed, without accents or blanks, as a computer writes the date.
SECRETS = (
    *("Quỳnh Hoa", "Quynh Hoa", "QUỲNH", "Planted", "planted", "Khuất", "Giấu Tên", "Giau Ten"),
    *("17/9/2016", "2016-09-17", "17/09/2016", "05/11/2014", "2014-11-05"),
    *("0917 283 746", "0917283746", "0988123457", "Kín Đáo", "Kin Dao", "Bí Mật", "Bi Mat"),
)
SAFE = {
    "Xã": "Phường Hàm Rồng",
    "Nhóm hoàn cảnh": "orphan",
    "Nuôi dưỡng hằng tháng": "500.000",
    "Học bổng": "x",
    "Hộ gia đình": "hộ nghèo",
    "Đồng ý kết nối (giám hộ)": "có",
    "Đồng ý kết nối (trẻ)": "có",
    "Số phiếu đồng ý": "PDY-01/2026",
    "Ngày đồng ý": "1/3/2026",
}


def row(who: Mapping[str, str] = PLANTED, **changed: str) -> dict[str, str]:
    told = {**who, **SAFE}
    return told | changed


def write_xlsx(path: Path, rows: Sequence[Mapping[str, object]], *, sheet: str = "Trẻ") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    titles = list(dict.fromkeys(title for one in rows for title in one))
    page.append(["KHẢO SÁT TRẺ EM CÓ HOÀN CẢNH ĐẶC BIỆT"])
    page.append(titles)
    for one in rows:
        page.append([one.get(title) for title in titles])
    book.save(path)
    return path


def write_csv(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    titles = list(dict.fromkeys(title for one in rows for title in one))
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, titles)
        writer.writeheader()
        writer.writerows(rows)
    return path


def leaks(texts: Iterable[str | bytes]) -> list[str]:
    """Which secrets stand in texts or bytes, in UTF-8 or UTF-16."""
    contents = [text.encode() if isinstance(text, str) else text for text in texts]
    return [
        secret
        for content in contents
        for secret in SECRETS
        if any(secret.encode(code) in content for code in ("utf-8", "utf-16-le"))
    ]


def bytes_under(folder: Path, *, but: Iterable[Path] = ()) -> list[bytes]:
    """The names and bytes of all files of a folder, and the names of its folders."""
    left_out = set(but)
    files = [path for path in sorted(folder.rglob("*")) if path not in left_out]
    return [str(path.relative_to(folder)).encode() for path in files] + [
        path.read_bytes() for path in files if path.is_file()
    ]
