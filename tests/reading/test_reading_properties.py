"""Whatever comes: every row is accounted for, the same each time, and no wrong value is taken."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.workbooks import CellError

WORDS = ["Cốc Pàng", "Xã Cô Ba", "Tổng cộng", "Khu vực III", "STT", "Tên xã", "Mã xã", "Dân số"]
WORDS += ["Trẻ em dưới 16 tuổi", "cộng", "(1)", "ĐVT: trẻ", "triệu đồng", "Huyện Bảo Lạc", "-"]
WORDS += ["không", "1.234", "12,5 %", "Ghi chú", "Người lập biểu", "01324", "ngày lập", ";", "I"]
WORDS += ["Đơn vị, cá nhân hỗ trợ", "Loại hỗ trợ", "Tên nhà tài trợ", "Đồ ấm", "2026"]

CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.integers(-5, 10**16),
    st.floats(),
    st.booleans(),
    st.text(max_size=8),
    st.dates(),
    st.timedeltas(),
    st.just(CellError("#DIV/0!")),
)
GRIDS = st.integers(0, 7).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=9)
)
CORNERS = st.tuples(*[st.integers(0, 9)] * 4)
SPOTS = st.frozensets(st.tuples(st.integers(0, 8), st.integers(0, 6)), max_size=4)
NO_RESET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(GRIDS, st.lists(CORNERS, max_size=3), SPOTS, SPOTS, st.booleans()), max_size=2
    ),
    st.sampled_from(["", "district", "support", "donors"]),
)
def test_any_sheets_are_read_row_by_row(read, sheet, book, grids, form):
    """The reader of the tests counts the rows."""
    sheets = []
    for n, (rows, merged, formulas, uncached, hidden) in enumerate(grids):
        one = sheet(rows, name=f"Trang {n}", hidden=hidden)
        ranges = tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in merged)
        sheets.append(
            type(one)(
                one.name,
                one.rows,
                merged=ranges,
                hidden=hidden,
                formulas=formulas | uncached,
                uncached=uncached,
            )
        )
    first = read(book(*sheets), form=form)
    assert first == read(book(*sheets), form=form)


COMMUNES = {"Cốc Pàng": "01324", "Cô Ba": "01327", "Bảo Lạc": "01321", "Hưng Đạo": "01351"}
HEADER = ["STT", "Tên xã", "Dân số"]


@NO_RESET
@given(st.permutations(range(4)), st.lists(st.integers(0, 5000), min_size=4, max_size=4))
def test_the_order_of_rows_makes_no_difference(read, figures, order, counts):
    rows = [[n, name, count] for n, (name, count) in enumerate(zip(COMMUNES, counts, strict=True))]
    there = read([HEADER, *rows])
    back = read([HEADER, *(rows[n] for n in order)])
    assert (
        figures(there)
        == figures(back)
        == {
            (code, "children.population"): count
            for code, count in zip(COMMUNES.values(), counts, strict=True)
        }
    )


@NO_RESET
@given(st.permutations(range(3)), st.lists(st.integers(0, 50), min_size=3, max_size=3))
def test_the_order_of_columns_makes_no_difference(read, figures, order, counts):
    titles = ["Tên xã", "Dân số", "Số trẻ được cân đo"]
    cells = ["Cốc Pàng", counts[1], None]
    rows = [[titles[n] for n in order], [cells[n] for n in order]]
    assert figures(read(rows)) == {("01324", "children.population"): counts[1]}


# What may happen to the figure 1234 between a clerk's desk and ours, and stays 1234.
SAME = ["1234", "1.234", "1,234", "1 234", "1\u00a0234", "1234.0", 1234, 1234.0, "1.234 người"]
SAME += ["１２３４", " 1.234 "]
# What may happen and no longer says 1234: may be asked or refused, but is never another number.
SPOILT = [1.234, "1.23", "12,34", "1234 %", "12 34", "l234", "1.234,5", "~1234", "-1234", "#REF!"]
SPOILT += [dt.date(2026, 4, 3), CellError("#VALUE!"), True, "1234 (5 nữ)", "1.234\n", "1\n234"]
SPOILT += ["chưa có", "-", None, "x", 1.2e16, "12340000000000000000"]


@NO_RESET
@given(
    st.dictionaries(st.sampled_from(sorted(COMMUNES)), st.sampled_from(SAME + SPOILT), min_size=1),
    st.randoms(use_true_random=False),
)
def test_no_figure_becomes_another_one(read, figures, cells, chance: random.Random):
    def spelt(name):
        return chance.choice([name, name.upper(), f"xã {name}", f" {name} ", f"{name} (*)"])

    rows = [[n, spelt(name), value] for n, (name, value) in enumerate(cells.items())]
    result = read([HEADER, *rows])
    found = figures(result)
    assert set(found.values()) <= {1234}
    for name, value in cells.items():
        if value in SAME and not isinstance(value, bool):
            assert found[COMMUNES[name], "children.population"] == 1234


@NO_RESET
@given(st.sampled_from(sorted(COMMUNES)), st.integers(0, 20), st.sampled_from("bcxzđêơ"))
def test_a_misspelt_commune_is_asked_and_not_taken_for_another(read, figures, name, at, letter):
    at %= len(name) + 1
    written = name[:at] + letter + name[at:]
    result = read([HEADER, [1, written, 5]], district_code="043")
    assert set(figures(result)) <= {(COMMUNES[name], "children.population")}
    assert result.values or any(fault.severity == "error" for fault in result.faults)


@pytest.mark.parametrize("row", range(5))
def test_a_row_that_loses_its_commune_waits(read, outcomes, row):
    rows = [[n, name, 5] for n, name in enumerate(COMMUNES)]
    rows.append(["Tổng cộng", None, 20])
    rows[row][0 if row == 4 else 1] = None
    assert outcomes(read([HEADER, *rows]))[1 + row] == "row_without_commune"
