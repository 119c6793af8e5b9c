"""Text to terms, the same at index and query time.

A term has a literal form and a stem at the same position; engines are fed finished terms and
never tokenise themselves. The index records `ANALYZER`; an index of another one is refused.

What a word is: a run of letters and digits. Hyphens, dashes, slashes and all other punctuation
part words ("A/RES/74/176" is a, res, 74, 176), but a number keeps its inner points and its commas
before three digits ("1,000.5"), and a word its inner apostrophe, whatever its kind ("State's",
"d'Ivoire"). The literal form is folded by NFKC, case and accents and keeps the apostrophe and
what follows; the stem leaves a possessive out, so State's is found by state. Superscript digits
are footnote marks and parted from the word; soft hyphens and joiners inside a word are ignored.

All of this is said of English, as which a language without a table is read, too. The words of the
other languages are made in `languages.py`, and their terms say which language they are of
("fr:climat"), so that one index holds all languages and never takes a word of one for a word of
another.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, repeat
from typing import NamedTuple

from indexer.analysis import languages
from indexer.analysis.stemming import word_stem
from indexer.parsing.knowledge.languages.tables import TRANSLATED
from indexer.parsing.text.languages import EN

ANALYZER = "operative-languages/1"
"""Name and version of the analysis: raised whenever any text would give other terms."""

LONGEST_TERM = 64
"""Characters: a longer run (a broken extraction, a data dump) is cut to this for its term."""

_KEPT = 1 << 15  # stretches of text whose words are remembered, a few hundred bytes each
_KEPT_WORDS = 1 << 14


class Term(NamedTuple):
    """One word of a text.

    literal: folded (case, accents, apostrophes), without white space.
    stem: of the literal form.
    start, end: where the word stands in the text, in characters.
    """

    literal: str
    stem: str
    start: int
    end: int


_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff"
_IGNORED = "\u00ad\u200c\u200d\u2060\ufeff"
_SUPERSCRIPTS = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"
_APOSTROPHES = "'\u2019\u2018\u201b\u02bc\u02bb\u02b9\u2032\uff07`\u00b4"
_RUN = rf"[^\W_{_SUPERSCRIPTS}{_APOSTROPHES}][^\W_{_SUPERSCRIPTS}{_APOSTROPHES}]*"
_PIECE = rf"{_RUN}(?:[{_MARKS}{_IGNORED}]+(?:{_RUN})?)*"
_WORD = re.compile(
    rf"{_PIECE}(?:(?:(?<=\d)\.(?=\d)|(?<=\d),(?=\d{{3}}(?!\d))|[{_APOSTROPHES}]){_PIECE})*"
)
_TO_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES.replace("'", ""), "'"))
# Letters that Unicode does not take apart into a base and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


Placed = tuple[tuple[str, str, int, int], ...]
"""Terms of a stretch of text without white space: literal, stem, and where each stands in it."""


def terms(text: str, language: str = EN) -> list[Term]:
    """Returns the terms of a text in order, with their places in it."""
    found: list[Term] = []
    place = 0
    for stretch in text.split():
        place = text.index(stretch, place)
        for literal, stem, start, end in forms_in(stretch, language):
            found.append(Term(literal, stem, place + start, place + end))
        place += len(stretch)
    return found


def forms_in(stretch: str, language: str = EN) -> Placed:
    """Returns the terms of a stretch without white space: literal, stem, and where each stands."""
    placed = _placed_in(language) if language in TRANSLATED else _placed
    # Longer ones are no words, and nobody knows how many there are.
    if len(stretch) <= LONGEST_TERM:
        return placed(stretch)
    found: Placed = placed.__wrapped__(stretch)  # type: ignore[attr-defined]  # of the cache
    return found


@lru_cache(maxsize=_KEPT)
def _placed(stretch: str) -> Placed:
    return tuple(
        (literal, stem, match.start(), match.end())
        for match in _WORD.finditer(stretch)
        for literal, stem in _forms(match[0][:LONGEST_TERM])
    )


@cache
def _placed_in(language: str) -> Callable[[str], Placed]:
    @lru_cache(maxsize=_KEPT)
    def placed(stretch: str) -> Placed:
        return tuple(
            (
                literal[:LONGEST_TERM],
                stem[:LONGEST_TERM],
                match.start() + start,
                match.start() + end,
            )
            for match in _WORD.finditer(stretch)
            for literal, stem, start, end in languages.forms(match[0], language)
        )

    return placed


def places(text: str, wanted: Sequence[int], language: str = EN) -> list[tuple[int, int]]:
    """Returns where terms of a text stand: first character, and the one after the last.

    wanted: the terms by number, from 0, as in `joined`. The text is not analysed for those that
    are not asked for.
    """
    stretches = text.split()
    upto = list(accumulate(map(_known(language).sizes.__getitem__, stretches)))
    starts = _starts(text, stretches)
    found = []
    for number in wanted:
        at = bisect_right(upto, number)
        before = upto[at - 1] if at else 0
        _, _, start, end = forms_in(stretches[at], language)[number - before]
        found.append((starts[at] + start, starts[at] + end))
    return found


def _starts(text: str, stretches: Sequence[str]) -> list[int]:
    """Returns where each stretch begins."""
    single = map(int.__add__, map(len, stretches), repeat(1))
    starts = list(accumulate(single, initial=0))
    if starts[-1] == len(text) + 1:  # as texts nearly always are: single blanks between
        return starts
    starts, place = [], 0
    for stretch in stretches:
        place = text.index(stretch, place)
        starts.append(place)
        place += len(stretch)
    return starts


def joined(text: str, language: str = EN) -> tuple[str, str]:
    """Returns a text's stems and its literal forms, each joined by single spaces."""
    # No word goes beyond white space, and the same few stretches between it make up most texts.
    stretches, known = text.split(), _known(language)
    return _forms_of(stretches, known.stems), _forms_of(stretches, known.literals)


