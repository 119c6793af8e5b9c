"""A query's text to its tree, in time linear in its length; every text has a tree.

    any   = all { OR all }
    all   = not { [AND] not }
    not   = { NOT } near
    near  = part { NEAR/n part }
    part  = "(" any ")" | leaf

What cannot be read as written is corrected, with a notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.query.ast import (
    All,
    And,
    Exact,
    Field,
    Gap,
    Near,
    Not,
    Or,
    Pattern,
    Query,
    Quoted,
    Words,
)
from search.query.lexer import Lexer
from search.query.tokens import FIELDS, Kind, Token
from search.query.visitor import nodes
from search.request import MAX_QUERY
from search.results import Notice
from search.translation.current import gettext
from search.translation.numbers import number

__all__ = ["FIELDS", "MAX_NESTING", "Parsed", "parse"]

MAX_NESTING = 30
"""Maximum depth of brackets; deeper ones are ignored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A query's tree and the notices on what was assumed."""

    query: Query
    notices: tuple[Notice, ...]


def parse(text: str) -> Parsed:
    """Reads a query; never raises."""
    lexer = Lexer(text[:MAX_QUERY])
    notices = list(lexer.notices)
    if len(text) > MAX_QUERY:
        message = gettext(
            "The query was too long. Only the first %(most)s characters were used.",
            most=number(MAX_QUERY),
        )
        notices.append(Notice(code="query-cut", message=message, span=(MAX_QUERY, len(text))))
    parser = _Parser(_balanced(lexer.tokens, notices), notices)
    query = parser.any() or All()
    ordered = sorted(notices, key=lambda notice: notice.span or (0, 0))
    return Parsed(query=query, notices=tuple(ordered))


def _balanced(tokens: list[Token], notices: list[Notice]) -> list[Token]:
    """Returns tokens without unpaired brackets and those nested too deep."""
    open_at: list[int] = []
    dropped: set[int] = set()
    deep = False
    for index, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            open_at.append(index)
        elif token.kind is Kind.CLOSE and not open_at:
            dropped.add(index)
            notices.append(
                _bracket(gettext("A closing bracket without an opening one was ignored."), token)
            )
        elif token.kind is Kind.CLOSE:
            start = open_at.pop()
            if len(open_at) >= MAX_NESTING:
                deep = True
                dropped.update((start, index))
    if open_at:
        notices.append(
            _bracket(
                gettext("An opening bracket without a closing one was ignored."), tokens[open_at[0]]
            )
        )
        dropped.update(open_at)
    if deep:
        message = gettext("Brackets more than %(most)s deep were ignored.", most=MAX_NESTING)
        notices.append(Notice(code="nesting", message=message))
    return [token for index, token in enumerate(tokens) if index not in dropped]


def _bracket(message: str, token: Token) -> Notice:
    return Notice(code="unbalanced", message=message, span=token.span)


