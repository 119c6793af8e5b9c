"""View of a resolution: its paragraphs as HTML, with anchors, footnotes and hits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask import url_for
from markupsafe import Markup

from indexer.model import Document, Masthead, Paragraph, ParagraphType
from indexer.parsing.knowledge.lettered import number_key
from indexer.schema import GOAL, SUBJECT
from indexer.store.reader import StoredDocument
from search.citation import citation
from search.names.adoption import adoption_words
from search.translation.current import gettext, message
from web import labels
from web.markup import Span, marked
from web.pages.resolution.citations import CitedView, CitesView, cited_view, cites_view
from web.pages.resolution.notes import Footnotes, Mentions, NoteView
from web.pages.resolution.tasks import AskedView, asked_view, due_line
from web.pages.search.within import Hits
from web.urls import DEFAULT, search_href, session_href

TABLE_CELLS = " | "
MAX_INDENT = 3
"""The deepest level of subparagraphs that is indented further."""

_NUMBER = re.compile(r"(?:[\w/ ()-]*\d[\w/ ()-]*(?:\.|(?=\s)))?\s*")
"""Text before a title: the number of the resolution, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph as laid out on the page.

    due: the sessions by which something in it is due, with their years, or empty. doubt: whether
    its number is in doubt. former: the anchors that it had before. cells: of a table's row,
    otherwise empty. hit_before, hit_after: for a line with a hit, the anchors of the hits before
    and after it; empty at the ends. citation, history: of a paragraph that is searched,
    otherwise empty.
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
    doubt: bool = False
    former: tuple[str, ...] = ()
    cells: tuple[Markup, ...] = ()
    hit_before: str = ""
    hit_after: str = ""
    citation: str = ""
    history: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together: the rows of one table, or a single paragraph."""

    table: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A possible reading error, with the anchor of its paragraph."""

    message: str
    anchor: str | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row of the table of facts.

    href: leads to a page about it and may be empty. links: several values with their addresses,
    in place of one.
    """

    name: str
    value: str = ""
    href: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLink:
    """One of the documents that share a number; `here` if it is the one shown."""

    href: str
    symbol: str
    adopted: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """All data of a resolution's page.

    title_anchor: of the paragraph that repeats the title and is shown as the page's heading.
    found: the lines with hits, in order.
    number, parts: the number and all documents that share it; empty if this is the only one.
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
    cites: CitesView


def document_view(stored: StoredDocument, hits: Hits) -> DocumentView:
    """Returns the view of a document."""
    document = stored.document
    title = _title_paragraph(document)
    body = [paragraph for paragraph in document.paragraphs if paragraph is not title]
    named = Mentions(document.references, stored.held)
    footnotes = Footnotes(document.footnotes, named)
    lines = _with_steps(
        [
            _line(paragraph, hits.get(paragraph.id), footnotes, named, document.masthead)
            for paragraph in body
        ]
    )
    lines = _with_former(lines, stored.former)
    masthead = document.masthead
    return DocumentView(
        masthead=masthead,
        symbol=labels.shown_symbol(masthead),
        number=number_key(masthead.symbol) if stored.parts else "",
        parts=tuple(_part_link(part, masthead) for part in stored.parts),
        heading=masthead.title or labels.shown_symbol(masthead),
        standfirst=_standfirst(masthead),
        title_anchor=labels.fragment(title.id) if title else None,
        facts=facts(masthead),
        blocks=_blocks(lines),
        notes=footnotes.views(),
        remarks=_remarks(document),
        found=tuple(line for line in lines if line.hit),
        asked=asked_view(document),
        cited=cited_view(stored.cited_by, masthead.symbol),
        cites=cites_view(document, stored.held),
    )


def _with_former(lines: Sequence[Line], former: Mapping[str, str]) -> list[Line]:
    """Returns the lines with the anchors by which links of earlier years know them."""
    anchors: dict[str, list[str]] = {}
    for old, new in former.items():
        anchors.setdefault(labels.fragment(f"#{new}"), []).append(labels.fragment(f"#{old}"))
    return [replace(line, former=tuple(anchors.get(line.anchor, ()))) for line in lines]


def _part_link(part: Masthead, shown: Masthead) -> PartLink:
    return PartLink(
        href=url_for("resolution.resolution", symbol=part.symbol),
        symbol=part.symbol,
        adopted=labels.day(part.adopted_on) if part.adopted_on else "",
        here=part.symbol == shown.symbol,
    )


