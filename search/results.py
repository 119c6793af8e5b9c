"""What a search answers: values for the page, the API and the command line to show."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.model import Masthead, Paragraph
from search.request import SearchRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """How a query of plain words, or a pasted text, was understood where all its words find little.

    kind: "kept" (words that carry nothing were left out), "corrected", "most" (paragraphs that have
        most of the words count too), "pasted" (a stretch of text: the closest paragraphs).
    text: the words that were looked for. complete: paragraphs that have all words as typed.
    all_kept: those that have all of `text`. most: those that have most of it, 0 if not asked.
    left_out: words that carry nothing. unknown: words that no paragraph has. corrected: words and
    what they were set right to. also: words and the other words that were looked for.
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

    text: the stretch. start: where in the paragraph it begins, in characters.
    cut_before, cut_after: whether text was left out there.
    highlights: (start, end) in `text`, in order, not overlapping.
    """

    text: str
    start: int
    cut_before: bool
    cut_after: bool
    highlights: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A paragraph found.

    lead_in: for a subparagraph the text it hangs on, outermost first, joined by a space.
    highlights: (start, end) in the whole text of the paragraph.
    group: what it stands for, where results are grouped. missing: words looked for that it lacks.
    """

    masthead: Masthead
    paragraph: Paragraph
    lead_in: str | None
    snippet: Snippet
    highlights: tuple[tuple[int, int], ...]
    score: float | None
    group: HitGroup | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HitGroup:
    """What a hit stands for, where results are grouped.

    paragraphs, resolutions: how many of the matches, exactly, the hit among them.
    first_year, last_year: of adoption, None where all are drafts.
    further: the next best paragraphs of the same resolution.
    """

    paragraphs: int
    resolutions: int
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
    left_out: how many further values there are, rarer than those given.
    """

    field: str
    title: str
    values: tuple[FacetValue, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something the user should be told about how the query was read.

    code: stable. span: (start, end) in the query, None when it concerns the whole.
    """

    code: str
    message: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The answer.

    total: paragraphs that match, exactly. groups: resolutions or wordings of these, where results
        are grouped. pages: how many pages of `request.size` can be had.
    reading: the query in plain words. jump: the symbol of a document that the query names, if the
        index has it. jump_paragraph: the paragraph of it that is named too. jump_is_all: the query
        names nothing else. missing: the symbol of a document that the query names and the index
        lacks. suggestion: the query with words set right that the index
        hardly knows, where little was found and this finds more.
    understanding: what was looked for instead, where all words found little.
    """

    request: SearchRequest
    total: int
    pages: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    notices: tuple[Notice, ...]
    reading: str
    jump: str | None
    engine: str
    suggestion: str | None = None
    groups: int | None = None
    understanding: Understanding | None = None
    jump_paragraph: Paragraph | None = None
    jump_is_all: bool = False
    missing: str | None = None
