"""Lines to segments: the lines that make one unit, and the kind of that unit.

A line begins a unit when it carries a label, an opening or a formula where one may stand; any
other line continues the unit before it, across the furniture and footnotes that stood between
them. Each part of a document tries its rules in the order of `_RULES`; the first that fits
places the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.model import Issue, ParagraphType, Part
from indexer.parsing.knowledge.dates import find_date
from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.meaning.misreadings import mended_labels
from indexer.parsing.outline.segments import Segment
from indexer.parsing.structure.components import component_starts
from indexer.parsing.structure.segmentation.ahead import is_formula_like, is_within_preamble
from indexer.parsing.structure.segmentation.beginnings import (
    SHORT,
    begins_in_annex,
    begins_item,
    begins_paragraph,
    begins_unit,
    continues_source,
    first_opening,
    is_annex,
    is_sentence,
    is_therefore,
)
from indexer.parsing.structure.segmentation.draft import Draft, Rule, State
from indexer.parsing.structure.segmentation.headings import is_heading
from indexer.parsing.structure.segmentation.insertions import (
    take_number,
    take_quotation,
    take_quoted,
)
from indexer.parsing.structure.segmentation.labels import (
    annex_label,
    drafted_label,
    item_label,
    misread_number_label,
    number_of,
    opening_of,
)
from indexer.parsing.structure.segmentation.units import Unit
from indexer.parsing.text.closing import goes_on, is_closing, is_date_line
from indexer.parsing.text.furniture import squash
from indexer.parsing.text.hyphens import mended
from indexer.parsing.text.inline import plain, unmark
from indexer.parsing.text.layout import read_layout
from indexer.parsing.text.lines import Line
from indexer.parsing.text.markers import mark_markers

_ARTICLE = re.compile(r"(?i)(?:article|principle|rule|regulation) (?:\d{1,3}|[IVXL]+|one|first)\.?")
_FIRST_ARTICLE = re.compile(r"(?i)(?:article|principle|rule|regulation) (?:1|I|one|first)\.?")
_FEWEST_ARTICLES = 3  # of a declaration inside a resolution
_DRAFT = re.compile(r"(?i)\bfollowing (?:draft )?(?:resolution|decision)\W{0,3}$")
_AROUND_DRAFTS = (ParagraphType.OPERATIVE, ParagraphType.PREAMBULAR, ParagraphType.HEADING)
_BESIDE = Issue(
    code="beside-text",
    message="Proposals or comments stand beside the text; they were kept as texts of their own.",
)
_SHORTEST_REPEAT = 40  # characters


@dataclass(frozen=True, slots=True)
class Body:
    """The segments of a document's body, what is odd about them, and lines that fit nowhere."""

    segments: tuple[Segment, ...]
    issues: tuple[Issue, ...]
    rest: tuple[str, ...]


def segment(lines: Sequence[Line], markers: frozenset[str], *, raised: bool = False) -> Body:
    """Cuts the lines from the enacting formula on into segments.

    markers: those of the document's footnotes. raised: whether all of them are raised in the
    lines, so that none needs to be looked for.
    """
    draft = _draft(lines)
    units, issues = _without_repeats(draft.units)
    if not draft.layout.italics:
        issues = (*issues, *_mend_labels(units))
    texts = [unit.text for unit in units]
    marked = texts if raised else mark_markers(texts, markers)
    segments = (_segment(unit, text, markers) for unit, text in zip(units, marked, strict=True))
    return Body(tuple(segments), (*draft.issues, *issues), tuple(draft.rest))


def _segment(unit: Unit, text: str, markers: frozenset[str]) -> Segment:
    unmarked = unmark(text, markers)
    return Segment(
        type=unit.type,
        text=_tidy(unmarked.text),
        part=unit.part,
        label=unit.label,
        component=unit.component,
        quoted=unit.quoted,
        resumes=unit.resumes,
        italic=unmarked.italic,
        marks=unmarked.marks,
    )


def _tidy(text: str) -> str:
    """Mends what extractors do to spaces: "Children ’s", "fifty -sixth", " ,"."""
    text = re.sub(r"(\w) (['’]s\b)", r"\1\2", text)
    text = re.sub(r" ([,;.:])(?=\s|$)", r"\1", text)
    text = re.sub(r"(?<=\w) -(?=\w)", "-", text)
    return mended(" ".join(text.split()))


