"""The UN's own XML (AKN4UN, an Akoma Ntoso 3.0 profile): markup to an outline.

The elements used are those of the General Assembly, Security Council, Human Rights Council and
Economic and Social Council files that the UN publishes; unknown elements give their text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from lxml import etree

from indexer.errors import UnreadableFile
from indexer.model import (
    DocumentType,
    Footnote,
    FootnoteMark,
    Masthead,
    ParagraphType,
    Part,
)
from indexer.parsing.dates import find_date
from indexer.parsing.masthead import read_proponent, strip_title_number
from indexer.parsing.organs import adopting_organ, enacting_organ, find_committee
from indexer.parsing.outline import Outline, Segment
from indexer.parsing.symbols import parse_symbol

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_PRINTED_LABEL = re.compile(r"(\([a-z]{1,4}\)|[–—•])\s+(?=\S)")
_LABELLED = frozenset(
    {
        ParagraphType.OPERATIVE,
        ParagraphType.PREAMBULAR,
        ParagraphType.SUBPARAGRAPH,
        ParagraphType.TEXT,
        ParagraphType.ANNEX,
    }
)
_NUMBERED = re.compile(r"\d+(?:\.\d+)*")
_LANGUAGES = {"eng": "en", "fra": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh"}


def read_akn(data: bytes) -> Outline:
    """Read an AKN4UN file.

    Raises UnreadableFile for XML that is malformed or no AKN4UN document.
    """
    # No entities, no network, libxml2's own limits on depth and size: the file is not trusted.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            "malformed-xml", f"The XML is not well formed ({error.msg}); get the file again."
        ) from error
    if etree.QName(root).localname != "akomaNtoso":
        raise UnreadableFile(
            "unknown-xml",
            f"The XML is no AKN4UN document: it begins with <{etree.QName(root).localname}>.",
        )
    return _Walk(root).outline()


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


@dataclass(slots=True)
class _Text:
    """Text being collected from an element: its characters, italics and footnote marks."""

    parts: list[str] = field(default_factory=list)
    italic: list[bool] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)  # (index into parts, marker)

    def add(self, text: str | None, *, italic: bool) -> None:
        if text:
            self.parts.append(text)
            self.italic.append(italic)

    def finish(self) -> tuple[str, int, tuple[FootnoteMark, ...]]:
        """Give the clean text, the length of its italic beginning, and the marks."""
        text, offsets = _collapse(self.parts)
        italic_end = 0
        for index, italic in enumerate(self.italic):
            blank = not self.parts[index].strip()
            if not italic and not blank:
                break
            italic_end = offsets[index + 1] if italic else italic_end
        marks = tuple(
            FootnoteMark(marker=marker, offset=min(offsets[index], len(text)))
            for index, marker in self.marks
        )
        return text, italic_end, marks


def _collapse(parts: list[str]) -> tuple[str, list[int]]:
    """Join parts with single spaces; give for each part where it starts in the result."""
    text, offsets = "", [0]
    for part in parts:
        piece = re.sub(r"\s+", " ", part)
        if piece.startswith(" ") and (not text or text.endswith(" ")):
            piece = piece[1:]
        text += piece
        offsets.append(len(text))
    stripped = text.rstrip()
    return stripped, [min(offset, len(stripped)) for offset in offsets]


class _Walk:
    """One pass over a document: what it says of itself, its segments, its footnotes."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.segments: list[Segment] = []
        self.footnotes: list[Footnote] = []
        self.component: str | None = None
        self.quoted = False

    def outline(self) -> Outline:
        masthead = _masthead(self.root)
        top = next((e for e in self.root if _name(e) != "components"), None)
        if top is not None:
            self._statement(top)
        for component in self.root.iterchildren(_tag("components")):
            for statement in component.iter(_tag("statement")):
                self._component(statement)
        return Outline(
            masthead=masthead,
            segments=tuple(s for s in self.segments if s.text),
            footnotes=tuple(self.footnotes),
        )

    def _component(self, statement: etree._Element) -> None:
        number = statement.find(f"{_tag('preface')}//{_tag('docNumber')}")
        letter = "".join(number.itertext()).strip() if number is not None else ""
        self.component = letter if re.fullmatch("[A-Z]", letter) else None
        self._statement(statement)
        self.component = None

    def _statement(self, statement: etree._Element) -> None:
        for part in statement:
            match _name(part):
                case "preface":
                    self._title(part)
                case "preamble":
                    self._preamble(part)
                case "mainBody":
                    self._body(part, Part.OPERATIVE)
                case "conclusions":
                    self._add(part, ParagraphType.CLOSING)
                case "attachments":
                    for body in part.iter(_tag("mainBody")):
                        self._body(body, Part.ANNEX)
                case "components":
                    self._quoted(part)

    def _quoted(self, components: etree._Element) -> None:
        """Walk a draft resolution that this one recommends."""
        self.quoted = True
        for statement in components.iter(_tag("statement")):
            self._statement(statement)
        self.quoted = False

    def _title(self, preface: etree._Element) -> None:
        collected = _Text()
        for index, element in enumerate(preface.iter(_tag("docNumber"), _tag("docTitle"))):
            collected.add(" " if index else None, italic=False)
            self._fill(element, collected, italic=False)
        for note in preface.iter(_tag("authorialNote")):
            if _name(note.getparent()) == "p":
                self._note(note)
                collected.marks.append((len(collected.parts), note.get("marker") or ""))
        if not collected.parts:
            self._fill(preface, collected, italic=False)
        self._segment(ParagraphType.TITLE, collected)

    def _preamble(self, preamble: etree._Element) -> None:
        for child in preamble:
            match _name(child):
                case "formula":
                    self._add(child, ParagraphType.ENACTING, Part.PREAMBULAR)
                case "container":
                    self._container(child, Part.PREAMBULAR)
                case _:
                    self._block(child, Part.PREAMBULAR)

    def _container(self, container: etree._Element, part: Part) -> None:
        """Walk a preambular paragraph, with the items it may lead in to, or a table."""
        if container.get("name") == "table" or container.find(_tag("table")) is not None:
            for child in container:
                self._block(child, part)
            return
        lead = True
        for child in container:
            if _name(child) in ("blockList", "list"):
                self._list(child, part, self._lead_type(part) if lead else None)
                lead = False
            elif _name(child) in ("heading", "subheading", "crossHeading"):
                self._add(child, ParagraphType.HEADING, part)
            else:
                self._add(child, self._lead_type(part) if lead else ParagraphType.TEXT, part)
                lead = False

    def _lead_type(self, part: Part) -> ParagraphType:
        return {
            Part.PREAMBULAR: ParagraphType.PREAMBULAR,
            Part.OPERATIVE: ParagraphType.OPERATIVE,
            Part.ANNEX: ParagraphType.ANNEX,
        }[part]

    def _body(self, body: etree._Element, part: Part) -> None:
        for child in body:
            self._block(child, part)

    def _block(self, element: etree._Element, part: Part) -> None:
        match _name(element):
            case "paragraph":
                self._paragraph(element, part)
            case "section" | "article" | "chapter" | "part" | "hcontainer":
                self._body(element, part)
            case "crossHeading" if element.get("refersTo") == "#preamble":
                self._add(element, ParagraphType.PREAMBULAR, Part.PREAMBULAR)
            case "heading" | "subheading" | "crossHeading" | "num":
                annex = part is Part.ANNEX
                self._add(element, ParagraphType.ANNEX if annex else ParagraphType.HEADING, part)
            case "container":
                self._container(element, part)
            case "table":
                self._table(element, part)
            case "list" | "blockList":
                self._list(element, part)
            case "components":
                self._quoted(element)
            case _:
                self._add(element, _loose_type(part), part)

    def _paragraph(self, paragraph: etree._Element, part: Part) -> None:
        number = paragraph.find(_tag("num"))
        label = _label("".join(number.itertext())) if number is not None else None
        kind = self._lead_type(part)
        if part is Part.OPERATIVE and label is not None and not _NUMBERED.fullmatch(label):
            kind = ParagraphType.SUBPARAGRAPH
        for child in paragraph:
            match _name(child):
                case "num":
                    continue
                case "list" | "blockList":
                    label = self._list(child, part, kind, label)
                case "content":
                    label = self._content(child, kind, part, label)
                case "heading" | "subheading" | "crossHeading" if part is not Part.ANNEX:
                    self._add(child, ParagraphType.HEADING, part)
                case _:
                    self._add(child, kind, part, label)
                    label = None
            kind = kind if label is not None else _following(kind)

    def _content(
        self, content: etree._Element, kind: ParagraphType, part: Part, label: str | None
    ) -> str | None:
        for child in content:
            match _name(child):
                case "table":
                    self._table(child, part)
                case "list" | "blockList":
                    self._list(child, part)
                case _:
                    self._add(child, kind, part, label)
                    label, kind = None, _following(kind)
        return label

    def _list(
        self,
        element: etree._Element,
        part: Part,
        lead: ParagraphType | None = None,
        label: str | None = None,
    ) -> str | None:
        """Walk a list; its introduction is the paragraph that leads in, if `lead` says so."""
        item = ParagraphType.ANNEX if part is Part.ANNEX else ParagraphType.SUBPARAGRAPH
        for child in element:
            match _name(child):
                case "intro" | "listIntroduction":
                    self._add(child, lead or item, part, label)
                    label = None
                case "point" | "item" | "indent":
                    self._item(child, part, item)
                case "sublist" | "list" | "blockList":
                    self._list(child, part)
                case _:
                    self._add(child, item, part)
        return label

    def _item(self, point: etree._Element, part: Part, kind: ParagraphType) -> None:
        number = point.find(_tag("num"))
        label = _label("".join(number.itertext())) if number is not None else None
        for child in point:
            match _name(child):
                case "num":
                    continue
                case "list" | "blockList" | "sublist":
                    label = self._list(child, part, kind, label)
                case _:
                    self._add(child, kind, part, label)
                    label = None

    def _table(self, table: etree._Element, part: Part) -> None:
        for row in table.iter(_tag("tr")):
            cells = []
            for cell in row:
                text, _, _ = self._collect(cell).finish()
                cells.append(text)
            if any(cells):
                collected = _Text()
                collected.add(" | ".join(cells), italic=False)
                self._segment(ParagraphType.TABLE, collected, part)

    def _add(
        self,
        element: etree._Element,
        kind: ParagraphType,
        part: Part | None = None,
        label: str | None = None,
    ) -> None:
        self._segment(kind, self._collect(element), part, label)
        for embedded in element.iter(_tag("embeddedStructure")):
            self._embedded(embedded)

    def _embedded(self, structure: etree._Element) -> None:
        """Walk a draft resolution that stands inside the paragraph that recommends it."""
        self.quoted = True
        for child in structure:
            match _name(child):
                case "container" if child.get("name") == "formula":
                    self._add(child, ParagraphType.ENACTING, Part.PREAMBULAR)
                case "container":
                    self._container(child, Part.PREAMBULAR)
                case _:
                    self._block(child, Part.OPERATIVE)
        self.quoted = False

    def _segment(
        self,
        kind: ParagraphType,
        collected: _Text,
        part: Part | None = None,
        label: str | None = None,
    ) -> None:
        text, italic, marks = collected.finish()
        printed = _PRINTED_LABEL.match(text) if label is None and kind in _LABELLED else None
        if printed:
            kind = ParagraphType.SUBPARAGRAPH if kind is not ParagraphType.ANNEX else kind
            label, text, italic, marks = _split_label(printed, text, italic, marks)
        self.segments.append(
            Segment(
                type=kind,
                text=text,
                part=part,
                label=label,
                component=self.component,
                italic=italic,
                marks=marks,
                quoted=self.quoted,
            )
        )

    def _collect(self, element: etree._Element) -> _Text:
        collected = _Text()
        self._fill(element, collected, italic=False)
        return collected

    def _fill(self, element: etree._Element, collected: _Text, *, italic: bool) -> None:
        slanted = italic or _is_emphasised(element)
        collected.add(element.text, italic=slanted)
        for child in element:
            match _name(child):
                case "authorialNote":
                    self._note(child)
                    marker = (child.get("marker") or "").strip()
                    collected.marks.append((len(collected.parts), marker))
                case "embeddedStructure":
                    pass
                case "eol" | "br" | "p":
                    collected.add(" ", italic=slanted)
                    self._fill(child, collected, italic=slanted)
                case _:
                    self._fill(child, collected, italic=slanted)
            collected.add(child.tail, italic=slanted)

    def _note(self, note: etree._Element) -> None:
        text = " ".join("".join(note.itertext()).split())
        self.footnotes.append(Footnote(marker=(note.get("marker") or "").strip(), text=text))


