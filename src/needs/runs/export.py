"""From an executed notebook to one page: words, tables and pictures, no code, no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, PackageLoader
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from needs.runs.self_contained import assert_self_contained

__all__ = ["assert_self_contained", "export_html"]

_TEMPLATE_FOLDER = Path(__file__).parent / "template"

# What a reader is shown of an output, the first that it has; plain text is for the notebook.
_SHOWN = ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg")


def export_html(notebook: NotebookNode, *, title: str, lang: str = "vi") -> str:
    """Return the page of an executed notebook.

    Inputs, prompts, printed text and plain-text outputs are left out. The page forbids the
    browser any request (content security policy), and is checked besides.

    Parameters
    ----------
    notebook
        The executed notebook.
    title
        Title of the page.
    lang
        Language of the page, for the reader's browser and screen reader.

    Raises
    ------
    InputFaults
        If the page would load anything from outside itself.
    """
    exporter = TemplateExporter(  # type: ignore[no-untyped-call]
        template_name="base",
        template_file="page.html.j2",
        extra_loaders=[FileSystemLoader(_TEMPLATE_FOLDER), PackageLoader("needs.briefing", "")],
        filters={"page_markdown": _markdown, "shown": _shown},
    )
    html, _ = exporter.from_notebook_node(notebook, resources={"title": title, "lang": lang})
    assert_self_contained(html, subject=title)
    return str(html)


def _markdown(source: str) -> str:
    """Turn Markdown into HTML, without a link sign behind each heading."""
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(source))


def _shown(output: NotebookNode) -> tuple[str, Any] | None:
    """Return an output's first presentable form: MIME type and content."""
    data = output.get("data", {})
    return next(((kind, data[kind]) for kind in _SHOWN if kind in data), None)
