"""HTML, such as the UN's own pages: markup to lines with italics and raised figures.

Nothing in a page is run or fetched.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree, html

from indexer.errors import UnreadableFile
from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.outline.numbering import BULLETS
from indexer.parsing.text.lines import Line
from indexer.readers.docx.numbering import spelt
from indexer.readers.docx.runs import Kind, Piece, is_bold, written
from indexer.readers.docx.styles import Look, number
from indexer.readers.text import clean_characters, decode, text_lines

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_DROPPED_NAMES = (
    "script style noscript template head title nav svg math iframe object embed applet audio video "
    "canvas select option button input textarea map area"
)
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu ol p "
    "section summary table tbody td tfoot th thead tr ul"
)
_DROPPED, _BLOCKS = frozenset(_DROPPED_NAMES.split()), frozenset(_BLOCK_NAMES.split())
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_STYLES = {
    "italic": re.compile(r"font-style\s*:\s*(?:italic|oblique)"),
    "bold": re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"),
    "raised": re.compile(r"vertical-align\s*:\s*(?:super|text-top)"),
    "hidden": re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-element\s*:\s*comment"),
}
_NOTE_LINK = re.compile(
    r"#_?(?:sd|mso)?(?:foot|end)?(?:note|ftn|edn|fn|en)[-_:]?(?:ref)?[-_:]?\d{1,3}\w*$",
    re.IGNORECASE,
)
_FRAME = re.compile(r"^[\[(]\s*(\w{1,4}|\*+)\s*[\])]$")
_LABEL = re.compile(
    rf"(?:\d{{1,3}}\.|\((?:[a-z]{{1,4}}|\d{{1,3}})\)|[IVXL]+\.|[{re.escape(''.join(BULLETS))}])(?=\s|$)"
)
_FIGURE = re.compile(r"[-–(]?\d[\d .,]*[%)]?")
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def looks_like_html(data: bytes) -> bool:
    """Tells HTML by how it begins, in any encoding that has ASCII in it."""
    start = data[:8000]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\x00", b"")[2:]
    return _ROOT.match(start) is not None


def read_html(data: bytes) -> list[Line]:
    """Reads an HTML page into lines.

    Raises UnreadableFile when the bytes are no text or hold no page.
    """
    text = re.sub(r"^\s*<\?xml[^>]*>", "", _decoded(data))
    try:
        root = html.document_fromstring(
            text, parser=html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
        )
    except (etree.ParserError, ValueError) as error:
        raise UnreadableFile(
            "empty-html", f"The page cannot be read ({error}); save it again from the browser."
        ) from None
    page = _Page()
    page.walk(root, Look())
    page.end()
    return page.lines


def _decoded(data: bytes) -> str:
    """Decodes a page: UTF-8 if it fits, else as it says, else as any text."""
    named = _CHARSET.search(data[:4000])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        encoding = codecs.lookup(named[1].decode("ascii")).name if named else ""
        # Browsers read Latin 1 as Windows does.
        return data.decode("cp1252" if encoding == "iso8859-1" else encoding)
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(data)


@dataclass(slots=True)
class _Page:
    """Collects the lines of a page while its elements are walked through.

    pieces: of the open line. label: what a list puts before it. continues: whether a line break
    opened it. enacted: whether an enacting formula has come.
    """

    lines: list[Line] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    continues: bool = False
    heading: bool = False
    enacted: bool = False

    def walk(self, element: etree._Element, look: Look) -> None:
        """Takes an element and what is in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        look = _look(element, tag, look)
        if not tag or tag in _DROPPED or look.hidden:
            return
        if tag == "br":
            self.end(broken=True)
        elif tag == "hr":
            self.end()
            self.lines.append(Line(text="__________", gap=True))
        elif tag in ("pre", "xmp"):
            self.end()
            self.lines += text_lines(clean_characters("".join(element.itertext())))
        elif tag == "table":
            self.end()
            self._table(element, look)
            self.end()
        elif tag in _BLOCKS:
            self.end()
            self.label = _list_label(element) if tag == "li" else self.label
            self.heading = tag in _HEADINGS
            self._inside(element, look)
            self.end()
            self.label, self.heading = "", False
        else:
            self._inside(element, look)

    def _inside(self, element: etree._Element, look: Look) -> None:
        if element.tag == "a" and _NOTE_LINK.search(element.get("href") or ""):
            look = replace(look, raised=True)
        self._text(element.text, look)
        for child in element:
            self.walk(child, look)
            self._text(child.tail, look)

    def _text(self, text: str | None, look: Look) -> None:
        if text:
            framed = _FRAME.match(text.strip()) if look.raised else None
            self.pieces.append(Piece(Kind.TEXT, framed[1] if framed else text, look))

    def end(self, *, broken: bool = False) -> None:
        """Ends the open line. broken: by a line break; two of them end the paragraph."""
        text = written(self.pieces, frozenset())
        pieces, self.pieces = self.pieces, []
        if not text:
            self.continues = False
            return
        if self.label and not _LABEL.match(text):
            text = f"{self.label} {text}"
        line = Line(
            text=text,
            gap=not self.continues,
            bold=self.heading or is_bold(pieces),
            continues=self.continues,
        )
        self.label, self.continues = "", broken
        self.enacted = self.enacted or enacting_organ(line.plain) is not None
        self.lines.append(line)

    def _table(self, table: etree._Element, look: Look) -> None:
        """Takes the rows of a table; one that only lays out a page gives its paragraphs."""
        shown = self.enacted and _shows_data(table)
        for row in table.iter("tr"):
            if next(row.iterancestors("table"), None) is not table:
                continue  # of a table within the table, which comes with its cell
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if shown:
                texts = [self._cell(cell, look) for cell in cells]
                if any(texts):
                    self.lines.append(Line(text=" | ".join(texts), gap=True, table=True))
                continue
            for cell in cells:
                self.walk(cell, look)
                if self.lines and _LABEL.fullmatch(self.lines[-1].plain):
                    self.label = self.lines.pop().plain  # a column of numbers

    def _cell(self, cell: etree._Element, look: Look) -> str:
        inner = _Page()
        inner.walk(cell, look)
        inner.end()
        return " ".join(line.text for line in inner.lines)


