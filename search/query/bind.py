"""A query's tree to what engines are given: words become terms, values those of the index.

Words are looked for in the text alone. A bare word asks for its stem; being written in the same
form, or standing in the title, moves a paragraph up and never decides whether it matches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.analysis import terms
from indexer.schema import KEYWORD_BY_NAME, TEXT, TEXT_LITERAL, TITLE, TITLE_LITERAL
from search.errors import BadParameter, UnknownField
from search.query.ast import All, And, Exact, Field, Form, Not, Or, Query, Quoted, Span, Words
from search.query.bound import Among, Bound, Everything, Nothing, Phrase, Ranked, Word
from search.query.bound import And as BoundAnd
from search.query.bound import Not as BoundNot
from search.query.bound import Or as BoundOr
from search.query.vocabulary import Resolved, Vocabulary
from search.results import Notice

LITERAL_WEIGHT = 64.0
"""More than any BM25 of one word can differ: paragraphs with more of the words in the form asked
for come first, and within them the engine's own relevance decides."""
TITLE_WEIGHT = 2.0
OPERATIVE_WEIGHT = 0.001
"""Decides between paragraphs that are otherwise as good as equal."""
MOST_BOOSTED = 32
"""Words that are weighed in this way; what a longer query matches is not changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundQuery:
    """A query ready for an engine.

    match: which paragraphs. boosts: what moves them up by relevance, see `bound.Ranked`.
    """

    match: Bound
    boosts: tuple[tuple[Bound, float], ...]
    notices: tuple[Notice, ...]

    @property
    def has_words(self) -> bool:
        """Whether relevance means anything: a query of fields alone ranks by date."""
        return bool(self.boosts)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundFilter:
    """The values chosen for one field: those of the index, and what of it has to be told."""

    field: str
    values: frozenset[str]
    notices: tuple[Notice, ...]

    @property
    def match(self) -> Bound:
        """Give the filter as a query."""
        return Among(self.field, self.values) if self.values else Nothing()


def bind_query(query: Query, vocabulary: Vocabulary) -> BoundQuery:
    """Bind a query's tree to an index; never raises."""
    binder = _Binder(vocabulary)
    match = binder.bind(query, positive=True) or Everything()
    boosts = tuple(binder.boosts.items())
    if boosts:
        boosts = (*boosts, (Among("type", frozenset({"operative"})), OPERATIVE_WEIGHT))
    return BoundQuery(match=match, boosts=boosts, notices=tuple(binder.notices))


def bind_filters(
    filters: Mapping[str, tuple[str, ...]], vocabulary: Vocabulary
) -> dict[str, BoundFilter]:
    """Bind the values chosen for fields; a field without values is left out.

    Raises UnknownField for a name that is no keyword field, BadParameter for a value that no
    index could have.
    """
    return {name: _filter(name, chosen, vocabulary) for name, chosen in filters.items() if chosen}


def ranked(query: BoundQuery, match: Bound) -> Bound:
    """Give `match`, which holds the query and its filters, with the query's boosts."""
    return Ranked(match, query.boosts) if query.boosts else match


def _filter(name: str, chosen: tuple[str, ...], vocabulary: Vocabulary) -> BoundFilter:
    if name not in KEYWORD_BY_NAME:
        names = ", ".join(KEYWORD_BY_NAME)
        raise UnknownField(f"There is no field “{name}”. Fields are {names}.", parameter=name)
    notices: list[Notice] = []
    values: set[str] = set()
    for text in chosen:
        resolved = vocabulary.resolve(name, text)
        if not resolved.usable:
            raise BadParameter(_message(resolved), parameter=name)
        values |= resolved.values
        if resolved.problem:
            notices.append(Notice(code=resolved.problem[0], message=resolved.problem[1]))
    return BoundFilter(field=name, values=frozenset(values), notices=tuple(notices))


def _message(resolved: Resolved) -> str:
    return resolved.problem[1] if resolved.problem else "The value cannot be used."


@dataclass(slots=True)
class _Binder:
    """Collects notices and boosts while it walks a tree."""

    vocabulary: Vocabulary
    notices: list[Notice] = field(default_factory=list)
    boosts: dict[Bound, float] = field(default_factory=dict)

    def bind(self, query: Query, *, positive: bool) -> Bound | None:
        """Bind a node; None where it asks for nothing ("—")."""
        match query:
            case All():
                return None
            case Words(text=text, span=span):
                return self._words(text, span, positive=positive)
            case Exact(text=text, span=span) | Quoted(text=text, span=span):
                return self._literal(text, span, positive=positive)
            case Field():
                return self._field(query, positive=positive)
            case Not(part=part):
                inner = self.bind(part, positive=not positive)
                return None if inner is None else BoundNot(inner)
            case And(parts=parts):
                return _joined(BoundAnd, self._parts(parts, positive=positive))
            case Or(parts=parts):
                return _joined(BoundOr, self._parts(parts, positive=positive))

    def _parts(self, parts: tuple[Query, ...], *, positive: bool) -> tuple[Bound, ...]:
        bound = [self.bind(part, positive=positive) for part in parts]
        return tuple(part for part in bound if part is not None)

    def _words(self, text: str, span: Span, *, positive: bool) -> Bound | None:
        found = terms(text)
        if not found:
            self._nothing_in(text, span)
            return None
        stems = tuple(term.stem for term in found)
        literals = tuple(term.literal for term in found)
        if positive:
            self._boost(_run(TEXT_LITERAL, literals), LITERAL_WEIGHT)
            self._boost(_run(TITLE, stems), TITLE_WEIGHT)
        return _run(TEXT, stems)

    def _literal(self, text: str, span: Span, *, positive: bool) -> Bound | None:
        literals = tuple(term.literal for term in terms(text))
        if not literals:
            self._nothing_in(text, span)
            return None
        if positive:
            self._boost(_run(TITLE_LITERAL, literals), TITLE_WEIGHT)
        return _run(TEXT_LITERAL, literals)

    def _boost(self, query: Bound, weight: float) -> None:
        if len(self.boosts) < 2 * MOST_BOOSTED:
            self.boosts.setdefault(query, weight)

    def _field(self, query: Field, *, positive: bool) -> Bound | None:
        if query.name == "title":
            return self._title(query, positive=positive)
        resolved = self.vocabulary.resolve(query.name, query.value)
        if resolved.problem:
            code, message = resolved.problem
            self.notices.append(Notice(code=code, message=message, span=query.span))
        return Among(query.name, resolved.values) if resolved.values else Nothing()

    def _title(self, query: Field, *, positive: bool) -> Bound | None:
        found = terms(query.value)
        if not found:
            self._nothing_in(query.value, query.span)
            return None
        literals = tuple(term.literal for term in found)
        if query.form is not Form.BARE:
            return _run(TITLE_LITERAL, literals)
        if positive:
            self._boost(_run(TITLE_LITERAL, literals), LITERAL_WEIGHT)
        return _run(TITLE, tuple(term.stem for term in found))

    def _nothing_in(self, text: str, span: Span) -> None:
        message = f"“{text.strip()}” has no letters or digits and was ignored."
        self.notices.append(Notice(code="no-words", message=message, span=span))


def _run(name: str, found: tuple[str, ...]) -> Bound:
    return Word(name, found[0]) if len(found) == 1 else Phrase(name, found)


def _joined(kind: type[BoundAnd | BoundOr], parts: tuple[Bound, ...]) -> Bound | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(parts)
