"""PDF bytes to pages of runs: the only module that knows pypdfium2.

Works with the characters of the text layer in linear time (`FPDFTextObj_GetText` looks at every
character of a page for every object). Spaces that PDFium makes up from distances are not trusted:
between justified letters they stand inside words. Which gap is a space is decided in `rows.py`.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from indexer.errors import UnreadableFile
from indexer.readers.pdf.pages import Page, Run, Stroke

MAX_PAGES = 5_000
MAX_CHARACTERS = 20_000_000
MAX_RUNS = 20_000  # of one page; the busiest page of a resolution has some hundreds
_MAX_DRAWN = 20_000  # objects of a page that are looked at for lines
_THIN = 2.5  # points
_PICTURE_SHARE = 0.5
_MANY_PATHS = 300  # more make letters out of lines, where there is no text
_ASLANT = 0.1  # of its length: how far text may climb or fall and still be read as level
_FEWEST_TURNED = 150  # letters; less that is turned on a page is a stamp or a number of a print job
_SLANT = 0.15  # of a font without an italic, sheared
_ITALIC_FLAG, _BOLD_FLAG = 1 << 6, 1 << 18
_SPACE_WIDTH = 0.2  # of the font's size; narrower gaps are kerning

_SPACES = re.compile(r"\s")

_LIBRARY = threading.Lock()
"""PDFium may be called by one thread at a time."""


# The same function, giving a number: making a pointer of each answer takes longer than asking.
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


def read_pages(data: bytes) -> tuple[list[Page], list[int]]:
    """Returns the pages of a PDF, and the numbers (from 0) of those that cannot be read.

    Raises UnreadableFile when the file is encrypted, damaged or too large.
    """
    with _LIBRARY:
        document = _opened(data)
        try:
            return _pages(document)
        finally:
            document.close()


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableFile(
                "encrypted",
                "The PDF is protected by a password; save it without one and index that copy.",
            ) from error
        raise UnreadableFile("damaged-pdf", _DAMAGED) from error


_DAMAGED = "The PDF is damaged or was not downloaded completely; get it again."


def _pages(document: pdfium.PdfDocument) -> tuple[list[Page], list[int]]:
    count = len(document)
    if count > MAX_PAGES:
        raise UnreadableFile(
            "too-large", f"The PDF has {count} pages, more than the {MAX_PAGES} that are read."
        )
    pages: list[Page] = []
    failed: list[int] = []
    characters = 0
    for number in range(count):
        try:
            parts = _page(document, number)
        except pdfium.PdfiumError:
            failed.append(number)
            continue
        if sum(len(part.runs) for part in parts) > MAX_RUNS:
            failed.append(number)
            continue
        characters += sum(len(run.text) for part in parts for run in part.runs)
        if characters > MAX_CHARACTERS:
            raise UnreadableFile("too-large", "The PDF has too much text; split it.")
        pages += parts
    if not pages:
        raise UnreadableFile("damaged-pdf", _DAMAGED)
    return pages, failed


def _page(document: pdfium.PdfDocument, number: int) -> list[Page]:
    """Returns a page, turned so that most of its text is upright; then what else is turned."""
    page = document[number]
    try:
        width, height = page.get_size()
        view = _View.of(page)
        textpage = page.get_textpage()
        try:
            characters = _Characters(textpage.raw, view)
            ways = _by_direction(characters.runs())
        finally:
            textpage.close()
        parts = []
        for turns, runs in ways:
            strokes, picture = _drawn(page, view.turn(turns), width * height)
            size = (height, width) if turns % 2 else (width, height)
            parts.append(
                Page(
                    number=number,
                    width=size[0],
                    height=size[1],
                    runs=tuple(runs),
                    strokes=strokes,
                    picture=picture,
                    slanted=characters.slanted,
                )
            )
    finally:
        page.close()
    return parts


def _by_direction(runs: Iterable[tuple[int, Run]]) -> list[tuple[int, list[Run]]]:
    """Gathers runs by quarter turns to (turns, runs), those with most letters first.

    What little is turned beside a text is left out: stamps and the like.
    """
    ways: dict[int, list[Run]] = {}
    for turns, run in runs:
        ways.setdefault(turns, []).append(run)
    letters = {turns: sum(len(run.text) for run in its) for turns, its in ways.items()}
    ordered = sorted(ways, key=lambda turns: (-letters[turns], turns))
    kept = [turns for turns in ordered[1:] if letters[turns] >= _FEWEST_TURNED]
    return [(turns, ways[turns]) for turns in [*ordered[:1], *kept]] or [(0, [])]


@dataclass(frozen=True, slots=True)
class _View:
    """View of a page: how it is turned and cropped."""

    turned: int
    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> _View:
        return cls(raw.FPDFPage_GetRotation(page.raw), *page.get_bbox())

    def turn(self, turns: int) -> _View:
        """Returns the view after some more quarter turns."""
        return _View((self.turned + turns) & 3, self.left, self.bottom, self.right, self.top)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Returns the place of a point of the page's own space as it is seen."""
        match self.turned:
            case 1:
                return y - self.bottom, self.right - x
            case 2:
                return self.right - x, self.top - y
            case 3:
                return self.top - y, x - self.left
        return x - self.left, y - self.bottom

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """Returns a direction as it is seen."""
        return ((x, y), (y, -x), (-x, -y), (-y, x))[self.turned & 3]


