"""Report on a draft: which of its paragraphs are agreed language, changed, or new.

"Agreed" means: it stands in a document of this index. Nothing is said of texts that it lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indexer.model import SEARCHED, Document, DocumentType, Masthead, Paragraph, ParagraphType
from indexer.parsing.meaning.wording import wording_key
from indexer.progress import Progress, silent
from indexer.store.reader import StoredParagraph
from search import deadline
from search.comparison.alignment import shares_held
from search.comparison.compare import Change, Comparison, Pair, compare
from search.comparison.word_diff import words
from search.generation import OpenGeneration
from search.precedents.closest import Precedent, Precedents
from search.precedents.phrases import known_phrases, share_known
from search.precedents.recitals import on_others
from search.precedents.requests import StandingRequest, standing_requests
from search.retrieval.bitmap import Flags

CHANGED = 0.4
"""Likeness from which a paragraph is an edited version of the closest one."""
_VERB = 0.5
"""Likeness from which the closest wording's verb stands in the place of the paragraph's."""
_OWN_WORDS = 6
"""Words that say something in the known phrases of a new paragraph: shorter ones are in any."""
_COMPOSED = 0.75
"""Share of the words in known phrases from which a paragraph is composed of them."""
_SHOWN = 3
"""Closest wordings that are given for each paragraph."""
_SOUGHT = 12
"""Closest wordings of a paragraph that names documents, as some may only do so too."""
_FROM_ONE = 0.25
"""Share of the paragraphs that are closest to one document for it to be the predecessor."""
_CHECKED = SEARCHED - {ParagraphType.TABLE}
_HELD, _LEAST_HELD = 0.9, 8
"""Share of a paragraph's words that a longer one has, and their number, to be part of it now."""
_SENTENCE = 12
"""Words from which the words that begin a text are no formula, but all that it says."""


