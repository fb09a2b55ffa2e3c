"""Finding and loading profiles; every fault is named by its file and key."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from needs.errors import FaultCollector, NeedsError, NotFound
from needs.programmes.faults_told import key_text, told
from needs.programmes.folders import PROFILE, PROGRAMMES, Layer, list_programmes, read_layers
from needs.programmes.inherit import Keys, Profile, entry_key, lay_over
from needs.programmes.offices import with_offices
from needs.programmes.profile import Programme

ENVIRONMENT = "NEEDS_DATA"
WHOLE = "(cả hồ sơ)"


def data_root(given: str | Path | None = None) -> Path:
    """Return the folder that holds `programmes/` and `reference/`.

    What is given; else the environment variable `NEEDS_DATA`; else `data/` of the working
    folder or one above it; else `data/` of the checkout that this code stands in.

    Raises
    ------
    NeedsError
        If there is none, or the one given lacks `programmes/`.
    """
    stated = given or os.environ.get(ENVIRONMENT)
    if stated:
        candidates = [Path(stated)]
    else:
        here = Path.cwd()
        candidates = [folder / "data" for folder in (here, *here.parents)]
        candidates.append(checkout() / "data")
    for folder in candidates:
        if (folder / "programmes").is_dir() and (folder / "reference").is_dir():
            return folder.resolve()
    looked = stated or "data/"
    raise NeedsError(
        f"không thấy thư mục dữ liệu (programmes/ và reference/) ở {looked}; "
        f"chỉ ra bằng --data THƯ-MỤC hoặc biến môi trường {ENVIRONMENT}"
    )


def checkout() -> Path:
    """Return the folder of the project that this code was installed from (editable)."""
    return Path(__file__).resolve().parents[3]


def load_programme(programme: str, root: Path, *, on: dt.date | None = None) -> Programme:
    """Load and check one profile: its folder's files, laid over those of its bases.

    Parameters
    ----------
    programme
        Its id, which is also the name of its folder.
    root
        The data root.
    on
        The day whose offices are named, where the profile names an office by its id; today.

    Raises
    ------
    NotFound
        If there is no such programme; lists those that are there.
    InputFaults
        With every key that is wrong, what stands there and what should, and in which file.
    """
    return read_programme(programme, root, on=on)[0]


def read_programme(
    programme: str, root: Path, *, on: dt.date | None = None
) -> tuple[Programme, Profile]:
    """Load a profile together with where each of its values stands.

    Raises as `load_programme` does.
    """
    if programme not in list_programmes(root):
        raise NotFound("chương trình / programme", programme, list_programmes(root))
    faults = FaultCollector(f"{programme}/{PROFILE}")
    return checked(programme, read_layers(programme, root, faults), root, faults, on=on)


def checked(
    programme: str,
    layers: Sequence[Layer],
    root: Path,
    faults: FaultCollector,
    *,
    on: dt.date | None = None,
) -> tuple[Programme, Profile]:
    """Lay what was read over each other and check it: nothing is read again but the offices.

    Raises as `load_programme` does; `faults` holds what reading has found.
    """
    profile = lay_over(layers, faults)
    faults.raise_if_any()

    def file_of(where: str) -> str:
        return _file(_names(where), profile, programme)

    content = with_offices(profile.content, root, faults, on=on, file_of=file_of)
    faults.raise_if_any()
    try:
        loaded = Programme.model_validate(content)
    except ValidationError as error:
        for problem in error.errors():
            location = problem["loc"]
            for one in told(problem, Programme):
                keys = (*_keys(location, profile.content), *_names(one.below))
                file = _file(keys, profile, programme)
                where = ".".join(filter(None, [key_text(location, content), one.below]))
                faults.add(where or WHOLE, one.found, one.expected, f"{one.action} trong {file}")
        faults.raise_if_any()
        raise
    if loaded.id != programme:
        faults.add("id", loaded.id, f"tên thư mục {programme}", "đổi id hoặc tên thư mục")
        faults.raise_if_any()
    return loaded, profile


def _names(where: str) -> Keys:
    """Take a key as it is told apart: categories[health].unit → categories, health, unit."""
    return tuple(re.findall(r"[^.\[\], ]+", where))


def _file(keys: Keys, profile: Profile, programme: str) -> str:
    """Name the file that a key stands in, or should, below `programmes/`."""
    origin = profile.origin(keys)
    if origin is None:
        return f"{programme}/{PROFILE}"
    return origin.file.relative_to(PROGRAMMES).as_posix()


def _keys(location: tuple[int | str, ...], content: object) -> Keys:
    """Name entries of lists by their ids instead of their numbers."""
    keys: list[str | int] = []
    node: Any = content
    for part in location:
        inside = isinstance(node, list) and isinstance(part, int) and part < len(node)
        below = node.get(part) if isinstance(node, dict) else node[part] if inside else None
        keys.append(entry_key(below, part) if isinstance(part, int) else part)
        node = below
    return tuple(keys)
