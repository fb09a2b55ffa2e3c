"""The commands: blank forms, returns, state of the data, the run."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from needs import __version__
from needs.cli.agencies import add_to as add_agency_commands
from needs.cli.allocation import add_to as add_allocation_commands
from needs.cli.areas import add_to as add_area_commands
from needs.cli.commitments import add_to as add_commitment_commands
from needs.cli.friendly import add_to as add_friendly_commands
from needs.cli.fund import add_to as add_fund_commands
from needs.cli.monitoring import add_to as add_monitoring_commands
from needs.cli.network import add_to as add_network_commands
from needs.cli.programme import add_to as add_programme_commands
from needs.cli.register import add_to as add_register_commands
from needs.cli.returns import add_to as add_returns_commands
from needs.cli.timetable import add_to as add_timetable_commands
from needs.cli.usage import in_vietnamese

app = typer.Typer(
    help="Lập kế hoạch hỗ trợ trẻ em các xã đặc biệt khó khăn / planning kit for children of the "
    "specially disadvantaged communes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"needs {__version__}")
        raise typer.Exit


@app.callback()
def main(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Phiên bản.")
    ] = False,
) -> None:
    """Bản đồ, nhu cầu, phần còn thiếu, đề xuất với nhà tài trợ."""
    # Windows consoles may not be UTF-8: Vietnamese has to come out all the same.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


add_programme_commands(app)
add_returns_commands(app)
add_allocation_commands(app)
add_commitment_commands(app)
add_area_commands(app)
add_agency_commands(app)
add_timetable_commands(app)
add_monitoring_commands(app)
add_network_commands(app)
add_friendly_commands(app)
add_fund_commands(app)
add_register_commands(app)
in_vietnamese(app)