def words(text: str, *, literal: bool, language: str = EN) -> list[str]:
    """Returns a text's literal forms, or its stems, in order."""
    known = _known(language)
    return _forms_of(text.split(), known.literals if literal else known.stems).split()


def _forms_of(stretches: Sequence[str], form: _Joined) -> str:
    return " ".join(filter(None, map(form.__getitem__, stretches)))


class _Sizes(dict[str, int]):
    """How many terms a stretch of text has; worked out when first asked."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, stretch: str) -> int:
        if len(self) >= _KEPT:
            self.clear()
        size = len(forms_in(stretch, self._language))
        if len(stretch) <= LONGEST_TERM:
            self[stretch] = size
        return size


class _Joined(dict[str, str]):
    """One of the forms of the words in a stretch of text, joined; worked out when first asked."""

    def __init__(self, form: int, forms: Callable[[str], Iterable[tuple[str, ...]]]) -> None:
        self._form = form
        self._forms = forms

    def __missing__(self, stretch: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        value = " ".join(found[self._form] for found in self._forms(stretch))
        if len(stretch) <= LONGEST_TERM:
            self[stretch] = value
        return value


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of stretches of text in one language."""

    literals: _Joined
    stems: _Joined
    sizes: _Sizes


@cache
def _known(language: str) -> _Known:
    def forms(stretch: str) -> Iterable[tuple[str, ...]]:
        return ((literal, stem) for literal, stem, _, _ in forms_in(stretch, language))

    def english(stretch: str) -> Iterable[tuple[str, ...]]:
        return (pair for word in _WORD.findall(stretch) for pair in _forms(word[:LONGEST_TERM]))

    of = forms if language in TRANSLATED else english
    return _Known(_Joined(0, of), _Joined(1, of), _Sizes(language))


@lru_cache(maxsize=_KEPT_WORDS)
def _forms(word: str) -> tuple[tuple[str, str], ...]:
    # Nearly always one pair; compatibility folding can take one character apart into words.
    if word.isascii():
        literal = word.lower().replace("`", "'")
        return ((literal, word_stem(literal)),)
    literals = _WORD.findall(_folded(word))
    return tuple(
        (literal[:LONGEST_TERM], word_stem(literal[:LONGEST_TERM])) for literal in literals
    )


def _folded(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.translate(_TO_APOSTROPHE))
    letters = "".join(c for c in parts if unicodedata.category(c)[0] not in "MC")
    folded = unicodedata.normalize("NFKD", letters.casefold().translate(_LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in folded if c not in _IGNORED))
