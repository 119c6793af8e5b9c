"""Adoption: whether a text was adopted with or without a vote, and the numbers of votes.

The forms are data (`data/adoption.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from indexer.model import Adoption

_WHO = r"\([^()]{0,300}\)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How a text was adopted; numbers are None where they are not stated."""

    adoption: Adoption
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None


@lru_cache
def knowledge() -> Mapping[str, Any]:
    """Returns `data/adoption.toml`."""
    return tomllib.loads(files("indexer.parsing.data").joinpath("adoption.toml").read_text("utf-8"))


def read_vote(text: str) -> Vote | None:
    """Reads "by 9 votes to none, with 2 abstentions"; None where no manner is stated."""
    if _manner(Adoption.CONSENSUS).search(text):
        return Vote(adoption=Adoption.CONSENSUS)
    for tally in _tallies():
        if match := tally.search(text):
            found = {"against": None, "abstaining": None} | match.groupdict()
            return Vote(
                adoption=Adoption.VOTE,
                votes_for=_number(found["favour"]),
                votes_against=_number(found["against"]),
                abstentions=_number(found["abstaining"]),
            )
    return Vote(adoption=Adoption.VOTE) if _manner(Adoption.VOTE).search(text) else None


@lru_cache
def _manner(adoption: Adoption) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(knowledge()['manners'][adoption])})\b")


@lru_cache
def _tallies() -> tuple[re.Pattern[str], ...]:
    data = knowledge()["tallies"]
    number = rf"(?:\d{{1,3}}|\b(?:{'|'.join([*data['numbers'], *data['nobody']])}))"
    return tuple(
        re.compile(rf"(?i)\b{pattern.replace('<n>', number).replace('<who>', _WHO)}")
        for pattern in data["patterns"]
    )


def _number(words: str | None) -> int | None:
    if words is None or words.isdecimal():
        return int(words) if words else None
    data = knowledge()["tallies"]
    folded = words.casefold()
    return 0 if folded in data["nobody"] else int(data["numbers"].index(folded))
