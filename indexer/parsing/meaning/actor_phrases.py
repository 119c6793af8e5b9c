"""Actor phrases: whether a few words name an actor, and how far the name reaches.

"the Special Rapporteur on minority issues in her report" is one, whose name ends before "in";
"further efforts" is none. Words are data (`data/addressees.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from indexer.parsing.knowledge.actors import Token, knowledge
from indexer.parsing.knowledge.dates import MONTHS

_PEOPLE = re.compile(
    r"(?:[a-z]*(?:ian|ean|ese|ish|ani|eli|aqi|can|ghan|khaz|urd|oni|rab)|Maï-Maï|Ugandan|Rwandan)",
    re.IGNORECASE,
)
PRONOUNS = {"them": "", "it": "", "him": "person", "her": "person", "he": "person", "she": "person"}


@dataclass(frozen=True, slots=True)
class WordLists:
    """The word lists of the table."""

    actors: frozenset[str]
    loose: frozenset[str]
    dropped: frozenset[str]
    sharing: frozenset[str]
    asides: frozenset[str]
    companions: Mapping[str, Sequence[tuple[str, ...]]]
    attached: frozenset[str]
    named: frozenset[str]
    things: frozenset[str]
    predicates: frozenset[str]
    participles: frozenset[str]
    ending: frozenset[str]
    units: frozenset[str]
    mandates: tuple[str, ...]


@lru_cache
def words() -> WordLists:
    """Returns the word lists."""
    raw = knowledge()["words"]
    lists: dict[str, Any] = {
        name: frozenset(raw[name]) for name in WordLists.__slots__ if name in raw
    }
    companions: dict[str, list[tuple[str, ...]]] = {}
    for phrase in raw["companions"]:
        companions.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
    mandates = tuple(knowledge()["anaphora"]["mandates"])
    return WordLists(**(lists | {"companions": companions, "mandates": mandates}))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that names an actor.

    proper: nothing but its capitals tells that it is one. definite: with "the", as short forms are.
    demonstrative: with "these" or "such". owned: with "its", as parts of what was named before.
    other: with "other", which says that it is no part of what was named before.
    """

    text: str
    start: int
    proper: bool = False
    definite: bool = False
    demonstrative: bool = False
    owned: bool = False
    other: bool = False
    pronoun: bool = False


def _shares(word: str) -> bool:
    return word in words().sharing or bool(word[0].isupper() and _PEOPLE.fullmatch(word))


def shared_noun(name: str) -> str:
    """Returns what adjectives before a name share: "national authorities" has "authorities"."""
    parts = name.split(" ")
    if len(parts) > 1 and _shares(parts[0]):
        return " ".join(parts[1:])
    end = next((n for n, word in enumerate(parts) if word in words().named), len(parts))
    return " ".join(parts[max(end - 1, 0) :])


def several_governments(chunk: Sequence[Token]) -> bool:
    """Tells "the Governments of Chad ...", behind which other countries follow."""
    rest, _ = stripped(chunk)
    return bool(rest) and rest[0].text.startswith("Governments")


def only_sharing(chunk: Sequence[Token]) -> bool:
    """Tells a lone adjective, whose noun comes later: "regional and national authorities"."""
    rest, _ = stripped(chunk)
    if not rest or (len(rest) > 1 and rest[-1].text in words().actors):
        return False
    return all(_shares(token.text) and not token.known for token in rest)


def names_something(chunk: Sequence[Token]) -> bool:
    """Tells whether more is there than words that belong to no name."""
    return bool(stripped(chunk)[0])


def stripped(chunk: Sequence[Token]) -> tuple[list[Token], bool]:
    """Removes the words before a name; also returns whether "the" was among them."""
    rest, definite = list(chunk), False
    while rest and not rest[0].known and (_dropped(rest[0].text) or _is_owner(rest)):
        definite = definite or rest[0].text.casefold() in ("the", "its", "this", "that")
        rest.pop(0)
    return rest, definite


def _is_working_group(rest: Sequence[Token]) -> bool:
    return [token.text for token in rest[:2]] in (["working", "group"], ["working", "groups"])


