"""Automatic numbering: the labels that Word prints and the text does not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from indexer.parsing.knowledge.languages.numerals import roman_numeral
from indexer.parsing.outline.numbering import BULLETS
from indexer.readers.docx.package import w
from indexer.readers.docx.styles import NumberRef, number

_LEVELS = 9
_LONGEST_WORD = 60  # letters repeat from 27 on: "aa"; nobody numbers so far
_MARKS = "*†‡§"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    restart: int | None
    plain: bool


@dataclass(slots=True)
class Numbering:
    """The lists of a document, counting on as its paragraphs are read."""

    root: etree._Element | None = None
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)
    known: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = field(default_factory=dict)

    def label(self, ref: NumberRef) -> str:
        """Counts one paragraph and returns its label as printed, empty without one."""
        abstract, levels, overrides = self._list(ref.list_id)
        level = levels.get(ref.level)
        if level is None:
            return ""
        counts = self.counts.setdefault(abstract, [None] * _LEVELS)
        if ref.list_id not in self.started:
            self.started.add(ref.list_id)
            for depth in overrides:
                counts[depth] = None
        before = counts[ref.level]
        start = overrides.get(ref.level, level.start)
        counts[ref.level] = start if before is None else before + 1
        for depth in range(ref.level + 1, _LEVELS):
            deeper = levels.get(depth)
            if deeper is None or deeper.restart is None or deeper.restart > ref.level:
                counts[depth] = None
        return _printed(level, levels, counts)

    def _list(self, list_id: str) -> tuple[str, dict[int, _Level], dict[int, int]]:
        """Returns (its abstract list, levels, numbers at which its levels start anew)."""
        if list_id not in self.known:
            self.known[list_id] = self._read(list_id)
        return self.known[list_id]

    def _read(self, list_id: str) -> tuple[str, dict[int, _Level], dict[int, int]]:
        entry = _by_id(self.root, "num", "numId", list_id)
        abstract = None if entry is None else _value(entry, "abstractNumId")
        if entry is None or abstract is None:
            return "", {}, {}
        levels = _levels(self._abstract(abstract))
        overrides: dict[int, int] = {}
        for element in entry.iterfind(w("lvlOverride")):
            depth = number(element.get(w("ilvl")), -1)
            if not 0 <= depth < _LEVELS:
                continue
            levels |= _levels(element)
            start = _value(element, "startOverride")
            if start is not None:
                overrides[depth] = number(start, 1)
        return abstract, levels, overrides

    def _abstract(self, name: str) -> etree._Element | None:
        """Returns a list's definition, which may stand under a style."""
        found = _by_id(self.root, "abstractNum", "abstractNumId", name)
        style = None if found is None else _value(found, "numStyleLink")
        if style is None or self.root is None:
            return found
        for other in self.root.iterfind(w("abstractNum")):
            if _value(other, "styleLink") == style:
                return other
        return found


def _by_id(
    root: etree._Element | None, tag: str, attribute: str, value: str
) -> etree._Element | None:
    entries = [] if root is None else root.iterfind(w(tag))
    return next((entry for entry in entries if entry.get(w(attribute)) == value), None)


def _value(element: etree._Element, name: str) -> str | None:
    found = element.find(w(name))
    return None if found is None else found.get(w("val"))


def _levels(parent: etree._Element | None) -> dict[int, _Level]:
    levels = {}
    for element in [] if parent is None else parent.iterfind(w("lvl")):
        restart = _value(element, "lvlRestart")
        legal = element.find(w("isLgl"))
        levels[number(element.get(w("ilvl")), 0)] = _Level(
            start=number(_value(element, "start"), 0),
            form=_value(element, "numFmt") or "decimal",
            text=_value(element, "lvlText") or "",
            restart=None if restart is None else number(restart, 0),
            plain=legal is not None and legal.get(w("val"), "1") not in ("0", "false"),
        )
    return levels


def _printed(level: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
    if level.form == "bullet":
        return level.text if level.text in BULLETS else "•"

    def one(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        other = levels.get(depth)
        if other is None:
            return ""
        count = counts[depth]
        form = "decimal" if level.plain else other.form
        return spelt(other.start if count is None else count, form)

    return re.sub(r"%([1-9])", one, level.text).strip()


def spelt(count: int, form: str) -> str:
    """Returns a number in one of Word's number formats; those that are rare as a figure."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26 * _LONGEST_WORD:
        letters = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < count < 5000:
        return roman_numeral(count).upper() if form == "upperRoman" else roman_numeral(count)
    if form == "chicago" and count > 0:
        return _MARKS[(count - 1) % 4] * min((count - 1) // 4 + 1, _LONGEST_WORD)
    if form == "ordinal":
        teen = 10 <= count % 100 <= 20
        return f"{count}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
    return str(count)
