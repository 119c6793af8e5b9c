"""Sentences whose subject is the organ itself: "The Security Council condemns ...".

Statements of the President, decisions ("the General Assembly decided ..."), declarations ("We, the
Heads of State and Government, commit ...") and the resolutions of 1946 are written so. The verb
that counts stands behind the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.parsing.knowledge.organs import find_organ
from indexer.parsing.knowledge.verbs import Opening, read_opening

_BEFORE = re.compile(r"\W*(?:\d{1,2}\. )?(?:(?:now,? )?therefore,? )?", re.IGNORECASE)
_BETWEEN = re.compile(r",?(?: (?:therefore|hereby|accordingly),?)? ", re.IGNORECASE)
_ASIDE = re.compile(r",? [^.;:]{1,400}?, ")
_BODY = re.compile(r"\bthe (?:Council|Assembly)\b", re.IGNORECASE)
_WE = re.compile(r"We(?:, (?:the|as) [^;:]{3,200}?,)?(?= )")
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
        return _acting(text, None, we.end())
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


def _acting(text: str, organ: str | None, end: int) -> Statement | None:
    """Reads the verb behind a subject."""
    for at in _verb_places(text, end):
        opening = read_opening(_in_present(text[at : at + 200]))
        if opening and opening.finite:
            shift = len(_in_present(text[at : at + 200])) - len(text[at : at + 200])
            return Statement(organ=organ, opening=replace(opening, end=at + opening.end - shift))
    return None


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