class Standing(StrEnum):
    """What is known of a draft's paragraph; the values appear in JSON and addresses."""

    VERBATIM = "verbatim"
    CHANGED = "changed"
    COMPOSED = "composed"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbChange:
    """Another opening verb than in the version before, with the types of action of both.

    Which is the stronger is not said: sources contradict each other on it.
    """

    before: str
    after: str
    class_before: str | None
    class_after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedPhrase:
    """A stretch of a paragraph, start and end in characters, and a paragraph that has it."""

    start: int
    end: int
    stored: StoredParagraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A paragraph of a draft with what is known of it.

    closest: the likest wordings, the likest first. predecessor: it and its version in the
    predecessor, None where that has none. kept: whether that has the same wording. absorbed:
    further paragraphs of the predecessor whose words are part of this one now. verb: set where the
    opening verb is another than in that version, or else in the closest wording. phrases: those a
    composed paragraph is made of, or a new one has. requests: to report on the same, made
    elsewhere and still to be met.
    """

    paragraph: Paragraph
    standing: Standing
    closest: tuple[Precedent, ...]
    predecessor: Pair | None = None
    kept: bool = False
    absorbed: tuple[Paragraph, ...] = ()
    verb: VerbChange | None = None
    phrases: tuple[SourcedPhrase, ...] = ()
    requests: tuple[StandingRequest, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What a draft was checked against: documents, and the years of those that have a date."""

    documents: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report on a draft.

    predecessor: the text that it follows, inferred from its words where the title does not lead to
    it. lacking: paragraphs of the predecessor that the draft no longer has, not even as part of
    another. counts: paragraphs by standing, zeros included.
    """

    draft: Document
    predecessor: Masthead | None
    predecessor_inferred: bool
    paragraphs: tuple[Checked, ...]
    lacking: tuple[Paragraph, ...]
    counts: Mapping[Standing, int]
    collection: Collection


def check_draft(draft: Document, generation: OpenGeneration, progress: Progress = silent) -> Report:
    """Checks a draft against an index, paragraph by paragraph.

    A document of the index is checked against what is older than it. Raises SearchTooLong where
    the time for it is over (`deadline`).
    """
    precedents = generation.precedents
    allowed = precedents.wordings.before(draft.masthead.symbol, _own(draft, generation))
    texts = {one.id: one for one in draft.paragraphs}
    to_check = _to_check(draft)
    found: dict[str, tuple[Precedent, ...]] = {}
    with progress("Finding precedents", len(to_check)) as advance:
        for one in to_check:
            found[one.id] = _closest(one, texts, precedents, allowed)
            advance(1)
    before, inferred = _predecessor(draft, found, generation)
    comparison = compare(before, draft) if before else None
    pairs = _pairs(comparison)
    absorbed, lacking = _gone(comparison, to_check)
    checked: list[Checked] = []
    with progress("Comparing wordings", len(to_check)) as advance:
        for one in to_check:
            both = pairs.get(one.id), absorbed.get(one.id, ())
            mastheads = draft.masthead, before.masthead if before else None
            checked.append(_checked(one, found[one.id], both, mastheads, precedents, allowed))
            advance(1)
    counts = Counter(one.standing for one in checked)
    return Report(
        draft=draft,
        predecessor=before.masthead if before else None,
        predecessor_inferred=inferred,
        paragraphs=tuple(checked),
        lacking=lacking,
        counts={standing: counts[standing] for standing in Standing},
        collection=_collection(generation),
    )


def _to_check(draft: Document) -> list[Paragraph]:
    """Returns the paragraphs to check; where there are none, what is decided in one sentence."""
    found = [one for one in draft.paragraphs if one.type in _CHECKED]
    single = [one for one in draft.paragraphs if one.type is ParagraphType.ENACTING]
    return found or [one for one in single if len(words(one.text)) >= _SENTENCE]


def _collection(generation: OpenGeneration) -> Collection:
    first, last = generation.precedents.wordings.years()
    documents = generation.manifest.documents
    return Collection(documents=documents, first_year=first, last_year=last)


def _own(draft: Document, generation: OpenGeneration) -> frozenset[str]:
    """Returns the other stages of a draft: its revisions, and what it became."""
    versions = generation.versions.of(draft.masthead)
    return frozenset(one.symbol for one in (*versions.drafts, *versions.adopted))


def _closest(
    paragraph: Paragraph,
    texts: Mapping[str, Paragraph],
    precedents: Precedents,
    allowed: Flags,
) -> tuple[Precedent, ...]:
    """Returns the wordings closest to a paragraph, or to it with the words that lead in to it.

    A subparagraph may have been a whole paragraph elsewhere.
    """
    deadline.check()
    most = _SOUGHT if paragraph.cites else _SHOWN
    own = _about_the_same(paragraph, precedents.closest(paragraph.text, allowed, most))
    parent = texts.get(paragraph.parent or "")
    if parent is None or (own and own[0].same):
        return own
    led = precedents.closest(f"{parent.text} {paragraph.text}", allowed, _SHOWN)
    return max(own, led, key=lambda found: found[0].likeness if found else 0.0)


def _about_the_same(paragraph: Paragraph, found: Sequence[Precedent]) -> tuple[Precedent, ...]:
    """Returns the likest of some wordings that do not merely name documents as this one does."""
    same = (one for one in found if not on_others(paragraph, one.stored.paragraph))
    return tuple(same)[:_SHOWN]


def _predecessor(
    draft: Document, found: Mapping[str, Sequence[Precedent]], generation: OpenGeneration
) -> tuple[Document | None, bool]:
    """Returns the text that a draft follows, and whether only its words lead to it."""
    earlier = generation.versions.of(draft.masthead).earlier
    if earlier:
        stored = generation.store.document(earlier[0].symbol)
        return (stored.document if stored else None), False
    votes = Counter(
        closest[0].stored.masthead.symbol
        for closest in found.values()
        if closest and closest[0].likeness >= CHANGED
        and closest[0].stored.masthead.document_type is not DocumentType.DRAFT
    )  # fmt: skip
    for symbol, count in votes.most_common(1):
        stored = generation.store.document(symbol)
        if stored and count >= max(2, _FROM_ONE * len(found)):
            return stored.document, True
    return None, False


def _pairs(comparison: Comparison | None) -> dict[str, Pair]:
    """Returns the pairs of a comparison by the id of the later paragraph."""
    if comparison is None:
        return {}
    both = ((pair.after, pair) for pair in comparison.pairs if pair.before)
    return {after.id: pair for after, pair in both if after}


def _gone(
    comparison: Comparison | None, draft: Sequence[Paragraph]
) -> tuple[dict[str, tuple[Paragraph, ...]], tuple[Paragraph, ...]]:
    """Returns the predecessor's paragraphs without a version in the draft.

    The first are those that became part of a longer paragraph, by its id. There are none of either
    where the draft has no version of any: it is an amendment, or another text of the same title.
    """
    pairs = comparison.pairs if comparison and _pairs(comparison) else ()
    removed = (pair.before for pair in pairs if pair.change is Change.REMOVED and pair.before)
    gone = [one for one in removed if one.type in _CHECKED]
    absorbed: dict[str, tuple[Paragraph, ...]] = {}
    lacking: list[Paragraph] = []
    for one, shares in zip(gone, shares_held(gone, draft, _LEAST_HELD), strict=True):
        holder = draft[int(shares.argmax())] if shares.max(initial=0.0) >= _HELD else None
        if holder is None:
            lacking.append(one)
        else:
            absorbed[holder.id] = (*absorbed.get(holder.id, ()), one)
    return absorbed, tuple(lacking)


def _checked(
    paragraph: Paragraph,
    closest: tuple[Precedent, ...],
    before: tuple[Pair | None, tuple[Paragraph, ...]],
    mastheads: tuple[Masthead, Masthead | None],
    precedents: Precedents,
    allowed: Flags,
) -> Checked:
    deadline.check()
    pair, absorbed = before
    kept = pair is not None and pair.before is not None and (
        wording_key(pair.before.text) == wording_key(paragraph.text)
    )  # fmt: skip
    phrases: tuple[SourcedPhrase, ...] = ()
    standing = Standing.VERBATIM
    if not kept:
        standing, phrases = _standing(paragraph, closest, pair, precedents, allowed)
    return Checked(
        paragraph=paragraph,
        standing=standing,
        closest=closest,
        predecessor=pair,
        kept=kept,
        absorbed=absorbed,
        verb=_verb_change(paragraph, closest, pair),
        phrases=phrases,
        requests=standing_requests(paragraph, *mastheads, precedents, allowed),
    )


def _standing(
    paragraph: Paragraph,
    closest: Sequence[Precedent],
    pair: Pair | None,
    precedents: Precedents,
    allowed: Flags,
) -> tuple[Standing, tuple[SourcedPhrase, ...]]:
    if closest and closest[0].same:
        return Standing.VERBATIM, ()
    if (closest and closest[0].likeness >= CHANGED) or pair is not None:
        return Standing.CHANGED, ()
    known = known_phrases(paragraph.text, precedents.shingles, precedents.wordings, allowed)
    composed = share_known(paragraph.text, known) >= _COMPOSED
    if not composed:
        known = tuple(one for one in known if one.own_words >= _OWN_WORDS)
    stored = precedents.stored([one.place for one in known])
    sourced = (
        SourcedPhrase(start=one.start, end=one.end, stored=stored[one.place]) for one in known
    )
    return Standing.COMPOSED if composed else Standing.NEW, tuple(sourced)


def _verb_change(
    paragraph: Paragraph, closest: Sequence[Precedent], pair: Pair | None
) -> VerbChange | None:
    """Returns how the opening verb differs from the version before, else from the closest one."""
    before = pair.before if pair else None
    if before is None and closest and closest[0].likeness >= _VERB:
        before = closest[0].stored.paragraph
    if before is None or not before.verb or not paragraph.verb or before.verb == paragraph.verb:
        return None
    return VerbChange(
        before=before.verb,
        after=paragraph.verb,
        class_before=before.verb_class,
        class_after=paragraph.verb_class,
    )
