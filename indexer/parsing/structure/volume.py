"""Lines of a file to the outlines of the documents in it.

A file holds one resolution, or pages of a printed volume with several; before 1952 in two
languages side by side. Footnotes of a page belong to whatever document names them, so they are
taken out before the pages are cut into documents.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from indexer.model import DocumentType, Footnote, Issue, ParagraphType
from indexer.parsing.knowledge.dates import find_session
from indexer.parsing.knowledge.languages.language import Language, language
from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.knowledge.symbols import decision_symbol, parse_symbol
from indexer.parsing.knowledge.verbs import read_opening
from indexer.parsing.meaning.subjects import read_statement
from indexer.parsing.outline.segments import Outline
from indexer.parsing.structure.amendments import find_amendment, outline_amendment
from indexer.parsing.structure.boundaries import (
    Cutting,
    Piece,
    begins_title,
    cut,
    head_length,
    is_decided,
    last_numbering,
    mend_order,
    oldest_number,
    title_number,
    with_plain_number,
)
from indexer.parsing.structure.document import FORMULA_MISSING, no_resolution, outline_lines
from indexer.parsing.structure.file_names import named_symbol, with_name, with_symbol
from indexer.parsing.structure.segmentation.beginnings import begins_paragraph
from indexer.parsing.structure.statements import find_statement, outline_statement
from indexer.parsing.structure.translations.document import outline_translation
from indexer.parsing.structure.unbroken import with_breaks
from indexer.parsing.text.body_tables import without_body_tables
from indexer.parsing.text.closing import is_closing, read_closing
from indexer.parsing.text.footnotes import detach
from indexer.parsing.text.furniture import is_furniture, strip_furniture
from indexer.parsing.text.inline import raised
from indexer.parsing.text.languages import (
    EN,
    english_lines,
    language_name,
    language_of,
    refuse_language,
)
from indexer.parsing.text.lines import Line
from indexer.parsing.text.working_papers import in_usual_form

_SHORTEST_TEXT = 40  # characters; shorter lines are page numbers and headings
_QUOTED = 60  # characters of a text that a message quotes


def outlines(
    lines: Sequence[Line],
    *,
    symbol: str | None = None,
    notes: Sequence[Footnote] = (),
    name: str = "",
    languages: Collection[str] = (EN,),
) -> tuple[Outline, ...]:
    """Makes the outlines of the documents in a file from its lines.

    symbol: what is known of the document from outside. notes: its footnotes, where the format
    keeps them apart; their markers are raised in the lines. name: the file's name, whose symbol
    is used where the text states none. languages: those that are read.
    Raises UnreadableFile for a text that is no resolution or in another language.
    """
    code = language_of(" ".join(line.plain for line in lines)) or EN
    refuse_language(code, languages)
    if code != EN:
        return (_translation(lines, language(code), symbol, notes, name),)
    kept, other = english_lines(in_usual_form(with_breaks(without_body_tables(lines))))
    found = _outlines(kept, symbol, notes, name)
    if symbol is None:
        found = with_name(found, name, _sessions(kept))
    if other is not None:
        found = [_noting(outline, _second_language(other)) for outline in found]
    return tuple(found)


def _translation(
    lines: Sequence[Line],
    spoken: Language,
    symbol: str | None,
    notes: Sequence[Footnote],
    name: str,
) -> Outline:
    """Makes the outline of a document in a language other than English."""
    outline = outline_translation(lines, spoken, symbol=symbol, notes=notes)
    if outline is None:
        raise no_resolution(lines)
    named = named_symbol(name)
    return outline if outline.masthead.symbol or named is None else with_symbol(outline, named)


def _outlines(
    lines: Sequence[Line], symbol: str | None, notes: Sequence[Footnote], name: str
) -> list[Outline]:
    """Makes the outlines by what the file holds: an amendment, a statement, several documents."""
    if amendment := find_amendment(lines):
        return [outline_amendment(lines, amendment, symbol=symbol, notes=notes)]
    if statement := find_statement(lines):
        return [outline_statement(lines, statement, symbol=symbol)]
    cutting = cut(lines)
    if len(cutting.pieces) > 1 or cutting.loose or _begins_above_formula(lines):
        return _several(lines, symbol, notes, name)
    # Formats that know their paragraphs show where the text begins even without a formula.
    formulas = any(enacting_organ(line.plain) or line.whole for line in lines)
    if formulas or not (titled := _from_title(lines)):
        return [outline_lines(lines, symbol=symbol, notes=notes)]
    return [_without_formula(titled, symbol, notes, name)]


def _sessions(lines: Sequence[Line]) -> frozenset[str]:
    """Returns the sessions that running titles name ("General Assembly—Twenty-second Session")."""
    titles = (line.plain for line in lines if is_furniture(line.plain))
    return frozenset(filter(None, map(find_session, titles)))


def _begins_above_formula(lines: Sequence[Line]) -> bool:
    """Tells a text of the forties: "Whereas ..." stands between its title and its formula."""
    titled = next((i for i, line in enumerate(lines) if begins_title(line.plain)), len(lines))
    above = False
    for line in lines[titled + 1 :]:
        if enacting_organ(line.plain):
            return above
        above = above or (begins_paragraph(line.text) and line.plain.endswith((",", ";")))
    return False


def _from_title(lines: Sequence[Line]) -> Cutting | None:
    """Returns a document that has no formula, from its title on; None where there is no title."""
    start = next((i for i, line in enumerate(lines) if begins_title(line.plain)), None)
    if start is None:
        return None
    return Cutting(pieces=(Piece(lines=tuple(lines[start:])),), shared=tuple(lines[:start]))


def _without_formula(
    cutting: Cutting, symbol: str | None, notes: Sequence[Footnote], name: str
) -> Outline:
    """Makes the outline of a document that begins below its title without an enacting formula.

    Raises UnreadableFile where nothing in it reads like a resolution or decision.
    """
    (piece,) = cutting.pieces
    body, found = (piece.lines, tuple(notes)) if notes else _without_notes(piece.lines)
    piece = Piece(lines=tuple(body))
    organ = _organ(piece) or getattr(named_symbol(name), "organ", None)
    outline = _outline_piece(piece, cutting, found, organ, marked=bool(notes), symbol=symbol)
    if not any(
        read_opening(segment.text) or read_statement(segment.text) for segment in outline.segments
    ):
        raise no_resolution(piece.lines)
    formula = any(segment.type is ParagraphType.ENACTING for segment in outline.segments)
    if formula or outline.masthead.document_type is DocumentType.DECISION:
        return outline
    return _noting(outline, FORMULA_MISSING)


def _several(
    lines: Sequence[Line], symbol: str | None, notes: Sequence[Footnote], name: str
) -> list[Outline]:
    """Makes the outlines of several documents, or of one with parts of others around it."""
    body, found = (list(lines), tuple(notes)) if notes else _without_notes(lines)
    cutting = mend_order(cut(body))
    only = len(cutting.pieces) == 1
    organs = [_organ(piece) for piece in cutting.pieces]
    named = named_symbol(name)
    default = next(filter(None, organs), named.organ if named else None)
    documents = [
        _outline_piece(
            piece,
            cutting,
            found,
            organ or default,
            marked=bool(notes),
            symbol=symbol if only else None,
        )
        for piece, organ in zip(cutting.pieces, organs, strict=True)
    ]
    for index, piece in enumerate(cutting.pieces):
        number = oldest_number(piece.lines[0].plain)
        if named and number == named.number and documents[index].masthead.organ == named.organ:
            documents[index] = with_symbol(documents[index], named)
    loose = cutting.loose
    numbers = {(o.masthead.organ, _number(o.masthead.symbol)) for o in documents}
    if named is not None and (named.organ, str(named.number)) not in numbers:
        start = last_numbering(loose)
        if start is not None:
            lost = _outline_headless(loose[start:], cutting, found, marked=bool(notes))
            documents.append(_noting(lost, _lost_beginning(loose[start])))
            loose = loose[:start]
    texts = [line.plain for line in loose if len(line.plain) >= _SHORTEST_TEXT]
    if texts:
        documents[0] = _noting(documents[0], _left_out(texts[0]))
    return documents


def _without_notes(lines: Sequence[Line]) -> tuple[list[Line], tuple[Footnote, ...]]:
    """Takes page furniture and footnotes out of the lines of a volume; titles end footnotes."""
    kept, _ = strip_furniture(lines, "")

    def begins(text: str) -> bool:
        return begins_title(text) or is_closing(text) or begins_paragraph(text)

    return detach(kept, begins)


def _organ(piece: Piece) -> str | None:
    """Returns the organ that the text of a document names first as its own."""
    for line in piece.lines:
        if organ := enacting_organ(line.plain):
            return organ
        if statement := read_statement(line.plain):
            return statement.organ
    number = title_number(piece.lines[0].plain) or ""
    return "SC" if re.search(r"\((?:19|20)\d\d\)$", number) else None


def _outline_piece(
    piece: Piece,
    cutting: Cutting,
    notes: Sequence[Footnote],
    organ: str | None,
    *,
    marked: bool,
    symbol: str | None,
) -> Outline:
    """Makes the outline of one document of a volume, with the footnotes that it names."""
    markers = {note.marker for note in notes}
    title = replace(piece.lines[0], text=with_plain_number(piece.lines[0].text))
    # A title of 1946 has no number that would tell it from the lines above.
    oldest = oldest_number(title.plain) is not None
    shared = [] if oldest else [line for line in cutting.shared if not line.table]
    lines = [*shared, _with_raised_end(title, markers), *piece.lines[1:]]
    text = len(shared) + head_length(piece.lines)
    formula = next((i for i, line in enumerate(lines) if enacting_organ(line.plain)), None)
    start = text if formula is None or text < formula else None
    decided = text < len(lines) and is_decided(lines[text].plain)
    if symbol is None and decided:
        symbol = decision_symbol(organ, title_number(title.plain))
    outline = outline_lines(
        lines, symbol=symbol, notes=notes, marked=marked, start=start, organ=organ
    )
    if decided:
        stated = read_closing([" ".join(line.plain for line in lines[text : text + 3])])
        masthead = replace(
            outline.masthead,
            adopted_on=stated.adopted_on,
            meeting=stated.meeting,
            vote=None,
            adoption=None,
            votes_for=None,
            votes_against=None,
            abstentions=None,
        )
        outline = replace(outline, masthead=masthead)
    return _with_own_notes(_with_letters(outline))


def _with_letters(outline: Outline) -> Outline:
    """Adds the letters of the parts to a symbol that was made from the title's number."""
    letters = sorted({segment.component for segment in outline.segments if segment.component})
    own = parse_symbol(outline.masthead.symbol)
    if not letters or own is None or own.letter or own.kind != "resolution":
        return outline
    parts = letters[0] if len(letters) == 1 else f"{letters[0]}-{letters[-1]}"
    text = re.sub(r"(?= ?\(|$)", f" {parts}", own.text, count=1)
    lettered = parse_symbol(text)
    if lettered is None:
        return outline
    return replace(outline, masthead=replace(outline.masthead, symbol=lettered.text))


