"""Opening a page: of one district, or of the whole province."""

from __future__ import annotations

from needs.assessment import open_assessment
from needs.briefing.pages import Page
from needs.briefing.parameters import Parameters
from needs.errors import NotFound


def district_page(parameters: Parameters) -> Page:
    """Open the briefing of one district.

    Raises
    ------
    NotFound
        If the programme or the district does not exist; lists the valid ones.
    """
    whole = open_assessment(parameters.programme, parameters.data, parameters.tables)
    part = whole.of_district(parameters.district)
    return Page(
        province=whole,
        part=part,
        district_code=str(part.communes.district_code.iloc[0]),
        parameters=parameters,
    )


def open_page(parameters: Parameters) -> Page:
    """Open the district asked for; the whole province where none is."""
    return district_page(parameters) if parameters.district else province_page(parameters)


def province_page(parameters: Parameters) -> Page:
    """Open the overview of the whole province."""
    if parameters.district:
        raise NotFound("district", parameters.district, ['""'])
    whole = open_assessment(parameters.programme, parameters.data, parameters.tables)
    return Page(province=whole, part=whole, district_code=None, parameters=parameters)