def _mend_labels(units: Sequence[Unit]) -> list[Issue]:
    """Puts the labels of subparagraphs right that a scan misread."""
    issues = []
    listed = [unit for unit in units if unit.type is ParagraphType.SUBPARAGRAPH]
    for unit, label in zip(listed, mended_labels([unit.label for unit in listed]), strict=True):
        if label != unit.label:
            message = f"The label {unit.label} was corrected to {label}."
            issues.append(Issue(code="label-misread", message=message))
            unit.label = label
    return issues


def _without_repeats(units: Sequence[Unit]) -> tuple[list[Unit], tuple[Issue, ...]]:
    """Drops a paragraph that an extraction printed twice in a row."""
    kept: list[Unit] = []
    issues = []
    for unit in units:
        same = kept and squash(kept[-1].text) == squash(unit.text)
        if same and kept[-1].label == unit.label and len(unit.text) > _SHORTEST_REPEAT:
            start = plain(unit.text)[:_SHORTEST_REPEAT]
            message = f"Printed twice in a row, shown once: “{start}”."
            issues.append(Issue(code="printed-twice", message=message))
        else:
            kept.append(unit)
    return kept, tuple(issues)


def _draft(lines: Sequence[Line]) -> Draft:
    """Places all lines."""
    articles = sum(1 for line in lines if _ARTICLE.fullmatch(line.plain))
    draft = Draft(
        lines=lines,
        layout=read_layout(lines),
        formless=not any(enacting_organ(line.plain) for line in lines),
        declares=articles >= _FEWEST_ARTICLES,
    )
    starts = component_starts(lines)
    for index, line in enumerate(lines):
        draft.at = index
        if index in starts:
            _begin_component(draft, starts[index] if len(starts) > 1 else None, line)
        else:
            _place(draft, line)
    return draft


def _begin_component(draft: Draft, letter: str | None, line: Line) -> None:
    """Begins another resolution of the same document with the line that bears its letter."""
    draft.component, draft.state, draft.number = letter, State.TITLE, 0
    draft.begin(ParagraphType.TITLE, None, line)


def _place(draft: Draft, line: Line) -> None:
    """Puts a line where it belongs."""
    before, last = len(draft.units), draft.last
    if draft.quoted and last is not None and last.closes_quote():
        last.drop_last_quote()
        draft.end_quotation()
    rules = _QUOTATION if draft.amending else _RULES[draft.state]
    any(rule(draft, line) for rule in rules)
    if last is not None and line.indent and len(draft.units) == before:
        last.leftmost = min(last.leftmost, line.indent)


def _continue_source(draft: Draft, line: Line) -> bool:
    return continues_source(line, draft.last) and draft.extend(line)


def _take_aside(draft: Draft, line: Line) -> bool:
    """Keeps apart what stands beside the text in another column or in a box."""
    if not line.aside:
        return False
    if not any(issue.code == _BESIDE.code for issue in draft.issues):
        draft.issues.append(_BESIDE)
    return draft.begin(ParagraphType.TEXT, draft.part, line)


def _take_row(draft: Draft, line: Line) -> bool:
    return line.table and draft.begin(ParagraphType.TABLE, draft.part, line)


def _take_formula(draft: Draft, line: Line) -> bool:
    """Begins the text, or the text of a draft that this one quotes."""
    last, lead = draft.last, draft.last.tail if draft.last else ""
    if not (enacting_organ(line.plain) or is_therefore(line.plain)):
        return False
    if last is not None and is_therefore(lead):
        draft.state = State.PREAMBLE
        return draft.extend(line)
    if not (last is None or last.ended or draft.state is State.TITLE):
        return False
    inside = last is not None and last.type in _AROUND_DRAFTS
    if inside and (line.plain[0] in '“"' or _DRAFT.search(lead)):
        draft.quoted, draft.outer, draft.number = True, draft.number, 0
    draft.state = State.PREAMBLE
    return draft.begin(ParagraphType.ENACTING, Part.PREAMBULAR, line)


