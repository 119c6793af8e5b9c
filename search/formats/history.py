"""JSON of a paragraph's history: one shape for the API and for `operative history --json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from indexer.store.reader import StoredParagraph
from search.comparison.compare import Change
from search.comparison.word_diff import Piece
from search.formats.json import Brief
from search.formats.report.json import (
    ExportedPrecedent,
    FoundParagraph,
    exported_precedent,
    found,
    found_in,
)
from search.precedents.families import Member
from search.precedents.history import History, Version
from search.precedents.wordings import Usage
from search.results import FamilyUse


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCount:
    """The number of paragraphs of a year."""

    year: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedMember:
    """A wording of the family, by the oldest paragraph that has it."""

    first: FoundParagraph
    usage: Usage
    own: Annotated[bool, "Whether it is the wording of the paragraph asked about."]
    pieces: Annotated[tuple[Piece, ...], "From the wording before; empty for the first."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedVersion:
    """The version in another text of the series; `paragraph` is null where it has none."""

    document: Brief
    paragraph: FoundParagraph | None
    change: Change | None
    pieces: Annotated[tuple[Piece, ...], "From its text to that of the paragraph asked about."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedHistory:
    """The history of a paragraph in this collection."""

    paragraph: FoundParagraph
    usage: Annotated[Usage, "Of its wording, numbers set aside."]
    use: Annotated[FamilyUse | None, "Of the text with its edits, in adopted texts."]
    collection: Annotated[
        tuple[int, int] | None, "First and last year of the adopted texts of this collection."
    ]
    uses: Annotated[tuple[FoundParagraph, ...], "The newest paragraphs with the same wording."]
    family: Annotated[
        tuple[ExportedMember, ...], "Wordings that are edits of one another, the oldest first."
    ]
    years: Annotated[tuple[YearCount, ...], "Paragraphs of the family by year."]
    earlier: ExportedVersion | None
    later: ExportedVersion | None
    nearest: tuple[ExportedPrecedent, ...]
    cites: Annotated[tuple[str, ...], "Symbols of what it refers to."]
    cited_by: Annotated[
        tuple[FoundParagraph, ...], "The newest paragraphs that name it by its number."
    ]
    citing: Annotated[int, "Number of paragraphs that refer to its document."]


def exported_history(history: History) -> ExportedHistory:
    """Returns a history as JSON values, with citations."""
    return ExportedHistory(
        paragraph=found(history.stored),
        usage=history.usage,
        use=history.use,
        collection=history.collection,
        uses=tuple(map(found, history.uses)),
        family=tuple(_member(one, history.stored) for one in history.family),
        years=tuple(YearCount(year=year, count=count) for year, count in history.years),
        earlier=_version(history.earlier),
        later=_version(history.later),
        nearest=tuple(map(exported_precedent, history.nearest)),
        cites=history.stored.paragraph.cites,
        cited_by=tuple(map(found, history.cited_by)),
        citing=history.citing,
    )


def _member(member: Member, own: StoredParagraph) -> ExportedMember:
    return ExportedMember(
        first=found(member.first),
        usage=member.usage,
        own=member.first.paragraph.wording == own.paragraph.wording,
        pieces=member.pieces,
    )


def _version(version: Version | None) -> ExportedVersion | None:
    if version is None:
        return None
    pair = version.pair
    before = pair.before if pair else None
    return ExportedVersion(
        document=version.document,
        paragraph=found_in(version.document, before) if before else None,
        change=pair.change if pair else None,
        pieces=pair.pieces if pair else (),
    )
