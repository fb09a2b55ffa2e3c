"""Opening a page: of one district, or of the whole province."""

from __future__ import annotations

from needs.assessment import Assessment, open_assessment
from needs.briefing.pages import Page
from needs.briefing.parameters import Parameters
from needs.errors import NotFound


def page_of_results(whole: Assessment, parameters: Parameters) -> Page:
    """Return the page of the district asked for; of the whole province where none is.

    Raises
    ------
    NotFound
        If the province has no such district; lists those it has.
    """
    if not parameters.district:
        return Page(province=whole, part=whole, district_code=None, parameters=parameters)
    part = whole.of_district(parameters.district)
    return Page(
        province=whole,
        part=part,
        district_code=str(part.communes.district_code.iloc[0]),
        parameters=parameters,
    )


def open_page(parameters: Parameters) -> Page:
    """Open the district asked for; the whole province where none is.

    Raises
    ------
    NotFound
        If the programme or the district does not exist; lists the valid ones.
    """
    whole = open_assessment(parameters.programme, parameters.data, parameters.tables)
    return page_of_results(whole, parameters)


def district_page(parameters: Parameters) -> Page:
    """Open the briefing of one district.

    Raises
    ------
    NotFound
        If the programme or the district does not exist; lists the valid ones.
    """
    page = open_page(parameters)
    if page.district_code is None:
        raise NotFound("district", parameters.district, page.province.districts.district)
    return page


def province_page(parameters: Parameters) -> Page:
    """Open the overview of the whole province."""
    if parameters.district:
        raise NotFound("district", parameters.district, ['""'])
    return open_page(parameters)
