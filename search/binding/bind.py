"""Binding of a query tree: words become terms, field values those of the index.

Words are searched in the text alone, bare words by their stems. Boosts, which decide the order
of the matches, are in `boosts.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, product

from indexer.parsing.text.languages import EN
from indexer.schema import KEYWORD_BY_NAME
from search import deadline
from search.binding.boosts import Boost, boosts_of
from search.binding.bound import Among, Bound, Everything, Nothing, Ranked, Run, Twins, Worded
from search.binding.bound import And as BoundAnd
from search.binding.bound import Near as BoundNear
from search.binding.bound import Not as BoundNot
from search.binding.bound import Or as BoundOr
from search.binding.lexicon import EMPTY
from search.binding.terms import Lexicons, Texts, as_match, as_sequence
from search.binding.vocabulary import Resolved, Vocabulary
from search.errors import BadParameter, UnknownField
from search.query.ast import (
    All,
    And,
    Exact,
    Field,
    Form,
    Gap,
    Near,
    Not,
    Or,
    Pattern,
    Query,
    Quoted,
    Words,
)
from search.query.tokens import TEXT_NAMES, WORDING
from search.query.wildcards import has_wildcard
from search.results import Notice
from search.translation.current import gettext

MOST_HINTS = 5
"""Values that the index does not have for which near ones are looked for, in one query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundQuery:
    """A query ready for an engine.

    match: the condition on paragraphs. boosts: additions to the score of some of them.
    """

    match: Bound
    boosts: tuple[Boost, ...]
    notices: tuple[Notice, ...]

    @property
    def has_words(self) -> bool:
        """Whether the query has words to rank by; queries of fields alone are sorted by date."""
        return bool(self.boosts)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundFilter:
    """The values chosen for one field as values of the index, with notices for the user."""

    field: str
    values: frozenset[str]
    notices: tuple[Notice, ...] = ()
    twins: bool = False

    @property
    def match(self) -> Bound:
        """Returns the filter as a bound query."""
        return among(self.field, self.values, twins=self.twins)


Wordings = Callable[[str], str | None]
"""Returns a paragraph's wording by its id, in any spelling of the symbol; None if there is none."""


def bind_query(
    query: Query,
    vocabulary: Vocabulary,
    lexicons: Lexicons = lambda _: EMPTY,
    wordings: Wordings = lambda _: None,
    languages: Sequence[str] = (EN,),
    *,
    twins: bool = False,
) -> BoundQuery:
    """Binds a query's tree to the values and words of an index; never raises.

    lexicons: used only for wildcards and words of other languages than English. wordings: used only
    where the query names a paragraph. languages: those in which words are read. twins: whether a
    value that is read in one language alone also counts for the paragraph in others.
    """
    binder = _Binder(vocabulary, Texts(lexicons, languages), wordings, twins)
    match = binder.bind(query) or Everything()
    notices = (*binder.texts.notices, *binder.notices)
    ordered = sorted(notices, key=lambda notice: notice.span or (0, 0))
    return BoundQuery(match=match, boosts=boosts_of(query, languages), notices=tuple(ordered))


def bind_filters(
    filters: Mapping[str, tuple[str, ...]], vocabulary: Vocabulary, *, twins: bool = False
) -> dict[str, BoundFilter]:
    """Binds the values chosen for fields; a field without values is left out.

    twins: as in `bind_query`. Raises UnknownField for a name that is no keyword field, BadParameter
    for a value that no index could have.
    """
    bound = {name: _filter(name, chosen, vocabulary) for name, chosen in filters.items() if chosen}
    return {name: replace(one, twins=twins) for name, one in bound.items()}


_OF_ONE_LANGUAGE = frozenset({"verb", "anyverb", "opening", "to", "due"})
"""Fields whose values are words of a language, or are read in English alone."""


def among(name: str, values: frozenset[str], *, twins: bool) -> Bound:
    """Returns the condition that a field has one of some values."""
    if not values:
        return Nothing()
    found = Among(name, values)
    return Twins(found) if twins and name in _OF_ONE_LANGUAGE else found


def ranked(query: BoundQuery, match: Bound) -> Bound:
    """Returns `match` (the query with its filters), ranked by the query's boosts."""
    weighed = tuple((boost.match, boost.weight) for boost in query.boosts)
    return Ranked(match, weighed) if weighed else match


def _filter(name: str, chosen: tuple[str, ...], vocabulary: Vocabulary) -> BoundFilter:
    if name not in KEYWORD_BY_NAME:
        names = ", ".join(KEYWORD_BY_NAME)
        raise UnknownField(
            gettext("There is no field “%(name)s”. Fields are %(names)s.", name=name, names=names),
            parameter=name,
        )
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
    return resolved.problem[1] if resolved.problem else gettext("This value cannot be used.")


