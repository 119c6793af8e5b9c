"""View of a resolution in two languages side by side, and links to its languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from indexer.analysis.places import counted_kind
from indexer.store.reader import StoredDocument
from web import labels
from web.pages.resolution.document import Line, document_view
from web.pages.search.within import hits_within
from web.urls import place_href


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """One of the languages of a document.

    href: the document in it; empty for the one shown. beside: both side by side; empty for those
    that are.
    """

    code: str
    name: str
    href: str
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideView:
    """A document in two languages.

    first, second: their codes. names: their names in themselves. heading: the title in the second.
    rows: the paragraphs in order, each in both languages; None where one language has none.
    alone: the address of the page in the first language alone. swap: with the languages exchanged.
    """

    first: str
    second: str
    names: tuple[str, str]
    heading: str
    rows: tuple[tuple[Line | None, Line | None], ...]
    alone: str
    swap: str


def languages_view(
    stored: StoredDocument, other: StoredDocument | None, query: str
) -> tuple[LanguageLink, ...]:
    """Returns links to the languages of a document; none for one in a single language.

    other: the text that is shown beside it.
    """
    if len(stored.languages) < 2:
        return ()
    shown = stored.document.masthead
    second = other.document.masthead.language if other else None
    asked = query or None
    return tuple(
        LanguageLink(
            code=code,
            name=labels.own_name(code),
            href="" if code == shown.language else place_href(shown.symbol, q=asked, language=code),
            beside=""
            if code in (shown.language, second)
            else place_href(shown.symbol, q=asked, language=shown.language, beside=code),
        )
        for code in stored.languages
    )


def beside_view(stored: StoredDocument, other: StoredDocument, query: str) -> BesideView:
    """Returns the view of a document with its text in another language beside it."""
    head, second = stored.document.masthead, other.document.masthead
    asked = query or None
    views = [
        document_view(one, hits_within(one.document.masthead, query)) for one in (stored, other)
    ]
    lines = [[line for block in view.blocks for line in block.lines] for view in views]
    return BesideView(
        first=head.language,
        second=second.language,
        names=(labels.own_name(head.language), labels.own_name(second.language)),
        heading=views[1].heading,
        rows=tuple(aligned(*lines)),
        alone=place_href(head.symbol, q=asked, language=head.language),
        swap=place_href(head.symbol, q=asked, language=second.language, beside=head.language),
    )


def aligned(
    first: Sequence[Line], second: Sequence[Line]
) -> Iterator[tuple[Line | None, Line | None]]:
    """Yields the lines of two texts in pairs of the same place, in order.

    Where one text has more paragraphs of a kind that are only counted, what they are and how they
    are labelled says which belong together.
    """
    uneven = _counts(first) - _counts(second) | _counts(second) - _counts(first)
    here, there = ([_key(line, uneven) for line in lines] for lines in (first, second))
    steps = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    for _, start, end, other_start, other_end in steps:
        yield from zip_longest(first[start:end], second[other_start:other_end])


def _counts(lines: Sequence[Line]) -> Counter[str]:
    return Counter(kind for line in lines if (kind := counted_kind(line.anchor)) is not None)


def _key(line: Line, uneven: Counter[str]) -> str:
    return f"{line.kind} {line.label}" if counted_kind(line.anchor) in uneven else line.anchor
