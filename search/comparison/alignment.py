"""Alignment: pairs of paragraphs that are versions of each other in two documents.

Likeness is the share of words that two paragraphs have in common in the same order (rapidfuzz),
without function words and with all numbers equal. The likest are paired first. What is left
between two pairs is then compared less strictly, since a long paragraph that was rewritten or cut
is recognized by its position. Labels and positions only break ties.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from indexer.analysis.function_words import FUNCTION_WORDS
from indexer.model import Paragraph, ParagraphType
from search.comparison.word_diff import is_figure, words

ALIKE = 0.55
"""Minimum likeness of versions of a paragraph, wherever they are."""
ALIKE_IN_PLACE = 0.36
"""The same for paragraphs between the same neighbours."""
ALIKE_ELSEWHERE = 0.7
"""The same for paragraphs of different kinds: a paragraph that became a subparagraph."""
MOST_COMPARED = 4_000_000
"""Maximum pairs to compare; beyond it, only equal paragraphs are paired."""

_OPENING, _LABEL, _PLACE = 0.06, 0.02, 0.02  # tie-breakers
_HELD = 0.75  # likeness of a paragraph to a much longer one in the same position that contains it
_FEW = 6  # fewer words in common are not significant
_FIRST_LETTER = 0xF0000  # of the private-use letters that stand for words


def align(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[tuple[int, int], float]:
    """Returns the likeness (0 to 1) of pairs of positions; a paragraph is in one pair at most."""
    chosen = _same(old, new)
    pairs = dict.fromkeys(chosen.items(), 1.0)
    rows = [place for place in range(len(old)) if place not in chosen]
    taken = set(chosen.values())
    columns = [place for place in range(len(new)) if place not in taken]
    if rows and columns and len(rows) * len(columns) <= MOST_COMPARED:
        pairs |= _alike(old, new, rows, columns, chosen)
    return dict(sorted(pairs.items()))


def _same(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
    """Returns pairs with equal text, as many as keep the same order in both sequences."""
    steps = LCSseq.opcodes([_content(one) for one in old], [_content(one) for one in new])
    return {
        step.src_start + offset: step.dest_start + offset
        for step in steps
        if step.tag == "equal"
        for offset in range(step.src_end - step.src_start)
    }


def _content(paragraph: Paragraph) -> tuple[str, str]:
    return _kind(paragraph), paragraph.text


def _alike(
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
    rows: Sequence[int],
    columns: Sequence[int],
    same: Mapping[int, int],
) -> dict[tuple[int, int], float]:
    """Returns the pairs of versions among the paragraphs at `rows` and `columns`."""
    left, right = [old[place] for place in rows], [new[place] for place in columns]
    alike, held = _likeness(left, right)
    kinds = _equal([_kind(one) for one in left], [_kind(one) for one in right])
    leaning = _leaning(left, right) + _near(rows, columns, len(old), len(new))
    chosen: dict[int, int] = {}
    _take(chosen, np.where(kinds & (alike >= ALIKE), alike + leaning, 0))
    either = np.maximum(alike, held)
    known = {**same, **{rows[a]: columns[b] for a, b in chosen.items()}}
    near = kinds & (either >= ALIKE_IN_PLACE) & _between(known, rows, columns)
    _take(chosen, np.where(near, either + leaning, 0))
    _take(chosen, np.where(alike >= ALIKE_ELSEWHERE, alike + leaning, 0))
    return {(rows[a], columns[b]): round(float(alike[a, b]), 3) for a, b in chosen.items()}


def shares_held(
    short: Sequence[Paragraph], long: Sequence[Paragraph], least: int
) -> NDArray[np.float64]:
    """Returns of each text's words the share that others have in the same order, a row for each.

    Words without meaning of their own do not count. The share is 0 where fewer than `least` words
    are in common.
    """
    alphabet: dict[str, str] = {}
    rows = [_spelt(one.text, alphabet) for one in short]
    columns = [_spelt(one.text, alphabet) for one in long]
    if not rows or not columns:
        return np.zeros((len(rows), len(columns)))
    common = cdist(rows, columns, scorer=LCSseq.similarity, dtype=np.int32)
    sizes = np.array([max(len(one), 1) for one in rows])[:, None]
    return np.where(common >= least, common / sizes, 0.0)


def in_place(pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Returns the longest chain of pairs in the same order in both sequences; the others moved."""
    ordered = sorted(pairs)
    ends: list[int] = []  # for each length, the smallest last position of a chain so long
    where: list[int] = []
    before: list[int | None] = [None] * len(ordered)
    for index, (_, position) in enumerate(ordered):
        length = bisect_left(ends, position)
        ends[length : length + 1] = [position]
        where[length : length + 1] = [index]
        before[index] = where[length - 1] if length else None
    chain: set[tuple[int, int]] = set()
    at = where[-1] if where else None
    while at is not None:
        chain.add(ordered[at])
        at = before[at]
    return chain


