"""Writing the blank forms of a programme; what somebody may have filled in is not overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from needs.errors import FaultCollector
from needs.forms.asked import districts_asked, places_of
from needs.forms.district_form import district_workbook
from needs.forms.register_forms import register_workbook
from needs.places import Gazetteer, district_slugs
from needs.programmes import Programme
from needs.tables.files import in_one_step

LEDGER_FILE = "so-ho-tro.xlsx"
DONORS_FILE = "nha-tai-tro.xlsx"


def write_forms(
    programme: Programme,
    root: Path,
    folder: Path,
    *,
    districts: Sequence[str] | None = None,
    force: bool = False,
    gazetteer: Gazetteer | None = None,
) -> list[Path]:
    """Write the blank forms of a programme.

    The forms are in Vietnamese, whatever the language of the reports: those who fill them in and
    the reader of returns go by the Vietnamese headers. The first sheet ends with a few lines in
    English.

    Parameters
    ----------
    programme
        The profile.
    root
        The data root.
    folder
        Where the workbooks go; made if it is not there.
    districts
        Former districts, in any spelling: only their forms are written. Without them, every
        district that has a commune in scope gets its form, and the province gets the support
        ledger and the register of donors.
    force
        Overwrite files that differ from the blank form.
    gazetteer
        The places; read if not given.

    Returns
    -------
    list of Path
        The forms, districts in order of code. Same inputs, same bytes.

    Raises
    ------
    NotFound
        If a district is not known; lists the valid ones.
    NeedsError
        If there is no commune to ask about, or a file cannot be replaced.
    InputFaults
        If files are there already that differ from the blank form (somebody may have filled
        them in) and `force` is not set: names them all, and writes nothing.
    """
    places = places_of(programme, root, gazetteer)
    asked = districts_asked(programme, places, list(districts or ()))
    # Named among all districts, so that a form's name does not depend on which ones are written.
    names = district_slugs(districts_asked(programme, places))
    forms = {
        folder / f"{names[code]}.xlsx": district_workbook(programme, places, code) for code in asked
    }
    if not districts:
        forms[folder / LEDGER_FILE] = register_workbook(programme, places, "support")
        forms[folder / DONORS_FILE] = register_workbook(programme, places, "donors")
    if not force:
        _refuse_to_overwrite(forms, folder)
    for path, content in forms.items():
        with in_one_step(path) as temporary:
            temporary.write_bytes(content)
    return list(forms)


def _refuse_to_overwrite(forms: dict[Path, bytes], folder: Path) -> None:
    faults = FaultCollector(str(folder))
    for path, content in forms.items():
        if path.exists() and not (path.is_file() and path.read_bytes() == content):
            faults.add(
                path.name,
                "tệp đã có, khác biểu trắng (có thể đã điền) / a file that is not the blank form",
                "chưa có tệp này / no such file",
                "chuyển tệp sang thư mục khác, hoặc ghi vào thư mục khác (--out); "
                "ghi đè: --force / move it away, use --out, or overwrite with --force",
            )
    faults.raise_if_any()
