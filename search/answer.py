"""One request worked out on one generation: bound, retrieved, counted, read and marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from indexer.schema import KEYWORD_BY_NAME
from indexer.store.reader import StoredParagraph
from search import deadline
from search.assistance.explanation import ORDERS, Explanation, meanings, shares, tree_lines
from search.assistance.spelling import corrected, has_alternatives
from search.binding.bind import BoundFilter, BoundQuery, bind_filters, bind_query, ranked
from search.binding.bound import And, Bound, Everything
from search.errors import BadParameter, UnknownField
from search.generation import OpenGeneration
from search.naming import destination_in, widened
from search.query.ast import And as AllOf
from search.query.paraphrase import reading
from search.query.parser import parse
from search.query.printer import print_query
from search.request import MAX_DEPTH, MAX_QUERY, PAGE_SIZES, Grouping, SearchRequest, Sort
from search.results import Facet, Hit, HitGroup, Notice, SearchResult
from search.retrieval.facets import MOST_VALUES, facet
from search.retrieval.highlighting import Shown, highlights, snippet
from search.retrieval.matching import matches
from search.retrieval.ranking import Match, MatchGroup
from search.understanding.fallback import Fallback, fallback

_LETTER = 5e-5
"""Seconds that reading and binding a query takes at most, by its characters."""
_MOST_FUTILE = 12
"""Parts of a query that are looked for by themselves where all together find nothing."""
FEW = 20
"""Hits up to which it is asked whether a word was misspelt."""


def check(request: SearchRequest) -> None:
    """See that a request can be used; raises BadParameter or UnknownField where it cannot."""
    if request.size not in PAGE_SIZES:
        message = (
            f"The number of results per page must be from {PAGE_SIZES.start} to "
            f"{PAGE_SIZES.stop - 1}."
        )
        raise BadParameter(message, parameter="size")
    deepest = MAX_DEPTH // request.size
    if not 1 <= request.page <= deepest:
        message = (
            f"There is no page {request.page:,}. Results go up to page {deepest:,}; "
            "narrow the search to see the rest."
        )
        raise BadParameter(message, parameter="page")
    for name in request.facets:
        if name not in KEYWORD_BY_NAME:
            message = f"There is no field “{name}”. Fields are {', '.join(KEYWORD_BY_NAME)}."
            raise UnknownField(message, parameter="facets")


class Answer:
    """Works one request out on one generation.

    request: one that `check` found usable.

    Raises UnknownField or BadParameter where a filter cannot be used.
    """

    def __init__(
        self, opened: OpenGeneration, request: SearchRequest, *, strict: bool = False
    ) -> None:
        self._opened = opened
        self._request = request
        deadline.check(_LETTER * len(request.query[:MAX_QUERY]))
        self._parsed = parse(request.query)
        self._named = destination_in(request.query[:MAX_QUERY], self._parsed.query, opened)
        self._query = widened(self._parsed.query, self._named)
        self._bound: BoundQuery = bind_query(
            self._query, opened.vocabulary, opened.lexicon, opened.wording
        )
        self._filters: Mapping[str, BoundFilter] = bind_filters(request.filters, opened.vocabulary)
        self._fallback = None if strict or request.strict else self._instead()
        if self._fallback is not None:
            self._bound = replace(
                self._bound, match=self._fallback.match, boosts=self._fallback.boosts
            )
        boosts = opened.retrieval.affordable(self._bound.boosts)
        self._bound = replace(self._bound, boosts=boosts)

    def _instead(self) -> Fallback | None:
        opened = self._opened
        if self._named is not None and self._named.whole:
            return None  # the words of a symbol mean nothing apart
        return fallback(
            self._request.query,
            self._parsed.query,
            self._bound.match,
            opened.lexicon,
            opened.manifest.searchable,
            lambda match: opened.retrieval.selected(self._with_filters(match)).total,
        )

    def result(self) -> SearchResult:
        """Give the answer."""
        request, named = self._request, self._named
        total, groups, hits = self._found()
        shown = total if groups is None else groups
        told = [notice for one in self._filters.values() for notice in one.notices]
        return SearchResult(
            request=request,
            total=total,
            groups=groups,
            pages=min(-(-shown // request.size), MAX_DEPTH // request.size),
            hits=hits,
            facets=tuple(self._facet(name, most=MOST_VALUES) for name in request.facets),
            notices=(*self._parsed.notices, *self._bound.notices, *told, *self._futile(total)),
            reading=reading(self._query),
            jump=named.symbol if named and named.held else None,
            jump_paragraph=named.paragraph if named else None,
            jump_is_all=named is not None and named.held and named.whole,
            missing=named.symbol if named and not named.held else None,
            engine=self._opened.engine.name,
            suggestion=self._suggestion() if self._may_be_misspelt(total) else None,
            understanding=self._fallback.understanding if self._fallback else None,
        )

    def _futile(self, total: int) -> Iterator[Notice]:
        """Say which parts of a query that finds nothing find nothing by themselves."""
        query, opened = self._query, self._opened
        if total or self._named is not None or not isinstance(query, AllOf):
            return
        for part in query.parts[:_MOST_FUTILE]:
            bound = bind_query(part, opened.vocabulary, opened.lexicon, opened.wording)
            told = any(notice.span == part.span for notice in self._bound.notices)
            if not told and not opened.retrieval.selected(bound.match).total:
                message = f"No results for {print_query(part)} alone."
                yield Notice(code="finds-nothing", message=message, span=part.span)

    def explanation(self) -> Explanation:
        """Give the answer with its reasons."""
        result, query = self.result(), self._query
        _, sort = self._ordered()
        boosts = self._bound.boosts if sort is Sort.RELEVANCE else ()
        return Explanation(
            result=result,
            canonical=print_query(query),
            tree=tuple(tree_lines(query)),
            meanings=meanings(query, self._opened.lexicon),
            order=ORDERS[sort],
            shares=tuple(
                shares(hit.score, boosts, Shown(hit.masthead, hit.paragraph)) for hit in result.hits
            ),
        )

    def _may_be_misspelt(self, total: int) -> bool:
        if self._fallback is not None and self._fallback.understanding.corrected:
            return False  # it has been set right
        # Beside alternatives an unknown word goes unnoticed, whatever is found.
        return total <= FEW or has_alternatives(self._parsed.query)

    def _suggestion(self) -> str | None:
        text, opened = self._request.query, self._opened
        better = corrected(text, self._parsed.query, opened.lexicon)
        if better is None:
            return None
        other = Answer(opened, replace(self._request, query=better), strict=True)
        return better if other.total() > self.total() else None

    def total(self) -> int:
        """Count the paragraphs that match."""
        return self._opened.retrieval.selected(self._match()).total

    def rows(self, most: int) -> list[int]:
        """Give the rows of the first matches, in order."""
        query, sort = self._ordered()
        matches = self._opened.retrieval.search(query, sort=sort, offset=0, limit=most)
        return [match.paragraph for match in matches.page]

    def values(self, name: str) -> Facet:
        """Give a facet with all of its values."""
        return self._facet(name, most=None)

    def _found(self) -> tuple[int, int | None, tuple[Hit, ...]]:
        request, retrieval = self._request, self._opened.retrieval
        query, sort = self._ordered()
        place = {"offset": (request.page - 1) * request.size, "limit": request.size}
        if request.group is Grouping.NONE:
            matches = retrieval.search(query, sort=sort, **place)
            return matches.total, None, tuple(self._hits(matches.page))
        groups = retrieval.group(query, request.group, sort=sort, **place)
        return groups.paragraphs, groups.total, tuple(self._grouped(groups.page))

    def _match(self) -> Bound:
        return self._with_filters(self._bound.match)

    def _with_filters(self, match: Bound) -> Bound:
        chosen = [one.match for one in self._filters.values()]
        asked = [] if match == Everything() else [match]
        parts = (*asked, *chosen)
        if len(parts) < 2:
            return parts[0] if parts else Everything()
        return And(parts)

    def _ordered(self) -> tuple[Bound, Sort]:
        match = self._match()
        if self._request.sort is not Sort.RELEVANCE:
            return match, self._request.sort
        if not self._bound.has_words:
            return match, Sort.NEWEST  # fields alone: all match equally well
        return ranked(self._bound, match), Sort.RELEVANCE

    def _hits(self, page: Sequence[Match]) -> Iterator[Hit]:
        stored = self._opened.store.paragraphs([match.paragraph for match in page])
        for match in page:
            yield self._hit(stored[match.paragraph], match.score)

    def _grouped(self, page: Sequence[MatchGroup]) -> Iterator[Hit]:
        matches = [match for group in page for match in (group.best, *group.further)]
        hits = self._hits(matches)
        for group in page:
            yield replace(
                next(hits),
                group=HitGroup(
                    paragraphs=group.paragraphs,
                    resolutions=group.resolutions,
                    first_year=group.first_year,
                    last_year=group.last_year,
                    further=tuple(next(hits) for _ in group.further),
                ),
            )

    def _hit(self, stored: StoredParagraph, score: float | None) -> Hit:
        deadline.check()
        shown = Shown(stored.masthead, stored.paragraph)
        spans = highlights(self._bound.match, shown)
        return Hit(
            masthead=stored.masthead,
            paragraph=stored.paragraph,
            lead_in=stored.lead_in,
            snippet=snippet(stored.paragraph.text, spans),
            highlights=spans,
            score=score,
            missing=self._missing(shown),
        )

    def _missing(self, shown: Shown) -> tuple[str, ...]:
        """Give the words that were looked for and that a paragraph lacks."""
        if self._fallback is None:
            return ()
        return tuple(one.text for one in self._fallback.concepts if not matches(one.wide, shown))

    def _facet(self, name: str, *, most: int | None) -> Facet:
        """Count the values of a field, without its own filter."""
        deadline.check()
        chosen, typed = self._filters.get(name), self._request.filters.get(name, ())
        others = [one.match for field, one in self._filters.items() if field != name]
        tally = self._opened.retrieval.tally([self._bound.match, *others], name)
        if most is None or KEYWORD_BY_NAME[name].ranged:
            return facet(name, tally.all(), chosen, typed)
        counts = tally.most_frequent(most, always=chosen.values if chosen else frozenset())
        return facet(name, counts, chosen, typed, left_out=len(tally) - len(counts))
