"""Files that are meant to do harm, or do it by accident; in each sits a good return."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from .entry import Awkward, Expected, refused, warning
from .pages import Page, Written, ods, text, xls, xlsx
from .truth import SHORT, THREE, THREE_FIGURES, TITLE, merged

_MIB = 1024 * 1024
_ROWS: list[list[Written]] = [TITLE, *SHORT, *THREE]
_PAGE = Page(_ROWS, merged=merged(2))
_IGNORED = {"title": 1, "header": 2}
_SHEET = "xl/worksheets/sheet1.xml"

_BOMB = """<!DOCTYPE bomb [<!ENTITY a "trẻ em "><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
]>""".encode()


def _good() -> bytes:
    return xlsx(_PAGE)


def _read(*codes: str, ignored: Mapping[str, int] = _IGNORED) -> Expected:
    """It is read all the same, with these warnings."""
    faults = [told for code in codes for told in warning(code)]
    return Expected(accepted=3, ignored=ignored, faults=faults, figures=THREE_FIGURES)


def _with_parts(
    content: bytes, parts: Mapping[str, Callable[[bytes], bytes]], *more: tuple[str, bytes]
) -> bytes:
    """Change parts of a workbook, and add others."""
    copy = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, parts[name](part) if name in parts else part)
        for name, part in more:
            target.writestr(name, part)
    return copy.getvalue()


def _macros() -> bytes:
    return xlsx(_PAGE, macros="Sub Auto_Open()")


def _password() -> bytes:
    secret = io.BytesIO()
    OOXMLFile(io.BytesIO(_good())).encrypt("bí mật", secret)
    return secret.getvalue()


def _external_link() -> bytes:
    """A total is fetched from a workbook on somebody's own disk."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Biểu")
        for row, values in enumerate(_ROWS):
            sheet.write_row(row, 0, ["" if value is None else value for value in values])
        for span in merged(2):
            sheet.merge_range(span, _ROWS[1]["ABC".index(span[0])])
        sheet.write_formula("D4", r"='D:\bao cao\[2025.xlsx]Bieu'!D4", None, 3170)
    return _with_parts(
        content.getvalue(),
        {
            "xl/_rels/workbook.xml.rels": lambda part: part.replace(
                b"</Relationships>",
                b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument'
                b'/2006/relationships/externalLink" Target="externalLinks/externalLink1.xml"/>'
                b"</Relationships>",
            )
        },
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    )


def _zip_bomb() -> bytes:
    return _with_parts(_good(), {}, ("xl/media/image1.png", b"\x00" * (300 * _MIB)))


def _entities() -> bytes:
    def change(part: bytes) -> bytes:
        declaration, _, rest = part.partition(b"?>")
        return declaration + b"?>" + _BOMB + rest.replace(b"<v>3170</v>", b"<v>&d;</v>")

    return _with_parts(_good(), {_SHEET: change})


def _million_rows() -> bytes:
    """Somebody formatted the whole sheet."""

    def change(part: bytes) -> bytes:
        rows = b"".join(
            b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (row, row)
            for row in range(7, 1_048_577)
        )
        return part.replace(b"</sheetData>", rows + b"</sheetData>")

    return _with_parts(_good(), {_SHEET: change})


def _far_corner() -> bytes:
    """A full stop, slipped into the last cell."""

    def change(part: bytes) -> bytes:
        stray = b'<row r="1048576"><c r="XFD1048576" t="str"><v>1</v></c></row></sheetData>'
        return part.replace(b"</sheetData>", stray)

    return _with_parts(_good(), {_SHEET: change})


def _merged_maze() -> bytes:
    areas = b"".join(b'<mergeCell ref="A1:Z%d"/>' % row for row in range(2, 20_000))
    return _with_parts(
        _good(),
        {
            _SHEET: lambda part: part.replace(b'<mergeCells count="3">', b"<mergeCells>").replace(
                b"</mergeCells>", areas + b"</mergeCells>"
            )
        },
    )


