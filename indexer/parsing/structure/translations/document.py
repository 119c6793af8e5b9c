"""Lines of a document in a language other than English to an outline.

English has many shapes from eighty years of printing; these are documents of today, so their lines
are read by what each begins with: a number, a label, an opening, a formula. A line that begins
nothing goes on with the one above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, replace

from indexer.model import Footnote, Masthead, ParagraphType
from indexer.parsing.knowledge.languages.language import Language
from indexer.parsing.outline.segments import Outline, Segment
from indexer.parsing.structure.translations.body import Unit, part_letter, units
from indexer.parsing.structure.translations.head import read_head
from indexer.parsing.text.furniture import is_furniture, is_rule
from indexer.parsing.text.inline import RAISED, RAISED_END, leading_marker, unmark
from indexer.parsing.text.lines import Line

_FIGURE = re.compile(f"{RAISED}(\\d{{1,3}}|\\*{{1,3}}){RAISED_END}")


def outline_translation(
    lines: Sequence[Line],
    language: Language,
    *,
    symbol: str | None = None,
    notes: Sequence[Footnote] = (),
) -> Outline | None:
    """Makes the outline of a document; None where no enacting formula opens it.

    symbol: what is known of it from outside the text. notes: its footnotes, where the format keeps
    them apart; their markers are raised in the lines.
    """
    kept = [line for line in lines if not is_furniture(line.plain)]
    start = next((i for i in range(len(kept)) if _is_formula(kept, i, language)), None)
    if start is None:
        return None
    body, found = _without_notes(kept[start:])
    footnotes = (*notes, *found)
    # A raised figure is a marker, even where a print has left its footnote out.
    figures = (figure for line in body for figure in _FIGURE.findall(line.text))
    markers = frozenset([*(note.marker for note in footnotes), *figures])
    head = kept[:start]
    masthead = read_head(head, language, symbol=symbol, enacting=kept[start].plain)
    component = part_letter(head[-1], language) if head else None
    found_units = units(body, language, component)
    segments = [_segment(unit, language, markers) for unit in found_units]
    closings = [one.text for one in segments if one.type is ParagraphType.CLOSING]
    masthead = _with_closing(masthead, " ".join(closings), language)
    if masthead.title and masthead.organ != "SC":
        segments = [Segment(type=ParagraphType.TITLE, text=masthead.title), *segments]
    return Outline(
        masthead=masthead,
        segments=tuple(segment for segment in segments if segment.text),
        footnotes=footnotes,
    )


def _is_formula(lines: Sequence[Line], index: int, language: Language) -> bool:
    """Tells the enacting formula; its comma may be missing, where an opening follows."""
    text = lines[index].plain
    if language.enacting_organ(text):
        return True
    below = lines[index + 1].plain if index + 1 < len(lines) else ""
    return bool(language.enacting_organ(f"{text},")) and language.read_opening(below) is not None


def _with_closing(masthead: Masthead, closing: str, language: Language) -> Masthead:
    """Adds what the closing states: the date where the masthead has none, meeting and vote."""
    vote = language.read_vote(closing) if closing else None
    return replace(
        masthead,
        adopted_on=masthead.adopted_on or language.find_date(closing),
        meeting=language.find_meeting(closing),
        **(asdict(vote) if vote else {}),
    )


def _without_notes(lines: Sequence[Line]) -> tuple[list[Line], tuple[Footnote, ...]]:
    """Takes the footnotes out that stand below the text: they begin with a raised figure."""
    kept: list[Line] = []
    found: list[Footnote] = []
    for line in lines:
        marked = leading_marker(line.text) if not line.table else None
        if is_rule(line.plain):
            continue
        if marked and marked[0] and unmark(marked[1], frozenset()).text:
            found.append(Footnote(marker=marked[0], text=unmark(marked[1], frozenset()).text))
        else:
            kept.append(line)
    return kept, tuple(found)


def _segment(unit: Unit, language: Language, markers: frozenset[str]) -> Segment:
    clean = unmark(unit.text, markers)
    text = " ".join(clean.text.split())
    if language.dropped:
        text = language.dropped.sub("", text)
    return Segment(
        type=unit.type,
        text=text,
        part=unit.part,
        label=unit.label,
        key=_key(unit, text, language),
        component=unit.component,
        quoted=unit.quoted,
        italic=clean.italic,
        marks=tuple(replace(m, offset=min(m.offset or 0, len(text))) for m in clean.marks),
    )


def _key(unit: Unit, text: str, language: Language) -> str | None:
    if unit.label is None and unit.type is ParagraphType.HEADING:
        return language.section_key(text)
    return language.label_key(unit.label) if unit.label else None
