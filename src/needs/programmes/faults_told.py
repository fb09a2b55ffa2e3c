"""What is wrong with a key of a profile, in a planner's words: found, expected, what to do.

The checker speaks English of types; here each of its findings gets words of TOML and Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from needs.programmes.inherit import entry_key
from needs.programmes.misfit import DoNotFit, Misfit
from needs.programmes.toml_words import listed, toml_text

Location = tuple[int | str, ...]


class Told(NamedTuple):
    """One fault: keys below the location where it lies, what was found, what is expected, deed."""

    below: str
    found: str
    expected: str
    action: str


MEND, DROP, ADD = "sửa khóa này", "đổi tên hoặc bỏ khóa này", "thêm khóa này"

#: Patterns of the models, in words; any other is told as it is.
_PATTERNS = {
    r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$": "mã: chữ thường không dấu, số, gạch nối",
    r"^\d{2}$": "mã tỉnh, hai chữ số trong dấu nháy",
    r"^\d{5}$": "mã xã, năm chữ số trong dấu nháy",
    r"^\d{3,4}$": "số hiệu tài khoản, ba hoặc bốn chữ số trong dấu nháy",
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$": 'tháng-ngày trong dấu nháy, thí dụ "11-30"',
    r"^\d{2}-\d{2}$": 'tháng-ngày trong dấu nháy, thí dụ "11-30"',
    r"^\d{4}-(0[1-9]|1[0-2])$": 'năm-tháng trong dấu nháy, thí dụ "2024-11"',
    r"^\d+(?:\.\d+)*$": 'số bản trong dấu nháy, thí dụ "2"',
}
_TYPES = {
    "string_type": "chữ trong dấu nháy",
    "int_type": "số nguyên",
    "int_from_float": "số nguyên",
    "float_type": "số",
    "finite_number": "số hữu hạn",
    "bool_type": "true hoặc false",
    "date_type": "ngày không có dấu nháy, thí dụ 2026-01-31",
    "date_from_datetime_inexact": "ngày không có giờ, thí dụ 2026-01-31",
    "list_type": "danh sách trong dấu ngoặc vuông",
    "dict_type": "bảng: các khóa, mỗi khóa một giá trị",
    "model_type": "bảng: các khóa, mỗi khóa một giá trị",
    "model_attributes_type": "bảng: các khóa, mỗi khóa một giá trị",
    "string_too_short": "chữ không để trống",
}
_WITH_BOUND: Mapping[str, tuple[str, str]] = {
    "greater_than_equal": ("ge", "từ {} trở lên"),
    "greater_than": ("gt", "lớn hơn {}"),
    "less_than_equal": ("le", "{} trở xuống"),
    "less_than": ("lt", "nhỏ hơn {}"),
    "too_short": ("min_length", "ít nhất {} mục"),
    "too_long": ("max_length", "nhiều nhất {} mục"),
    "string_too_long": ("max_length", "nhiều nhất {} chữ"),
}


def told(problem: Mapping[str, Any], model: type[BaseModel]) -> Iterator[Told]:
    """Yield the faults that one finding of the checker stands for.

    Parameters
    ----------
    problem
        One of `ValidationError.errors()`.
    model
        What was checked.
    """
    kind, value, context = problem["type"], problem["input"], problem.get("ctx", {})
    location: Location = problem["loc"]
    if kind == "missing":
        yield Told("", "chưa có khóa này", _wanted(location, model), ADD)
    elif kind == "extra_forbidden":
        known = keys_of(model, location[:-1])
        expected = f"một trong các khóa: {', '.join(known)}" if known else "không có khóa này"
        yield Told("", toml_text(value), expected, DROP)
    elif kind == "value_error":
        yield from _own(context["error"], value)
    else:
        yield Told("", toml_text(value), _expected(kind, context), MEND)


def _own(error: Exception, value: Any) -> Iterator[Told]:
    """Yield what a model of ours refused: misfits by their keys, or one sentence."""
    if isinstance(error, DoNotFit):
        for one in error.misfits:
            yield Told(*_as_text(one), MEND)
        return
    for line in str(error).splitlines():
        yield Told("", toml_text(value), line, MEND)


def _as_text(one: Misfit) -> tuple[str, str, str]:
    return one.where, one.found, one.expected


def _expected(kind: str, context: Mapping[str, Any]) -> str:
    if kind in _TYPES:
        return _TYPES[kind]
    if kind in _WITH_BOUND:
        name, words = _WITH_BOUND[kind]
        return words.format(f"{context[name]:g}")
    if kind == "literal_error":
        return f"một trong: {listed(re.findall(_QUOTED, context['expected']))}"
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        return _PATTERNS.get(pattern, f"chữ theo mẫu {pattern}")
    return "giá trị đúng dạng của khóa này; xem hồ sơ khác hoặc phần gốc"


_QUOTED = r"'([^']*)'"


def _wanted(location: Location, model: type[BaseModel]) -> str:
    key = location[-1] if location else ""
    return f"khóa «{key}» phải có" if keys_of(model, location[:-1]) else "khóa này phải có"


def keys_of(model: type[BaseModel], location: Location) -> tuple[str, ...]:
    """Return the keys that a table of the model may have; none where it is no table of its own."""
    node: Any = model
    for part in location:
        node = _below(node, part)
    tables = _tables(node)
    return tuple(
        sorted({info.alias or name for one in tables for name, info in one.model_fields.items()})
    )


def _below(node: Any, part: int | str) -> Any:
    """Return what may stand below a key or number."""
    if isinstance(part, int):
        return next((get_args(one)[0] for one in _plain(node) if get_origin(one) is list), None)
    for one in _tables(node):
        for name, info in one.model_fields.items():
            if part in (name, info.alias):
                return info.annotation
    return None


def _tables(node: Any) -> list[type[BaseModel]]:
    return [one for one in _plain(node) if isinstance(one, type) and issubclass(one, BaseModel)]


def _plain(node: Any) -> list[Any]:
    """Return the types that an annotation allows: without `Annotated`, one by one of a union."""
    origin = get_origin(node)
    if origin is Annotated:
        return _plain(get_args(node)[0])
    if origin in (Union, UnionType):
        return [one for arg in get_args(node) for one in _plain(arg)]
    return [node]


def key_text(location: Location, content: Any) -> str:
    """Write a key as a planner finds it: categories[warm_clothing].unit_price_vnd.value."""
    words: list[str] = []
    node: Any = content
    for part in location:
        if isinstance(part, int):
            node = node[part] if isinstance(node, list) and part < len(node) else None
            label = entry_key(node, part)
            words = [*words[:-1], f"{words[-1]}[{label}]" if words else f"[{label}]"]
        else:
            node = node.get(part) if isinstance(node, dict) else None
            words.append(part)
    return ".".join(words)