class _Parser:
    """A recursive-descent parser of tokens with paired brackets, at most `MAX_NESTING` deep."""

    def __init__(self, tokens: list[Token], notices: list[Notice]) -> None:
        self._tokens = tokens
        self._notices = notices
        self._at = 0

    def any(self) -> Query | None:
        parts: list[Query] = []
        asked: Token | None = None
        while True:
            part = self._all()
            if part is not None:
                parts.append(part)
            elif asked is not None or self._peek(Kind.OR):
                self._ignored(asked or self._tokens[self._at])
            if not self._peek(Kind.OR):
                break
            asked = self._take()
        if len(parts) < 2:
            return parts[0] if parts else None
        return Or(tuple(parts), (parts[0].span[0], parts[-1].span[1]))

    def _all(self) -> Query | None:
        parts: list[Query] = []
        asked: Token | None = None
        while self._at < len(self._tokens) and not self._peek(Kind.OR, Kind.CLOSE):
            if self._peek(Kind.AND):
                token = self._take()
                if asked is not None or not parts:
                    self._ignored(token)
                asked = token
                continue
            part = self._negation()
            if part is not None:
                parts.append(part)
                asked = None
        if asked is not None and parts:
            self._ignored(asked)
        if len(parts) < 2:
            return parts[0] if parts else None
        return And(tuple(parts), (parts[0].span[0], parts[-1].span[1]))

    def _negation(self) -> Query | None:
        first, negative = self._nots()
        if first is not None and self._peek(Kind.AND):
            self._ignored(first)
            return None
        return self._signed(first, self._near(), negative=negative)

    def _nots(self) -> tuple[Token | None, bool]:
        first: Token | None = None
        negative = False
        while self._peek(Kind.NOT):
            token = self._take()
            first = first or token
            negative = not negative
        return first, negative

    def _signed(self, first: Token | None, part: Query | None, *, negative: bool) -> Query | None:
        if first is not None and part is None:
            self._ignored(first)
        if first is None or part is None or not negative:
            return part
        return part.part if isinstance(part, Not) else Not(part, (first.span[0], part.span[1]))

    def _near(self) -> Query | None:
        part = self._primary()
        parts, gaps = [part] if part else [], list[Gap]()
        while self._peek(Kind.NEAR):
            operator = self._take()
            part = self._operand()
            if part is None or operator.gap is None or not parts:
                self._ignored(operator)
            else:
                gaps.append(operator.gap)
            parts += [part] if part else []
        return joined(parts, gaps, self._notices) if parts else None

    def _operand(self) -> Query | None:
        # A NOT cannot follow NEAR; it is kept so that `joined` can explain this.
        first, negative = self._nots()
        return self._signed(first, self._primary(), negative=negative)

    def _primary(self) -> Query | None:
        while self._peek(Kind.NEAR):
            self._ignored(self._take())
        if self._at >= len(self._tokens) or self._peek(Kind.AND, Kind.OR, Kind.NOT, Kind.CLOSE):
            return None
        token = self._take()
        if token.kind is Kind.OPEN:
            inner = self.any()
            self._take()  # the closing bracket, which exists since brackets are paired
            if inner is None:
                message = gettext("Empty brackets were ignored.")
                self._notices.append(Notice(code="empty-group", message=message, span=token.span))
            return inner
        return _leaf(token)

    def _peek(self, *kinds: Kind) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].kind in kinds

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _ignored(self, token: Token) -> None:
        message = gettext(
            "%(shown)s needs something on both sides, so it was ignored.", shown=token.shown
        )
        self._notices.append(Notice(code="lone-operator", message=message, span=token.span))


def _leaf(token: Token) -> Query:
    if token.kind is Kind.FIELD:
        return Field(token.name, token.text, token.form, token.span)
    if token.kind is Kind.QUOTED:
        return Quoted(token.text, token.span)
    if token.kind is Kind.PATTERN:
        return Pattern(token.text, token.span)
    if token.kind is Kind.EXACT:
        return Exact(token.text, token.span)
    return Words(token.text, token.span)


_PLACES = (Words, Exact, Quoted, Pattern, Or)


def joined(parts: Sequence[Query], gaps: Sequence[Gap], notices: list[Notice]) -> Query:
    """Returns one or more parts joined by the gaps between them (one fewer).

    Beside a part that is not a place in a text, NEAR is read as AND, with a notice.
    """
    near = [_is_place(part) for part in parts]
    runs: list[tuple[list[Query], list[Gap]]] = [([parts[0]], [])]
    for (left, right), part, gap in zip(pairwise(near), parts[1:], gaps, strict=True):
        if left and right:
            runs[-1][0].append(part)
            runs[-1][1].append(gap)
        else:
            runs.append(([part], []))
    for part, is_place in zip(parts, near, strict=True):
        if not is_place and gaps:
            notices.append(_near_notice(part, gaps[0]))
    found = [_run(*run) for run in runs]
    return found[0] if len(found) == 1 else And(tuple(found), _span(found))


def _is_place(part: Query) -> bool:
    """Returns whether a part is a place in a text: words, or alternatives of them."""
    return all(isinstance(node, _PLACES) for node in nodes(part))


def _run(parts: Sequence[Query], gaps: Sequence[Gap]) -> Query:
    return Near(tuple(parts), tuple(gaps), _span(parts)) if gaps else parts[0]


def _span(parts: Sequence[Query]) -> tuple[int, int]:
    return parts[0].span[0], parts[-1].span[1]


def _near_notice(part: Query, gap: Gap) -> Notice:
    name = "PRE" if gap.ordered else "NEAR"
    message = gettext(
        "%(name)s works between words, phrases and alternatives (a OR b). Next to this part it was "
        "read as AND.",
        name=name,
    )
    if isinstance(part, Not):
        message = gettext(
            "%(name)s works between words, phrases and alternatives (a OR b). Next to NOT it was "
            "read as AND.",
            name=name,
        )
    return Notice(code="near-operand", message=message, span=part.span)
