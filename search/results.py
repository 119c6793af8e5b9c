"""Search results, as shown by the page, the API and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from indexer.export import ExportedParagraph
from indexer.model import Masthead, Paragraph
from indexer.serialization import INLINE, Only, Renamed
from indexer.store.reader import StoredParagraph
from search.comparison.word_diff import Piece
from search.request import SearchRequest

Span = Annotated[
    tuple[int, int],
    "First character and the one after the last, counted in Unicode code points from 0.",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """How plain words or pasted text were understood when all words together had few results.

    kind: "kept" (words that carry nothing were left out), "corrected", "most" (paragraphs that have
        most of the words count too), "pasted" (a stretch of text: the closest paragraphs).
    text: the words searched. complete: number of paragraphs with all words as typed.
    all_kept: number with all of `text`. most: number with most of it, 0 if not searched.
    left_out: words without weight. unknown: words that no paragraph has. corrected: words and their
    corrections. also: words and the alternatives searched too.
    """

    kind: str
    text: str
    complete: int
    all_kept: int
    most: int
    left_out: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A stretch of a paragraph's own text.

    cut_before, cut_after: whether text was left out there. highlights: in order, not overlapping.
    """

    text: str
    start: Annotated[int, "Where the snippet starts in the text of the paragraph."]
    cut_before: bool
    cut_after: bool
    highlights: Annotated[tuple[Span, ...], "Matches in the text of the snippet."]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyUse:
    """The use of a text and its edits in this collection."""

    uses: Annotated[int, "Paragraphs of adopted texts with it, numbers set aside."]
    first_year: Annotated[int | None, "Year of the first, null where none has a date."]
    last_year: int | None
    changes: Annotated[int, "Times that its words changed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The same paragraph in another language."""

    language: str
    paragraph: ExportedParagraph
    highlights: Annotated[
        tuple[Span, ...], "Matches in the text, where the query is in its language."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The languages of a search.

    read: those in which the words of the query were read. shown: those of the paragraphs found;
    empty for all. held: those of the collection. chosen: whether the request names a language;
    otherwise it was guessed. translated: terms of the query, each with the terms of the language
    shown that were searched in its place. untranslated: words for which there was none.
    """

    read: tuple[str, ...]
    shown: tuple[str, ...]
    held: tuple[str, ...]
    chosen: bool
    translated: tuple[tuple[str, tuple[str, ...]], ...] = ()
    untranslated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A matching paragraph.

    lead_in: outermost first, joined by a space. group: where results are grouped.
    """

    masthead: Annotated[Masthead, Renamed("document")]
    paragraph: ExportedParagraph
    lead_in: Annotated[str | None, "The words that introduce a subparagraph."]
    highlights: Annotated[tuple[Span, ...], "Matches in the full text of the paragraph."]
    snippet: Snippet
    score: float | None
    missing: Annotated[tuple[str, ...], "Words looked for that the paragraph lacks."] = ()
    differences: Annotated[
        tuple[Piece, ...], "From a passage that was pasted; empty where there is little in common."
    ] = ()
    use: Annotated[
        FamilyUse | None,
        "How often the text and its edits were used in this collection, numbers set aside.",
    ] = None
    group: HitGroup | None = None
    languages: Annotated[
        tuple[str, ...], "Languages in which the collection has the paragraph, this one among them."
    ] = ()
    twin: Annotated[Twin | None, "The paragraph in the language asked for by `also`."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(StoredParagraph):
    """A result for a file.

    use: of its text and the edits of it in this collection; None where nothing is known.
    """

    use: FamilyUse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HitGroup:
    """The matches that one hit stands for, where results are grouped.

    paragraphs, resolutions: how many of the matches, exactly, the hit among them.
    first_year, last_year: of adoption, None where all are drafts.
    further: the next best paragraphs of the same resolution.
    """

    paragraphs: int
    resolutions: Annotated[int, Renamed("documents")]
    first_year: int | None
    last_year: int | None
    further: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many paragraphs of the search have it."""

    value: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The values of one keyword field, counted without the field's own filter.

    Most frequent first, ranged fields newest first; chosen values are always among them.
    """

    field: str
    title: str
    values: tuple[FacetValue, ...]
    left_out: Annotated[int, "Number of less frequent values not returned."] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message to the user about how the query was read.

    code: stable. span: in the query, None when it concerns the whole.
    """

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The answer to a search.

    jump: the symbol named in the query, if the index has the document. jump_paragraph: the
        paragraph named in it. jump_is_all: whether the query consists of the name alone.
    missing: the symbol of a named document that the index lacks. suggestion: the query with
        corrected words, if that finds more. understanding: what was searched instead, if all words
        together had few results.
    """

    request: Annotated[
        SearchRequest, INLINE, Only("query", "filters", "sort", "group", "page", "size")
    ]
    total: Annotated[int, "Exact number of paragraphs found."]
    pages: Annotated[int, "Number of pages available."]
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    notices: tuple[Notice, ...]
    reading: Annotated[str, "How the query was read, to complete “Paragraphs …”."]
    jump: Annotated[str | None, "Symbol of the document that the query names."]
    engine: str
    suggestion: str | None = None
    groups: Annotated[int | None, "Number of documents or wordings, if grouped."] = None
    understanding: Understanding | None = None
    jump_paragraph: Paragraph | None = None
    jump_is_all: bool = False
    years: Annotated[
        tuple[int, int] | None, "First and last year of the adopted texts of this collection."
    ] = None
    missing: str | None = None
    languages: Languages | None = None
