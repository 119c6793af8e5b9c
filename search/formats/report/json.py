"""JSON of a report on a draft: one shape for the API and for `operative precedents --json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from indexer.model import Masthead, Paragraph, ParagraphType
from indexer.store.reader import StoredParagraph
from search.citation import citation, place_citation
from search.comparison.compare import Change, Pair
from search.comparison.word_diff import Piece
from search.formats.json import Brief
from search.precedents.closest import Precedent
from search.precedents.report import (
    Checked,
    Collection,
    Report,
    SourcedPhrase,
    Standing,
    VerbChange,
)
from search.precedents.requests import StandingRequest
from search.precedents.wordings import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundParagraph:
    """A paragraph of the index that the report names."""

    document: Brief
    id: str
    citation: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPrecedent:
    """A wording like that of the draft's paragraph."""

    paragraph: FoundParagraph
    likeness: Annotated[float, "Share of three-word runs in common, from 0 to 1."]
    same: Annotated[bool, "Whether only numbers, dates and punctuation differ."]
    pieces: Annotated[tuple[Piece, ...], "From its text to the draft's."]
    usage: Annotated[Usage, "Of this wording, numbers set aside, in this collection."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPredecessor:
    """The paragraph's version in the text that the draft follows."""

    id: str
    citation: str
    change: Change
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPhrase:
    """A stretch of the draft's paragraph that an earlier paragraph has."""

    start: Annotated[int, "First character."]
    end: Annotated[int, "The character after the last."]
    paragraph: FoundParagraph


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRequest:
    """A report on the same that was asked for elsewhere and is still due."""

    paragraph: FoundParagraph
    who: tuple[str, ...]
    what: str | None
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedChecked:
    """A paragraph of the draft with what is known of it."""

    place: Annotated[str, "Its place in the draft, as cited; empty where it has none."]
    type: ParagraphType
    label: str | None
    text: str
    verb: str | None
    standing: Standing
    closest: tuple[ExportedPrecedent, ...]
    predecessor: ExportedPredecessor | None
    absorbed: Annotated[
        tuple[FoundParagraph, ...], "Further ones of the predecessor that are part of it now."
    ]
    verb_change: VerbChange | None
    phrases: tuple[ExportedPhrase, ...]
    requests: tuple[ExportedRequest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedReport:
    """The report on a draft."""

    draft: Brief
    predecessor: Annotated[Brief | None, "The text that the draft follows."]
    predecessor_inferred: Annotated[bool, "Whether it was found by its words, not its title."]
    counts: Annotated[Mapping[Standing, int], "Paragraphs by what is known of them."]
    paragraphs: tuple[ExportedChecked, ...]
    lacking: Annotated[tuple[FoundParagraph, ...], "What the predecessor had and the draft lacks."]
    collection: Annotated[Collection, "What it was checked against."]


def exported_report(report: Report) -> ExportedReport:
    """Returns a report as JSON values, with citations."""
    return ExportedReport(
        draft=report.draft.masthead,
        predecessor=report.predecessor,
        predecessor_inferred=report.predecessor_inferred,
        counts=report.counts,
        paragraphs=tuple(_checked(one, report) for one in report.paragraphs),
        lacking=tuple(
            found_in(report.predecessor, one) for one in report.lacking if report.predecessor
        ),
        collection=report.collection,
    )


def _checked(checked: Checked, report: Report) -> ExportedChecked:
    paragraph = checked.paragraph
    return ExportedChecked(
        place=place_citation(paragraph),
        type=paragraph.type,
        label=paragraph.label,
        text=paragraph.text,
        verb=paragraph.verb,
        standing=checked.standing,
        closest=tuple(map(exported_precedent, checked.closest)),
        predecessor=_predecessor(checked.predecessor, report),
        absorbed=tuple(
            found_in(report.predecessor, one) for one in checked.absorbed if report.predecessor
        ),
        verb_change=checked.verb,
        phrases=tuple(map(_phrase, checked.phrases)),
        requests=tuple(map(_request, checked.requests)),
    )


def found(stored: StoredParagraph) -> FoundParagraph:
    """Returns a paragraph of the index with its citation."""
    return found_in(stored.masthead, stored.paragraph)


def found_in(masthead: Masthead, paragraph: Paragraph) -> FoundParagraph:
    """Returns a paragraph of a document with its citation."""
    return FoundParagraph(
        document=masthead,
        id=paragraph.id,
        citation=citation(masthead, paragraph),
        text=paragraph.text,
    )


def exported_precedent(precedent: Precedent) -> ExportedPrecedent:
    """Returns a precedent as JSON values."""
    return ExportedPrecedent(
        paragraph=found(precedent.stored),
        likeness=round(precedent.likeness, 3),
        same=precedent.same,
        pieces=precedent.pieces,
        usage=precedent.usage,
    )


def _predecessor(pair: Pair | None, report: Report) -> ExportedPredecessor | None:
    if pair is None or pair.before is None or report.predecessor is None:
        return None
    return ExportedPredecessor(
        id=pair.before.id,
        citation=citation(report.predecessor, pair.before),
        change=pair.change,
        pieces=pair.pieces,
    )


def _phrase(phrase: SourcedPhrase) -> ExportedPhrase:
    return ExportedPhrase(start=phrase.start, end=phrase.end, paragraph=found(phrase.stored))


def _request(one: StandingRequest) -> ExportedRequest:
    request = one.request
    return ExportedRequest(
        paragraph=found(one.stored), who=request.who, what=request.what, due=request.due
    )
