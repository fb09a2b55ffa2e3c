"""Starting a process that can be ended with everything it started, on every system."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import IO

import psutil

# Every process that a job starts inherits this variable: it names the job's private folder.
# A process that has left its parents (a daemon) is still found by it.
TOKEN = "NEEDS_RUN"

_KILL_ROUNDS = 5
_KILL_WAIT_S = 3.0


def start(
    command: Sequence[str], *, environment: Mapping[str, str], log: IO[bytes]
) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, so that Ctrl-C reaches only its parent."""
    if sys.platform == "win32":
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP,
        )
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def is_alive(process: psutil.Process) -> bool:
    """Tell whether a process is still there and not only waiting to be buried."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def family(root: psutil.Process, *, token: str, spare: int | None = None) -> set[psutil.Process]:
    """Return the living processes that a job started.

    Parameters
    ----------
    root
        The job's first process; it and its descendants belong to the family.
    token
        Value of the variable `NEEDS_RUN`; whoever carries it belongs to the family as well.
    spare
        A process (id) to leave out.
    """
    members: set[psutil.Process] = set()
    with contextlib.suppress(psutil.NoSuchProcess):
        members |= {root, *root.children(recursive=True)}
    for process in psutil.process_iter():
        try:
            if process.environ().get(TOKEN) == token:
                members.add(process)
        except (psutil.Error, OSError):
            continue  # another user's, or gone meanwhile
    return {process for process in members if process.pid != spare and is_alive(process)}


def kill_family(root: psutil.Process, *, token: str, spare: int | None = None) -> None:
    """Kill the whole family, again and again while it grows; see `family`."""
    for _ in range(_KILL_ROUNDS):
        members = family(root, token=token, spare=spare)
        if not members:
            return
        for process in members:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(list(members), timeout=_KILL_WAIT_S)