def _look(element: etree._Element, tag: str, look: Look) -> Look:
    style = (element.get("style") or "").lower()
    return Look(
        italic=look.italic or tag in ("i", "em", "cite", "dfn") or _styled(style, "italic"),
        bold=look.bold or tag in ("b", "strong", "th") or _styled(style, "bold"),
        raised=look.raised or tag == "sup" or _styled(style, "raised"),
        hidden=look.hidden or element.get("hidden") is not None or _styled(style, "hidden"),
    )


def _styled(style: str, what: str) -> bool:
    return bool(style) and _STYLES[what].search(style) is not None


def _list_label(item: etree._Element) -> str:
    """Returns what a browser shows before a list item, as resolutions print it."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•" if parent is not None and parent.tag in ("ul", "menu", "dir") else ""
    count = number(parent.get("start"), 1) - 1
    for other in _items(parent):
        count = number(other.get("value"), count + 1)
        if other is item:
            break
    form = _FORMS.get(item.get("type") or parent.get("type") or "1")
    return f"({spelt(count, form)})" if form else f"{count}."


def _items(parent: etree._Element) -> Iterator[etree._Element]:
    yield from parent.iterchildren("li")


def _shows_data(table: etree._Element) -> bool:
    """Tells a table of figures from one that lays out a page."""
    if any(other is not table for other in table.iter("table")):
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    texts = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]
    if max(map(len, rows), default=0) < 2 or any(map(_opens_text, texts)):
        return False
    ruled = (table.get("border") or "0") not in ("0", "none")
    filled = [row for row in texts if sum(map(bool, row)) > 1]
    figures = [row for row in filled if any(_FIGURE.fullmatch(text) for text in row[1:])]
    shown = len(figures) > 2 and 2 * len(figures) > len(filled)
    return ruled or shown or any(cell.tag == "th" for row in rows for cell in row)


def _opens_text(cells: list[str]) -> bool:
    """Tells a row that holds a paragraph of the text: its number, or an enacting formula."""
    return bool(cells) and (
        any(enacting_organ(cell) for cell in cells)
        or (_LABEL.fullmatch(cells[0]) is not None and len("".join(cells[1:])) > 200)
    )
