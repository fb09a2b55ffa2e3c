"""Write requirements.lock and environment.yml from pyproject.toml, so that they cannot disagree.

    python tools/lock.py             keep the versions that still fit, add what is missing
    python tools/lock.py --upgrade   take the newest versions

The lock holds for Linux, macOS and Windows, carries the hash of every file, and names no
package index: whoever installs decides where packages come from.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
ENVIRONMENT = ROOT / "environment.yml"

PYTHON = "3.11"
PIN = re.compile(r"^(?P<pin>[A-Za-z0-9._-]+==[^\s;\\]+)(?: ; (?P<marker>[^\\]+?))?(?: \\)?$")
ADDRESS = re.compile(r"://|file:|\s@\s|--(index-url|extra-index-url|find-links|trusted-host)\b")

# Platforms on which a planner may sit: each package must have a ready-made wheel there.
# Value: the oldest macOS that is served, where it matters.
PLATFORMS = {
    "windows": {},
    "x86_64-manylinux_2_28": {},
    "aarch64-manylinux_2_28": {},
    "aarch64-apple-darwin": {"MACOSX_DEPLOYMENT_TARGET": "14.0"},
    "x86_64-apple-darwin": {"MACOSX_DEPLOYMENT_TARGET": "14.0"},
}

HEADER = """\
# TIẾNG VIỆT. Dành cho máy Windows (cũng dùng được trên macOS, Linux), không cần biết lập trình.
#   1. Cài Miniforge hoặc Anaconda, rồi mở "Miniforge Prompt" / "Anaconda Prompt".
#   2. Vào thư mục này:            cd /d <thư mục chứa tệp này>
#   3. Cài một lần (cần mạng):     conda env create -f environment.yml
#   4. Mỗi lần làm việc:           conda activate needs
#   5. Lập bản tóm tắt các huyện:  needs run cao-bang-588
#      Mở sổ tay để khám phá:      jupyter lab notebooks
#   Khi tệp này đổi:               conda env update -f environment.yml --prune
#
# ENGLISH. For Windows (works on macOS and Linux too); no programming needed.
#   1. Install Miniforge or Anaconda and open its "Prompt".
#   2. Go to this folder:          cd /d <the folder that holds this file>
#   3. Install once (online):      conda env create -f environment.yml
#   4. Each time you work:         conda activate needs
#   5. Make the briefings:         needs run cao-bang-588
#      Open the notebooks:         jupyter lab notebooks
#   When this file changes:        conda env update -f environment.yml --prune
#
# Viết tự động bởi `make lock` từ requirements.lock; đừng sửa tay. /
# Written by `make lock` from requirements.lock; do not edit by hand.
# Mac: cần macOS 14 trở lên. / Macs: macOS 14 or newer.
"""


def uv(*arguments: str, environment: dict[str, str] | None = None) -> str:
    """Run the locked uv with the caller's environment (certificates included)."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | (environment or {}),
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        sys.exit(f"uv pip compile {' '.join(arguments)}\n{done.stderr}")
    return done.stdout


def pins(lock: str) -> list[str]:
    """Every requirement of a lock as `name==version` or `name==version ; marker`, in its order."""
    found = []
    for line in lock.splitlines():
        if not line.strip() or line.lstrip().startswith(("--hash=", "#")):
            continue
        match = PIN.match(line)
        if match is None:
            raise ValueError(f"requirements.lock: not a pinned requirement: {line!r}")
        marker = match["marker"]
        found.append(f"{match['pin']} ; {marker}" if marker else match["pin"])
    return found


def environment(lock: str) -> str:
    """The conda environment with the versions of the lock; all packages come by pip."""
    lines = [
        "name: needs",
        "channels:",
        "  - conda-forge",
        "dependencies:",
        f"  - python={PYTHON}.*",
        "  - pip",
        "  - pip:",
        *(f'      - "{pin}"' for pin in pins(lock)),
        "      - -e .",
    ]
    return HEADER + "\n".join(lines) + "\n"


def addresses(text: str) -> list[str]:
    """Lines that name an index, a download address or a place to look for packages."""
    return [line for line in text.splitlines() if ADDRESS.search(line)]


def check_wheels() -> None:
    """Stop if a locked package would have to be compiled on a planner's computer."""
    for platform, variables in PLATFORMS.items():
        wheels = ["--only-binary", ":all:", "--python-platform", platform]
        uv(LOCK.name, "--no-deps", "--python-version", PYTHON, *wheels, environment=variables)
        print(f"wheels for every package: {platform}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []

    shape = ["--universal", "--generate-hashes", "--all-extras"]
    bare = ["--no-header", "--no-annotate", "--no-emit-index-url"]
    uv("pyproject.toml", *shape, *bare, *upgrade, "--output-file", LOCK.name)

    lock = LOCK.read_text(encoding="utf-8")
    conda = environment(lock)
    if named := addresses(lock) + addresses(conda):
        sys.exit("address in the lock or the environment:\n" + "\n".join(named))
    check_wheels()
    ENVIRONMENT.write_text(conda, encoding="utf-8", newline="\n")
    print(f"{LOCK.name}, {ENVIRONMENT.name}: {len(pins(lock))} packages")


if __name__ == "__main__":
    main()
