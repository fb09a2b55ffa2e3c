"""LibreOffice without a window, to fill in a form as a district would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import psutil

#: File ending → name of LibreOffice's filter.
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97", ".ods": "calc8"}

LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Filling"/>
</library:library>
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Filling"
 script:language="StarBasic">{code}</script:module>
"""
# Entries: sheet, column, row (from 0), kind, value; one a line, separated by tabs. A macro may
# write into locked cells; a person may not, so it stops there.
CODE = """
Sub Fill(source As String, entries As String, target As String, kind As String)
  On Error Goto Failed
  Dim opened(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden"
  opened(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, opened())
  folder = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  lines = createUnoService("com.sun.star.io.TextInputStream")
  lines.setInputStream(folder.openFileRead(entries))
  lines.setEncoding("UTF-8")
  Do While Not lines.isEOF()
    entry = Split(lines.readLine(), Chr(9))
    If UBound(entry) = 4 Then
      sheet = document.Sheets.getByName(entry(0))
      cell = sheet.getCellByPosition(CLng(entry(1)), CLng(entry(2)))
      If sheet.isProtected() And cell.CellProtection.IsLocked Then GoTo Failed
      If entry(3) = "number" Then
        cell.setValue(Val(entry(4)))
      Else
        cell.setString(entry(4))
      End If
    End If
  Loop
  document.calculateAll()
  Dim stored(0) As New com.sun.star.beans.PropertyValue
  stored(0).Name = "FilterName"
  stored(0).Value = kind
  document.storeToURL(target, stored())
  document.close(True)
  Exit Sub
Failed:
  document.close(True)
End Sub
"""


class NotEntered(Exception):
    """LibreOffice would not let somebody enter this."""


@dataclass(frozen=True)
class Entry:
    """What somebody enters in one cell (row and column from 0)."""

    sheet: str
    row: int
    column: int
    value: str | int | float


@dataclass(frozen=True)
class LibreOffice:
    """LibreOffice without a window, in a profile of its own."""

    program: str
    profile: Path

    def run(self, *arguments: str) -> None:
        """Run LibreOffice and wait for its end; one that hangs is ended with its children."""
        profile = f"-env:UserInstallation={self.profile.as_uri()}"
        process = psutil.Popen([self.program, "--headless", "--norestore", profile, *arguments])
        try:
            assert process.wait(timeout=600) == 0
        finally:
            # The program that was started is a small script: LibreOffice itself is its child.
            for child in process.children(recursive=True) if process.is_running() else []:
                child.kill()
            if process.is_running():
                process.kill()
                process.wait()

    def fill(self, source: Path, entries: Sequence[Entry], target: Path) -> Path:
        """Open a form, enter values through LibreOffice itself, and save it by its ending.

        Raises
        ------
        NotEntered
            If a cell is locked, or LibreOffice complains of anything else: nothing is saved.
        """
        told = target.with_name(f"{target.name}.entries.txt")
        told.write_text(
            "\n".join(
                f"{entry.sheet}\t{entry.column}\t{entry.row}\t"
                f"{'text' if isinstance(entry.value, str) else 'number'}\t{entry.value}"
                for entry in entries
            ),
            encoding="utf-8",
        )
        places = ",".join(f'"{path.as_uri()}"' for path in (source, told, target))
        self.run(f'macro:///Standard.Filling.Fill({places},"{FILTERS[target.suffix]}")')
        if not target.is_file():
            raise NotEntered(f"{source.name}: a cell is locked, or the macro did not run")
        return target

    def convert(self, source: Path, ending: str, folder: Path) -> Path:
        self.run("--convert-to", ending, "--outdir", str(folder), str(source))
        return folder / f"{source.stem}.{ending}"

    @classmethod
    def start(cls, program: str, profile: Path) -> LibreOffice:
        """Make a profile, and put the macro that enters values into it."""
        office = cls(program, profile)
        office.run("--terminate_after_init")
        macros = profile / "user" / "basic" / "Standard"
        (macros / "script.xlb").write_text(LIBRARY, encoding="utf-8")
        (macros / "Filling.xba").write_text(MODULE.format(code=escape(CODE)), encoding="utf-8")
        return office
