"""The scanner: children's data is refused, places, offices and givers are not."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.disclosure import check_nothing_personal, looks_personal, text_looks_personal
from needs.disclosure.personal import personal_content, shape
from needs.disclosure.personal_words import personal_heading
from needs.errors import InputFaults
from needs.sponsorship.survey_columns import TITLES
from needs.tables import TABLES
from needs.tables.schemas import RECORDS

KINDS = {
    "name": [
        *("Họ và tên", "Họ tên trẻ", "HỌ VÀ TÊN HỌC SINH", "Tên trẻ em", "full_name", "fullName"),
        *("child name", "Child's name", "Tên cha", "mother_name", "Người giám hộ", "guardian"),
        *("ho ten", "ho_va_ten", "HoTen", "Họ, tên", "surname"),
    ],
    "birth": [
        "Ngày sinh",
        "ngay_sinh",
        "Năm sinh",
        "DOB",
        "date of birth",
        "birthDate",
        "NgaySinh",
    ],
    "address": ["Địa chỉ", "dia_chi", "Nơi ở", "Hộ khẩu", "home address", "address", "Nơi sinh"],
    "phone": ["Số điện thoại", "SĐT", "sdt", "Điện thoại phụ huynh", "phone", "mobile number"],
    "email": ["Email", "e-mail", "Thư điện tử"],
    "id": [
        *("CCCD", "Số CMND", "Căn cước công dân", "so_cccd", "Mã định danh", "passport no"),
        *("Mã trẻ", "child_id", "Giấy khai sinh", "birth certificate"),
    ],
    "insurance": ["Thẻ BHYT", "so_bhyt", "Số thẻ bảo hiểm y tế", "health insurance number"],
    "account": ["Số tài khoản", "bank account"],
    "photo": ["Ảnh trẻ", "photo"],
}
HARMLESS = [
    *("district_name", "commune_name", "donor_name", "ten_xa", "Tên xã", "tên nhà tài trợ"),
    *("Địa chỉ cơ quan", "office address", "Điện thoại cơ quan", "agency phone", "donor email"),
    *("Tên huyện (cũ)", "name", "name_en", "Tên chương trình", "full name of the commune"),
    *("Số trẻ có giấy khai sinh", "children with insurance card", "Số trẻ có thẻ BHYT"),
    *("Tỷ lệ trẻ có khai sinh", "children", "Số trẻ", "trẻ em 0–2 tuổi", "account_name"),
    *("Địa chỉ trụ sở", "Số điện thoại trạm y tế", "Tên doanh nghiệp", "district", "latitude"),
    *("Ghi chú", "Ngày ban hành", "unit_price_vnd", "Tên loại hỗ trợ", "mother tongue"),
]
#: Contents by kind; the names and numbers are invented.
CONTENTS = {
    "id": ["038216001234", "CCCD: 038 216 001 234", "CMND 171234567", "số 001 216 001 234"],
    "insurance": ["TE1380123456789", "thẻ TE 1 38 0123456789", "BHYT: 0123456789"],
    "phone": ["0912 345 678", "0912345678", "gọi 0912.345.678", "+84 912 345 678", "091-234-5678"],
    "email": ["hoa.be@example.vn"],
    "birth": ["sinh ngày 3/4/2016", "(sinh 03.04.16)", "Ngày sinh: 2016-04-03", "born 3/4/2016"],
    "name": [
        *("cháu Lý Thị Hoa ở thôn 3", "đã trao cho em Bùi An", "bé Nguyễn Minh Khôi"),
        *("học sinh Nông Văn Dền", "tặng trẻ Hoàng Thị Mỷ áo ấm", "a pupil named Trần Thị Hoa"),
    ],
}
HARMLESS_CONTENTS = [
    *("Quyết định số 588/QĐ-TTg ngày 17/5/2019", "1.234.567.890 đồng", "Xã Lý Bôn, huyện Bảo Lâm"),
    *("trẻ em xã Hồng Trị", "trẻ em Hà Quảng", "học sinh Hà Quảng", "500000000000", "2019–2025"),
    *("học sinh, từ 05/09/2026", "1290", "01290", "588", "0,5", "22.94 106.3", "020 3826 1234"),
    *("0 3 5 7 8 9 1 2 3 4", "em được tặng áo ấm", "Lê Lợi", "Sở Y tế tỉnh Cao Bằng"),
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
]


@pytest.mark.parametrize(
    ("kind", "heading"), [(kind, one) for kind, listed in KINDS.items() for one in listed]
)
def test_headings_of_childrens_data_are_known(kind, heading):
    assert personal_heading(heading) == kind


@pytest.mark.parametrize(
    "heading", sorted({one for listed in KINDS.values() for one in listed if " " in one})
)
def test_however_they_are_typed(heading):
    plain = unicodedata.normalize("NFD", heading.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    for typed in (heading.upper(), heading.lower(), plain, unicodedata.normalize("NFD", heading)):
        assert personal_heading(typed), typed
        assert personal_heading(f"{typed} (bắt buộc) *"), typed
    assert personal_heading(plain.replace(" ", "_").lower())


@pytest.mark.parametrize("heading", HARMLESS)
def test_places_offices_givers_and_counts_are_no_persons(heading):
    assert personal_heading(heading) is None


def test_every_title_of_the_identities_sheet_is_known():
    """What the register keeps apart, encrypted. A village is a place; «đt» is an area too."""
    kept_apart = {name: TITLES[name] for name in ("name", "birth", "address", "guardian", "phone")}
    missed = {title for titles in kept_apart.values() for title in titles}
    missed = {title for title in missed if personal_heading(title) is None}
    assert missed == {"name", "thôn", "thôn, bản", "thôn/bản", "đt"}


def test_no_column_of_our_own_tables_is_refused():
    for one in (TABLES | RECORDS).values():
        for column in one.columns:
            assert personal_heading(column) is None, (one.name, column)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, one) for kind, listed in CONTENTS.items() for one in listed]
)
def test_contents_are_known_by_their_form(kind, text):
    assert kind in {found.kind for found in personal_content(text)}
    assert kind in {found.kind for found in personal_content(unicodedata.normalize("NFD", text))}


@pytest.mark.parametrize("text", HARMLESS_CONTENTS)
def test_figures_dates_places_and_seals_are_no_persons(text):
    assert personal_content(text) == []


def test_a_note_that_names_a_child_is_refused_and_not_repeated():
    frame = pd.DataFrame(
        {
            "commune_code": ["01290", "01294"],
            "note": [None, "đã trao áo cho cháu Lý Thị Hoa, mẹ 0912 345 678"],
            "children": [20, 30],
        }
    )
    faults = looks_personal(frame, where="needs.csv")
    assert {fault.where for fault in faults} == {"needs.csv: note"}
    told = " ".join(map(str, faults))
    assert "«Aa Aaa Aaa»" in told
    assert not any(word in told for word in ("Hoa", "Lý", "0912"))
    with pytest.raises(InputFaults):
        check_nothing_personal(faults)
    check_nothing_personal([])


def test_a_column_of_names_is_refused_under_any_heading():
    names = ["Lý Thị Hoa", "Nông Văn Dền", "Hoàng Thị Mỷ", "khác"]
    (fault,) = looks_personal(pd.DataFrame({"A": names}), where="bảng")
    assert fault.where == "bảng: A"
    places = ["Lý Bôn", "Trần Phú", "Lê Lợi", "Hưng Đạo"]
    assert looks_personal(pd.DataFrame({"A": places}), where="bảng") == []


def test_what_a_table_declares_is_allowed():
    frame = pd.DataFrame({"phone": ["0912 345 678"], "Họ và tên": ["Lý Thị Hoa"]})
    assert len(looks_personal(frame, where="x")) == 2
    assert looks_personal(frame, where="x", allowed={"phone", "Họ và tên"}) == []


def test_two_columns_of_one_name_are_both_looked_at():
    frame = pd.DataFrame([["x", "0912 345 678"]], columns=["note", "note"])
    assert len(looks_personal(frame, where="x")) == 1


def test_running_text_in_both_languages():
    (fault,) = text_looks_personal("Gọi 0912 345 678.", where="trang", lang="en")
    assert "telephone number" in fault.found
    assert "9999 999 999" in fault.found


@given(st.text(max_size=60))
def test_any_text_has_a_shape_without_its_letters_and_digits(text):
    letters = {sign for sign in shape(text) if sign.isalnum()}
    assert letters <= {"A", "a", "9"}
    personal_content(text)
    personal_heading(text)
