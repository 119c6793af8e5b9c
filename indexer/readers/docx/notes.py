"""Footnotes and endnotes of a Word file: their markers and their texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from indexer.model import Footnote
from indexer.readers.docx.numbering import spelt
from indexer.readers.docx.package import w
from indexer.readers.docx.styles import is_off, number

_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(slots=True)
class Notes:
    """Numbers the notes in the order in which the text refers to them.

    roots: the parts that hold footnotes and endnotes. settings: places that state how they are
    numbered, those that count most first.
    """

    roots: dict[str, etree._Element | None]
    settings: list[etree._Element]
    found: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    markers: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sorts the notes by kind and id; separators are none."""
        for kind, root in self.roots.items():
            for note in [] if root is None else root.iterfind(w(kind)):
                if note.get(w("type"), "normal") == "normal":
                    self.found[kind, note.get(w("id")) or ""] = note

    def marker(self, kind: str, reference: etree._Element) -> str | None:
        """Returns the marker of a reference; None where the author typed one behind it."""
        key = kind, reference.get(w("id")) or ""
        if not is_off(reference.get(w("customMarkFollows"), "0")):
            self.markers[key] = ""
            return None
        if key not in self.markers:
            count = self.counts.get(kind, self._start(kind) - 1) + 1
            self.counts[kind] = count
            self.markers[key] = spelt(count, self._form(kind))
        return self.markers[key]

    def texts(self, read: Callable[[etree._Element], str]) -> tuple[Footnote, ...]:
        """Returns the notes that the text refers to, in its order.

        read: gives the text of a note; a typed marker stands at its start.
        """
        notes: dict[str, Footnote] = {}
        for key, marker in self.markers.items():
            if key not in self.found:
                continue
            text = read(self.found[key])
            if not marker:
                marker, _, text = text.partition(" ")
            if marker and text and marker not in notes:
                notes[marker] = Footnote(marker=marker, text=text)
        return tuple(notes.values())

    def _form(self, kind: str) -> str:
        return self._setting(kind, "numFmt") or _FORMS[kind]

    def _start(self, kind: str) -> int:
        return max(number(self._setting(kind, "numStart"), 1), 0)

    def _setting(self, kind: str, name: str) -> str | None:
        for place in self.settings:
            for stated in place.iter(w(f"{kind}Pr")):
                found = stated.find(w(name))
                if found is not None:
                    return str(found.get(w("val")))
        return None
