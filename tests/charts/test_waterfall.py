"""From the target down to the gap: what the bars show is what the table says."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.charts import children_parts, cost_parts, waterfall, waterfall_children

PARTS = ["target", "state", "pledged", "gap"]


def width(span):
    return span[1] - span[0]


def test_parts_are_the_sums_of_the_table(gap, programme, ids):
    parts = cost_parts(gap, programme)
    # 100 + 300; 20 + 0; 30 + 100; 50 + 200, and 60 + 40; 60 + 10; 0; 0 + 30 (million VND)
    assert parts.loc[ids[0], PARTS].tolist() == [n * 1_000_000 for n in (400, 20, 130, 250)]
    assert parts.loc[ids[1], PARTS].tolist() == [n * 1_000_000 for n in (100, 70, 0, 30)]
    assert parts.index.tolist() == ids[:2]


def test_bars_are_as_long_as_the_figures(gap, programme, ids, spans):
    bars = spans(waterfall(gap, programme, lang="vi"))
    per_million = width(bars["target all"]) / 500
    for part, millions in (("state", 90), ("pledged", 130), ("gap", 280)):
        assert width(bars[f"{part} all"]) == pytest.approx(millions * per_million, abs=0.2)
    for part, millions in (("state", 20), ("pledged", 130), ("gap", 250)):
        assert width(bars[f"{part} {ids[0]}"]) == pytest.approx(millions * per_million, abs=0.2)
    # No bar for nothing at all.
    assert f"pledged {ids[1]}" not in bars


def test_each_bar_begins_where_the_one_above_ends(gap, programme, spans):
    bars = spans(waterfall(gap, programme, lang="vi"))
    assert bars["state all"][1] == pytest.approx(bars["target all"][1], abs=0.2)
    assert bars["pledged all"][1] == pytest.approx(bars["state all"][0], abs=0.2)
    assert bars["gap all"][1] == pytest.approx(bars["pledged all"][0], abs=0.2)
    assert bars["gap all"][0] == pytest.approx(bars["target all"][0], abs=0.2)


def test_figures_are_written_in_the_readers_language(gap, programme, ids, texts):
    gap = gap.assign(**{f"{part}_vnd": gap[f"{part}_vnd"] * 10 for part in PARTS})
    vietnamese = texts(waterfall(gap, programme, lang="vi"))
    english = texts(waterfall(gap, programme, lang="en"))
    assert {"5.000", "900", "1.300", "2.800"} <= set(vietnamese)
    assert {"5,000", "900", "1,300", "2,800"} <= set(english)
    assert "còn thiếu 2.500 · nguồn khác 1.300 · Nhà nước 200" in vietnamese
    assert "lacking 2,500 · other sources 1,300 · State 200" in english
    assert programme.category(ids[0]).name.vi in vietnamese
    assert programme.category(ids[0]).name.en in english


def test_commune_without_figures_is_counted_not_drawn_as_nothing(gap, programme, ids, texts):
    gap.loc[gap.commune_code == "01202", "state_vnd"] = pd.NA
    picture = waterfall(gap, programme, lang="vi")
    written = texts(picture)
    # Only commune 01201 is left: 100 + 60, marked as the least it can be.
    assert "≥ 160" in written
    assert "1 xã chưa có số liệu" in picture.alt
    assert cost_parts(gap, programme).missing.tolist() == [1, 1]


def test_category_without_any_figure_has_words_and_no_bar(gap, programme, ids, texts, spans):
    gap.loc[gap.category == ids[0], "target_vnd"] = pd.NA
    picture = waterfall(gap, programme, lang="vi")
    assert "chưa có số liệu" in texts(picture)
    assert not [part for part in spans(picture) if part.endswith(f" {ids[0]}")]


def test_no_figure_at_all_is_words(gap, programme, texts, spans):
    for draw in (waterfall, waterfall_children):
        missing = gap.assign(target_vnd=pd.NA, gap_point=pd.NA).astype(
            {"target_vnd": "Int64", "gap_point": "Int64"}
        )
        picture = draw(missing, programme, lang="vi")
        assert "chưa có số liệu" in texts(picture)
        assert not [part for part in spans(picture) if not part.startswith("key ")]


def test_children_add_up_to_the_target(gap, programme, ids, spans):
    parts = children_parts(gap, programme)
    assert parts.loc[ids[0], PARTS].tolist() == [400, 20, 130, 250]
    bars = spans(waterfall_children(gap, programme, lang="vi"))
    per_child = width(bars[f"gap {ids[0]}"]) / 250
    assert width(bars[f"state {ids[1]}"]) == pytest.approx(70 * per_child, abs=0.2)
    # The three parts stand end to end.
    assert bars[f"gap {ids[0]}"][1] == pytest.approx(bars[f"pledged {ids[0]}"][0], abs=0.2)
    assert bars[f"pledged {ids[0]}"][1] == pytest.approx(bars[f"state {ids[0]}"][0], abs=0.2)


def test_state_beyond_the_target_does_not_make_the_bar_longer(gap, programme, ids):
    # The State serves 80 children where the target asks for 60 and nobody is lacking.
    gap.loc[(gap.commune_code == "01201") & (gap.category == ids[1]), "state_children"] = 80
    parts = children_parts(gap, programme).loc[ids[1]]
    assert parts[PARTS].tolist() == [100, 70, 0, 30]


def test_children_whose_state_cover_is_not_known_stay_missing(gap, programme, ids):
    gap.loc[gap.category == ids[1], "state_children"] = pd.NA
    parts = children_parts(gap, programme).loc[ids[1]]
    assert parts[PARTS].isna().all()
    assert parts.missing == 2


cells = st.lists(
    st.tuples(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.booleans()),
    min_size=1,
    max_size=12,
)


@given(cells)
def test_parts_always_add_up_in_any_row_order(programme, ids, cells):
    frame = pd.DataFrame(
        [
            {
                "commune_code": f"{number:05d}",
                "category": ids[number % 3],
                "target_vnd": pd.NA if unknown else state + pledged + lacking,
                "state_vnd": state,
                "pledged_vnd": pledged,
                "gap_vnd": lacking,
            }
            for number, (state, pledged, lacking, unknown) in enumerate(cells)
        ]
    ).astype({f"{part}_vnd": "Int64" for part in PARTS})
    parts = cost_parts(frame, programme)
    known = parts.dropna()
    assert (known.target == known.state + known.pledged + known.gap).all()
    assert parts.missing.sum() == sum(unknown for *_, unknown in cells)
    pd.testing.assert_frame_equal(parts, cost_parts(frame[::-1], programme))


def test_small_amounts_are_written_with_a_decimal(gap, programme, texts):
    small = gap.assign(**{f"{part}_vnd": gap[f"{part}_vnd"] // 100 for part in PARTS})
    # 500 million ÷ 100 = 5,0 million
    assert "5,0" in texts(waterfall(small, programme, lang="vi"))
    assert "5.0" in texts(waterfall(small, programme, lang="en"))


def test_rounding_is_told_only_where_it_shows(gap, programme, texts):
    note = "Số đã làm tròn: cộng lại có thể lệch một đơn vị."
    assert note not in texts(waterfall(gap, programme, lang="vi"))
    # 100.6 = 20.0 + 30.3 + 50.3 is written 101, 20, 30 and 50.
    gap.loc[0, ["target_vnd", "pledged_vnd", "gap_vnd"]] = [100_600_000, 30_300_000, 50_300_000]
    assert note in texts(waterfall(gap, programme, lang="vi"))


def test_nothing_to_draw_is_none(gap, programme):
    assert waterfall(gap[:0], programme, lang="vi") is None
    assert waterfall_children(gap[:0], programme, lang="vi") is None


def two_districts(gap):
    """The table's communes in a district each: targets of 160 and 340 million VND."""
    return gap.assign(district_code=gap.commune_code.map({"01201": "042", "01202": "043"}))


@pytest.mark.parametrize(
    ("draw", "bar", "amounts"),
    [
        (waterfall, "target all", {"042": 160, "043": 340}),
        (waterfall_children, "gap {first}", {"042": 50, "043": 200}),
    ],
)
def test_districts_of_a_province_are_drawn_on_one_measure(
    gap, programme, ids, spans, draw, bar, amounts
):
    whole = two_districts(gap)
    bar = bar.format(first=ids[0])
    per_unit = {}
    for district, amount in amounts.items():
        own = whole[whole.district_code == district]
        picture = draw(own, programme, lang="vi", province=whole)
        per_unit[district] = width(spans(picture)[bar]) / amount
        assert "Cùng thước đo" in picture.svg
    assert per_unit["042"] == pytest.approx(per_unit["043"], rel=0.02)
    # By itself the smaller district would fill the width.
    alone = whole[whole.district_code == "042"]
    assert width(spans(draw(alone, programme, lang="vi"))[bar]) / amounts["042"] > per_unit["042"]
