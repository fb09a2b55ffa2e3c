"""The words of what is wrong with a donor's gift, or to be known of it."""

from __future__ import annotations

from collections.abc import Mapping

from needs.disclosure import giver_typed, headings_typed, name_typed
from needs.returns.words.cells import column_words, found_words
from needs.returns.words.fault_words import FaultWords, Words
from needs.wording import say

Values = Mapping[str, str]


def _found(v: Values, lang: str) -> str:
    return found_words(v, lang, ids=True)


def _place_found(v: Values, lang: str) -> str:
    found = name_typed(v["found"], lang=lang)
    return say("«{found}» ở cột «{title}»", lang=lang, found=found, title=column_words(v, lang))


def _nothing(_: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("không rõ nhà tài trợ có thể cho gì", lang=lang),
        say(
            "số tiền, hoặc hiện vật kèm loại và số lượng, hoặc đỡ đầu kèm loại, số trẻ và số tháng",
            lang=lang,
        ),
        say("điền đủ rồi gửi lại", lang=lang),
    )


def _twice(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("giống hệt {others}", lang=lang, others=v["others"]),
        say("mỗi khoản một dòng", lang=lang),
        say("nếu là hai khoản: ghi tên khoản khác nhau; nếu lặp: bỏ dòng lặp", lang=lang),
    )


def _commune(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        _place_found(v, lang),
        say("tên xã như trong danh mục", lang=lang),
        say("gần nhất: {candidates}", lang=lang, candidates=v["candidates"]),
    )


WORDS: dict[str, Words] = {
    "donor_gives_nothing": _nothing,
    "donor_twice": _twice,
    "donor_not_text": lambda v, lang: FaultWords(
        _found(v, lang),
        say("chữ, hoặc các mục cách nhau bằng dấu chấm phẩy", lang=lang),
        say("viết lại ô này", lang=lang),
    ),
    "donor_out_of_range": lambda v, lang: FaultWords(
        _found(v, lang),
        say("từ {least} đến {most}", lang=lang, least=v["least"], most=v["most"]),
        say("sửa con số, hoặc để trống", lang=lang),
    ),
    "donor_none_allowed": lambda v, lang: FaultWords(
        _found(v, lang),
        say("từ 1 trở lên; để trống nếu không giới hạn", lang=lang),
        say("sửa con số, hoặc để trống", lang=lang),
    ),
    "donor_too_much": lambda v, lang: FaultWords(
        _found(v, lang),
        say("một giá trị có thể có", lang=lang),
        say("kiểm tra số chữ số đã gõ", lang=lang),
    ),
    "donor_limits_crossed": lambda v, lang: FaultWords(
        _found(v, lang),
        say("không trái với «{other}»: {most}", lang=lang, other=v["other"], most=v["most"]),
        say("sửa một trong hai ô", lang=lang),
    ),
    "donor_limit_of_which": lambda v, lang: FaultWords(
        _found(v, lang),
        say("mỗi dòng một khoản: tiền, hiện vật hoặc đỡ đầu", lang=lang),
        say("ghi mỗi khoản một dòng, vì giới hạn mỗi xã tính theo từng khoản", lang=lang),
    ),
    "donor_cash_only": lambda v, lang: FaultWords(
        _found(v, lang),
        say("chỉ dùng cho khoản bằng tiền", lang=lang),
        say("để trống ô này", lang=lang),
    ),
    "donor_package_of_one": lambda v, lang: FaultWords(
        _found(v, lang),
        say("đỡ đầu tính từng trẻ", lang=lang),
        say("để trống ô này", lang=lang),
    ),
    "donor_package_children": lambda v, lang: FaultWords(
        _found(v, lang),
        say("một gói đủ cho số trẻ chẵn ({category})", lang=lang, category=v["category"]),
        say("đổi cỡ gói, hoặc ghi rõ loại hỗ trợ mong muốn", lang=lang),
    ),
    "donor_id_shared": lambda v, lang: FaultWords(
        say(
            "mã {found}: {names}",
            lang=lang,
            found=giver_typed(v["found"], lang=lang),
            names=giver_typed(v["names"], lang=lang),
        ),
        say("mỗi mã một nhà tài trợ, một tên, một loại", lang=lang),
        say("sửa tên, loại, hoặc cho mỗi nhà tài trợ một mã", lang=lang),
    ),
    "gift_id_twice": lambda v, lang: FaultWords(
        say(
            "mã khoản {found} còn ở {others}",
            lang=lang,
            found=giver_typed(v["found"], lang=lang),
            others=v["others"],
        ),
        say("mỗi khoản một mã", lang=lang),
        say("đổi mã của một khoản, hoặc để trống", lang=lang),
    ),
    "donor_commune_unknown": _commune,
    "donor_commune_nowhere": lambda v, lang: FaultWords(
        _place_found(v, lang),
        say("tên xã như trong danh mục", lang=lang),
        say("viết đúng tên xã hoặc mã xã, cách nhau bằng dấu chấm phẩy", lang=lang),
    ),
    "donor_commune_not_listed": lambda v, lang: FaultWords(
        v["found"],
        say("một xã trong danh sách của chương trình", lang=lang),
        say("khoản này không dùng được ở đó; ở nơi khác thì vẫn dùng", lang=lang),
    ),
    "donor_district_not_listed": lambda v, lang: FaultWords(
        v["found"],
        say("một huyện (cũ) có xã trong danh sách của chương trình", lang=lang),
        say("khoản này không dùng được ở đó; ở nơi khác thì vẫn dùng", lang=lang),
    ),
    "donor_column_unread": lambda v, lang: FaultWords(
        say("cột «{found}»", lang=lang, found=headings_typed(v["found"], lang=lang)),
        say("một cột của danh sách nhà tài trợ", lang=lang),
        say("cột này không được đọc; không ghi số điện thoại, địa chỉ", lang=lang),
    ),
    "donor_column_misspelt": lambda v, lang: FaultWords(
        say("cột «{found}»", lang=lang, found=headings_typed(v["found"], lang=lang)),
        say("có phải «{near}»?", lang=lang, near=v["near"]),
        say("cột này không được đọc; đổi tên cột rồi chạy lại", lang=lang),
    ),
    "donor_replaced": lambda v, lang: FaultWords(
        say("dòng của {found}", lang=lang, found=giver_typed(v["found"], lang=lang)),
        say("khoản theo biểu nhà tài trợ gửi sau", lang=lang),
        say("dòng này không dùng nữa", lang=lang),
    ),
}
