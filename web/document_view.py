"""What a resolution's page shows: its paragraphs as HTML, with anchors, footnotes and hits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import url_for
from markupsafe import Markup

from indexer.model import Document, Footnote, Masthead, Paragraph, ParagraphType, Reference
from indexer.parsing.lettered import number_key
from indexer.store import StoredDocument
from web import wording
from web.asked_view import AskedView, asked_view, due_line
from web.citing_view import CitedView, Link, cited_view, links
from web.marking import Span, marked
from web.urls import anchor

TABLE_CELLS = " | "
MAX_INDENT = 3
"""The deepest level of subparagraphs that is set further in."""

_NUMBER = re.compile(r"(?:[\w/ ()-]*\d[\w/ ()-]*\.)?\s*")
"""What stands before a title: the number of the resolution, or nothing."""

Hits = Mapping[str, Sequence[Span]]
"""For the id of each paragraph found, the characters that were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph as it is set.

    due: the sessions by which something in it is due, with their years, or nothing. `cells` are
    those of a table's row, otherwise empty.
    """

    anchor: str
    kind: str
    level: int
    label: str
    name: str
    short: str
    html: Markup
    hit: bool
    due: str = ""
    cells: tuple[Markup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that stand together: the rows of one table, or a single paragraph."""

    table: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A footnote; `backs` are the anchors of its marks in the text."""

    anchor: str
    marker: str
    html: Markup
    backs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to know about the document's reading, with the anchor of its paragraph."""

    message: str
    anchor: str | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row of the table of facts."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLink:
    """One of the documents that share a number; `here` where it is the one shown."""

    href: str
    symbol: str
    adopted: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """Everything that the page of a resolution needs.

    title_anchor: of the paragraph that repeats the title, which the page's heading stands for.
    found: the lines with hits, in order.
    number, parts: where several documents share the number, it and all of them; otherwise empty.
    """

    masthead: Masthead
    symbol: str
    number: str
    parts: tuple[PartLink, ...]
    heading: str
    standfirst: str
    title_anchor: str | None
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]
    notes: tuple[NoteView, ...]
    remarks: tuple[Remark, ...]
    found: tuple[Line, ...]
    asked: AskedView
    cited: CitedView


def document_view(stored: StoredDocument, hits: Hits) -> DocumentView:
    """Prepare a document for the page."""
    document = stored.document
    title = _title_paragraph(document)
    body = [paragraph for paragraph in document.paragraphs if paragraph is not title]
    named = _References(document.references, stored.held)
    footnotes = _Footnotes(document.footnotes, named)
    lines = [
        _line(paragraph, hits.get(paragraph.id), footnotes, named, document.masthead)
        for paragraph in body
    ]
    masthead = document.masthead
    return DocumentView(
        masthead=masthead,
        symbol=wording.shown_symbol(masthead),
        number=number_key(masthead.symbol) if stored.parts else "",
        parts=tuple(_part_link(part, masthead) for part in stored.parts),
        heading=masthead.title or wording.shown_symbol(masthead),
        standfirst=_standfirst(masthead),
        title_anchor=wording.fragment(title.id) if title else None,
        facts=facts(masthead),
        blocks=_blocks(lines),
        notes=footnotes.views(),
        remarks=_remarks(document),
        found=tuple(line for line in lines if line.hit),
        asked=asked_view(document),
        cited=cited_view(stored.cited_by, masthead.symbol),
    )


def _part_link(part: Masthead, shown: Masthead) -> PartLink:
    return PartLink(
        href=url_for("pages.resolution", symbol=part.symbol),
        symbol=part.symbol,
        adopted=wording.day(part.adopted_on) if part.adopted_on else "",
        here=part.symbol == shown.symbol,
    )


def _title_paragraph(document: Document) -> Paragraph | None:
    """Find the first title if it says no more than the masthead: "74/176. The title"."""
    title = document.masthead.title or ""
    for paragraph in document.paragraphs:
        if paragraph.type is ParagraphType.TITLE:
            number, same, rest = paragraph.text.rpartition(title)
            repeats = bool(same) and not rest and _NUMBER.fullmatch(number) is not None
            return paragraph if repeats and not paragraph.marks else None
    return None


def _standfirst(masthead: Masthead) -> str:
    """Say in one line what this is: "General Assembly · 74th session · adopted on ..."."""
    organ = wording.organ_name(masthead.organ or "")
    session = wording.session_name(masthead.session)
    adopted = f"adopted on {wording.day(masthead.adopted_on)}" if masthead.adopted_on else None
    return " · ".join(part for part in (organ, session, adopted) if part)


