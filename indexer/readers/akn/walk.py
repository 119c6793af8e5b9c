"""One pass over an AKN4UN document: its elements to segments and footnotes."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from indexer.model import ParagraphType, Part
from indexer.parsing.knowledge.languages.language import Language, language
from indexer.parsing.knowledge.languages.tables import folded
from indexer.parsing.outline.segments import Outline
from indexer.parsing.text.languages import language_of
from indexer.readers.akn.collecting import Text
from indexer.readers.akn.head import declared_language, read_head
from indexer.readers.akn.mending import mended
from indexer.readers.akn.names import local_name, tag
from indexer.readers.akn.segments import Segments

_NUMBERED = re.compile(r"\d+(?:\.\d+)*")
_HEADINGS = ("heading", "subheading", "crossHeading", "title", "subtitle")
_BLOCK_NAMES = (
    "paragraph section article chapter part hcontainer container table list blockList content "
    "subsection level clause tblock"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_LEAD_TYPES = {
    Part.PREAMBULAR: ParagraphType.PREAMBULAR,
    Part.OPERATIVE: ParagraphType.OPERATIVE,
    Part.ANNEX: ParagraphType.ANNEX,
}
"""The type of a paragraph by its part, if it is not below another one."""


class Walk(Segments):
    """One pass over a document: its masthead, segments and footnotes."""

    def __init__(self, root: etree._Element) -> None:
        self.code, language = _read_language(root)
        super().__init__(language)
        self.root = root

    def outline(self) -> Outline:
        """Walks the whole document."""
        masthead = replace(read_head(self.root, self.language), language=self.code)
        top = next((e for e in self.root if local_name(e) != "components"), None)
        if top is not None:
            self._statement(top)
        for component in self.root.iterchildren(tag("components")):
            for statement in component.iter(tag("statement")):
                self._component(statement)
        return Outline(
            masthead=masthead,
            segments=tuple(mended([s for s in self.segments if s.text], self.language)),
            footnotes=tuple(self.footnotes),
        )

    def _component(self, statement: etree._Element) -> None:
        number = statement.find(f"{tag('preface')}//{tag('docNumber')}")
        letter = "".join(number.itertext()).strip() if number is not None else ""
        letter = self.language.parts.get(folded(letter), letter)
        self.component = letter if re.fullmatch("[A-Z]", letter) else None
        self._statement(statement)
        self.component = None

    def _statement(self, statement: etree._Element) -> None:
        for part in statement:
            match local_name(part):
                case "preface":
                    self._title(part)
                case "preamble":
                    self._preamble(part)
                case "mainBody":
                    self._body(part, Part.OPERATIVE)
                case "conclusions":
                    self._add(part, ParagraphType.CLOSING)
                case "attachments":
                    for body in part.iter(tag("mainBody")):
                        self._body(body, Part.ANNEX)
                case "components":
                    self._quoted(part)

    def _quoted(self, components: etree._Element) -> None:
        """Walks a draft resolution that this one recommends."""
        self.quoted = True
        for statement in components.iter(tag("statement")):
            self._statement(statement)
        self.quoted = False

    def _title(self, preface: etree._Element) -> None:
        collected = Text()
        for index, element in enumerate(preface.iter(tag("docNumber"), tag("docTitle"))):
            collected.add(" " if index else None, italic=False)
            self._fill(element, collected, italic=False)
        for note in preface.iter(tag("authorialNote")):
            if local_name(note.getparent()) == "p":
                self._note(note)
                collected.marks.append((len(collected.parts), note.get("marker") or ""))
        if not collected.parts:
            self._fill(preface, collected, italic=False)
        self._segment(ParagraphType.TITLE, collected)

    def _preamble(self, preamble: etree._Element) -> None:
        for child in preamble:
            match local_name(child):
                case "formula":
                    self._add(child, ParagraphType.ENACTING, Part.PREAMBULAR)
                case "container":
                    self._container(child, Part.PREAMBULAR)
                case _:
                    self._block(child, Part.PREAMBULAR)

    def _container(self, container: etree._Element, part: Part) -> None:
        """Walks a preambular paragraph, with the items it may lead in to, or a table."""
        if container.get("name") == "table" or container.find(tag("table")) is not None:
            for child in container:
                self._block(child, part)
            return
        lead = True
        for child in container:
            if local_name(child) in ("blockList", "list"):
                self._list(child, part, _LEAD_TYPES[part] if lead else None)
                lead = False
            elif local_name(child) in _HEADINGS:
                self._heading(child, part)
            else:
                self._add(child, _LEAD_TYPES[part] if lead else ParagraphType.TEXT, part)
                lead = False

    def _body(self, body: etree._Element, part: Part) -> None:
        for child in body:
            self._block(child, part)

    def _block(self, element: etree._Element, part: Part) -> None:
        match local_name(element):
            case "paragraph":
                self._paragraph(element, part)
            case "section" | "article" | "chapter" | "part" | "hcontainer":
                self._body(element, part)
            case "crossHeading" if element.get("refersTo") == "#preamble":
                self._add(element, ParagraphType.PREAMBULAR, Part.PREAMBULAR)
            case "num" | "heading" | "subheading" | "crossHeading" | "title" | "subtitle":
                self._heading(element, part)
            case "container":
                self._container(element, part)
            case "table":
                self._table(element, part)
            case "list" | "blockList":
                self._list(element, part)
            case "components":
                self._quoted(element)
            case "subparagraph" | "point" | "item" | "indent":
                self._item(element, part, _item_type(part))
            case _ if any(local_name(child) in _BLOCKS for child in element):
                self._body(element, part)
            case "content" if len(element) > 1:
                self._body(element, part)
            case _:
                self._add(element, _loose_type(part), part)

    def _lettered_heading(self, paragraph: etree._Element, part: Part, label: str) -> None:
        """Takes a paragraph that holds a letter and a heading for that heading."""
        for child in paragraph:
            if local_name(child) in _HEADINGS:
                annex = part is Part.ANNEX
                kind = ParagraphType.ANNEX if annex else ParagraphType.HEADING
                self._add(child, kind, part, label)

    def _heading(self, element: etree._Element, part: Part) -> None:
        annex = part is Part.ANNEX
        self._add(element, ParagraphType.ANNEX if annex else ParagraphType.HEADING, part)

    def _paragraph(self, paragraph: etree._Element, part: Part) -> None:
        number = paragraph.find(tag("num"))
        label = _label("".join(number.itertext())) if number is not None else None
        kind = _LEAD_TYPES[part]
        if part is Part.OPERATIVE and label is not None and not _NUMBERED.fullmatch(label):
            kind = ParagraphType.SUBPARAGRAPH
        if label is not None and _is_headed(paragraph):
            self._lettered_heading(paragraph, part, label)
            return
        for child in paragraph:
            match local_name(child):
                case "num":
                    continue
                case "list" | "blockList":
                    label = self._list(child, part, kind, label)
                case "content":
                    label = self._content(child, kind, part, label)
                case "subparagraph" | "point" | "item" | "indent":
                    self._item(child, part, _item_type(part))
                case "paragraph":
                    self._paragraph(child, part)
                case name if name in _HEADINGS:
                    self._heading(child, part)
                case _:
                    self._add(child, kind, part, label)
                    label = None
            kind = kind if label is not None else _following(kind)

    def _content(
        self, content: etree._Element, kind: ParagraphType, part: Part, label: str | None
    ) -> str | None:
        for child in content:
            match local_name(child):
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
        """Walks a list; its introduction is the paragraph that leads in, if `lead` says so."""
        item = _item_type(part)
        for child in element:
            match local_name(child):
                case "intro" | "listIntroduction":
                    self._add(child, lead or item, part, label)
                    label = None
                case "point" | "item" | "indent":
                    self._item(child, part, item)
                case "sublist" | "list" | "blockList":
                    self._list(child, part)
                case name if name in _HEADINGS:
                    self._heading(child, part)
                case _:
                    self._add(child, item, part)
        return label

    def _item(self, point: etree._Element, part: Part, kind: ParagraphType) -> None:
        number = point.find(tag("num"))
        label = _label("".join(number.itertext())) if number is not None else None
        for child in point:
            match local_name(child):
                case "num":
                    continue
                case "list" | "blockList" | "sublist":
                    label = self._list(child, part, kind, label)
                case "subparagraph" | "point" | "item" | "indent":
                    self._item(child, part, kind)
                case "paragraph":
                    self._paragraph(child, part)
                case name if name in _HEADINGS:
                    self._heading(child, part)
                case _:
                    self._add(child, kind, part, label)
                    label = None

    def _table(self, table: etree._Element, part: Part) -> None:
        for row in table.iter(tag("tr")):
            cells = []
            for cell in row:
                text, _, _ = self._collect(cell).collected()
                cells.append(text)
            if any(cells):
                collected = Text()
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
        for embedded in element.iter(tag("embeddedStructure")):
            self._embedded(embedded)

    def _embedded(self, structure: etree._Element) -> None:
        """Walks a draft resolution that stands inside the paragraph that recommends it."""
        self.quoted = True
        for child in structure:
            match local_name(child):
                case "container" if child.get("name") == "formula":
                    self._add(child, ParagraphType.ENACTING, Part.PREAMBULAR)
                case "container":
                    self._container(child, Part.PREAMBULAR)
                case _:
                    self._block(child, Part.OPERATIVE)
        self.quoted = False


def _following(kind: ParagraphType) -> ParagraphType:
    """Returns the type of what follows in the same paragraph element."""
    return kind if kind is ParagraphType.ANNEX else ParagraphType.TEXT


def _is_headed(paragraph: etree._Element) -> bool:
    """Tells a paragraph that holds its number and headings alone."""
    names = [local_name(child) for child in paragraph]
    return all(name == "num" or name in _HEADINGS for name in names) and len(names) > 1


def _item_type(part: Part) -> ParagraphType:
    return ParagraphType.ANNEX if part is Part.ANNEX else ParagraphType.SUBPARAGRAPH


def _loose_type(part: Part) -> ParagraphType:
    return ParagraphType.ANNEX if part is Part.ANNEX else ParagraphType.TEXT


def _label(text: str) -> str | None:
    # Arabic sets a dash behind numbers: "1 -".
    return re.sub(r"(?<=\d)\s?[-–]$", "", text.strip().removesuffix(".")) or None


def _read_language(root: etree._Element) -> tuple[str, Language]:
    """Returns the language that the text is in; its metadata decide where the text is too short."""
    parts = [part for name in ("preamble", "mainBody") for part in root.iter(tag(name))]
    text = " ".join("".join(part.itertext()) for part in parts)
    code = language_of(text) or declared_language(root)
    return code, language(code)
