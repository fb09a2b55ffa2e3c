"""Reading the State's schemes; every fault of every scheme is told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from needs.entitlements.exclusion import exclusion_faults, symmetric
from needs.entitlements.scheme import Scheme
from needs.errors import FaultCollector, NotFound
from needs.people import Assumptions

SCHEMES = Path("reference") / "state_schemes.toml"


class Schemes(Mapping[str, Scheme]):
    """All schemes by id; asking for an unknown one lists those that exist."""

    def __init__(self, entries: Mapping[str, Scheme]) -> None:
        self._entries = dict(sorted(symmetric(entries).items()))

    def __getitem__(self, scheme: str) -> Scheme:
        if scheme not in self._entries:
            raise NotFound("chính sách / State scheme", scheme, self._entries)
        return self._entries[scheme]

    def __contains__(self, scheme: object) -> bool:
        return scheme in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def read_schemes(root: Path, assumptions: Assumptions) -> Schemes:
    """Read the State's schemes.

    Parameters
    ----------
    root
        The data root.
    assumptions
        The named assumptions that `factors` may name.

    Returns
    -------
    Schemes
        By id; an exclusion that only one of two schemes states holds for both.

    Raises
    ------
    InputFaults
        With every fault of every scheme: key, date, age, unknown id in `excludes`, unknown
        assumption or one that is no share, schemes that exclude each other only in part.
    """
    path = root / SCHEMES
    faults = FaultCollector(SCHEMES.as_posix())
    content: dict[str, object] = {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add(path.name, error, "TOML hợp lệ, mã hóa UTF-8", "sửa dòng được nêu")
        faults.raise_if_any()
    listed = content.pop("schemes", [])
    for key in content:
        faults.add(key, "khóa lạ / unknown key", "chỉ có [[schemes]]", "bỏ khóa này")
    entries: dict[str, Scheme] = {}
    named: set[str] = set()
    for number, raw in enumerate(listed if isinstance(listed, list) else [listed], start=1):
        label = str(raw.get("id", number)) if isinstance(raw, dict) else str(number)
        if label in named:
            faults.add(f"schemes[{label}]", label, "mỗi mã một lần / one entry an id", "đổi mã")
        named.add(label)
        scheme = _parsed(raw, f"schemes[{label}]", faults)
        if scheme is not None:
            entries[label] = scheme
    for scheme in entries.values():
        _check_names(scheme, named, assumptions, faults)
    exclusion_faults(entries, faults)
    faults.raise_if_any()
    return Schemes(entries)


def _parsed(raw: object, where: str, faults: FaultCollector) -> Scheme | None:
    try:
        return Scheme.model_validate(raw)
    except ValidationError as error:
        for problem in error.errors():
            key = ".".join([where, *map(str, problem["loc"])])
            for message in problem["msg"].splitlines():
                faults.add(key, repr(problem["input"])[:120], message, "sửa khóa này")
        return None


def _check_names(
    scheme: Scheme, named: set[str], assumptions: Assumptions, faults: FaultCollector
) -> None:
    where = f"schemes[{scheme.id}]"
    for other in scheme.excludes:
        if other not in named or other == scheme.id:
            valid = "; ".join(sorted(named - {scheme.id}))
            faults.add(f"{where}.excludes", other, f"mã của một chính sách khác: {valid}")
    for factor in scheme.factors:
        if factor not in list(assumptions):
            faults.add(
                f"{where}.factors",
                factor,
                f"một giả định trong assumptions.csv: {'; '.join(assumptions)}",
                "thêm giả định (giá trị, mức thấp, mức cao, nguồn) hoặc sửa tên",
            )
        elif assumptions[factor].at_high > 1 or assumptions[factor].at_low < 0:
            found = f"{factor}: {assumptions[factor].at_low} … {assumptions[factor].at_high}"
            faults.add(f"{where}.factors", found, "một tỷ lệ từ 0 đến 1 / a share")