def _split_label(
    printed: re.Match[str], text: str, italic: int, marks: tuple[FootnoteMark, ...]
) -> tuple[str, str, int, tuple[FootnoteMark, ...]]:
    """Move a label that stands in the text out of it."""
    cut = printed.end()
    moved = tuple(replace(mark, offset=max((mark.offset or 0) - cut, 0)) for mark in marks)
    return printed[1], text[cut:], max(italic - cut, 0), moved


def _is_emphasised(element: etree._Element) -> bool:
    """Tell italics, which the Security Council's older files underline instead."""
    classes = element.get("class") or ""
    return "italic" in classes or "underline" in classes or _name(element) in ("i", "u")


def _following(kind: ParagraphType) -> ParagraphType:
    """Give the type of what follows in the same paragraph element."""
    return kind if kind is ParagraphType.ANNEX else ParagraphType.TEXT


def _loose_type(part: Part) -> ParagraphType:
    return ParagraphType.ANNEX if part is Part.ANNEX else ParagraphType.TEXT


def _label(text: str) -> str | None:
    return text.strip().removesuffix(".") or None


def _texts(root: etree._Element, path: str) -> Iterator[str]:
    for element in root.iterfind(path, {"a": NAMESPACE}):
        if text := " ".join("".join(element.itertext()).split()):
            yield text


