"""Amendments to drafts: who proposes them, to which draft, and what they would change.

United States of America: amendment to draft resolution A/80/L.25
Strengthening of the coordination of emergency humanitarian assistance of the United Nations
In operative paragraph 68, after “...”, insert “...”.

They have no enacting formula, and what they say are no paragraphs of a resolution but texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.model import DocumentType, Footnote, ParagraphType, Part
from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.outline.segments import Outline, Segment
from indexer.parsing.structure.masthead import Head, read_masthead
from indexer.parsing.text.footnotes import detach, join
from indexer.parsing.text.furniture import is_rule, strip_furniture
from indexer.parsing.text.inline import raised, unmark
from indexer.parsing.text.lines import Line
from indexer.parsing.text.markers import mark_markers

_PROPOSED = re.compile(
    r"(?P<before>.*?)\b(?P<what>amendments? to (?:the )?(?:revised )?draft "
    r"(?P<kind>resolution|decision)\b.{0,80})",
    re.IGNORECASE,
)
# "In operative paragraph 68, after ... insert ...", "1. Replace ...", "Delete ...".
_CHANGE = re.compile(
    r"(?:\d{1,2}\.\s+|\([a-z]\)\s+)?(?:In|After|Before|At the end of|Replace|Delete|Insert|Add|"
    r"Amend|Reword|Operative|Preambular|Title|Paragraphs?|The \w+ (?:preambular|operative))\b"
)
_STARS = re.compile(r"(?<=[^\s*])(\*{1,3})(?!\*)")
_LABEL = re.compile(r"(?:(\d{1,2})\.|(\([a-z]{1,3}\)))\s+(?=\S)")


def find_amendment(lines: Sequence[Line]) -> int | None:
    """Finds the line that says which draft is to be amended, None in documents of another kind."""
    if any(enacting_organ(line.plain) for line in lines):
        return None
    return next((at for at, line in enumerate(lines) if _PROPOSED.fullmatch(line.plain)), None)


def outline_amendment(
    lines: Sequence[Line], proposal: int, *, symbol: str | None, notes: Sequence[Footnote]
) -> Outline:
    """Makes the outline of an amendment.

    symbol: what is known of it from outside the text. notes: its footnotes, where the format keeps
    them apart.
    """
    start = _body_start(lines, proposal)
    title = " ".join(line.plain for line in lines[proposal + 1 : start])
    proposed = _PROPOSED.fullmatch(lines[proposal].plain)
    assert proposed is not None, "`find_amendment` found it"  # noqa: S101 - for the types
    above = [line.plain for line in lines[:proposal] if not is_rule(line.plain)]
    sponsors = f"{proposed['before']} draft {proposed['kind']}".strip()
    head = Head(facts=(*above, sponsors), title=title)
    kept, dropped = strip_furniture(lines[start:], title)
    body, found = (kept, tuple(notes)) if notes else detach(kept, _is_change)
    markers = frozenset(note.marker for note in found)
    what = proposed["what"][0].upper() + proposed["what"][1:]
    segments = [
        *([Segment(type=ParagraphType.TITLE, text=title)] if title else []),
        Segment(type=ParagraphType.HEADING, text=what),
        *(_segment(text, markers) for text in mark_markers(list(_paragraphs(body)), markers)),
    ]
    masthead = read_masthead(head, dropped, enacting=None, symbol=symbol)
    masthead = replace(masthead, document_type=DocumentType.DRAFT)
    return Outline(masthead=masthead, segments=tuple(segments), footnotes=found)


def _is_change(text: str) -> bool:
    return _CHANGE.match(text) is not None


def _body_start(lines: Sequence[Line], proposal: int) -> int:
    """Finds where the changes begin: behind the title of the draft, which stands above them."""
    below = range(proposal + 1, len(lines))
    return next((at for at in below if _is_change(lines[at].plain)), min(proposal + 1, len(lines)))


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Joins lines into paragraphs, which begin below a gap or with a label."""
    text = ""
    for line in lines:
        if is_rule(line.plain):
            continue
        if text and (line.gap or line.whole or _LABEL.match(line.plain)):
            yield text
            text = ""
        text = join(text, line.text) if text else line.text
    if text:
        yield text


def _with_raised_stars(text: str, markers: frozenset[str]) -> str:
    return _STARS.sub(lambda m: raised(m[1]) if m[1] in markers else m[1], text)


def _segment(text: str, markers: frozenset[str]) -> Segment:
    unmarked = unmark(_with_raised_stars(text, markers), markers)
    label = _LABEL.match(unmarked.text)
    return Segment(
        type=ParagraphType.TEXT,
        label=(label[1] or label[2]) if label else None,
        text=" ".join(unmarked.text[label.end() if label else 0 :].split()),
        part=Part.OPERATIVE,
        marks=() if label else unmarked.marks,
    )
