"""What the markup leaves open or gets wrong: the type of a unit, and its number.

The UN's files set some headings, continuations and items of lists as paragraphs without a number,
and some paragraphs as items of the list above them. What a unit is, its words and its neighbours
show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.model import ParagraphType, Part
from indexer.parsing.knowledge.languages.language import ENGLISH, Language
from indexer.parsing.knowledge.verbs import Opening
from indexer.parsing.outline.numbering import BULLETS
from indexer.parsing.outline.segments import Segment
from indexer.parsing.structure.segmentation.beginnings import SHORT, is_annex
from indexer.parsing.text.furniture import is_furniture, is_rule, squash
from indexer.readers.akn.collecting import split_label
from indexer.readers.akn.quotations import with_quotations
from indexer.readers.akn.unmarked import with_unmarked

_WIKI = re.compile(r"==+ ?([^=]+?) ?==+")
_STARS = re.compile(r"[\W_]+")
_CAPITAL = re.compile(r"[A-Z]|[IVXL]{1,6}")
_STOP = (".", ";", ",", ":", "and", "or")
_TO = re.compile(r"To [a-z]")
_FOLLOWING = re.compile(r"\bfollowing\b[^;]{0,250}$")
_LONGEST_HEADING = 300  # characters, where a numbered paragraph follows
_MOST_LOST = 8  # labels in a row

OPERATIVE, PREAMBULAR = ParagraphType.OPERATIVE, ParagraphType.PREAMBULAR
SUBPARAGRAPH, HEADING = ParagraphType.SUBPARAGRAPH, ParagraphType.HEADING
TEXT, TABLE, ANNEX = ParagraphType.TEXT, ParagraphType.TABLE, ParagraphType.ANNEX


def mended(segments: Sequence[Segment], language: Language) -> list[Segment]:
    """Returns the segments with what they are by their words, without what is of the page."""
    kept = [segment for segment in segments if not _is_of_page(segment)]
    found = with_unmarked(kept) if language is ENGLISH else kept
    draft = _Draft(segments=with_quotations(found), done=[], language=language)
    for index, segment in enumerate(draft.segments):
        draft.index = index
        draft.done += draft.read(segment)
    return _with_lost_labels(draft.done)


@dataclass(slots=True)
class _Draft:
    """The segments as they were and as they are now, and the place in them.

    scope: the component, or the draft quoted in it, that is under way. reached: the number of its
    last operative paragraph. numbered: whether its operative paragraphs have numbers. annexed:
    whether the heading of an annex has come.
    """

    segments: list[Segment]
    done: list[Segment]
    language: Language
    index: int = 0
    scope: tuple[str | None, bool] | None = None
    reached: int = 0
    numbered: bool = False
    annexed: bool = False

    def read(self, segment: Segment) -> list[Segment]:
        """Returns a segment as it should be; nothing where it repeats the heading above it."""
        if self.annexed and self.scope is not None and segment.component == self.scope[0]:
            return [_annexed(segment)]
        if segment.quoted and segment.type is SUBPARAGRAPH:
            return [segment]
        scope = (segment.component, segment.quoted)
        if scope != self.scope:
            self.scope, self.reached, self.annexed = scope, 0, False
            self.numbered = any(
                (one.component, one.quoted) == scope and one.type is OPERATIVE and one.label
                for one in self.segments
            )
        if self.reached and self._begins_annex(segment):
            self.annexed = True
        if self.annexed:
            return [_annexed(segment)]
        if wiki := _WIKI.fullmatch(segment.text):
            return [replace(segment, type=HEADING, text=wiki[1])]
        for rule in _RULES:
            if (found := rule(self, segment)) is not None:
                segment = found
                break
        if segment.type is OPERATIVE:
            digits = (segment.label or "").isdecimal()
            self.reached = int(segment.label or 0) if digits else self.reached + 1
        return [] if self._is_repeated(segment) else [segment]

    @property
    def last(self) -> Segment | None:
        """The segment before this one."""
        return self.done[-1] if self.done else None

    @property
    def following(self) -> Segment | None:
        """The segment after this one, as the markup has it."""
        return self.segments[self.index + 1] if self.index + 1 < len(self.segments) else None

    def opening(self, segment: Segment) -> Opening | None:
        """The opening that the words of a segment make."""
        return self.language.read_opening(segment.text)

    def _begins_annex(self, segment: Segment) -> bool:
        if segment.type is HEADING:
            return self.language.annex.match(segment.text) is not None
        return segment.type is OPERATIVE and segment.label is None and is_annex(segment.text)

    def _is_repeated(self, segment: Segment) -> bool:
        return (
            segment.type is HEADING
            and self.last is not None
            and self.last.type is HEADING
            and squash(self.last.text) == squash(segment.text)
        )


_Rule = Callable[[_Draft, Segment], Segment | None]
"""Returns a segment as it should be, None where the rule does not apply."""


def _is_of_page(segment: Segment) -> bool:
    text = segment.text
    loose = segment.label is None and segment.type in (OPERATIVE, SUBPARAGRAPH, TEXT, HEADING)
    return loose and bool(_STARS.fullmatch(text) or is_rule(text) or is_furniture(text))


def _annexed(segment: Segment) -> Segment:
    kind = TABLE if segment.type is TABLE else ANNEX
    if segment.type is ParagraphType.CLOSING:
        return segment
    return replace(segment, type=kind, part=Part.ANNEX, quoted=False)


def _loose(draft: _Draft, segment: Segment) -> bool:
    """Tells a paragraph that has neither a number, where others have one, nor a verb."""
    if segment.type is not OPERATIVE or segment.label is not None:
        return False
    return draft.numbered or draft.opening(segment) is None


def _as_numbered(draft: _Draft, segment: Segment) -> Segment | None:
    """Takes a number out of the text where it is the next, or was set as an item's label."""
    number = str(draft.reached + 1)
    opening = draft.opening(segment)
    item = segment.type is SUBPARAGRAPH and segment.label == number
    if item and opening is not None and opening.finite:
        return replace(segment, type=OPERATIVE, part=Part.OPERATIVE)
    printed = draft.language.number.match(segment.text) if _loose(draft, segment) else None
    if printed is None or printed[1] != number:
        return None
    if not draft.language.read_opening(segment.text[printed.end() :]):
        return None
    label, text, italic, marks = split_label(
        printed, segment.text, segment.italic or 0, segment.marks
    )
    return replace(segment, label=label, text=text, italic=italic, marks=marks)


