"""Markers of footnotes: which figures in the sentences of a document are raised ones.

An extraction leaves a marker as an ordinary figure: glued to a word, after a space, before a
slash. Footnotes are numbered through, so the markers of a document are a rising chain among all
the figures that stand where a marker may stand; the likeliest chain is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.parsing.text.inline import MARKS, RAISED, RAISED_END, raised

# A figure that may be a marker: raised already, glued to a word or its comma, or after a space.
_FIGURE = re.compile(
    rf"{RAISED}(?P<raised>[^{RAISED_END}]*){RAISED_END}"
    rf"|(?<=[^\W\d_])(?P<glued>\d{{1,3}})(?=[\s,;:.)”\"{MARKS}]|$)"
    rf"|(?<=[,;:.”\")\]])(?P<after>\d{{1,3}})(?=[\s,;:{MARKS}]|$)"
    r"|(?<=[\w,;:.”\")\]]) (?P<slashed>\d{1,3})/(?=[ ,;:.]|$)"
    r"|(?<=[\w,;:.”\")\]]) (?P<spaced>\d{1,3})(?=[ ,;:.]|$)(?! ?(?:%|per cent|/|\())"
)
_MONTH = re.compile(
    r" ?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_QUANTITY = re.compile(r" (?:and \d|to \d|members|years|days|months|million|billion)\b")

# Words that take a number themselves, and words that go on after a name: "Agreement 4 to Tokelau".
_COUNTED = re.compile(
    r"(?i)\b(?:no|nos|para|paras|paragraphs?|articles?|annex|section|sect|chap|chapter|part|goals?|"
    r"targets?|agenda|programme|resolutions?|decisions?|rules?|pages?|table|items?|protocol|phase|of|the|and|"
    r"by|to|from|than|least|about|over|in|on|or|with|all|its|some|nearly|other|further|next|first|"
    r"last|past|resolution|supplement|volume|vol|group|level|category|class|type|step|between|until|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\.?$"
)
_NAMED = re.compile(r"\b[A-Z][\w-]+ (?:Agenda|Programme|Protocol|Group|Annex|Part|Phase|Rules?)$")
_GOES_ON = re.compile(
    r" (?:and|or|to|of|in|as|which|that|on|for|by|at|the|with|from|including|adopted|concerning|"
    r"regarding|under|between|is|are|was|were|has|have|pursuant|relating|held|during|submitted|"
    r"a|an|its|their|through|within|into|among|whose|where|while|since|established|contained)\b"
)


_CERTAIN, _LIKELY, _POSSIBLE, _WEAK = 8.0, 3.0, 2.0, 1.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A figure that may be a marker. text: index of its text; at: its place there."""

    text: int
    at: int
    value: int
    weight: float
    spaced: bool


def mark_markers(texts: Sequence[str], markers: frozenset[str]) -> list[str]:
    """Marks the markers in the texts of one document, given in order, as raised.

    markers: those of the document's footnotes.
    """
    if not markers:
        return list(texts)
    candidates = list(_candidates(texts, markers))
    chain = _likeliest_chain(candidates)
    chained = set(chain)
    places: list[set[int]] = [set() for _ in texts]
    last = 0
    for candidate in candidates:
        if candidate in chained:
            last = candidate.value
        elif candidate.spaced or candidate.value > last:
            continue  # a note may be named again, where its figure is glued to a word
        places[candidate.text].add(candidate.at)
    return [_marked(text, at) for text, at in zip(texts, places, strict=True)]


def _marked(text: str, places: set[int]) -> str:
    return _FIGURE.sub(lambda match: _raise(match) if match.start() in places else match[0], text)


def _raise(match: re.Match[str]) -> str:
    return match[0] if match["raised"] else raised(_figure(match))


def _figure(match: re.Match[str]) -> str:
    return next(filter(None, match.groups()), "")


def _candidates(texts: Sequence[str], markers: frozenset[str]) -> Iterator[_Candidate]:
    for index, text in enumerate(texts):
        for match in _FIGURE.finditer(text):
            figure = _figure(match)
            weight = _weight(match, text) if figure.isdigit() and figure in markers else 0
            if weight:
                spaced = match["spaced"] is not None
                yield _Candidate(index, match.start(), int(figure), weight, spaced)


def _weight(match: re.Match[str], text: str) -> float:
    """Says how likely a figure is a marker, 0 where it cannot be one."""
    if match["raised"] or match["slashed"]:
        return _CERTAIN
    before, after = text[: match.start()], text[match.end() :]
    if not match["spaced"]:
        # "Summit,1" and "Crime4", but not "COVID19", "A4", "2,5" and "1/CMA.4"
        code = re.search(r"\b[A-Z]{2,}$|\b[A-Z]$|(?<!\d{3})\d[.,:]$|/[\w.]+\.$", before)
        return 0 if code else _LIKELY
    # "Development, 1 and recalling", but not "on 27 and 28 September"
    if _MONTH.match(after) or _QUANTITY.match(after):
        return 0
    if _COUNTED.search(before):
        return _WEAK if _NAMED.search(before) else 0
    if after.startswith(" of ") and before[-1] != ",":
        return _WEAK
    if before[-1] in ',;:.”")]' or re.match(r"[,;:.]|$", after):
        return _LIKELY
    return _POSSIBLE if _GOES_ON.match(after) else _WEAK


def _likeliest_chain(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Returns the rising chain of the greatest weight; weak links need a neighbour beside them."""
    values: list[int] = []  # where the best chains so far end; values and weights both rise
    ends: list[tuple[float, int]] = []  # their weight, and the index of their last candidate
    before: list[int] = []
    for index, candidate in enumerate(candidates):
        place = bisect_left(values, candidate.value)
        weight, link = ends[place - 1] if place else (0.0, -1)
        before.append(link)
        total = weight + candidate.weight
        if values[place : place + 1] == [candidate.value] and ends[place][0] >= total:
            continue
        worse = place
        while worse < len(ends) and ends[worse][0] <= total:
            worse += 1
        values[place:worse] = [candidate.value]
        ends[place:worse] = [(total, index)]
    chain: list[_Candidate] = []
    at = ends[-1][1] if ends else -1
    while at >= 0:
        chain.append(candidates[at])
        at = before[at]
    chain.reverse()
    return [c for i, c in enumerate(chain) if c.weight > _WEAK or _has_neighbour(chain, i)]


def _has_neighbour(chain: Sequence[_Candidate], index: int) -> bool:
    value = chain[index].value
    beside = [*chain[max(0, index - 1) : index], *chain[index + 1 : index + 2]]
    return value == 1 or any(abs(other.value - value) == 1 for other in beside)
