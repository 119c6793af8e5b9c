"""An outline to a document: ids, parents, openings, verbs, references and what is odd about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from indexer.model import (
    SEARCHED,
    Document,
    Footnote,
    Issue,
    Masthead,
    Paragraph,
    ParagraphType,
    Part,
    Reference,
    Source,
)
from indexer.parsing.checks import NUMBER_DOUBTS, doubts
from indexer.parsing.knowledge.languages.language import ENGLISH, Language, language
from indexer.parsing.knowledge.verbs import Opening
from indexer.parsing.meaning.addressees import addressees, read_clauses
from indexer.parsing.meaning.citations import find_citations, find_note_citations
from indexer.parsing.meaning.council_subjects import council_subject
from indexer.parsing.meaning.misreadings import read_misread_opening
from indexer.parsing.meaning.references import find_note_references, find_references
from indexer.parsing.meaning.requests import find_tasks
from indexer.parsing.meaning.subjects import begins_declaration, read_bare, read_statement
from indexer.parsing.meaning.wording import wording_key
from indexer.parsing.outline.annexes import annex_places
from indexer.parsing.outline.ids import local_ids
from indexer.parsing.outline.segments import Outline, Segment
from indexer.parsing.outline.tree import tree
from indexer.parsing.text.furniture import squash

_TRAILING = re.compile(r"[\s,;:.]+$|\s+(?:of|that)$")
_FOOTNOTE = re.compile(r"#fn[^#]*\Z")
_LONGEST_ITALIC = 90  # characters; more is an emphasised sentence, not an opening


def assemble(outline: Outline, source: Source) -> Document:
    """Makes the document that an outline describes."""
    masthead = outline.masthead
    if not masthead.symbol:
        masthead = replace(masthead, symbol=_provisional_symbol(outline), symbol_inferred=True)
    masthead = _with_subject(masthead, outline.segments)
    spoken = language(masthead.language)
    hung = tree(outline.segments)
    names = list(local_ids(outline.segments, hung))
    places = list(annex_places(outline.segments, hung))
    paragraphs: list[Paragraph] = []
    declared: Part | None = None  # where the paragraphs of a declaration begin with bare verbs
    for ordinal, segment in enumerate(outline.segments):
        if declared is not None and segment.part is not declared:
            declared = None
        parent = hung.parents[ordinal]
        paragraph = Paragraph(
            id=f"{masthead.symbol}#{names[ordinal].text}",
            type=segment.type,
            ordinal=ordinal,
            text=segment.text,
            part=segment.part,
            component=segment.component,
            label=segment.label,
            place=places[ordinal],
            parent=paragraphs[parent].id if parent is not None else None,
            level=hung.levels[ordinal],
            marks=segment.marks,
            number_in_doubt=names[ordinal].doubtful or segment.doubtful,
        )
        above = paragraphs[parent] if parent is not None else None
        paragraph = _with_verbs(paragraph, segment, above, masthead, spoken)
        if paragraph.verb is None and spoken is ENGLISH:
            paragraph = _with_declared(paragraph, bare=declared is not None)
            if begins_declaration(paragraph.text):
                declared = paragraph.part
        paragraphs.append(paragraph)
    issues = (*outline.issues, *doubts(masthead, paragraphs, outline.segments, spoken))
    paragraphs = list(_with_doubts(paragraphs, issues))
    references = tuple(_references(masthead, paragraphs, outline.footnotes))
    return Document(
        masthead=masthead,
        source=source,
        paragraphs=tuple(
            _with_surroundings(_with_links(paragraphs, references, masthead), outline.footnotes)
        ),
        footnotes=outline.footnotes,
        references=references,
        issues=issues,
    )


def _with_subject(masthead: Masthead, segments: Sequence[Segment]) -> Masthead:
    """Infers what a resolution of the Security Council is about, which bears no title."""
    if masthead.title or masthead.organ != "SC" or masthead.language != ENGLISH.code:
        return masthead
    said = (ParagraphType.PREAMBULAR, ParagraphType.OPERATIVE)
    texts = (segment.text for segment in segments if segment.type in said and not segment.quoted)
    return replace(masthead, subject=council_subject(masthead.symbol, texts))


def _with_doubts(paragraphs: Iterable[Paragraph], issues: Sequence[Issue]) -> Iterator[Paragraph]:
    """Marks the paragraphs whose number an issue doubts, with what hangs on them."""
    doubtful = {issue.paragraph for issue in issues if issue.code in NUMBER_DOUBTS}
    for paragraph in paragraphs:
        if paragraph.id in doubtful or paragraph.parent in doubtful:
            doubtful.add(paragraph.id)
            yield replace(paragraph, number_in_doubt=True)
        else:
            yield paragraph


def _provisional_symbol(outline: Outline) -> str:
    """Makes a symbol for a document that states none: what is known, its title, its text's hash.

    The hash keeps two drafts of one title apart; "~" begins no symbol of the UN.
    """
    masthead = outline.masthead
    words = re.findall(r"[a-z]+", (masthead.title or "untitled").lower())[:6]
    text = squash("".join(segment.text for segment in outline.segments))
    digest = hashlib.sha256(text.encode()).hexdigest()[:6]
    known = [part for part in (masthead.organ, masthead.session) if part]
    return "~" + "/".join([*known, "-".join(words), digest])


def _with_verbs(
    paragraph: Paragraph,
    segment: Segment,
    parent: Paragraph | None,
    masthead: Masthead,
    spoken: Language,
) -> Paragraph:
    """Adds the opening and the verbs. spoken: the language of the document."""
    if paragraph.type not in (
        ParagraphType.PREAMBULAR,
        ParagraphType.OPERATIVE,
        ParagraphType.SUBPARAGRAPH,
    ):
        return paragraph
    finite = paragraph.part is not Part.PREAMBULAR
    inner = spoken.verbs_within(paragraph.text, finite=finite)
    italic = _italic_opening(segment)
    opening = spoken.read_opening(paragraph.text, terse=masthead.organ == "SC")
    if opening is None and spoken is ENGLISH:
        opening = _opening_of_print(paragraph, italics=segment.italic is not None)
    if paragraph.type is ParagraphType.SUBPARAGRAPH and not _opens_itself(italic, opening, segment):
        verb = parent.verb if parent else None
        return replace(
            paragraph,
            verb=verb,
            verb_class=parent.verb_class if parent else None,
            verbs_any=tuple(dict.fromkeys([*([verb] if verb else []), *inner])),
        )
    if opening is None:
        return replace(paragraph, opening=italic, verbs_any=inner)
    return replace(
        paragraph,
        opening=italic or _short(paragraph.text[: opening.end]),
        verb=opening.verb,
        manner=opening.manner,
        sequence=opening.sequence,
        verb_class=opening.verb_class,
        verbs_any=tuple(dict.fromkeys([opening.verb, *inner])),
    )


def _with_declared(paragraph: Paragraph, *, bare: bool) -> Paragraph:
    """Adds the verb of a sentence of a declaration: "We welcome ...".

    bare: whether it may begin with the verb, below "We, the Heads of State and Government, ...".
    """
    if paragraph.type not in (ParagraphType.OPERATIVE, ParagraphType.ANNEX):
        return paragraph
    statement = read_statement(paragraph.text) if paragraph.text.startswith("We") else None
    opening = statement.opening if statement else None
    if opening is None and bare:
        opening = read_bare(paragraph.text)
    if opening is None:
        return paragraph
    inner = ENGLISH.verbs_within(paragraph.text, finite=True)
    return replace(
        paragraph,
        opening=_short(paragraph.text[: opening.end]),
        verb=opening.verb,
        manner=opening.manner,
        sequence=opening.sequence,
        verb_class=opening.verb_class,
        verbs_any=tuple(dict.fromkeys([opening.verb, *inner])),
    )


def _short(opening: str) -> str | None:
    """Returns an opening unless it is too long: "At its 60th meeting, on ..., decided"."""
    return opening if len(opening) <= _LONGEST_ITALIC else None


def _opening_of_print(paragraph: Paragraph, *, italics: bool) -> Opening | None:
    """Reads an opening that does not begin with a known verb.

    Its subject stands before the verb or, where the source shows no italics, a scan may have
    misread its word, or it is a statement of the organ.
    """
    if not italics and (misread := read_misread_opening(paragraph.text)):
        return misread
    we = re.match(r"We\b", paragraph.text)
    if paragraph.type is not ParagraphType.OPERATIVE or (italics and not we):
        return None
    statement = read_statement(paragraph.text)
    return statement.opening if statement else None


def _opens_itself(italic: str | None, opening: Opening | None, segment: Segment) -> bool:
    """Tells "(a) Decides to extend" from "(a) To extend", which has its parent's verb."""
    if opening is None:
        return False
    if segment.italic is not None:
        return italic is not None
    return opening.finite


