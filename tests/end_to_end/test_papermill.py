"""The notebooks by papermill alone, and top to bottom, as somebody who explores runs them."""

from __future__ import annotations

import json
import subprocess

import pytest

from .conftest import WAIT_S, installed

BAO_LAC = (
    "Bảo Lạc",
    "Cô Ba",
    "Cốc Pàng",
    "Hưng Đạo",
    "Huy Giáp",
    "Khánh Xuân",
    "Sơn Lộ",
    "Xuân Tr",
)
COLOURS = "\x1b"


@pytest.fixture
def papermill(root, tmp_path):
    """Run a notebook of the checkout, from the checkout, as README says; gives process, output."""

    def run(name, *parameters):
        out = tmp_path / "out.ipynb"
        result = subprocess.run(
            [
                installed("papermill"), f"notebooks/{name}.ipynb", str(out), "--no-progress-bar",
                *map(str, parameters),
            ],
            cwd=root,
            capture_output=True,
            encoding="utf-8",
            timeout=WAIT_S,
            check=False,
        )  # fmt: skip
        return result, out

    return run


def outputs(path):
    """Return everything that an executed notebook shows."""
    return [
        output
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
    ]


def shown(path):
    """Return the texts that a reader sees."""
    return "\n".join(
        "".join(output["data"].get("text/html", output["data"].get("text/plain", "")))
        for output in outputs(path)
        if "data" in output
    )


def failed(result, path):
    """Return the message of a notebook that stopped, as it stands in the cell's output."""
    assert result.returncode != 0
    errors = [output for output in outputs(path) if output["output_type"] == "error"]
    assert len(errors) == 1
    message = "".join(errors[0]["traceback"])
    assert "Traceback" not in message, "a planner reads the message alone"
    assert COLOURS not in message
    return message


def test_the_readme_command_works_by_itself(papermill):
    result, out = papermill(
        "district_briefing", "-p", "programme", "cao-bang-588", "-p", "district", "Bảo Lạc"
    )
    assert result.returncode == 0, result.stderr
    words = shown(out)
    for commune in BAO_LAC:
        assert f"Xã {commune}" in words
    assert "<iframe" in words, "with the map"
    assert not [output for output in outputs(out) if output["output_type"] == "stream"]


def test_a_code_given_as_text_works(papermill, reports):
    tables = reports("cao-bang-588") / "tables"
    result, out = papermill("district_briefing", "-r", "district", "043", "-r", "tables", tables)
    assert result.returncode == 0, result.stderr
    assert "Huyện Bảo Lạc (cũ)" in shown(out)


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        (["-p", "district", "Xyz"], ["Xyz", "Huyện Bảo Lạc", "Huyện Trùng Khánh"]),
        (["-p", "distrct", "Bảo Lạc"], ["distrct", "district", "kiểm tra chính tả"]),
        (["-p", "district", "043"], ["district", "43", "papermill -r district"]),
    ],
    ids=["no such district", "misspelt", "code became a number"],
)
def test_a_wrong_parameter_is_told(papermill, parameters, told):
    message = failed(*papermill("district_briefing", *parameters))
    for words in told:
        assert words in message


NOTEBOOKS = ("01_map_communes", "02_need_and_gaps", "03_allocation")


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebook_runs_as_it_stands(papermill, notebook):
    result, out = papermill(notebook)
    assert result.returncode == 0, result.stderr
    assert "Xã " in shown(out)


@pytest.mark.parametrize("notebook", [*NOTEBOOKS, "province_overview", "district_briefing"])
def test_a_notebook_runs_for_the_other_programme_in_english(papermill, notebook):
    parameters = ["-p", "programme", "ninh-thuan-588", "-p", "lang", "en"]
    if notebook != "province_overview":
        parameters += ["-p", "district", "Bác Ái"]
    result, out = papermill(notebook, *parameters)
    assert result.returncode == 0, result.stderr
    words = shown(out)
    assert ("Phước Trung" if "province" not in notebook else "Bác Ái") in words
    assert "Bảo Lạc" not in words
    assert "llustrative" in words