def _take_title(draft: Draft, line: Line) -> bool:
    """Continues the title up to the preamble, which may stand above its formula."""
    if not begins_paragraph(line.text):
        return draft.extend(line)
    draft.state = State.PREAMBLE
    return draft.begin(ParagraphType.PREAMBULAR, Part.PREAMBULAR, line)


def _take_closing(draft: Draft, line: Line) -> bool:
    if not (is_closing(line.plain) and draft.last and _may_close(draft, draft.last, line.plain)):
        return False
    draft.quoted, draft.amending, draft.listed = False, False, 0
    draft.state = State.CLOSING
    return draft.begin(ParagraphType.CLOSING, None, line)


def _may_close(draft: Draft, last: Unit, text: str) -> bool:
    if draft.state is State.CLOSING:
        return last.type is not ParagraphType.CLOSING or not goes_on(last.tail)
    # "Adopted at the 83rd meeting." also ends a text none of whose verbs is known.
    embedded = draft.state is State.ANNEX and not any(
        unit.type is ParagraphType.CLOSING for unit in draft.units
    )
    ready = draft.state is State.OPERATIVE or embedded or text.lower().startswith("adopted")
    return ready and last.ended


def _take_annex(draft: Draft, line: Line) -> bool:
    """Begins an annex, or the first article of a declaration that the text itself holds."""
    if not (is_annex(line.plain) or _begins_declaration(draft, line.plain)):
        return False
    draft.state = State.ANNEX
    return draft.begin(ParagraphType.ANNEX, Part.ANNEX, line)


def _begins_declaration(draft: Draft, text: str) -> bool:
    if draft.state is not State.OPERATIVE or draft.quoted or not _ARTICLE.fullmatch(text):
        return False
    return draft.declares or _FIRST_ARTICLE.fullmatch(text) is not None


def _take_in_annex(draft: Draft, line: Line) -> bool:
    if found := annex_label(line.text):
        return draft.begin(ParagraphType.ANNEX, Part.ANNEX, line, *found)
    if begins_in_annex(line, draft.units[-1], draft.layout):
        return draft.begin(ParagraphType.ANNEX, Part.ANNEX, line)
    return draft.extend(line)


def _take_below_closing(draft: Draft, line: Line) -> bool:
    """Takes the date below the meeting and the rest of a vote; all else is of the page."""
    last = draft.units[-1]
    undated = last.type is ParagraphType.CLOSING and find_date(last.text) is None
    dated = is_date_line(line.plain) or (find_date(line.plain) and len(line.plain) < SHORT)
    if undated and (dated or (not line.gap and goes_on(last.tail))):
        return draft.extend(line)
    draft.rest.append(line.plain)
    return True


def _take_drafted(draft: Draft, line: Line) -> bool:
    """Takes a paragraph of a working paper, whose label says which part it is of."""
    found = drafted_label(line)
    if found is None:
        return False
    kind, label = found
    draft.state = State.PREAMBLE
    if kind is ParagraphType.OPERATIVE:
        draft.number, draft.state = number_of(label[0]), State.OPERATIVE
    return draft.begin(kind, draft.part, line, *label)


def _take_misread_number(draft: Draft, line: Line) -> bool:
    found = misread_number_label(line, draft.last, draft.layout, draft.number)
    if found is None:
        return False
    draft.number, draft.state = draft.number + 1, State.OPERATIVE
    label, end = found
    if label != str(draft.number):
        message = f"The number {label} was corrected to {draft.number}."
        draft.issues.append(Issue(code="label-misread", message=message))
    return draft.begin(ParagraphType.OPERATIVE, Part.OPERATIVE, line, str(draft.number), end)


def _take_item(draft: Draft, line: Line) -> bool:
    found = item_label(line, draft.last, draft.layout)
    return found is not None and draft.begin(ParagraphType.SUBPARAGRAPH, draft.part, line, *found)


def _take_lettered(draft: Draft, line: Line) -> bool:
    """Takes "(a) Recalling ...," in a preamble whose paragraphs have letters."""
    found, last = item_label(line, draft.last, draft.layout), draft.last
    if draft.state is not State.PREAMBLE or found is None or last is None:
        return False
    lettered = last.type is ParagraphType.PREAMBULAR and last.label is not None
    opening = opening_of(plain(line.text[found[1] :]), draft.layout)
    if opening is None or opening.finite or not (lettered or last.type is ParagraphType.ENACTING):
        return False
    return draft.begin(ParagraphType.PREAMBULAR, Part.PREAMBULAR, line, *found)


