"""JSON of results: one shape for the API and for the commands' `--json`.

Values of `search` are serialized as they are; the dataclasses here describe JSON of another shape.
Offsets are in characters (Unicode code points), dates in ISO 8601, absent values None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from indexer.export import ExportedDocument, exported
from indexer.model import Masthead, Paragraph, ParagraphType
from indexer.serialization import INLINE, Only
from indexer.store.citations import CitedBy
from indexer.store.reader import StoredDocument
from search.assistance.explanation import Explanation, Share
from search.citation import citation
from search.comparison.compare import Change, Comparison, Pair
from search.comparison.versions import Versions
from search.comparison.word_diff import Piece
from search.results import Facet, Hit, Languages, Notice, SearchResult, Understanding
from search.trends import Series, Trend
from search.understanding.sentences import language_sentences, sentences

Brief = Annotated[Masthead, Only("symbol", "title", "adopted_on", "document_type")]
"""A document in a list."""
_Title = Only("symbol", "title", "adopted_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A word of a query and its correction."""

    word: str
    read_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWords:
    """Words of a query and the alternatives that were searched too."""

    words: str
    looked_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedUnderstanding:
    """How a query was understood when all its words together had few results."""

    kind: Annotated[str, "“kept”, “corrected”, “most” or “pasted”."]
    text: Annotated[str, "The words that were looked for."]
    complete: Annotated[int, "Paragraphs that have all words as typed."]
    all_kept: Annotated[int, "Paragraphs that have all of `text`."]
    most: Annotated[int, "Paragraphs that have most of `text`, 0 if not asked for."]
    left_out: Annotated[tuple[str, ...], "Words that say little."]
    unknown: Annotated[tuple[str, ...], "Words that no paragraph has."]
    corrected: tuple[Correction, ...]
    also: tuple[OtherWords, ...]
    message: Annotated[str, "All of this in a sentence or two."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedLanguages:
    """The languages of a query and of the paragraphs that it found."""

    read: Annotated[tuple[str, ...], "In which the words of the query were read."]
    shown: Annotated[tuple[str, ...], "Of the paragraphs found; empty for all."]
    held: Annotated[tuple[str, ...], "Of the collection."]
    chosen: Annotated[bool, "Whether the request names a language; otherwise it was guessed."]
    translated: Annotated[tuple[OtherWords, ...], "Terms of the UNBIS Thesaurus searched instead."]
    untranslated: Annotated[tuple[str, ...], "Words without such a term."]
    message: Annotated[str, "What was done across languages in a sentence or two, or empty."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedSearch:
    """One page of a search."""

    result: Annotated[
        SearchResult,
        INLINE,
        Only("request", "total", "groups", "pages", "reading", "jump", "years"),
    ]
    jump_paragraph: Annotated[str | None, "Id of its paragraph, if the query names one."]
    missing: Annotated[str | None, "Symbol of a document that the query names but we don’t have."]
    suggestion: Annotated[str | None, "A corrected query that finds more."]
    understanding: Annotated[
        ExportedUnderstanding | None,
        "What was searched for instead, if few paragraphs have all words of the query.",
    ]
    languages: Annotated[ExportedLanguages | None, "Languages of the query and of what it found."]
    engine: str
    notices: tuple[Notice, ...]
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]


def exported_search(result: SearchResult) -> ExportedSearch:
    """Returns a result as JSON values, with its understanding in sentences."""
    understood = result.understanding
    return ExportedSearch(
        result=result,
        jump_paragraph=result.jump_paragraph.id if result.jump_paragraph else None,
        missing=result.missing,
        suggestion=result.suggestion,
        understanding=_understanding(understood) if understood else None,
        languages=_languages(result.languages) if result.languages else None,
        engine=result.engine,
        notices=result.notices,
        hits=result.hits,
        facets=result.facets,
    )


def _languages(found: Languages) -> ExportedLanguages:
    return ExportedLanguages(
        read=found.read,
        shown=found.shown,
        held=found.held,
        chosen=found.chosen,
        translated=tuple(OtherWords(words=one, looked_for=its) for one, its in found.translated),
        untranslated=found.untranslated,
        message=" ".join(language_sentences(found)),
    )


def _understanding(understood: Understanding) -> ExportedUnderstanding:
    return ExportedUnderstanding(
        kind=understood.kind,
        text=understood.text,
        complete=understood.complete,
        all_kept=understood.all_kept,
        most=understood.most,
        left_out=understood.left_out,
        unknown=understood.unknown,
        corrected=tuple(
            Correction(word=word, read_as=other) for word, other in understood.corrected
        ),
        also=tuple(OtherWords(words=words, looked_for=others) for words, others in understood.also),
        message=" ".join(sentences(understood)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedCiting:
    """A citing document with the ids of its citing paragraphs."""

    masthead: Annotated[Masthead, _Title, INLINE]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedCitedBy:
    """Citations of a document: their number, and the newest citing documents."""

    paragraphs: int
    documents: int
    newest: tuple[ExportedCiting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedVersions:
    """The relatives of a document, briefly."""

    previous: Brief | None
    next: Brief | None
    earlier: tuple[Brief, ...]
    later: tuple[Brief, ...]
    drafts: tuple[Brief, ...]
    adopted: tuple[Brief, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedResolution:
    """A document with its citations and relatives."""

    document: Annotated[ExportedDocument, INLINE]
    other_sources: tuple[str, ...]
    parts: tuple[Annotated[Masthead, _Title], ...]
    languages: Annotated[tuple[str, ...], "Languages in which the collection has the document."]
    cited_by: ExportedCitedBy
    versions: ExportedVersions


def exported_resolution(stored: StoredDocument, versions: Versions) -> ExportedResolution:
    """Returns a document as JSON values, with its citations and relatives."""
    return ExportedResolution(
        document=exported(stored.document),
        other_sources=tuple(source.path for source in stored.other_sources),
        parts=stored.parts,
        languages=stored.languages,
        cited_by=_cited_by(stored.cited_by),
        versions=ExportedVersions(
            previous=versions.previous,
            next=versions.next,
            earlier=versions.earlier,
            later=versions.later,
            drafts=versions.drafts,
            adopted=versions.adopted,
        ),
    )


def _cited_by(cited_by: CitedBy) -> ExportedCitedBy:
    return ExportedCitedBy(
        paragraphs=cited_by.paragraphs,
        documents=cited_by.documents,
        newest=tuple(
            ExportedCiting(
                masthead=citing.masthead,
                paragraphs=tuple(paragraph.id for paragraph in citing.paragraphs),
            )
            for citing in cited_by.newest
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCount:
    """A word and the number of paragraphs that have it."""

    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedMeaning:
    """The words that one word of a query matches; total: their number."""

    asked: str
    words: tuple[WordCount, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedHit:
    """A hit, by its id, and the parts of its score."""

    id: str
    score: float | None
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedExplanation:
    """A search result with the reasons for its ranking."""

    query: str
    reading: str
    canonical: str
    tree: Annotated[tuple[str, ...], "The query as it was read, one line per node."]
    notices: tuple[Notice, ...]
    suggestion: str | None
    words: tuple[ExportedMeaning, ...]
    total: int
    order: str
    engine: str
    hits: tuple[ExplainedHit, ...]


def exported_explanation(explanation: Explanation) -> ExportedExplanation:
    """Returns an explanation as JSON values."""
    result = explanation.result
    return ExportedExplanation(
        query=result.request.query,
        reading=result.reading,
        canonical=explanation.canonical,
        tree=explanation.tree,
        notices=result.notices,
        suggestion=result.suggestion,
        words=tuple(
            ExportedMeaning(
                asked=one.asked,
                words=tuple(WordCount(word=word, count=count) for word, count in one.words),
                total=one.total,
            )
            for one in explanation.meanings
        ),
        total=result.total,
        order=explanation.order,
        engine=result.engine,
        hits=tuple(
            ExplainedHit(id=hit.paragraph.id, score=hit.score, shares=shares)
            for hit, shares in zip(result.hits, explanation.shares, strict=True)
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedParagraph:
    """A paragraph of a comparison."""

    id: str
    type: ParagraphType
    label: str | None
    citation: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPair:
    """A paragraph before and after."""

    change: Change
    reworded: bool
    figures_only: bool
    likeness: float
    before: ComparedParagraph | None
    after: ComparedParagraph | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedComparison:
    """The comparison of two documents."""

    before: Masthead
    after: Masthead
    counts: Mapping[Change, int]
    figures_only: int
    pairs: tuple[ExportedPair, ...]


def exported_comparison(comparison: Comparison) -> ExportedComparison:
    """Returns a comparison as JSON values, with citations of its paragraphs."""
    return ExportedComparison(
        before=comparison.before,
        after=comparison.after,
        counts=comparison.counts,
        figures_only=comparison.figures_only,
        pairs=tuple(_pair(pair, comparison) for pair in comparison.pairs),
    )


def _pair(pair: Pair, comparison: Comparison) -> ExportedPair:
    before, after = pair.before, pair.after
    return ExportedPair(
        change=pair.change,
        reworded=pair.reworded,
        figures_only=pair.figures_only,
        likeness=pair.likeness,
        before=compared(comparison.before, before) if before else None,
        after=compared(comparison.after, after) if after else None,
        pieces=pair.pieces,
    )


def compared(masthead: Masthead, paragraph: Paragraph) -> ComparedParagraph:
    """Returns a paragraph with its citation, for comparisons and series."""
    return ComparedParagraph(
        id=paragraph.id,
        type=paragraph.type,
        label=paragraph.label,
        citation=citation(masthead, paragraph),
        text=paragraph.text,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedSeries:
    """One line of a plot; `shares` are in a thousand of the paragraphs in `of`."""

    name: str
    query: str | None
    total: int
    counts: tuple[int, ...]
    shares: tuple[float | None, ...]
    of: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTrend:
    """The frequency of some searches by period."""

    by: str
    periods: tuple[str, ...]
    all: tuple[int, ...]
    left_out: int
    series: tuple[ExportedSeries, ...]


def exported_trend(trend: Trend) -> ExportedTrend:
    """Returns a trend as JSON values, with its shares."""
    return ExportedTrend(
        by=trend.by,
        periods=trend.periods,
        all=trend.all,
        left_out=trend.left_out,
        series=tuple(_series(one) for one in trend.series),
    )


def _series(series: Series) -> ExportedSeries:
    shares = (series.share(place) for place in range(len(series.counts)))
    return ExportedSeries(
        name=series.name,
        query=series.request.query if series.request else None,
        total=series.total,
        counts=series.counts,
        shares=tuple(None if share is None else round(share, 3) for share in shares),
        of=series.of,
    )
