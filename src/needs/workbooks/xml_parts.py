"""The XML inside a workbook, read as a stream by expat, the parser that Python brings along.

A document type declaration is refused where it begins: it is the only place where XML declares
entities, which is how a kilobyte becomes a gigabyte (entity bombs) and how a file asks for other
files. No workbook program writes one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from xml.parsers import expat

from needs.workbooks.files import shown
from needs.workbooks.packages import Package
from needs.workbooks.refusing import Refused, damaged

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_BUFFER = 64 * 1024
_LONGEST_TAG = 4 * 1024 * 1024
_XML_ENDINGS = (".xml", ".rels", ".vml", ".rdf")


class LocalNames(dict[str, str]):
    """Names without their namespace; "" for names of namespaces that are not among those given.

    Remembers each name that it was asked for: a sheet has few names and many elements.
    """

    def __init__(self, *namespaces: str) -> None:
        super().__init__()
        self._namespaces = namespaces

    def __missing__(self, name: str) -> str:
        namespace, _, local = name.rpartition(" ")
        self[name] = local if namespace in self._namespaces else ""
        return self[name]


class _Seen(Exception):
    """The root element is there: no declaration can follow."""


def parse(
    chunks: Iterable[bytes],
    *,
    part: str,
    start: Start,
    end: End | None = None,
    text: Text | None = None,
) -> None:
    """Read one part from beginning to end.

    Parameters
    ----------
    chunks
        Its bytes.
    part
        Its name, for the refusal.
    start, end, text
        What to do at each element's beginning (name as "namespace local", attributes), end,
        and with its text. Errors of content (ValueError, LookupError …) that they raise become a
        refusal.

    Raises
    ------
    Refused
        `xml_entities`, if it declares a document type; `damaged`, if it is not XML.
    """
    parser = _parser(part)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    with _faults_refused(part):
        _feed(parser, chunks, part=part)
        parser.Parse(b"", True)


def refuse_declarations(package: Package) -> None:
    """Refuse a package with a document type declaration in any part, read later or not.

    Raises
    ------
    Refused
        `xml_entities`, or `damaged`, if a part's bytes are broken.
    """
    for name in package.names:
        if name.endswith(_XML_ENDINGS):
            _check_prologue(package.chunks(name), part=name)


def _check_prologue(chunks: Iterator[bytes], *, part: str) -> None:
    def seen(_name: str, _attributes: Attributes) -> None:
        raise _Seen

    parser = _parser(part)
    parser.StartElementHandler = seen
    try:
        _feed(parser, chunks, part=part)
    except (_Seen, expat.ExpatError, LookupError, ValueError):
        # Not XML at all: the drawings of old Excels often are not. Refused when it is read.
        return


def _feed(parser: expat.XMLParserType, chunks: Iterable[bytes], *, part: str) -> None:
    fed = 0
    for chunk in chunks:
        parser.Parse(chunk, False)
        fed += len(chunk)
        # Expat before 2.6 begins an unfinished tag anew with every chunk: hours for a large one.
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            raise damaged(shown(part))


def _parser(part: str) -> expat.XMLParserType:
    def refuse(*_declaration: object) -> None:
        raise Refused("xml_entities", part=shown(part))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = _BUFFER
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


@contextmanager
def _faults_refused(part: str) -> Iterator[None]:
    try:
        yield
    except (expat.ExpatError, LookupError, ValueError, OverflowError):
        raise damaged(shown(part)) from None
