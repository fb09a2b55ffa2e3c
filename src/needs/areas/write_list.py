"""A list that was found right, put into the data root: its file, then its row of the index."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.areas.lists import INDEX, AreaList
from needs.tables.files import in_one_step


def write_list(listed: AreaList, root: Path) -> list[Path]:
    """Write a list and enter it in the index; return both files.

    The index is written last, in one step: until then nothing reads the list. A row of the same
    id is replaced.

    Raises
    ------
    NeedsError
        If a file is open in another program.
    """
    _write(listed.communes, listed.path)
    path = root / INDEX
    index = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    row = {
        "list_id": listed.list_id,
        "decision": listed.decision,
        "issued": listed.issued.isoformat(),
        "valid_from": listed.valid_from.isoformat(),
        "valid_to": listed.valid_to.isoformat(),
        "edition": listed.edition,
        "province_code": listed.province_code,
        "province": listed.province,
        "file": listed.path.relative_to(root / "reference").as_posix(),
        "totals_decision": listed.totals_decision,
        "note": listed.note,
    }
    before = index[index.list_id == listed.list_id]
    if len(before) and "villages_file" in index:
        row["villages_file"] = str(before.villages_file.iloc[0])
    others = index[index.list_id != listed.list_id]
    _write(pd.concat([others, pd.DataFrame([row])], ignore_index=True).fillna(""), path)
    return [listed.path, path]


def _write(frame: pd.DataFrame, path: Path) -> None:
    with in_one_step(path) as temporary:
        frame.to_csv(temporary, index=False, encoding="utf-8", lineterminator="\n")
