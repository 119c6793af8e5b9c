"""Completion: symbols, field values, phrases and words that continue the query being typed.

Every suggestion occurs in the index and has its number of paragraphs. The tables are built on first
use and kept for the generation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import islice

from indexer.analysis.analyzer import terms
from indexer.analysis.languages import tagged, untagged
from indexer.parsing.knowledge.thesaurus import COLUMNS, goal_name, term_in
from indexer.parsing.knowledge.verbs import lemma_of
from indexer.parsing.text.languages import EN
from indexer.schema import GOAL, NONE, SUBJECT, TEXT
from search.assistance.continuations import Following, continuations
from search.assistance.phrases import recurring
from search.assistance.spelling import better_word
from search.assistance.titles import TitleWords
from search.binding.terms import Lexicons, literal_of
from search.binding.vocabulary import fold
from search.query.cursor import Place, place_at
from search.query.tokens import FIELDS, TEXT_NAMES, WORDING

MOST_OFFERED = 10
_SHORTEST = 2
"""Letters to type before words, verbs, addressees and phrases are suggested."""
_OF_A_KIND = {"symbol": 5, "field": 3, "verb": 3, "value": 2, "addressee": 3, "phrase": 3}
_CONTINUATIONS = 4
_DOCUMENTS = 3
"""Documents suggested for words of their titles."""
_SEPARATORS = re.compile(r"[\s_/.,()\[\]-]+")
_SYMBOL_PREFIX = re.compile(
    r"(?:(?:general assembly|security council|human rights council) )?"
    r"(?:resolution|decision|unscr) "
)
_SERIES = re.compile(r".*?/(?:res|dec)/")
_TITLE_SHOWN = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A suggested continuation of a query.

    text: the whole query once accepted. cursor: the cursor's position in it, in characters.
    label: the text shown. kind: symbol, field, verb, value, addressee, phrase or word.
    count: paragraphs that have it; None for fields, which are not counted.
    """

    text: str
    cursor: int
    label: str
    kind: str
    count: int | None


@dataclass(frozen=True, slots=True)
class _Offer:
    start: int
    written: str
    label: str
    kind: str
    count: int | None


