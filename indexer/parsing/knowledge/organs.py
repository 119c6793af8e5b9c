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


@lru_cache
def organ_names() -> Mapping[str, str]:
    """Returns the full name of each organ by its short name."""
    return {organ["short"]: organ["name"] for organ in _raw()["organ"]}


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
        return None
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
