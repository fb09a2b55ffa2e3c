"""Why these communes: the few sentences on a donor's page."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.programmes import load_programme
from needs.proposals.why import why_communes

from .explained_cases import cell, explained, gift, lot


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


def case(programme, **values):
    giver = gift("A", districts=("101",))
    cells = [
        cell("04101", gap_low=80),
        cell("04102", gap_low=40),
        cell("04103", gap_low=90),
    ]
    ranks = [
        (code, "all", rank, rank, rank)
        for rank, code in enumerate(("04103", "04101", "04104", "04102"), start=1)
    ]
    lots = [lot(giver, "04101", packages=2), lot(giver, "04102")]
    return explained(programme, cells, [giver], lots, ranks=ranks, **values)


def test_the_sentences_follow_from_the_tables(programme):
    """20 → 80 of 100 and 60 → 90 of 100: together 80 → 170 of 200."""
    assert why_communes(case(programme), "a", "vi") == [
        "Mọi nơi còn thiếu và hợp mong muốn của nhà tài trợ đều có trong đề xuất: 2 xã.",
        "Nơi được hỗ trợ ít nhất đi trước; sau đó là nơi trẻ cần nhất với cùng số tiền.",
        "Nơi ít nhất trong các nơi này, Xã Một (Bảo Lạc), Đồ ấm: từ 20% lên 80% chỉ tiêu.",
        "Tính chung các nơi được chọn: từ 40% lên 85% chỉ tiêu.",
        "Hạng ưu tiên của các xã được chọn: 2–4 trong 4 xã.",
        "Tất cả nằm trong phần thiếu chắc chắn, 120 trẻ: không trùng với nguồn nào đã biết.",
    ]


def test_in_english(programme):
    assert why_communes(case(programme), "a", "en")[:3] == [
        (
            "The proposal holds every commune that lacks something within the donor's wishes: "
            "2 communes."
        ),
        "The least covered come first; then those whose children need it most for the same money.",
        (
            "The least covered of these, Xã Một (Bảo Lạc), Warm clothing: from 20% to 80% of the "
            "target."
        ),
    ]


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        (
            "effect_first",
            "Nơi trẻ cần nhất với cùng số tiền đi trước; sau đó nâng nơi được hỗ trợ ít nhất.",
        ),
        (
            "proportional",
            "Mọi nơi được đáp ứng cùng một phần của điều còn thiếu, đến mức có thể.",
        ),
    ],
)
def test_the_rule_is_that_of_the_plan(programme, mode, sentence):
    assert why_communes(case(programme, mode=mode), "a", "vi")[1] == sentence


def test_a_choice_among_more_communes_says_how_many_there_were(programme):
    giver = gift("A")
    cells = [cell("04101"), cell("04102"), cell("04103")]
    told = explained(programme, cells, [giver], [lot(giver, "04101")])
    assert why_communes(told, "a", "vi")[0] == (
        "3 xã còn thiếu và hợp mong muốn của nhà tài trợ; kế hoạch chọn 1."
    )


def test_what_other_donors_give_there_is_said(programme):
    one, other = gift("A"), gift("B")
    lots = [lot(one, "04101"), lot(other, "04101")]
    told = explained(programme, [cell("04101")], [one, other], lots)
    assert any("cùng các nhà tài trợ khác" in line for line in why_communes(told, "a", "vi"))


def test_without_ranks_and_figures_less_is_said_and_nothing_made_up(programme):
    giver = gift("A", categories=("classroom",))
    room = cell("04101", "classroom", counted="places", target=2, gap_low=2)
    told = explained(programme, [room], [giver], [lot(giver, "04101", "classroom")])
    lines = why_communes(told, "a", "vi")
    assert 2 <= len(lines) <= 6
    assert not [line for line in lines if "Hạng" in line]
    assert lines[-1] == "Các nơi này thiếu chắc chắn, không trùng với nguồn nào đã biết."


def test_a_donor_without_lots_is_told_so(programme):
    told = explained(programme, [cell("04101")], [gift("A")])
    assert why_communes(told, "a", "vi") == ["Kế hoạch chưa đề xuất nơi nào cho nhà tài trợ này."]


def test_what_has_been_promised_before_is_none_of_the_choice(programme):
    giver = gift("A")
    promised = pd.DataFrame(
        [("B", "04102", "warm_clothing", "2026", "accepted", 60, 0)],
        columns=[
            *("gift_id", "commune_code", "category", "period", "lot_state"),
            *("lot_children", "places"),
        ],
    )
    cells = [cell("04101"), cell("04102", held=60, reason="no_gap")]
    told = explained(programme, cells, [giver], [lot(giver, "04101")], commitments=promised)
    assert why_communes(told, "a", "vi")[0].endswith("đều có trong đề xuất: 1 xã.")
