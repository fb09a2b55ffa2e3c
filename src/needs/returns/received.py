"""The register of returns received: which file came when, kept byte for byte.

A file once received is never changed or replaced: a correction is a new file, and the newest
wins. The register and the files stand in the programme's folder of returns.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import pandas as pd

from needs.errors import FaultCollector, NeedsError
from needs.forms.fields import FORM_KINDS
from needs.programmes import Programme
from needs.tables.files import fitting_name, in_one_step, looks_like_formula, write_csv
from needs.tables.reference import (
    codes,
    dates,
    one_of,
    present,
    read_reference,
    unique,
    whole_numbers,
)

REGISTER = "received.csv"
FILES = "files"

_UNFIT_ENDING = re.compile(r"[^\w\-]+")
_LONGEST_ENDING = 8


@dataclass(frozen=True)
class Received:
    """One file in the register.

    Attributes
    ----------
    number
        In the order of arrival, from 1.
    stored
        Its path in the folder of returns.
    name
        The name that the sender gave it, fit to be shown.
    sha256
        Checksum of its bytes.
    form
        "district", "support" or "donors"; empty where the file says it itself or nobody did.
    district_code, period
        As stated by whoever received it; empty where the file says it itself.
    returned_on
        The day on which the return was made, ISO; empty where the file says it itself.
    received_on
        The day on which it came in, ISO.
    """

    number: int
    stored: str
    name: str
    sha256: str
    form: str
    district_code: str
    period: str
    returned_on: str
    received_on: str

    @property
    def stated_date(self) -> dt.date | None:
        """The stated day of the return."""
        return dt.date.fromisoformat(self.returned_on) if self.returned_on else None

    @property
    def arrived(self) -> dt.date:
        """The day of arrival."""
        return dt.date.fromisoformat(self.received_on)


COLUMNS = tuple(field.name for field in fields(Received))
_TEXT = tuple(name for name in COLUMNS if name != "number")


def returns_folder(programme: Programme, root: Path) -> Path:
    """Return the programme's folder of returns."""
    return root / programme.returns.folder


def read_register(programme: Programme, root: Path) -> list[Received]:
    """Return everything received for a programme, oldest first; nothing where there is none.

    Raises
    ------
    InputFaults
        With every line that cannot be used, and every file that is gone or was changed.
    """
    folder = returns_folder(programme, root)
    path = folder / REGISTER
    if not path.exists():
        return []
    frame = read_reference(path, columns=COLUMNS)
    faults = FaultCollector(f"{programme.returns.folder}/{REGISTER}")
    present(frame, ["number", "stored", "name", "sha256", "received_on"], faults)
    unique(frame, ["number"], faults)
    unique(frame, ["sha256"], faults)
    codes(frame, "period", faults, digits=4)
    codes(frame, "district_code", faults, digits=3)
    one_of(frame, "form", FORM_KINDS, faults)
    for column in ("returned_on", "received_on"):
        frame[column] = dates(frame, column, faults).dt.strftime("%Y-%m-%d")
    frame["number"] = whole_numbers(frame, "number", faults)
    faults.raise_if_any()
    text = frame.drop(columns="number").fillna("")
    register = [
        Received(number=int(number), **{name: str(row[name]) for name in _TEXT})
        for number, row in zip(frame.number, text.to_dict("records"), strict=True)
    ]
    for entry in register:
        stored = folder / entry.stored
        if not stored.resolve().is_relative_to(folder.resolve()):
            faults.add(
                entry.stored,
                "ở ngoài thư mục báo cáo",
                f"trong {programme.returns.folder}",
                f"sửa cột stored trong {REGISTER}",
            )
        elif not stored.is_file():
            faults.add(entry.stored, "không có tệp", "tệp đã nhận", "khôi phục từ bản sao lưu")
        elif _sha256(_content(stored, entry.stored)) != entry.sha256:
            faults.add(
                entry.stored,
                "nội dung đã bị sửa",
                f"sha256 {entry.sha256[:12]}…",
                "khôi phục tệp gốc; bản sửa phải nhận như một báo cáo mới (needs receive)",
            )
    faults.raise_if_any()
    return sorted(register, key=lambda entry: entry.number)


def returns_files(programme: Programme, root: Path) -> list[Path]:
    """Return every file that the returns of a programme rest on: register, files, answers."""
    folder = returns_folder(programme, root)
    stored = [folder / entry.stored for entry in read_register(programme, root)]
    return sorted([*stored, *folder.glob("*.csv")])


@dataclass(frozen=True)
class Arrival:
    """A file to be received, and what is stated of it (empty: the file says it itself)."""

    path: Path
    name: str
    sha256: str
    form: str = ""
    district_code: str = ""
    period: str = ""
    returned_on: dt.date | None = None


def receive(
    arrivals: Sequence[Arrival], programme: Programme, root: Path, *, received_on: dt.date
) -> tuple[list[Received], list[Received]]:
    """Keep files and enter them in the register.

    Returns
    -------
    new, known
        The entries made now, and those of files that had been received before (same bytes).

    Raises
    ------
    NeedsError
        If a file cannot be read, or changed while it was being received.
    """
    folder = returns_folder(programme, root)
    register = read_register(programme, root)
    by_sha = {entry.sha256: entry for entry in register}
    new: list[Received] = []
    known: list[Received] = []
    for arrival in arrivals:
        if arrival.sha256 in by_sha:
            known.append(by_sha[arrival.sha256])
            continue
        content = _content(arrival.path, arrival.name)
        if _sha256(content) != arrival.sha256:
            raise NeedsError(f"{arrival.name}: tệp đổi trong lúc nhận; đóng tệp rồi nhận lại")
        stored = f"{FILES}/{arrival.sha256[:12]}-{_stored(arrival.name)}"
        with in_one_step(folder / stored) as temporary:
            temporary.write_bytes(content)
        entry = Received(
            number=max((known.number for known in by_sha.values()), default=0) + 1,
            stored=stored,
            name=_shown(arrival.name),
            sha256=arrival.sha256,
            form=arrival.form,
            district_code=arrival.district_code,
            period=arrival.period,
            returned_on=arrival.returned_on.isoformat() if arrival.returned_on else "",
            received_on=received_on.isoformat(),
        )
        by_sha[entry.sha256] = entry
        new.append(entry)
    if new:
        frame = pd.DataFrame([asdict(entry) for entry in by_sha.values()], columns=list(COLUMNS))
        write_csv(frame.sort_values("number"), folder / REGISTER)
    return new, known


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _content(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NeedsError(
            f"{name}: không đọc được ({error.strerror}); nếu tệp đang mở, hãy đóng lại rồi "
            "chạy lại lệnh / close the file and run again"
        ) from error


def _shown(name: str) -> str:
    """Return a name that stands on one line, and that Excel does not take for a formula."""
    line = "".join(sign if sign.isprintable() else "_" for sign in name).strip()
    return f"'{line}" if looks_like_formula(line) else line or "tep"


def _stored(name: str) -> str:
    """Return a name that every file system takes; the ending stays."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, ending) if dot else (ending, "")
    ending = _UNFIT_ENDING.sub("", ending)[:_LONGEST_ENDING]
    return f"{fitting_name(stem)}.{ending}" if ending else fitting_name(stem)
