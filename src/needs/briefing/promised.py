"""What donors have been offered and have accepted: the ledger in a few lines."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.html import Fragment, bullets, paragraph
from needs.briefing.measures import total
from needs.commitments.states import HOLDING, state_words
from needs.wording import money, number, say


def commitments_words(assessment: Assessment, *, lang: str) -> Fragment:
    """Say what donors have been offered and have accepted here; nothing where nothing is."""
    lines = promised_lines(assessment, lang=lang)
    if not lines:
        return Fragment("")
    words = say(
        "Đã có trong sổ cam kết (phần đã nhận lời, đã trao, đã xác nhận giữ nguyên trong đề xuất):",
        lang=lang,
    )
    return paragraph(words) + bullets(lines)


def promised_lines(assessment: Assessment, *, lang: str) -> list[str]:
    """Say, state by state, what donors have been offered and have accepted here this year."""
    if "commitments" not in assessment.tables:
        return []
    lots = assessment.commitments
    here = lots.commune_code.isin(assessment.communes.commune_code)
    lots = lots[here & lots.period.eq(assessment.programme.period)]
    return [
        _state_line(state, lots[lots.lot_state == state], lang)
        for state in HOLDING
        if (lots.lot_state == state).any()
    ]


def _state_line(state: str, lots: pd.DataFrame, lang: str) -> str:
    return say(
        "{state}: {lots} phần quà của {donors} nhà tài trợ ở {communes} xã, {value}",
        lang=lang,
        state=state_words(state, lang=lang),
        lots=number(len(lots), lang=lang),
        donors=number(lots.donor_id.nunique(), lang=lang),
        communes=number(lots.commune_code.nunique(), lang=lang),
        value=money(total(lots.value_vnd), lang=lang, millions=True),
    )
