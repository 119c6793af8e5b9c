"""Model of a resolution that has been read: the values that all other modules pass around.

Nothing here reads, parses or stores; this module imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ParagraphType(StrEnum):
    """Type of a unit of a document; the values appear in URLs, JSON and query fields."""

    TITLE = "title"
    HEADING = "heading"
    ENACTING = "enacting"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SUBPARAGRAPH = "subparagraph"
    ANNEX = "annex"
    CLOSING = "closing"
    TEXT = "text"
    TABLE = "table"


SEARCHED = frozenset(
    {
        ParagraphType.PREAMBULAR,
        ParagraphType.OPERATIVE,
        ParagraphType.SUBPARAGRAPH,
        ParagraphType.ANNEX,
        ParagraphType.TEXT,
        ParagraphType.TABLE,
    }
)
"""The types that are units of retrieval; the others are shown on the resolution's page only."""


class Part(StrEnum):
    """The part of a document that a paragraph stands in."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    ANNEX = "annex"


class DocumentType(StrEnum):
    """Kind of a document."""

    RESOLUTION = "resolution"
    DRAFT = "draft"
    DECISION = "decision"
    STATEMENT = "statement"
    UNKNOWN = "unknown"


class Adoption(StrEnum):
    """How a document was adopted: without a vote, or by one."""

    CONSENSUS = "consensus"
    VOTE = "vote"


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteMark:
    """Place of a footnote's marker in a paragraph.

    offset: characters of the clean text before it; None when the extraction lost the place.
    """

    marker: str
    offset: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote, taken out of the running text."""

    marker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work that the text names.

    paragraph: id of the paragraph, with `#fn3` appended for a mention inside footnote 3.
    mention: the words as printed ("64/293").
    target: the symbol it resolves to ("A/RES/64/293"), None where it cannot be told.
    """

    paragraph: str
    mention: str
    target: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Doubt about a document that a reader should know before trusting its text.

    code: stable, kebab-case ("numbering-gap", "symbol-inferred", "opening-unknown").
    message: one sentence for people.
    paragraph: id of the paragraph concerned, None when it is the whole document.
    """

    code: str
    message: str
    paragraph: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A time by which, or a session at which, something is due.

    words: as printed ("at its seventy-sixth session", "no later than December 2021").
    purpose: "report" or "agenda" (an item of a provisional agenda), otherwise "action".
    session: with its organ in front ("GA 76"); None for a date, or a body without such sessions.
    first_year, last_year: in which it falls; None where that cannot be told.
    """

    words: str
    purpose: str
    session: str | None = None
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingRequest:
    """Request that somebody report.

    who: the addressees. to: the body reported to, None where the text does not say.
    what: the subject in the words of the text, shortened ("the implementation of the present
        resolution"), None where it has no more than "thereon".
    due: sessions ("GA 76"), in order. by: other times as printed ("by 1 June 2006").
    first_year, last_year: in which the first of these falls, None where that cannot be told.
    periodicity: "annual", "biennial", "every four years", "regular"; "one-time" where a report is
        due once; None where the text does not say.
    """

    who: tuple[str, ...]
    to: str | None = None
    what: str | None = None
    due: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    periodicity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One unit of a document.

    id: stable, with the symbol in front ("A/RES/74/176#op12", "A/RES/74/176#pp7(a)").
    label: as printed without its stop ("12", "(a)"), None for an unnumbered paragraph.
    number_in_doubt: whether the number that it is cited by may not be the one that is printed.
    place: where it stands in an annex, as it is cited ("annex II, sect. I, para. 5 (c)"); None
        outside of annexes.
    parent: id of the paragraph that leads in to this one.
    ordinal: position in the document, from 0.
    level: 0 for a paragraph, 1 for its subparagraphs, 2 for theirs.
    text: without label, footnote marks and page furniture, single spaces.
    opening: the words the UN sets in italics ("Takes note with appreciation"), a prefix of `text`.
    verb: its lemma, one for preamble and body ("take note"); a subparagraph has its parent's.
    manner: how it is done ("with appreciation", "strongly"), sequence: "also" or "further".
    verb_class: the speech act, from `parsing/data/verbs.toml` ("request", "recall" ...).
    verbs_any: every verb of the opening kind in the paragraph, the lead first, without repeats.
    addressees: who is asked, urged, invited or told to do something, by one name each.
    requests: who is asked to report. deadlines: when something is due, reports included.
    cites: symbols of the works that the paragraph and its footnotes name, as far as resolved.
    heading: what the headings right above its section say, joined by " – ".
    notes: the texts of its footnotes, joined by blanks.
    wording: key of the text with numbers set aside; equal keys mean the same wording. Only the
        units of retrieval (`SEARCHED`) have one.
    """

    id: str
    type: ParagraphType
    ordinal: int
    text: str
    part: Part | None = None
    component: str | None = None
    label: str | None = None
    number_in_doubt: bool = False
    place: str | None = None
    parent: str | None = None
    level: int = 0
    opening: str | None = None
    verb: str | None = None
    manner: str | None = None
    sequence: str | None = None
    verb_class: str | None = None
    verbs_any: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    requests: tuple[ReportingRequest, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    cites: tuple[str, ...] = ()
    heading: str | None = None
    notes: str | None = None
    wording: str | None = None
    marks: tuple[FootnoteMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """Masthead: the facts that a document states about itself.

    symbol: as printed ("A/RES/74/176", "S/RES/1325 (2000)"). Where the text has none,
        `symbol_inferred` is true: it is the file name's, or a provisional one with "~" in front.
    organ: "GA", "SC", "ECOSOC", "HRC", None when unknown.
    session: "74", "S-32", "ES-10", for ECOSOC the year, None for the Security Council.
    subject: what a document that bears no title is about, inferred; None where there is a title.
    subject_terms: its subjects, terms of the UNBIS Thesaurus in English ("climate change").
    subject_terms_inferred: whether the file does not state them.
    goals: the Sustainable Development Goals that the file states, by number, as ordered there.
    committee: short name of the committee ("Third Committee").
    vote: how it was adopted, in the words of the document ("9 votes to none", "without a vote").
    adoption: the same as a value; None where the document does not say.
    votes_for, votes_against, abstentions: None where they are not stated.
    """

    symbol: str
    symbol_inferred: bool = False
    organ: str | None = None
    document_type: DocumentType = DocumentType.UNKNOWN
    session: str | None = None
    title: str | None = None
    subject: str | None = None
    subject_terms: tuple[str, ...] = ()
    subject_terms_inferred: bool = False
    goals: tuple[int, ...] = ()
    adopted_on: date | None = None
    distributed_on: date | None = None
    agenda_item: str | None = None
    agenda_title: str | None = None
    committee: str | None = None
    committee_report: str | None = None
    sponsors: tuple[str, ...] = ()
    meeting: str | None = None
    vote: str | None = None
    adoption: Adoption | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file a document was read from.

    path: relative to the indexed folder, with "/" on every system; "bundle.zip!/a.txt" inside one.
    checksum: SHA-256 of the bytes, hexadecimal. size: in bytes.
    """

    path: str
    format: str
    checksum: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A resolution, draft, decision or statement with its paragraphs in order."""

    masthead: Masthead
    source: Source
    paragraphs: tuple[Paragraph, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    references: tuple[Reference, ...] = ()
    issues: tuple[Issue, ...] = ()
