"""The words of the logic checks: what does not fit together, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from needs.returns.words.fault_words import FaultWords, Words
from needs.wording import say

Values = Mapping[str, str]


def _named(v: Values, name: str, lang: str) -> str:
    """Return the name of a field in the reader's language."""
    return v[name] if lang == "vi" else v[f"{name}_en"]


def _part(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        v["found"],
        say(
            "không quá {most} ({whole})", lang=lang, most=v["most"], whole=_named(v, "whole", lang)
        ),
        say(
            "so lại «{part}» với «{whole}»",
            lang=lang,
            part=_named(v, "part", lang),
            whole=_named(v, "whole", lang),
        ),
    )


def _bands(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        v["found"],
        say("bằng tổng các nhóm tuổi: {total}", lang=lang, total=v["total"]),
        say("sửa ô cộng hoặc nhóm tuổi bị sai", lang=lang),
    )


def _covered(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        v["found"],
        say("không quá tổng các nguồn: {most}", lang=lang, most=v["most"]),
        say("mỗi trẻ chỉ tính một lần trong ô cộng", lang=lang),
    )


def _people(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        v["found"],
        say("không quá dân số của xã: {population}", lang=lang, population=v["population"]),
        say("kiểm tra số trẻ, hoặc xã bị ghi nhầm dòng", lang=lang),
    )


def _many(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        v["found"],
        say(
            "thường không quá {share}% dân số ({population} người)",
            lang=lang,
            share=v["share"],
            population=v["population"],
        ),
        say("nếu đúng thì để nguyên; nếu sai thì sửa", lang=lang),
    )


def _changed(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        v["found"],
        say(
            "năm trước {before}; thường không đổi quá {percent}%",
            lang=lang,
            before=v["before"],
            percent=v["percent"],
        ),
        say("nếu đúng thì để nguyên; nếu sai thì sửa", lang=lang),
    )


def _not_listed(_: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("xã không có trong danh sách của chương trình", lang=lang),
        say("xã trong danh sách đang có hiệu lực", lang=lang),
        say("số liệu được giữ, không đưa vào tính toán", lang=lang),
    )


def _twice(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("xã này còn có số ở {others}", lang=lang, others=v["others"]),
        say("mỗi xã một dòng", lang=lang),
        say("giữ dòng đúng, bỏ dòng lặp", lang=lang),
    )


def _two_names(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("cùng địa bàn với {other} ở {where}", lang=lang, other=v["other"], where=v["where"]),
        say("một xã chỉ báo theo tên cũ hoặc tên mới", lang=lang),
        say("bỏ một trong hai: trẻ sẽ bị tính hai lần", lang=lang),
    )


def _divided(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("xã cũ đã chia về: {into}", lang=lang, into=v["into"] or "–"),
        say("số liệu theo xã hiện nay", lang=lang),
        say("báo riêng phần thuộc từng xã mới", lang=lang),
    )


def _lacking(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("chỉ là một phần của {into}", lang=lang, into=v["into"]),
        say("đủ các xã cũ, còn thiếu: {lacking}", lang=lang, lacking=v["lacking"]),
        say("bổ sung các xã còn thiếu, hoặc báo theo xã mới", lang=lang),
    )


def _today(_: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("xã của danh mục sau 1/7/2025", lang=lang),
        say("xã trước 1/7/2025: chương trình này tính theo xã cũ", lang=lang),
        say("báo riêng từng xã cũ; số của xã mới không chia ra được", lang=lang),
    )


def _waits(_: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("dòng này cộng chung với dòng đang có lỗi", lang=lang),
        say("mọi dòng cùng cộng vào một xã đều đúng", lang=lang),
        say("sửa dòng kia; dòng này không phải sửa", lang=lang),
    )


def _total(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("{field}: {found}", lang=lang, field=_named(v, "field", lang), found=v["found"]),
        say("bằng tổng các xã: {expected}", lang=lang, expected=v["expected"]),
        say("tìm dòng sai hoặc sửa dòng tổng; số của từng xã vẫn được dùng", lang=lang),
    )


