"""Bitmaps of the paragraphs that have a frequent word, or two words next to each other.

A word that one paragraph in sixty-four has is dearest to look up and cheapest to keep: one bit a
paragraph. Everything rarer is looked up in the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.analysis.pairs import PAIRS
from indexer.columns.texts import CHUNK, chunks
from indexer.schema import TEXT, TEXT_LITERAL

_SHARE = 64
_FEWEST = 64
"""Below this many paragraphs nothing is frequent: an engine is fast enough."""

Words = npt.NDArray[np.uint32]
Ends = npt.NDArray[np.int64]
_Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Frequent:
    """Frequent terms with their field, and a bitmap of paragraphs for each.

    bits: one row a term; bit 7 of the first byte is the first paragraph, as `numpy.packbits` has
    it, and the last byte is filled with zeros.
    """

    terms: list[tuple[str, str]]
    bits: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Words, stems and pairs that get a bitmap: their numbers, in the order of the rows."""

    words: _Numbers
    stems: _Numbers
    pairs: _Numbers  # number of the left word times the number of words, plus that of the right

    def __len__(self) -> int:
        return len(self.words) + len(self.stems) + len(self.pairs)


def frequent_terms(
    tokens: Words,
    ends: Ends,
    stem_of: Words,
    words: Sequence[str],
    stems: Sequence[str],
    *,
    wanted: Sequence[tuple[str, str]] | None = None,
    rare_below: int | None = None,
) -> Frequent:
    """Finds the frequent terms of texts and makes their bitmaps.

    tokens: the numbers of the words of all paragraphs. ends: where each paragraph's end.
    stem_of: the stem of each word. wanted: terms to have bitmaps of, whether frequent or not.
    rare_below: paragraphs in which a frequent term occurs at least.
    """
    if wanted is None:
        least = max(_FEWEST, len(ends) // _SHARE) if rare_below is None else rare_below
        chosen = _often(tokens, ends, stem_of, len(words), len(stems), least)
    else:
        least = 0
        chosen = _named(wanted, words, stems)
    bits = _bitmaps(tokens, ends, stem_of, len(words), chosen)
    kept = np.bitwise_count(bits).sum(axis=1, dtype=np.int64) >= least
    names = list(_names(chosen, words, stems)) if wanted is None else list(wanted)
    if wanted is not None:
        return Frequent(names, _in_order(bits, names, list(_names(chosen, words, stems))))
    return Frequent([name for name, keep in zip(names, kept, strict=True) if keep], bits[kept])


def _often(
    tokens: Words, ends: Ends, stem_of: Words, words: int, stems: int, least: int
) -> _Chosen:
    # A term stands in no more paragraphs than it has places: a first cut.
    times = np.zeros(words, np.int64)
    for part, _, _ in chunks(tokens, ends):
        times += np.bincount(part, minlength=words)
    by_stem = np.bincount(stem_of, weights=times, minlength=stems)
    chosen = np.flatnonzero(times >= max(least, 1))
    return _Chosen(
        words=chosen,
        stems=np.flatnonzero(by_stem >= max(least, 1)),
        pairs=_often_paired(tokens, ends, chosen, words, max(least, 1)),
    )


def _often_paired(tokens: Words, ends: Ends, chosen: _Numbers, words: int, least: int) -> _Numbers:
    """Returns the pairs of chosen words that stand next to each other often enough."""
    count = len(chosen)
    places = np.full(words, -1, np.int64)
    places[chosen] = np.arange(count)
    seen: dict[int, int] = {}
    for part, owner, _ in chunks(tokens, ends):
        left, right = places[part[:-1]], places[part[1:]]
        both = (left >= 0) & (right >= 0) & (owner[:-1] == owner[1:])
        keys, times = np.unique(left[both] * count + right[both], return_counts=True)
        for key, number in zip(keys.tolist(), times.tolist(), strict=True):
            seen[key] = seen.get(key, 0) + number
    often = np.array(sorted(key for key, number in seen.items() if number >= least), np.int64)
    if not count:
        return often
    return chosen[often // count] * words + chosen[often % count]


def _named(
    wanted: Sequence[tuple[str, str]], words: Sequence[str], stems: Sequence[str]
) -> _Chosen:
    """Returns the numbers of those of the terms that occur."""
    word_of = {word: number for number, word in enumerate(words)}
    stem_of = {stem: number for number, stem in enumerate(stems)}
    pairs = (term.split(" ") for field, term in wanted if field == PAIRS)
    return _Chosen(
        words=_numbers(word_of[t] for f, t in wanted if f == TEXT_LITERAL and t in word_of),
        stems=_numbers(stem_of[t] for f, t in wanted if f == TEXT and t in stem_of),
        pairs=_numbers(
            word_of[a] * len(words) + word_of[b] for a, b in pairs if a in word_of and b in word_of
        ),
    )


def _numbers(values: Iterator[int]) -> _Numbers:
    return np.array(sorted(values), np.int64)


def _names(
    chosen: _Chosen, words: Sequence[str], stems: Sequence[str]
) -> Iterator[tuple[str, str]]:
    yield from ((TEXT_LITERAL, words[number]) for number in chosen.words.tolist())
    yield from ((TEXT, stems[number]) for number in chosen.stems.tolist())
    for left, right in (divmod(pair, len(words)) for pair in chosen.pairs.tolist()):
        yield PAIRS, f"{words[left]} {words[right]}"


def _bitmaps(
    tokens: Words, ends: Ends, stem_of: Words, words: int, chosen: _Chosen
) -> npt.NDArray[np.uint8]:
    bits = np.zeros((len(chosen), -(-len(ends) // 8)), np.uint8)
    word_row = np.full(words, -1, np.int64)
    word_row[chosen.words] = np.arange(len(chosen.words))
    stem_rows = np.full(int(stem_of.max(initial=0)) + 1, -1, np.int64)
    stem_rows[chosen.stems] = np.arange(len(chosen.stems)) + len(chosen.words)
    first_pair = len(chosen.words) + len(chosen.stems)
    for part, owner, start in chunks(tokens, ends):
        size = min(CHUNK, len(ends) - start)
        here = np.zeros((len(chosen), size), bool)
        for rows in (word_row[part], stem_rows[stem_of[part]] if len(part) else word_row[part]):
            found = rows >= 0
            here[rows[found], owner[found]] = True
        keys = part[:-1].astype(np.int64) * words + part[1:]
        keys[owner[:-1] != owner[1:]] = -1
        if len(chosen.pairs):
            rows = np.minimum(np.searchsorted(chosen.pairs, keys), len(chosen.pairs) - 1)
            found = chosen.pairs[rows] == keys
            here[rows[found] + first_pair, owner[:-1][found]] = True
        packed = np.packbits(here, axis=1)
        bits[:, start // 8 : start // 8 + packed.shape[1]] = packed
    return bits


def _in_order(
    bits: npt.NDArray[np.uint8], names: list[tuple[str, str]], found: list[tuple[str, str]]
) -> npt.NDArray[np.uint8]:
    ordered = np.zeros((len(names), bits.shape[1]), np.uint8)
    place = {name: row for row, name in enumerate(names)}
    for row, name in enumerate(found):
        ordered[place[name]] = bits[row]
    return ordered
