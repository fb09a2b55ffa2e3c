"""What stands in `reports/<programme>`: documents and their forms, as pages name themselves."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path, PurePosixPath

from needs.runs.document_forms import STAMPS
from needs.runs.manifest import ManifestContent, Product

#: Page that links to all others, in `reports/<programme>`.
START = "index.html"
NOTEBOOK = ".ipynb"
#: Endings in the order in which they are offered; other files are not for readers.
ENDINGS = (
    *(".html", ".docx", ".pdf", ".xlsx", ".ics", ".csv", ".parquet"),
    *(".geojson", ".gpkg", ".json", NOTEBOOK),
)

_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_EDITION = re.compile(r'<b class="edition">(.*?)</b>', re.DOTALL)
_INVENTED = 'class="badge badge-illustrative"'
_LONGEST = 160


@dataclass(frozen=True)
class Document:
    """A page or table with its forms, or a product that was to stand there.

    Attributes
    ----------
    path
        Below the programme's folder, without ending: "districts/bao-lac/briefing".
    title
        As the page calls itself; else the file's name.
    files
        Its forms below the folder, the page first; none: there is nothing to open.
    edition
        For whom it is, in the page's own words; empty where it says nothing.
    invented
        Whether the page bears the mark of illustrative data.
    made
        When the newest form was written, UTC; none without forms.
    error
        Why the last run could not make it; empty: it could.
    """

    path: str
    title: str
    files: tuple[str, ...]
    edition: str = ""
    invented: bool = False
    made: dt.datetime | None = None
    error: str = ""

    @property
    def page(self) -> bool:
        """Whether there is a page to read."""
        return bool(self.files) and self.files[0].endswith(".html")

    @property
    def notebook(self) -> bool:
        """Whether it is an executed notebook."""
        return self.path.endswith(NOTEBOOK)


def documents(
    folder: Path, content: ManifestContent | None, *, programme: Collection[str] = ()
) -> list[Document]:
    """Return everything in a programme's folder that somebody may open, by path.

    Parameters
    ----------
    folder
        `reports/<programme>`.
    content
        Its manifest: products that failed, or whose page is gone, are returned without files.
    programme
        Names of the programme, left out where they stand behind a page's own title.
    """
    found: dict[str, list[PurePosixPath]] = defaultdict(list)
    for path in sorted(folder.rglob("*")):
        name = PurePosixPath(path.relative_to(folder).as_posix())
        hidden = any(part.startswith(".") for part in name.parts)
        if hidden or str(name) in (START, STAMPS) or path.suffix not in ENDINGS:
            continue
        if path.is_file():
            # An executed notebook is no form of the page that was made of it.
            key = str(name) if path.suffix == NOTEBOOK else str(name.with_suffix(""))
            found[key].append(name)
    products = {} if content is None else content.products
    pages = {_page_of(product): product for product in products.values()}
    every = {
        path: _document(folder, path, files, pages.get(path), programme)
        for path, files in found.items()
    }
    every |= {path: _missing(path, pages[path]) for path in pages.keys() - found.keys()}
    for key, one in every.items():
        if one.notebook and (page := every.get(key.removesuffix(NOTEBOOK))) is not None:
            every[key] = replace(one, title=page.title)
    return [every[key] for key in sorted(every)]


def _page_of(product: Product) -> str:
    """Return the path of a product's page without ending, made or not."""
    for name in product.outputs:
        if name.endswith(".html"):
            return str(PurePosixPath(name).with_suffix(""))
    page = "briefing" if "district" in product.parameters else "overview"
    return f"{product.id}/{page}"


def _document(
    folder: Path,
    path: str,
    files: list[PurePosixPath],
    product: Product | None,
    programme: Collection[str],
) -> Document:
    files = sorted(files, key=lambda name: ENDINGS.index(name.suffix))
    written = max((folder / name).stat().st_mtime for name in files)
    title, edition, invented = files[0].name, "", False
    if files[0].suffix == ".html":
        page = (folder / files[0]).read_text(encoding="utf-8", errors="replace")
        title = _words(_TITLE, page) or title
        for name in programme:
            title = title.removesuffix(f" – {name}")
        edition, invented = _words(_EDITION, page), _INVENTED in page
    return Document(
        path=path,
        title=_shown(title),
        files=tuple(map(str, files)),
        edition=_shown(edition),
        invented=invented,
        made=dt.datetime.fromtimestamp(written, tz=dt.UTC),
        error=_error(product),
    )


def _missing(path: str, product: Product) -> Document:
    return Document(
        path=path, title=_shown(product.title or product.id), files=(), error=_error(product)
    )


def _error(product: Product | None) -> str:
    if product is None or product.error is None:
        return ""
    return str(product.error)


def _words(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    return "" if found is None else unescape(found.group(1)).strip()


def _shown(words: str) -> str:
    """Return words on one line, not endless; a file's name may hold bytes that are no text."""
    line = " ".join(words.encode("utf-8", "replace").decode("utf-8").split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def beside_tables(found: list[Document], *, tables: str, exchange: str) -> list[Document]:
    """Return documents with what is made of a table for other tools beside that table.

    Parameters
    ----------
    found
        As `documents` returns them.
    tables, exchange
        Folders of the tables, and of what is made of them.
    """
    by_path = {document.path: document for document in found}
    moved: dict[str, Document] = {}
    for document in found:
        table = document.path.replace(f"{exchange}/", f"{tables}/", 1)
        if document.path.startswith(f"{exchange}/") and table in by_path:
            files = (*by_path[table].files, *document.files)
            moved[table] = replace(by_path[table], files=files)
            moved[document.path] = document
    left = [moved.get(document.path, document) for document in found]
    return [one for one in left if not (one.path in moved and one.path.startswith(f"{exchange}/"))]
