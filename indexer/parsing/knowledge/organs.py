"""The organs and committees: from their names to the short names used in fields."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache
def _raw() -> Mapping[str, Any]:
    return tomllib.loads(files("indexer.parsing.data").joinpath("organs.toml").read_text("utf-8"))


_FORMULA_PARTS = {
    "{session}": r"(?:[A-Z][a-z]+(?:-[a-z]+)? ){0,3}",
    "{more}": r"(?:,? (?:of|to|for|at|in|on|\().{0,150})?",
}


@lru_cache
def organ_names() -> Mapping[str, str]:
    """Returns the full name of each organ and body by its short name."""
    return {one["short"]: one["name"] for one in (*_raw()["organ"], *_raw()["body"])}


@lru_cache
def bodies() -> tuple[Mapping[str, Any], ...]:
    """Returns the bodies other than the four organs, as the table has them."""
    return tuple(_raw()["body"])


@lru_cache
def _body_formulas() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for body in bodies():
        for formula in body["enacting"]:
            for name, pattern in _FORMULA_PARTS.items():
                formula = formula.replace(name, pattern)
            found.append((body["short"], re.compile(rf"[“\"]?{formula}\s?,?")))
    return tuple(found)


@lru_cache(maxsize=4096)  # several parts of parsing ask about the same line
def _enacting_body(line: str) -> str | None:
    if not line.startswith(("The ", "“The ", '"The ')) or len(line) > _LONGEST_FORMULA:
        return None
    return next((short for short, form in _body_formulas() if form.fullmatch(line)), None)


_LONGEST_FORMULA = 220  # characters


def named_body(enacting: str | None, text: str) -> str | None:
    """Returns the body that enacts, by what the head of a document says where two share a formula.

    The General Conference is UNESCO's, or that of the International Atomic Energy Agency.
    """
    own = next((body for body in bodies() if body["short"] == enacting), None)
    if own is None:
        return enacting
    same = [body for body in bodies() if body["enacting"] == own["enacting"]]
    told = [body for body in same if any(word in text for word in body.get("name_words", ()))]
    return str(told[0]["short"]) if told else enacting


@lru_cache
def _enacting() -> re.Pattern[str]:
    formulas = "|".join(re.escape(f) for organ in _raw()["organ"] for f in organ["enacting"])
    return re.compile(rf"\W*({formulas})\b", re.IGNORECASE)


@lru_cache
def _enacting_within() -> re.Pattern[str]:
    formulas = "|".join(re.escape(f) for organ in _raw()["organ"] for f in organ["enacting"])
    return re.compile(rf"\b(?:{formulas})\b", re.IGNORECASE)


def enacting_organ(line: str) -> str | None:
    """Returns the organ that a line enacts for ("The General Assembly,"), None for other lines.

    The formula stands alone or before a comma; "The General Assembly decided" is a sentence.
    """
    match = _enacting().match(line)
    rest = r"\W*(?:(?:therefore|hereby)\W*)?(?:,.*)?"
    if match is None or not re.fullmatch(rest, line[match.end() :], re.DOTALL):
        return _enacting_body(line)
    wanted = match[1].lower()
    for organ in _raw()["organ"]:
        if wanted in (formula.lower() for formula in organ["enacting"]):
            return str(organ["short"])
    return None


def find_organ(text: str) -> tuple[str, int, int] | None:
    """Returns (organ, start, end) of the first organ that a text names as its formula does."""
    match = _enacting_within().search(text)
    if match is None:
        return None
    wanted = match[0].lower()
    for organ in _raw()["organ"]:
        if wanted in (formula.lower() for formula in organ["enacting"]):
            return str(organ["short"]), match.start(), match.end()
    return None


def adopting_organ(line: str) -> str | None:
    """Returns the organ of "Resolution adopted by the General Assembly", None for other lines."""
    match = re.search(r"(?i)\badopted by the ([A-Z][\w ]+)", line)
    if match:
        for short, name in organ_names().items():
            if match[1].lower().startswith(name.lower()):
                return short
    return None


def find_committee(text: str) -> str | None:
    """Returns the short name of the committee that a text names, None where it names none."""
    folded = " ".join(text.split()).lower()
    for committee in _raw()["committee"]:
        if any(name.lower() in folded for name in committee["names"]):
            return str(committee["names"][0])
    return None


def committee_name(number: str) -> str | None:
    """Returns the name of the Main Committee with this number in symbols ("3")."""
    for committee in _raw()["committee"]:
        if committee.get("number") == number:
            return str(committee["names"][0])
    return None
