"""Figures that do not fit together: totals, bands, parts of wholes, residents."""

from __future__ import annotations

from .entry import Awkward, Expected, error, warning
from .pages import Page, Rows, Written, xlsx
from .truth import (
    BANDS,
    CHILDREN,
    COVERED,
    COVERED_ONCE,
    ELIGIBLE,
    GROUPS,
    SHORT,
    THREE,
    THREE_FIGURES,
    TITLE,
    few,
    full,
    merged,
    told,
)

_IGNORED = {"title": 1, "header": 2}


def _short(*rows: list[Written]) -> bytes:
    return xlsx(Page([TITLE, *SHORT, *rows], merged=merged(2)))


def _total_differs() -> bytes:
    return _short(*THREE, [None, "Tổng cộng", 29330, 8704])


def _subtotal_differs() -> bytes:
    return _short(
        [None, "Khu vực III", None, None],
        *THREE[:2],
        [None, "Cộng khu vực III", 20950, 6230],
        [None, "Khu vực II", None, None],
        THREE[2],
        [None, "Cộng khu vực II", 8830, 2510],
        [None, "Tổng cộng", 29330, 8740],
    )


def _bands(*rows: list[Written]) -> bytes:
    head: list[list[Written]] = [
        ["Tên xã", "Dân số", CHILDREN, None, None, None, None],
        [None, None, *BANDS],
    ]
    return xlsx(Page([TITLE, *head, *rows], merged=["A2:A3", "B2:B3", "C2:G2"]))


def _bands_differ() -> bytes:
    return _bands(
        full("01321"),
        ["Xã Cốc Pàng", 10100, 540, 590, 990, 940, 3006],
        ["Xã Cô Ba", 8380, 450, None, 810, 770, 2510],
    )


def _category(columns: list[Written], above: list[Written], rows: Rows, name: str) -> bytes:
    return xlsx(Page([TITLE, ["Tên xã", *above], [None, *columns], *rows], name=name))


def _poor() -> bytes:
    return _category(
        ["cộng", *GROUPS],
        [ELIGIBLE, "Trong số đó, trẻ", None, None, None],
        [["Xã Bảo Lạc", 900, 901, 10, 5, 3], ["Xã Cô Ba", 900, 900, 450, 5, 3]],
        "Đồ ấm",
    )


def _covered() -> bytes:
    return _category(
        ["cộng", *COVERED, COVERED_ONCE],
        [ELIGIBLE, "Trẻ đã được hỗ trợ, theo nguồn", None, None],
        [
            ["Xã Bảo Lạc", 900, 500, 500, 1000],
            ["Xã Cốc Pàng", 800, 300, 100, 450],
            ["Xã Cô Ba", 900, 900, 900, 900],
        ],
        "Đồ ấm",
    )


def _sample() -> bytes:
    return _category(
        ["số trẻ được cân đo", "số trẻ thấp còi"],
        ["suy dinh dưỡng thấp còi", None],
        [["Xã Bảo Lạc", 120, 131], ["Xã Cô Ba", 120, 31]],
        "Bữa ăn dinh dưỡng",
    )


def _more_children_than_people() -> bytes:
    """2,510 children of 838 residents; 31,700 in a commune of 10,889; half of 9,330."""
    return _short(
        [1, "Xã Cô Ba", 838, 2510],
        [2, "Xã Bảo Lạc", None, 31700],
        [3, "Xã Hưng Đạo", 9330, 4665],
        [4, "Xã Sơn Lộ", 15560, 1660],
    )


def _eligible_above_children() -> bytes:
    """The sheet of a category names more children of an age than there are."""
    head: list[list[Written]] = [["Tên xã", ELIGIBLE, None, None], [None, *BANDS[1:3], "cộng"]]
    return xlsx(
        Page(
            [
                TITLE,
                ["Tên xã", CHILDREN, None, None, None, None],
                [None, *BANDS],
                ["Xã Sơn Lộ", *full("01360")[2:]],
                ["Xã Cô Ba", *full("01327")[2:]],
            ],
            name="Trẻ em",
            merged=["A2:A3", "B2:F2"],
        ),
        Page(
            [TITLE, *head, ["Xã Sơn Lộ", 320, 545, 865], ["Xã Cô Ba", 480, 810, 1290]],
            name="Bữa ăn dinh dưỡng",
            merged=["A2:A3", "B2:D2"],
        ),
    )


def _total_but_one_empty() -> bytes:
    """The total was told, one commune of it was not."""
    return _short(THREE[0], [2, "Xã Cốc Pàng", None, None], THREE[2], [None, "Cộng", 29330, 8740])


def _without_residents(code: str) -> dict[str, int]:
    return {name: value for name, value in told(code).items() if name != "children.population"}