def _masthead(root: etree._Element) -> Masthead:
    cover = next(root.iter(_tag("coverPage")), root)
    symbol = next(_texts(cover, ".//a:docNumber[@refersTo='#symbol']"), "")
    parsed = parse_symbol(symbol, bare=False)
    titles = list(_texts(cover, ".//a:docTitle"))
    session = next((e.get("value") for e in cover.iter(_tag("session")) if e.get("value")), None)
    report, committee = read_proponent(next(_texts(cover, ".//a:docProponent"), ""))
    title = next(_texts(root, ".//a:preface//a:docTitle[@refersTo='#resolutionTitle']"), "")
    title = title or next(_texts(root, ".//a:preface//a:docTitle"), "")
    organ = parsed.organ if parsed else next(filter(None, map(adopting_organ, titles)), None)
    organ = organ or next(filter(None, map(enacting_organ, _texts(root, ".//a:formula"))), None)
    if organ == "SC":
        session = None
    elif parsed and session and parsed.session.endswith(f"S-{session}"):
        session = parsed.session
    return Masthead(
        symbol=parsed.text if parsed else symbol,
        organ=organ,
        document_type=DocumentType(parsed.kind) if parsed else DocumentType.UNKNOWN,
        session=session,
        title=strip_title_number(title) or None,
        adopted_on=_adoption_date(root),
        distributed_on=_date_of(cover, "#dateOfIssuance"),
        agenda_item=_agenda_item(cover),
        agenda_title="; ".join(_texts(cover, ".//a:inline[@name='agenda item name']")) or None,
        committee=committee or find_committee(" ".join(titles)),
        committee_report=report,
        meeting=next(_texts(root, ".//a:conclusions//a:inline[@name='adoptionMeeting']"), None),
        vote=_vote(root),
        language=_language(root),
    )


