"""The life of a sponsorship: agreed, begun, renewed, ended, handed over."""

from __future__ import annotations

from typing import Annotated

import typer

from needs.cli.common import Data, Lang, spoken
from needs.cli.register_common import (
    At,
    By,
    Evidence,
    PledgeId,
    day_of,
    month_stated,
    opened,
    ruled,
    write_act,
)
from needs.errors import NeedsError
from needs.wording import say

Month = Annotated[str | None, typer.Option("--from", help="Tháng đầu, như 2026-03.")]


def add_pledge_commands(group: typer.Typer) -> None:
    """Add these commands."""
    for command in (agree, decline, start, renew, end):
        group.command()(command)
    group.command(name="hand-over")(hand_over)


@spoken
def agree(
    context: typer.Context,
    pledge: PledgeId,
    by: By,
    evidence: Evidence,
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Người đỡ đầu nhận lời / the sponsor agrees."""
    write_act(context, data, lang, "agreed", by, at, pledge=pledge, evidence=evidence)
    typer.echo(say("Đã ghi.", lang=lang))


@spoken
def decline(
    context: typer.Context,
    pledge: PledgeId,
    by: By,
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Người đỡ đầu từ chối; chỗ của trẻ lại trống / the sponsor declines."""
    write_act(context, data, lang, "declined", by, at, pledge=pledge)
    typer.echo(say("Đã ghi.", lang=lang))


@spoken
def start(
    context: typer.Context,
    pledge: PledgeId,
    by: By,
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Bắt đầu đỡ đầu / the sponsorship begins."""
    write_act(context, data, lang, "running", by, at, pledge=pledge)
    typer.echo(say("Đã ghi.", lang=lang))


@spoken
def renew(
    context: typer.Context,
    pledge: PledgeId,
    months: Annotated[int, typer.Option("--months", min=1, help="Thêm bao nhiêu tháng.")],
    by: By,
    evidence: Evidence,
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Gia hạn ngay sau kỳ đang chạy / renew, right after the period."""
    content = {"months": months}
    write_act(
        context, data, lang, "renewed", by, at, pledge=pledge, evidence=evidence, content=content
    )
    typer.echo(say("Đã ghi.", lang=lang))


@spoken
def end(
    context: typer.Context,
    reason: Annotated[str, typer.Option("--reason", help="Mã lý do của hồ sơ chương trình.")],
    by: By,
    pledge: Annotated[str, typer.Option("--pledge", help="Lượt đỡ đầu.")] = "",
    child: Annotated[str, typer.Option("--child", help="Trẻ ra khỏi sổ; mọi lượt kết thúc.")] = "",
    last: Annotated[str, typer.Option("--last-month", help="Tháng cuối, như 2026-08.")] = "",
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Kết thúc một lượt đỡ đầu, hoặc trẻ ra khỏi sổ / end a sponsorship, or a child leaves."""
    from needs.sponsorship.months import month_of

    if bool(pledge) == bool(child):
        raise NeedsError(say("ghi --pledge hoặc --child, một trong hai", lang=lang))
    content = {"reason": reason}
    if pledge:
        content["last_month"] = last or month_of(day_of(at))
        write_act(context, data, lang, "ended", by, at, pledge=pledge, content=content)
    else:
        write_act(context, data, lang, "left", by, at, child=child, content=content)
    typer.echo(say("Đã ghi.", lang=lang))


@spoken
def hand_over(
    context: typer.Context,
    pledge: PledgeId,
    sponsor: Annotated[str, typer.Option("--sponsor", help="Mã người đỡ đầu mới.")],
    by: By,
    evidence: Evidence,
    first: Month = None,
    amount: Annotated[int | None, typer.Option("--amount", min=1, help="Đồng; như cũ.")] = None,
    name: Annotated[str, typer.Option("--name", help="Tên, chỉ khi đã đồng ý nêu tên.")] = "",
    gift: Annotated[str, typer.Option("--gift", help="Mã khoản.")] = "",
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Chuyển cho người đỡ đầu mới, liền kỳ / hand over to a new sponsor, without a gap."""
    from needs.sponsorship.acts import Sponsor
    from needs.sponsorship.deeds import handed_over

    programme, rules, root = ruled(context, data, lang)
    book = opened(programme, rules, root, lang)
    held = book.standing().pledges.get(pledge)
    act = handed_over(
        pledge,
        Sponsor(sponsor, name, gift),
        amount_vnd=amount or (held.amount_vnd if held is not None else 1),
        first_month=month_stated(first, lang),
        by=by,
        at=day_of(at),
        evidence=evidence,
    )
    (written,) = book.write([act])
    typer.echo(written.pledge_id)
