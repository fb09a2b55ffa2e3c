"""Finding and loading profiles; every fault is named by its file and key."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from needs.errors import FaultCollector, NeedsError, NotFound
from needs.programmes.folders import PROFILE, PROGRAMMES, list_programmes, read_layers
from needs.programmes.inherit import Keys, Profile, entry_key, lay_over
from needs.programmes.offices import with_offices
from needs.programmes.profile import Programme

ENVIRONMENT = "NEEDS_DATA"


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
    layers = read_layers(programme, root, faults)
    profile = lay_over(layers, faults)
    faults.raise_if_any()
    content = with_offices(profile.content, root, faults, on=on)
    faults.raise_if_any()
    try:
        loaded = Programme.model_validate(content)
    except ValidationError as error:
        for problem in error.errors():
            file = _file(problem["loc"], profile, programme)
            # One message may tell of several parts that do not fit together, a line each.
            for message in problem["msg"].splitlines():
                faults.add(
                    _key(problem["loc"], content),
                    repr(problem["input"])[:120],
                    message,
                    f"sửa khóa này trong {file}",
                )
        faults.raise_if_any()
        raise
    if loaded.id != programme:
        faults.add("id", loaded.id, f"tên thư mục {programme}", "đổi id hoặc tên thư mục")
        faults.raise_if_any()
    return loaded, profile


def _file(location: tuple[int | str, ...], profile: Profile, programme: str) -> str:
    """Name the file that a key stands in, or should, below `programmes/`."""
    origin = profile.origin(_keys(location, profile.content))
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


def _key(location: tuple[int | str, ...], content: object) -> str:
    """Write a key as a planner finds it: categories[warm_clothing].unit_price_vnd.value."""
    words: list[str] = []
    node = content
    for part in location:
        if isinstance(part, int):
            node = node[part] if isinstance(node, list) and part < len(node) else None
            label = node.get("id", part) if isinstance(node, dict) else part
            words[-1] += f"[{label}]"
        else:
            node = node.get(part) if isinstance(node, dict) else None
            words.append(part)
    return ".".join(words) or "(toàn tệp / whole file)"