def _outline_headless(
    lines: Sequence[Line], cutting: Cutting, notes: Sequence[Footnote], *, marked: bool
) -> Outline:
    """Makes the outline of a document whose title and formula are not in the file."""
    shared = [line for line in cutting.shared if not line.table]
    outline = outline_lines([*shared, *lines], notes=notes, marked=marked, start=len(shared))
    return _with_own_notes(outline)


def _with_raised_end(line: Line, markers: set[str]) -> Line:
    """Raises the marker that an extraction glued to the end of a title ("Inspection Unit69")."""
    match = re.search(r"(?<=[^\W\d_])(\d{1,3})$", line.text)
    if match is None or match[1] not in markers:
        return line
    return replace(line, text=line.text[: match.start()] + raised(match[1]))


def _with_own_notes(outline: Outline) -> Outline:
    named = {mark.marker for segment in outline.segments for mark in segment.marks}
    return replace(
        outline, footnotes=tuple(note for note in outline.footnotes if note.marker in named)
    )


def _number(symbol: str) -> str | None:
    match = re.search(r"/(\d+)(?: [A-Z](?:-[A-Z])?)?(?: ?\([^)]*\))?$", symbol)
    return match[1] if match else None


def _noting(outline: Outline, issue: Issue) -> Outline:
    return replace(outline, issues=(*outline.issues, issue))


def _second_language(code: str) -> Issue:
    return Issue(
        code="second-language-left-out",
        message=f"The file is also in {language_name(code)}; only the English text is included.",
    )


def _lost_beginning(line: Line) -> Issue:
    return Issue(
        code="beginning-lost",
        message=f"The beginning is missing: the file starts with “{_start(line.plain)}”.",
    )


def _left_out(text: str) -> Issue:
    return Issue(
        code="fragment-left-out",
        message=f"Part of another document in this file was left out: “{_start(text)}”.",
    )


def _start(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()} ..."
