"""What a donor gives, why there, what holds it back, and what a wider wish would bring."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from needs.errors import NotFound
from needs.programmes import load_programme
from needs.proposals.explained_donor import explain_donor
from needs.proposals.explained_widening import widened_table, wider_wishes

from .explained_cases import cell, everything, explained, gift, lines_of, lot

BINDING = [
    *("gift_id", "limit", "limit_commune", "limit_category", "per", "widened_by"),
    *("confirmed_split", "status"),
]


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


def row_of(given):
    return next(pd.DataFrame([given]).itertuples(index=False))


def limits(assessment, donor="a", lang="vi"):
    titles = {"vi": "Điều gì giới hạn", "en": "What limits it"}
    return lines_of(explain_donor(assessment, donor, lang=lang), titles[lang])


def test_what_it_gives_and_where_stands_first(programme):
    giver = gift("A", left=1_000_000, left_reason="below_package_price")
    cells = [cell("04101"), cell("04103", gap_low=90)]
    lots = [lot(giver, "04101"), lot(giver, "04103", packages=2)]
    sections = explain_donor(explained(programme, cells, [giver], lots), "a", lang="vi")
    title, lines = sections[0]
    assert title == "Nhà tài trợ A (doanh nghiệp)"
    # 3 packages × 30 × 100,000.
    assert lines[0] == (
        "Kế hoạch đề xuất: 90 trẻ ở 2 xã; nhà tài trợ trả hoặc trao 9.000.000 đồng."
    )
    assert lines_of(sections, "Ở đâu") == [
        "Đồ ấm: 90 bộ đồ ấm ở 2 xã: Xã Ba (Hạ Lang); Xã Một (Bảo Lạc)."
    ]
    assert lines_of(sections, "Điều gì giới hạn") == [
        "Nhà tài trợ A: còn 1.000.000 đồng, vì phần còn lại nhỏ hơn giá một gói."
    ]
    english = explain_donor(explained(programme, cells, [giver], lots), "a", lang="en")
    assert (
        english[0][1][0]
        == "Proposed: 90 children in 2 communes; the donor pays or gives VND 9,000,000."
    )
    assert lines_of(english, "Where") == [
        "Warm clothing: 90 warm sets in 2 communes: Xã Ba (Hạ Lang); Xã Một (Bảo Lạc)."
    ]


def test_a_donor_may_be_asked_for_by_name(programme):
    told = explained(programme, [cell("04101")], [gift("A"), gift("B")])
    assert explain_donor(told, " nhà tài trợ b ", lang="vi")[0][0] == "Nhà tài trợ B (doanh nghiệp)"


def test_an_unknown_donor_lists_those_there_are(programme):
    told = explained(programme, [cell("04101")], [gift("A"), gift("B")])
    with pytest.raises(NotFound, match=r"a \(Nhà tài trợ A\)"):
        explain_donor(told, "c", lang="vi")


def test_a_name_that_two_donors_bear_lists_their_ids(programme):
    gifts = [gift("A", donor="Công ty X"), gift("B", donor="Công ty X"), gift("C")]
    told = explained(programme, [cell("04101")], gifts)
    with pytest.raises(NotFound, match=r"a \(Công ty X\).*b \(Công ty X\)") as error:
        explain_donor(told, "công ty x", lang="vi")
    assert "Nhà tài trợ C" not in str(error.value)


def test_a_donor_without_a_lot_is_told_so_and_why(programme):
    giver = gift("A", districts=("999",), left=10_000_000, left_reason="no_admitted_cell")
    sections = explain_donor(explained(programme, [cell("04101")], [giver]), "a", lang="vi")
    assert sections[0][1][0] == "Kế hoạch chưa đề xuất gì cho nhà tài trợ này."
    assert lines_of(sections, "Điều gì giới hạn") == [
        "Nhà tài trợ A: còn 10.000.000 đồng, vì không nơi nào phù hợp với mong muốn."
    ]
    assert "Ở đâu" not in [title for title, _ in sections]


def test_who_pays_the_rest_of_a_package_sees_its_own_share_only(programme):
    lead, partner = gift("A", share=0.6), gift("B", joins=True)
    shared = lot(
        lead,
        "04101",
        partner_id="b",
        partner="Nhà tài trợ B",
        partner_gift="B",
        paid_vnd=1_800_000,
        partner_vnd=1_200_000,
    )
    told = explained(programme, [cell("04101")], [lead, partner], [shared])
    for donor, pays, other in (("a", "1.800.000", "B"), ("b", "1.200.000", "A")):
        sections = explain_donor(told, donor, lang="vi")
        assert f"trả hoặc trao {pays} đồng." in sections[0][1][0]
        assert f"Cùng trả một phần với Nhà tài trợ {other}." in lines_of(sections, "Ở đâu")


def test_all_used_says_whether_more_could_be_done_within_the_wishes(programme):
    giver = gift("A", districts=("101",))
    open_cells = [cell("04101"), cell("04102", gap_low=30)]
    lots = [lot(giver, "04102")]
    assert limits(explained(programme, open_cells, [giver], lots)) == [
        "Nhà tài trợ A: dùng hết; còn 1 chỗ hợp mong muốn mà chưa đủ nguồn."
    ]
    met = [cell("04102", gap_low=30), cell("04103")]
    assert limits(explained(programme, met, [giver], lots)) == ["Nhà tài trợ A: dùng hết."]


def test_goods_that_are_left_are_counted_in_units(programme):
    coats = gift(
        "A", funding="stock", goods_category="warm_clothing", goods_units=70, left=10,
        left_reason="below_package_units",
    )  # fmt: skip
    told = explained(programme, [cell("04101")], [coats], [lot(coats, "04101", packages=2)])
    assert limits(told) == ["Nhà tài trợ A: còn 10 bộ đồ ấm, vì phần còn lại nhỏ hơn một gói."]


def test_a_sponsorship_that_is_left_is_counted_in_children(programme):
    sponsor = gift(
        "A", funding="sponsored", goods_category="nutrition", sponsored_children=5,
        sponsored_months=9, left=1, left_reason="reach_full",
    )  # fmt: skip
    told = explained(programme, [cell("04101", "nutrition")], [sponsor])
    assert limits(told) == [
        "Nhà tài trợ A: còn 1 trẻ, vì nơi phù hợp không còn chỗ cho một gói trọn."
    ]


class TestLimits:
    @pytest.mark.parametrize(
        ("limit", "per", "step", "expected"),
        [
            (
                "means",
                "vnd",
                1e7,
                (
                    "có thêm 10.000.000 đồng thì được thêm 12,5 trẻ theo trọng số ưu tiên (đã giải "
                    "lại để kiểm)."
                ),
            ),
            (
                "most_communes",
                "communes",
                1.0,
                "đến thêm 1 xã thì được thêm 12,5 trẻ theo trọng số ưu tiên (đã giải lại để kiểm).",
            ),
            (
                "most_per_commune",
                "vnd",
                3e6,
                (
                    "mỗi xã được nhận thêm 3.000.000 đồng thì được thêm 12,5 trẻ theo trọng số ưu "
                    "tiên (đã giải lại để kiểm)."
                ),
            ),
        ],
    )
    def test_what_solving_again_confirmed_is_a_fact(self, programme, limit, per, step, expected):
        assert self.of(programme, limit, per, step, "yes") == [f"Nhà tài trợ A: {expected}"]

    @pytest.mark.parametrize(
        ("limit", "step"),
        [
            ("means", "có thêm nguồn"),
            ("most_communes", "đến thêm xã"),
            ("most_per_commune", "nới mức nhiều nhất một xã"),
        ],
    )
    def test_what_it_did_not_confirm_is_marked_and_bears_no_number(self, programme, limit, step):
        assert self.of(programme, limit, "vnd", 1e7, "no") == [
            (
                f"Nhà tài trợ A: {step} có thể giúp thêm, chưa xác nhận: giải lại không cho cùng "
                "kết quả."
            )
        ]

    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            (
                "yes",
                (
                    "nơi hợp nhất, Xã Một (Bảo Lạc), Đồ ấm, chỉ còn 60 trẻ chưa có nguồn; thiếu "
                    "nhiều hơn thì quà giúp được thêm."
                ),
            ),
            (
                "no",
                "có thể bị giới hạn bởi phần thiếu ở Xã Một (Bảo Lạc), Đồ ấm; chưa xác nhận.",
            ),
        ],
    )
    def test_a_gap_that_is_full_is_named_by_its_place(self, programme, status, expected):
        assert self.of(programme, "gap", "children", 30.0, status) == [f"Nhà tài trợ A: {expected}"]

    def test_a_gap_with_nothing_open_is_said_to_be_full(self, programme):
        binding = pd.DataFrame(
            [("A", "gap", "04101", "warm_clothing", "children", 30.0, 12.5, "yes")], columns=BINDING
        )
        giver = gift("A")
        lots = [lot(giver, "04101", packages=2)]
        told = explained(programme, [cell("04101")], [giver], lots, binding=binding)
        # 2 packages × 30 children are all of the 60 that are lacking.
        assert limits(told)[-1] == (
            "Nhà tài trợ A: phần thiếu ở nơi hợp nhất, Xã Một (Bảo Lạc), Đồ ấm, đã hết chỗ nhận "
            "thêm."
        )

    def test_goods_and_sponsorships_are_widened_in_their_own_measure(self, programme):
        coats = {"funding": "stock", "goods_category": "warm_clothing", "goods_units": 30}
        assert (
            "có thêm 30 bộ đồ ấm thì"
            in self.of(programme, "means", "units", 30.0, "yes", **coats)[0]
        )
        sponsor = {"funding": "sponsored", "goods_category": "nutrition", "sponsored_children": 2}
        assert (
            "có thêm 1 trẻ thì"
            in self.of(programme, "means", "children", 1.0, "yes", sponsored_months=9, **sponsor)[0]
        )

    def of(self, programme, limit, per, step, status, **values):
        binding = pd.DataFrame(
            [("A", limit, "04101", "warm_clothing", per, step, 12.5, status)], columns=BINDING
        )
        told = explained(programme, [cell("04101")], [gift("A", **values)], binding=binding)
        limits(told, lang="en")
        return limits(told)[1:]

    def test_limits_of_other_donors_are_not_told(self, programme):
        binding = pd.DataFrame([("B", "means", "", "", "vnd", 1e7, 12.5, "yes")], columns=BINDING)
        gifts = [gift("A"), gift("B")]
        told = explained(programme, [cell("04101")], gifts, binding=binding)
        assert "trọng số ưu tiên" not in "\n".join(limits(told, "a"))
        assert "trọng số ưu tiên" in "\n".join(limits(told, "b"))


WIDENED = [
    *("gift_id", "wish", "given_before", "given_after", "communes_before", "communes_after"),
    *("plan_before", "plan_after", "left_before", "left_after"),
]


class TestWidening:
    def test_each_wish_is_taken_away_one_at_a_time(self):
        row = row_of(gift("A", categories=("nutrition",), from_age=3, most_communes=2, share=0.5))
        assert [(wish, list(changed)) for wish, changed in wider_wishes(row)] == [
            ("categories", ["categories"]),
            ("ages", ["from_age"]),
            ("most_communes", ["most_communes"]),
            ("share", ["share"]),
        ]

    def test_a_donor_without_wishes_has_nothing_to_widen(self):
        # A share of 1 is no wish: the donor pays whole packages already.
        assert list(wider_wishes(row_of(gift("A")))) == []

    def test_the_plan_is_made_again_for_each_wish_and_both_are_told(self, programme):
        giver = gift("A", districts=("101",), left=3_000_000)
        cells = [cell("04101"), cell("04103")]
        before = explained(
            programme, cells, [giver, gift("B", zones=("I",))], [lot(giver, "04101")]
        )
        asked = []

        def solve(assessment, *, gifts):
            asked.append(gifts)
            wider = giver | {"districts": (), "left": 0}
            lots = [lot(wider, "04101"), lot(wider, "04103")]
            return SimpleNamespace(after=explained(programme, cells, [wider], lots))

        table = widened_table(before, "a", solve=solve)
        assert asked == [{"A": {"districts": ()}}]
        assert table.to_dict("records") == [
            {
                "gift_id": "A",
                "wish": "districts",
                "given_before": 30,
                "given_after": 60,
                "communes_before": 1,
                "communes_after": 2,
                "plan_before": 30,
                "plan_after": 60,
                "left_before": 3_000_000,
                "left_after": 0,
            }
        ]
        assert lines_of(
            explain_donor(before, "a", lang="vi", widened=table), "Nếu nới một mong muốn"
        ) == [
            (
                "Nhà tài trợ A: nếu nhận mọi huyện thì quà này đến 60 thay vì 30 (trẻ, nơi), ở 2 "
                "xã; cả kế hoạch 60 thay vì 30; còn lại 0 đồng."
            )
        ]

    def test_the_most_useful_wish_stands_first_and_a_useless_one_is_told_so(self, programme):
        widened = pd.DataFrame(
            [
                ("A", "zones", 30, 30, 1, 1, 90, 90, 0, 0),
                ("A", "districts", 30, 60, 1, 2, 90, 120, 0, 0),
            ],
            columns=WIDENED,
        )
        told = explained(programme, [cell("04101")], [gift("A")])
        sections = explain_donor(told, "a", lang="vi", widened=widened)
        lines = lines_of(sections, "Nếu nới một mong muốn")
        assert lines[0].startswith("Nhà tài trợ A: nếu nhận mọi huyện thì quà này đến 60")
        assert lines[1] == "Nhà tài trợ A: nếu nhận mọi khu vực thì kết quả không đổi."

    def test_a_wish_that_only_moves_help_from_others_is_told_so(self, programme):
        widened = pd.DataFrame([("A", "zones", 30, 60, 1, 2, 90, 90, 0, 0)], columns=WIDENED)
        told = explained(programme, [cell("04101")], [gift("A")])
        sections = explain_donor(told, "a", lang="vi", widened=widened)
        assert "cả kế hoạch vẫn 90; " in lines_of(sections, "Nếu nới một mong muốn")[0]

    @pytest.mark.parametrize("lang", ["vi", "en"])
    def test_every_wish_has_its_words(self, programme, lang):
        given = gift(
            "A",
            categories=("nutrition",),
            districts=("101",),
            communes=("04101",),
            zones=("III",),
            to_age=5,
            visit_months=("9",),
            most_communes=1,
            most_per_commune=1,
            least_per_commune=1,
            gift_package_units=1,
            whole=True,
            share=0.5,
        )
        wishes = [wish for wish, _ in wider_wishes(row_of(given))]
        assert len(wishes) == 12
        widened = pd.DataFrame(
            [("A", wish, 0, 0, 0, 0, 0, 0, 0, 0) for wish in wishes], columns=WIDENED
        )
        told = explained(programme, [cell("04101")], [gift("A")])
        words = everything(explain_donor(told, "a", lang=lang, widened=widened))
        assert not [wish for wish in wishes if "_" in wish and wish in words]

    def test_no_wish_is_told_as_such(self, programme):
        told = explained(programme, [cell("04101")], [gift("A")])
        empty = pd.DataFrame(columns=WIDENED)
        sections = explain_donor(told, "a", lang="vi", widened=empty)
        assert lines_of(sections, "Nếu nới một mong muốn") == [
            "Nhà tài trợ không đặt mong muốn nào để nới."
        ]


def test_alternatives_are_handed_through(programme):
    told = explained(programme, [cell("04101")], [gift("A")])
    sections = explain_donor(told, "a", lang="vi", alternatives=["Xã Hai thay Xã Một."])
    assert lines_of(sections, "Phương án khác có giá trị ngang nhau") == ["Xã Hai thay Xã Một."]
