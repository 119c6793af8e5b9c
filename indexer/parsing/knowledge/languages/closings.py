"""Closings of resolutions in a language: the meeting that adopted the text, its date, the vote."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.model import Adoption
from indexer.parsing.knowledge.adoption import Vote
from indexer.parsing.knowledge.languages.tables import folded, pattern, table, without_groups


@lru_cache
def _line(code: str) -> re.Pattern[str]:
    date = without_groups(pattern(code, "dates", "date").pattern)
    closing = table(code)["closing"]
    meetings = "|".join(without_groups(closing[key]) for key in ("meeting", "spelled"))
    return re.compile(rf"(?:{meetings})\W*(?:{date})?\W*(?:\[.*)?", re.IGNORECASE)


def is_closing(code: str, text: str) -> bool:
    """Tells whether a line begins a closing: "46e séance plénière", "Adoptée à l’unanimité"."""
    text = folded(text)
    return bool(_line(code).fullmatch(text) or pattern(code, "closing", "adopted").match(text))


def find_meeting(code: str, text: str) -> str | None:
    """Returns the meeting that a closing names, as printed."""
    text = folded(text)
    for key in ("meeting", "spelled"):
        if match := pattern(code, "closing", key).match(text):
            return match["meeting"].strip()
    return None


def read_vote(code: str, text: str) -> Vote | None:
    """Reads how a text was adopted; None where no manner is stated."""
    text = folded(text)
    closing = table(code)["closing"]
    if re.search("|".join(closing["without_vote"]), text, re.IGNORECASE):
        return Vote(adoption=Adoption.CONSENSUS)
    if match := pattern(code, "closing", "vote").search(text):
        return Vote(
            adoption=Adoption.VOTE,
            votes_for=int(match["favour"]),
            votes_against=_number(match["against"]),
            abstentions=_number(match["abstaining"]),
        )
    by_vote = re.search("|".join(closing["by_vote"]), text, re.IGNORECASE)
    return Vote(adoption=Adoption.VOTE) if by_vote else None


def _number(words: str | None) -> int | None:
    return int(words) if words and words.isdecimal() else 0 if words else None
