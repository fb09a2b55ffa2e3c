"""Every programme that scores communes links its needs to criteria that are there."""

from __future__ import annotations

import pytest

from needs.friendly import read_criteria
from needs.programmes import data_root, list_programmes, load_programme

ROOT = data_root()
SCORING = [name for name in list_programmes(ROOT) if load_programme(name, ROOT).child_friendly]


def test_the_yearly_plan_of_hai_duong_scores_communes():
    assert "hai-duong-2024" in SCORING


@pytest.mark.parametrize("programme", SCORING)
def test_links_point_to_criteria_and_needs_that_are_there(programme):
    profile = load_programme(programme, ROOT)
    criteria = read_criteria(profile, ROOT)
    assert {link.criterion for link in profile.child_friendly.links} <= set(criteria.ids)
