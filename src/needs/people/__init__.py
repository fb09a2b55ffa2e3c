"""Residents and children of each commune: official counts and named assumptions."""

from needs.people.assumptions import Assumption, Assumptions, read_assumptions
from needs.people.children import AgeRange, age_range, children_by_age, children_under_16
from needs.people.dividing import apportion, divide_steadily
from needs.people.former_communes import census_groups, population_note, read_district_census
from needs.people.population import check_population_totals, read_registered, residents
from needs.people.told import told_of, with_told_ages, with_told_children, with_told_residents

__all__ = [
    "AgeRange",
    "Assumption",
    "Assumptions",
    "age_range",
    "apportion",
    "census_groups",
    "check_population_totals",
    "children_by_age",
    "children_under_16",
    "divide_steadily",
    "population_note",
    "read_assumptions",
    "read_district_census",
    "read_registered",
    "residents",
    "told_of",
    "with_told_ages",
    "with_told_children",
    "with_told_residents",
]
