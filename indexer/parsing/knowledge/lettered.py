"""Numbers that several resolutions share, told apart by letters: 75/253, 75/253 B, 75/253 C.

Parts adopted together stand in one document ("75/101 A-B"); a part adopted later is a document of
its own with the number of the first. Which part a symbol leads to, and under which symbols a part
is cited, is answered here; which of them an index has is the store's question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.parsing.knowledge.symbols import Symbol, parse_symbol, sort_key, symbol_key

_KINDS = ("resolution", "decision")  # drafts have revisions instead


def number_key(text: str) -> str:
    """Returns the key of a symbol without its letter: all parts of a number share it."""
    symbol = parse_symbol(text)
    return symbol_key(text) if symbol is None else _lettered(symbol, None)


def symbol_keys(text: str) -> tuple[str, ...]:
    """Returns the keys under which a work is cited: its own, then those of the parts that it holds.

    "A/RES/75/101 A-B" holds "A/RES/75/101 A" and "A/RES/75/101 B". What was adopted as 75/253 is
    called 75/253 A once 75/253 B has been adopted: number and first part are one work.
    """
    key = symbol_key(text)
    symbol = parse_symbol(key)
    if symbol is None or symbol.kind not in _KINDS:
        return (key,)
    keys = [key, *(_lettered(symbol, letter) for letter in _letters(symbol.letter))]
    if symbol.letter is not None and symbol.letter.startswith("A"):
        keys.append(number_key(key))
    return tuple(one for one in dict.fromkeys(keys) if parse_symbol(one))


def part_held(text: str, keys: Iterable[str]) -> str | None:
    """Finds, among the keys of documents, the one that holds what a symbol names.

    That is the document of this key, else the one that holds the part: "75/101 B" is held by
    "75/101 A-B". None where there is none.
    """
    wanted = symbol_key(text)
    holding = sorted((key for key in keys if wanted in symbol_keys(key)), key=sort_key)
    return wanted if wanted in holding else next(iter(holding), None)


def part_named(text: str, keys: Iterable[str]) -> str | None:
    """Finds, among the keys of documents, the one that a symbol leads to.

    That is the one that holds it, else, for a number without a letter, its first part.
    """
    wanted, known = symbol_key(text), set(keys)
    found = part_held(wanted, known)
    if found is None and number_key(wanted) == wanted:
        parts = (key for key in known if number_key(key) == wanted)
        return min(parts, key=sort_key, default=None)
    return found


def _letters(letter: str | None) -> Iterator[str]:
    """Yields the letters of the parts that a document of this letter holds: "A-C" is A, B, C."""
    first, _, last = (letter or "A").partition("-")
    yield from (chr(code) for code in range(ord(first), ord(last or first) + 1))


def _lettered(symbol: Symbol, letter: str | None) -> str:
    """Returns the key of a symbol with another letter, or none, in the place of its own."""
    plain = symbol.text
    if symbol.letter is not None:
        plain = plain.replace(f" {symbol.letter}", "", 1)
    if letter is None:
        return plain
    return re.sub(r"(?<=\d)(?=\(|$)", f" {letter}", plain, count=1)
