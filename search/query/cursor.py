"""Cursor: the stretch of a query that is being typed and that a completion would replace."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.query.tokens import FIELDS

_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02'
_QUOTE = re.compile(f"[{_QUOTES}]")
_FIELD = re.compile(r"([^\W\d_]+):", re.IGNORECASE)
_BREAKS = re.compile(rf"[\s(){_QUOTES}]")
_BEFORE = re.compile(rf"[^\s(){_QUOTES}]*\Z")
_PLAIN_WORD = re.compile(r"(?!(?:AND|OR|NOT|NEAR|PRE)\Z)[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WORDS_BEFORE = 4
_FAR = 300
"""Characters searched for words before the cursor, and for their end after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The text being typed at a cursor.

    start, end: the stretch of the query that a completion replaces, without a leading "-".
    field: the field's name, if a colon follows it. quoted: whether it is in quotation marks.
    typed: the text up to the cursor, without field and quotation mark.
    tails: start offsets of runs of plain words that end at the cursor, longest first.
    before: the plain words right before it, or those in its quotation marks.
    """

    start: int
    end: int
    field: str | None
    quoted: bool
    typed: str
    tails: tuple[int, ...] = ()
    before: str = ""


def place_at(text: str, cursor: int) -> Place:
    """Returns the text being typed at a cursor, an offset in characters."""
    cursor = min(max(cursor, 0), len(text))
    quotes = [found.start() for found in _QUOTE.finditer(text, 0, cursor)]
    if len(quotes) % 2:
        return _in_quotes(text, quotes[-1], cursor)
    start = _chunk_start(text, cursor)
    end = _BREAKS.search(text, cursor)
    after = end.start() if end else len(text)
    while start < cursor and text[start] in "-=":
        start += 1
    field, value = _field(text[start:cursor])
    starts = () if field else _starts(text, start)
    return Place(
        start=start,
        end=after,
        field=field,
        quoted=False,
        typed=value,
        tails=starts if start < cursor else (),
        before=text[starts[0] : start] if starts else "",
    )


def _in_quotes(text: str, quote: int, cursor: int) -> Place:
    start = _chunk_start(text, quote)
    while start < quote and text[start] in "-=":
        start += 1
    field, rest = _field(text[start:quote])
    if field is None or rest:
        field, start = None, quote
    close = _QUOTE.search(text, cursor, cursor + _FAR)
    end = close.end() if close and not text[cursor : close.start()].strip() else cursor
    typed = text[quote + 1 : cursor]
    before = typed[: len(typed) - len(typed.rpartition(" ")[2])]
    return Place(start=start, end=end, field=field, quoted=True, typed=typed, before=before)


def _chunk_start(text: str, end: int) -> int:
    floor = max(end - _FAR, 0)
    found = _BEFORE.search(text[floor:end])
    return end if found is None else floor + found.start()


def _field(chunk: str) -> tuple[str | None, str]:
    name = _FIELD.match(chunk)
    if name is None or name[1].lower() not in FIELDS:
        return None, chunk
    return name[1].lower(), chunk[name.end() :]


def _starts(text: str, start: int) -> tuple[int, ...]:
    """Returns the start offsets of the plain words right before a place, then the place itself."""
    starts = [start]
    while len(starts) < _WORDS_BEFORE:
        gap = max(starts[0] - _FAR, 0)
        end = gap + len(text[gap : starts[0]].rstrip())
        first = _chunk_start(text, end)
        if end == starts[0] or not _PLAIN_WORD.fullmatch(text[first:end]):
            break
        starts.insert(0, first)
    return tuple(starts)
