"""Closing of a resolution: its last lines, with the date, meeting and vote they state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from indexer.parsing.knowledge.adoption import Vote, read_vote
from indexer.parsing.knowledge.dates import find_date

_KIND = r"(?:\(resumed\)\s+)?(?:[Pp]lenary\s+)?[Mm]eeting"
_NUMBERED = re.compile(
    rf"(?P<meeting>\d[\d ]*(?:st|nd|rd|th)_?\s+{_KIND})(?:[.,:;*\s]*|[,\s(].{{0,40}})"
)
_SPELLED = re.compile(
    rf"(?P<meeting>(?P<ordinal>[A-Z][a-z]+(?:[- ](?:and[- ])?[a-z]+){{0,5}}?)\s+{_KIND})"
    r"(?:[.,:;*\s]*|[,.]?\s*\d{1,2} [A-Z][a-z]+ \d{4}[.,]?)"
)
_LAST_OF_ORDINAL = re.compile(r"(?i)(?:first|second|third|\w+th)$")
_ADOPTED = re.compile(
    r"\[?\(?(?:Resolution )?Adopted "
    r"(?:unanimously|without (?:a )?v[oa]te|by \d+|by consensus|at the|by a (?:recorded|roll))"
    r".*",
    re.IGNORECASE | re.DOTALL,
)
_AT = re.compile(
    r"(?:at (?:the|its) (?:resumed )?)?(?P<meeting>(?P<number>\d[\d ]*)(?:st|nd|rd|th)_?\s+"
    r"(?:\(resumed\)\s+)?(?:plenary\s+)?meeting)",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"(?i)\b(?P<unanimous>unanimously|without (?:a )?v[oa]te|by consensus)\b"
    r"|\bby (?:a (?:recorded|roll-call) vote of )?(?P<counts>\d+ (?:votes? )?(?:to|in favour).*)"
    r"|\bby (?P<votes>\d+ votes?\b.*)"
)
_DATE_LINE = re.compile(r"(?:on )?\d{1,2} \w+ \d{4}[.,]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Facts that a closing states, None for others.

    vote: in the words of the text; counted: what they say.
    """

    adopted_on: date | None = None
    meeting: str | None = None
    vote: str | None = None
    counted: Vote | None = None


def is_closing(text: str) -> bool:
    """Tells whether a line begins a closing: "96th plenary meeting", "Adopted unanimously at"."""
    if _NUMBERED.fullmatch(text):
        return True
    if match := _SPELLED.fullmatch(text):
        return _LAST_OF_ORDINAL.search(match["ordinal"]) is not None
    return _ADOPTED.fullmatch(text) is not None


def is_date_line(text: str) -> bool:
    """Tells whether a line is a date and nothing else, as below a meeting's number."""
    return _DATE_LINE.fullmatch(text) is not None


def goes_on(text: str) -> bool:
    """Tells whether a closing's text must go on in the next line ("by 9 votes to none,")."""
    if re.match(r"\W*adopted\b", text, re.IGNORECASE) and not text.endswith((".", ")", "]")):
        return True
    return bool(re.search(r"(?i)(?:,| the| at| by| none| to| with|resumed|-)$", text)) or (
        text.count("(") + text.count("[") > text.count(")") + text.count("]")
    )


def read_closing(texts: Iterable[str]) -> Closing:
    """Reads date, meeting and vote from the closings of a document; the first statement counts."""
    adopted_on = meeting = vote = counted = None
    for text in texts:
        adopted_on = adopted_on or find_date(text)
        meeting = meeting or _meeting(text)
        if vote is None and (vote := _vote(text)):
            counted = read_vote(text)
    return Closing(adopted_on=adopted_on, meeting=meeting, vote=vote, counted=counted)


def _meeting(text: str) -> str | None:
    if match := _AT.search(text):
        number = match["number"].replace(" ", "")  # scans tear "2731st"
        return " ".join(
            (number + match["meeting"][len(match["number"]) :]).replace("_", "").split()
        )
    match = _SPELLED.match(text)
    return " ".join(match["meeting"].replace("_", "").split()) if match else None


def _vote(text: str) -> str | None:
    if not re.search(r"(?i)\badopted\b", text):
        return None
    match = _VOTE.search(text)
    if match is None:
        return None
    stated = match["unanimous"] or match["counts"] or match["votes"]
    return " ".join(stated.split()).rstrip("]. ").strip()