def _truncated() -> bytes:
    whole = _good()
    return whole[: len(whole) // 2]


def _html() -> bytes:
    """What a reporting system calls a workbook."""
    cells = "".join(f"<tr><td>{row[1]}</td><td>{row[2]}</td></tr>" for row in THREE)
    return f"<html><meta charset='utf-8'><table>{cells}</table></html>".encode()


def _nothing() -> bytes:
    return b""


def _empty_sheet() -> bytes:
    return xlsx(Page([]))


def _sparse(path: Path, _: bytes) -> None:
    with path.open("wb") as file:
        file.truncate(200 * _MIB)


def _link(path: Path, content: bytes) -> None:
    behind = path.parent / "that"
    behind.mkdir()
    (behind / path.name).write_bytes(content)
    path.symlink_to(behind / path.name)


def _folder(path: Path, _: bytes) -> None:
    path.mkdir()


def _pipe(path: Path, _: bytes) -> None:
    os.mkfifo(path)


def _absent(path: Path, _: bytes) -> None:
    """Named on the command line, and not there."""


FILES = (
    Awkward("co-macro.xlsm", "macros, which are not run", _macros, _read("macros")),
    Awkward("mat-khau.xlsx", "behind a password", _password, refused("password")),
    Awkward(
        "lien-ket-ngoai.xlsx",
        "a figure from a workbook that is not here",
        _external_link,
        Expected(
            accepted=3,
            ignored=_IGNORED,
            faults=[*warning("external_links"), *warning("formula", "Biểu!D4")],
            figures=THREE_FIGURES,
        ),
    ),
    Awkward("bom-nen.xlsx", "unpacks to 300 MB", _zip_bomb, refused("unpacks_too_large")),
    Awkward("bom-thuc-the.xlsx", "entities of entities", _entities, refused("xml_entities")),
    Awkward("trieu-dong-trong.xlsx", "a million empty rows", _million_rows, _read()),
    Awkward("goc-xa.xlsx", "a value in the last cell", _far_corner, refused("too_many_cells")),
    Awkward("me-cung-gop-o.xlsx", "20,000 overlapping merges", _merged_maze, refused("damaged")),
    Awkward("dut-giua-chung.xlsx", "the second half is lacking", _truncated, refused("damaged")),
    Awkward("sai-duoi.xls", "an xlsx called .xls", _good, _read("extension")),
    Awkward("sai-duoi.csv", "an ods called .csv", lambda: ods(_PAGE), _read("extension")),
    Awkward("sai-duoi.xlsx", "an xls called .xlsx", lambda: xls(_PAGE), _read("extension")),
    Awkward("html.xls", "a web page called .xls", _html, refused("unknown_kind")),
    Awkward("quet.xlsx", "a scan called .xlsx", lambda: b"%PDF-1.7\n", refused("unknown_kind")),
    Awkward("rong.xlsx", "no bytes", _nothing, refused("empty")),
    Awkward("trang-rong.xlsx", "a sheet without a cell", _empty_sheet, refused("no_table")),
    Awkward("chi-khoang-trang.csv", "nothing but spaces", lambda: b" \r\n", refused("empty")),
    Awkward("200-mb.xlsx", "200 MB of nothing", _nothing, refused("too_large"), place=_sparse),
    Awkward(
        "lien-ket.xlsx",
        "a symbolic link to a good return",
        _good,
        refused("not_a_file"),
        place=_link,
        not_on_windows=True,
    ),
    Awkward("thu-muc.xlsx", "a folder", _nothing, refused("not_a_file"), place=_folder),
    Awkward(
        "ong-dan.xlsx",
        "a pipe that nobody writes to",
        _nothing,
        refused("not_a_file"),
        place=_pipe,
        not_on_windows=True,
    ),
    Awkward("khong-co.xlsx", "not there", _nothing, refused("missing"), place=_absent),
    Awkward(
        "hai\ndong\u202excod.xlsx",
        "a line break and a mark that turns letters round in its name",
        _good,
        _read(),
        not_on_windows=True,
    ),
    Awkward(
        "..\\..\\he-thong.xlsx",
        "a name that climbs out of its folder",
        _good,
        _read(),
        not_on_windows=True,
    ),
    Awkward("=cmd.xlsx", "a name that Excel would calculate", _good, _read()),
    Awkward(
        "cong-thuc-la-chu.csv",
        "text that Excel would calculate, among notes and names",
        lambda: text(
            [
                ["Năm 2026"],
                ["Tên xã", "Dân số", "Ghi chú"],
                ["Xã Cô Ba", 8380, "=HYPERLINK(1)"],
                ["@Xã Cốc Pàn", 10100, "+84"],
            ]
        ).encode("utf-8-sig"),
        Expected(
            accepted=1,
            waiting={"name_unknown": 1},
            ignored={"title": 1, "header": 1},
            faults=[("error", "name_unknown", "cong-thuc-la-chu.csv!A4")],
            figures={"01327": {"children.population": 8380}},
            asked=[("name", "@Xã Cốc Pàn")],
        ),
    ),
)
