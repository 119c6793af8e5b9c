"""How a document was adopted, in words: "Adopted by recorded vote: 132 in favour, 8 against"."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from indexer.model import Adoption, Masthead
from search.translation.current import gettext, later, message

ADOPTION_NAMES: Mapping[str, str] = MappingProxyType(
    {
        Adoption.CONSENSUS: later("Adopted without a vote"),
        Adoption.VOTE: later("Adopted by recorded vote"),
    }
)
"""Names of the values for people."""
_MARKS: Mapping[str, str] = {
    Adoption.CONSENSUS: later("Without a vote"),
    Adoption.VOTE: later("By vote"),
}
_STATED = {
    "unanimously": later("Adopted unanimously"),
    "by consensus": later("Adopted by consensus"),
    "by acclamation": later("Adopted by acclamation"),
    "without objection": later("Adopted without objection"),
}
_TALLY = later("Adopted by vote")


def adoption_words(masthead: Masthead) -> str | None:
    """Returns how a document was adopted as a phrase, None where that is not known.

    The numbers follow where the document states them; its own words are kept where they say more
    than the value.
    """
    if masthead.adoption is None:
        return None
    stated = (name for words, name in _STATED.items() if words in (masthead.vote or ""))
    name = message(next(stated, None) or _name(masthead))
    numbers = ", ".join(_numbers(masthead))
    return gettext("%(adopted)s: %(votes)s", adopted=name, votes=numbers) if numbers else name


def adoption_mark(masthead: Masthead) -> str | None:
    """Returns the same in few letters: "Without a vote", "Vote 132–8–40", "By vote"."""
    if masthead.adoption is Adoption.VOTE and masthead.votes_for is not None:
        counts = (masthead.votes_for, masthead.votes_against, masthead.abstentions)
        tally = "–".join(str(one) for one in counts if one is not None)
        return gettext("Vote %(tally)s", tally=tally)
    mark = _MARKS.get(masthead.adoption or "")
    return message(mark) if mark else None


def _name(masthead: Masthead) -> str:
    tally = masthead.vote and masthead.vote[:1].isdigit()
    return _TALLY if tally else ADOPTION_NAMES[masthead.adoption or ""]


def _numbers(masthead: Masthead) -> list[str]:
    said = []
    if (votes := masthead.votes_for) is not None:
        said.append(gettext("%(number)s in favour", number=_or_none(votes)))
    if (votes := masthead.votes_against) is not None:
        said.append(gettext("%(number)s against", number=_or_none(votes)))
    if (votes := masthead.abstentions) is not None:
        said.append(gettext("%(number)s abstaining", number=_or_none(votes)))
    return said


def _or_none(votes: int) -> str:
    return str(votes) if votes else gettext("none")
