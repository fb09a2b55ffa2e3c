"""Children who leave the register, and come back: `children leave`, `children return`."""

from __future__ import annotations

from typing import Annotated

import typer

from needs.cli.common import Data, Lang, spoken
from needs.cli.register_common import (
    At,
    By,
    ChildId,
    Evidence,
    child_of,
    day_of,
    opened,
    ruled,
    write_act,
)
from needs.wording import say

Handed = Annotated[
    str, typer.Option("--evidence", help="Số biên bản bàn giao trẻ, như BB-012/2026.")
]
Reason = Annotated[
    str, typer.Option("--reason", help="Mã lý do: returned-home | moved | aged-out …")
]


def add_move_commands(group: typer.Typer) -> None:
    """Add these commands."""
    children = typer.Typer(
        help="Trẻ ra khỏi sổ (về gia đình, chuyển đi …) và trở lại / children leave, come back.",
        no_args_is_help=True,
    )
    children.command()(leave)
    children.command(name="return")(return_)
    group.add_typer(children, name="children")


@spoken
def leave(
    context: typer.Context,
    child: ChildId,
    reason: Reason,
    by: By,
    evidence: Handed,
    to: Annotated[
        str,
        typer.Option("--to-child", help="Đề xuất người đỡ đầu sang trẻ này (mã), từ tháng sau."),
    ] = "",
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Trẻ ra khỏi sổ: bàn giao, mọi lượt đỡ đầu kết thúc sau tháng này / a child leaves."""
    from needs.sponsorship.leaving import left_with, still_held

    programme, rules, root = ruled(context, data, lang)
    book = opened(programme, rules, root, lang)
    child_id, day = child_of(child, lang), day_of(at)
    acts = left_with(
        book.standing(),
        child_id,
        child_of(to, lang) if to else "",
        reason=reason,
        by=by,
        at=day,
        evidence=evidence,
    )
    _, *proposed = book.write(acts)
    typer.echo(say("Đã ghi: {child} ra khỏi sổ.", lang=lang, child=child_id))
    for line in still_held(book.standing(), rules, child_id, on=day, lang=lang):
        typer.echo(line)
    for one in proposed:
        typer.echo(say("Đề xuất {pledge} cho {child}.", lang=lang, pledge=one.pledge_id, child=to))


@spoken
def return_(
    context: typer.Context,
    child: ChildId,
    by: By,
    evidence: Evidence,
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Trẻ trở lại sổ: lượt cũ không sống lại, đồng ý phải còn hạn / a child comes back."""
    from needs.sponsorship.consents import consents_lacking
    from needs.sponsorship.judging import giver_words

    write_act(context, data, lang, "returned", by, at, child=child, evidence=evidence)
    programme, rules, root = ruled(context, data, lang)
    child_id = child_of(child, lang)
    back = opened(programme, rules, root, lang).standing().children[child_id]
    typer.echo(say("Đã ghi: {child} trở lại sổ.", lang=lang, child=child_id))
    lacking = consents_lacking(back, "matching", rules, day_of(at))
    if lacking:
        typer.echo(
            say(
                "Cần hỏi lại đồng ý kết nối của {givers} (`needs register … consent`).",
                lang=lang,
                givers=", ".join(giver_words(one, lang=lang) for one in lacking),
            )
        )
