"""Pasted text: a passage of a document as a query, with the damage of copying repaired."""

from __future__ import annotations

import re
from collections.abc import Callable

from search.query.ast import And, Query, Quoted, Words
from search.query.visitor import nodes

LONG = 12
"""Minimum words of a text that counts as pasted."""

_BROKEN = re.compile(r"([^\W\d_]+)(?:[-\u2010\u00ad]\s*\n\s*|[-\u2010\u00ad]\s+|\u00ad)([^\W\d_]+)")
_LABEL = re.compile(r"^\s*(?:(?:OP|PP)?\s?\d{1,3}\s?(?:bis|ter)?[.)]|\([a-z0-9]{1,4}\)|[•–—-])\s+")
_MARK = re.compile(r"(?<=[^\W\d_]{3})\d{1,3}(?=[\s,;.]|$)")
_SPACE = re.compile(r"\s+")


def is_pasted(text: str, query: Query) -> bool:
    """Returns whether a query is a passage of text: only words, many or on several lines.

    Quotation marks inside belong to the text; a query that is one quoted phrase does not count.
    """
    parts = [node for node in nodes(query) if not isinstance(node, And)]
    plain = all(isinstance(part, Words | Quoted) for part in parts)
    words = len(text.split())
    several = "\n" in text.strip() and words > 3
    return plain and any(isinstance(part, Words) for part in parts) and (words > LONG or several)


def cleaned(text: str, known: Callable[[str], bool]) -> str:
    """Returns a pasted text without label and footnote marks, and with broken words rejoined.

    known: whether the index has a word; words that it does not have joined keep their hyphen.
    """
    text = _LABEL.sub("", text)
    text = _BROKEN.sub(lambda found: _joined(found[1], found[2], known), text)
    text = _SPACE.sub(" ", _MARK.sub("", text))
    return " ".join(_without_gaps(text.split(" "), known))


def _joined(left: str, right: str, known: Callable[[str], bool]) -> str:
    whole = left + right
    return whole if known(whole.casefold()) else f"{left}-{right}"


def _without_gaps(words: list[str], known: Callable[[str], bool]) -> list[str]:
    """Returns a text with neighbours joined that are words only together ("coun tries")."""
    found: list[str] = []
    for word in words:
        before = found[-1] if found else ""
        apart = before.isalpha() and word.strip(",;.:").isalpha()
        whole = before + word
        if (
            apart
            and not (known(before.casefold()) and known(word.strip(",;.:").casefold()))
            and known(whole.strip(",;.:").casefold())
        ):
            found[-1] = whole
        else:
            found.append(word)
    return found
