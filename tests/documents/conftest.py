"""A page with one of everything, made of the same pieces as every page, and its forms."""

from __future__ import annotations

import base64
import datetime as dt
import io
import shutil
import subprocess

import pytest
from PIL import Image

from needs.briefing.html import bullets, data_table, heading, key_figures, paragraph, text
from needs.charts import Picture
from needs.documents.letterhead import letterhead
from needs.documents.page_reading import read_page
from needs.programmes import load_programme

ON = dt.date(2026, 11, 22)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" role="img" aria-label="Hai cột" '
    'style="display:block;width:100%;max-width:11cm;height:auto" fill="#222222">'
    '<rect x="10" y="10" width="40" height="80"/></svg>'
)

HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x","bấm")',
    "{{ head.superior }}",
    "{% for x in y %}",
    "../../x",
    "#include",
    '#image("x.png")',
    "$1+1$",
    "@ref",
    "`raw`",
    "&amp;",
)


def png() -> str:
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "#884400").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def page_of(*parts, title="Trang thử", lang="vi"):
    body = "\n".join(part if isinstance(part, str) else part.html for part in parts)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body><main><section>{body}</section></main></body></html>"
    )


@pytest.fixture(scope="session")
def whole_page():
    """One of everything that stands on pages."""
    return page_of(
        "<h1>Tóm tắt: Huyện Thử</h1>",
        paragraph("Một đoạn văn."),
        paragraph("Một lưu ý.", kind="note"),
        key_figures([("1.234", "trẻ"), ("56", "xã")]),
        heading("1. Bảng"),
        data_table(
            ["Xã", "Trẻ", "Ghi chú"],
            [[text("Xã A"), "1.000", text("a")], [text("Xã B"), "234", text(None)]],
            caption="Trẻ theo xã",
            kinds="tnt",
            total=["Cộng", "1.234", ""],
        ),
        heading("2. Hình", level=3),
        Picture(SVG, "Hai cột", "Hình thử").html(),
        '<div class="screen-only">chỉ trên màn hình</div>',
        f'<figure class="print-only"><img alt="Bản đồ thử" src="data:image/png;base64,{png()}">'
        "</figure>",
        bullets(["điều một", "điều hai"]),
        '<div class="slip"><h2>Phiếu trả lời</h2><p><span class="box"></span>Đồng ý</p></div>',
    )


@pytest.fixture(scope="session")
def document(whole_page):
    return read_page(whole_page)


@pytest.fixture(scope="session")
def head(root):
    programme = load_programme("cao-bang-588", root / "data")
    return letterhead(programme, root=root / "data", on=ON, lang="vi")


@pytest.fixture(scope="session")
def template(root):
    return root / "data" / "templates" / "van-ban.docx"


@pytest.fixture(scope="session")
def converted(tmp_path_factory):
    """Return a function that has LibreOffice open a file and save it in another form."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine (looked for soffice, libreoffice)")
    profile = tmp_path_factory.mktemp("office")

    def convert(content: bytes, ending: str, to: str) -> bytes:
        folder = tmp_path_factory.mktemp("converted")
        source = folder / f"document{ending}"
        source.write_bytes(content)
        run = subprocess.run(
            [
                *(program, "--headless", f"-env:UserInstallation={profile.as_uri()}"),
                *("--convert-to", to, "--outdir", str(folder / "out"), str(source)),
            ],
            capture_output=True,
            timeout=600,
            check=False,
        )
        made = folder / "out" / f"document.{to.split(':', maxsplit=1)[0]}"
        if not made.is_file() and b"could not be loaded" in run.stderr:
            pytest.skip(f"this LibreOffice cannot open {ending}")
        return made.read_bytes()

    return convert
