"""Text to terms, the same at index and query time.

A term has a literal form and a stem at the same position; engines are fed finished terms and
never tokenise themselves. The index records `ANALYZER`; an index of another one is refused.
"""

from __future__ import annotations

from typing import NamedTuple

ANALYZER = "operative-english/1"
"""Name and version of the analysis: raised whenever any text would give other terms."""


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
