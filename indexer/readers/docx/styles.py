"""Styles: the look of runs and the numbering of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from indexer.readers.docx.package import w

_OFF = ("0", "false", "off", "none")
_BODY_LEVEL = 9  # outline levels from 9 are no headings
_DEEPEST = 20  # styles based on styles


@dataclass(frozen=True, slots=True)
class Look:
    """Look of a run, as far as it matters."""

    italic: bool = False
    bold: bool = False
    raised: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class NumberRef:
    """List that a paragraph is in, and its depth there (from 0)."""

    list_id: str
    level: int


@dataclass(slots=True)
class Styles:
    """The styles of a document; with none, every look is plain."""

    root: etree._Element | None = None
    by_id: dict[str, etree._Element] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    known: dict[tuple[str | None, str, str], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sorts the styles by id."""
        for style in [] if self.root is None else self.root.iter(w("style")):
            name, kind = style.get(w("styleId")) or "", style.get(w("type")) or "paragraph"
            self.by_id[name] = style
            if not is_off(style.get(w("default"), "0")):
                self.defaults[kind] = name

    def look(self, run: etree._Element | None, paragraph: str | None) -> Look:
        """Returns the look of a run (its `rPr`) in a paragraph of a style."""
        own = None if run is None else run.find(w("rStyle"))
        character = None if own is None else own.get(w("val"))
        paragraph = paragraph or self.defaults.get("paragraph")
        return Look(
            italic=self._toggled("i", run, paragraph, character),
            bold=self._toggled("b", run, paragraph, character),
            raised=self._raised(run, character),
            hidden=self._toggled("vanish", run, paragraph, character),
        )

    def is_heading(self, properties: etree._Element | None) -> bool:
        """Tells whether a paragraph (its `pPr`) has a place in the document's outline."""
        for element in self._paragraph(properties, "outlineLvl"):
            return number(element.get(w("val")), _BODY_LEVEL) < _BODY_LEVEL
        return False

    def numbering(self, properties: etree._Element | None) -> NumberRef | None:
        """Returns the list of a paragraph (its `pPr`), None if it is in none."""
        list_id, level = None, None
        for element in self._paragraph(properties, "numPr"):
            found, depth = element.find(w("numId")), element.find(w("ilvl"))
            if level is None and depth is not None:
                level = number(depth.get(w("val")), 0)
            if list_id is None and found is not None:
                list_id = found.get(w("val"))
        if list_id is None or list_id == "0":
            return None
        return NumberRef(list_id, min(max(level or 0, 0), 8))

    def _paragraph(self, properties: etree._Element | None, name: str) -> Iterator[etree._Element]:
        """Yields a property of a paragraph as itself and its styles state it, nearest first."""
        style = style_of(properties) or self.defaults.get("paragraph")
        sources = [] if properties is None else [properties]
        for one in self._chain(style):
            inner = one.find(w("pPr"))
            if inner is not None:
                sources.append(inner)
        for source in sources:
            element = source.find(w(name))
            if element is not None:
                yield element

    def _chain(self, style: str | None) -> Iterator[etree._Element]:
        for _ in range(_DEEPEST):
            element = self.by_id.get(style or "")
            if element is None:
                return
            yield element
            based = element.find(w("basedOn"))
            style = None if based is None else based.get(w("val"))

    def _toggled(
        self, name: str, run: etree._Element | None, paragraph: str | None, character: str | None
    ) -> bool:
        """Returns a property that styles switch over: italics in an italic heading are upright."""
        own = None if run is None else run.find(w(name))
        if own is not None:
            return not is_off(own.get(w("val"), "1"))
        return self._styled(paragraph, name) != self._styled(character, name)

    def _styled(self, style: str | None, name: str) -> bool:
        key = (style, name, "toggle")
        if key not in self.known:
            self.known[key] = self._state(style, name)
        return self.known[key]

    def _state(self, style: str | None, name: str) -> bool:
        for element in self._chain(style):
            for found in element.iterfind(f"{w('rPr')}/{w(name)}"):
                return not is_off(str(found.get(w("val"), "1")))
        return False

    def _raised(self, run: etree._Element | None, character: str | None) -> bool:
        sources = [] if run is None else [run]
        for style in self._chain(character):
            sources += style.findall(w("rPr"))
        for source in sources:
            found = source.find(w("vertAlign"))
            if found is not None:
                return bool(found.get(w("val")) == "superscript")
        return False


def style_of(properties: etree._Element | None) -> str | None:
    """Returns the id of the style that a paragraph (its `pPr`) names."""
    found = None if properties is None else properties.find(w("pStyle"))
    return None if found is None else found.get(w("val"))


def is_off(value: str) -> bool:
    """Tells whether a switch is off; it is on where nothing is said."""
    return value.lower() in _OFF


def number(text: str | None, default: int) -> int:
    """Returns a number of a file that is not trusted."""
    try:
        value = int(text or "")
    except ValueError:
        return default
    return value if abs(value) < 1_000_000 else default
