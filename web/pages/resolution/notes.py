"""Footnotes on a resolution's page: marks, texts and the links between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from indexer.model import Footnote, Paragraph, Reference
from search.paragraph_ids import fragment
from web.markup import marked
from web.pages.resolution.citations import Link, links
from web.urls import anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A footnote; `backs` are the anchors of its marks in the text."""

    anchor: str
    marker: str
    html: Markup
    backs: tuple[str, ...]


class Mentions:
    """The links of mentions in paragraphs and footnotes."""

    def __init__(self, references: Sequence[Reference], held: Mapping[str, str]) -> None:
        self._held = held
        self._of: dict[str, list[Reference]] = defaultdict(list)
        for reference in references:
            self._of[reference.paragraph].append(reference)

    def links(self, text: str, place: str) -> list[Link]:
        """Returns the links of a paragraph, or of a footnote by its name in references."""
        return links(text, self._of.get(place, ()), self._held)


class Footnotes:
    """Links between marks in the text and footnotes, both ways, in the order of the text.

    A marker may recur if several resolutions share a document: its n-th mark then belongs to its
    n-th footnote.
    """

    def __init__(self, footnotes: Sequence[Footnote], named: Mentions) -> None:
        self._notes = footnotes
        self._named = named
        self._where: dict[int, str] = {}
        self._by_marker: dict[str, list[int]] = defaultdict(list)
        for place, note in enumerate(footnotes):
            self._by_marker[note.marker].append(place)
        self._backs: dict[int, list[str]] = defaultdict(list)
        self._seen: dict[str, int] = defaultdict(int)

    def inserts(self, paragraph: Paragraph) -> list[tuple[int, Markup]]:
        """Returns a paragraph's marks as HTML; must be called once for each, in order."""
        return [
            (
                len(paragraph.text) if mark.offset is None else mark.offset,
                self._mark(mark.marker, paragraph.id),
            )
            for mark in paragraph.marks
        ]

    def _mark(self, marker: str, paragraph: str) -> Markup:
        places = self._by_marker.get(marker)
        if not places:
            return Markup("<sup>{}</sup>").format(marker)
        place = places[min(self._seen[marker], len(places) - 1)]
        self._seen[marker] += 1
        self._where.setdefault(place, f"{paragraph}#fn{marker}")
        back = f"fnref{place + 1}-{len(self._backs[place]) + 1}"
        self._backs[place].append(back)
        return Markup(
            '<sup><a class="fnref" id="{}" href="{}" aria-label="Footnote {}">{}</a></sup>'
        ).format(back, anchor(self._anchor(place)), marker, marker)

    def _anchor(self, place: int) -> str:
        """Returns a footnote's name in references: "fn3", or "fn3~2" if the marker recurs."""
        marker = self._notes[place].marker
        repeat = self._by_marker[marker].index(place)
        return fragment(f"#fn{marker}" + (f"~{repeat + 1}" if repeat else ""))

    def views(self) -> tuple[NoteView, ...]:
        """Returns the footnotes; must be called after all marks."""
        return tuple(
            NoteView(
                anchor=self._anchor(place),
                marker=note.marker,
                html=marked(
                    note.text, links=self._named.links(note.text, self._where.get(place, ""))
                ),
                backs=tuple(self._backs[place]),
            )
            for place, note in enumerate(self._notes)
        )
