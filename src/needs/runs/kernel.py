"""A kernel of its own for each notebook: same interpreter, private folder, private sockets."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from traitlets.config import Config

KERNEL_NAME = "python3"

# A unix socket's path may have 108 bytes on Linux and 104 on macOS, the closing zero included.
_SOCKET_PATH_BYTES = 103


def kernel_environment(folder: Path) -> dict[str, str]:
    """Return the variables that keep Jupyter's and IPython's files inside a folder.

    A user's own start-up files and kernels of the same name elsewhere then change nothing.
    """
    return {
        "JUPYTER_PATH": str(folder),
        "JUPYTER_RUNTIME_DIR": str(folder),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "IPYTHONDIR": str(folder / "ipython"),
    }


def write_kernel_spec(folder: Path) -> None:
    """Describe, in the folder, a kernel that runs in this very interpreter.

    `JUPYTER_PATH` comes before every other place, so this one wins over a `python3` that
    belongs to another installation, and is there even if none was ever registered.
    """
    spec_folder = folder / "kernels" / KERNEL_NAME
    spec_folder.mkdir(parents=True, exist_ok=True)
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "needs",
        "language": "python",
    }
    (spec_folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")


def kernel_config(folder: Path) -> Config:
    """Return the kernel manager's configuration: sockets in the private folder where possible.

    Many kernels that start at once compete for TCP ports; files in a folder of one's own have
    no rival. Windows has no such sockets: there it is TCP, and the retry.
    """
    config = Config()
    connection = Path(os.path.realpath(folder)) / "k.json"
    longest = f"{connection.with_suffix('')}-ipc-5"
    if os.name == "posix" and len(os.fsencode(longest)) <= _SOCKET_PATH_BYTES:
        config.KernelManager.transport = "ipc"
        config.KernelManager.connection_file = str(connection)
    return config
