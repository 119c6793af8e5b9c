"""How a document was adopted, in words: "Adopted by recorded vote: 132 in favour, 8 against"."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from indexer.model import Adoption, Masthead

ADOPTION_NAMES: Mapping[str, str] = MappingProxyType(
    {
        Adoption.CONSENSUS: "Adopted without a vote",
        Adoption.VOTE: "Adopted by recorded vote",
    }
)
"""Names of the values for people."""
_MARKS: Mapping[str, str] = {Adoption.CONSENSUS: "Without a vote", Adoption.VOTE: "By vote"}
_STATED = ("unanimously", "by consensus", "by acclamation", "without objection")


def adoption_words(masthead: Masthead) -> str | None:
    """Returns how a document was adopted as a phrase, None where that is not known.

    The numbers follow where the document states them; its own words are kept where they say more
    than the value.
    """
    if masthead.adoption is None:
        return None
    stated = next((words for words in _STATED if words in (masthead.vote or "")), None)
    name = f"Adopted {stated}" if stated else _name(masthead)
    numbers = _numbers(masthead)
    return f"{name}: {', '.join(numbers)}" if numbers else name


def adoption_mark(masthead: Masthead) -> str | None:
    """Returns the same in few letters: "Without a vote", "Vote 132–8–40", "By vote"."""
    if masthead.adoption is Adoption.VOTE and masthead.votes_for is not None:
        others = (masthead.votes_against, masthead.abstentions)
        return f"Vote {masthead.votes_for}" + "".join(f"–{n}" for n in others if n is not None)
    return _MARKS.get(masthead.adoption or "")


def _name(masthead: Masthead) -> str:
    tally = masthead.vote and masthead.vote[:1].isdigit()
    return "Adopted by vote" if tally else ADOPTION_NAMES[masthead.adoption or ""]


def _numbers(masthead: Masthead) -> list[str]:
    counts = (
        (masthead.votes_for, "in favour"),
        (masthead.votes_against, "against"),
        (masthead.abstentions, "abstaining"),
    )
    return [f"{number or 'none'} {name}" for number, name in counts if number is not None]
