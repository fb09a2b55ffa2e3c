"""The parameters of a notebook, checked before anything runs.

papermill only warns of a misspelt parameter and goes on with the default: the next cell has to
notice. It also turns `-p district 043` into the number 43: codes have to come as text (`-r`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from needs.errors import FaultCollector
from needs.programmes import data_root
from needs.wording import LANGUAGES

#: Environment variable: the folder of the boundary file, for notebooks that `needs run` starts.
BOUNDARIES_FOLDER = "NEEDS_BOUNDARIES"

#: What IPython itself keeps in a notebook's namespace.
_IPYTHON = frozenset({"In", "Out", "exit", "quit", "get_ipython", "open"})
_VALUES = (str, int, float, bool, type(None), list, dict, tuple)


@dataclass(frozen=True)
class Parameters:
    """Checked parameters of a notebook.

    Attributes
    ----------
    programme
        Id of the programme.
    district
        Name or code of the district; empty where a notebook shows the whole province.
    lang
        "vi" or "en".
    tables
        Folder of result tables already computed; none: the chain is run.
    data
        Data root.
    boundaries
        File of commune boundaries; none: symbols only.
    """

    programme: str
    district: str
    lang: str
    tables: Path | None
    data: Path
    boundaries: Path | None


def check_parameters(namespace: Mapping[str, Any], *, extra: tuple[str, ...] = ()) -> Parameters:
    """Read a notebook's parameters from its namespace.

    Parameters
    ----------
    namespace
        `globals()` of the notebook, right after its parameters cell.
    extra
        Further names that this notebook's parameters cell defines.

    Raises
    ------
    InputFaults
        With every name that is not a parameter (a misspelt one, most likely; lists the valid
        ones), every value that is not text, and every file or folder that is not there.
    """
    known = ("programme", "district", "lang", "tables", "data_root", "boundaries")
    faults = FaultCollector("tham số của sổ tay / notebook parameters")
    for name, value in namespace.items():
        foreign = name not in (*known, *extra) and name not in _IPYTHON
        if foreign and not name.startswith("_") and isinstance(value, _VALUES):
            faults.add(name, "không phải tham số", ", ".join((*known, *extra)), "kiểm tra chính tả")
    given = {name: namespace.get(name, "") for name in known}
    for name, value in given.items():
        if not isinstance(value, str):
            faults.add(name, repr(value), "chữ / text", f'papermill -r {name} "…" (không dùng -p)')
    faults.raise_if_any()
    if not given["programme"]:
        faults.add("programme", "trống / empty", "mã chương trình / programme id")
    if given["lang"] not in LANGUAGES:
        faults.add("lang", given["lang"], ", ".join(LANGUAGES))
    boundaries = _boundary_file(given["boundaries"])
    for name, path in (("tables", given["tables"]), ("boundaries", boundaries)):
        if path and not Path(path).exists():
            faults.add(name, given[name], "đường dẫn có thật / an existing path")
    faults.raise_if_any()
    return Parameters(
        programme=given["programme"],
        district=given["district"],
        lang=given["lang"],
        tables=Path(given["tables"]) if given["tables"] else None,
        data=data_root(given["data_root"] or None),
        boundaries=boundaries,
    )


def _boundary_file(given: str) -> Path | None:
    """Return the file; a bare name may stand in the folder that `needs run` names.

    The parameter stays in the executed notebook, which may be sent on: it names no folder.
    """
    if not given:
        return None
    folder = os.environ.get(BOUNDARIES_FOLDER)
    if folder and Path(given).name == given and not Path(given).exists():
        return Path(folder) / given
    return Path(given)
