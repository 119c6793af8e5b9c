"""Subjects of Security Council resolutions, which bear no title: inferred, never stated.

Later texts name some of them ("resolution 1325 (2000) on women and peace and security"); the others
are told from their first paragraphs ("Recalling its previous resolutions ON THE SITUATION IN
SOMALIA"), or they go on with the work of one that is named. Patterns and names are data
(`data/council_subjects.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any

_FIRST = 4  # paragraphs that are asked
_SHORTEST = 3  # letters of a subject
_LONGEST = 900  # characters of each


@lru_cache
def knowledge() -> Mapping[str, Any]:
    """Returns `data/council_subjects.toml`."""
    return tomllib.loads(
        files("indexer.parsing.data").joinpath("council_subjects.toml").read_text("utf-8")
    )


@lru_cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(entry["words"]), entry.get("as", "{}")) for entry in knowledge()["pattern"]
    )


@lru_cache
def _ends() -> re.Pattern[str]:
    return re.compile(knowledge()["ends"]["words"])


def council_subject(symbol: str, texts: Iterable[str]) -> str | None:
    """Infers what a resolution is about from its symbol and its paragraphs, None if it cannot."""
    names: Mapping[str, str] = knowledge()["named"]
    if named := names.get(symbol.removeprefix("S/RES/")):
        return named
    first = [text[:_LONGEST] for text in islice(texts, _FIRST)]
    for pattern, phrase in _patterns():
        for text in first:
            subject = next(filter(None, (_cut(m["x"]) for m in pattern.finditer(text))), None)
            if subject:
                whole = phrase.format(subject)
                return whole[:1].upper() + whole[1:]
    cited = re.findall(r"\d{2,4} \(\d{4}\)", first[0]) if first else []
    return next((names[one] for one in cited if one in names), None)


def _cut(words: str) -> str | None:
    """Returns a subject without what follows it; None where that leaves too much or nothing."""
    end = _ends().search(words)
    subject = words[: end.start() if end else len(words)].strip(" “”\"'")
    generic = subject.casefold() in knowledge()["ends"]["generic"]
    fits = _SHORTEST < len(subject) <= knowledge()["ends"]["longest"]
    return subject if fits and not generic else None