def _take_opening(draft: Draft, line: Line) -> bool:
    """Takes an unnumbered paragraph that begins with a verb of the table."""
    if line.whole and _is_heading(draft, line):
        return False
    opening = first_opening(
        line, draft.last, draft.layout, quoted=draft.quoted, formless=draft.formless
    )
    if opening is None:
        return False
    within = draft.state is State.PREAMBLE and is_within_preamble(draft.lines, draft.at)
    if opening.finite and not within:
        draft.unnumbered = draft.unnumbered or draft.state is State.PREAMBLE
        draft.state = State.OPERATIVE
        return draft.begin(ParagraphType.OPERATIVE, Part.OPERATIVE, line)
    if draft.state is State.PREAMBLE or draft.units[-1].type is ParagraphType.HEADING:
        draft.state = State.PREAMBLE
        return draft.begin(ParagraphType.PREAMBULAR, Part.PREAMBULAR, line)
    return False


def _take_first(draft: Draft, line: Line) -> bool:
    """Takes a line that neither carries a label nor opens with a verb, below the formula."""
    last = draft.last
    if last is None and is_formula_like(line.plain):
        return draft.begin(ParagraphType.ENACTING, Part.PREAMBULAR, line)
    first = last is not None and last.type is ParagraphType.ENACTING and not line.bold
    if last is None or (first and (line.plain[:1].isupper() or not draft.layout.wrapped)):
        return draft.begin(ParagraphType.PREAMBULAR, Part.PREAMBULAR, line)
    return False


def _take_heading(draft: Draft, line: Line) -> bool:
    goes_on_ = draft.units[-1].type is ParagraphType.HEADING and not line.gap
    if goes_on_ and not is_sentence(line, draft.layout):
        return draft.extend(line)
    return _is_heading(draft, line) and draft.begin(ParagraphType.HEADING, draft.part, line)


def _is_heading(draft: Draft, line: Line) -> bool:
    operative = draft.state is State.OPERATIVE
    return is_heading(line, draft.following, draft.last, draft.layout, operative=operative)


def _take_other(draft: Draft, line: Line) -> bool:
    last = draft.units[-1]
    if not begins_unit(line, last, draft.layout):
        return draft.extend(line)
    if begins_item(line, last, draft.layout):
        return draft.begin(ParagraphType.SUBPARAGRAPH, draft.part, line)
    if last.type is ParagraphType.SUBPARAGRAPH and line.plain[:1].islower():
        draft.begin(ParagraphType.SUBPARAGRAPH, draft.part, line)
        draft.units[-1].resumes = True  # "and demands ..." below a list
        return True
    if draft.state is State.PREAMBLE:
        return draft.begin(ParagraphType.PREAMBULAR, Part.PREAMBULAR, line)
    kind = ParagraphType.OPERATIVE if draft.unnumbered else ParagraphType.TEXT
    return draft.begin(kind, Part.OPERATIVE, line)


_QUOTATION: Sequence[Rule] = (
    _take_aside,
    _continue_source,
    _take_row,
    _take_closing,
    take_quoted,
)
_ANYWHERE = (_take_aside, _continue_source, _take_row, _take_formula)
_TEXT = (
    _take_drafted,
    take_number,
    _take_misread_number,
    _take_lettered,
    _take_item,
    _take_opening,
    _take_first,
    _take_heading,
    _take_other,
)
_RULES: Mapping[State, Sequence[Rule]] = {
    State.TITLE: (*_ANYWHERE, _take_title),
    State.PREAMBLE: (*_ANYWHERE, _take_closing, *_TEXT),
    State.OPERATIVE: (*_ANYWHERE, take_quotation, _take_closing, _take_annex, *_TEXT),
    State.ANNEX: (_continue_source, _take_row, _take_closing, _take_annex, _take_in_annex),
    State.CLOSING: (_take_formula, _take_closing, _take_annex, _take_below_closing),
}
"""The rules of each part in the order in which they are tried; the last takes any line."""
