"""Villages outside zone III: which share of a commune's children, and what is not known."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.areas import Villages, area_list, read_villages, village_shares
from needs.areas.villages import SPREAD
from needs.errors import InputFaults
from needs.people import read_assumptions
from needs.places import load_gazetteer

LIST = "ninh-thuan-2021-2025"
FILE = "areas/thon-thu.csv"
# Of zone I: Lâm Sơn, Lương Sơn, Nhơn Sơn; of zone II: Lợi Hải; of zone III: Phước Bình.
LAM_SON, LUONG_SON, NHON_SON, LOI_HAI, PHUOC_BINH = "22813", "22816", "22831", "22849", "22783"


@pytest.fixture
def with_villages(data_copy):
    """The zone list with a list of villages: rows of text, header first."""

    def make(*lines, header="commune_code,village,residents,children,villages_in_commune,source"):
        path = data_copy / "reference" / FILE
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        index = data_copy / "reference" / "area_lists.csv"
        rows = pd.read_csv(index, dtype="str", keep_default_na=False)
        rows.loc[rows.list_id == LIST, "villages_file"] = FILE
        rows.to_csv(index, index=False, encoding="utf-8")
        return area_list(LIST, root=data_copy, gazetteer=load_gazetteer())

    return make


@pytest.fixture(scope="module")
def spread(data):
    return read_assumptions(data)[SPREAD]


@pytest.fixture(scope="module")
def listed(data):
    return area_list(LIST, root=data, gazetteer=load_gazetteer())


def communes(**children):
    """Communes with 400 children (320–480) of 1,600 residents, unless said otherwise."""
    codes = [LAM_SON, LUONG_SON, NHON_SON, LOI_HAI, PHUOC_BINH]
    frame = pd.DataFrame({"commune_code": codes})
    for column, count in {
        "children": 400, "children_low": 320, "children_high": 480,
        "population": 1_600, "population_low": 1_600, "population_high": 1_600, **children,
    }.items():  # fmt: skip
        frame[column] = pd.array([count] * len(codes), dtype="Int64")
    return frame


def shares_of(listed, spread, people=None):
    people = communes() if people is None else people
    shares = village_shares(listed, read_villages(listed), people, spread=spread)
    return shares.set_index("commune_code")


def ends(row):
    return [row.village_share, row.village_share_low, row.village_share_high]


def test_no_list_of_villages_is_at_hand(listed, spread):
    """Then only zone III counts, whole; the other communes have no row."""
    assert read_villages(listed) is None
    shares = village_shares(listed, None, communes(), spread=spread).set_index("commune_code")
    zone_iii = listed.communes.commune_code[listed.communes.zone == "III"]
    assert sorted(shares.index) == sorted(zone_iii)
    assert set(shares.village_share) == {1.0}
    assert set(shares.village_source) == {listed.name}


def test_told_children_give_the_share(with_villages, spread):
    """80 + 40 of 400 children (320–480): 0.3, at least 120/480, at most 120/320."""
    listed = with_villages(
        f"{LAM_SON},Thôn Gòn,900,80,10,thử", f"{LAM_SON},Thôn Lập Lá,900,40,10,thử"
    )
    row = shares_of(listed, spread).loc[LAM_SON]
    assert ends(row) == pytest.approx([0.3, 0.25, 0.375])
    assert row.village_source == "thon-thu.csv (dòng 2, 3)"


def test_else_residents_give_it(with_villages, spread):
    """One village tells no children: 200 + 120 of 1,600 residents, exactly 0.2."""
    listed = with_villages(f"{LAM_SON},Thôn Gòn,200,80,,thử", f"{LAM_SON},Thôn Lập Lá,120,,,thử")
    assert ends(shares_of(listed, spread).loc[LAM_SON]) == pytest.approx([0.2, 0.2, 0.2])


def test_else_the_number_of_villages_with_a_named_assumption(with_villages, spread):
    """2 of 10 villages: 0.2, between 0.5 and 1.5 times that."""
    listed = with_villages(f"{LAM_SON},Thôn Gòn,,,10,thử", f"{LAM_SON},Thôn Lập Lá,,,,thử")
    row = shares_of(listed, spread).loc[LAM_SON]
    assert ends(row) == pytest.approx([0.2, 0.1, 0.3])
    assert row.village_source.split("; ") == ["thon-thu.csv (dòng 2, 3)", SPREAD]


def test_most_of_the_villages_are_never_more_than_all_children(with_villages, spread):
    """4 of 5: 0.8, and 1.2 is cut to 1. 2 of 2: all, and nothing is assumed."""
    listed = with_villages(
        *[f"{LAM_SON},Thôn {n},,,5,thử" for n in range(4)],
        *[f"{LOI_HAI},Thôn {n},,,2,thử" for n in range(2)],
    )
    shares = shares_of(listed, spread)
    assert ends(shares.loc[LAM_SON]) == pytest.approx([0.8, 0.4, 1.0])
    assert ends(shares.loc[LOI_HAI]) == [1.0, 1.0, 1.0]
    assert SPREAD not in shares.loc[LOI_HAI].village_source


def test_told_nothing_the_share_is_unknown_not_zero(with_villages, spread):
    listed = with_villages(f"{LAM_SON},Thôn Gòn,thử", header="commune_code,village,source")
    row = shares_of(listed, spread).loc[LAM_SON]
    assert pd.isna(row[["village_share", "village_share_low", "village_share_high"]]).all()


def test_a_commune_whose_own_people_are_unknown_needs_the_count(with_villages, spread):
    listed = with_villages(f"{LAM_SON},Thôn Gòn,200,80,,thử", f"{LOI_HAI},Thôn A,200,80,4,thử")
    unknown = dict.fromkeys(
        f"{figure}{end}" for figure in ("children", "population") for end in ("", "_low", "_high")
    )
    shares = shares_of(listed, spread, communes(**dict.fromkeys(unknown, pd.NA)))
    assert pd.isna(shares.loc[LAM_SON].village_share)
    assert ends(shares.loc[LOI_HAI]) == pytest.approx([0.25, 0.125, 0.375])


def test_a_commune_without_villages_on_the_list_has_no_row(with_villages, spread):
    shares = shares_of(with_villages(f"{LAM_SON},Thôn Gòn,,80,,thử"), spread)
    assert LUONG_SON not in shares.index
    assert shares.index.is_unique


def test_a_village_of_a_zone_iii_commune_is_left_out_and_said_so(with_villages, spread):
    listed = with_villages(f"{PHUOC_BINH},Thôn Hành Rạc,,80,,thử", f"{LAM_SON},Thôn Gòn,,80,,thử")
    (note,) = read_villages(listed).ignored
    assert "Hành Rạc" in note.found
    assert "khu vực III" in note.action
    assert ends(shares_of(listed, spread).loc[PHUOC_BINH]) == [1.0, 1.0, 1.0]


def test_every_fault_is_told_at_once(with_villages):
    """A village twice in another spelling, a commune outside the list, words, too few villages."""
    listed = with_villages(
        f"{LAM_SON},Thôn Hoà,,80,,thử",
        f"{LAM_SON},THÔN HÒA,,80,,thử",
        "22738,Thôn Lạ,,80,,thử",
        f"{LOI_HAI},Thôn A,,khoảng 80,,thử",
        f"{LUONG_SON},Thôn B,,,1,thử",
        f"{LUONG_SON},Thôn C,,,1,thử",
        f"{NHON_SON},Thôn D,,,4,",
    )
    with pytest.raises(InputFaults) as told:
        read_villages(listed)
    text = str(told.value)
    assert len(told.value.faults) == 5
    for words in ("dòng 3 | thấy: THÔN HÒA", "dòng 4 | thấy: 22738", "khoảng 80", LUONG_SON):
        assert words in text
    assert "dòng 8, cột source" in text


def test_the_same_name_in_two_communes_is_two_villages(with_villages):
    listed = with_villages(f"{LAM_SON},Thôn 1,,80,,thử", f"{LOI_HAI},Thôn 1,,80,,thử")
    assert len(read_villages(listed).rows) == 2


def test_villages_cannot_have_more_children_than_their_commune(with_villages, spread):
    """481 of at most 480 children; 400 of 320–480 are possible, and then all."""
    listed = with_villages(f"{LAM_SON},Thôn Gòn,,481,,thử", f"{LOI_HAI},Thôn A,1601,,,thử")
    with pytest.raises(InputFaults) as told:
        shares_of(listed, spread)
    assert [fault.found for fault in told.value.faults] == ["481 của 1 thôn", "1601 của 1 thôn"]
    listed = with_villages(f"{LAM_SON},Thôn Gòn,,440,,thử")
    assert ends(shares_of(listed, spread).loc[LAM_SON]) == pytest.approx([1.0, 440 / 480, 1.0])


@given(
    st.lists(
        st.tuples(
            st.sampled_from([LAM_SON, LUONG_SON, LOI_HAI]),
            st.one_of(st.none(), st.integers(0, 20)),
            st.one_of(st.none(), st.integers(0, 80)),
        ),
        min_size=1,
        max_size=12,
    ),
    st.randoms(),
)
def test_a_share_is_a_share_whatever_is_told_in_any_order(listed, spread, told, chance):
    rows = pd.DataFrame(told, columns=["commune_code", "children", "residents"])
    rows = rows.astype({"children": "Int64", "residents": "Int64"})
    rows["village"] = [f"Thôn {n}" for n in range(len(rows))]
    rows["villages_in_commune"] = pd.array([12] * len(rows), dtype="Int64")
    rows["line"] = range(2, len(rows) + 2)
    mixed = rows.sample(frac=1, random_state=chance.randint(0, 99))
    first, again = (
        village_shares(listed, Villages(frame, "thử", ()), communes(), spread=spread)
        for frame in (rows, mixed)
    )
    pd.testing.assert_frame_equal(first, again)
    assert first.village_share.between(0, 1).all()
    assert (first.village_share_low <= first.village_share).all()
    assert (first.village_share <= first.village_share_high).all()
    assert (first.village_share_high <= 1).all()