def _title_paragraph(document: Document) -> Paragraph | None:
    """Returns the first title if it only repeats the masthead: "74/176. The title"."""
    title = document.masthead.title or ""
    for paragraph in document.paragraphs:
        if paragraph.type is ParagraphType.TITLE:
            number, same, rest = paragraph.text.rpartition(title)
            repeats = bool(same) and not rest and _NUMBER.fullmatch(number) is not None
            return paragraph if repeats and not paragraph.marks else None
    return None


def _standfirst(masthead: Masthead) -> str:
    """Returns a document's description: "General Assembly · 74th session · adopted on ..."."""
    organ = labels.organ_name(masthead.organ or "")
    session = labels.session_name(masthead.session)
    adopted = (
        gettext("adopted on %(day)s", day=labels.day(masthead.adopted_on))
        if masthead.adopted_on
        else None
    )
    return " · ".join(part for part in (organ, session, adopted) if part)


def facts(masthead: Masthead) -> tuple[Fact, ...]:
    """Returns the masthead's facts as rows of a table."""
    rows = (
        (gettext("Organ"), labels.organ_name(masthead.organ or "")),
        (gettext("Document type"), labels.value_name("doctype", str(masthead.document_type))),
        (gettext("Session"), masthead.session),
        (gettext("Adopted"), labels.day(masthead.adopted_on) if masthead.adopted_on else None),
        (
            gettext("Distributed"),
            labels.day(masthead.distributed_on) if masthead.distributed_on else None,
        ),
        (gettext("Meeting"), masthead.meeting),
        (gettext("Subject (inferred)"), masthead.subject),
        (gettext("Vote"), adoption_words(masthead)),
        (gettext("Agenda item"), _agenda(masthead)),
        (gettext("Committee"), message(masthead.committee or "")),
        (gettext("Committee report"), masthead.committee_report),
        (gettext("Sponsors"), ", ".join(masthead.sponsors)),
    )
    session = _session_page(masthead)
    named = (
        Fact(name=name, value=value, href=session if name == gettext("Session") else "")
        for name, value in rows
        if value
    )
    return (*named, *_subjects(masthead))


def _subjects(masthead: Masthead) -> Iterator[Fact]:
    """Yields the rows of subjects and goals, linked to searches."""
    inferred = masthead.subject_terms_inferred
    rows = (
        (gettext("Subjects (inferred)") if inferred else gettext("Subjects"), SUBJECT,
         masthead.subject_terms),
        (gettext("Sustainable Development Goals"), GOAL, tuple(map(str, masthead.goals))),
    )  # fmt: skip
    for name, field, values in rows:
        links = tuple(
            (
                labels.subject_name(field, value),
                search_href(replace(DEFAULT, filters={field: (value,)})),
            )
            for value in values
        )
        if links:
            yield Fact(name=name, links=links)


def _session_page(masthead: Masthead) -> str:
    if not masthead.organ or not masthead.session:
        return ""
    return session_href(masthead.organ, masthead.session)


def _agenda(masthead: Masthead) -> str | None:
    parts = (masthead.agenda_item, masthead.agenda_title)
    return " – ".join(part for part in parts if part) or None


def _line(
    paragraph: Paragraph,
    found: Sequence[Span] | None,
    footnotes: Footnotes,
    named: Mentions,
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
        anchor=labels.fragment(paragraph.id),
        kind=str(paragraph.type),
        level=min(paragraph.level, MAX_INDENT),
        label=labels.printed_label(paragraph),
        name=labels.paragraph_name(paragraph),
        short=labels.short_name(paragraph),
        html=html,
        hit=found is not None,
        due=due_line(paragraph, masthead.organ),
        doubt=paragraph.number_in_doubt,
        cells=_cells(paragraph, found or ()),
        citation=citation(masthead, paragraph) if paragraph.wording else "",
        history=url_for("history.page", paragraph=paragraph.id) if paragraph.wording else "",
    )


def _with_steps(lines: Sequence[Line]) -> list[Line]:
    """Returns the lines with links from each hit to those before and after it."""
    found = [line.anchor for line in lines if line.hit]
    before = dict(zip(found, ["", *found], strict=False))
    after = dict(zip(found, [*found[1:], ""], strict=False))
    return [
        replace(line, hit_before=before[line.anchor], hit_after=after[line.anchor])
        if line.hit
        else line
        for line in lines
    ]


def _cells(paragraph: Paragraph, found: Sequence[Span]) -> tuple[Markup, ...]:
    """Returns a table's row as cells in HTML, with the hits of each."""
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
            anchor=labels.fragment(issue.paragraph) if issue.paragraph in by_id else None,
            name=(
                labels.paragraph_name(by_id[issue.paragraph])
                if issue.paragraph is not None and issue.paragraph in by_id
                else None
            ),
        )
        for issue in document.issues
    )
