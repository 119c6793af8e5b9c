"""Renewals: the missions and measures that a text of the Security Council prolongs.

Its texts have no title, and a mandate is often renewed in other words; what they renew tells that
they belong together.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from indexer.model import Document, ParagraphType
from indexer.parsing.meaning.short_forms import short_forms

_SHORT_FORM = re.compile(r"(?<![\w/])(?![IVXLC]+(?!\w))[A-Z][A-Z-]{2,}(?![\w/])")
_NAME = r"(?: (?:(?:of|for|and|in|the|a) )*(?:d’)?[A-Z][\w’-]*)*"
_MISSION = re.compile(rf"United Nations{_NAME} (?:Mission|Operation|Force|Office)\b{_NAME}")


@lru_cache
def knowledge() -> Mapping[str, Any]:
    """Returns `data/renewals.toml`."""
    return tomllib.loads(files("search.series.data").joinpath("renewals.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Renewed:
    """Missions by name and resolutions by symbol that a text renews or sets up.

    first: what it first renews, empty where it first sets something up; the missions alone, if it
    names any. all: everything.
    """

    first: frozenset[str] = frozenset()
    all: frozenset[str] = frozenset()


@lru_cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(knowledge()[name])


def renews(text: str) -> bool:
    """Returns whether a paragraph renews a mandate or measures, and sets up nothing before that."""
    again, new = (_pattern(name).search(text) for name in ("pattern", "set_up"))
    return bool(again and not (new and new.end() < again.end()) and _names_what(text))


def sets_up(text: str) -> bool:
    """Returns whether a paragraph sets up a mission or measures."""
    return bool(_pattern("set_up").search(text) and _names_what(text))


def _names_what(text: str) -> bool:
    return _pattern("renewed").search(text) is not None


def missions(text: str) -> frozenset[str]:
    """Returns the short forms in a text that may be those of missions."""
    return frozenset(_SHORT_FORM.findall(text)) - set(knowledge()["no_mission"])


def renewed(document: Document) -> Renewed:
    """Returns what a text renews."""
    short: dict[str, str] = {}
    for one in document.paragraphs:
        short.update({long: name for name, long in short_forms(one.text)})
    first: frozenset[str] | None = None
    found: set[str] = set()
    for one in document.paragraphs:
        if one.type is not ParagraphType.OPERATIVE:
            continue
        again = renews(one.text)
        if not again and not sets_up(one.text):
            continue
        names = missions(one.text) | {short.get(name, name) for name in _MISSION.findall(one.text)}
        works = {target for target in one.cites if target.startswith("S/RES/")}
        if first is None:
            first = frozenset(names or works) if again else frozenset()
        found |= names | works
    return Renewed(first or frozenset(), frozenset(found))