@dataclass(slots=True)
class _Characters:
    """The characters of a page, gathered to runs."""

    textpage: Any
    view: _View
    slanted: int = 0
    fonts: dict[int, tuple[bool, bool]] = field(default_factory=dict)
    # What PDFium writes its answers into; making these takes as long as asking.
    matrix: Any = field(default_factory=raw.FS_MATRIX)
    box: Any = field(default_factory=raw.FS_RECTF)
    x: Any = field(default_factory=ctypes.c_double)
    y: Any = field(default_factory=ctypes.c_double)

    def runs(self) -> Iterator[tuple[int, Run]]:
        """Yields (quarter turns that make it upright, run) in the order of the page's content."""
        count = raw.FPDFText_CountChars(self.textpage)
        if count <= 0:
            return
        text = self._text(count)
        start = 0
        while start < count:
            owner = self._owner(start)
            stop = self._end(start, count, owner) if owner else start + 1
            if owner and not text[start:stop].isspace() and (run := self._run(text, start, stop)):
                yield run
            start = stop

    def _owner(self, index: int) -> int:
        """Returns the address of the text object of a character, 0 where it has none."""
        return _text_object(self.textpage, index) or 0

    def _end(self, start: int, count: int, owner: int) -> int:
        """Finds where the characters of a text object end: they lie together.

        Strides, then halves: asking for each character takes longer than all else.
        """
        stride, known = 8, start
        while known + stride < count and self._owner(known + stride) == owner:
            known += stride
            stride *= 2
        beyond = min(known + stride, count)
        while beyond - known > 1:
            middle = (known + beyond) // 2
            if self._owner(middle) == owner:
                known = middle
            else:
                beyond = middle
        return beyond

    def _text(self, count: int) -> str:
        buffer = (ctypes.c_ushort * (count + 1))()
        raw.FPDFText_GetText(self.textpage, 0, count, buffer)
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace")
        if len(text) == count:
            return text
        # Characters beyond the basic plane take two units: ask for each by itself.
        codes = (raw.FPDFText_GetUnicode(self.textpage, index) for index in range(count))
        return "".join(chr(c) if c < 0xD800 or 0xDFFF < c <= 0x10FFFF else "\ufffd" for c in codes)

    def _written(self, text: str, start: int, stop: int, view: _View) -> str:
        """Returns the characters from start to stop without spaces that PDFium made of kerning."""
        written = text[start:stop]
        for match in reversed(list(_SPACES.finditer(written))):
            index = start + match.start()
            made = raw.FPDFText_IsGenerated(self.textpage, index) == 1
            space = "" if made and not self._gap_at(index, view) else " "
            if space != match[0]:
                written = written[: match.start()] + space + written[match.end() :]
        return written

    def _gap_at(self, index: int, view: _View) -> bool:
        before, after = self._box(index - 1, view), self._box(index + 1, view)
        if before is None or after is None:
            return False
        size: float = raw.FPDFText_GetFontSize(self.textpage, index - 1)
        return after[0] - before[1] > _SPACE_WIDTH * size

    def _box(self, index: int, view: _View) -> tuple[float, float] | None:
        """Returns left and right of a character, its side bearings included."""
        box = self.box
        if not raw.FPDFText_GetLooseCharBox(self.textpage, index, box):
            return None
        corners = (view.point(box.left, box.bottom), view.point(box.right, box.top))
        return min(x for x, _ in corners), max(x for x, _ in corners)

    def _run(self, text: str, start: int, stop: int) -> tuple[int, Run] | None:
        """Returns (turns, run) of the characters from start to stop, None if it cannot be read."""
        first = stop - len(text[start:stop].lstrip())
        last = start + len(text[start:stop].rstrip()) - 1
        matrix, x, y = self.matrix, self.x, self.y
        if not (
            raw.FPDFText_GetMatrix(self.textpage, first, matrix)
            and raw.FPDFText_GetCharOrigin(self.textpage, first, x, y)
        ):
            return None
        turns = _turns(*self.view.direction(matrix.a, matrix.b))
        if turns is None:
            self.slanted += last + 1 - first
            return None  # a watermark
        view = self.view.turn(turns) if turns else self.view
        up = view.direction(matrix.c, matrix.d)
        left, base = view.point(x.value, y.value)
        size = raw.FPDFText_GetFontSize(self.textpage, first) * math.hypot(*up)
        end = self._box(last, view)
        if not all(map(math.isfinite, (left, base, size))) or size <= 0.1:
            return None
        drawn = raw.FPDFText_GetTextObject(self.textpage, first)
        bold, italic = self._style(drawn)
        return turns, Run(
            text=self._written(text, start, stop, view),
            left=left,
            right=max(left, end[1]) if end and math.isfinite(end[1]) else left,
            base=base,
            size=size,
            bold=bold,
            italic=italic or up[0] > _SLANT * abs(up[1]),
            hidden=raw.FPDFTextObj_GetTextRenderMode(drawn) == raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        )

    def _style(self, text_object: Any) -> tuple[bool, bool]:
        """Tells whether the font of a text object is bold and whether it is italic."""
        font = raw.FPDFTextObj_GetFont(text_object)
        if not font:
            return False, False
        address = ctypes.addressof(font.contents)
        if address not in self.fonts:
            buffer = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(font, buffer, 200)
            name = buffer.value.decode("latin-1").lower()
            flags = max(raw.FPDFFont_GetFlags(font), 0)
            self.fonts[address] = (
                bool(flags & _BOLD_FLAG) or any(w in name for w in ("bold", "black", "heavy")),
                bool(flags & _ITALIC_FLAG) or any(w in name for w in ("italic", "oblique")),
            )
        return self.fonts[address]


