"""Write the duties of every programme into `data/programmes/README.md`: what serves each of them.

Between the two marks of that file; all around it is written by hand.

Usage: `python tools/make_traceability.py [--check]`; with --check nothing is written and the
exit code tells whether the file is what this script makes.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from needs.programmes import Programme, data_root, list_programmes, load_programme
from needs.programmes.agencies import Agencies, read_agencies
from needs.programmes.duties import Duty

README = Path("programmes") / "README.md"
BEGIN = "<!-- nhiệm vụ: sinh từ duties.toml, chạy `python tools/make_traceability.py` -->"
END = "<!-- hết phần sinh tự động -->"
HEADER = (
    "| mã / id | nhiệm vụ / duty | chủ trì / lead | phần mềm giúp / served by "
    "| còn là việc của người / left to people |"
)
#: The day whose offices are named: fixed, so that the file stays the same.
ON = dt.date(2026, 1, 1)


def section(root: Path) -> str:
    """Return the generated part: a table a programme, and what people have to do."""
    agencies = read_agencies(root)
    lines = [BEGIN, ""]
    by_people: dict[str, list[str]] = {}
    for programme_id in list_programmes(root):
        programme = load_programme(programme_id, root, on=ON)
        lines += [
            f"### `{programme_id}`",
            "",
            HEADER,
            "|---|---|---|---|---|",
        ]
        for duty in programme.duties:
            lines.append(row(duty, programme, agencies))
            if duty.by_people is not None:
                by_people.setdefault(duty.by_people.vi, []).append(f"`{programme_id}`: {duty.id}")
        lines.append("")
    lines += ["### Phần mềm không làm thay / what no software does", ""]
    lines += [f"- {words} ({'; '.join(duties)})" for words, duties in by_people.items()]
    return "\n".join([*lines, "", END])


def row(duty: Duty, programme: Programme, agencies: Agencies) -> str:
    """Return one duty as a row."""
    leads = [
        agencies.office(
            agency, ON, matter=duty.matter, province=programme.province_code
        ).with_predecessor.vi
        for agency in duty.lead
    ]
    served = ", ".join(f"`{name}`" for name in duty.served_by)
    people = duty.by_people.vi if duty.by_people is not None else ""
    return f"| `{duty.id}` | {duty.text.vi} | {'; '.join(leads)} | {served} | {people} |"


def refreshed(readme: str, root: Path) -> str:
    """Return the file with its generated part replaced by the current one."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + section(root) + after


def main() -> int:
    root = data_root()
    path = root / README
    readme = path.read_text(encoding="utf-8")
    text = refreshed(readme, root)
    if "--check" not in sys.argv and text != readme:
        path.write_text(text, encoding="utf-8", newline="\n")
        print("viết / wrote", README)
    return int("--check" in sys.argv and text != readme)


if __name__ == "__main__":
    sys.exit(main())
