"""One notebook to run, what came of it, and the check of its parameters."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from needs.errors import Fault, FaultCollector, InputFaults
from needs.tables.files import in_one_step

PARAMETERS_TAG = "parameters"


class NotebookJob(BaseModel):
    """One notebook with its parameters, and the two files that it makes.

    Attributes
    ----------
    id
        Name of the product in the manifest ("districts/bao-lac").
    notebook
        The notebook to run; it is never changed.
    output_notebook, output_html
        The executed notebook, and the page made of it.
    parameters
        Values for the notebook's tagged parameters cell, given as they are: "001" stays text,
        dates are text (ISO 8601).
    title
        Title of the page.
    lang
        Language of the page ("vi", "en").
    timeout_s
        Seconds that one attempt may take; after that the whole process tree is killed.
    retries
        Further attempts after a failed one.
    data_basis
        What the figures of the product rest on; copied into the manifest.
    environment
        Variables for the notebook's process: where things stand on this machine, which a
        notebook that is sent on should not tell.
    working_folder
        Folder that relative paths in the parameters start from; none: the caller's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str = Field(min_length=1)
    notebook: Path
    output_notebook: Path
    output_html: Path
    parameters: dict[str, JsonValue] = Field(default_factory=dict)
    title: str
    lang: str = "vi"
    timeout_s: float = Field(default=900, gt=0)
    retries: int = Field(default=1, ge=0)
    data_basis: str | None = None
    environment: dict[str, str] = Field(default_factory=dict)
    working_folder: Path | None = None

    @property
    def outputs(self) -> tuple[Path, Path]:
        """The files that the job makes."""
        return self.output_notebook, self.output_html


class RunError(BaseModel):
    """Why a run failed.

    Attributes
    ----------
    name, message
        Name and text of the exception (or `TimedOut`, `ProcessDied`).
    cell
        The cell that raised it: its number in brackets, `In [3]`, in the executed notebook.
    final
        A fault of the input: another attempt would fail in the same way.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    message: str
    cell: int | None = None
    final: bool = False

    def __str__(self) -> str:
        place = f" (ô / cell [{self.cell}])" if self.cell else ""
        return f"{self.name}{place}: {self.message}"


class Outcome(BaseModel):
    """What one attempt came to; the child process leaves it as `result.json`."""

    model_config = ConfigDict(frozen=True)

    status: Literal["ok", "failed"]
    seconds: float
    error: RunError | None = None


def notebook_cells(notebook: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook (nbformat 4), read as plain JSON.

    Raises
    ------
    InputFaults
        If the file cannot be read or is no notebook.
    """
    try:
        return list(json.loads(notebook.read_text(encoding="utf-8"))["cells"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        fault = Fault(
            str(notebook), repr(error), "một sổ tay Jupyter / a Jupyter notebook (nbformat 4)"
        )
        raise InputFaults(f"notebook {notebook.name}", [fault]) from error


def cell_source(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell; files hold it as one string or as a list of lines."""
    return "".join(cell["source"])


def notebook_parameters(notebook: Path) -> list[str]:
    """Return the names assigned in the cells tagged `parameters`, in their order.

    Raises
    ------
    InputFaults
        If the notebook, or its parameters cell as Python, cannot be read.
    """
    names: list[str] = []
    for cell in notebook_cells(notebook):
        if PARAMETERS_TAG not in cell.get("metadata", {}).get("tags", []):
            continue
        try:
            names += _assigned(ast.parse(cell_source(cell)).body)
        except SyntaxError as error:
            fault = Fault(
                f"{notebook}, ô / cell «{PARAMETERS_TAG}»", str(error), "Python: name = value"
            )
            raise InputFaults(f"notebook {notebook.name}", [fault]) from error
    return list(dict.fromkeys(names))


def _assigned(statements: Iterable[ast.stmt]) -> list[str]:
    """Return the names that plain assignments set."""
    targets: list[ast.expr] = []
    for statement in statements:
        if isinstance(statement, ast.Assign):
            targets += statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets.append(statement.target)
    return [target.id for target in targets if isinstance(target, ast.Name)]


def check_parameters(job: NotebookJob) -> None:
    """Refuse parameters that the notebook does not have; papermill itself only warns.

    Raises
    ------
    InputFaults
        One fault for each unknown parameter, with the valid names.
    """
    valid = notebook_parameters(job.notebook)
    faults = FaultCollector(f"{job.id}: tham số / parameters")
    for name in job.parameters:
        if name not in valid:
            expected = "; ".join(valid) or f"một ô gắn thẻ / a cell tagged «{PARAMETERS_TAG}»"
            faults.add(job.notebook.name, name, expected, "sửa tên tham số / mend the name")
    faults.raise_if_any()


def write_in_one_step(path: Path, text: str) -> None:
    """Write a text file (UTF-8) so that a reader sees the old or the new one, never half."""
    with (
        in_one_step(path) as temporary,
        temporary.open("w", encoding="utf-8", newline="\n") as file,
    ):
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
