"""Subjects inferred from a title: terms of the thesaurus that say what all of it is about.

Only a term of several words that is half of the title or more is taken: single words are ambiguous
("development"), and a term in a long title is often not its subject. Capital letters within a title
belong to the name of something else ("Commission for Social Development"), unless the words say
where ("in the Middle East"). `docs/accuracy.md` has what is found so, and how often rightly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from indexer.analysis.analyzer import terms
from indexer.analysis.languages import plain, untagged
from indexer.model import Masthead
from indexer.parsing.knowledge.thesaurus import COLUMNS, concepts
from indexer.parsing.text.languages import EN, frequent_words

LANGUAGES = (EN,)
"""Languages in which subjects are inferred: those in which that was measured to be right."""
LEAST_SHARE = 0.5
"""The share of a title's words, frequent ones aside, that a term has at least."""
_SHORTEST, _LONGEST = 2, 8  # words of a term
_WHERE = frozenset({"in", "the"})
_NAMES_NOTHING = frozenset({"united", "nations", "situation", "question", "international"})
"""Words that titles begin with; they do not count as words of the title."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a title. form: without its ending of the plural. small: says little."""

    form: str
    literal: str
    capital: bool
    small: bool


def with_inferred_subjects(masthead: Masthead) -> Masthead:
    """Returns a masthead with subjects inferred from its title, where it states none."""
    if masthead.subject_terms or not masthead.title:
        return masthead
    found = inferred_subjects(masthead.title, masthead.language)
    return (
        replace(masthead, subject_terms=found, subject_terms_inferred=True) if found else masthead
    )


@lru_cache(maxsize=64)
def inferred_subjects(title: str, language: str) -> tuple[str, ...]:
    """Returns the subjects that a title names, by their English terms; often none."""
    if language not in LANGUAGES:
        return ()
    words = _words(title, language)
    telling = sum(not word.small for word in words)
    known = _terms(language)
    found: dict[str, None] = {}
    start = 0
    while start < len(words):
        length, term = _longest(words, start, known)
        part = words[start : start + length]
        share = sum(not word.small for word in part) / max(telling, 1)
        # A title that is nothing but a term names a place or an event in a way of its own.
        if term and LEAST_SHARE <= share < 1 and not _within_name(words, start):
            found[term] = None
        start += max(length, 1)
    return tuple(found)


def _longest(
    words: Sequence[_Word], start: int, known: Mapping[tuple[str, ...], str]
) -> tuple[int, str]:
    """Returns the words and the concept of the longest term; "" where it is ambiguous or short."""
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        term = known.get(tuple(word.form for word in words[start : start + length]))
        if term is not None:
            return length, term if length >= _SHORTEST else ""
    return 0, ""


def _within_name(words: Sequence[_Word], start: int) -> bool:
    return start > 0 and words[start].capital and words[start - 1].literal not in _WHERE


def _words(text: str, language: str) -> Sequence[_Word]:
    small = frequent_words(language) | (_NAMES_NOTHING if language == EN else frozenset())
    found = []
    for term in terms(text, language):
        literal = untagged(term.literal)
        # The stems of English join too much ("international", "internationalism").
        form = _singular(literal) if language == EN else plain(untagged(term.stem))
        capital = text[term.start : term.start + 1].isupper()
        found.append(_Word(form, literal, capital, literal in small))
    return found


def _singular(word: str) -> str:
    word = word.removesuffix("'s")
    if word.endswith("ies") and len(word) > len("ties"):
        return f"{word[:-3]}y"
    plural = word.endswith("s") and not word.endswith("ss") and len(word) > len("was")
    return word[:-1] if plural else word


@cache
def _terms(language: str) -> Mapping[tuple[str, ...], str]:
    """Returns the concepts by the words of their terms; "" for those of several concepts."""
    place = COLUMNS.index(language)
    found: dict[tuple[str, ...], str] = {}
    for one in concepts():
        if one[0] and "(" not in one[place]:
            key = tuple(word.form for word in _words(one[place], language))
            found[key] = "" if found.get(key, one[0]) != one[0] else one[0]
    found.pop((), None)
    return found
