"""What the files of `reports/<programme>` are, in a planner's words, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from needs.wording import say

NOTEBOOKS = "notebooks"


@dataclass(frozen=True)
class Part:
    """One table of the start page: documents of one sort.

    Attributes
    ----------
    caption
        What its documents are.
    kinds
        Pattern of a path without ending → what that document is (empty: its title says it), in
        the order in which they stand.
    """

    caption: str
    kinds: dict[str, str]


@dataclass(frozen=True)
class Group:
    """A part of the start page: its anchor, title, what it is for, and its tables.

    `NOTEBOOKS` holds executed notebooks, and no other group does.
    """

    id: str
    title: str
    begin: str
    parts: tuple[Part, ...]


def is_kind(path: str, pattern: str) -> bool:
    """Tell whether a path is of a kind; a star stands for a name, never for a folder."""
    names, wanted = path.split("/"), pattern.split("/")
    if wanted[-1] == "**":
        names, wanted = names[: len(wanted) - 1], wanted[:-1]
    return len(names) == len(wanted) and all(map(fnmatchcase, names, wanted))


def groups(*, lang: str) -> Iterator[Group]:
    """Return the groups in the order in which a planner needs them; the last takes the rest."""
    yield Group(
        "province",
        say("Cả tỉnh", lang=lang),
        say("xem trước hết: cả tỉnh cần gì, còn thiếu gì, đề xuất phân bổ ra sao", lang=lang),
        (Part(say("Tổng quan toàn tỉnh", lang=lang), {"province/*": ""}),),
    )
    yield Group(
        "districts",
        say("Từng huyện", lang=lang),
        say(
            "bản tóm tắt để in, để họp: bản đồ các xã, nhu cầu, phần còn thiếu, đề xuất", lang=lang
        ),
        (Part(say("Mỗi huyện một bản tóm tắt", lang=lang), {"districts/*/*": ""}),),
    )
    yield _donors(lang)
    yield _offices(lang)
    yield _public(lang)
    yield _data(lang)
    yield Group(
        NOTEBOOKS,
        say("Sổ tay", lang=lang),
        say(
            "các bước tính của từng bản, mở bằng JupyterLab; muốn thử đổi con số: «make lab»",
            lang=lang,
        ),
        (Part(say("Sổ tay đã chạy, mỗi bản một tệp", lang=lang), {"**": ""}),),
    )
    yield Group(
        "others",
        say("Tệp khác", lang=lang),
        say("không do phần mềm lập, hoặc còn lại từ bản cũ", lang=lang),
        (Part(say("Tệp khác trong thư mục", lang=lang), {"**": ""}),),
    )


def _donors(lang: str) -> Group:
    return Group(
        "donors",
        say("Nhà tài trợ", lang=lang),
        say("mời ai, giúp gì, ở đâu; mỗi nhà tài trợ một bản kèm phiếu trả lời", lang=lang),
        (
            Part(
                say("Cho mọi nhà tài trợ", lang=lang),
                {
                    "donors/index": say("tờ chung của tỉnh: ai giúp gì, ở đâu", lang=lang),
                    "donors/basket": say(
                        "để mời thêm: từng khoản tiền làm được gì cho phần còn thiếu", lang=lang
                    ),
                    "donors/*": "",
                },
            ),
            Part(
                say("Bản đề xuất: chỉ gửi đúng nhà tài trợ ghi trên bản", lang=lang),
                {"donors/*/*": ""},
            ),
        ),
    )


def _offices(lang: str) -> Group:
    return Group(
        "offices",
        say("Cơ quan và báo cáo", lang=lang),
        say("lịch và hạn, phiếu việc, báo cáo định kỳ, đề xuất nhu cầu hằng năm", lang=lang),
        (
            Part(
                say("Lịch, mạng lưới, sổ sách", lang=lang),
                {
                    "offices/timetable": say(
                        "dịp, hạn, việc vận động trong năm; tệp lịch cho điện thoại", lang=lang
                    ),
                    "offices/network": say("mời ai, cảm ơn ai, khen ai", lang=lang),
                    "offices/transparency": say("để niêm yết, công khai", lang=lang),
                    "offices/fund": say("sổ của Quỹ: thu, chi, quỹ riêng", lang=lang),
                    "offices/fund-*": say("để niêm yết, công khai", lang=lang),
                    "offices/sponsorship": say("sổ đỡ đầu, không nêu tên", lang=lang),
                    "offices/friendly": say("chấm điểm xã phù hợp với trẻ em", lang=lang),
                    "offices/spot-check-*": say("lô bốc thăm để kiểm tra", lang=lang),
                    "offices/*": "",
                },
            ),
            Part(
                say("Báo cáo và đề xuất nhu cầu", lang=lang),
                {
                    "offices/reports/need-province": "",
                    "offices/reports/need-district-*": say(
                        "phần đầu văn bản để nơi lập điền", lang=lang
                    ),
                    "offices/reports/*": say(
                        "báo cáo định kỳ: kế hoạch, kết quả, chỉ tiêu, so với năm trước", lang=lang
                    ),
                    "offices/reports/**": "",
                },
            ),
            Part(
                say("Phiếu việc, mỗi cơ quan một tờ", lang=lang),
                {
                    "offices/agencies/index": say("ai chủ trì, ai phối hợp việc gì", lang=lang),
                    "offices/**": "",
                },
            ),
        ),
    )


def _public(lang: str) -> Group:
    return Group(
        "public",
        say("Bản công bố", lang=lang),
        say("phần duy nhất được đưa lên mạng: cả thư mục public/, đã che số nhỏ", lang=lang),
        (
            Part(
                say("Trang công khai", lang=lang),
                {
                    "public/index": say("trang đầu; xem lại trước khi đưa lên mạng", lang=lang),
                    "public/needs": say("còn cần gì, ở đâu", lang=lang),
                    "public/money": say("tiền và quà đã nhận, đã chi", lang=lang),
                    "public/cases": say("chỉ nêu khi có đồng ý", lang=lang),
                    "public/*": "",
                },
            ),
            Part(
                say("Bản tóm tắt công bố và số liệu công bố", lang=lang),
                {
                    "public/briefings/index": "",
                    "public/briefings/*": "",
                    "public/data/datapackage": say("mô tả số liệu công bố", lang=lang),
                    "public/data/*": say("số liệu công bố", lang=lang),
                    "public/**": "",
                },
            ),
        ),
    )


def _data(lang: str) -> Group:
    return Group(
        "data",
        say("Bảng số, dữ liệu trao đổi", lang=lang),
        say("CSV mở bằng Excel; HXL, GeoJSON, GeoPackage cho phần mềm khác", lang=lang),
        (
            Part(
                say("Cho phần mềm khác: chưa che số nhỏ", lang=lang),
                {
                    "exchange/4w": say("bảng 4W: ai làm gì, ở đâu, khi nào", lang=lang),
                    "exchange/datapackage": say("mô tả mọi bảng trao đổi", lang=lang),
                    "exchange/*": "",
                    "manifest": say("đã lập gì, từ dữ liệu nào, lúc nào", lang=lang),
                },
            ),
            Part(
                say("Sổ che số: giữ trong cơ quan, để bản sau không lộ số bản trước", lang=lang),
                {
                    "tables/disclosure*": say(
                        "bản đã gửi, đã công bố nêu gì, che gì, vì sao", lang=lang
                    )
                },
            ),
            Part(say("Bảng kết quả: chưa che số nhỏ", lang=lang), {"tables/**": ""}),
        ),
    )
