"""From the answers of one row to its gifts: money, goods and a sponsorship are one gift each."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from needs.donors.answers import Answers, read_answers
from needs.donors.gift import Funding, Gift, disagreements
from needs.donors.given import Given
from needs.donors.wishes import Wishes
from needs.forms.donor_fields import BETWEEN
from needs.places import slug
from needs.programmes import Programme

#: Stands for the id until the gifts of a donor are numbered.
UNNUMBERED = "?"

_ASKED: dict[Funding, tuple[str, ...]] = {
    "cash": ("budget_vnd",),
    "stock": ("stock_category", "stock_units"),
    "sponsored": ("sponsored_category", "sponsored_children", "sponsored_months"),
}
_HOLDS = {
    "budget_vnd": "budget_vnd",
    "stock_category": "category",
    "stock_units": "units",
    "sponsored_category": "category",
    "sponsored_children": "children",
    "sponsored_months": "months",
    "month_vnd": "month_vnd",
}
_NOTHING = {
    "budget_vnd": (),
    "stock_units": ("stock_category",),
    "sponsored_children": ("sponsored_category", "sponsored_months", "month_vnd"),
    "month_vnd": (),
    "least_per_commune": (),
}
_PER_COMMUNE = ("least_per_commune", "most_per_commune")
_CASH_ONLY = ("share", "joins")
_WHO = ("donor", "donor_type", "basis")


def gifts_of(given: Given, programme: Programme, wishes: Wishes) -> tuple[list[Gift], Answers]:
    """Return the gifts of one row, and what was said of its cells.

    A row may give money, goods and a sponsorship at once: one gift each. A row with any doubt
    has no gifts: what a donor meant is not to be half understood.

    Parameters
    ----------
    given
        The row as it was written.
    programme
        Its year is that of a row that names none.
    wishes
        Finds categories and places.
    """
    answers = read_answers(given, wishes)
    told = answers.read
    for column, also in _NOTHING.items():
        # 0 of something is nothing of it; 0 at least is no limit.
        if told.get(column) == 0:
            for name in (column, *also):
                told.pop(name, None)
    for column in _WHO:
        if column not in told and not _blamed(answers, column):
            answers.blame(column, "required_missing", field=given.title(column))
    if "donor" in told:
        told.setdefault("donor_id", slug(told["donor"], keep_prefix=True) or told["donor"])
    fundings = _fundings(answers)
    _ranges(answers)
    _which_gift(answers, fundings)
    _packages(answers, fundings, programme)
    if answers.doubts:
        return [], answers
    gifts = [_gift(answers, funding, fundings, programme) for funding in fundings]
    made = [gift for gift in gifts if gift is not None]
    return ([], answers) if answers.doubts else (made, answers)


def _blamed(answers: Answers, column: str) -> bool:
    return any(one.column == column for one in answers.doubts)


def _fundings(answers: Answers) -> list[Funding]:
    """Return what a row gives; half of an answer is a doubt."""
    told = answers.read
    fundings: list[Funding] = []
    for funding, columns in _ASKED.items():
        named = [column for column in columns if column in told]
        also = funding == "sponsored" and "month_vnd" in told
        if not named and not also:
            continue
        fundings.append(funding)
        for column in columns:
            if column not in told and not _blamed(answers, column):
                answers.blame(column, "required_missing", field=answers.given.title(column))
    if not fundings and not answers.doubts:
        answers.blame("budget_vnd", "donor_gives_nothing")
    return fundings


def _ranges(answers: Answers) -> None:
    for column, (least, most) in BETWEEN.items():
        value = answers.read.get(column)
        if value is not None and not least <= value <= most:
            answers.blame(column, "donor_out_of_range", found=value, least=least, most=most)
    for column in ("most_per_commune", "most_communes", "package_units"):
        if answers.read.get(column) == 0:
            answers.blame(column, "donor_none_allowed", found=0)


def _which_gift(answers: Answers, fundings: list[Funding]) -> None:
    """Blame conditions that do not fit what the row gives."""
    told = answers.read
    if len(fundings) > 1:
        for column in _PER_COMMUNE:
            if column in told:
                answers.blame(column, "donor_limit_of_which", found=told[column])
    if fundings and "cash" not in fundings:
        for column in _CASH_ONLY:
            if told.get(column):
                answers.blame(column, "donor_cash_only", found=told[column])
    if fundings == ["sponsored"] and "package_units" in told:
        answers.blame("package_units", "donor_package_of_one", found=told["package_units"])


def _packages(answers: Answers, fundings: list[Funding], programme: Programme) -> None:
    """Blame an own package that does not serve whole children in every category it may go to."""
    told = answers.read
    package = told.get("package_units")
    if not package:
        return
    wished = told.get("categories") or [category.id for category in programme.categories]
    may = {name for name in wished if name not in told.get("without_categories", ())}
    served = may if "cash" in fundings else set()
    served |= {told["stock_category"]} if "stock_category" in told else set()
    for category in programme.categories:
        if category.id in served and (package * category.package_children) % category.package_units:
            answers.blame(
                "package_units", "donor_package_children", found=package, category=category.name.vi
            )


def _gift(
    answers: Answers, funding: Funding, fundings: list[Funding], programme: Programme
) -> Gift | None:
    told, given = answers.read, answers.given
    asked = (*_ASKED[funding], *(("month_vnd",) if funding == "sponsored" else ()))
    values: dict[str, Any] = {_HOLDS[name]: told[name] for name in asked if name in told}
    values |= {
        name: value
        for name, value in told.items()
        if name not in _HOLDS and not (funding != "cash" and name in _CASH_ONLY)
    }
    if "share" in values:
        values["share"] = values["share"] / 100
    if funding == "sponsored":
        values.pop("package_units", None)
    if funding != "cash" and "cash" in fundings:
        # Wishes for categories are those of the money: goods have their own.
        values |= {"categories": (), "without_categories": ()}
    values |= {"funding": funding, "source": given.source}
    values.setdefault("gift_id", UNNUMBERED)
    values.setdefault("period", programme.period)
    try:
        return Gift(**values)
    except ValidationError as error:
        _blame_schema(answers, values, error)
        return None


def _blame_schema(answers: Answers, values: dict[str, Any], error: ValidationError) -> None:
    """Tell what the schema refuses, in the words of the row's columns."""
    columns = {held: column for column, held in _HOLDS.items() if column in answers.read}
    for one in error.errors(include_url=False, include_context=False):
        if one["loc"]:
            name = str(one["loc"][0])
            column = columns.get(name, name)
            answers.blame(column, "donor_too_much", found=values.get(name, ""))
    if not answers.doubts:
        for column, found, other, most in disagreements(Gift.model_construct(**values)):
            title = answers.given.title(other)
            answers.blame(column, "donor_limits_crossed", found=found, other=title, most=most)
    if not answers.doubts:
        raise error
