"""Words of the official languages other than English: their literal forms and stems.

A term carries its language ("fr:climat"), only numbers have none. The literal form is the word in
lower case with its accents, since these tell words apart; `plain` says which words differ in
accents alone. The stem always follows from the literal form.

Chinese writes no blanks between words, so each character is a word: a query for a word is one for
its characters in a row, which needs no dictionary and finds what segmentation would miss.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from indexer.analysis import arabic, lemmas

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NUMBER = re.compile(r"\d[\d.,]*")
_APOSTROPHES = str.maketrans(
    dict.fromkeys("\u2019\u2018\u201b\u02bc\u02bb\u02b9\u2032\uff07`\u00b4", "'")
)
_ELIDED = re.compile(
    "(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['\u2019\u2018\u02bc`\u00b4]", re.IGNORECASE
)
_IGNORED = str.maketrans(dict.fromkeys("\u00ad\u0640\u200c\u200d\u2060\ufeff"))
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_HARAKAT = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_STRESS = re.compile("[\u0300\u0301]")
_ALIKE = str.maketrans({"ى": "ي", "ة": "ه", "ё": "е"})

ACCENTED = frozenset({"ar", "es", "fr"})
"""Languages whose words people may type without accents, see `plain`."""

Form = tuple[str, str, int, int]
"""Literal form, stem, and where the word stands in the run of letters that it was cut from."""


def forms(word: str, language: str) -> Iterator[Form]:
    """Yields the words in a run of letters, such as "l'énergie", as terms."""
    for start, end in _cut(word, language):
        literal = _literal(word[start:end], language)
        if literal:
            yield (
                tagged(literal, language),
                tagged(_stemmed(literal, language), language),
                start,
                end,
            )


def tagged(word: str, language: str) -> str:
    """Returns a word as a term; numbers are of no language."""
    return word if _NUMBER.fullmatch(word) else f"{language}:{word}"


def untagged(term: str) -> str:
    """Returns a term as a word; no word has a colon in it."""
    return term.rpartition(":")[2]


def language_of_term(term: str) -> str:
    """Returns the language that a term carries, an empty text where it is English or a number."""
    return term.rpartition(":")[0]


@lru_cache(maxsize=1 << 16)
def plain(term: str) -> str:
    """Returns a term without accents and Arabic variants of letters, as people may type it."""
    letters = unicodedata.normalize("NFKD", term)
    kept = "".join(letter for letter in letters if unicodedata.category(letter)[0] != "M")
    return unicodedata.normalize("NFC", kept).translate(_ALIKE)


def _cut(word: str, language: str) -> Iterator[tuple[int, int]]:
    if language == "zh":
        yield from _characters(word)
        return
    start = 0
    if language == "fr" and (elided := _ELIDED.match(word)):
        start = elided.end()
    yield start, len(word)


def _characters(word: str) -> Iterator[tuple[int, int]]:
    """Yields each Chinese character, and the runs of other letters between them."""
    start = 0
    for found in _HAN.finditer(word):
        if start < found.start():
            yield start, found.start()
        yield found.span()
        start = found.end()
    if start < len(word):
        yield start, len(word)


def _literal(word: str, language: str) -> str:
    folded = (
        unicodedata.normalize("NFKC", word.translate(_APOSTROPHES)).casefold().translate(_IGNORED)
    )
    if language == "ar":
        return _HARAKAT.sub("", folded)
    if language == "ru":
        marked = unicodedata.normalize("NFD", folded.replace("ё", "е"))
        return unicodedata.normalize("NFC", _STRESS.sub("", marked))
    return folded.translate(_LIGATURES)


@lru_cache(maxsize=1 << 16)
def _stemmed(literal: str, language: str) -> str:
    if not literal.replace("'", "").replace("-", "").isalpha():
        return literal
    return _stemmer(language)(literal)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """Returns the function that makes stems; its dictionary is read when it is first used."""
    if language == "ar":
        return arabic.stem
    return lemmas.lemmatizer(language) if language in lemmas.LEMMATIZED else str
