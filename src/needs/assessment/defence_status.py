"""State schemes, lists of children, audits and villages: what is loaded, what is to be asked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.areas import Villages
from needs.assessment.listed import ListedCommunes
from needs.entitlements import read_schemes
from needs.errors import NeedsError
from needs.programmes import Programme
from needs.support import read_known
from needs.tables import rows_of
from needs.wording import date_text, money, number, say


def schemes_status(
    programme: Programme, listed: ListedCommunes, root: Path, *, lang: str
) -> list[str]:
    """Return one line for each State scheme that the programme names."""
    named = sorted(
        {entry.scheme for category in programme.categories for entry in category.state_schemes}
    )
    if not named:
        return [say("chương trình không nêu chính sách nào", lang=lang)]
    try:
        schemes = read_schemes(root, listed.assumptions)
        lines = []
        for scheme in (schemes[name] for name in named):
            line = say(
                "{name}: {amount} một tháng, {months} tháng, từ {day} ({law})",
                lang=lang,
                name=scheme.name.text(lang),
                amount=money(scheme.amount_vnd, lang=lang),
                months=number(scheme.months, lang=lang),
                day=date_text(scheme.valid_from, lang=lang),
                law=scheme.legal_basis,
            )
            if not scheme.in_force(programme.reference_date):
                line += "; " + say("không có hiệu lực vào ngày tính", lang=lang)
            if scheme.unconfirmed is not None:
                what = scheme.unconfirmed.text(lang)
                line += "; " + say("cần xác nhận: {what}", lang=lang, what=what)
            lines.append(line)
    except NeedsError as error:
        return str(error).splitlines()
    return lines


def overlaps_status(
    programme: Programme, communes: pd.DataFrame, ledger: pd.DataFrame, root: Path, *, lang: str
) -> list[str]:
    """Return what lists of children and audits tell, and what in them is to be asked.

    Raises
    ------
    InputFaults
        With every fault of both files.
    """
    known = read_known(programme, communes, ledger, root, lang=lang)
    if programme.inputs.children_lists is None and programme.inputs.audited_overlaps is None:
        return [say("chưa có danh sách mã trẻ, chưa có số trẻ trùng đã kiểm tra", lang=lang)]
    counts = known.lists.counts
    lines = [
        say(
            "{lists} danh sách mã trẻ, {audits} số trẻ trùng đã kiểm tra",
            lang=lang,
            lists=number(len(counts), lang=lang),
            audits=number(len(known.audits), lang=lang),
        )
    ]
    lines += [
        say(
            "{donor}, {commune}, {category}: danh sách {listed} trẻ, sổ {ledger} trẻ; "
            "tính theo danh sách",
            lang=lang,
            donor=row.donor_id,
            commune=row.commune_code,
            category=row.category,
            listed=number(row.listed, lang=lang),
            ledger=number(row.on_ledger, lang=lang),
        )
        for row in rows_of(counts[counts.differs.astype(bool)])
    ]
    lines += [
        say(
            "{donor}, {commune}, {category}: {n} trẻ có cả trong danh sách của xã khác",
            lang=lang,
            donor=row.donor_id,
            commune=row.commune_code,
            category=row.category,
            n=number(row.elsewhere, lang=lang),
        )
        for row in rows_of(counts[counts.elsewhere > 0])
    ]
    lines += [
        say(
            "{a} và {b}: danh sách không có trẻ chung ở xã nào; hỏi xem mã trẻ có được tạo "
            "cùng một cách không",
            lang=lang,
            a=row.donor_a,
            b=row.donor_b,
        )
        for row in rows_of(known.lists.never_match)
    ]
    return lines


def villages_status(villages: Villages | None) -> list[str]:
    """Return the rows of the village list that were left out, and why."""
    return [] if villages is None else [str(fault) for fault in villages.ignored]
