"""Children of the register, without identities: consent, matching, what stands in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from needs.cli.common import DATE_FORMATS, Data, Lang, console, spoken
from needs.cli.register_common import (
    At,
    By,
    ChildId,
    Evidence,
    child_of,
    day_of,
    month_stated,
    opened,
    ruled,
    write_act,
)
from needs.errors import NeedsError
from needs.programmes import Programme
from needs.programmes.sponsorship import Sponsorship
from needs.wording import date_text, money, number, say, today

if TYPE_CHECKING:
    import pandas as pd

Month = Annotated[str | None, typer.Option("--from", help="Tháng đầu, như 2026-03.")]


def add_child_commands(group: typer.Typer) -> None:
    """Add these commands."""
    for command in (consent, withdraw, match, assign, form):
        group.command()(command)
    group.command(name="list")(list_)


@spoken
def consent(
    context: typer.Context,
    child: ChildId,
    scope: Annotated[str, typer.Option("--scope", help="matching | publication")],
    giver: Annotated[str, typer.Option("--giver", help="guardian | child")],
    by: By,
    evidence: Evidence,
    until: Annotated[
        datetime | None,
        typer.Option("--until", formats=DATE_FORMATS, help="Ngày hết hạn."),
    ] = None,
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Ghi một sự đồng ý / record a consent."""
    from needs.sponsorship.months import last_day, later, month_of

    _, rules, _ = ruled(context, data, lang)
    day = day_of(at)
    months = int(rules.consent_months.value)
    ends = until.date() if until is not None else last_day(later(month_of(day), months))
    content = {"scope": scope, "giver": giver, "until": ends.isoformat()}
    write_act(
        context, data, lang, "consent", by, at, child=child, evidence=evidence, content=content
    )
    typer.echo(say("Đã ghi đồng ý, đến {day}.", lang=lang, day=date_text(ends, lang=lang)))


