"""Segments of an AKN4UN document: elements' texts with labels, italics and footnote marks."""

from __future__ import annotations

from lxml import etree

from indexer.model import Footnote, ParagraphType, Part
from indexer.parsing.knowledge.languages.language import Language
from indexer.parsing.outline.segments import Segment
from indexer.readers.akn.collecting import Text, is_emphasised, split_label
from indexer.readers.akn.names import local_name

_LABELLED = frozenset(
    {
        ParagraphType.OPERATIVE,
        ParagraphType.PREAMBULAR,
        ParagraphType.SUBPARAGRAPH,
        ParagraphType.TEXT,
        ParagraphType.ANNEX,
    }
)


class Segments:
    """The segments and footnotes collected so far.

    component: the letter of the resolution that segments belong to, if several are in one document.
    quoted: whether they belong to a draft that the document quotes.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.segments: list[Segment] = []
        self.footnotes: list[Footnote] = []
        self.component: str | None = None
        self.quoted = False

    def _segment(
        self,
        kind: ParagraphType,
        collected: Text,
        part: Part | None = None,
        label: str | None = None,
    ) -> None:
        text, italic, marks = collected.collected()
        unlabelled = label is None and kind in _LABELLED
        printed = self.language.leading_label.match(text) if unlabelled else None
        if printed:
            kind = ParagraphType.SUBPARAGRAPH if kind is not ParagraphType.ANNEX else kind
        elif unlabelled and kind is ParagraphType.OPERATIVE:
            printed = self.language.typed_number(text)
        if printed:
            behind = collected.italic_behind(printed.end()) + printed.end()
            label, text, italic, marks = split_label(printed, text, behind, marks)
        self.segments.append(
            Segment(
                type=kind,
                text=text,
                part=part,
                label=label,
                key=self._key(kind, label, text),
                component=self.component,
                italic=italic,
                marks=marks,
                quoted=self.quoted,
            )
        )

    def _key(self, kind: ParagraphType, label: str | None, text: str) -> str | None:
        """Returns the label, or the numeral of a section, as English prints it."""
        if label is None and kind is ParagraphType.HEADING:
            return self.language.section_key(text)
        return self.language.label_key(label) if label else None

    def _collect(self, element: etree._Element) -> Text:
        collected = Text()
        self._fill(element, collected, italic=False)
        return collected

    def _fill(self, element: etree._Element, collected: Text, *, italic: bool) -> None:
        slanted = italic or is_emphasised(element, self.language.emphasis)
        collected.add(self._kept(element.text), italic=slanted)
        for child in element:
            match local_name(child):
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
            collected.add(self._kept(child.tail), italic=slanted)

    def _kept(self, text: str | None) -> str | None:
        """Returns a text without the empty brackets that some footnote marks leave."""
        dropped = self.language.dropped
        return dropped.sub("", text) if dropped and text else text

    def _note(self, note: etree._Element) -> None:
        text = " ".join("".join(note.itertext()).split())
        self.footnotes.append(Footnote(marker=(note.get("marker") or "").strip(), text=text))
