"""Records: results as plain dictionaries, which pandas and polars take as the rows of a table.

The names are those of the columns of downloads (`formats/rows.py`); here the values keep their
types: dates, numbers, lists, and None for what is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from search.citation import citation
from search.comparison.compare import Comparison
from search.results import Found, Hit, SearchResult
from search.trends import Trend

Record = dict[str, Any]
Results = SearchResult | Trend | Comparison | Iterable[Found]


def to_records(found: Results) -> list[Record]:
    """Returns a record for each paragraph of a search, or of what `Searcher.stream` yields.

    A `Trend` gives a record for each series and period, a `Comparison` one for each pair of
    paragraphs.
    """
    if isinstance(found, Trend):
        return list(_of_trend(found))
    if isinstance(found, Comparison):
        return list(_of_comparison(found))
    return [
        _of_paragraph(one) for one in (found.hits if isinstance(found, SearchResult) else found)
    ]


def _of_trend(found: Trend) -> Iterator[Record]:
    for series in found.series:
        for place, (period, count) in enumerate(zip(found.periods, series.counts, strict=True)):
            share = series.share(place)
            yield {"series": series.name, found.by: period, "count": count, "share": share}


def _of_comparison(found: Comparison) -> Iterator[Record]:
    for pair in found.pairs:
        yield {
            "change": str(pair.change),
            "likeness": pair.likeness,
            "before": pair.before.id if pair.before else None,
            "after": pair.after.id if pair.after else None,
            "text_before": pair.before.text if pair.before else None,
            "text_after": pair.after.text if pair.after else None,
        }


def _of_paragraph(found: Hit | Found) -> Record:
    masthead, paragraph, use = found.masthead, found.paragraph, found.use
    adopted_on = masthead.adopted_on
    return {
        "citation": citation(masthead, paragraph),
        "symbol": masthead.symbol,
        "paragraph": paragraph.id,
        "title": masthead.title,
        "organ": masthead.organ,
        "session": masthead.session,
        "adopted_on": adopted_on,
        "year": adopted_on.year if adopted_on else None,
        "document_type": str(masthead.document_type),
        "type": str(paragraph.type),
        "label": paragraph.label,
        "verb": paragraph.verb,
        "verb_class": paragraph.verb_class,
        "addressees": list(paragraph.addressees),
        "cites": list(paragraph.cites),
        "due": [one.session or one.words for one in paragraph.deadlines],
        "lead_in": found.lead_in,
        "text": paragraph.text,
        "adoption": str(masthead.adoption) if masthead.adoption else None,
        "votes_for": masthead.votes_for,
        "votes_against": masthead.votes_against,
        "abstentions": masthead.abstentions,
        "inferred_subject": masthead.subject,
        "subjects": list(masthead.subject_terms),
        "subjects_inferred": masthead.subject_terms_inferred,
        "goals": list(masthead.goals),
        "uses": use.uses if use else None,
        "first_used": use.first_year if use else None,
        "last_used": use.last_year if use else None,
        "changes": use.changes if use else None,
    }
