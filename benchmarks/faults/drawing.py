"""Searches drawn at random: all kinds of queries, from plain ones to what nobody would write."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from benchmarks.queries import load
from indexer.schema import KEYWORD_BY_NAME
from search.request import MAX_DEPTH, Grouping, SearchRequest, Sort

_NAMES = (*KEYWORD_BY_NAME, "title", "heading", "notes", "wording", "no-such-field")
_VALUES = ("urge", "GA", "74", "68..74", "2019", "1990..2005", "resolution", "A/RES/74/176",
           "en", "Secretary-General", "Member States", "..", "x*", "*", '"', "(",
           "operative")  # fmt: skip
_SIGNS = "()\"'*?=:~^/\\|&-–—,;.!#@%$[]{}<>«»“”‘’\u00ad\u200b\u202e\u0000\ud7ff\U0001f600\n\t"
_SYMBOLS = ("74/176", "A/RES/74/176", "UNSCR 1325", "S/RES/1325 (2000)", "resolution 1325", "74/*")


class Drawer:
    """Draws searches; words: of an index, the most frequent first."""

    def __init__(self, words: Sequence[str], seed: int) -> None:
        self._words = words
        self._known = [query.text for query in load() if query.text]
        self._random = Random(seed)

    def request(self, *, size: int | None = None) -> SearchRequest:
        """Draws a search; size: results a page, by default drawn too."""
        chance = self._random
        size = size or chance.choice((1, 5, 20, 100))
        return SearchRequest(
            query=self.query(),
            filters=dict(  # noqa: C402 - of pairs
                (name, (self._value(name),))
                for name in chance.sample(
                    tuple(KEYWORD_BY_NAME), chance.choice((0, 0, 0, 0, 0, 0, 1, 2))
                )
            ),
            sort=chance.choice((Sort.RELEVANCE, *Sort)),
            page=chance.choice((1, 1, 1, 1, 1, 2, MAX_DEPTH // size)),
            size=size,
            facets=tuple(chance.sample(tuple(KEYWORD_BY_NAME), chance.choice((0, 1, 3)))),
            strict=chance.random() < 0.5,
            group=chance.choice((Grouping.NONE, Grouping.NONE, *Grouping)),
        )

    def query(self) -> str:
        """Draws a query."""
        kinds = {
            self._plain: 20, self._phrase: 20, self._field: 20, self._wild: 20, self._near: 15,
            self._tree: 15, self._noise: 40, self._mutated: 40, self._mixture: 4, self._pasted: 2,
        }  # fmt: skip
        return self._random.choices(tuple(kinds), tuple(kinds.values()))[0]()[:12_000]

    def _word(self) -> str:
        chance = self._random
        word = self._words[int(len(self._words) * chance.random() ** 3)]
        kind = chance.random()
        if kind < 0.05:
            at = chance.randrange(len(word) + 1)
            return word[:at] + chance.choice("abcxyzé") + word[at + 1 :]
        return word.upper() if kind < 0.1 else word

    def _plain(self) -> str:
        return " ".join(self._word() for _ in range(self._random.choice((1, 2, 2, 3, 4, 6, 9))))

    def _mutated(self) -> str:
        chance = self._random
        text = chance.choice(self._known)
        for _ in range(chance.choice((1, 1, 2, 5))):
            start, end = sorted(chance.choices(range(len(text) + 1), k=2))
            part = text[start:end]
            end = chance.choice((start, min(start + 1, len(text)), end))
            put = ("", part * 2, chance.choice(_SIGNS), chance.choice(_NAMES) + ":", self._word(),
                   chance.choice((" OR ", " NOT ", " NEAR/3 ", " (", ") ", "..")),
                   chance.choice(self._known))  # fmt: skip
            text = text[:start] + chance.choice(put) + text[end:]
        return text

    def _pasted(self) -> str:
        between = self._random.choice((" ", " ", "\n", "- ", ", "))
        return between.join(self._word() for _ in range(self._random.choice((15, 40, 120, 600))))

    def _phrase(self) -> str:
        words = " ".join(self._word() for _ in range(self._random.choice((1, 2, 2, 3, 5, 12))))
        return self._random.choice((f'"{words}"', f"={words}", f'="{words}"', f"“{words}”"))

    def _value(self, name: str) -> str:
        chance = self._random
        if name in KEYWORD_BY_NAME and KEYWORD_BY_NAME[name].ranged:
            return chance.choice(("74", "68..74", "2019", "..2000", "1990.."))
        return chance.choice((*_VALUES[:12], self._word()))

    def _field(self) -> str:
        chance = self._random
        value = chance.choice((*_VALUES, *_SYMBOLS, self._word(), f'"{self._plain()}"'))
        return f"{chance.choice(_NAMES)}:{value}"

    def _wild(self) -> str:
        chance, word = self._random, self._word()
        at = chance.randrange(1 + len(word))
        return word[:at] + chance.choice(("*", "?", "??", "*-*")) + word[at + 1 :]

    def _near(self) -> str:
        chance = self._random
        operator = f" {chance.choice(('NEAR', 'PRE'))}/{chance.choice((1, 3, 10, 1000))} "
        sides = (
            self._word,
            self._phrase,
            self._wild,
            lambda: f"({self._word()} OR {self._word()})",
        )
        return operator.join(chance.choice(sides)() for _ in range(chance.choice((2, 2, 3, 5))))

    def _tree(self, depth: int = 0) -> str:
        chance = self._random
        if depth > 4 or chance.random() < 0.3:
            leaves = (self._plain, self._phrase, self._field, self._wild, self._near)
            return chance.choice(leaves)()
        parts = [self._tree(depth + 1) for _ in range(chance.choice((1, 2, 2, 3)))]
        joined = chance.choice((" ", " OR ", " AND ", " NOT ", " AND NOT ")).join(parts)
        return f"({joined})" if chance.random() < 0.7 else joined

    def _noise(self) -> str:
        chance = self._random
        return "".join(
            chance.choice((chance.choice(_SIGNS), self._word(), " ", chance.choice(_SYMBOLS)))
            for _ in range(chance.choice((1, 3, 10, 40)))
        )

    def _mixture(self) -> str:
        parts = (self._noise, self._tree, self._phrase, self._field, self._wild, self._plain)
        chance = self._random
        return " ".join(chance.choice(parts)() for _ in range(chance.choice((2, 4, 8, 20))))