FILES = (
    Awkward(
        "tong-sai.xlsx",
        "two digits of the total changed places",
        _total_differs,
        Expected(
            accepted=3,
            ignored={**_IGNORED, "total": 1},
            faults=error("total_differs", "Biểu!D7"),
            figures=THREE_FIGURES,
        ),
    ),
    Awkward(
        "cong-khu-vuc-sai.xlsx",
        "a subtotal is wrong, the total is right",
        _subtotal_differs,
        Expected(
            accepted=3,
            ignored={**_IGNORED, "section": 2, "subtotal": 2, "total": 1},
            faults=error("total_differs", "Biểu!C10"),
            figures=THREE_FIGURES,
        ),
    ),
    Awkward(
        "nhom-tuoi-khac-cong.xlsx",
        "bands that do not add up to their total; in another row a band is not known",
        _bands_differ,
        Expected(
            accepted=2,
            waiting={"bands_differ_from_total": 1},
            ignored=_IGNORED,
            faults=error("bands_differ_from_total", "Biểu!G5"),
            figures={
                "01321": told("01321"),
                "01327": {
                    name: value
                    for name, value in told("01327").items()
                    if name != "children.children.kindergarten"
                },
            },
        ),
    ),
    Awkward(
        "ngheo-hon-tat-ca.xlsx",
        "more poor children than children; in the row below just as many",
        _poor,
        Expected(
            accepted=1,
            waiting={"part_exceeds_whole": 1},
            ignored=_IGNORED,
            faults=error("part_exceeds_whole", "Đồ ấm!C4"),
            figures={
                "01327": {
                    "warm_clothing.eligible": 900,
                    "warm_clothing.group.poor": 900,
                    "warm_clothing.group.near_poor": 450,
                    "warm_clothing.group.disabled": 5,
                    "warm_clothing.group.orphan": 3,
                }
            },
        ),
    ),
    Awkward(
        "ho-tro-hon-doi-tuong.xlsx",
        "more supported than eligible; more, each child once, than of all sources",
        _covered,
        Expected(
            accepted=1,
            waiting={"part_exceeds_whole": 1, "covered_more_than_sources": 1},
            ignored=_IGNORED,
            faults=[
                *error("part_exceeds_whole", "Đồ ấm!E4"),
                *error("covered_more_than_sources", "Đồ ấm!E5"),
            ],
            figures={
                "01327": {
                    "warm_clothing.eligible": 900,
                    "warm_clothing.covered.state": 900,
                    "warm_clothing.covered.society": 900,
                    "warm_clothing.covered": 900,
                }
            },
        ),
    ),
    Awkward(
        "mau-khao-sat.xlsx",
        "more stunted children than were measured",
        _sample,
        Expected(
            accepted=1,
            waiting={"part_exceeds_whole": 1},
            ignored=_IGNORED,
            faults=error("part_exceeds_whole", "Bữa ăn dinh dưỡng!C4"),
            figures={
                "01327": {"nutrition.examined.stunting": 120, "nutrition.affected.stunting": 31}
            },
        ),
    ),
    Awkward(
        "tre-hon-dan.xlsx",
        "more children than residents told, than residents on record; very many of either",
        _more_children_than_people,
        Expected(
            accepted=2,
            waiting={"part_exceeds_whole": 1, "more_children_than_people": 1},
            ignored=_IGNORED,
            faults=[
                *error("part_exceeds_whole", "Biểu!D4"),
                *error("more_children_than_people", "Biểu!D5"),
                *warning("many_children", "Biểu!D6"),
                *warning("many_residents", "Biểu!C7"),
            ],
            figures={"01351": few(9330, 4665), "01360": few(15560, 1660)},
        ),
    ),
    Awkward(
        "doi-tuong-hon-tre.xlsx",
        "more eligible children of an age than there are, on two sheets: both rows wait",
        _eligible_above_children,
        Expected(
            accepted=2,
            waiting={"figures_disagree": 1, "part_exceeds_whole": 1},
            ignored={"title": 2, "header": 4},
            faults=[
                *error("part_exceeds_whole", "Bữa ăn dinh dưỡng!C4", "Bữa ăn dinh dưỡng!D4"),
                # Both the band and the total of the bands disagree with the children's cell.
                *error("figures_disagree", "Trẻ em!C4", "Trẻ em!D4", "Trẻ em!D4"),
            ],
            figures={
                "01327": {
                    **_without_residents("01327"),
                    "nutrition.eligible.kindergarten": 480,
                    "nutrition.eligible.primary": 810,
                    "nutrition.eligible": 1290,
                }
            },
        ),
    ),
    Awkward(
        "tong-co-xa-trong.xlsx",
        "the total counts a commune whose own cells are empty",
        _total_but_one_empty,
        Expected(
            accepted=2,
            ignored={**_IGNORED, "empty_form_row": 1, "total": 1},
            faults=[
                *warning("row_without_figures", "Biểu!5"),
                *error("total_differs", "Biểu!C7", "Biểu!D7"),
            ],
            figures={code: THREE_FIGURES[code] for code in ("01321", "01327")},
        ),
    ),
)
