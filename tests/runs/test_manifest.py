"""The manifest: what it says, that it is never half written, and what it never tells."""

from __future__ import annotations

import json
import logging
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import InputFaults
from needs.runs import checksums
from needs.runs.job import Outcome, RunError, write_in_one_step
from needs.runs.supervise import JobResult
from needs.tables.files import file_sha256

OK = JobResult(Outcome(status="ok", seconds=1.5), attempts=1, seconds=1.6)


def failed(message: str) -> JobResult:
    error = RunError(name="ValueError", message=message, cell=3)
    return JobResult(Outcome(status="failed", seconds=1, error=error), attempts=2, seconds=2)


@pytest.fixture
def made(make_notebook, make_job):
    """A job whose outputs are there."""
    job = make_job(make_notebook("1", parameters="code = ''"), parameters={"code": "001"})
    for path in job.outputs:
        write_in_one_step(path, f"nội dung {path.name}")
    return job


def test_it_says_how_each_product_was_made(made, open_manifest):
    manifest = open_manifest()
    manifest.record(made, OK, fingerprint="f1")

    content = json.loads(manifest.path.read_text(encoding="utf-8"))
    assert content["programme"] == "thu-588"
    assert content["inputs"] == {"areas.csv": "a" * 64}
    assert content["created"].endswith("Z")
    assert len(content["code_sha256"]) == 64
    assert content["packages"]["papermill"]
    product = content["products"]["districts/bao-lac"]
    assert product["status"] == "ok"
    assert product["parameters"] == {"code": "001"}
    assert product["data_basis"] == "estimated"
    assert product["outputs"]["districts/bao-lac/briefing.html"] == {
        "sha256": file_sha256(made.output_html),
        "bytes": made.output_html.stat().st_size,
    }
    assert sorted(product["outputs"]) == [
        "districts/bao-lac/briefing.html",
        "districts/bao-lac/briefing.ipynb",
    ]


def test_it_tells_no_folder_of_this_machine(make_notebook, make_job, open_manifest, tmp_path):
    elsewhere = tmp_path.parent.parent / "elsewhere"
    job = make_job(
        make_notebook("1"),
        parameters={
            "data_root": str(tmp_path / "data"),
            "results": str(tmp_path / "reports" / "tables"),
            "boundaries": str(elsewhere / "xa.geojson"),
            "note": "a/b",
        },
    )
    manifest = open_manifest()

    manifest.record(job, failed(f"không mở được {tmp_path / 'data' / 'x.csv'}"), fingerprint="f")

    text = manifest.path.read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert str(elsewhere) not in text
    product = json.loads(text)["products"][job.id]
    assert product["parameters"] == {
        "boundaries": "…/xa.geojson",
        "data_root": "data",
        "note": "a/b",
        "results": "tables",
    }
    assert "x.csv" in product["error"]["message"]


def test_up_to_date_means_same_fingerprint_and_untouched_files(made, open_manifest):
    manifest = open_manifest()
    assert not manifest.is_up_to_date(made, fingerprint="f1")

    manifest.record(made, OK, fingerprint="f1")
    assert open_manifest().is_up_to_date(made, fingerprint="f1")
    assert not open_manifest().is_up_to_date(made, fingerprint="f2")

    manifest.record(made, failed("hỏng"), fingerprint="f1")
    assert not open_manifest().is_up_to_date(made, fingerprint="f1")


def test_a_moved_output_is_not_up_to_date(made, open_manifest, tmp_path):
    manifest = open_manifest()
    manifest.record(made, OK, fingerprint="f1")
    moved = made.model_copy(update={"output_html": tmp_path / "reports" / "b.html"})

    assert not manifest.is_up_to_date(moved, fingerprint="f1")


@pytest.mark.parametrize("text", ["", "{", '{"programme": "thu-588"}', '{"format": 99}', "\x00"])
def test_a_corrupt_manifest_is_kept_and_told_of(made, open_manifest, caplog, text):
    path = open_manifest().path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)

    with caplog.at_level(logging.WARNING):
        manifest = open_manifest()

    assert manifest.content.products == {}
    assert path.with_name("manifest.json.bak").read_text() == text
    assert "manifest.json.bak" in caplog.text
    manifest.record(made, OK, fingerprint="f")
    assert list(open_manifest().content.products) == [made.id]


def test_the_manifest_of_another_programme_is_not_overwritten(made, open_manifest):
    manifest = open_manifest()
    manifest.record(made, OK, fingerprint="f")

    with pytest.raises(InputFaults, match="thu-588"):
        open_manifest(programme="other-588")

    assert open_manifest().content.products