@dataclass(slots=True)
class _Binder:
    """A walk over one query tree, collecting notices."""

    vocabulary: Vocabulary
    texts: Texts
    wordings: Wordings
    twins: bool
    notices: list[Notice] = field(default_factory=list)
    missing: int = 0

    def bind(self, query: Query) -> Bound | None:
        """Binds a node; returns None if it has no condition, such as a lone dash."""
        deadline.check()
        match query:
            case All():
                return None
            case Words(text=text, span=span):
                return _as_match(self.texts.stems(text, span))
            case Exact(text=text, span=span) | Quoted(text=text, span=span):
                return _as_match(self.texts.literal(text, span))
            case Pattern(text=text, span=span):
                return _as_sequence(self.texts.pattern(text, span))
            case Field():
                return self._any_field(query)
            case Near(parts=parts, gaps=gaps):
                return self._near(parts, gaps)
            case Not(part=part):
                inner = self.bind(part)
                return None if inner is None else BoundNot(inner)
            case And(parts=parts):
                return _joined(BoundAnd, self._required(parts))
            case Or(parts=parts):
                return _joined(BoundOr, self._parts(parts))

    def _required(self, parts: tuple[Query, ...]) -> tuple[Bound, ...]:
        """Binds the parts of an And; two words of a compound also match it written as one."""
        found: list[Bound] = []
        rest = list(parts)
        while rest:
            one = self.texts.as_compound(rest[0], rest[1]) if len(rest) > 1 else None
            some = self._parts(tuple(rest[: 2 if one else 1]))
            found += [BoundOr((BoundAnd(some), one))] if one else some
            del rest[: 2 if one else 1]
        return tuple(found)

    def _parts(self, parts: tuple[Query, ...]) -> tuple[Bound, ...]:
        bound = [self.bind(part) for part in parts]
        return tuple(part for part in bound if part is not None)

    def _any_field(self, query: Field) -> Bound | None:
        if query.name in TEXT_NAMES:
            return self._text_field(query)
        return self._worded(query) if query.name == WORDING else self._field(query)

    def _worded(self, query: Field) -> Bound:
        wording = self.wordings(query.value.strip())
        if wording is not None:
            return Worded(wording)
        message = gettext(
            "%(wording)s: “%(value)s” is not a paragraph we have. Give its symbol and place "
            "as in its link, such as 74/176#op15.",
            wording=WORDING,
            value=query.value,
        )
        self.notices.append(Notice(code="no-such-value", message=message, span=query.span))
        return Nothing()

    def _field(self, query: Field) -> Bound:
        resolved = self.vocabulary.resolve(query.name, query.value, hint=self.missing < MOST_HINTS)
        if resolved.problem:
            self.missing += 1
            code, message = resolved.problem
            self.notices.append(Notice(code=code, message=message, span=query.span))
        return among(query.name, resolved.values, twins=self.twins)

    def _text_field(self, query: Field) -> Bound | None:
        name, value, span = query.name, query.value, query.span
        if query.form is not Form.QUOTED and has_wildcard(value):
            return _as_sequence(self.texts.pattern(value, span, name))
        if query.form is Form.BARE:
            return _as_match(self.texts.stems(value, span, name))
        return _as_match(self.texts.literal(value, span, name))

    def _near(self, parts: tuple[Query, ...], gaps: tuple[Gap, ...]) -> Bound | None:
        """Binds a NEAR chain pair by pair; an empty part splits the chain."""
        sides = [self.texts.runs(part) for part in parts]
        pairs = [
            _pair(left, right, gap)
            for (left, right), gap in zip(pairwise(sides), gaps, strict=True)
            if left is not None and right is not None
        ]
        lonely = [
            _any_of([as_match(run) for run in side])
            for place, side in enumerate(sides)
            if side is not None and not any(_neighbours(sides, place))
        ]
        return _joined(BoundAnd, (*pairs, *lonely))


def _neighbours(sides: Sequence[list[Run] | None], place: int) -> list[list[Run] | None]:
    return [*sides[max(place - 1, 0) : place], *sides[place + 1 : place + 2]]


def _pair(left: Sequence[Run], right: Sequence[Run], gap: Gap) -> Bound:
    return _any_of(
        [
            BoundNear(one, other, gap.distance, gap.ordered)
            if one.alternatives and other.alternatives
            else Nothing()
            for one, other in product(left, right)
        ]
    )


def _any_of(parts: Sequence[Bound]) -> Bound:
    return parts[0] if len(parts) == 1 else BoundOr(tuple(parts))


def _as_match(run: Run | None) -> Bound | None:
    return None if run is None else as_match(run)


def _as_sequence(runs: Sequence[Run] | None) -> Bound | None:
    return None if runs is None else as_sequence(runs)


def _joined(kind: type[BoundAnd | BoundOr], parts: tuple[Bound, ...]) -> Bound | None:
    """Returns distinct parts joined; a single part by itself, None for none."""
    parts = tuple(dict.fromkeys(parts))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(parts)
