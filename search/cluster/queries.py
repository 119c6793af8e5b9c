"""Queries: bound queries as OpenSearch asks them, to filter by or to score by.

NEAR is asked by intervals. Spans, which look as if they could do it, lose matches where a side has
alternatives of different lengths.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from indexer.analysis.pairs import PAIRS, pair_term
from indexer.engines.opensearch.mapping import MOST_TERMS, WORDING
from indexer.schema import TEXT_LITERAL
from search.binding.bound import (
    Among,
    And,
    AnyWord,
    Bound,
    Everything,
    Most,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Ranked,
    Run,
    Word,
    Worded,
)
from search.binding.compounds import alternatives, compound_of, whole_of
from search.binding.visitor import Visitor
from search.engines.base import not_for_engines
from search.retrieval.selection import beyond_engines, for_engines, match_of

Json = dict[str, Any]

NOTHING: Json = {"match_none": {}}
_NEVER = "-"
"""A term that no text has, since words have letters or digits."""


def filtering(query: Bound) -> Json:
    """Returns the condition that a paragraph matches a query."""
    return _FILTER.visit(query)


def scoring(query: Bound) -> Json:
    """Returns a query that matches the same paragraphs and scores them as other engines do."""
    scored = _SCORE.visit(for_engines(query))
    if not beyond_engines(query):
        return scored
    return {"bool": {"must": [scored], "filter": [filtering(match_of(query))]}}


def _unscored(condition: Json) -> Json:
    return {"constant_score": {"filter": condition, "boost": 0.0}}


def _term(field: str, term: str) -> Json:
    return {"term": {field: {"value": term}}}


def _terms(field: str, values: Iterable[str]) -> Json:
    found = sorted(values)
    if len(found) > MOST_TERMS:
        starts = range(0, len(found), MOST_TERMS)
        some = [{"terms": {field: found[start : start + MOST_TERMS]}} for start in starts]
        return {"bool": {"should": some, "minimum_should_match": 1}}
    return {"terms": {field: found}} if found else NOTHING


def _in_a_row(field: str, terms: tuple[str, ...]) -> Json:
    return {"match_phrase": {field: {"query": " ".join(terms), "analyzer": "finished"}}}


class _Filter(Visitor[Json]):
    """Conditions: what they score does not count."""

    def visit_everything(self, _: Everything) -> Json:
        return {"match_all": {}}

    def visit_nothing(self, _: Nothing) -> Json:
        return NOTHING

    def visit_word(self, query: Word) -> Json:
        return _term(query.field, query.term)

    def visit_phrase(self, query: Phrase) -> Json:
        field, terms = query.field, query.terms
        if len(terms) == 1:
            return _term(field, terms[0])
        if compound := compound_of(query):
            return _term(PAIRS, compound)
        if field != TEXT_LITERAL:
            return _in_a_row(field, terms)
        pairs = [
            _term(PAIRS, pair)
            for left, right in pairwise(terms)
            if (pair := pair_term(left, right))
        ]
        if len(pairs) == 1 == len(terms) - 1:
            return pairs[0]
        return self._with_pairs(pairs, _in_a_row(field, terms))

    def _with_pairs(self, pairs: list[Json], phrase: Json) -> Json:
        """Only paragraphs with the pairs are checked word by word."""
        return {"bool": {"filter": [*pairs, phrase]}} if pairs else phrase

    def visit_any_word(self, query: AnyWord) -> Json:
        return _terms(query.field, query.terms)

    def visit_near(self, query: Near) -> Json:
        return near(query)

    def visit_among(self, query: Among) -> Json:
        return _terms(query.field, query.values)

    def visit_worded(self, query: Worded) -> Json:
        return _term(WORDING, query.wording)

    def visit_and(self, query: And) -> Json:
        return {"bool": {"filter": [self.visit(part) for part in query.parts]}}

    def visit_or(self, query: Or) -> Json:
        if not query.parts:
            return NOTHING
        if compound := whole_of(query):
            return _term(PAIRS, compound)
        parts = [self.visit(part) for part in alternatives(query)]
        return {"bool": {"should": parts, "minimum_should_match": 1}}

    def visit_most(self, query: Most) -> Json:
        # Whole numbers are exact as scores, far beyond any sum of weights.
        parts = [
            {"constant_score": {"filter": self.visit(part), "boost": float(weight)}}
            for part, weight in query.parts
            if weight > 0
        ]
        if query.least <= 0 or not parts:
            return NOTHING if query.least > 0 else {"match_all": {}}
        scored = {"bool": {"should": parts, "minimum_should_match": 1}}
        return {"function_score": {"query": scored, "min_score": float(query.least)}}

    def visit_not(self, query: Not) -> Json:
        return {"bool": {"must_not": [_FILTER.visit(query.part)]}}

    def visit_ranked(self, query: Ranked) -> Json:
        return self.visit(query.part)

    visit_twins = not_for_engines  # `search.cluster.twins` names them


class _Score(_Filter):
    """Queries of what engines can evaluate, with the scores that they give."""

    def visit_everything(self, query: Everything) -> Json:
        return _unscored(super().visit_everything(query))

    def _with_pairs(self, pairs: list[Json], phrase: Json) -> Json:
        return {"bool": {"must": [phrase], "filter": pairs}}

    def visit_any_word(self, query: AnyWord) -> Json:
        return _unscored(super().visit_any_word(query))

    def visit_among(self, query: Among) -> Json:
        return _unscored(super().visit_among(query))

    def visit_and(self, query: And) -> Json:
        return {"bool": {"must": [self.visit(part) for part in query.parts]}}

    def visit_not(self, query: Not) -> Json:
        return _unscored(super().visit_not(query))

    def visit_ranked(self, query: Ranked) -> Json:
        boosts = [
            {"constant_score": {"filter": _FILTER.visit(boost), "boost": weight}}
            for boost, weight in query.boosts
        ]
        return {"bool": {"must": [self.visit(query.part)], "should": boosts}}

    visit_near = visit_worded = visit_most = visit_twins = not_for_engines


def near(query: Near) -> Json:
    """Returns the condition that both sides of a NEAR stand near each other."""
    field = query.left.field
    rule = _followed(query.left, query.right, query.distance, field)
    if not query.ordered:
        # Unordered intervals may overlap.
        other = _followed(query.right, query.left, query.distance, field)
        rule = {"any_of": {"intervals": [rule, other]}}
    return {"intervals": {field: rule}}


def _followed(first: Run, second: Run, distance: int, field: str) -> Json:
    return {
        "all_of": {
            "ordered": True,
            "max_gaps": distance - 1,
            "intervals": [_run(first, field), _run(second, field, other=first == second)],
        }
    }


def _run(run: Run, field: str, *, other: bool = False) -> Json:
    """Returns the intervals of a run; stems and literal words have the same positions.

    other: whether they have to differ from those of the same run on the other side. Lucene makes
    one of two that are equal, and then passes over places where they overlap.
    """
    elsewhere = {"use_field": run.field} if run.field != field else {}
    found = [
        {"match": {"query": " ".join(terms), "ordered": True, "max_gaps": 0,
                   "analyzer": "finished", **elsewhere}}
        for terms in sorted(run.alternatives)
    ]  # fmt: skip
    if other:
        found.append({"match": {"query": _NEVER, "analyzer": "finished"}})
    return found[0] if len(found) == 1 else {"any_of": {"intervals": found}}


_FILTER, _SCORE = _Filter(), _Score()