def test_the_first_run_stays_dated_and_later_ones_add(made, open_manifest):
    manifest = open_manifest()
    manifest.record(made, OK, fingerprint="f")
    created = open_manifest().content.created

    other = made.model_copy(update={"id": "districts/ha-lang"})
    open_manifest().record(other, OK, fingerprint="g")

    content = open_manifest().content
    assert content.created == created
    assert list(content.products) == ["districts/bao-lac", "districts/ha-lang"]


def test_a_write_that_breaks_off_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "manifest.json"
    write_in_one_step(target, "cũ")

    def no_disk(_):
        raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", no_disk)
    with pytest.raises(OSError, match="No space"):
        write_in_one_step(target, "mới")

    assert target.read_text(encoding="utf-8") == "cũ"
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]


def test_a_file_that_is_held_for_a_moment_is_replaced_afterwards(tmp_path, monkeypatch):
    target = tmp_path / "a.html"
    write_in_one_step(target, "cũ")
    replace, refusals = Path.replace, iter([True, True, False])

    def held(self, other):
        if next(refusals):
            raise PermissionError("held by a virus scanner")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", held)
    write_in_one_step(target, "mới")

    assert target.read_text(encoding="utf-8") == "mới"


def test_the_fingerprint_does_not_depend_on_where_the_checkout_lies(
    make_notebook, make_job, open_manifest, tmp_path
):
    notebook = make_notebook("1")
    here = make_job(notebook, parameters={"data_root": str(tmp_path / "data")})
    there = make_job(notebook, parameters={"data_root": str(tmp_path.parent / "other" / "data")})

    moved = open_manifest(anchors=[tmp_path.parent / "other"])

    assert open_manifest().fingerprint(here) == moved.fingerprint(there)


def test_only_the_inputs_that_a_product_uses_need_count(made, open_manifest):
    one = open_manifest(inputs={"a": "1", "b": "2"})
    two = open_manifest(inputs={"a": "1", "b": "3"})

    assert one.fingerprint(made) != two.fingerprint(made)
    assert one.fingerprint(made, inputs={"a": "1"}) == two.fingerprint(made, inputs={"a": "1"})


VALUES = st.dictionaries(
    st.text(min_size=1), st.one_of(st.text(), st.integers(), st.booleans(), st.none()), max_size=5
)


@given(parameters=VALUES, seed=st.integers())
def test_checksums_do_not_depend_on_the_order_of_keys(parameters, seed):
    shuffled = list(parameters.items())
    random.Random(seed).shuffle(shuffled)

    assert checksums.json_sha256(dict(shuffled)) == checksums.json_sha256(parameters)


@given(one=VALUES, other=VALUES)
def test_text_and_number_give_different_checksums(one, other):
    same = checksums.json_sha256(one) == checksums.json_sha256(other)

    assert same == (repr(sorted(one.items())) == repr(sorted(other.items())))


def test_text_001_is_not_the_number_1():
    prints = {checksums.json_sha256({"code": value}) for value in ("001", "1", 1, 1.0, True)}

    assert len(prints) == 5


def test_input_files_are_named_from_the_root(tmp_path):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "areas.csv").write_bytes(b"abc")

    sums = checksums.file_checksums([tmp_path / "reference" / "areas.csv"], root=tmp_path)

    # The standard's own example, FIPS 180-2, appendix B.1.
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sums == {"reference/areas.csv": expected}


def test_missing_input_files_are_all_named(tmp_path):
    with pytest.raises(InputFaults) as raised:
        checksums.file_checksums([tmp_path / "a.csv", tmp_path / "b.csv"], root=tmp_path)

    assert len(raised.value.faults) == 2


def test_an_input_outside_the_data_root_is_refused(tmp_path):
    (tmp_path / "secret.csv").touch()

    with pytest.raises(InputFaults, match=r"secret\.csv"):
        checksums.file_checksums([tmp_path / "secret.csv"], root=tmp_path / "data")


def test_the_code_checksum_covers_templates_and_ignores_line_ends(tmp_path, monkeypatch):
    def checksum(files: dict[str, bytes]) -> str:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
        return checksums.code_sha256()

    first = checksum({"a.py": b"x = 1\n", "t/page.css": b"p {}\n", "x.pyc": b"1"})

    assert checksum({"x.pyc": b"2"}) == first
    assert checksum({"a.py": b"x = 1\r\n"}) == first
    assert checksum({"t/page.css": b"p { margin: 0 }\n"}) != first
