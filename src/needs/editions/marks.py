"""For whom a page is, and what «•» means on it."""

from __future__ import annotations

from needs.editions.donors import ToldToDonors
from needs.editions.told import NOT_SHOWN, Told
from needs.wording import number, say


def hidden_note(told: Told | ToldToDonors, *, lang: str) -> str:
    """Say what «•» stands for: small counts, and those that would tell them."""
    least = number(told.rules.threshold, lang=lang)
    if told.rules.zero == "hidden":
        return say(
            "«{mark}»: không nêu, vì là số của dưới {least} trẻ (kể cả số 0), hoặc vì nêu ra thì "
            "suy được số như thế. Ô có «{mark}» không nhất thiết là số nhỏ. Số khác được nêu đúng "
            "như tính.",
            lang=lang,
            mark=NOT_SHOWN,
            least=least,
        )
    return say(
        "«{mark}»: không nêu, vì là số của dưới {least} trẻ, hoặc vì nêu ra thì suy được số như "
        "thế. Ô có «{mark}» không nhất thiết là số nhỏ. Số 0 và số khác được nêu đúng như tính.",
        lang=lang,
        mark=NOT_SHOWN,
        least=least,
    )


def private_note(donor: str, *, few: int | None, lang: str) -> str:
    """Say that a page is for one donor and goes no further.

    Parameters
    ----------
    donor
        To whom it is sent.
    few
        Below how many children a group is small, where the donor's lots tell of such; else none.
    lang
        "vi" or "en".
    """
    if few is None:
        return say("Bản gửi riêng cho {donor}: xin không chuyển tiếp.", lang=lang, donor=donor)
    return say(
        "Bản gửi riêng cho {donor}, có số của nhóm dưới {few} trẻ để giao đúng nơi: xin không "
        "chuyển tiếp, không công bố.",
        lang=lang,
        donor=donor,
        few=number(few, lang=lang),
    )


def unnamed_note(*, lang: str) -> str:
    """Say why a basket does not name every commune."""
    return say(
        "Xã chỉ được nêu tên khi số trẻ nêu được; các xã khác do cơ quan chủ trì xác định khi nhà "
        "tài trợ nhận lời; khi có xã như thế, số xã cũng không nêu. Số trẻ của một khoản là số "
        "suất mà khoản tiền mua được, không phải số trẻ còn thiếu ở một nơi.",
        lang=lang,
    )
