"""The page scanner: givers may be named, children may not."""

from __future__ import annotations

import pytest

from needs.editions.scan import page_faults

PAGE = "<h1>Đề xuất: {name}</h1><table><tr><th>Họ tên</th></tr></table>".replace("Họ tên", "Lô")


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("Bà Lò Thị Mỷ", False),
        ("Quỹ Em nhỏ, quy@example.org, 0912 345 678", False),
        ("Bạn của em Lý Thị Hoa", False),
        ("Em Lý Thị Hoa, sinh ngày 3/4/2016", True),
        ("Ông Nam, CCCD 001099123456", True),
    ],
)
def test_a_giver_is_passed_over_but_not_a_date_of_birth_or_a_card(name, refused):
    html = PAGE.format(name=name)
    found = page_faults(html, where="donors/x/proposal.html", agreed={name})
    assert bool(found) == refused
    told = " ".join(str(fault) for fault in found)
    assert "Hoa" not in told
    assert "donors/x/proposal.html" in told or not refused


def test_what_stands_beside_a_givers_name_is_read():
    html = PAGE.format(name="Bà Mỷ</h1><p>cho cháu Lý Thị Hoa, điện thoại 0912 345 678</p><h1>")
    assert len(page_faults(html, where="x", agreed={"Bà Mỷ"})) == 2
    # A giver called like a part of a child's name hides nothing of it.
    assert len(page_faults(html, where="x", agreed={"L", "Hoa", "Thị H"})) == 2
