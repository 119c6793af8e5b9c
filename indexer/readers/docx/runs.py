"""The text of one paragraph of a Word file: its runs with what they look like.

Tracked changes are read as accepted, fields as their results, hidden text not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from lxml import etree

from indexer.parsing.text.inline import italic, raised, upright_label
from indexer.readers.docx.package import w
from indexer.readers.docx.styles import Look, Styles, is_off, style_of
from indexer.readers.text import clean_characters

_DROPPED = frozenset(
    map(w, ("del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "instrText", "delText", "delInstrText"))
)
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_BOX = w("txbxContent")
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SYMBOLS = {"b7": "•", "a7": "•", "d8": "•", "fc": "•", "76": "•", "6f": "•", "2d": "-", "d2": "®"}
_CHARACTERS = {
    w("tab"): " ", w("ptab"): " ", w("noBreakHyphen"): "-", w("softHyphen"): "",
}  # fmt: skip


_FIGURE = re.compile(r"\d{1,3}|\*{1,4}")

# What Word and LibreOffice print where a reference leads nowhere; never words of the document.
_LOST = re.compile(r"Error[!:] (?:Reference source|Bookmark) not (?:found|defined)\.?")


class Kind(Enum):
    """Kind of a piece of a paragraph."""

    TEXT = auto()
    BREAK = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters that look alike, a line break, or a footnote's marker."""

    kind: Kind
    text: str
    look: Look


@dataclass(slots=True)
class Runs:
    """Reads the runs of paragraphs.

    marker: gives the printed marker of a reference ("footnote", id), None where Word prints a
    mark that the author typed behind it.
    """

    styles: Styles
    marker: Callable[[str, etree._Element], str | None]
    boxes: list[etree._Element] = field(default_factory=list)

    def pieces(self, paragraph: etree._Element) -> list[Piece]:
        """Returns the pieces of a paragraph; its text boxes are put into `boxes`."""
        style = style_of(paragraph.find(w("pPr")))
        found: list[Piece] = []
        fields: list[bool] = []  # for each open field, whether its result has begun
        typed_mark = False
        for run in _runs(paragraph):
            if run.tag != w("r"):  # maths
                found.append(Piece(Kind.TEXT, run.text or "", Look()))
                continue
            look = self.styles.look(run.find(w("rPr")), style)
            for piece in self._run(run, look, fields):
                if piece.kind is Kind.NOTE and not piece.text:
                    typed_mark = True
                elif typed_mark and piece.text.strip():
                    found.append(Piece(Kind.NOTE, piece.text.strip(), piece.look))
                    typed_mark = False
                else:
                    found.append(piece)
        return found

    def _run(self, run: etree._Element, look: Look, fields: list[bool]) -> Iterator[Piece]:
        for child in _flat(run):
            if child.tag == w("fldChar"):
                _turn(fields, child.get(w("fldCharType")))
            elif child.tag == _BOX:
                self.boxes.append(child)
            elif look.hidden or not all(fields):
                continue
            elif child.tag == w("t"):
                yield Piece(Kind.TEXT, child.text or "", look)
            elif child.tag in _CHARACTERS:
                yield Piece(Kind.TEXT, _CHARACTERS[child.tag], look)
            elif child.tag == w("sym"):
                yield Piece(Kind.TEXT, _symbol(child), look)
            elif child.tag == w("cr") or (
                child.tag == w("br") and child.get(w("type")) not in ("page", "column")
            ):
                yield Piece(Kind.BREAK, " ", look)
            elif child.tag in _NOTES:
                yield Piece(Kind.NOTE, self.marker(_NOTES[child.tag], child) or "", look)


def _turn(fields: list[bool], kind: str | None) -> None:
    """Follows a complex field: begin, instruction, separate, result, end."""
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    """Yields the runs in an element, through links, smart tags, controls and insertions."""
    for child in _chosen(element):
        if child.tag == w("r") or child.tag == _MATHS:
            yield child
        elif child.tag not in _DROPPED:
            yield from _runs(child)


def _flat(run: etree._Element) -> Iterator[etree._Element]:
    """Yields what is in a run, text boxes as wholes."""
    for child in _chosen(run):
        if child.tag in _DROPPED:
            continue
        yield child
        if child.tag != _BOX:
            yield from _flat(child)


def _chosen(element: etree._Element) -> Iterator[etree._Element]:
    """Yields children; of alternatives for different versions of Word the first that has text."""
    for child in element:
        if child.tag != f"{_COMPATIBILITY}AlternateContent":
            yield child
            continue
        ways = list(child)
        with_text = (way for way in ways if next(way.iter(w("t")), None) is not None)
        way = next(with_text, ways[0] if ways else None)
        if way is not None:
            yield from _chosen(way)


def _symbol(element: etree._Element) -> str:
    """Returns a character of a symbol font: a bullet, or one that Unicode has too."""
    code = (element.get(w("char")) or "").lower()
    if code.startswith("f0"):
        return _SYMBOLS.get(code[2:], "")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def written(pieces: list[Piece], notes: frozenset[str]) -> str:
    """Writes pieces as a line with inline marks and single spaces.

    notes: markers of the document's footnotes. Where there are some, other raised text is text.
    """
    out: list[str] = []
    spaced = True
    for piece in pieces:
        raw = clean_characters(piece.text).replace("\u2011", "-")
        text = " ".join(raw.split())
        if not text:
            if raw and not spaced:
                out.append(" ")
                spaced = True
            continue
        before = "" if spaced or not raw[:1].isspace() else " "
        after = " " if raw[-1:].isspace() else ""
        out.append(before + _marked(piece, text, notes) + after)
        spaced = bool(after)
    return upright_label(_LOST.sub("", "".join(out)).strip())


def _marked(piece: Piece, text: str, notes: frozenset[str]) -> str:
    if piece.kind is Kind.NOTE:
        return raised(text)
    if piece.look.raised:
        figures = list(filter(None, re.split(r"[\s,;–-]+", text)))  # "4, 6" are two markers
        if notes.issuperset(figures) if notes else all(map(_FIGURE.fullmatch, figures)):
            return "".join(map(raised, figures))
        if not notes:
            return raised(text)
    return italic(text) if piece.look.italic else text


def is_bold(pieces: list[Piece]) -> bool:
    """Tells whether all that is printed is bold."""
    shown = [p for p in pieces if p.kind is Kind.TEXT and p.text.strip() and not p.look.raised]
    return bool(shown) and all(piece.look.bold for piece in shown)


def is_removed(paragraph: etree._Element) -> bool:
    """Tells whether a tracked change takes the end of a paragraph away: the next one joins it."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    if mark is None:
        return False
    return mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None


def is_hidden_mark(paragraph: etree._Element) -> bool:
    """Tells whether the end of a paragraph is hidden, which joins it to the next one in print."""
    found = paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('specVanish')}")
    return found is not None and not is_off(found.get(w("val"), "1"))
