"""Insertions: what stands inside a paragraph and has numbers of its own.

An amendment quotes the rule that it changes; an agenda is listed below "Approves the following
provisional agenda:". Their numbers are none of the resolution's.
"""

from __future__ import annotations

from indexer.model import ParagraphType, Part
from indexer.parsing.structure.segmentation.ahead import number_follows, quotation_closes
from indexer.parsing.structure.segmentation.draft import Draft, State
from indexer.parsing.structure.segmentation.labels import (
    annex_label,
    number_label,
    number_of,
    opening_of,
)
from indexer.parsing.text.lines import Line

_QUOTING = (ParagraphType.OPERATIVE, ParagraphType.SUBPARAGRAPH)


def take_quotation(draft: Draft, line: Line) -> bool:
    """Begins what an amendment quotes: "Decides to amend rule 12 to read:"."""
    last = draft.last
    if draft.quoted or last is None or last.type not in _QUOTING:
        return False
    opens = last.tail.endswith(":") and line.plain[0] in '“"'
    if not (opens and quotation_closes(draft.lines, draft.at)):
        return False
    draft.quoted, draft.amending, draft.outer = True, True, draft.number
    return take_quoted(draft, line)


def take_quoted(draft: Draft, line: Line) -> bool:
    """Takes a line of a quotation; each of its paragraphs hangs on the one that quotes it."""
    last, label = draft.units[-1], annex_label(line.text)
    if _is_next(draft, line) and not quotation_closes(draft.lines, draft.at):
        draft.end_quotation()  # its end was missed
        return take_number(draft, line)
    begins = not last.quoted or label or line.plain[0] in '“"' or not draft.layout.wrapped
    if not (begins or (line.gap and last.ended)):
        return draft.extend(line)
    return draft.begin(ParagraphType.SUBPARAGRAPH, Part.OPERATIVE, line, *(label or ()))


def take_number(draft: Draft, line: Line) -> bool:
    """Begins a numbered paragraph, or an item of a numbered list within one."""
    if draft.listed and _is_next(draft, line):
        draft.listed = 0
    found = number_label(line, draft.last, draft.layout, draft.listed or draft.number)
    if found is None:
        return False
    number = number_of(found[0])
    if draft.listed or (number == 1 and _begins_list(draft)):
        draft.listed = number
        return draft.begin(ParagraphType.SUBPARAGRAPH, draft.part, line, *found)
    draft.number, draft.state = number, State.OPERATIVE
    return draft.begin(ParagraphType.OPERATIVE, Part.OPERATIVE, line, *found)


def _is_next(draft: Draft, line: Line) -> bool:
    """Tells the paragraph after the one that holds the insertion."""
    found = number_label(line, draft.last, draft.layout, draft.number)
    if found is None or number_of(found[0]) != draft.number + 1:
        return False
    opening = opening_of(line.plain[line.plain.find(".") + 1 :].strip(), draft.layout)
    return opening is not None and opening.finite


def _begins_list(draft: Draft) -> bool:
    """Tells whether "1." below "the following agenda:" is an item: the next number follows it."""
    last = draft.last
    if last is None or draft.quoted or not draft.number or last.type not in _QUOTING:
        return False
    return last.tail.endswith(":") and number_follows(draft.lines, draft.at, draft.number + 1)