def _likeness(
    old: Sequence[Paragraph], new: Sequence[Paragraph]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Returns two matrices: the share of words in common, and the share of the shorter text's."""
    alphabet: dict[str, str] = {}
    spelt_old = [_spelt(one.text, alphabet) for one in old]
    spelt_new = [_spelt(one.text, alphabet) for one in new]
    common = cdist(spelt_old, spelt_new, scorer=LCSseq.similarity, dtype=np.int32)
    rows = np.array([len(one) for one in spelt_old])[:, None]
    columns = np.array([len(one) for one in spelt_new])[None, :]
    alike = 2 * common / np.maximum(rows + columns, 1)
    held = _HELD * common / np.maximum(np.minimum(rows, columns), 1)
    return alike, np.where(common >= _FEW, held, 0)


def _spelt(text: str, alphabet: dict[str, str]) -> str:
    """Returns a text as one letter for each word that counts."""
    folded = ["0" if is_figure(word) else word.lower() for word in words(text)]
    telling = [word for word in folded if word[0].isalnum() and word not in FUNCTION_WORDS]
    return "".join(
        alphabet.setdefault(word, chr(_FIRST_LETTER + len(alphabet))) for word in telling or folded
    )


def _kind(paragraph: Paragraph) -> str:
    heading = paragraph.type is ParagraphType.HEADING
    return "heading" if heading else f"{paragraph.part} {bool(paragraph.level)}"


def _equal(old: Sequence[str | None], new: Sequence[str | None]) -> NDArray[np.bool_]:
    names = {name: number for number, name in enumerate(dict.fromkeys([*old, *new]))}
    rows = np.array([names[one] for one in old])
    columns = np.array([names[one] for one in new])
    found: NDArray[np.bool_] = rows[:, None] == columns[None, :]
    return found


def _leaning(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> NDArray[np.float64]:
    """Returns the tie-breaker: small additions for the same opening verb and the same label."""
    opening = _equal([one.verb for one in old], [one.verb for one in new])
    label = _equal([one.label for one in old], [one.label for one in new])
    leaning: NDArray[np.float64] = opening * _OPENING + label * _LABEL
    return leaning


def _near(
    rows: Sequence[int], columns: Sequence[int], height: int, width: int
) -> NDArray[np.float64]:
    """Returns the last tie-breaker: closeness of the relative positions in both documents."""
    down, across = np.array(rows) / height, np.array(columns) / width
    near: NDArray[np.float64] = _PLACE * (1 - np.abs(down[:, None] - across[None, :]))
    return near


def _between(
    known: Mapping[int, int], rows: Sequence[int], columns: Sequence[int]
) -> NDArray[np.bool_]:
    """Returns which pairs lie between the same two neighbours that kept their order."""
    staying = sorted(in_place(known.items()))
    gap_of_row = np.searchsorted([a for a, _ in staying], rows)
    gap_of_column = np.searchsorted([b for _, b in staying], columns)
    found: NDArray[np.bool_] = gap_of_row[:, None] == gap_of_column[None, :]
    return found


def _take(chosen: dict[int, int], weight: NDArray[np.float64]) -> None:
    """Pairs what is still free, the greatest weight first."""
    taken = set(chosen.values())
    for row, column in _heaviest(weight):
        if row not in chosen and column not in taken:
            chosen[row] = column
            taken.add(column)


def _heaviest(weight: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    rows, columns = np.nonzero(weight)
    order = np.argsort(-weight[rows, columns], kind="stable")
    yield from zip(rows[order].tolist(), columns[order].tolist(), strict=True)
