"""Prepared documents: cells for the store, entries for the engine.

Whoever reads files does this too, in as many processes as there are; the one process that writes
is left with numbering rows. What is here is therefore plain: it has to travel between processes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.analysis.entry import Entry, entry_of
from indexer.analysis.places import places_in_work
from indexer.analysis.subjects import with_inferred_subjects
from indexer.model import SEARCHED, Document
from indexer.parsing.knowledge.lettered import number_key
from indexer.parsing.knowledge.symbols import sort_key, symbol_key
from indexer.parsing.meaning.short_forms import short_forms
from indexer.parsing.text.languages import EN
from indexer.reading.worker import Read
from indexer.store.codec import Scalar
from indexer.store.tables import LISTS, MASTHEAD, PARAGRAPH, SOURCE

Cells = tuple[Scalar, ...]
Draft = tuple[
    int,
    Mapping[str, str],
    str,
    Mapping[str, tuple[str, ...]],
    Mapping[str, str],
    str | None,
    str,
    int,
]
"""An entry that has no numbers yet: its paragraph's place in the document, then as in `Entry`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document as it will be written, but for its row numbers.

    key, sort_key: of its symbol. number: shared with the other parts of its resolution.
    head: cells of masthead and source.
    paragraphs: cells in order; parents: for each the place of its parent among them, or None.
    citations: symbol and place of a searchable paragraph that cites it.
    lists: by table. held: paragraphs by type. short_forms: with what they stand for.
    drafts: what is told to the engine.
    """

    key: str
    number: str
    sort_key: str
    symbol: str
    language: str
    format: str
    issues: int
    head: Cells
    paragraphs: tuple[Cells, ...]
    parents: tuple[int | None, ...]
    citations: tuple[tuple[str, int], ...]
    lists: tuple[tuple[str, tuple[Cells, ...]], ...]
    held: Mapping[str, int]
    short_forms: Mapping[str, str]
    drafts: tuple[Draft, ...]

    def entries(self, *, document: int, first: int) -> Iterator[Entry]:
        """Yields the entries, once the rows of the document and its first paragraph are known."""
        for number, texts, pairs, keywords, sort_keys, wording, marks, place in self.drafts:
            yield Entry(
                paragraph=first + number,
                document=document,
                texts=texts,
                pairs=pairs,
                keywords=keywords,
                sort_keys=sort_keys,
                wording=wording,
                marks=marks,
                place=place,
            )


def prepare(document: Document) -> Prepared:
    """Makes a document ready to be written."""
    document = replace(document, masthead=with_inferred_subjects(document.masthead))
    head, paragraphs = document.masthead, document.paragraphs
    key = symbol_key(head.symbol)
    places = {paragraph.id: place for place, paragraph in enumerate(paragraphs)}
    lists = zip(
        LISTS.items(), (document.footnotes, document.references, document.issues), strict=True
    )
    return Prepared(
        key=key,
        number=number_key(key),
        sort_key=sort_key(head.symbol),
        symbol=head.symbol,
        language=head.language,
        format=document.source.format,
        issues=len(document.issues),
        head=MASTHEAD.encode(head) + SOURCE.encode(document.source),
        paragraphs=tuple(PARAGRAPH.encode(paragraph) for paragraph in paragraphs),
        parents=tuple(places.get(paragraph.parent or "") for paragraph in paragraphs),
        citations=tuple(
            (target, place)
            for place, paragraph in enumerate(paragraphs)
            if paragraph.type in SEARCHED
            for target in dict.fromkeys(paragraph.cites)
        ),
        lists=tuple(
            (table, tuple(shape.encode(value) for value in values))
            for (table, shape), values in lists
        ),
        held=dict(Counter(str(paragraph.type) for paragraph in paragraphs)),
        short_forms=dict(pair for one in reversed(paragraphs) for pair in short_forms(one.text))
        if head.language == EN
        else {},
        drafts=tuple(_drafts(document)),
    )


def _drafts(document: Document) -> Iterator[Draft]:
    head, paragraphs = document.masthead, document.paragraphs
    places = places_in_work(head, paragraphs)
    for number, (paragraph, place) in enumerate(zip(paragraphs, places, strict=True)):
        if paragraph.type in SEARCHED:
            entry = entry_of(
                document=0, row=number, masthead=head, paragraph=paragraph, place=place
            )
            yield (
                number, entry.texts, entry.pairs, entry.keywords, entry.sort_keys, entry.wording,
                entry.marks, entry.place,
            )  # fmt: skip


class Preparing:
    """Reads a file's documents and prepares them; made of a `Read`, for any process."""

    def __init__(self, read: Read[Document]) -> None:
        self._read = read

    def __call__(
        self, path: str, data: bytes, *, symbol: str | None = None
    ) -> tuple[Prepared, ...]:
        """Reads as the `Read` does, with its errors."""
        return tuple(prepare(one) for one in self._read(path, data, symbol=symbol))
