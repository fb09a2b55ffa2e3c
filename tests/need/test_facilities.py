"""Places lacking, in places: what was told, less what is pledged; never from children."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.need.facilities import NOT_RETURNED, facility_needs
from needs.programmes import Facility, Price, Programme, Words
from needs.tables import table

CODES = ("00001", "00002", "00003", "00004")
counts = st.integers(0, 40)


def words(text: str) -> Words:
    return Words(vi=text, en=text)


@pytest.fixture(scope="module")
def with_places(programme: Programme) -> Programme:
    """Classrooms at 500 million đồng (3 to 7 hundred), health stations without a price."""
    price = Price(
        value=500_000_000, low=300_000_000, high=700_000_000, kind="assumption", source="thử"
    )
    rooms = Facility(
        id="classroom",
        name=words("Phòng học"),
        unit=words("phòng"),
        unit_price_vnd=price,
        lead_agency=words("cơ quan giả"),
    )
    station = rooms.model_copy(update={"id": "station", "unit_price_vnd": None})
    return programme.model_copy(update={"facilities": [rooms, station]})


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    """Three communes of zone III, the zone that is specially disadvantaged, and one of zone I."""
    return pd.DataFrame(
        {
            "commune_code": CODES,
            "commune": ["Xã Một", "Xã Hai", "Xã Ba", "Xã Bốn"],
            "district_code": ["001", "001", "002", "002"],
            "district": ["Huyện A", "Huyện A", "Huyện B", "Huyện B"],
            "zone": ["III", "III", "III", "I"],
            "children": [300, 200, 100, 50],
        }
    )


def told_of(**lacking: int | None) -> pd.DataFrame:
    """Classrooms lacking, by commune: c00001=5."""
    rows = [
        (code.removeprefix("c"), "facilities.lacking.classroom", value, f"tệp.xlsx › Biểu!E{n}")
        for n, (code, value) in enumerate(lacking.items(), start=5)
        if value is not None
    ]
    return pd.DataFrame(rows, columns=["commune_code", "field", "value", "source"])


def ledger(*entries: tuple[str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(entries, columns=["commune_code", "category", "units"])
    frame["units"] = frame.units.astype("Float64")
    return frame.assign(children=pd.NA, donor_id="a", basis="returned")


def rooms(needs: pd.DataFrame) -> pd.DataFrame:
    return needs[needs.facility == "classroom"].set_index("commune_code")


@pytest.fixture
def needs(with_places, places):
    told = told_of(c00001=5, c00003=0)
    given_ = ledger(("00001", "classroom", 2), ("00003", "classroom", 1), ("00001", "meals", 900))
    return facility_needs(with_places, places, told, given_)


def test_what_is_open_by_hand(needs):
    """00001 lacks 5, 2 are pledged: 3 open, 3 × 500 million. 00003 lacks none at all."""
    row = rooms(needs).loc["00001"]
    assert (row.places_needed, row.places_pledged, row.places_open) == (5, 2, 3)
    assert (row.facility_price_vnd, row.cost_vnd) == (500_000_000, 1_500_000_000)
    none = rooms(needs).loc["00003"]
    assert (none.places_needed, none.places_pledged, none.places_open, none.cost_vnd) == (
        0,
        1,
        0,
        0,
    )


def test_what_nobody_told_is_unknown_and_never_none(needs):
    row = rooms(needs).loc["00002"]
    assert row[["places_needed", "places_open", "cost_vnd"]].isna().all()
    assert row.places_pledged == 0
    assert NOT_RETURNED in row.sources
    stations = needs[needs.facility == "station"]
    assert stations.places_needed.isna().all()
    assert pd.isna(rooms(needs).places_open.sum(skipna=False))


def test_every_specially_disadvantaged_commune_has_a_row_for_each_kind(needs):
    assert needs[["commune_code", "facility"]].to_numpy().tolist() == [
        [code, kind] for code in CODES[:3] for kind in ("classroom", "station")
    ]


def test_without_a_price_the_cost_stays_unknown(with_places, places):
    told = told_of(c00001=2).replace(
        {"field": {"facilities.lacking.classroom": "facilities.lacking.station"}}
    )
    needs = facility_needs(with_places, places, told, ledger())
    row = needs[(needs.facility == "station") & (needs.commune_code == "00001")].iloc[0]
    assert row.places_open == 2
    assert pd.isna(row.facility_price_vnd)
    assert pd.isna(row.cost_vnd)
    assert (row.basis, row.sources) == ("returned", "tệp.xlsx › Biểu!E5")


def test_a_figure_names_its_cell_its_price_and_the_weakest_basis(with_places, places, needs):
    row = rooms(needs).loc["00001"]
    assert row.sources == "tệp.xlsx › Biểu!E5; classroom.unit_price_vnd"
    assert row.basis == "assumption"  # the price is assumed
    invented = ledger(("00001", "classroom", 1)).assign(basis="illustrative")
    other = rooms(facility_needs(with_places, places, told_of(c00001=5), invented))
    assert other.basis.to_dict() == {
        "00001": "illustrative",
        "00002": "assumption",
        "00003": "assumption",
    }


def test_parts_that_donors_share_make_whole_places(with_places, places):
    """0.1 + 0.2 + 0.7 is one room; half a room is none yet."""
    shared = ledger(*(("00001", "classroom", part) for part in (0.1, 0.2, 0.7)))
    half = ledger(("00003", "classroom", 0.5), ("00003", "classroom", pd.NA))
    told = told_of(c00001=3, c00003=3)
    needs = rooms(facility_needs(with_places, places, told, pd.concat([shared, half])))
    assert needs.places_pledged.to_dict() == {"00001": 1, "00002": 0, "00003": 0}
    assert needs.places_open["00001"] == 2
    assert needs.places_open["00003"] == 3


def test_it_fits_its_table(needs, programme, places):
    checked = table("facilities").check(needs)
    assert len(checked) == 6
    empty = facility_needs(programme, places, told_of(c00001=5), ledger())
    assert table("facilities").check(empty).empty


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lacking=st.fixed_dictionaries({f"c{code}": st.none() | counts for code in CODES}),
    gifts=st.lists(st.tuples(st.sampled_from(CODES), st.just("classroom"), counts), max_size=6),
    more=counts,
    seed=st.integers(0, 5),
)
def test_properties(with_places, places, lacking, gifts, more, seed):
    told = told_of(**lacking)
    needs = facility_needs(with_places, places, told, ledger(*gifts))
    row = rooms(needs)
    asked = {f"c{code}": code for code in CODES[:3]}
    known = {code: lacking[name] for name, code in asked.items() if lacking[name] is not None}
    assert row.places_needed.dropna().to_dict() == known
    # Of what is lacking, part is pledged and the rest is open: nothing is lost.
    met = row.places_needed - row.places_open
    assert (met <= row.places_pledged).all()
    assert (met[row.places_open > 0] == row.places_pledged[row.places_open > 0]).all()
    # Another gift never opens a place; the order of rows changes nothing.
    richer = facility_needs(with_places, places, told, ledger(*gifts, ("00001", "classroom", more)))
    assert (rooms(richer).places_open <= row.places_open).fillna(True).all()
    shuffled = facility_needs(
        with_places,
        places.sample(frac=1, random_state=seed),
        told.sample(frac=1, random_state=seed),
        ledger(*gifts).sample(frac=1, random_state=seed),
    )
    pd.testing.assert_frame_equal(shuffled, needs)