def _as_lettered_heading(draft: _Draft, segment: Segment) -> Segment | None:
    """Takes "B. Pension Administration" for a heading, which was set as an item."""
    label = segment.label or ""
    if segment.type is not SUBPARAGRAPH or not _CAPITAL.fullmatch(label):
        return None
    after = draft.following
    listed = after is not None and after.type is SUBPARAGRAPH and "(" not in (after.label or "(")
    if (
        not _is_title(draft, segment.text)
        or listed
        or (draft.last and draft.last.text.endswith(":"))
    ):
        return None
    return replace(segment, type=HEADING, label=None, text=f"{label}. {segment.text}")


def _as_preambular(draft: _Draft, segment: Segment) -> Segment | None:
    """Takes "Remaining fully committed to ...," for the preamble's, even with a letter."""
    opening = draft.opening(segment)
    if opening is None or opening.finite or not segment.text.endswith(","):
        return None
    lettered = segment.type is SUBPARAGRAPH and re.fullmatch("[a-z]", segment.label or "")
    first = draft.reached == 0 or (draft.last is not None and draft.last.type is HEADING)
    if not first or not (lettered or (segment.type is OPERATIVE and segment.label is None)):
        return None
    return replace(segment, type=PREAMBULAR, part=Part.PREAMBULAR)


def _as_resumed(draft: _Draft, segment: Segment) -> Segment | None:
    """Takes "and requests ..." below a list for the end of the paragraph that holds the list."""
    if not (_loose(draft, segment) and draft.reached) or draft.last is None:
        return None
    if draft.last.type is TABLE or not segment.text[:1].islower():
        return None
    return replace(segment, type=SUBPARAGRAPH, resumes=True)


def _as_item(draft: _Draft, segment: Segment) -> Segment | None:
    """Takes a paragraph for an item of the list that the one before it opens or continues."""
    last, opening = draft.last, draft.opening(segment)
    if not _loose(draft, segment) or last is None or (opening and opening.finite):
        return None
    if not _announces(draft, last, segment) and not _goes_on(draft, last, segment):
        return None
    if _leads_to_letters(draft, segment) and not _TO.match(segment.text):
        return replace(segment, type=HEADING, inferred=True)
    below = last.type is OPERATIVE or last.text.endswith(":") or not last.label
    return replace(segment, type=SUBPARAGRAPH, resumes=not below)