def _italic_opening(segment: Segment) -> str | None:
    """Returns the opening as the source sets it in italics, if that can be one."""
    if not segment.italic or segment.italic > _LONGEST_ITALIC:
        return None
    if re.match(r"\w", segment.text[segment.italic : segment.italic + 1]):
        return None  # the markup ends inside a word
    phrase = _TRAILING.sub("", _TRAILING.sub("", segment.text[: segment.italic]))
    return phrase or None


def _with_links(
    paragraphs: Sequence[Paragraph], references: Sequence[Reference], masthead: Masthead
) -> Iterator[Paragraph]:
    """Adds addressees, requests, deadlines and citations; the first three for English alone."""
    english = masthead.language == ENGLISH.code
    clauses = read_clauses(paragraphs, masthead) if english else {}
    cited: dict[str, dict[str, None]] = {}
    for reference in references:
        if reference.target:
            of = cited.setdefault(_FOOTNOTE.sub("", reference.paragraph), {})
            of[reference.target] = None
    for paragraph in paragraphs:
        cites = tuple(cited.get(paragraph.id, ()))
        if own := clauses.get(paragraph.id):
            requests, deadlines = find_tasks(paragraph.text, own, masthead)
            yield replace(
                paragraph,
                cites=cites,
                addressees=addressees(own),
                requests=requests,
                deadlines=deadlines,
            )
        else:
            yield replace(paragraph, cites=cites) if cites else paragraph


