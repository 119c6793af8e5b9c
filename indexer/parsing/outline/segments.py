"""Outline: the units of a document in order, not yet named or linked.

Readers of structured formats (the UN's own XML) make an outline from markup, the segmentation of
plain lines makes one from words; `assemble.py` makes the document from either.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.model import Footnote, FootnoteMark, Issue, Masthead, ParagraphType, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One unit of a document.

    text: clean, without its label. label: as printed, without the stop of "1.". key: the label as
        English prints it, None where it is printed so.
    italic: how many characters at the start the source sets in italics, 0 where it has none,
        None where the source does not say.
    component: "A", "B" where one document holds several resolutions.
    quoted: it belongs to a text that the paragraph before it quotes, such as a draft resolution
        that it recommends.
    resumes: it goes on with the paragraph whose items stand above it.
    doubtful: its label is not as printed. inferred: that it is a heading its words alone show.
    """

    type: ParagraphType
    text: str
    part: Part | None = None
    label: str | None = None
    key: str | None = None
    component: str | None = None
    italic: int | None = None
    marks: tuple[FootnoteMark, ...] = ()
    quoted: bool = False
    resumes: bool = False
    doubtful: bool = False
    inferred: bool = False

    @property
    def numbering(self) -> str | None:
        """The label as English prints it, by which units nest and are named."""
        return self.key or self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The units of a document with what its masthead says."""

    masthead: Masthead
    segments: tuple[Segment, ...]
    footnotes: tuple[Footnote, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
