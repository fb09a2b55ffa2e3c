"""The manifest: for each product, how it was made and whether it is still up to date."""

from __future__ import annotations

import datetime as dt
import logging
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

import needs
from needs.errors import Fault, InputFaults
from needs.runs.checksums import code_sha256, fingerprint, package_versions
from needs.runs.job import NotebookJob, RunError, write_in_one_step
from needs.runs.supervise import JobResult
from needs.tables.files import file_sha256

_logger = logging.getLogger(__name__)

#: Its name in `reports/<programme>`.
MANIFEST = "manifest.json"


class OutputFile(BaseModel):
    """A file that a job made; its path is the key in `Product.outputs`."""

    model_config = ConfigDict(frozen=True)

    sha256: str
    bytes: int


class Product(BaseModel):
    """One product: how its last run went and what it was made of.

    Attributes
    ----------
    title
        Title of its page.
    status, seconds, attempts, error
        How the last run went.
    parameters
        Parameters as the notebook received them; folders are shown relative.
    outputs
        By path relative to the manifest's folder; empty if the run failed.
    fingerprint
        See `checksums.fingerprint`.
    data_basis
        What the figures rest on.
    finished
        End of the run, UTC.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str = ""
    status: Literal["ok", "failed"]
    seconds: float
    attempts: int
    parameters: dict[str, JsonValue]
    outputs: dict[str, OutputFile]
    fingerprint: str
    data_basis: str | None
    error: RunError | None
    finished: dt.datetime


class ManifestContent(BaseModel):
    """The manifest as it stands in the file; `problems` are those of pages without a product."""

    format: Literal[1] = 1
    programme: str
    created: dt.datetime
    updated: dt.datetime
    version: str
    code_sha256: str
    python: str
    packages: dict[str, str]
    inputs: dict[str, str]
    products: dict[str, Product]
    problems: dict[str, list[str]] = Field(default_factory=dict)


class Manifest:
    """The manifest of one programme's reports, written after each product.

    Use `Manifest.open`.

    Attributes
    ----------
    path
        The file; outputs are named relative to its folder.
    content
        What it says.
    """

    def __init__(
        self, path: Path, content: ManifestContent, *, anchors: Sequence[Path] = ()
    ) -> None:
        self.path = path
        self.content = content
        folders = [path.parent, *anchors]
        # The deepest first, so that a path is shown from the nearest folder that holds it.
        self._anchors = sorted(
            {folder.resolve() for folder in folders}, key=lambda a: (-len(a.parts), str(a))
        )

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        programme: str,
        inputs: Mapping[str, str],
        anchors: Sequence[Path] = (),
    ) -> Self:
        """Read the manifest, or begin one.

        A manifest that cannot be read is kept with the ending `.bak`, with a warning in the
        log, and everything is made anew.

        Parameters
        ----------
        path
            `reports/<programme>/manifest.json`.
        programme
            Id of the programme.
        inputs
            Checksum of every input file by relative path, see `checksums.file_checksums`.
        anchors
            Folders (data root, checkout) from which paths in parameters are shown.

        Raises
        ------
        InputFaults
            If the file is the manifest of another programme.
        """
        now = _now()
        earlier = _read(path)
        if earlier is not None and earlier.programme != programme:
            fault = Fault(
                str(path),
                earlier.programme,
                programme,
                "chọn thư mục khác bằng --out / choose another folder with --out",
            )
            raise InputFaults("manifest", [fault])
        content = ManifestContent(
            programme=programme,
            created=earlier.created if earlier else now,
            updated=now,
            version=needs.__version__,
            code_sha256=code_sha256(),
            python=platform.python_version(),
            packages=package_versions(),
            inputs=dict(sorted(inputs.items())),
            products=earlier.products if earlier else {},
            problems=earlier.problems if earlier else {},
        )
        return cls(path, content, anchors=anchors)

    def fingerprint(self, job: NotebookJob, *, inputs: Mapping[str, str] | None = None) -> str:
        """Return the fingerprint of a job: see `checksums.fingerprint`.

        Parameters
        ----------
        job
            The job.
        inputs
            The input files that this product depends on; by default all of them.
        """
        return fingerprint(
            notebook=job.notebook,
            parameters=self.portable_parameters(job),
            inputs=self.content.inputs if inputs is None else inputs,
            code=self.content.code_sha256,
            packages={"python": self.content.python, **self.content.packages},
            page={"title": job.title, "lang": job.lang, "data_basis": job.data_basis},
        )

    def is_up_to_date(self, job: NotebookJob, *, fingerprint: str) -> bool:
        """Tell whether the product was made of the same things and its files are untouched."""
        product = self.content.products.get(job.id)
        return (
            product is not None
            and product.status == "ok"
            and product.fingerprint == fingerprint
            and set(product.outputs) == {self._output_name(path) for path in job.outputs}
            and all(path.is_file() for path in job.outputs)
            and product.outputs == self._outputs(job)
        )

    def record(self, job: NotebookJob, result: JobResult, *, fingerprint: str) -> Product:
        """Note how a product's run went, and write the manifest."""
        error = result.outcome.error
        product = Product(
            id=job.id,
            title=job.title,
            status=result.outcome.status,
            seconds=result.seconds,
            attempts=result.attempts,
            parameters=self.portable_parameters(job),
            outputs=self._outputs(job) if result.ok else {},
            fingerprint=fingerprint,
            data_basis=job.data_basis,
            error=error and error.model_copy(update={"message": self._portable(error.message)}),
            finished=_now(),
        )
        products = {**self.content.products, job.id: product}
        self.content = self.content.model_copy(
            update={"updated": product.finished, "products": dict(sorted(products.items()))}
        )
        self.save()
        return product

    def save(self) -> None:
        """Write the manifest in one step: whoever reads it sees the old one or the new one."""
        write_in_one_step(self.path, self.content.model_dump_json(indent=1) + "\n")

    def portable_parameters(self, job: NotebookJob) -> dict[str, JsonValue]:
        """Return a job's parameters with folders shown from the nearest anchor, sorted."""
        return {
            name: self._portable_path(value) if isinstance(value, str) else value
            for name, value in sorted(job.parameters.items())
        }

    def _portable_path(self, text: str) -> str:
        """Show a path from the nearest anchor; of a path elsewhere only its name."""
        if PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute():
            path = Path(text).resolve()
            for anchor in self._anchors:
                if path.is_relative_to(anchor):
                    return path.relative_to(anchor).as_posix()
            return f"…/{path.name}"
        return text

    def _portable(self, message: str) -> str:
        """Take this machine's folders out of a message."""
        for anchor in self._anchors:
            message = message.replace(f"{anchor}{os.sep}", "").replace(str(anchor), ".")
        return message

    def _outputs(self, job: NotebookJob) -> dict[str, OutputFile]:
        """Return checksum and size of a job's files as they are now."""
        return {
            self._output_name(path): OutputFile(sha256=file_sha256(path), bytes=path.stat().st_size)
            for path in job.outputs
        }

    def _output_name(self, path: Path) -> str:
        """Return an output's path relative to the manifest's folder."""
        return Path(os.path.relpath(path, self.path.parent)).as_posix()


def _read(path: Path) -> ManifestContent | None:
    """Return the manifest on disk; set it aside if it cannot be understood."""
    if not path.exists():
        return None
    try:
        return ManifestContent.model_validate_json(path.read_bytes())
    except ValidationError as error:
        aside = path.with_name(f"{path.name}.bak")
        path.replace(aside)
        _logger.warning(
            "%s: không đọc được, giữ lại ở %s, làm lại từ đầu / "
            "cannot be read, kept as %s, everything is made anew (%s)",
            path,
            aside.name,
            aside.name,
            error.errors()[0]["msg"],
        )
        return None


def _now() -> dt.datetime:
    """Return the time, UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