def _with_surroundings(
    paragraphs: Iterable[Paragraph], footnotes: Sequence[Footnote]
) -> Iterator[Paragraph]:
    """Adds to units of retrieval the headings above, the texts of footnotes, the wording."""
    notes = {note.marker: note.text for note in footnotes}
    headings: list[str] = []
    under_way = False  # whether the headings have had a paragraph
    for paragraph in paragraphs:
        if paragraph.type is ParagraphType.HEADING:
            headings = [paragraph.text] if under_way else [*headings, paragraph.text]
            under_way = False
        elif paragraph.type not in SEARCHED:
            headings, under_way = [], False
        else:
            under_way = True
            own = [notes[mark.marker] for mark in paragraph.marks if mark.marker in notes]
            yield replace(
                paragraph,
                heading=" – ".join(headings) or None,
                notes=" ".join(own) or None,
                wording=wording_key(paragraph.text) or None,
            )
            continue
        yield paragraph


def _references(
    masthead: Masthead, paragraphs: Sequence[Paragraph], footnotes: Sequence[Footnote]
) -> Iterator[Reference]:
    """Finds what the paragraphs name, and what their footnotes name."""
    english = masthead.language == ENGLISH.code
    find, find_in_notes = (
        (find_references, find_note_references)
        if english
        else (find_citations, find_note_citations)
    )
    named = find_in_notes((note.text for note in footnotes), masthead)
    notes = {note.marker: found for note, found in zip(footnotes, named, strict=True)}
    for paragraph in paragraphs:
        if paragraph.type is ParagraphType.TITLE:
            continue
        for mention, target in find(paragraph.text, masthead):
            yield Reference(paragraph=paragraph.id, mention=mention, target=target)
        for mark in paragraph.marks:
            for mention, target in notes.pop(mark.marker, ()):
                yield Reference(
                    paragraph=f"{paragraph.id}#fn{mark.marker}", mention=mention, target=target
                )
