"""What the commands of the register share: options, the profile's rules, the open register."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.errors import NeedsError
from needs.programmes import Programme, data_root, load_programme
from needs.programmes.sponsorship import Sponsorship
from needs.wording import check_language, say

if TYPE_CHECKING:
    from needs.sponsorship.register import Register

By = Annotated[str, typer.Option("--by", help="Ai ghi: họ tên cán bộ, cơ quan.")]
At = Annotated[
    datetime | None, typer.Option("--at", formats=["%Y-%m-%d"], help="Ngày xảy ra (hôm nay).")
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