class Completer:
    """Suggestions from the values, words and titles of one generation.

    counts: paragraphs by value for each keyword field. titles: documents' titles by symbol, newest
    first. following: returns counts of what follows words in the texts. language: of the words.
    """

    def __init__(
        self,
        counts: Mapping[str, Mapping[str, int]],
        lexicons: Lexicons,
        titles: Callable[[], Mapping[str, str | None]],
        following: Following = lambda *_: (Counter(), True),
        language: str = EN,
    ) -> None:
        self._language = language
        self._counts = counts
        self._lexicons = lexicons
        self._read_titles = titles
        self._following = following
        self._folded: dict[str, list[tuple[str, str, int]]] = {}

    def complete(self, text: str, cursor: int | None = None) -> tuple[Completion, ...]:
        """Returns up to `MOST_OFFERED` suggestions at a cursor (default: the end of the query)."""
        place = place_at(text, len(text) if cursor is None else cursor)
        best = list(dict.fromkeys(self._offers(text, place)))[:MOST_OFFERED]
        return tuple(_completion(text, place, offer) for offer in best)

    def _offers(self, text: str, place: Place) -> Iterator[_Offer]:
        if place.field in TEXT_NAMES:
            yield from self._words(place, f"{place.field}:", literal_of(str(place.field)))
        elif place.field == WORDING:
            return  # reached by links on paragraphs, never typed
        elif place.field is not None:
            yield from self._field_values(place.field, place)
        elif place.quoted:
            yield from self._quoted(place)
        else:
            yield from self._bare(text, place)

    def _bare(self, text: str, place: Place) -> Iterator[_Offer]:
        typed = fold(place.typed)
        yield from _most(self._symbols(text, place), "symbol")
        going_on = list(self._continuations(place))
        yield from going_on
        if not typed:
            return
        # What only begins like the last word is noise beside what goes on from those before it.
        tails = list(_tails(text, place))[: -1 if going_on else None]
        known = {fold(one.label) for one in going_on}
        phrases = _first(self._phrases, tails, "phrase")
        yield from (one for one in phrases if fold(one.label) not in known)
        yield from _first(self._verbs, tails, "verb")
        yield from _first(self._openings, tails, "value")
        yield from _first(self._addressees, tails, "addressee")
        yield from self._documents(text, place)
        yield from _most(_fields(place), "field")
        if len(typed) >= _SHORTEST:
            yield from self._words(place, "", literal_of(TEXT))

    def _continuations(self, place: Place) -> Iterator[_Offer]:
        """Yields continuations of the words before the cursor."""
        begun = place.typed[len(place.before) :] if place.quoted else place.typed
        if self._language == "zh":
            yield from self._characters(place, begun)
            return
        if not place.before.strip() or begun.startswith("="):
            return
        term = self._term(fold(begun))
        found = continuations(place.before, term, self._following, self._language)
        for one in islice(found, _CONTINUATIONS):
            written = " ".join(one.words)
            label = " ".join((*place.before.split()[-one.before :], written))
            if place.quoted:
                written = f'"{place.before}{written}"'
            yield _Offer(place.start, written, label, "phrase", one.count)

    def _characters(self, place: Place, begun: str) -> Iterator[_Offer]:
        """Yields continuations of Chinese, in which every character is a word."""
        if not begun:
            return
        for one in islice(continuations(begun, "", self._following, "zh"), _CONTINUATIONS):
            written = begun + "".join(one.words)
            shown = f'"{place.before}{written}"' if place.quoted else written
            yield _Offer(place.start, shown, written, "phrase", one.count)

    def _term(self, begun: str) -> str:
        return begun if self._language == EN or not begun else tagged(begun, self._language)

    def _documents(self, text: str, place: Place) -> Iterator[_Offer]:
        """Yields documents whose titles have all words of a query of plain words."""
        if not place.tails or text[: place.tails[0]].strip() or text[place.end :].strip():
            return
        for symbol in self._title_words.having(text[: place.end], _DOCUMENTS):
            label = _shortened(f"{symbol} {self._titles[symbol]}")
            yield _Offer(0, symbol, label, "symbol", self._counts["symbol"].get(symbol))

    def _quoted(self, place: Place) -> Iterator[_Offer]:
        typed = " ".join(place.typed.casefold().split())
        yield from self._continuations(place)
        if len(typed) < _SHORTEST:
            return
        found = self._phrases_starting(typed)
        yield from _most(
            (_Offer(place.start, f'"{shown}"', shown, "phrase", None) for shown in found), "phrase"
        )
        begun = place.typed.rpartition(" ")[2]
        at = place.start + 1 + len(place.typed) - len(begun)
        yield from self._lexicon_words(begun, at, "", literal_of(TEXT))

    def _field_values(self, field: str, place: Place) -> Iterator[_Offer]:
        kinds = {"verb": "verb", "anyverb": "verb", "to": "addressee", "symbol": "symbol",
                 "cites": "symbol"}  # fmt: skip
        kind = kinds.get(field, "value")
        typed = fold(place.typed.lstrip("="))
        if kind == "symbol":
            for symbol, count in self._symbols_starting(typed, field):
                yield _Offer(place.start, _written(field, symbol), symbol, kind, count)
            return
        # Without a letter there is no language to tell: values alone, not their names as well.
        values = self._values(field, typed, MOST_OFFERED) if typed else self._frequent(field)
        for value, count in values:
            yield _Offer(place.start, _written(field, value), value, kind, count)

    def _symbols(self, text: str, place: Place) -> Iterator[_Offer]:
        whole = text[: place.end].strip()
        alone = place.end >= len(text.rstrip())
        typed = whole if alone else place.typed
        if not any(sign.isdigit() for sign in typed) or len(typed) > _TITLE_SHOWN:
            return
        found = self._symbols_starting(fold(typed), "symbol")
        is_whole = alone and bool(found)
        for symbol, count in found or self._symbols_starting(fold(place.typed), "symbol"):
            written = symbol if is_whole else _written("symbol", symbol)
            label = _shortened(f"{symbol} {self._titles.get(symbol) or ''}".strip())
            yield _Offer(0 if is_whole else place.start, written, label, "symbol", count)

    def _symbols_starting(self, typed: str, field: str) -> list[tuple[str, int]]:
        start = _spelling(_SYMBOL_PREFIX.sub("", typed))
        if not start:
            return []
        table = self._spellings[field]
        first = bisect_left(table, (start, ""))
        found: dict[str, None] = {}
        for spelling, symbol in table[first : first + 500]:
            if not spelling.startswith(start):
                break
            found.setdefault(symbol)
        ordered = sorted(found, key=lambda symbol: (len(symbol), symbol))
        counts = self._counts[field]
        return [(symbol, counts[symbol]) for symbol in ordered[: _OF_A_KIND["symbol"]]]

    def _verbs(self, start: int, typed: str) -> Iterator[_Offer]:
        lemma, known = lemma_of(typed), self._counts["verb"]
        named = [(lemma, known[lemma])] if lemma is not None and lemma in known else []
        for verb, count in (*named, *self._values("verb", typed, 3, inner=False)):
            written = _written("verb", verb)
            yield _Offer(start, written, written, "verb", count)

    def _openings(self, start: int, typed: str) -> Iterator[_Offer]:
        if " " in typed:
            for opening, count in self._values("opening", typed, 2, inner=False):
                written = _written("opening", opening)
                yield _Offer(start, written, written, "value", count)

    def _addressees(self, start: int, typed: str) -> Iterator[_Offer]:
        for name, count in self._values("to", typed, 3):
            written = _written("to", name)
            yield _Offer(start, written, written, "addressee", count)

    def _phrases(self, start: int, typed: str) -> Iterator[_Offer]:
        for shown in self._phrases_starting(typed):
            yield _Offer(start, f'"{shown}"', shown, "phrase", None)

    def _phrases_starting(self, typed: str) -> list[str]:
        table = self._recurring
        first = bisect_left(table, (typed, "", 0))
        last = bisect_left(table, (typed + "\U0010ffff", "", 0), first)
        best = nsmallest(3, table[first:last], key=lambda one: (-one[2], len(one[0]), one[0]))
        return [shown for folded, shown, _ in best if folded != typed]

    def _words(self, place: Place, before: str, field: str) -> Iterator[_Offer]:
        return self._lexicon_words(place.typed.lstrip("="), place.start, before, field)

    def _lexicon_words(self, typed: str, start: int, before: str, field: str) -> Iterator[_Offer]:
        found = terms(typed, self._language)
        if len(found) != 1 or found[0].end != len(typed) or found[0].start:
            return
        lexicon, begun = self._lexicons(field), found[0].literal
        words = lexicon.starting(begun)
        if not words and (better := better_word(found[0], lexicon)):
            words = [self._term(better)]
        for word in lexicon.most_frequent(words, MOST_OFFERED):
            if word != begun:
                shown = untagged(word)
                yield _Offer(start, before + shown, shown, "word", lexicon.count(word))

    def _values(
        self, field: str, typed: str, most: int, *, inner: bool = True
    ) -> list[tuple[str, int]]:
        """Returns values starting with the text, then values with such a word, by frequency."""
        within = f" {typed}"
        found = (
            (not folded.startswith(typed), -count, value)
            for folded, value, count in self._table(field)
            if folded.startswith(typed) or (inner and within in folded)
        )
        return [(value, -less) for _, less, value in nsmallest(most, found)]

    def _frequent(self, field: str) -> list[tuple[str, int]]:
        counts = ((one, n) for one, n in self._counts[field].items() if one != NONE)
        return nsmallest(MOST_OFFERED, counts, key=lambda pair: (-pair[1], pair[0]))

    def _table(self, field: str) -> list[tuple[str, str, int]]:
        if field not in self._folded:
            counts = self._counts[field].items()
            self._folded[field] = [
                (fold(name), name, n)
                for one, n in counts
                if one != NONE
                for name in _names_of(field, one)
            ]
        return self._folded[field]

    @cached_property
    def _titles(self) -> Mapping[str, str | None]:
        return self._read_titles()

    @cached_property
    def _title_words(self) -> TitleWords:
        return TitleWords(self._titles)

    @cached_property
    def _spellings(self) -> dict[str, list[tuple[str, str]]]:
        return {
            field: sorted(
                (spelling, symbol)
                for symbol in self._counts[field]
                if symbol != NONE
                for spelling in _spellings(symbol)
            )
            for field in ("symbol", "cites")
        }

    @cached_property
    def _recurring(self) -> list[tuple[str, str, int]]:
        found = recurring(title for title in self._titles.values() if title)
        return sorted((folded, shown, count) for folded, (shown, count) in found.items())