def _date_of(root: etree._Element, refers_to: str) -> date | None:
    """Give the date that the text prints; the attribute beside it has slips."""
    for element in root.iter(_tag("docDate")):
        if element.get("refersTo") == refers_to:
            printed = find_date(" ".join(element.itertext()))
            return printed or _iso(element.get("date"))
    return None


def _iso(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.year > 1 else None  # the UN's files say 0001-01-01 for "unknown"


def _adoption_date(root: etree._Element) -> date | None:
    work = (e for e in root.iter(_tag("FRBRdate")) if e.get("name") == "adoption")
    return _date_of(root, "#adoptionDate") or next((_iso(e.get("date")) for e in work), None)


def _agenda_item(cover: etree._Element) -> str | None:
    for text in _texts(cover, ".//a:inline[@name='agenda item']"):
        return re.sub(r"(?i)^agenda items?\s*", "", text) or None
    return None


def _vote(root: etree._Element) -> str | None:
    for voting in root.iter(_tag("voting")):
        outcome = voting.get("outcome") or ""
        return " ".join(re.findall(r"[A-Z]?[a-z]+", outcome)).lower() or None
    return None


def _language(root: etree._Element) -> str:
    for element in root.iter(_tag("FRBRlanguage")):
        code = element.get("language") or ""
        return _LANGUAGES.get(code, code)
    return "en"
