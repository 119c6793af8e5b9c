"""A search's answer as JSON: one shape for the API and for `operative search --json`."""

from __future__ import annotations

import csv
import io
from typing import Any

from indexer.export import brief_json, masthead_json, paragraph_json
from indexer.model import Paragraph
from search.assistance.completion import Completion
from search.assistance.explanation import Explanation
from search.citation import citation
from search.comparison.compare import Comparison, Pair
from search.comparison.versions import Versions
from search.formats.delimited import safe_cell
from search.results import (
    Facet,
    Hit,
    HitGroup,
    Notice,
    SearchResult,
    Snippet,
    Understanding,
)
from search.trends import Trend
from search.understanding.sentences import sentences


def result_json(result: SearchResult) -> dict[str, Any]:
    """Give an answer as values that `json.dumps` takes.

    Offsets are in characters (Unicode code points); dates are ISO; absent values are None.
    """
    request = result.request
    return {
        "query": request.query,
        "filters": {name: list(values) for name, values in request.filters.items()},
        "sort": str(request.sort),
        "group": str(request.group),
        "page": request.page,
        "size": request.size,
        "total": result.total,
        "groups": result.groups,
        "pages": result.pages,
        "reading": result.reading,
        "jump": result.jump,
        "jump_paragraph": result.jump_paragraph.id if result.jump_paragraph else None,
        "missing": result.missing,
        "suggestion": result.suggestion,
        "understanding": _understanding(result.understanding) if result.understanding else None,
        "engine": result.engine,
        "notices": [notice_json(notice) for notice in result.notices],
        "hits": [_hit(hit) for hit in result.hits],
        "facets": [_facet(facet) for facet in result.facets],
    }


def completion_json(completion: Completion) -> dict[str, Any]:
    """Give a way to go on with a query as values that `json.dumps` takes."""
    return {
        "text": completion.text,
        "cursor": completion.cursor,
        "label": completion.label,
        "kind": completion.kind,
        "count": completion.count,
    }


def notice_json(notice: Notice) -> dict[str, Any]:
    """Give a notice as values that `json.dumps` takes."""
    span = list(notice.span) if notice.span else None
    return {"code": notice.code, "message": notice.message, "span": span}


def _understanding(understood: Understanding) -> dict[str, Any]:
    return {
        "kind": understood.kind,
        "text": understood.text,
        "complete": understood.complete,
        "all_kept": understood.all_kept,
        "most": understood.most,
        "left_out": list(understood.left_out),
        "unknown": list(understood.unknown),
        "corrected": [{"word": one, "read_as": other} for one, other in understood.corrected],
        "also": [{"words": one, "looked_for": list(others)} for one, others in understood.also],
        "message": " ".join(sentences(understood)),
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "document": masthead_json(hit.masthead),
        "paragraph": paragraph_json(hit.paragraph),
        "lead_in": hit.lead_in,
        "highlights": [list(span) for span in hit.highlights],
        "snippet": _snippet(hit.snippet),
        "score": hit.score,
        "missing": list(hit.missing),
        "group": _hit_group(hit.group) if hit.group else None,
    }


def _hit_group(group: HitGroup) -> dict[str, Any]:
    return {
        "paragraphs": group.paragraphs,
        "documents": group.resolutions,
        "first_year": group.first_year,
        "last_year": group.last_year,
        "further": [_hit(hit) for hit in group.further],
    }


def _snippet(snippet: Snippet) -> dict[str, Any]:
    return {
        "text": snippet.text,
        "start": snippet.start,
        "cut_before": snippet.cut_before,
        "cut_after": snippet.cut_after,
        "highlights": [list(span) for span in snippet.highlights],
    }


def _facet(facet: Facet) -> dict[str, Any]:
    return {
        "field": facet.field,
        "title": facet.title,
        "values": [
            {"value": one.value, "count": one.count, "selected": one.selected}
            for one in facet.values
        ],
        "left_out": facet.left_out,
    }


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """Give an explanation as values that `json.dumps` takes."""
    result = explanation.result
    return {
        "query": result.request.query,
        "reading": result.reading,
        "canonical": explanation.canonical,
        "tree": list(explanation.tree),
        "notices": [notice_json(notice) for notice in result.notices],
        "suggestion": result.suggestion,
        "words": [
            {
                "asked": one.asked,
                "words": [{"word": word, "count": count} for word, count in one.words],
                "total": one.total,
            }
            for one in explanation.meanings
        ],
        "total": result.total,
        "order": explanation.order,
        "engine": result.engine,
        "hits": [
            {
                "id": hit.paragraph.id,
                "score": hit.score,
                "shares": [{"reason": one.reason, "points": one.points} for one in shares],
            }
            for hit, shares in zip(result.hits, explanation.shares, strict=True)
        ],
    }


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Give a comparison as values that `json.dumps` takes; absent values are None."""
    return {
        "before": masthead_json(comparison.before),
        "after": masthead_json(comparison.after),
        "counts": {str(change): number for change, number in comparison.counts.items()},
        "figures_only": comparison.figures_only,
        "pairs": [_pair(pair, comparison) for pair in comparison.pairs],
    }


def _pair(pair: Pair, comparison: Comparison) -> dict[str, Any]:
    before, after = pair.before, pair.after
    return {
        "change": str(pair.change),
        "reworded": pair.reworded,
        "figures_only": pair.figures_only,
        "likeness": pair.likeness,
        "before": before and _paragraph(before, citation(comparison.before, before)),
        "after": after and _paragraph(after, citation(comparison.after, after)),
        "pieces": [
            {"before": piece.before, "after": piece.after, "same": piece.same}
            for piece in pair.pieces
        ],
    }


def _paragraph(paragraph: Paragraph, cited: str) -> dict[str, Any]:
    return {
        "id": paragraph.id,
        "type": str(paragraph.type),
        "label": paragraph.label,
        "citation": cited,
        "text": paragraph.text,
    }


def versions_json(versions: Versions) -> dict[str, Any]:
    """Give the relatives of a document as values that `json.dumps` takes."""
    return {
        "previous": versions.previous and brief_json(versions.previous),
        "next": versions.next and brief_json(versions.next),
        "earlier": [brief_json(one) for one in versions.earlier],
        "later": [brief_json(one) for one in versions.later],
        "drafts": [brief_json(one) for one in versions.drafts],
        "adopted": [brief_json(one) for one in versions.adopted],
    }


def trend_json(trend: Trend) -> dict[str, Any]:
    """Give a trend as values that `json.dumps` takes; `shares` are in a thousand paragraphs."""
    return {
        "by": trend.by,
        "periods": list(trend.periods),
        "all": list(trend.all),
        "left_out": trend.left_out,
        "series": [
            {
                "name": one.name,
                "query": one.request.query if one.request else None,
                "total": one.total,
                "counts": list(one.counts),
                "shares": [
                    None if (share := trend.share(count, place)) is None else round(share, 3)
                    for place, count in enumerate(one.counts)
                ],
            }
            for one in trend.series
        ],
    }


def trend_csv(trend: Trend) -> str:
    """Give a trend as CSV: a line a period, a column a search, and one of all paragraphs."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    names = [safe_cell(one.name) for one in trend.series]
    writer.writerow([trend.by, *names, "all paragraphs"])
    for place, period in enumerate(trend.periods):
        writer.writerow([period, *(one.counts[place] for one in trend.series), trend.all[place]])
    return stream.getvalue()
