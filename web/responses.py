"""Responses of the API: results of `search` with labels and links of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from flask import Response, jsonify

from indexer.serialization import INLINE, OPTIONAL, Format, to_json, without
from search.assistance.completion import Completion
from search.formats.concordance import ExportedConcordance, ExportedContinuations
from search.formats.history import ExportedHistory
from search.formats.json import (
    ExportedComparison,
    ExportedResolution,
    ExportedSearch,
    ExportedTrend,
    ExportedVersions,
)
from search.formats.report.json import ExportedReport
from search.formats.series import ExportedTextSeries
from search.results import Facet, Hit

RELATIONS = {"self": "self", "prev": "prev", "next": "next", "html": "alternate"}
"""Links that are sent in the header `Link`, with their relations."""
MOST_HEADER = 4_000
"""Characters of the header; servers between refuse long ones, so those are left out."""

Link = Annotated[str, Format("uri-reference")]


def respond(answer: Any) -> Response:
    """Returns a dataclass as a response in JSON, with its links as a header too (RFC 8288)."""
    response = jsonify(to_json(answer))
    links = [
        f'<{address}>; rel="{rel}"'
        for name, rel in RELATIONS.items()
        if (address := getattr(getattr(answer, "links", None), name, None))
    ]
    header = ", ".join(links)
    if header and len(header) <= MOST_HEADER:
        response.headers["Link"] = header
    return response


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """Links of one page of an answer."""

    self: Link
    prev: Link | None
    next: Link | None
    html: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLinks:
    """Links of a hit: its place on the resolution's page, and the resolution in the API."""

    html: Link
    resolution: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A hit with the labels used on the pages."""

    hit: Annotated[Hit, INLINE]
    symbol: Annotated[str, "Name of the document, as shown on the site."]
    name: Annotated[str, "Name of the paragraph, as shown on the site."]
    citation: Annotated[str, "Citation of the paragraph in the United Nations style."]
    links: HitLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """One page of a search."""

    search: Annotated[ExportedSearch, INLINE, without(ExportedSearch, "hits", "facets")]
    hits: tuple[SearchHit, ...]
    facets: tuple[Facet, ...]
    links: PageLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedValue:
    """A value of a facet with its label."""

    value: str
    name: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetAnswer:
    """One page of the values of a field."""

    facet: Annotated[Facet, INLINE, without(Facet, "values", "left_out")]
    contains: str
    total: int
    matching: Annotated[int, "Number of values that contain `contains`."]
    values: tuple[NamedValue, ...]
    links: PageLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteAnswer:
    """The completions of a query."""

    query: str
    cursor: int
    completions: tuple[Completion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionLinks:
    """Links of a resolution; `official` is left out if the symbol was inferred."""

    self: Link
    html: Link
    official: Annotated[Link | None, OPTIONAL]
    file: Link
    cited_by: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionAnswer:
    """A resolution in full."""

    resolution: Annotated[ExportedResolution, INLINE, without(ExportedResolution, "versions")]
    citation: str
    versions: ExportedVersions
    links: ResolutionLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareLinks:
    """Links of a comparison; before and after are the two documents in the API."""

    self: Link
    html: Link
    before: Link
    after: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareAnswer:
    """A comparison of two documents."""

    comparison: Annotated[ExportedComparison, INLINE]
    links: CompareLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLinks:
    """Links of a paragraph's history; `paragraph` is its place on the resolution's page."""

    self: Link
    html: Link
    paragraph: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryAnswer:
    """The history of a paragraph."""

    history: Annotated[ExportedHistory, INLINE]
    links: HistoryLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLinks:
    """Links of a series; earlier and later lead to those of its texts that are left out."""

    self: Link
    html: Link
    csv: Link
    xlsx: Link
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesAnswer:
    """A text through the years."""

    series: Annotated[ExportedTextSeries, INLINE]
    links: SeriesLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLinks:
    """Links of a report; self and html are null for a draft that was sent, which is not kept."""

    self: Link | None
    html: Link | None
    predecessor: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAnswer:
    """The report on a draft."""

    report: Annotated[ExportedReport, INLINE]
    links: ReportLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcordanceLinks:
    """Links of a page of a concordance; `csv` has the lines of all pages, and more."""

    self: Link
    prev: Link | None
    next: Link | None
    html: Link
    csv: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcordanceAnswer:
    """A page of words in context."""

    concordance: Annotated[ExportedConcordance, INLINE]
    links: ConcordanceLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuationsLinks:
    """Links of the continuations of a phrase."""

    self: Link
    html: Link
    csv: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuationsAnswer:
    """What follows a phrase."""

    found: Annotated[ExportedContinuations, INLINE]
    links: ContinuationsLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendsLinks:
    """Links of a trend."""

    self: Link
    html: Link
    csv: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendsAnswer:
    """A trend."""

    trend: Annotated[ExportedTrend, INLINE]
    links: TrendsLinks
