"""Commands about donors: `network` (register, invite, thanks, commend, transparency)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from needs.cli.common import DATE_FORMATS, Data, Lang, Out, ProgrammeId, reports, spoken
from needs.errors import InputFaults, NeedsError, NotFound
from needs.programmes import Programme, data_root, load_programme
from needs.wording import check_language, number, say, today

if TYPE_CHECKING:
    import pandas as pd

    from needs.sheets.network_data import NetworkData

ACTIONS = ("register", "invite", "thanks", "commend", "transparency")
_TABLES = {
    "register": ("donor_register", "donor_history", "alike_donors"),
    "invite": ("donor_invitations",),
    "thanks": ("donor_thanks",),
    "commend": ("donor_commendations",),
    "transparency": ("transparency", "transparency_sums"),
}


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(network)


@spoken
def network(
    programme: ProgrammeId,
    action: Annotated[str, typer.Argument(help=" | ".join(ACTIONS))],
    donor: Annotated[str, typer.Option("--donor", help="Tên hoặc mã nhà tài trợ.")] = "",
    record: Annotated[
        bool, typer.Option("--record", help="Ghi đã cảm ơn (thanks) hoặc đã khen (commend).")
    ] = False,
    by: Annotated[str, typer.Option("--by", help="Ai ghi: họ tên, cơ quan.")] = "",
    evidence: Annotated[str, typer.Option("--evidence", help="Căn cứ: thư, quyết định.")] = "",
    day: Annotated[
        dt.datetime | None,
        typer.Option("--day", formats=DATE_FORMATS, help="Ngày làm."),
    ] = None,
    award: Annotated[str, typer.Option("--award", help="Hình thức khen thưởng (mã).")] = "",
    withdraw: Annotated[
        int | None, typer.Option("--withdraw", help="Rút một mục ghi sai, theo số mục.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="Năm xét khen thưởng.")] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Bản công khai: chỉ nêu tên người đã đồng ý.")
    ] = False,
    template: Annotated[
        Path | None, typer.Option("--template", help="Ghi sổ nhà tài trợ trắng (CSV) ra tệp này.")
    ] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="Ghi các bảng ra CSV trong thư mục này.")
    ] = None,
    out: Out = None,
    data: Data = None,
    lang: Lang = "vi",
) -> None:
    """Nhà tài trợ: sổ, mời, cảm ơn, khen thưởng, công khai / donors: invite, thank, commend."""
    from needs.cli.network_lists import print_list
    from needs.sheets.network_data import network_data

    check_language(lang)
    if action not in ACTIONS:
        raise NotFound(say("việc với nhà tài trợ", lang=lang), action, ACTIONS)
    root = data_root(data)
    profile = load_programme(programme, root)
    gifts, needs, listed = None, None, True
    if action == "invite":
        gifts, needs, listed = _of_plan(profile, root, reports(out))
    found = network_data(
        profile,
        root,
        on=today(),
        year=year,
        gifts=gifts,
        needs=needs,
        listed=listed,
        lang=lang,
    )
    if template is not None:
        _write_template(found, template, lang)
        return
    if record or withdraw is not None:
        on = today() if day is None else day.date()
        _record(found, action, donor, by, evidence, award, withdraw, on, lang)
        return
    print_list(found, action, public=public, lang=lang)
    if export is not None:
        _export(found, action, export, public=public, lang=lang)
    if found.network.register.faults and action == "register":
        raise InputFaults(f"network/{programme}.csv", found.network.register.faults)


def _of_plan(profile: Programme, root: Path, out: Path) -> tuple[pd.DataFrame, pd.DataFrame, bool]:
    """Return the gifts and open needs of the plan that stands; whether communes are known."""
    from needs.runs.result_tables import published_tables
    from needs.sheets.network_data import open_needs_of

    plan, _ = published_tables(profile, data=root, folder=out / profile.id / "tables", mode=None)
    known = plan.assessment.standing != "no_list"
    return plan.assessment.tables["gifts"], open_needs_of(plan.assessment), known


def _write_template(found: NetworkData, path: Path, lang: str) -> None:
    """Write a register with every donor known, for the office to complete; never over a file."""
    from needs.network.register import blank_register
    from needs.tables.files import write_csv

    if path.exists():
        raise NeedsError(say("{file}: tệp đã có; chọn tên khác", lang=lang, file=path.name))
    write_csv(blank_register(found.network.known), path)
    typer.echo(str(path))


def _record(
    found: NetworkData,
    action: str,
    donor: str,
    by: str,
    evidence: str,
    award: str,
    withdraw: int | None,
    on: dt.date,
    lang: str,
) -> None:
    from needs.network.recording import commended, thanked, withdrawn

    _said_enough(found, action, donor, by, evidence, award, withdrawing=withdraw is not None,
                 lang=lang)  # fmt: skip
    if withdraw is not None:
        one = withdrawn(withdraw, by=by, evidence=evidence, day=on)
    elif action == "thanks":
        one = thanked(
            found.network, found.records, donor, by=by, evidence=evidence, day=on, lang=lang
        )
    else:
        one = commended(
            found.network,
            donor,
            award,
            year=found.year,
            by=by,
            evidence=evidence,
            day=on,
            lang=lang,
        )
    written = found.records.write([one], today=today())
    typer.echo(say("Đã ghi {n} mục.", lang=lang, n=number(written, lang=lang)))


def _said_enough(
    found: NetworkData,
    action: str,
    donor: str,
    by: str,
    evidence: str,
    award: str,
    *,
    withdrawing: bool,
    lang: str,
) -> None:
    """Tell at once everything that a record still needs."""
    from needs.network.words import network_of

    if not withdrawing and action not in ("thanks", "commend"):
        raise NeedsError(say("--record chỉ dùng với thanks hoặc commend", lang=lang))
    missing = []
    if not withdrawing and not donor.strip():
        waiting = found.tables["donor_thanks" if action == "thanks" else "donor_commendations"]
        names = "; ".join(waiting.sort_values("donor_id").donor) or "–"
        missing.append(
            say("--donor: ghi tên hoặc mã nhà tài trợ; trong danh sách: {names}", lang=lang,
                names=names)
        )  # fmt: skip
    if not withdrawing and action == "commend" and not award.strip():
        forms = [form.id for form in network_of(found.network.programme).commendation.awards]
        missing.append(
            say("--award: ghi hình thức khen thưởng; có: {forms}", lang=lang,
                forms="; ".join(forms))
        )  # fmt: skip
    if not by.strip():
        missing.append(say("--by: ghi tên người hoặc cơ quan ghi sổ", lang=lang))
    if not evidence.strip():
        missing.append(say("--evidence: ghi căn cứ (thư, quyết định)", lang=lang))
    if missing:
        raise NeedsError("\n".join(missing))


def _export(found: NetworkData, action: str, folder: Path, *, public: bool, lang: str) -> None:
    from needs.tables import write_tables

    names = ("transparency_public", "transparency_sums") if public else _TABLES[action]
    try:
        written = write_tables({name: found.tables[name] for name in names}, folder)
    except OSError as error:
        raise NeedsError(
            say("--export: không tạo được thư mục {folder}", lang=lang, folder=folder)
        ) from error
    for path in written:
        if path.suffix == ".csv":
            typer.echo(str(path))