def _turns(x: float, y: float) -> int | None:
    """Returns the quarter turns that make text in a direction upright, None if it is aslant."""
    if abs(y) <= _ASLANT * abs(x):
        return 0 if x > 0 else 2
    if abs(x) <= _ASLANT * abs(y):
        return 1 if y > 0 else 3
    return None


def _drawn(page: pdfium.PdfPage, view: _View, area: float) -> tuple[tuple[Stroke, ...], bool]:
    """Returns the horizontal lines of a page and whether pictures cover most of it.

    Letters may be drawn as lines, too, or stand in a form that holds no text.
    """
    strokes: list[Stroke] = []
    pictured = 0.0
    drawn_ways: Counter[int] = Counter()
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MAX_DRAWN)):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(drawn)
        drawn_ways[kind] += 1
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        if not raw.FPDFPageObj_GetBounds(drawn, *edges):
            continue
        x0, y0 = view.point(edges[0].value, edges[1].value)
        x1, y1 = view.point(edges[2].value, edges[3].value)
        if not all(map(math.isfinite, (x0, y0, x1, y1))):
            continue
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictured += abs((x1 - x0) * (y1 - y0))
        elif abs(y1 - y0) < _THIN < abs(x1 - x0):
            strokes.append(Stroke(left=min(x0, x1), right=max(x0, x1), base=min(y0, y1)))
    outlined = drawn_ways[raw.FPDF_PAGEOBJ_PATH] > _MANY_PATHS
    other = outlined or drawn_ways[raw.FPDF_PAGEOBJ_FORM] > 0
    return tuple(strokes), other or pictured > _PICTURE_SHARE * area
