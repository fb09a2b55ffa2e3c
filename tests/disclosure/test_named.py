"""Names of places in messages: those that no list knows are shown, those of persons are not."""

from __future__ import annotations

import pytest

from needs.disclosure import choice_typed, giver_typed, headings_typed, name_typed


@pytest.mark.parametrize(
    "name",
    [
        *("Bảo Toan", "Xã Lạ A", "01290 Xã Bảo Lạc", "Phường 12", "Xã Lý Thường Kiệt"),
        *("Tổng số trẻ", "TỔNG CỘNG CÁC XÃ", "Trường Mầm Non", "Họ và tên", "Mã Số Xã"),
    ],
)
def test_names_of_places_and_headings_are_shown(name):
    assert name_typed(name) == name


@pytest.mark.parametrize(
    "text",
    [
        *("Lò Thị Hoa", "lò thị hoa", "LÒ THỊ HOA", "01290 Lò Thị Hoa", "Nguyễn Văn Trường"),
        *("cháu Lò Hoa", "14/3/2016", "gọi 0912 345 678", "ngõ Hoa số 7"),
        "nhà ở cuối bản, mẹ đi làm xa, bà ngoại nuôi",
    ],
)
def test_what_reads_like_a_person_is_described(text):
    shown = name_typed(text)
    assert shown != text
    assert not {"hoa", "Hoa", "HOA", "Trường", "ngoại"} & set(shown.split())


def test_long_headings_are_headings():
    title = "Số trẻ em dưới 16 tuổi có hoàn cảnh đặc biệt của xã › Cộng"
    assert headings_typed(title) == title
    assert headings_typed("Áo ấm › Lò Thị Hoa") == "Áo ấm › chữ, 10 ký tự"


def test_a_donor_is_named_and_its_telephone_is_not():
    assert giver_typed("Lò Thị Hoa") == "Lò Thị Hoa"
    assert "345" not in giver_typed("Lò Thị Hoa 0912 345 678")


def test_a_word_of_the_sort_that_was_asked_for_is_shown():
    for word in ("Học bổng", "có lẽ", "IV", "warm_clothing"):
        assert choice_typed(word, ("Áo ấm",)) == word
    for words in ("Lò Thị Hoa", "Bé Hoa", "ngõ Hoa số 7", "12/3/2016"):
        assert choice_typed(words, ("Áo ấm",)) != words