def _unchecked(_: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("chưa so được dòng tổng", lang=lang),
        say("mọi dòng phía trên đều đọc được", lang=lang),
        say("sửa các dòng lỗi rồi kiểm tra lại", lang=lang),
    )


def _entry(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("cùng nguồn, xã, loại, năm với dòng {others}", lang=lang, others=v["others"]),
        say("mỗi khoản hỗ trợ một dòng", lang=lang),
        say("gộp thành một dòng với số trẻ khác nhau, hoặc bỏ dòng lặp", lang=lang),
    )


def _disagree(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        v["found"],
        say(
            "khớp với {value} ở {where} ({other})",
            lang=lang,
            value=v["value"],
            where=v["where"],
            other=_named(v, "other", lang),
        ),
        say("một trong hai số sai: so lại rồi sửa", lang=lang),
    )


def _differently(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        v["found"],
        say("cùng một số như ở {where}: {value}", lang=lang, where=v["where"], value=v["value"]),
        say("một trong hai số sai: so lại rồi sửa", lang=lang),
    )


def _residents(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        v["found"],
        say("dân số đã có: {population} người", lang=lang, population=v["population"]),
        say("nếu đúng thì để nguyên; nếu sai thì sửa", lang=lang),
    )


def _copied(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("{count} số giống hệt năm trước", lang=lang, count=v["count"]),
        say("số đếm của năm nay", lang=lang),
        say("nếu đúng thì để nguyên; nếu sai thì sửa", lang=lang),
    )


def _cells_empty(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("chưa cộng được cho {into}", lang=lang, into=v["into"]),
        say("ô này của {lacking} cũng có số", lang=lang, lacking=v["lacking"]),
        say("điền ô còn trống; không có trẻ thì ghi 0", lang=lang),
    )


def _beside_divided(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("chỉ là một phần của {into}", lang=lang, into=v["into"]),
        say("số liệu theo xã hiện nay", lang=lang),
        say("báo theo xã mới: {lacking} đã chia, không cộng được", lang=lang, lacking=v["lacking"]),
    )


def _alone(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("{field}: {found}", lang=lang, field=_named(v, "field", lang), found=v["found"]),
        say("số của từng xã", lang=lang),
        say("điền từng xã: chỉ có dòng tổng thì không dùng được", lang=lang),
    )


def _one_commune(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("cùng thuộc {into} với dòng {others}", lang=lang, into=v["into"], others=v["others"]),
        say("mỗi khoản hỗ trợ một dòng", lang=lang),
        say("gộp thành một dòng theo xã mới", lang=lang),
    )


def _period(_: Values, lang: str) -> FaultWords:
    return FaultWords(
        say("không rõ báo cáo của năm nào", lang=lang),
        say("năm báo cáo", lang=lang),
        say("ghi năm trong tiêu đề, hoặc nhận lại với --period", lang=lang),
    )


def _nobody(v: Values, lang: str) -> FaultWords:
    return FaultWords(
        v["found"],
        say(
            "xã có {population} dân thì khó không có trẻ nào", lang=lang, population=v["population"]
        ),
        say("0 nghĩa là không có ai; nếu chưa có số liệu thì để trống", lang=lang),
    )


WORDS: dict[str, Words] = {
    "part_exceeds_whole": _part,
    "bands_differ_from_total": _bands,
    "covered_more_than_sources": _covered,
    "more_children_than_people": _people,
    "many_children": _many,
    "changed_much": _changed,
    "commune_not_listed": _not_listed,
    "commune_twice": _twice,
    "commune_under_two_names": _two_names,
    "former_commune_divided": _divided,
    "former_communes_lacking": _lacking,
    "commune_of_today": _today,
    "waits_for_other_rows": _waits,
    "total_differs": _total,
    "total_not_checked": _unchecked,
    "entry_twice": _entry,
    "figures_disagree": _disagree,
    "told_differently": _differently,
    "many_residents": _residents,
    "same_as_last_period": _copied,
    "former_cells_empty": _cells_empty,
    "former_commune_beside_divided": _beside_divided,
    "total_alone": _alone,
    "entries_of_one_commune": _one_commune,
    "period_unknown": _period,
    "nobody": _nobody,
}
