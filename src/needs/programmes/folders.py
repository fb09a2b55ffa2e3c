"""The files of a profile: those of its own folder, and of the bases that it inherits from.

A profile is a folder of TOML files, one a subject. All their top-level keys make one profile; a
key stands in one file only, so that nobody has to ask which of two holds.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from needs.errors import FaultCollector
from needs.programmes.toml_words import listed, toml_text, unread

PROFILE = "programme.toml"
PROGRAMMES = Path("programmes")
BASES = PROGRAMMES / "bases"
INHERITS = "inherits"
WITHOUT = "without"
_MEND_LINE = "sửa dòng được nêu; lưu tệp bằng mã UTF-8"


@dataclass(frozen=True)
class Layer:
    """What one folder says: a programme's own, or a base's.

    Attributes
    ----------
    name
        Id of the programme or base.
    is_base
        Whether programmes inherit from it.
    content
        All top-level keys of its files.
    files
        The file, relative to the data root, in which each top-level key stands.
    without
        What each file wants dropped from the base; several files may.
    """

    name: str
    is_base: bool
    content: dict[str, Any]
    files: dict[str, Path]
    without: list[tuple[Path, Any]] = field(default_factory=list)


def list_programmes(root: Path) -> list[str]:
    """Return the ids of all programmes under the data root, sorted; bases are none."""
    found = (root / PROGRAMMES).glob(f"*/{PROFILE}")
    return sorted(path.parent.name for path in found if path.parent.name != BASES.name)


def list_bases(root: Path) -> list[str]:
    """Return the ids of all bases that a programme may inherit from, sorted."""
    return sorted(path.parent.name for path in (root / BASES).glob(f"*/{PROFILE}"))


def read_layers(programme: str, root: Path, faults: FaultCollector) -> list[Layer]:
    """Read a programme's folder and those of its bases: the furthest base first, its own last.

    What is wrong goes to `faults`: broken TOML, a key in two files, an unknown base, a circle.
    """
    layers = [_read_folder(PROGRAMMES / programme, root, faults, is_base=False)]
    while (base := layers[0].content.get(INHERITS)) is not None:
        heir = layers[0].files[INHERITS]
        known = list_bases(root)
        if not isinstance(base, str) or base not in known:
            expected = f"một trong: {listed(known)}"
            faults.add(f"{_short(heir)}: {INHERITS}", toml_text(base), expected, "sửa tên gốc")
            break
        if any(layer.is_base and layer.name == base for layer in layers):
            expected = "gốc không vòng lại chính nó"
            faults.add(f"{_short(heir)}: {INHERITS}", toml_text(base), expected, "bỏ khóa này")
            break
        layers.insert(0, _read_folder(BASES / base, root, faults, is_base=True))
    return layers


def profile_files(programme: str, root: Path) -> list[Path]:
    """Return every file of a profile under the data root, its bases' too, sorted.

    They tell whether results are current. Faults in them are told by `load_programme`.
    """
    layers = read_layers(programme, root, FaultCollector(programme))
    folders = [(BASES if layer.is_base else PROGRAMMES) / layer.name for layer in layers]
    return sorted(path for folder in folders for path in (root / folder).glob("*.toml"))


def _read_folder(folder: Path, root: Path, faults: FaultCollector, *, is_base: bool) -> Layer:
    content: dict[str, Any] = {}
    files: dict[str, Path] = {}
    without: list[tuple[Path, Any]] = []
    for path in sorted((root / folder).glob("*.toml")):
        name = path.relative_to(root)
        try:
            keys = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.add(_short(name), unread(error), "TOML hợp lệ, mã hóa UTF-8", _MEND_LINE)
            continue
        if WITHOUT in keys:
            without.append((name, keys.pop(WITHOUT)))
        for key, value in keys.items():
            if key in content:
                faults.add(
                    f"{_short(name)}: {key}",
                    f"khóa này đã có trong {_short(files[key])}",
                    "mỗi khóa ở một tệp",
                    f"chuyển hết {key} về một tệp",
                )
                continue
            content[key] = value
            files[key] = name
    return Layer(folder.name, is_base, content, files, without)


def _short(name: Path) -> str:
    return name.relative_to(PROGRAMMES).as_posix()
