"""Answer: one request on one generation, from binding to counted, read and highlighted hits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from indexer.analysis.analyzer import terms
from indexer.parsing.text.languages import EN
from indexer.schema import KEYWORD_BY_NAME
from indexer.store.reader import StoredParagraph
from search import deadline
from search.assistance.explanation import ORDERS, Explanation, meanings, shares, tree_lines
from search.assistance.spelling import corrected, has_alternatives
from search.binding.bind import BoundFilter, BoundQuery, bind_filters, bind_query, ranked
from search.binding.bound import And, Bound, Everything, Or, Twins
from search.comparison.word_diff import Piece
from search.errors import BadParameter, UnknownField
from search.generation import OpenGeneration
from search.names.naming import destination_in, widened
from search.query.ast import And as AllOf
from search.query.ast import Query
from search.query.paraphrase import paraphrase
from search.query.parser import parse
from search.query.printer import print_query
from search.request import MAX_DEPTH, MAX_QUERY, PAGE_SIZES, Grouping, SearchRequest, Sort
from search.results import Facet, FamilyUse, Hit, HitGroup, Languages, Notice, SearchResult, Twin
from search.retrieval.base import Counts, Match, MatchGroup
from search.retrieval.bitmap import Places
from search.retrieval.facets import MOST_VALUES, facet
from search.retrieval.highlighting import Shown, highlights, snippet
from search.retrieval.matching import Span, matches
from search.translation.current import gettext
from search.translation.numbers import number
from search.understanding.differences import differences
from search.understanding.fallback import Fallback, fallback
from search.understanding.spoken import ANY, Spoken, spoken
from search.understanding.translation import Translation, translation

_LETTER = 5e-5
"""Seconds that reading and binding a query takes at most, by its characters."""
_MOST_FUTILE = 12
"""Parts of a query that are searched alone if all together have no results."""
FEW = 20
"""Number of hits up to which corrections are suggested."""


def check(request: SearchRequest) -> None:
    """Checks a request's fields and values; raises UnknownField or BadParameter."""
    if request.size not in PAGE_SIZES:
        message = gettext(
            "The number of results per page must be from %(start)s to %(number)s.",
            start=PAGE_SIZES.start,
            number=PAGE_SIZES.stop - 1,
        )
        raise BadParameter(message, parameter="size")
    deepest = MAX_DEPTH // request.size
    if not 1 <= request.page <= deepest:
        message = gettext(
            "There is no page %(page)s. Results go up to page %(deepest)s; narrow the search "
            "to see the rest.",
            page=number(request.page),
            deepest=number(deepest),
        )
        raise BadParameter(message, parameter="page")
    for name in request.facets:
        if name not in KEYWORD_BY_NAME:
            message = gettext(
                "There is no field “%(name)s”. Fields are %(items)s.",
                name=name,
                items=", ".join(KEYWORD_BY_NAME),
            )
            raise UnknownField(message, parameter="facets")


@dataclass(frozen=True, slots=True)
class _Twins:
    """The languages in which there is a paragraph, and its text in the one to show as well."""

    languages: tuple[str, ...]
    shown: Twin | None


