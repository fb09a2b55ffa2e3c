"""Who enters and who leaves the list: a paragraph from what the assessment kept of it."""

from __future__ import annotations

from pathlib import Path

from needs.areas import area_list_on
from needs.assessment import Assessment
from needs.assessment.eligibility import earlier_lists, earlier_totals
from needs.assessment.eligibility_words import eligibility_words, no_earlier_list_words
from needs.briefing.html import Fragment, heading, paragraph
from needs.people import read_assumptions
from needs.places import load_gazetteer
from needs.wording import say

#: Table of `Assessment` with what changed since the list before; empty where there is none.
CHANGE = "eligibility_change"


def eligibility(assessment: Assessment, root: Path, *, lang: str) -> Fragment:
    """Say which communes entered or left since the list before, and what support that moves.

    Nothing is computed anew: the comparison is read from the table. Without one, the official
    totals of earlier lists are told, as far as the province has no earlier list.
    """
    words = _words(assessment, root, lang)
    if not words:
        return Fragment("")
    title = heading(say("So với danh sách xã kỳ trước", lang=lang), level=3)
    return title + paragraph(words)


def _words(assessment: Assessment, root: Path, lang: str) -> str:
    programme = assessment.programme
    change = assessment.tables.get(CHANGE)
    if change is not None and len(change):
        assumptions = read_assumptions(root)
        return eligibility_words(change, programme, lang, assumptions=assumptions)
    gazetteer = load_gazetteer()
    area = area_list_on(
        programme.reference_date,
        province_code=programme.province_code,
        edition=programme.edition,
        root=root,
        gazetteer=gazetteer,
    )
    if earlier_lists(area, root, gazetteer):
        return ""
    return no_earlier_list_words(earlier_totals(area, root, gazetteer), area, lang=lang)