def starts_aside(word: str, following: str = "") -> bool:
    """Tells "within", "as" and "taking", but not "neighbouring" and "troop-contributing"."""
    if word == "working" and following in ("group", "groups"):
        return False
    taking = re.fullmatch(r"[a-z]{2,}ing", word) and word not in words().participles
    return word in words().asides or bool(taking)


def _is_owner(rest: Sequence[Token]) -> bool:
    """Tells "Haiti’s" before "international partners"."""
    owner = rest[0].text[0].isupper() and rest[0].text.endswith("’s")
    return owner and len(rest) > 1 and rest[1].text[0].islower()


def _dropped(word: str) -> bool:
    return word.casefold() in words().dropped or word.isdecimal()


def read_phrase(chunk: Sequence[Token]) -> Phrase | None:
    """Reads a phrase as the name of an actor, None where it is none."""
    rest, definite = stripped(chunk)
    following = rest[1].text if len(rest) > 1 else ""
    if not rest or (not rest[0].known and starts_aside(rest[0].text, following)):
        return None
    if rest[0].text in PRONOUNS and len(rest) == 1:
        return Phrase(rest[0].text, rest[0].start, pronoun=True)
    place = head_end(rest)
    proper = is_actor(rest[:place])
    if proper is None:
        return None
    end = _complement_end(rest, place)
    text = " ".join(token.text for token in rest[:end]).replace(" ,", ",")
    text = text.replace("( ", "(").replace(" )", ")")
    these = any(token.text in ("these", "those", "such") for token in chunk[:2])
    owned = any(token.text == "its" for token in chunk[:2])
    return Phrase(
        text, rest[0].start, proper=proper, definite=definite, demonstrative=these, owned=owned,
        other=any(token.text == "other" for token in chunk[:2]),
    )  # fmt: skip


def head_end(rest: Sequence[Token]) -> int:
    """Returns the end of the part of a phrase with its head: before prepositions."""
    seen = False
    for place, token in enumerate(rest):
        word = token.text
        if place and (word in words().named or cuts(word)):
            return place
        if seen and (re.fullmatch(r"[a-z]{3,}(?:ing|ed|ly)", word) or word == "party"):
            return place
        seen = seen or token.known or word.casefold() in words().actors or word[0].isupper()
    return len(rest)


def cuts(word: str) -> bool:
    """Tells a word behind a head that no longer belongs to the name: "parties CONCERNED"."""
    return word in words().asides or word in words().ending


def is_actor(head: Sequence[Token]) -> bool | None:
    """Tells whether a head is an actor, and whether only capitals say so; None if not."""
    last = head[-1] if head else None
    if last is None or last.text.endswith(("’s", "s’", "’")):
        return None
    if last.known:
        return False
    if last.text.casefold() in words().actors or last.text == "State":
        return False
    capitals = all(token.known or token.text[0].isupper() for token in head)
    thing = last.text in words().things or " " in last.text  # a title of several words
    if capitals and not thing and len(last.text) > 1:
        return True
    if last.text[0].isupper() and last.text in knowledge()["anaphora"]["heads"]:
        return False
    return None


def _complement_end(rest: Sequence[Token], place: int) -> int:
    """Returns where a name ends: with the prepositional phrases that belong to it."""
    head = " ".join(token.text for token in rest[:place])
    capital = rest[place - 1].text[0].isupper() or rest[place - 1].known
    mandate = head.endswith(words().mandates)
    if capital and [token.text for token in rest[place : place + 1]] == ["established"]:
        return len(rest)
    end = place
    while end < len(rest):
        word = rest[end].text
        following = next(
            (t for t in rest[end + 1 :] if t.text not in ("the", "its", "all", "an", "a")), None
        )
        if word not in words().named or following is None:
            break
        own = rest[end + 1].text in ("his", "her", "their", "a", "an")
        upper = following.known or following.text[0].isupper()
        first = following.text.split(" ")[0]
        period = following.text in ("period", "further") or first in words().things
        inside = word == "in" and following.text.startswith(("Department", "Secretariat"))
        if own or period or inside or following.text in MONTHS:
            break
        if not (mandate or (word in words().attached) or (capital and upper)):
            break
        end += 1
        while end < len(rest) and (
            mandate
            or _is_working_group(rest[end:])
            or not (rest[end].text in words().named or cuts(rest[end].text))
        ):
            end += 1
    return end
