"""Mastheads in a language: the dates, sessions, organs and agenda items that they state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from indexer.parsing.knowledge.languages.labels import label_key
from indexer.parsing.knowledge.languages.numerals import read_ordinal
from indexer.parsing.knowledge.languages.tables import folded, organs, pattern, table

_LETTER = re.compile(r"\s*(\(?[^\s\d,;()](?:\s?[^\s\d,;()])?\))")


def find_date(code: str, text: str) -> date | None:
    """Returns the first date of a text, None where there is none."""
    for match in pattern(code, "dates", "date").finditer(folded(text)):
        try:
            return date(int(match["year"]), _month(code, match["month"]), int(match["day"]))
        except ValueError:  # 31 February
            continue
    return None


def _month(code: str, month: str) -> int:
    if month.isdecimal():
        return int(month)
    return next(
        number for number, name in enumerate(_months(code), 1) if name.fullmatch(month.lower())
    )


@lru_cache
def _months(code: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(name) for name in table(code)["dates"]["months"])


def find_session(code: str, text: str) -> str | None:
    """Returns the session that a line names: "74", "S-32", "ES-10", a year for ECOSOC."""
    text = folded(text)
    if match := pattern(code, "masthead", "year_session").search(text):
        return match["year"]
    match = pattern(code, "masthead", "session").search(text)
    if match is None:
        return None
    words = match["ordinal"].split()
    for start, end in ((s, e) for s in range(len(words)) for e in range(len(words), s, -1)):
        if number := read_ordinal(code, " ".join(words[start:end])):
            kind = "ES-" if match["emergency"] else "S-" if match["special"] else ""
            return f"{kind}{number}"
    return None


def agenda_item(code: str, text: str) -> str | None:
    """Returns the items that an agenda line names, as English prints them: "72 (b)"."""
    match = pattern(code, "masthead", "agenda").search(folded(text))
    if match is None:
        return None

    def in_english(letter: re.Match[str]) -> str:
        return f" {label_key(code, letter[1]) or letter[1]}"

    items = _LETTER.sub(in_english, match["items"])
    raw = table(code)["opening"]
    joins = "|".join([*raw["and"], *filter(None, [raw.get("attached_and")])])
    return re.sub(rf"(?<=[\d)])\s*(?:{joins})\s*(?=\d)", " and ", items).strip()


def enacting_organ(code: str, line: str) -> str | None:
    """Returns the organ that a line enacts for ("L’Assemblée générale,"), None for other lines."""
    line = folded(line).strip('"“«» ')
    formula = pattern(code, "masthead", "formula")
    match = formula.match(line)
    if match is None or not re.fullmatch(r"\s?[,،，]\s*", line[match.end() :]):
        return None
    return find_organ(code, match[0])


def adopting_organ(code: str, line: str) -> str | None:
    """Returns the organ of "Résolution adoptée par l’Assemblée générale", None for other lines."""
    match = pattern(code, "masthead", "adopted").search(folded(line))
    return find_organ(code, match[0]) if match else None


def find_organ(code: str, text: str) -> str | None:
    """Returns the organ that a text names first, in any case or gender."""
    found = {short: names.search(folded(text)) for short, names in organs(code).items()}
    places = {short: match.start() for short, match in found.items() if match}
    return min(places, key=places.__getitem__, default=None)


def find_committee(code: str, text: str) -> str | None:
    """Returns the English short name of the Main Committee that a text names."""
    text = folded(text)
    committees: Mapping[str, list[str]] = table(code)["masthead"]["committees"]
    for short, names in committees.items():
        if any(re.search(name, text, re.IGNORECASE) for name in names):
            return short
    return None
