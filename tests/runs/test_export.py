"""The page: what a reader sees, and that it asks no network for anything."""

from __future__ import annotations

import base64
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from needs.errors import InputFaults
from needs.runs.export import export_html
from needs.runs.self_contained import assert_self_contained

PNG = base64.b64encode(b"\x89PNG picture").decode()


def page(*cells: nbformat.NotebookNode, **options: str) -> str:
    return export_html(new_notebook(cells=list(cells)), **{"title": "Bảo Lạc", **options})


def shown(data: dict[str, str], kind: str = "display_data") -> nbformat.NotebookNode:
    return new_code_cell("secret_code()", outputs=[new_output(kind, data=data)])


def test_words_tables_and_pictures_are_shown_but_no_code():
    html = page(
        new_markdown_cell("# Huyện Bảo Lạc\n\n| Xã | Trẻ em |\n|---|---|\n| Cô Ba | 1.234 |"),
        shown({"text/html": "<table class='data'><tr><td class='num'>5</td></tr></table>"}),
        shown({"image/png": PNG, "text/plain": "<Figure size 640x480>"}),
        shown({"text/plain": "DataFrame as text"}, "execute_result"),
        new_code_cell("x", outputs=[new_output("stream", text="printed")]),
    )

    assert "Huyện Bảo Lạc</h1>" in html
    assert "<td>Cô Ba</td>" in html
    assert "<td class='num'>5</td>" in html
    assert f"data:image/png;base64,{PNG}" in html
    for hidden in ("secret_code", "640x480", "DataFrame as text", "printed", "¶", "In ["):
        assert hidden not in html


def test_the_first_presentable_form_of_an_output_is_shown_once():
    html = page(shown({"text/html": "<p>bản đồ</p>", "image/png": PNG, "text/markdown": "chữ"}))

    assert html.count("bản đồ") == 1
    assert PNG not in html
    assert "chữ" not in html


def test_language_title_and_width_are_declared():
    html = page(new_markdown_cell("x"), title="Xã <A> & «B»", lang="en")

    assert '<html lang="en">' in html
    assert "<title>Xã &lt;A&gt; &amp; «B»</title>" in html
    assert 'name="viewport"' in html
    assert '<meta charset="utf-8">' in html


def test_the_browser_is_forbidden_any_request():
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page(new_markdown_cell("x")))

    assert "default-src 'none'" in policy.group(1)
    assert "http" not in policy.group(1)


def test_the_page_is_the_same_each_time():
    cells = [new_markdown_cell("# A\n\n## B"), shown({"image/png": PNG})]

    assert page(*cells) == page(*cells)


def test_an_output_that_needs_the_network_stops_the_export():
    with pytest.raises(InputFaults, match="cdn"):
        page(shown({"text/html": "<script src='https://cdn.example/leaflet.js'></script>"}))


INSIDE = [
    "<a href='https://vanban.example/588'>Quyết định 588</a>",
    f"<img src='data:image/png;base64,{PNG}'>",
    "<a href='#muc-1'>mục 1</a>",
    "<svg xmlns='http://www.w3.org/2000/svg'><use href='#tree'/></svg>",
    "<svg><a xlink:href='https://x.example'>t</a></svg>",
    "<style>@namespace svg url(http://www.w3.org/2000/svg); p { color: red }</style>",
    "<style>/* url(https://old.example/a.png) */ a { background: url(data:image/gif;x) }</style>",
    "<style>.leaflet-control { background: url(images/layers.png) }</style>",
    "<script>var link = '<a href=\"https://leafletjs.com\">Leaflet</a>';</script>",
    "<p title='xem url(https://x.example)'>@import 'https://x.example'</p>",
    "<iframe srcdoc=\"<p style='color:red'>bản đồ</p>\"></iframe>",
    f"<img srcset='data:image/png;base64,{PNG} 1x, data:image/png;base64,{PNG} 2x'>",
    "<!-- <script src='https://x.example/a.js'></script> -->",
    "<img src=''><iframe src='about:blank'></iframe>",
]


@pytest.mark.parametrize("html", INSIDE)
def test_what_is_inside_the_page_or_a_plain_link_passes(html):
    assert_self_contained(html)


REMOTE = [
    ("<script src='https://x.example/a.js'></script>", "script src"),
    ("<SCRIPT SRC=//x.example/a.js></SCRIPT>", "script src"),
    ("<img src='http://x.example/a.png'>", "img src"),
    ("<img src='a.png'>", "img src"),
    ("<img srcset='data:image/png;base64,xx 1x, https://x.example/a.png 2x'>", "img srcset"),
    ("<source srcset='https://x.example/a.png'>", "source srcset"),
    ("<link rel='stylesheet' href='https://x.example/a.css'>", "link href"),
    ("<link rel='preconnect' href='//x.example'>", "link href"),
    ("<style>@import 'https://x.example/a.css';</style>", "style"),
    ("<style>@import url(a.css);</style>", "style"),
    ('<style>@font-face { src: url("https://x.example/a.woff2") }</style>', "style"),
    ("<p style='background: URL( //x.example/a.png )'>", "p style"),
    ("<svg><rect fill='url(https://x.example/a.svg#p)'/></svg>", "rect fill"),
    ("<svg><image xlink:href='https://x.example/a.png'/></svg>", "image xlink:href"),
    ("<iframe src='https://x.example/'></iframe>", "iframe src"),
    ("<iframe srcdoc='&lt;img src=&quot;https://x.example/a.png&quot;&gt;'></iframe>", "srcdoc"),
    ("<object data='https://x.example/a.swf'></object>", "object data"),
    ("<video poster='https://x.example/a.jpg'></video>", "video poster"),
    ("<base href='https://x.example/'>", "base href"),
    ("<meta http-equiv='Refresh' content='0; url=https://x.example'>", "meta content"),
    ("<script>L.tileLayer(\n 'https://{s}.tile.example/{z}.png')</script>", "script"),
    ("<script type=module>import m from 'https://x.example/m.js'</script>", "script"),
    ("<body onload=\"fetch('https://x.example')\">", "script"),
    (
        "<iframe src='data:text/html;base64,"
        + base64.b64encode(b"<img src=https://x.example/a.png>").decode()
        + "'></iframe>",
        "img src",
    ),
]


@pytest.mark.parametrize(("html", "where"), REMOTE)
def test_what_a_browser_would_load_from_elsewhere_is_named(html, where):
    with pytest.raises(InputFaults) as raised:
        assert_self_contained(f"<html>\n<body>\n{html}")

    (fault,) = raised.value.faults
    assert where in fault.where
    assert fault.where.startswith("dòng / line 3")


def test_every_fault_is_named_not_only_the_first():
    html = "".join(html for html, _ in REMOTE)

    with pytest.raises(InputFaults) as raised:
        assert_self_contained(html)

    assert len(raised.value.faults) == len(REMOTE)