class Answer:
    """The answer to one request on one generation.

    request: one that has passed `check`.

    Raises UnknownField or BadParameter where a filter cannot be used.
    """

    def __init__(
        self, generation: OpenGeneration, request: SearchRequest, *, strict: bool = False
    ) -> None:
        self._generation = generation
        self._request = request
        deadline.check(_LETTER * len(request.query[:MAX_QUERY]))
        self._parsed = parse(request.query)
        self._named = destination_in(request.query[:MAX_QUERY], self._parsed.query, generation)
        self._query = widened(self._parsed.query, self._named)
        self._spoken = self._languages()
        self._twins = len(generation.languages) > 1 and self._spoken.shown != (EN,)
        self._bound: BoundQuery = self._bind(self._query)
        self._filters: Mapping[str, BoundFilter] = self._bind_filters()
        self._elsewhere = self._in_other_words()
        self._fallback = None if strict or request.strict else self._instead()
        if self._fallback is not None:
            self._bound = replace(
                self._bound, match=self._fallback.match, boosts=self._fallback.boosts
            )
        boosts = generation.retrieval.affordable(self._bound.boosts)
        self._bound = replace(self._bound, boosts=boosts)

    def _languages(self) -> Spoken:
        """Returns the languages in which the query is read and answered."""
        generation, chosen = self._generation, self._request.filters.get("language", ())
        resolved = [
            {ANY} if one == ANY else generation.vocabulary.resolve("language", one).values
            for one in chosen
        ]
        codes = tuple(sorted(frozenset().union(*resolved)))
        with deadline.paused():  # dictionaries may have to be read
            found = spoken(self._parsed.query, codes, generation.languages, generation.share_of)
            for language in found.read:
                terms("a", language)
        return found

    def _bind(self, query: Query, languages: Sequence[str] = ()) -> BoundQuery:
        generation = self._generation
        return bind_query(
            query,
            generation.vocabulary,
            generation.lexicon,
            generation.wording_of,
            languages or self._spoken.read,
            twins=self._twins,
        )

    def _bind_filters(self) -> dict[str, BoundFilter]:
        """Binds the filters, with that on the languages shown where it was not chosen."""
        chosen = dict(self._request.filters)
        shown = self._spoken.shown
        if ANY in chosen.get("language", ()):
            del chosen["language"]
        bound = bind_filters(chosen, self._generation.vocabulary, twins=self._twins)
        if shown and "language" not in chosen:
            bound["language"] = BoundFilter(field="language", values=frozenset(shown))
        return bound

    def _in_other_words(self) -> Translation | None:
        """Returns the query in the language shown, where it was asked in another one."""
        source = self._spoken.across
        if source is None:
            return None
        (target, *_) = self._spoken.shown
        frequency = partial(self._generation.share_of, target)
        with deadline.paused():
            found = translation(self._parsed.query, source, target, frequency)
        if found is None or not found.left_out or source not in self._generation.languages:
            return found
        # Some of the words would find far more than all of them do through twins.
        there = self._generation.retrieval.total(self._bound.match)
        return None if there else found

    def _instead(self) -> Fallback | None:
        generation = self._generation
        if self._named is not None and self._named.whole:
            return None  # the parts of a symbol mean nothing by themselves
        return fallback(
            self._request.query,
            self._parsed.query,
            self._bound.match,
            generation.lexicon,
            generation.manifest.searchable,
            lambda: generation.short_forms,
            lambda match: generation.retrieval.total(self._within(match)),
            self._spoken.read[0],
        )

    @property
    def language(self) -> str:
        """The language in which the words of the query are read, the first of several."""
        return self._spoken.read[0]

    def result(self) -> SearchResult:
        """Returns the page of results with facets, notices and suggestions."""
        request, named = self._request, self._named
        total, groups, hits = self._found()
        shown = total if groups is None else groups
        on_filters = [notice for one in self._filters.values() for notice in one.notices]
        return SearchResult(
            request=request,
            total=total,
            groups=groups,
            pages=min(-(-shown // request.size), MAX_DEPTH // request.size),
            hits=hits,
            facets=self._facets(request.facets, most=MOST_VALUES),
            notices=(
                *self._parsed.notices,
                *self._bound.notices,
                *on_filters,
                *self._futile(total),
            ),
            reading=paraphrase(self._query),
            jump=named.symbol if named and named.held else None,
            jump_paragraph=named.paragraph if named else None,
            jump_is_all=named is not None and named.held and named.whole,
            years=self._generation.retrieval.columns.families.years,
            missing=named.symbol if named and not named.held else None,
            engine=self._generation.manifest.engine,
            suggestion=self._suggestion() if self._may_be_misspelt(total) else None,
            understanding=self._fallback.understanding if self._fallback else None,
            languages=self._told_languages(),
        )

    def _told_languages(self) -> Languages:
        words = self._elsewhere
        return Languages(
            read=self._spoken.read,
            shown=self._spoken.shown,
            held=self._generation.languages,
            chosen=self._spoken.chosen,
            translated=words.terms if words else (),
            untranslated=words.left_out if words else (),
        )

    def _futile(self, total: int) -> Iterator[Notice]:
        """Yields a notice for each part that has no results alone, if the query has none."""
        query, generation = self._query, self._generation
        if total or self._named is not None or not isinstance(query, AllOf):
            return
        for part in query.parts[:_MOST_FUTILE]:
            bound = self._bind(part)
            noticed = any(notice.span == part.span for notice in self._bound.notices)
            if not noticed and not generation.retrieval.total(bound.match):
                message = gettext("No results for %(query)s alone.", query=print_query(part))
                yield Notice(code="finds-nothing", message=message, span=part.span)

    def explanation(self) -> Explanation:
        """Returns the result with the query's meaning and the parts of each hit's score."""
        result, query = self.result(), self._query
        _, sort = self._ordered()
        boosts = self._bound.boosts if sort is Sort.RELEVANCE else ()
        return Explanation(
            result=result,
            canonical=print_query(query),
            tree=tuple(tree_lines(query)),
            meanings=meanings(query, self._generation.lexicon),
            order=ORDERS[sort],
            shares=tuple(
                shares(hit.score, boosts, Shown(hit.masthead, hit.paragraph)) for hit in result.hits
            ),
        )

    def _may_be_misspelt(self, total: int) -> bool:
        if self._fallback is not None and self._fallback.understanding.corrected:
            return False  # it has already been corrected
        # An OR can hide an unknown word, however many results there are.
        return total <= FEW or has_alternatives(self._parsed.query)

    def _suggestion(self) -> str | None:
        text, generation = self._request.query, self._generation
        language = self._spoken.read[0]
        better = corrected(text, self._parsed.query, generation.lexicon, language)
        if better is None:
            return None
        other = Answer(generation, replace(self._request, query=better), strict=True)
        return better if other.total() > self.total() else None

    def total(self) -> int:
        """Counts the paragraphs that match."""
        return self._generation.retrieval.total(self._match())

    def rows(self, most: int) -> list[int]:
        """Returns the store's row numbers of the first matches, in result order."""
        query, sort = self._ordered()
        matches = self._generation.retrieval.search(query, sort=sort, offset=0, limit=most)
        return [match.paragraph for match in matches.page]

    def places(self) -> Places:
        """Returns the places of all matches in the columns, ascending."""
        return self._generation.retrieval.places(self._match())

    def marks(self, stored: StoredParagraph) -> tuple[Span, ...]:
        """Returns the spans of a matching paragraph's text that the query matched, in order."""
        return highlights(self._whole(self._bound.match), Shown(stored.masthead, stored.paragraph))

    def values(self, name: str) -> Facet:
        """Returns a field's facet with every value."""
        (found,) = self._facets((name,), most=None)
        return found

    def _found(self) -> tuple[int, int | None, tuple[Hit, ...]]:
        request, retrieval = self._request, self._generation.retrieval
        query, sort = self._ordered()
        place = {"offset": (request.page - 1) * request.size, "limit": request.size}
        if request.group is Grouping.NONE:
            matches = retrieval.search(query, sort=sort, **place)
            return matches.total, None, tuple(self._hits(matches.page))
        groups = retrieval.group(query, request.group, sort=sort, **place)
        return groups.paragraphs, groups.total, tuple(self._grouped(groups.page))

    def _match(self) -> Bound:
        return self._within(self._bound.match)

    def _within(self, match: Bound) -> Bound:
        """Returns what a condition on words finds within the filters."""
        return self._with_filters(self._whole(match))

    def _whole(self, match: Bound) -> Bound:
        """Returns a condition on words as one on the paragraphs shown, whatever their language."""
        if self._spoken.across is None or match == Everything():
            return match
        there = self._spoken.across in self._generation.languages
        ways: list[Bound] = [Twins(match)] if there else []
        if self._elsewhere is not None:
            ways.append(self._bind(self._elsewhere.query, self._spoken.shown).match)
        return Or(tuple(ways)) if len(ways) != 1 else ways[0]

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
            return match, Sort.NEWEST  # fields alone do not differ in relevance
        return ranked(self._bound, match), Sort.RELEVANCE

    def _hits(self, page: Sequence[Match]) -> Iterator[Hit]:
        rows = [match.paragraph for match in page]
        stored = self._generation.store.paragraphs(rows)
        columns = self._generation.retrieval.columns
        places = columns.places_of(rows)
        uses = columns.families.uses(places)
        twins = self._twins_of(places)
        for match, place, use, several in zip(page, places, uses, twins, strict=True):
            of_family = partial(columns.families.value, place=place)
            hit = self._hit(stored[match.paragraph], match.score, use, of_family)
            yield replace(hit, languages=several.languages, twin=several.shown) if several else hit

    def _twins_of(self, places: Sequence[int]) -> Sequence[_Twins | None]:
        """Returns the twins of paragraphs; none where the index has one language alone."""
        generation = self._generation
        if len(generation.languages) < 2:
            return [None] * len(places)
        columns = generation.retrieval.columns
        language = columns.values("language")
        also = self._request.also or self._spoken.across
        found, wanted = [], {}
        for place in places:
            there = columns.twins.of(place).tolist()
            codes = {language.names[language.numbers[columns.document[one]]]: one for one in there}
            if also in codes and codes[also] != place:
                wanted[place] = columns.rows(np.array([codes[also]]))[0]
            found.append(tuple(code for code in generation.languages if code in codes))
        stored = generation.store.paragraphs(list(wanted.values()))
        shown = {place: self._twin(stored[row]) for place, row in wanted.items()}
        return [
            _Twins(languages, shown.get(place))
            for place, languages in zip(places, found, strict=True)
        ]

    def _twin(self, stored: StoredParagraph) -> Twin:
        return Twin(
            language=stored.masthead.language,
            paragraph=stored.paragraph,
            highlights=highlights(self._bound.match, Shown(stored.masthead, stored.paragraph)),
        )

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

    def _hit(
        self,
        stored: StoredParagraph,
        score: float | None,
        use: FamilyUse | None,
        of_family: Callable[[str], str],
    ) -> Hit:
        deadline.check()
        shown = Shown(stored.masthead, stored.paragraph, of_family)
        spans = highlights(self._whole(self._bound.match), shown)
        return Hit(
            masthead=stored.masthead,
            paragraph=stored.paragraph,
            lead_in=stored.lead_in,
            snippet=snippet(stored.paragraph.text, spans),
            highlights=spans,
            score=score,
            missing=self._missing(shown),
            differences=self._differences(stored.paragraph.text),
            use=use,
        )

    def _missing(self, shown: Shown) -> tuple[str, ...]:
        """Returns the words of the query that are missing from a paragraph."""
        if self._fallback is None:
            return ()
        return tuple(one.text for one in self._fallback.concepts if not matches(one.wide, shown))

    def _differences(self, text: str) -> tuple[Piece, ...]:
        """Returns how a paragraph differs from a pasted passage."""
        understood = self._fallback.understanding if self._fallback else None
        if understood is None or understood.kind != "pasted":
            return ()
        return differences(understood.text, text)

    def _facets(self, names: Sequence[str], *, most: int | None) -> tuple[Facet, ...]:
        """Returns the counts of fields' values, each ignoring the filter on that field."""
        filters = {field: one.match for field, one in self._filters.items()}
        match = self._whole(self._bound.match)
        found = self._generation.retrieval.facets(match, filters, names)
        return tuple(self._facet(name, found[name], most) for name in names)

    def _facet(self, name: str, found: Counts, most: int | None) -> Facet:
        chosen, typed = self._filters.get(name), self._request.filters.get(name, ())
        if most is None or KEYWORD_BY_NAME[name].ranged:
            return facet(name, found.all(), chosen, typed)
        counts = found.most_frequent(most, always=chosen.values if chosen else frozenset())
        return facet(name, counts, chosen, typed, left_out=len(found) - len(counts))
