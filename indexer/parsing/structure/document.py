"""Lines of a document without markup to an outline."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace

from indexer.errors import UnreadableFile
from indexer.model import DocumentType, Footnote, Issue, Masthead, ParagraphType
from indexer.parsing.knowledge.organs import adopting_organ, enacting_organ
from indexer.parsing.knowledge.other_documents import seems_to_be
from indexer.parsing.outline.segments import Outline, Segment
from indexer.parsing.structure.components import component_starts
from indexer.parsing.structure.masthead import Head, read_masthead, split_head
from indexer.parsing.structure.segmentation.ahead import text_start
from indexer.parsing.structure.segmentation.beginnings import begins_paragraph
from indexer.parsing.structure.segmentation.segments import segment
from indexer.parsing.text.closing import is_closing, read_closing
from indexer.parsing.text.footnotes import detach
from indexer.parsing.text.furniture import is_rule, strip_furniture
from indexer.parsing.text.inline import without_raised
from indexer.parsing.text.lines import Line

FORMULA_MISSING = Issue(
    code="formula-missing", message="No line such as “The General Assembly,” follows the title."
)
_GLUED = re.compile(r"(?<=[a-z”)])(\d{1,2}|\*{1,3})$")
_SHORTEST_TEXT = 60  # characters; what is shorter below a closing is of the page


def outline_lines(
    lines: Sequence[Line],
    *,
    symbol: str | None = None,
    notes: Sequence[Footnote] = (),
    marked: bool = True,
    start: int | None = None,
    organ: str | None = None,
) -> Outline:
    """Makes the outline of a document from its lines.

    symbol: what is known of it from outside the text. notes: its footnotes, where they are known
    already; marked: whether their markers are raised in the lines. start: the line at which the
    text begins where it does not begin with its enacting formula. organ: whose the document is
    where no formula says it.
    Raises UnreadableFile when there is no enacting formula: it is no resolution.
    """
    formula = _start(lines)
    loose_start = start is None and formula is not None and not lines[formula].whole
    start = formula if start is None else start
    if start is None:
        raise no_resolution(lines)
    first = max((i for i in component_starts(lines) if i < start), default=start)
    above = [line for line in lines[:first] if not is_rule(line.plain)]
    head = split_head([_unraised(line) for line in above] if notes else above)
    kept, dropped = strip_furniture(lines[first:], _without_number(head.title))
    body_lines, found = (kept, tuple(notes)) if notes else detach(kept, begins_paragraph)
    head = _without_glued(head, {note.marker for note in found})
    body = segment(
        [line for line in body_lines if not is_rule(line.plain)],
        frozenset(note.marker for note in found),
        raised=bool(notes) and marked,
    )
    loose = [text for text in (*dropped, *body.rest) if "://" not in text]
    named = lines[start if formula is None else formula :][:1]  # a start may lie at the very end
    enacting = next((enacting_organ(line.plain) for line in named), None) or organ
    masthead = read_masthead(head, loose, enacting=enacting, symbol=symbol)
    masthead = _as_drafted(_with_closing(masthead, body.segments, found), body.segments)
    return Outline(
        masthead=masthead,
        # The Security Council's resolutions bear no title.
        segments=body.segments if masthead.organ == "SC" else (*_title(head), *body.segments),
        footnotes=found,
        issues=(
            *_above(head),
            *((FORMULA_MISSING,) if loose_start and not _has_formula(body.segments) else ()),
            *body.issues,
            *_left_over(body.rest),
        ),
    )


def _has_formula(segments: Sequence[Segment]) -> bool:
    return any(segment.type is ParagraphType.ENACTING for segment in segments)


def no_resolution(lines: Sequence[Line]) -> UnreadableFile:
    """Returns the error for a text that is no resolution; it says what the text seems to be."""
    kind = seems_to_be(line.plain for line in lines)
    but = f" but like {kind}" if kind else ""
    return UnreadableFile(
        "no-resolution",
        f"It does not look like a resolution{but}: "
        "no line such as “The General Assembly,” opens it.",
    )


def _without_glued(head: Head, markers: Collection[str]) -> Head:
    """Returns a head without the footnote's marker that stands glued to the end of its title."""
    match = _GLUED.search(head.title)
    if match is None or (match[1].isdigit() and match[1] not in markers):
        return head
    return replace(head, title=head.title[: match.start()])


def _start(lines: Sequence[Line]) -> int | None:
    """Finds the enacting formula; where a print left it out, what the layout shows as the text."""
    formula = next((i for i, line in enumerate(lines) if _enacts(line)), None)
    if formula is not None:
        return formula
    if any(adopting_organ(line.plain) for line in lines):
        whole = next((i for i, line in enumerate(lines) if line.whole), None)
        return text_start(lines) if whole is None else whole
    return None if seems_to_be(line.plain for line in lines) else text_start(lines)


def _enacts(line: Line) -> bool:
    # "the Security Council, and" begins lines inside of a paragraph.
    return not (line.whole and line.plain[:1].islower()) and enacting_organ(line.plain) is not None


def _as_drafted(masthead: Masthead, segments: Sequence[Segment]) -> Masthead:
    """Calls a document a draft that says nothing of itself and numbers its preamble."""
    numbered = any(s.type is ParagraphType.PREAMBULAR and s.label for s in segments)
    if masthead.document_type is DocumentType.UNKNOWN and numbered:
        return replace(masthead, document_type=DocumentType.DRAFT)
    return masthead


def _with_closing(
    masthead: Masthead, segments: Sequence[Segment], notes: Sequence[Footnote]
) -> Masthead:
    """Adds what the closing states: date and meeting where the masthead has none, the vote."""
    if masthead.document_type is DocumentType.DRAFT:
        return masthead
    said = [s.text for s in segments if s.type is ParagraphType.CLOSING]
    # "Adopted at the 1514th meeting.", with the vote in a footnote.
    said += [note.text for note in notes if note.text.startswith("Adopted ")]
    closing = read_closing(said)
    if closing.counted and masthead.adoption is None:
        masthead = replace(masthead, **asdict(closing.counted))
    return replace(
        masthead,
        adopted_on=masthead.adopted_on or closing.adopted_on,
        meeting=masthead.meeting or closing.meeting,
        vote=masthead.vote or closing.vote,
    )


def _above(head: Head) -> tuple[Issue, ...]:
    """Tells of text above the title: the end of another document, whose title is not here."""
    if not any(is_closing(fact) or re.match(r"\d{1,3}\. [A-Z]\w", fact) for fact in head.facts):
        return ()
    message = "Text above the title belongs to another document and was left out."
    return (Issue(code="fragment-left-out", message=message),)


def _left_over(texts: Sequence[str]) -> tuple[Issue, ...]:
    """Tells of text below the closing that belongs to no annex."""
    left = next((text for text in texts if len(text) > _SHORTEST_TEXT and text[-1] in ".;,:"), None)
    if left is None:
        return ()
    message = f"Text below the closing was left out: “{left[:_SHORTEST_TEXT].rstrip()} ...”."
    return (Issue(code="text-left-out", message=message),)


def _without_number(title: str) -> str:
    return re.sub(r"^[\dSE/-]+\.\s*", "", title)


def _unraised(line: Line) -> Line:
    """Returns a line of the head without markers, which would become part of a title or symbol."""
    return replace(line, text=without_raised(line.text))


def _title(head: Head) -> tuple[Segment, ...]:
    return (Segment(type=ParagraphType.TITLE, text=head.title),) if head.title else ()
