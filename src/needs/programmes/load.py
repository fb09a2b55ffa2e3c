"""Finding and loading profiles; every fault is named by its key."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from pydantic import ValidationError

from needs.errors import FaultCollector, NeedsError, NotFound
from needs.programmes.profile import Programme

PROFILE = "programme.toml"
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


def list_programmes(root: Path) -> list[str]:
    """Return the ids of all programmes under the data root, sorted."""
    return sorted(path.parent.name for path in (root / "programmes").glob(f"*/{PROFILE}"))


def load_programme(programme: str, root: Path) -> Programme:
    """Load and check one profile.

    Parameters
    ----------
    programme
        Its id, which is also the name of its folder.
    root
        The data root.

    Raises
    ------
    NotFound
        If there is no such programme; lists those that are there.
    InputFaults
        With every key that is wrong, what stands there and what should.
    """
    if programme not in list_programmes(root):
        raise NotFound("chương trình / programme", programme, list_programmes(root))
    path = root / "programmes" / programme / PROFILE
    faults = FaultCollector(f"{programme}/{PROFILE}")
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add(path.name, error, "TOML hợp lệ, mã hóa UTF-8", "sửa dòng được nêu")
        faults.raise_if_any()
        raise
    try:
        profile = Programme.model_validate(content)
    except ValidationError as error:
        for problem in error.errors():
            # One message may tell of several parts that do not fit together, a line each.
            for message in problem["msg"].splitlines():
                faults.add(
                    _key(problem["loc"], content),
                    repr(problem["input"])[:120],
                    message,
                    "sửa khóa này trong programme.toml",
                )
        faults.raise_if_any()
        raise
    if profile.id != programme:
        faults.add("id", profile.id, f"tên thư mục {programme}", "đổi id hoặc tên thư mục")
        faults.raise_if_any()
    return profile


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
