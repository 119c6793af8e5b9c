"""Spoken languages: the one in which a query is asked, and those in which it is answered.

The letters of a query tell Arabic, Chinese and Russian. Words in Latin letters are those of the
language whose texts use them most; where that is unsure they are English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.parsing.text.languages import EN, scripts
from search.query.ast import And, Exact, Field, Pattern, Query, Quoted, Words
from search.query.visitor import nodes

ANY = "any"
"""The value of the language filter for paragraphs in all languages."""
LATIN = (EN, "fr", "es")
_UNKNOWN = 1e-6
"""Share of a language's paragraphs that a word is taken to be in where none has it."""
_SURE = 2.0
"""What the logarithms of the shares must come to beyond those of English."""

_WORD = re.compile(r"[^\W\d_]+")
Frequency = Callable[[str, str], float]
"""Returns the share of the paragraphs in a language that have a word in this or another form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The languages of a search.

    read: those in which its words are read. shown: those of the paragraphs that answer it; empty
    where all do. chosen: whether somebody chose them.
    """

    read: tuple[str, ...]
    shown: tuple[str, ...] = ()
    chosen: bool = False

    @property
    def across(self) -> str | None:
        """The language of words that are looked for in texts of others; None for none."""
        apart = self.shown and self.read and not set(self.read) & set(self.shown)
        return self.read[0] if apart else None


def spoken(
    query: Query, chosen: Sequence[str], held: Sequence[str], frequency: Frequency
) -> Spoken:
    """Returns the languages of a search.

    chosen: values of its language filter, as codes, or `ANY`. held: languages of the index, English
    first.
    """
    guess = guessed(query, held, frequency)
    named = _named(query)
    if named is not None:  # the query has conditions on languages itself
        return Spoken(read=named or tuple(held), chosen=True)
    if ANY in chosen:
        return Spoken(read=tuple(held), chosen=True)
    if chosen:
        return Spoken(read=_read(query, guess, chosen, frequency), shown=tuple(chosen), chosen=True)
    if guess in held or guess is None:
        language = guess or held[0]
        return Spoken(read=(language,), shown=(language,) if len(held) > 1 else ())
    return Spoken(read=(guess,), shown=(held[0],))


def _read(
    query: Query, guess: str | None, chosen: Sequence[str], frequency: Frequency
) -> tuple[str, ...]:
    """Returns the languages in which words are read where others were chosen to be shown."""
    if guess is None or guess in chosen:
        return tuple(chosen)
    latin = [code for code in chosen if code in LATIN]
    # "sanctions" is French, too: where the texts have all words, they are taken for theirs.
    known = [code for code in latin if _known(query, code, frequency)]
    return tuple(known) or (guess,)


def _known(query: Query, language: str, frequency: Frequency) -> bool:
    words = _WORD.findall(" ".join(_texts(query)))
    return all(frequency(language, word) for word in words)


def guessed(query: Query, held: Sequence[str], frequency: Frequency) -> str | None:
    """Returns the language of the words of a query; None where no language knows any."""
    text = " ".join(_texts(query, patterns=True))
    if not re.search(r"[^\W\d_]", text):
        return None
    if not text.isascii() and (script := _script(text)):
        return script
    words = _WORD.findall(" ".join(_texts(query)))
    if tuple(held) == (EN,) and all(frequency(EN, word) for word in words):
        return EN
    scores = {code: _score(words, code, frequency) for code in LATIN}
    best = max(scores, key=lambda code: scores[code])
    if scores[best] == min(scores.values()):
        return None
    return best if best != EN and scores[best] > scores[EN] + _SURE else EN


def _score(words: Sequence[str], language: str, frequency: Frequency) -> float:
    return sum(log(max(frequency(language, word), _UNKNOWN)) for word in words)


def _script(text: str) -> str | None:
    letters = sum(map(str.isalpha, text))
    counts = {code: len(script.findall(text)) for code, script in scripts().items()}
    best = max(counts, key=lambda code: counts[code])
    return best if best in OFFICIAL and counts[best] * 2 > letters else None


def _texts(query: Query, *, patterns: bool = False) -> Iterator[str]:
    for node in nodes(query):
        if isinstance(node, Words | Exact | Quoted) or (patterns and isinstance(node, Pattern)):
            yield node.text


def _named(query: Query) -> tuple[str, ...] | None:
    """Returns the languages that a query demands by a field; () for any, None without the field."""
    fields = [node for node in nodes(query) if isinstance(node, Field) and node.name == "language"]
    if not fields:
        return None
    parts = query.parts if isinstance(query, And) else (query,)
    asked = tuple(node.value.strip().lower() for node in fields if node in parts)
    alone = len(asked) == 1 == len(fields) and asked[0] in OFFICIAL
    return asked if alone else ()