def facts(masthead: Masthead) -> tuple[Fact, ...]:
    """Tell what the masthead knows, as rows of a table."""
    rows = (
        ("Organ", wording.organ_name(masthead.organ or "")),
        ("Document type", wording.value_name("doctype", str(masthead.document_type))),
        ("Session", masthead.session),
        ("Adopted", wording.day(masthead.adopted_on) if masthead.adopted_on else None),
        ("Distributed", wording.day(masthead.distributed_on) if masthead.distributed_on else None),
        ("Meeting", masthead.meeting),
        ("Vote", masthead.vote),
        ("Agenda item", _agenda(masthead)),
        ("Committee", masthead.committee),
        ("Committee report", masthead.committee_report),
        ("Sponsors", ", ".join(masthead.sponsors)),
    )
    return tuple(Fact(name=name, value=value) for name, value in rows if value)


def _agenda(masthead: Masthead) -> str | None:
    parts = (masthead.agenda_item, masthead.agenda_title)
    return " – ".join(part for part in parts if part) or None


def _line(
    paragraph: Paragraph,
    found: Sequence[Span] | None,
    footnotes: _Footnotes,
    named: _References,
    masthead: Masthead,
) -> Line:
    text = paragraph.text
    opening = (0, len(paragraph.opening)) if paragraph.opening else None
    html = marked(
        text,
        hits=found or (),
        opening=opening,
        links=named.links(text, paragraph.id),
        inserts=footnotes.inserts(paragraph),
    )
    return Line(
        anchor=wording.fragment(paragraph.id),
        kind=str(paragraph.type),
        level=min(paragraph.level, MAX_INDENT),
        label=wording.printed_label(paragraph),
        name=wording.paragraph_name(paragraph),
        short=wording.short_name(paragraph),
        html=html,
        hit=found is not None,
        due=due_line(paragraph, masthead.organ),
        cells=_cells(paragraph, found or ()),
    )


def _cells(paragraph: Paragraph, found: Sequence[Span]) -> tuple[Markup, ...]:
    """Cut a table's row into its cells, and the hits with it."""
    if paragraph.type is not ParagraphType.TABLE:
        return ()
    cells, start = [], 0
    for cell in paragraph.text.split(TABLE_CELLS):
        inside = [
            (max(first - start, 0), last - start)
            for first, last in found
            if first < start + len(cell) and last > start
        ]
        cells.append(marked(cell, hits=inside))
        start += len(cell) + len(TABLE_CELLS)
    return tuple(cells)


def _blocks(lines: Sequence[Line]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for table, group in groupby(lines, key=lambda line: bool(line.cells)):
        if table:
            blocks.append(Block(table=True, lines=tuple(group)))
        else:
            blocks += [Block(table=False, lines=(line,)) for line in group]
    return tuple(blocks)


def _remarks(document: Document) -> tuple[Remark, ...]:
    by_id = {paragraph.id: paragraph for paragraph in document.paragraphs}
    return tuple(
        Remark(
            message=issue.message,
            anchor=wording.fragment(issue.paragraph) if issue.paragraph in by_id else None,
            name=(
                wording.paragraph_name(by_id[issue.paragraph])
                if issue.paragraph is not None and issue.paragraph in by_id
                else None
            ),
        )
        for issue in document.issues
    )


class _References:
    """Where the mentions of paragraphs and footnotes lead."""

    def __init__(self, references: Sequence[Reference], held: Mapping[str, str]) -> None:
        self._held = held
        self._of: dict[str, list[Reference]] = defaultdict(list)
        for reference in references:
            self._of[reference.paragraph].append(reference)

    def links(self, text: str, place: str) -> list[Link]:
        """Give the links of a paragraph, or of a footnote by the name references have for it."""
        return links(text, self._of.get(place, ()), self._held)


class _Footnotes:
    """Links marks in the text with footnotes, both ways, in the order of the text.

    A marker may come again, where several resolutions share a document: its n-th mark then
    belongs to its n-th footnote.
    """

    def __init__(self, footnotes: Sequence[Footnote], named: _References) -> None:
        self._notes = footnotes
        self._named = named
        self._where: dict[int, str] = {}
        self._by_marker: dict[str, list[int]] = defaultdict(list)
        for place, note in enumerate(footnotes):
            self._by_marker[note.marker].append(place)
        self._backs: dict[int, list[str]] = defaultdict(list)
        self._seen: dict[str, int] = defaultdict(int)

    def inserts(self, paragraph: Paragraph) -> list[tuple[int, Markup]]:
        """Give the marks of a paragraph as HTML; called once for each, in order."""
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
        """Name a footnote as references do: "fn3"; one whose marker came before, "fn3~2"."""
        marker = self._notes[place].marker
        repeat = self._by_marker[marker].index(place)
        return wording.fragment(f"#fn{marker}" + (f"~{repeat + 1}" if repeat else ""))

    def views(self) -> tuple[NoteView, ...]:
        """Give the footnotes for the page; called after all marks."""
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
