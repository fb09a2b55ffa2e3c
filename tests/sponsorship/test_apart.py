"""Who may open the identifying table: the commands of the register, and nobody else."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

#: The only modules that import `identities`.
COMMANDS = {
    Path("src/needs/cli/register.py"),
    Path("src/needs/cli/register_identities.py"),
}
#: Where the passphrase is asked for.
SECRET = Path("src/needs/cli/register_secret.py")
OWN = Path("src/needs/sponsorship/identities.py")
SEALED = Path("src/needs/sponsorship/sealed.py")


@cache
def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_only_the_commands_of_the_register_import_the_identities(root: Path):
    modules = [path.relative_to(root) for path in (root / "src").rglob("*.py")]
    opens = {path for path in modules if "needs.sponsorship.identities" in imported(root / path)}
    assert opens == COMMANDS
    seals = {path for path in modules if "needs.sponsorship.sealed" in imported(root / path)}
    assert seals <= {*COMMANDS, OWN, SECRET}
    assert {OWN, SECRET} <= seals
    uses_cryptography = {
        path
        for path in modules
        if any(name.split(".")[0] == "cryptography" for name in imported(root / path))
    }
    assert uses_cryptography == {SEALED}


def test_nothing_else_names_the_file_not_even_a_notebook(root: Path):
    places = [root / "src", root / "notebooks", root / "tools"]
    named = {
        path.relative_to(root)
        for place in places
        for ending in ("*.py", "*.ipynb", "*.toml", "*.j2")
        for path in place.rglob(ending)
        if "identities.enc" in (content := path.read_text(encoding="utf-8"))
        or "identities_file" in content
    }
    assert named == {*COMMANDS, OWN}


def test_reading_the_register_for_pages_loads_no_identities():
    asked = (
        "import sys, needs.sponsorship.publication, needs.sponsorship.tables, "
        "needs.sheets.sponsorship; "
        "bad = [m for m in sys.modules if m.startswith('cryptography') "
        "or m in ('needs.sponsorship.identities', 'needs.sponsorship.sealed')]; "
        "sys.exit(repr(bad) if bad else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
