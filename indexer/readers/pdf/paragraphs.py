"""Rows to paragraphs: by the space between rows, indents, size and weight of the letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.parsing.text.hyphens import is_soft
from indexer.parsing.text.inline import leading_marker, plain
from indexer.readers.pdf.rows import Row
from indexer.readers.pdf.wording import Wording

_LEADING = 1.2  # distance of baselines, of the size, where a document shows none
_WIDE = 1.22  # of the leading: the distance above a new paragraph
_INDENT = 1.2  # of the size
_LETTER = 0.5  # of the size: the width of a letter
_JUSTIFIED = 0.2  # of the rows: those that end at the margin at least
_SHORT = 4  # of the size: how far a row ends before the right margin when the paragraph is over
_SECTION = re.compile(
    r"(?:Section |Part )?[IVXL]{1,6}\.?|[A-Z]\.?|(?:Rule|Article|Section|Chapter|Part) \d{1,3}\.?"
)
_CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")  # written without blanks
_CLOSE = re.compile(r"\w[-‐‑–—/]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows that make one paragraph."""

    rows: tuple[Row, ...]

    @property
    def first(self) -> Row:
        """Its first row."""
        return self.rows[0]

    @property
    def heading(self) -> bool:
        """True when its letters set it off from the text."""
        return all(row.bold or row.slanted for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Usual measures of a document.

    size: of the font of its text, in points. leading: distance of baselines, of the size.
    left, right: margins of the text, in points.
    """

    size: float
    leading: float
    left: float
    right: float


def measure(rows: Iterable[Row]) -> Measure:
    """Measures the text of a document."""
    rows = list(rows)
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.plain)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    text = [row for row in rows if row.size == size]
    # Rows of narrow columns are short; rows of a page are long enough from forty characters on.
    lengths = sorted(len(row.plain) for row in text)
    long = min(40, int(0.7 * lengths[9 * len(lengths) // 10])) if lengths else 40
    lefts = Counter(round(row.left) for row in text if len(row.plain) > long)
    rights = Counter(round(row.right) for row in text if len(row.plain) > long)
    return Measure(
        size=size,
        leading=_leading(text),
        left=min(lefts, key=lambda place: (-lefts[place], place), default=0),
        right=_right_margin(rights),
    )


def _right_margin(rights: Counter[int]) -> float:
    """Returns where rows end: at one place where they are justified, else about where most do."""
    if not rights:
        return 1000.0
    place, count = rights.most_common(1)[0]
    ordered = sorted(rights.elements())
    justified = count > 1 and count >= _JUSTIFIED * len(ordered)
    return place if justified else ordered[int(0.9 * len(ordered))]


def _leading(rows: Sequence[Row]) -> float:
    pitches = [
        round((above.base - below.base) / below.size, 1)
        for above, below in pairwise(rows)
        if above.page == below.page
    ]
    for widest in (1.8, 2.4):  # some typescripts leave every other line free
        usual = Counter(pitch for pitch in pitches if 0.8 < pitch < widest)
        if usual:
            return usual.most_common(1)[0][0]
    return _LEADING


def blocks(rows: Sequence[Row], usual: Measure, wording: Wording) -> Iterator[Block]:
    """Gathers the rows of a document to paragraphs, across the turn of pages."""
    open_rows: list[Row] = []
    for row in rows:
        if open_rows and _begins(open_rows, row, usual, wording):
            yield Block(rows=tuple(open_rows))
            open_rows = []
        open_rows.append(row)
    if open_rows:
        yield Block(rows=tuple(open_rows))


def _begins(above: Sequence[Row], row: Row, usual: Measure, wording: Wording) -> bool:
    """Tells whether a row begins a paragraph below (or on the page after) others."""
    last = above[-1]
    if last.bold != row.bold or abs(last.size - row.size) > 0.08 * max(last.size, row.size):
        return True
    if row.page != last.page:
        return _begins_page(above, row, usual, wording)
    if last.base - row.base > _WIDE * max(usual.leading, 1.1) * row.size or row.base > last.base:
        return True
    if last.bold and len(above) == 1 and _SECTION.fullmatch(last.plain):
        return True
    if leading_marker(row.marked) and (row.size < usual.size or _begins_note(last, row, wording)):
        return True  # a note below a table, or one without a rule above it
    if not wording.ended.search(last.plain):
        return False
    over = last.right < usual.right - _SHORT * row.size or row.left > usual.left + _SHORT * row.size
    if over and _is_indented(above, row):
        return True
    return (over or _fits(last, row, usual)) and (
        wording.label.match(row.plain) is not None or _opens(above, row, wording)
    )


def _fits(last: Row, row: Row, usual: Measure) -> bool:
    """Tells whether the first word of a row would have found room in the row above."""
    word = row.plain.partition(" ")[0]
    return last.right + _LETTER * row.size * (len(word) + 1) < usual.right


def _begins_note(last: Row, row: Row, wording: Wording) -> bool:
    found = leading_marker(row.marked)
    ended = wording.ended.search(last.plain) is not None
    return ended and found is not None and plain(found[1])[:1].isupper()


def _opens(above: Sequence[Row], row: Row, wording: Wording) -> bool:
    """Tells a first line by its words, where neither space nor indent sets it off."""
    begun = row.left >= above[0].left - row.size / 2 and wording.begins(row.plain)
    if wording.is_closing(row.plain):
        return True
    return begun or (len(above) == 1 and wording.is_formula(above[0].plain))


def _is_indented(above: Sequence[Row], row: Row) -> bool:
    """Tells a first line by its indent, as that of the paragraph before it, if it has one."""
    body = min(other.left for other in above)
    hanging = len(above) > 1 and above[0].left < above[-1].left - row.size / 2
    return row.left > body + _INDENT * row.size and not hanging


def _begins_page(above: Sequence[Row], row: Row, usual: Measure, wording: Wording) -> bool:
    """Tells whether the first row of a page begins a paragraph or goes on with the last one."""
    text = row.plain
    ended = wording.ended.search(above[-1].plain) is not None
    if wording.label.match(text):
        return ended or row.left > usual.left + _INDENT * row.size
    if not ended:
        return row.bold and len(above[-1].plain) > 0 and text[:1].isupper() and _full(above, usual)
    if text[:1].islower():
        return row.left > usual.left + _INDENT * row.size and len(above) > 1
    indented = row.left > min(other.left for other in above) + _INDENT * row.size
    first_indented = above[0].left > usual.left + _INDENT * row.size
    return indented or not first_indented or above[-1].right < usual.right - _SHORT * row.size


def _full(above: Sequence[Row], usual: Measure) -> bool:
    """Tells whether a heading's last row leaves room, so that it does not go on."""
    return above[-1].right < usual.right - 2 * _SHORT * above[-1].size


def text_of(rows: Sequence[Row], words: frozenset[str]) -> str:
    """Joins the rows of a paragraph, with inline marks."""
    text = ""
    for row in rows:
        text = join_rows(text, row.marked, words)
    return text


def join_rows(before: str, after: str, words: frozenset[str]) -> str:
    """Joins two rows; a hyphen at the end goes where it is only of print."""
    if not before:
        return after
    head, tail = plain(before), plain(after)
    if _CHINESE.match(head[-1:]) or _CHINESE.match(tail[:1]):
        return before + after
    if not (_CLOSE.search(head) and re.match(r"\w", tail)):
        return f"{before} {after}"
    return (
        before[:-1] + after
        if before.endswith("-") and is_soft(head, tail, words)
        else before + after
    )
