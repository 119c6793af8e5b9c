"""What an engine is told of one paragraph: finished terms, keyword values, sort keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from indexer.analysis.analyzer import joined
from indexer.analysis.compounds import compound_terms
from indexer.analysis.marks import marks
from indexer.analysis.pairs import pair_terms
from indexer.model import Masthead, Paragraph
from indexer.parsing.knowledge.languages.tables import TRANSLATED
from indexer.parsing.knowledge.sessions import session_end
from indexer.parsing.knowledge.symbols import sort_key
from indexer.schema import (
    HEADING,
    HEADING_LITERAL,
    KEYWORDS,
    NOTES,
    NOTES_LITERAL,
    TEXT,
    TEXT_LITERAL,
    TITLE,
    TITLE_LITERAL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One searchable paragraph, ready for an engine.

    paragraph: its row number in the store, by which engines name hits.
    document: the row number of its document, by which entries are removed.
    texts: for each of `schema.TEXT_FIELDS`, terms joined by single spaces.
    pairs: the terms of its pairs of common words and of its compounds in two words, joined by
        single spaces.
    keywords: for each of `schema.KEYWORDS`, its values.
    sort_keys: for each of `schema.SORT_KEYS`, a string whose ascending order is that order of
        documents; the paragraphs of one document follow each other by row.
    wording: the key of its wording, None without words.
    marks: of the terms of its text, see `analysis.marks`.
    place: a number for its place in its work, the same in all languages.
    """

    paragraph: int
    document: int
    texts: Mapping[str, str]
    pairs: str
    keywords: Mapping[str, tuple[str, ...]]
    sort_keys: Mapping[str, str]
    wording: str | None
    marks: str
    place: int

    def words(self, field: str) -> list[str]:
        """Returns the terms of a positional field in their order."""
        return self.texts[field].split()

    def values(self, field: str) -> tuple[str, ...]:
        """Returns the values of a keyword field."""
        return self.keywords[field]


_UNDATED = "9999-12-31"


def entry_of(
    *, document: int, row: int, masthead: Masthead, paragraph: Paragraph, place: int = 0
) -> Entry:
    """Makes the entry of a paragraph.

    document, row: the store's row numbers. place: as `analysis.places` has it.
    """
    language = masthead.language
    text, text_literal = joined(paragraph.text, language)
    title, title_literal = _kept_terms(masthead.title or masthead.subject or "", language)
    heading, heading_literal = _kept_terms(paragraph.heading or "", language)
    notes, notes_literal = joined(paragraph.notes or "", language)
    return Entry(
        paragraph=row,
        document=document,
        texts={
            TEXT: text,
            TEXT_LITERAL: text_literal,
            TITLE: title,
            TITLE_LITERAL: title_literal,
            HEADING: heading,
            HEADING_LITERAL: heading_literal,
            NOTES: notes,
            NOTES_LITERAL: notes_literal,
        },
        pairs="" if language in TRANSLATED else _pairs(text, text_literal),
        keywords={field.name: field.values(masthead, paragraph) for field in KEYWORDS},
        sort_keys=_sort_keys(masthead),
        wording=paragraph.wording,
        marks=marks(paragraph.text, language),
        place=place,
    )


def _pairs(text: str, literal: str) -> str:
    return " ".join(pair_terms(literal.split()) + compound_terms(text.split()))


_kept_terms = lru_cache(maxsize=64)(joined)


@lru_cache(maxsize=64)
def _sort_keys(masthead: Masthead) -> dict[str, str]:
    place = sort_key(masthead.symbol)
    day = _day(masthead)
    return {
        "newest": f"{_descending(day)} {place}",
        "oldest": f"{day} {place}",
        "symbol": place,
    }


def _descending(day: str) -> str:
    # The undated stay last in both directions.
    if day == _UNDATED:
        return day
    return date.fromordinal(date.max.toordinal() - date.fromisoformat(day).toordinal()).isoformat()


def _day(masthead: Masthead) -> str:
    session_ends = session_end(masthead.organ, masthead.session)
    known = masthead.adopted_on or masthead.distributed_on or session_ends
    return known.isoformat() if known else _UNDATED