def _completion(text: str, place: Place, offer: _Offer) -> Completion:
    before = text[: offer.start] + offer.written
    return Completion(
        text=before + text[place.end :],
        cursor=len(before),
        label=offer.label,
        kind=offer.kind,
        count=offer.count,
    )


def _most(offers: Iterable[_Offer], kind: str) -> Sequence[_Offer]:
    return list(dict.fromkeys(offers))[: _OF_A_KIND[kind]]


def _first(
    offers: Callable[[int, str], Iterable[_Offer]], tails: Iterable[tuple[int, str]], kind: str
) -> Sequence[_Offer]:
    """Returns the continuations of the longest beginning that has any."""
    return next((found for tail in tails if (found := _most(offers(*tail), kind))), ())


def _fields(place: Place) -> Iterator[_Offer]:
    typed = fold(place.typed)
    for name in FIELDS:
        if name.startswith(typed) and name != typed:
            yield _Offer(place.start, f"{name}:", f"{name}:", "field", None)


def _tails(text: str, place: Place) -> Iterator[tuple[int, str]]:
    for start in place.tails:
        typed = fold(text[start : place.start] + place.typed)
        if len(typed) >= _SHORTEST:
            yield start, typed


def _names_of(field: str, value: str) -> Iterable[str]:
    """Returns the ways to write a value: for subjects and goals their names in each language."""
    if field == SUBJECT:
        return dict.fromkeys((value, *(term_in(language, value) for language in COLUMNS)))
    if field == GOAL:
        return dict.fromkeys((value, *(goal_name(int(value), one) for one in COLUMNS)))
    return (value,)


def _written(field: str, value: str) -> str:
    plain = not re.search(r"[\s()]", value)
    return f"{field}:{value}" if plain else f'{field}:"{value}"'


def _spellings(symbol: str) -> set[str]:
    whole = _spelling(symbol)
    return {whole, _SERIES.sub("", whole, count=1)}


def _spelling(symbol: str) -> str:
    return _SEPARATORS.sub("/", symbol.casefold()).strip("/")


def _shortened(label: str) -> str:
    if len(label) <= _TITLE_SHOWN + 20:
        return label
    return label[: _TITLE_SHOWN + 20].rpartition(" ")[0] + " …"
