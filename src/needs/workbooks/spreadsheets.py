"""From the bytes of any spreadsheet to its sheets: the one place that knows every format.

Each format has a small reader of its own here, none of which executes anything, follows a link,
or makes room for what a file only claims to hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from needs.workbooks.compound import CompoundFile
from needs.workbooks.grid import Note, Sheet
from needs.workbooks.kinds import check_compound, kind_of_bytes, kind_of_package
from needs.workbooks.limits import Limits
from needs.workbooks.ods import read_ods
from needs.workbooks.packages import Package
from needs.workbooks.text_files import read_text
from needs.workbooks.xls import read_xls
from needs.workbooks.xlsb import read_xlsb
from needs.workbooks.xlsx import read_xlsx
from needs.workbooks.xml_parts import refuse_declarations

Contents = tuple[str, Sequence[Sheet], Sequence[Note]]


def read_sheets(content: bytes, *, name: str, limits: Limits) -> Contents:
    """Return a file's kind ("xlsx", "xlsb", "xls", "ods", "csv"), its sheets and notes.

    Parameters
    ----------
    content
        The file's bytes.
    name
        Name for the one sheet of a text file, which has none.
    limits
        What the file may ask for.

    Raises
    ------
    Refused
        With any code of `Refusal` that is about a file's content.
    """
    match kind_of_bytes(content):
        case "zip":
            return _read_package(Package(content, limits), limits)
        case "compound":
            file = CompoundFile(content)
            check_compound(file)
            return "xls", *read_xls(file, limits)
        case _:
            return "csv", *read_text(content, name, limits)


def _read_package(package: Package, limits: Limits) -> Contents:
    refuse_declarations(package)
    kind, part = kind_of_package(package)
    match kind:
        case "ods":
            return kind, *read_ods(package, limits)
        case "xlsb":
            return kind, *read_xlsb(package, part, limits)
        case _:
            return kind, *read_xlsx(package, part, limits)
