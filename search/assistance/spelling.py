"""Spelling: for words of a query that the index lacks, the likeliest words that it has.

A word that occurs is never corrected: nearly all rare words are right. Only plain
words are corrected, never text in quotation marks, after = or in a field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer.analysis.analyzer import Term, terms
from indexer.analysis.compounds import compound_writings
from indexer.analysis.languages import language_of_term, tagged, untagged
from indexer.analysis.stemming import word_stem
from indexer.parsing.text.languages import EN
from indexer.schema import TEXT_LITERAL
from search.binding.lexicon import Lexicon
from search.binding.terms import Lexicons
from search.query.ast import Not, Or, Query, Words
from search.query.visitor import nodes

_SHORTEST = 4
"""Minimum letters of a word to correct; shorter ones are too similar to each other."""
_TWO_SLIPS = 7
"""Minimum letters of a word in which two slips are considered."""
_SLIP = log(500)
"""Cost of a second slip: a word one slip away may be that many times rarer."""
_LONGEST_ABBREVIATION = 8
"""Letters, as in MINUSTAH."""
_MOST_COMPARED = 400
_MOST_CORRECTED = 8


def corrected(text: str, query: Query, lexicons: Lexicons, language: str = EN) -> str | None:
    """Returns a query's text with its unknown words corrected; None if there is nothing better.

    query: the tree of the text. language: that in which it is read. Takes a few milliseconds a
    word in an index of 300,000 words.
    """
    lexicon = lexicons(TEXT_LITERAL)
    better = text
    # From the end, so that earlier offsets stay valid.
    for start, end, word in reversed(list(_corrections(text, query, lexicon, language))):
        better = better[:start] + word + better[end:]
    return better if better != text else None


def has_alternatives(query: Query) -> bool:
    """Returns whether a query contains an OR, in which one word may find nothing."""
    return any(isinstance(node, Or) for node in nodes(query, closed=(Not,)))


def _corrections(
    text: str, query: Query, lexicon: Lexicon, language: str
) -> Iterator[tuple[int, int, str]]:
    known: dict[str, str | None] = {}
    # Not what is excluded, or wanted in exactly this form.
    plain = (node for node in nodes(query, closed=(Not,)) if isinstance(node, Words))
    for words in plain:
        for term in terms(words.text, language):
            if is_abbreviation(words.text[term.start : term.end], text):
                continue
            if term.literal not in known and len(known) < _MOST_CORRECTED:
                known[term.literal] = better_word(term, lexicon)
            if better := known.get(term.literal):
                start, end = words.span[0] + term.start, words.span[0] + term.end
                yield start, end, _cased(better, text[start:end])


def is_abbreviation(word: str, text: str) -> bool:
    """Returns whether a word of a text is an abbreviation: short and in capitals, unlike the rest.

    One that the index lacks is another mission or body, not a misspelling: MINUSMA is not MINUSTAH.
    """
    shouted = text.isupper() and len(text.split()) > 1
    return len(word) <= _LONGEST_ABBREVIATION and word.isupper() and not shouted


def better_word(term: Term, lexicon: Lexicon) -> str | None:
    """Returns the word or two words most likely meant by a rare or unknown word; else None."""
    word = term.literal
    if language := language_of_term(word):
        return _better_word_of(language, word, lexicon)
    if len(word) < _SHORTEST or not word.isalpha() or lexicon.count(word):
        return None
    if compound := _hyphenated(word, lexicon):
        return compound
    slips = 2 if len(word) >= _TWO_SLIPS else 1
    # The first letter is rarely mistyped, and fewer words have to be compared.
    for begun in (word[0], ""):
        found = dict(_neighbours(word, _candidates(len(word), begun, slips, lexicon), slips))
        if any(terms(one)[0].stem == term.stem for one in found):
            return None  # another form of a known word
        if found:
            return max(found, key=lambda one: (log(lexicon.count(one)) - _SLIP * found[one], one))
    return _split(word, lexicon)


def _better_word_of(language: str, term: str, lexicon: Lexicon) -> str | None:
    """Returns the word most likely meant by an unknown word of another language than English."""
    word = untagged(term)
    if len(word) < _SHORTEST or not word.isalpha() or lexicon.alike(term) or lexicon.count(term):
        return None
    slips = 2 if len(word) >= _TWO_SLIPS else 1
    for begun in (word[0], ""):
        found = dict(
            _neighbours(
                term, _candidates(len(term), tagged(begun, language), slips, lexicon), slips
            )
        )
        if found:
            best = max(found, key=lambda one: (log(lexicon.count(one)) - _SLIP * found[one], one))
            return untagged(best)
    return None


def _candidates(length: int, begun: str, slips: int, lexicon: Lexicon) -> Sequence[str]:
    """Returns the words with a prefix and about the given length."""
    if not begun:
        return lexicon.of_length(length, slips)
    return [one for one in lexicon.starting(begun) if abs(len(one) - length) <= slips]


def _neighbours(word: str, others: Sequence[str], slips: int) -> Iterator[tuple[str, int]]:
    """Returns the words within an edit distance (OSA), each with its distance."""
    found = process.extract(
        word, others, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_COMPARED
    )
    return ((other, int(slip)) for other, slip, _ in found if other != word)


def _hyphenated(word: str, lexicon: Lexicon) -> str | None:
    """Returns a compound with the hyphens under which alone the index has it."""
    for place in range(1, len(word)):
        left, right = word[:place], word[place:]
        known = lexicon.count(left) and lexicon.count(right)
        if known and (word_stem(word),) in compound_writings(left, right):
            return f"{left}-{right}"
    return None


def _split(word: str, lexicon: Lexicon) -> str | None:
    """Returns the two words of the index that a word joins, separated by a space."""
    splits = [
        (min(lexicon.count(word[:place]), lexicon.count(word[place:])), place)
        for place in range(2, len(word) - 1)
    ]
    count, place = max(splits, default=(0, 0))
    return f"{word[:place]} {word[place:]}" if count else None


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() and not like.isupper() else word
