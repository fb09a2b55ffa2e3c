"""The three notebooks top to bottom for the programmes without a list, or that need none.

`test_papermill` runs them for the two programmes whose communes are listed.
"""

from __future__ import annotations

import json
import subprocess

import pytest

from .conftest import ONE_DISTRICT, WAIT_S, installed

NOTEBOOKS = ("01_map_communes", "02_need_and_gaps", "03_allocation")
#: What each says of its list: nobody has loaded one, or none is needed.
OF_THE_LIST = {
    "thanh-hoa-588": "chưa có danh sách xã",
    "thanh-hoa-fund": "không cần danh sách xã",
    "hai-duong-2024": "không cần danh sách xã",
}
#: A commune of each that has to stand on the map, listed or not.
ON_THE_MAP = {
    "thanh-hoa-588": "Mường Lát",
    "thanh-hoa-fund": "Mường Lát",
    "hai-duong-2024": "Chí Linh",
}


@pytest.mark.parametrize("programme", ONE_DISTRICT)
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebook_runs_to_its_end(root, tmp_path, reports, programme, notebook):
    out = tmp_path / "out.ipynb"
    done = subprocess.run(
        [
            *(installed("papermill"), f"notebooks/{notebook}.ipynb", str(out)),
            *("--no-progress-bar", "-r", "programme", programme, "-r", "district", ""),
            *("-r", "tables", str(reports(programme) / "tables")),
        ],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        timeout=WAIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    cells = json.loads(out.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["execution_count"] for cell in code), "a cell was never run"
    outputs = [output for cell in code for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error"]
    shown = "\n".join(
        "".join(output["data"].get("text/html", output["data"].get("text/plain", "")))
        for output in outputs
        if "data" in output
    )
    assert "Dùng bảng đã tính ngày" in shown, "the tables of the run are current"
    if programme == "thanh-hoa-588" or notebook == "01_map_communes":
        assert OF_THE_LIST[programme] in shown.lower()
    if notebook == "01_map_communes":
        assert ON_THE_MAP[programme] in shown
        assert "leaflet" in shown