@spoken
def withdraw(
    context: typer.Context,
    child: ChildId,
    scope: Annotated[str, typer.Option("--scope", help="matching | publication")],
    giver: Annotated[str, typer.Option("--giver", help="guardian | child")],
    by: By,
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Ghi việc rút lại đồng ý; có hiệu lực ngay / record a withdrawal."""
    content = {"scope": scope, "giver": giver}
    write_act(context, data, lang, "withdrawn", by, at, child=child, content=content)
    typer.echo(say("Đã ghi rút lại đồng ý.", lang=lang))


@spoken
def match(
    context: typer.Context,
    first: Month = None,
    sponsors: Annotated[
        Path | None,
        typer.Option("--sponsors", exists=True, dir_okay=False, help="CSV người đỡ đầu."),
    ] = None,
    assign: Annotated[bool, typer.Option("--assign", help="Ghi vào sổ là đề xuất.")] = False,
    by: Annotated[str, typer.Option("--by", help="Ai ghi, khi có --assign.")] = "",
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Ghép người đỡ đầu với trẻ: cấp thiết trước, rồi nguyện vọng / match sponsors to children."""
    from needs.sponsorship.proposing import propose, why_open, why_pair, why_unused
    from needs.sponsorship.tables import commune_places

    programme, rules, root = ruled(context, data, lang)
    book = opened(programme, rules, root, lang)
    places = commune_places(programme)
    offers = _offers(programme, rules, root, places, sponsors, lang)
    month = month_stated(first, lang)
    districts = dict(zip(places.commune_code, places.district_code.astype("object"), strict=True))
    proposal = propose(book.standing(), offers, rules, districts, first_month=month, on=today())
    pairs = proposal.matching.pairs
    table = Table(title=say("Đề xuất từ {month}", lang=lang, month=month))
    for title in (
        say("trẻ", lang=lang),
        say("mục đích", lang=lang),
        say("khoản đỡ đầu", lang=lang),
        say("vì sao", lang=lang),
    ):
        table.add_column(title, overflow="fold")
    for pair in pairs:
        purpose = rules.purpose(pair.need.need.purpose).name.text(lang)
        why = why_pair(pair, rules, lang=lang)
        table.add_row(pair.need.child.child_id, purpose, pair.offer.gift_id, why)
    console().print(table)
    for key in sorted([*proposal.matching.blocked, *proposal.left_out]):
        why = why_open(key, proposal, lang=lang)
        typer.echo(f"{key[0]} {rules.purpose(key[1]).name.text(lang)}: {why}")
    for gift_id, left in sorted(proposal.matching.unused.items()):
        why = why_unused(proposal, lang=lang)
        typer.echo(say("{gift}: còn {n} chỗ; {why}", lang=lang, gift=gift_id, n=left, why=why))
    if not assign:
        return
    from needs.sponsorship.deeds import proposed

    acts = [
        proposed(
            pair.need.child.child_id,
            pair.need.need.purpose,
            pair.offer.sponsor(),
            amount_vnd=pair.fit.amount_vnd,
            first_month=month,
            months=pair.fit.months,
            by=by,
            at=today(),
        )
        for pair in pairs
    ]
    written = book.write(acts)
    typer.echo(say("Đã ghi {n} đề xuất.", lang=lang, n=number(len(written), lang=lang)))


@spoken
def assign(
    context: typer.Context,
    child: ChildId,
    purpose: Annotated[str, typer.Option("--purpose", help="Mã mục đích.")],
    sponsor: Annotated[str, typer.Option("--sponsor", help="Mã người đỡ đầu.")],
    amount: Annotated[int, typer.Option("--amount", min=1, help="Đồng mỗi tháng, hoặc một lần.")],
    by: By,
    name: Annotated[
        str, typer.Option("--name", help="Tên người đỡ đầu, chỉ khi đã đồng ý nêu tên.")
    ] = "",
    gift: Annotated[str, typer.Option("--gift", help="Mã khoản.")] = "",
    months: Annotated[int | None, typer.Option("--months", min=1, help="Số tháng.")] = None,
    first: Month = None,
    at: At = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Đề xuất một người đỡ đầu cho một trẻ / propose a sponsor for a child."""
    from needs.sponsorship.acts import Sponsor
    from needs.sponsorship.deeds import proposed

    programme, rules, root = ruled(context, data, lang)
    known = {one.id: one for one in rules.purposes}
    if purpose not in known:
        listed = ", ".join(known)
        raise NeedsError(say("--purpose: có {listed}", lang=lang, listed=listed))
    act = proposed(
        child_of(child, lang),
        purpose,
        Sponsor(sponsor, name, gift),
        amount_vnd=amount,
        first_month=month_stated(first, lang),
        months=months or known[purpose].months,
        by=by,
        at=day_of(at),
    )
    (written,) = opened(programme, rules, root, lang).write([act])
    typer.echo(written.pledge_id)


@spoken
def list_(
    context: typer.Context,
    at: At = None,
    state: Annotated[str, typer.Option("--state", help="Chỉ trạng thái này.")] = "",
    due: Annotated[bool, typer.Option("--due", help="Chỉ việc cần làm.")] = False,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Các lượt đỡ đầu và việc cần làm, theo mã / sponsorships and what is to be done."""
    from needs.sponsorship.judging import state_words
    from needs.sponsorship.months import month_text
    from needs.sponsorship.payments import pledge_sums
    from needs.sponsorship.reminders import reminders

    programme, rules, root = ruled(context, data, lang)
    standing = opened(programme, rules, root, lang).standing()
    day = day_of(at)
    if not due:
        sums = pledge_sums(standing, rules, on=day).set_index("pledge_id")
        table = Table()
        for title in (
            *(say("lượt", lang=lang), say("trẻ", lang=lang), say("mục đích", lang=lang)),
            *(say("kỳ", lang=lang), say("trạng thái", lang=lang)),
            *(say("đã nhận", lang=lang), say("còn chậm", lang=lang)),
        ):
            table.add_column(title, overflow="fold")
        for pledge in sorted(standing.pledges.values(), key=lambda one: one.pledge_id):
            if state and pledge.state != state:
                continue
            own = sums.loc[pledge.pledge_id]
            table.add_row(
                pledge.pledge_id,
                pledge.child_id,
                rules.purpose(pledge.purpose).name.text(lang),
                f"{month_text(pledge.first_month)}–{month_text(pledge.last_month)}",
                state_words(pledge.state, lang=lang),
                money(own.received_vnd, lang=lang),
                money(own.late_vnd, lang=lang),
            )
        console().print(table)
    for one in reminders(standing, rules, on=day, lang=lang):
        typer.echo(f"{date_text(one.by, lang=lang)} {one.pledge_id}: {one.words}")


@spoken
def form(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Tệp xlsx mới.")],
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Phiếu khảo sát trống để nhập bằng `import` / a blank survey sheet."""
    from needs.sponsorship.survey_form import write_survey_form

    _, rules, _ = ruled(context, data, lang)
    typer.echo(str(write_survey_form(file, rules, lang=lang)))


def _offers(
    programme: Programme,
    rules: Sponsorship,
    root: Path,
    places: pd.DataFrame,
    sponsors: Path | None,
    lang: str,
) -> list[Any]:
    """Return the offers of the file of sponsors, and those of the register of donors."""
    from needs.donors import read_gifts
    from needs.places import load_gazetteer
    from needs.sponsorship.offers import SPONSORS, offers_of_gifts, read_offers
    from needs.sponsorship.register import register_file

    own = sponsors or register_file(programme.id, root).with_name(SPONSORS)
    offers = read_offers(own, rules, places, lang=lang) if own.is_file() else []
    if (root / programme.inputs.donors).is_file():
        districts = load_gazetteer().districts(places.district_code)
        gifts = read_gifts(programme, places, districts, root, lang=lang).gifts
        listed = {one.gift_id for one in offers}
        offers += [one for one in offers_of_gifts(gifts, rules) if one.gift_id not in listed]
    return offers
