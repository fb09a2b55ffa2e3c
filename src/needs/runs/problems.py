"""What stood in a run's way, kept in the manifest: the start page still tells it the day after."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from needs.runs.job import write_in_one_step
from needs.runs.manifest import MANIFEST, ManifestContent


def manifest_of(folder: Path) -> ManifestContent | None:
    """Return the manifest of `reports/<programme>`; none where there is none to be read."""
    try:
        return ManifestContent.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None


def kept_problems(
    folder: Path, now: Mapping[str, Sequence[str]], *, anchors: Sequence[Path] = ()
) -> dict[str, list[str]]:
    """Return what stands in the way, subject by subject, and keep it in the manifest.

    Parameters
    ----------
    folder
        `reports/<programme>`.
    now
        Subject → messages of this command, none if all went well; other subjects stay as they were
        at the last command that wrote them.
    anchors
        Folders of this machine, taken out of the messages.
    """
    told = {
        subject: [_portable(message, [folder, *anchors]) for message in messages]
        for subject, messages in now.items()
    }
    content = manifest_of(folder)
    if content is None:  # only `needs run` begins one
        return {subject: messages for subject, messages in told.items() if messages}
    every = {**content.problems, **told}
    problems = {subject: every[subject] for subject in sorted(every) if every[subject]}
    if problems != content.problems:
        changed = content.model_copy(update={"problems": problems})
        write_in_one_step(folder / MANIFEST, changed.model_dump_json(indent=1) + "\n")
    return problems


def _portable(message: str, anchors: Sequence[Path]) -> str:
    for anchor in sorted({path.resolve() for path in anchors}, key=lambda a: -len(str(a))):
        message = message.replace(f"{anchor}{os.sep}", "").replace(str(anchor), ".")
    return message
