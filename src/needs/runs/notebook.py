"""Inside the child process: papermill runs the notebook, and the page is made of it.

Imported late, see `execute`: papermill and nbconvert take about a second to load.
"""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import papermill

from needs.runs.export import export_html
from needs.runs.job import NotebookJob, write_in_one_step
from needs.runs.kernel import KERNEL_NAME, kernel_config, kernel_environment, write_kernel_spec

_START_TIMEOUT_S = 60.0


def run_notebook(job: NotebookJob, *, folder: Path) -> None:
    """Execute a notebook in a kernel of its own, and write the notebook and its page.

    While it runs, papermill saves the notebook after each cell, so that a failed one shows how
    far it came.

    Parameters
    ----------
    job
        What to run.
    folder
        Private folder for the kernel's files.

    Raises
    ------
    papermill.PapermillExecutionError
        If a cell raises.
    InputFaults
        If the page would need the network.
    """
    os.environ.update({**job.environment, **kernel_environment(folder)})
    write_kernel_spec(folder)
    job.output_notebook.parent.mkdir(parents=True, exist_ok=True)
    executed = papermill.execute_notebook(
        _no_template(job.notebook),
        _no_template(job.output_notebook),
        parameters=dict(job.parameters),
        kernel_name=KERNEL_NAME,
        language="python",
        progress_bar=False,
        cwd=None if job.working_folder is None else str(job.working_folder),
        start_timeout=min(_START_TIMEOUT_S, job.timeout_s),
        config=kernel_config(folder),
    )
    # papermill notes absolute paths; a report that is sent on should not tell them.
    executed.metadata.papermill.update(
        input_path=job.notebook.name, output_path=job.output_notebook.name
    )
    text: str = nbformat.writes(executed)  # type: ignore[no-untyped-call]
    write_in_one_step(job.output_notebook, f"{text}\n")
    write_in_one_step(job.output_html, export_html(executed, title=job.title, lang=job.lang))


def _no_template(path: Path) -> str:
    """Write a path for papermill, which would fill braces in it with parameters."""
    return str(path).replace("{", "{{").replace("}", "}}")
