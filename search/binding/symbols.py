"""Symbols of one index: its documents by any spelling of their symbols, and the works it cites."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from indexer.parsing.knowledge.lettered import number_key, part_named, symbol_keys
from indexer.parsing.knowledge.symbol_spellings import ANY, name_of
from indexer.parsing.knowledge.symbols import sort_key, symbol_key

Keys = Callable[[], Iterable[tuple[str, str, str]]]
"""Returns each document's key, the key of its number, and its symbol."""
_NONE: frozenset[str] = frozenset()


class SymbolTable:
    """The symbols of an index's documents and of the works that they cite.

    keys: of the documents, see `StoreReader.keys`. cited: returns the symbols of the works cited.
    Both are called on first use.
    """

    def __init__(self, keys: Keys, cited: Callable[[], Iterable[str]]) -> None:
        self._keys = keys
        self._cited_symbols = cited

    @cached_property
    def _documents(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(self._keys())

    @cached_property
    def _symbols(self) -> dict[str, str]:
        return {key: symbol for key, _, symbol in self._documents}

    @cached_property
    def _numbers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, number, _ in self._documents:
            found.setdefault(number, []).append(key)
        return found

    @cached_property
    def _without_sessions(self) -> dict[str, list[str]]:
        """The symbols of the index by their form without part and without year or session."""
        found: dict[str, list[str]] = {}
        for key, number, symbol in self._documents:
            for stem in {_without_session(key), _without_session(number)} - {key, number}:
                found.setdefault(stem, []).append(symbol)
        return found

    @cached_property
    def _cited(self) -> frozenset[str]:
        return frozenset(self._cited_symbols())

    @cached_property
    def _cited_without_sessions(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for symbol in self._cited:
            found.setdefault(_without_session(symbol), []).append(symbol)
        return found

    def find(self, text: str) -> str | None:
        """Returns the symbol in the index that a text names in any spelling; None if none is."""
        if not any(map(str.isdigit, text)):
            return None  # true of most texts, and saves building the table of symbols
        found = part_named(text, self._numbers.get(number_key(text), ()))
        return None if found is None else self._symbols[found]

    def indexed(self, symbol: str) -> str | None:
        """Returns the symbol in the index for a result of `symbol_spellings`; None if none is."""
        if not symbol.endswith(ANY):
            return self.find(symbol)
        found = self._without_sessions.get(symbol.removesuffix(ANY).strip(), ())
        return found[0] if len(found) == 1 else None

    def cited_as(self, symbol: str) -> frozenset[str]:
        """Returns the symbols under which paragraphs cite a result of `symbol_spellings`.

        A number without its year gives all symbols with that number, misprinted years included.
        """
        if not symbol.endswith(ANY):
            return frozenset(symbol_keys(symbol)) & self._cited
        stem = symbol.removesuffix(ANY).strip()
        return frozenset(self._cited_without_sessions.get(stem, ()))

    def parts(self, text: str) -> tuple[str, ...]:
        """Returns the symbols in the index with the same number, in natural order."""
        keys = sorted(self._numbers.get(number_key(text), ()), key=sort_key)
        return tuple(self._symbols[key] for key in keys)

    def matching(self, text: str) -> frozenset[str]:
        """Returns the symbols in the index that a value of the field `symbol` stands for."""
        if not text.rstrip().endswith("*"):
            return self._number(text) or self._as_written(text)
        starts = _starts(text)
        return frozenset(v for key, v in self._symbols.items() if key.startswith(starts))

    def cited_matching(self, text: str) -> frozenset[str]:
        """Returns the cited symbols that a value of the field `cites` stands for."""
        if text.rstrip().endswith("*"):
            starts = _starts(text)
            return frozenset(symbol for symbol in self._cited if symbol.startswith(starts))
        if found := frozenset(symbol_keys(text)) & self._cited:
            return found
        named = name_of(text)
        return next(filter(None, map(self.cited_as, named.symbols if named else ())), _NONE)

    def _number(self, text: str) -> frozenset[str]:
        """Resolves a symbol; a number without a letter stands for all its parts (A, B …)."""
        parts = self._numbers.get(number_key(text), ())
        found = part_named(text, parts)
        if found is None:
            return _NONE
        keys = parts if symbol_key(text) == number_key(text) else (found,)
        return frozenset(self._symbols[key] for key in keys)

    def _as_written(self, text: str) -> frozenset[str]:
        """Resolves a symbol in an everyday spelling such as "UNSCR 1325"."""
        named = name_of(text)
        symbols = map(self.indexed, named.symbols if named else ())
        return next((self._number(symbol) for symbol in symbols if symbol), _NONE)


def keys_of(symbols: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    """Returns the keys of documents as derived from their symbols alone."""
    keyed = ((symbol_key(symbol), symbol) for symbol in symbols)
    return ((key, number_key(key), symbol) for key, symbol in keyed)


def _starts(text: str) -> tuple[str, str]:
    """Returns the prefixes of the symbols that "A/RES/74/*" or "74/*" stands for."""
    stem = text.rstrip("* ")
    # "74/*" has no key, but "74/1" has, with the prefix of all such symbols.
    return (symbol_key(stem), symbol_key(f"{stem}1")[:-1]) if stem else ("", "")


def _without_session(symbol: str) -> str:
    return symbol.partition("(")[0].rstrip()