def _announces(draft: _Draft, last: Segment, segment: Segment) -> bool:
    """Tells whether a list begins: "Forwards the following nominations ...:"."""
    if last.text.endswith(":"):
        return True
    listing = last.type is OPERATIVE and _FOLLOWING.search(last.text) is not None
    return listing and _is_title(draft, segment.text)


def _goes_on(draft: _Draft, last: Segment, segment: Segment) -> bool:
    """Tells whether a list goes on with a paragraph that has no label."""
    if last.type is not SUBPARAGRAPH or (last.resumes and last.text[:1].islower()):
        return False
    if last.label is None:
        return True
    return not last.text.endswith(".") and not _is_title(draft, segment.text)


def _leads_to_letters(draft: _Draft, segment: Segment) -> bool:
    """Tells "Protection of civilians:" above the items "(d)" and "(e)"."""
    after, text = draft.following, segment.text
    lettered = after is not None and after.type is SUBPARAGRAPH and after.label not in BULLETS
    return lettered and text.endswith(":") and len(text) < SHORT and text[:1].isupper()


def _as_heading(draft: _Draft, segment: Segment) -> Segment | None:
    """Takes a short line without verb and stop for a heading."""
    if segment.type is not OPERATIVE or segment.label is not None:
        return None
    after = draft.following
    before_number = after is not None and after.type is OPERATIVE and after.label is not None
    longest = _LONGEST_HEADING if before_number else SHORT
    titled = _is_title(draft, segment.text, longest) or _leads_to_letters(draft, segment)
    if not titled or after is None or draft.opening(segment):
        return None
    return replace(segment, type=HEADING, inferred=True)


def _as_lead(draft: _Draft, segment: Segment) -> Segment | None:
    """Takes "With regard to the trade in arms," below a section's letter for a heading."""
    after = draft.following
    between = (
        draft.last is not None
        and draft.last.type is HEADING
        and after is not None
        and after.type is OPERATIVE
        and after.label is not None
    )
    loose = segment.type in (OPERATIVE, TEXT) and segment.label is None
    if not (between and loose and len(segment.text) < SHORT and segment.text.endswith(",")):
        return None
    return None if draft.opening(segment) else replace(segment, type=HEADING, inferred=True)


def _as_text(draft: _Draft, segment: Segment) -> Segment | None:
    """Takes for loose text what opens no paragraph: notes below tables, leads, quoted rules."""
    if not _loose(draft, segment) or draft.opening(segment):
        return None
    return replace(segment, type=TEXT)


_RULES: Sequence[_Rule] = (
    _as_numbered,
    _as_lettered_heading,
    _as_preambular,
    _as_resumed,
    _as_item,
    _as_heading,
    _as_lead,
    _as_text,
)


def _is_title(draft: _Draft, text: str, longest: int = SHORT) -> bool:
    """Tells the words of a heading: few, without a stop, and no sentence of a resolution."""
    return (
        len(text) < longest
        and (text[:1].isupper() or text[:1] in '(“"‘1234567890')
        and not text.endswith(_STOP)
        and draft.language.read_opening(text) is None
    )


def _with_lost_labels(segments: Sequence[Segment]) -> list[Segment]:
    """Gives items the letters that the file lost, where just so many are missing."""
    found = list(segments)
    items = [i for i, segment in enumerate(found) if segment.type is not HEADING]
    for before, after in _around_lost(found, items):
        lost = items[before + 1 : after]
        first, last = (_letter(found[items[place]].label) for place in (before, after))
        if first and last and last - first == len(lost) + 1:
            for place, index in enumerate(lost, first + 1):
                label = f"({chr(ord('a') + place - 1)})"
                found[index] = replace(found[index], label=label, resumes=False, doubtful=True)
    return found


def _letter(label: str | None) -> int:
    """Returns the place in the alphabet of a label such as "(c)", else 0."""
    match = re.fullmatch(r"\(([a-z])\)", label or "")
    return ord(match[1]) - ord("a") + 1 if match else 0


def _around_lost(segments: Sequence[Segment], items: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yields the places in `items` of the labels around each run of items without a label."""
    before = None
    for place, index in enumerate(items):
        segment = segments[index]
        if segment.type is not SUBPARAGRAPH:
            before = None
        elif segment.label is not None:
            if before is not None and 1 < place - before <= _MOST_LOST:
                yield before, place
            before = place
