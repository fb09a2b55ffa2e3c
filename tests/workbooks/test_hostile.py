"""Bombs, mazes and traps: each told in a moment, and the file beside it is read."""

from __future__ import annotations

import threading
from typing import Any

import psutil
import pytest

from needs.workbooks import Book, Refusal, open_books
from tests.processes import started_from_now

from .conftest import values_of, xlsx_parts, zipped
from .hostile import HOSTILE, MIB, ROW, write_hostile

#: What a reader process may hold at most; the bombs unpack to gigabytes.
GENEROUS = 400 * MIB


class Watched:
    """The most memory that any child of this process was seen to hold."""

    def __init__(self) -> None:
        self.most = 0
        self._processes = started_from_now()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Watched:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.02):
            for child in self._processes():
                try:
                    self.most = max(self.most, child.memory_info().rss)
                except psutil.Error:
                    continue


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], int]:
    """Results by name, a good file after each hostile one, and the memory that it took."""
    folder = tmp_path_factory.mktemp("hostile")
    good = folder / "good.xlsx"
    good.write_bytes(zipped(xlsx_parts(ROW)))
    paths = [path for hostile in write_hostile(folder) for path in (hostile, good)]
    with Watched() as watched:
        results = list(open_books(paths))
    assert [result.name for result in results] == [path.name for path in paths]
    assert all(values_of(result) == {"S1": [[1]]} for result in results[1::2])
    return {result.name: result for result in results[::2]}, watched.most


@pytest.mark.parametrize("name", HOSTILE)
def test_each_hostile_file_is_told_for_what_it_is(opened, name: str) -> None:
    result = opened[0][name]
    code = result.code if isinstance(result, Refusal) else ""
    assert code == HOSTILE[name][1], result
    assert len(result.sha256) == 64


def test_memory_stays_bounded_whatever_is_opened(opened) -> None:
    assert 10 * MIB < opened[1] < GENEROUS


def test_a_file_of_200_megabytes_is_not_even_read(opened) -> None:
    result = opened[0]["large.xlsx"]
    assert (result.code, result.sha256) == ("too_large", "")
    assert dict(result.values) == {"bytes": str(200 * MIB), "limit": str(50 * MIB)}


@pytest.mark.parametrize("name", ["million-empty-rows.xlsx", "repeated-empty.ods"])
def test_empty_rows_behind_the_last_value_are_cut(opened, name: str) -> None:
    result = opened[0][name]
    assert isinstance(result, Book)
    (sheet,) = result.sheets
    assert sheet.rows == ((7,),)
    assert sheet.hidden_rows == set()


def test_the_cell_that_makes_a_sheet_so_large_is_named(opened) -> None:
    assert dict(opened[0]["far-corner.xlsx"].values) == {
        "sheet": "S1",
        "last_cell": "XFD1048576",
        "cells": str(2**34),
        "limit": "1000000",
    }


def test_a_quotation_mark_swallows_no_rows(opened) -> None:
    result = opened[0]["quotes.csv"]
    assert isinstance(result, Book)
    rows = result.sheets[0].rows
    assert rows[1] == ('Xã "A', "5")
    assert len(rows) == 200 + 300_000
    assert rows[-1] == ("Xã B", "6")
