"""Sentences whose subject is the organ itself: "The Security Council condemns ...".

Statements of the President, decisions ("the General Assembly decided ..."), declarations ("We, the
Heads of State and Government, commit ...") and the resolutions of 1946 are written so. The verb
that counts stands behind the subject. Below "We, the Heads of State and Government, ..., " the
paragraphs of a declaration begin with that verb. Its words are data (`data/declarations.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from indexer.parsing.knowledge.organs import find_organ
from indexer.parsing.knowledge.verbs import Opening, read_opening

_BEFORE = re.compile(r"\W*(?:\d{1,2}\. )?(?:(?:now,? )?therefore,? )?", re.IGNORECASE)
_BETWEEN = re.compile(r",?(?: (?:therefore|hereby|accordingly),?)? ", re.IGNORECASE)
_ASIDE = re.compile(r",? [^.;:]{1,400}?, ")
_BODY = re.compile(r"\bthe (?:Council|Assembly)\b", re.IGNORECASE)
_WE = re.compile(r"(?:\d{1,3}\. )?We\b")
_LEAD = re.compile(r"We, [^;]{3,600}[,:]\Z")
_COMMAS = re.compile(r", (?:and )?(?=[a-z])")
_LONGEST_NAMES = 700  # characters of those who speak: "We, the Heads of State and Government, ..."
_LONGEST_LEAD = 600  # characters before the subject: "At its 42nd meeting, on 5 May 2020, ..."
_IRREGULAR = {
    "are": "is",
    "took": "takes",
    "drew": "draws",
    "bore": "bears",
    "paid": "pays",
    "chose": "chooses",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Action of an organ in a sentence. organ: None for "the Council".

    opening: as in `verbs`, its end counted in the text.
    """

    organ: str | None
    opening: Opening


def read_statement(text: str) -> Statement | None:
    """Reads a sentence that begins with its organ ("The Council", after words of time or reason).

    None where the organ is not the subject or no verb of the table follows it.
    """
    if we := _WE.match(text):
        return _declared(text, we.end())
    begun = text[: _LONGEST_LEAD + 40]
    found = [body for body in (find_organ(begun), _find_body(begun)) if body is not None]
    if not found:
        return None
    organ, start, end = min(found, key=lambda body: body[1])
    lead = text[:start]
    if not (
        _BEFORE.fullmatch(lead) or (re.search(r"[,:] $", lead) and not re.search(r"[;]", lead))
    ):
        return None
    return _acting(text, organ, end)


def begins_declaration(text: str) -> bool:
    """Tells "We, Heads of State and Government, ...,", below which paragraphs begin with a verb."""
    return _LEAD.fullmatch(text) is not None and read_statement(text) is None


def read_bare(text: str) -> Opening | None:
    """Reads the verb that opens a paragraph of a declaration by itself: "Reaffirm that ..."."""
    opening = read_opening(text)
    if opening and opening.finite:
        return opening
    first = text[:1].lower() + text[1:200]
    present = _in_present(first)
    opening = read_opening(present)
    if opening is None or not opening.finite or opening.verb in knowledge()["deeds"]:
        return None
    return replace(opening, end=opening.end - len(present) + len(first))


@lru_cache
def knowledge() -> Mapping[str, Any]:
    """Returns `data/declarations.toml`."""
    return tomllib.loads(
        files("indexer.parsing.data").joinpath("declarations.toml").read_text("utf-8")
    )


def _declared(text: str, end: int) -> Statement | None:
    """Reads the verb behind "We", or behind the names of those who speak."""
    if text[end : end + 1] == ",":
        names = _COMMAS.finditer(text, end + 1, end + _LONGEST_NAMES)
        places = [match.end() for match in names]
    else:
        places = [end + 1] if text[end : end + 1] == " " else []
    deeds = knowledge()["deeds"]
    found = (_verb_at(text, None, at) for at in places)
    return next((one for one in found if one and one.opening.verb not in deeds), None)


def _acting(text: str, organ: str | None, end: int) -> Statement | None:
    """Reads the verb behind a subject."""
    found = (_verb_at(text, organ, at) for at in _verb_places(text, end))
    return next((one for one in found if one), None)


def _verb_at(text: str, organ: str | None, at: int) -> Statement | None:
    """Reads the verb at a place behind a subject."""
    words = text[at : at + 200]
    present = _in_present(words)
    opening = read_opening(present)
    if opening is None or not opening.finite:
        return None
    end = at + opening.end - len(present) + len(words)
    return Statement(organ=organ, opening=replace(opening, end=end))


def _find_body(text: str) -> tuple[None, int, int] | None:
    """Finds "the Council", which says not whose council it is."""
    match = _BODY.search(text)
    return (None, match.start(), match.end()) if match else None


def _verb_places(text: str, end: int) -> Iterator[int]:
    """Yields where the verb may stand: behind the subject, or behind an aside between commas."""
    if between := _BETWEEN.match(text, end):
        yield between.end()
    if aside := _ASIDE.match(text, end):
        yield aside.end()


def _in_present(text: str) -> str:
    """Returns a text with the tense of its first verb changed: "decided to" is "decides to"."""
    if future := re.match(r"(?:will|shall) (?=\w)", text):
        first, _, rest = text[future.end() :].partition(" ")
        return f"{first}s {rest}"
    words = re.match(r"((?:also|further|\w+ly) )*(\w+)", text)
    if words is None:
        return text
    verb = words[2]
    for present in _present_forms(verb):
        changed = text[: words.start(2)] + present + text[words.end(2) :]
        if (opening := read_opening(changed)) and opening.finite:
            return changed
    return text


def _present_forms(verb: str) -> Iterator[str]:
    """Yields the verb and the present forms that its past may have."""
    yield verb
    if not verb.endswith("ed"):
        yield f"{verb}es" if verb.endswith("ss") else f"{verb}s"
    if verb in _IRREGULAR:
        yield _IRREGULAR[verb]
    if verb.endswith("ed"):
        yield f"{verb[:-1]}s"
        yield f"{verb[:-2]}s"
        yield f"{verb[:-2]}es"
        yield f"{verb[:-3]}s"
    if verb.endswith("ied"):
        yield f"{verb[:-3]}ies"
