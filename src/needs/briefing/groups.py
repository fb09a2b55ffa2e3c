"""Children in special circumstances, group by group: who they are, and what communes told."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.assessment.list_status import groups_lines
from needs.briefing.cells import whole
from needs.briefing.html import Fragment, bullets, data_table, heading, paragraph, text
from needs.briefing.official_total import official_total
from needs.tables import rows_of
from needs.wording import number, say


def groups_section(assessment: Assessment, *, lang: str) -> Fragment:
    """Show the official totals, how estimates were brought to them, and what communes told."""
    title = heading(say("Các nhóm trẻ em có hoàn cảnh đặc biệt", lang=lang), level=3)
    return (
        title
        + bullets(groups_lines(assessment.programme, lang=lang)[2:])
        + official_total(assessment, lang=lang)
        + groups_table(assessment, lang=lang)
    )


def told_by_group(assessment: Assessment) -> pd.DataFrame:
    """Return the children of each group as communes told them.

    The same children may be told under several categories: of each commune the largest figure
    counts, so that the sum is «at least».

    Returns
    -------
    DataFrame
        One row for each group of the programme, in its order: group, children (missing where no
        commune told any), communes (that told).
    """
    groups = [group.id for group in assessment.programme.beneficiaries.groups]
    parts = assessment.told.field.str.extract(r"^.*\.group\.(?P<group>.+)$")
    told = assessment.told.assign(group=parts["group"]).dropna(subset="group")
    largest = told.groupby(["group", "commune_code"])["value"].max().reset_index()
    by_group = largest.groupby("group").agg(children=("value", "sum"), communes=("value", "size"))
    rows = by_group.reindex(groups).rename_axis("group").reset_index()
    rows["children"] = rows.children.astype("Int64")
    rows["communes"] = rows.communes.astype("Int64").fillna(0)
    return rows


def groups_table(assessment: Assessment, *, lang: str) -> Fragment:
    """List the groups with their legal basis and what was told of them."""
    named = {group.id: group for group in assessment.programme.beneficiaries.groups}
    rows = told_by_group(assessment)
    table = data_table(
        [
            say("Nhóm", lang=lang),
            say("Căn cứ", lang=lang),
            say("Trẻ do xã báo, ít nhất", lang=lang),
            say("Số xã đã báo", lang=lang),
        ],
        [
            [
                text(named[row.group].name.text(lang)),
                text(named[row.group].legal_basis or named[row.group].source),
                whole(row.children, lang),
                number(row.communes, lang=lang),
            ]
            for row in rows_of(rows)
        ],
        caption=say("Trẻ em có hoàn cảnh đặc biệt theo nhóm", lang=lang),
        kinds="ttnn",
        compact=True,
    )
    return table + paragraph(
        say(
            "Một trẻ có thể thuộc nhiều nhóm, nên các nhóm không cộng lại được. Nhóm chưa xã nào "
            "báo thì chưa có số liệu: không phải là không có trẻ.",
            lang=lang,
        )
    )
