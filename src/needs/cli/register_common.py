"""What the commands of the register share: options, the profile's rules, the open register."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from needs.cli.common import DATE_FORMATS
from needs.errors import NeedsError
from needs.programmes import Programme, data_root, load_programme
from needs.programmes.sponsorship import Sponsorship
from needs.wording import check_language, say, today

if TYPE_CHECKING:
    from needs.sponsorship.register import Register

By = Annotated[str, typer.Option("--by", help="Ai ghi: họ tên cán bộ, cơ quan.")]
At = Annotated[
    datetime | None,
    typer.Option("--at", formats=DATE_FORMATS, help="Ngày xảy ra (hôm nay)."),
]
ChildId = Annotated[str, typer.Option("--child", help="Mã trẻ trong sổ.")]
PledgeId = Annotated[str, typer.Option("--pledge", help="Số lượt đỡ đầu, như D000012.")]
Evidence = Annotated[
    str, typer.Option("--evidence", help="Số hiệu giấy đã lưu, như PDY-012/2026; không ghi tên.")
]


def ruled(
    context: typer.Context, data: Path | None, lang: str
) -> tuple[Programme, Sponsorship, Path]:
    """Return the programme, what it says of sponsoring, and the data root.

    Raises
    ------
    NeedsError
        If the programme has no section `sponsorship`.
    """
    check_language(lang)
    root = data_root(data)
    programme = load_programme(str(context.obj), root)
    if programme.sponsorship is None:
        raise NeedsError(
            say(
                "hồ sơ {programme} không có phần đỡ đầu (sponsorship.toml)",
                lang=lang,
                programme=programme.id,
            )
        )
    return programme, programme.sponsorship, root


def opened(
    programme: Programme, rules: Sponsorship, root: Path, lang: str, *, create: bool = False
) -> Register:
    """Return the register of a programme."""
    from needs.sponsorship.register import Register, register_file

    return Register(register_file(programme.id, root), rules, lang=lang, create=create)


def child_of(text: str, lang: str) -> str:
    """Return a child's id as it stands in the register.

    Raises
    ------
    NeedsError
        If a sign of it is wrong.
    """
    from needs.sponsorship.ids import read_child_id

    found = read_child_id(text)
    if found is None:
        raise NeedsError(say("--child: mã trẻ sai một chữ; xem lại mã", lang=lang))
    return found


def write_act(
    context: typer.Context,
    data: Path | None,
    lang: str,
    kind: str,
    by: str,
    at: datetime | None,
    *,
    child: str = "",
    pledge: str = "",
    evidence: str = "",
    content: dict[str, Any] | None = None,
) -> None:
    """Write one act into the register."""
    from needs.sponsorship.acts import Act

    programme, rules, root = ruled(context, data, lang)
    act = Act(
        kind,
        by,
        day_of(at),
        child_id=child_of(child, lang) if child else "",
        pledge_id=pledge,
        evidence=evidence,
        content=content or {},
    )
    opened(programme, rules, root, lang).write([act])


def day_of(at: datetime | None) -> dt.date:
    """Return the day stated, or today."""
    return at.date() if at is not None else today()


def month_stated(first: str | None, lang: str) -> str:
    """Return the month stated, or the next one."""
    from needs.sponsorship.months import is_month, later, month_of

    if first is None:
        return later(month_of(today()), 1)
    if not is_month(first):
        raise NeedsError(say("--from: tháng viết như 2026-03", lang=lang))
    return first
