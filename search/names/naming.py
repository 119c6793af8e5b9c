"""Naming: the document and place in it that a query names, in any spelling of the symbol.

The rest of the query is searched as words; the name also finds the document's own paragraphs and
those that refer to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.model import Paragraph
from indexer.parsing.knowledge.symbol_spellings import ANY, Named, find_named, name_of
from indexer.parsing.knowledge.symbols import parse_symbol
from search.binding.symbols import SymbolTable
from search.generation import OpenGeneration
from search.names.pinpoints import paragraph_at
from search.query.ast import And, Field, Form, Near, Not, Or, Query, Span
from search.query.visitor import nodes


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A document that a text names.

    symbol: as in the index, or normalized if it has no such document. held: whether the index has
    it. paragraph: the paragraph named, if any. cited: whether paragraphs refer to it.
    span: (start, end) in the text. whole: whether the text consists of the name alone.
    """

    symbol: str
    held: bool
    paragraph: Paragraph | None
    cited: bool
    span: Span
    whole: bool


def destination(text: str, generation: OpenGeneration) -> Destination | None:
    """Returns the document that a text consists of naming; None for other texts."""
    symbol = generation.vocabulary.symbols.find(text) if text.strip() else None
    if symbol is not None:
        # Also symbols of unknown kinds, such as provisional ones.
        return _held(symbol, None, (0, len(text)), generation, whole=True)
    named = name_of(text)
    return None if named is None else _destination(named, generation)


def destination_in(query: str, tree: Query, generation: OpenGeneration) -> Destination | None:
    """Returns the first document named in a query that the index has, else the first named.

    tree: of the query. Values of fields and anything after NOT are ignored.
    """
    if alone := destination(query, generation):
        return alone
    # Filler letters in place of ignored text keep the offsets.
    for start, end in _fields(tree):
        query = f"{query[:start]}{'x' * (end - start)}{query[end:]}"
    found = [one for named in find_named(query) if (one := _destination(named, generation))]
    return next((one for one in found if one.held), None) or next(iter(found), None)


def _fields(query: Query) -> Iterator[Span]:
    ignored = (Field, Not)
    return (node.span for node in nodes(query, closed=ignored) if isinstance(node, ignored))


def _destination(named: Named, generation: OpenGeneration) -> Destination | None:
    symbols = generation.vocabulary.symbols
    for symbol in named.symbols:
        if held := symbols.indexed(symbol):
            return _held(held, named, named.span, generation, whole=named.whole)
    cited = [one for one in named.symbols if symbols.cited_as(one)]
    if not (named.whole or named.sure or cited):
        return None
    return Destination(
        symbol=_shown(next(iter(cited), named.symbols[0]), symbols),
        held=False,
        paragraph=None,
        cited=bool(cited),
        span=named.span,
        whole=named.whole,
    )


def _shown(symbol: str, symbols: SymbolTable) -> str:
    """Returns a symbol completed with its year, if its citations agree on one."""
    known = symbols.cited_as(symbol) if symbol.endswith(ANY) else ()
    return next(iter(known)) if len(known) == 1 else symbol.removesuffix(ANY).strip()


def _held(
    symbol: str, named: Named | None, span: Span, generation: OpenGeneration, *, whole: bool
) -> Destination:
    return Destination(
        symbol=symbol,
        held=True,
        paragraph=_paragraph(symbol, named, generation) if named and named.pinpoint else None,
        cited=bool(generation.vocabulary.symbols.cited_as(symbol)),
        span=span,
        whole=whole,
    )


def _paragraph(symbol: str, named: Named, generation: OpenGeneration) -> Paragraph | None:
    stored = generation.store.document(symbol)
    if stored is None or named.pinpoint is None:
        return None
    asked = parse_symbol(named.symbols[0])
    component = asked.letter if asked else None
    return paragraph_at(
        stored.document.paragraphs, named.pinpoint, component=component, former=stored.former
    )


def widened(query: Query, named: Destination | None) -> Query:
    """Returns a query in which a document's name also finds its text and what refers to it.

    Only at the top level: brackets and alternatives are taken literally.
    """
    if named is None or not (named.held or named.cited):
        return query
    parts = query.parts if isinstance(query, And) else (query,)
    inside = [part for part in parts if _within(part.span, named.span)]
    words = _all(inside, named.span)
    if words is None or not all(map(_plain, inside)):
        return query
    ways: list[Query] = [words]
    if named.cited:
        ways.append(Field("cites", named.symbol, Form.QUOTED, named.span))
    if named.held:
        ways.append(Field("symbol", named.symbol, Form.QUOTED, named.span))
    wide = Or(tuple(ways), named.span)
    before = [part for part in parts if part.span[0] < named.span[0] and part not in inside]
    others = [part for part in parts if part not in inside and part not in before]
    return _all([*before, wide, *others], query.span) or query


def _within(span: Span, outer: Span) -> bool:
    return outer[0] - 1 <= span[0] and span[1] <= outer[1] + 1  # quotation marks


def _plain(query: Query) -> bool:
    """Returns whether a part of a query has only words, in brackets or not."""
    return not any(isinstance(node, Field | Not | Or) for node in nodes(query, closed=(Near,)))


def _all(parts: list[Query], span: Span) -> Query | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return And(tuple(parts), span)
