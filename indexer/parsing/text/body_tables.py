"""Texts laid out in tables: a column of numbers, one of paragraphs, perhaps others beside it.

Delegations negotiate in such tables: the text stands in one column, proposals and comments in the
next ones. A table that shows figures stays one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.knowledge.verbs import read_opening
from indexer.parsing.text.lines import Line
from indexer.parsing.text.working_papers import SUFFIX, is_drafted

Cell = Sequence[Line]
"""The paragraphs of a cell."""

_SEPARATOR = " | "
_INSERTED = rf"(?:[ .-]{{0,2}}\(?(?:{SUFFIX})\)?)*"
_LABEL = re.compile(
    rf"[\[(]?(?:(?:PP|OP)[ .-]?)?(?:\d{{1,3}}[a-z]?{_INSERTED}|[a-z]{{1,4}}\))"
    r"[\]).:]{0,2}-?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:\d{1,3}\.|\([a-z]{1,4}\)) ?(?=\S)")
_ANNEX = re.compile(r"(?i)(?:annex|appendix)(?: [IVXL\d]+)?")
_LONGEST_HEAD = 60  # characters
_MOST = 0.5  # of the cells of a column: more make it one of labels or of paragraphs
_SOME = 0.3  # beside labels, where the items of lists open with no verb


@dataclass(frozen=True, slots=True)
class _Shape:
    """Columns of a table by their places. label: None where numbers stand in the text."""

    label: int | None
    text: int


def without_body_tables(lines: Sequence[Line]) -> list[Line]:
    """Returns lines whose text stands in rows of tables as paragraphs."""
    if not any(line.table for line in lines):
        return list(lines)
    kept: list[Line] = []
    for table, stretch in _stretches(lines):
        rows = [[_cell(text, line) for text in _split(line)] for line in stretch] if table else []
        kept += paragraphs(rows) or stretch
    return kept


def begins_annex(text: str) -> bool:
    """Tells the line above an annex, where tables lay out no text of a resolution any more."""
    return _ANNEX.fullmatch(text) is not None


def _split(line: Line) -> list[str]:
    return line.text.split(_SEPARATOR)


def _cell(text: str, line: Line) -> Cell:
    text = text.strip()
    return (replace(line, text=text, table=False, whole=True, gap=True),) if text else ()


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Yields (whether rows of a table of the text, lines); annexes have no text to lay out."""
    stretch: list[Line] = []
    before = enacted = annexed = False
    for line in lines:
        enacted = enacted or enacting_organ(line.plain.replace("|", " ").strip()) is not None
        annexed = annexed or (enacted and begins_annex(line.plain))
        table = line.table and enacted and not annexed
        if stretch and table != before:
            yield before, stretch
            stretch = []
        stretch.append(line)
        before = table
    if stretch:
        yield before, stretch


def paragraphs(rows: Sequence[Sequence[Cell]]) -> list[Line]:
    """Returns the lines of a text that a table lays out; none for a table that shows figures."""
    shape = _shape(rows)
    if shape is None:
        return []
    heads = _heads(rows[0], shape)
    return [line for row in rows[bool(heads) :] for line in _row(row, shape, heads)]


def _shape(rows: Sequence[Sequence[Cell]]) -> _Shape | None:
    """Finds the columns of labels and of text."""
    width = max(map(len, rows), default=0)
    if width < 2:
        return None
    columns = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
    labels = [_most(column, _is_label, _MOST) for column in columns]
    fewest = _SOME if True in labels else _MOST
    texts = [_most(column, _is_paragraph, fewest) for column in columns]
    label = labels.index(True) if True in labels else None
    text = next((at for at, is_text in enumerate(texts) if is_text and at != label), None)
    if text is None or (label is not None and label > text):
        return None
    # Without numbers beside it, one cell that begins like a paragraph proves nothing.
    proved = label is not None or sum(map(_is_paragraph, columns[text])) > 1
    return _Shape(label, text) if proved else None


def _most(column: Sequence[Cell], is_one: Callable[[Cell], bool], share: float) -> bool:
    count = sum(map(is_one, column))
    heads = 1 if len(column) > 1 else 0  # the first row may say what stands in the others
    return count > 0 and count >= share * (len(column) - heads)


def _is_label(cell: Cell) -> bool:
    return len(cell) == 1 and _LABEL.fullmatch(cell[0].plain) is not None


def _is_paragraph(cell: Cell) -> bool:
    if not cell:
        return False
    text = _NUMBERED.sub("", cell[0].plain, count=1)
    return bool(is_drafted(text) or enacting_organ(text) or read_opening(text))


def _heads(row: Sequence[Cell], shape: _Shape) -> list[str]:
    """Returns what the first row says of the columns; nothing where it is of the text."""
    texts = [" ".join(line.plain for line in cell) for cell in row]
    label = shape.label is not None and _is_label(row[shape.label])
    text = shape.text < len(row) and _is_paragraph(row[shape.text])
    if label or text or max(map(len, texts), default=0) > _LONGEST_HEAD:
        return []
    return texts if sum(map(bool, texts)) > 1 else []


def _row(row: Sequence[Cell], shape: _Shape, heads: Sequence[str]) -> Iterator[Line]:
    """Yields the paragraphs of a row, then what stands beside them."""
    text = list(row[shape.text]) if shape.text < len(row) else []
    label = row[shape.label] if shape.label is not None and shape.label < len(row) else ()
    if text and label:
        text[0] = replace(text[0], text=f"{_printed(label[0].text)} {text[0].text}")
    yield from text
    # A paragraph that is only proposed has a label, too.
    place = label[0].text if label and not text else ""
    for at, cell in enumerate(row):
        if at in (shape.text, shape.label) or not cell:
            continue
        head = ", ".join(filter(None, (place, heads[at] if at < len(heads) else "")))
        said = " ".join(line.text for line in cell)
        line = replace(cell[0], text=f"{head}: {said}" if head else said)
        yield replace(line, gap=True, whole=True, aside=True, continues=False)


def _printed(label: str) -> str:
    """Returns a label as it stands before a text: a number has a stop."""
    return f"{label}." if label[:1].isdigit() and label[-1].isalnum() else label
