"""Entries of a report on a draft: what it says of each paragraph, in words, for every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.model import Masthead, Paragraph, Part
from search.citation import citation, place_citation, work_citation
from search.comparison.word_diff import Piece
from search.names.session_names import due_name
from search.names.verb_names import action_within, verb_name
from search.precedents.closest import Precedent
from search.precedents.report import CHANGED, Checked, Report, Standing, VerbChange
from search.precedents.requests import StandingRequest
from search.translation.current import gettext, later, ngettext
from search.translation.numbers import listed

STANDING_NAMES = {
    Standing.VERBATIM: later("Agreed, word for word"),
    Standing.CHANGED: later("Agreed, with changes"),
    Standing.COMPOSED: later("Made of known phrases"),
    Standing.NEW: later("New"),
}
STANDING_MEANINGS = {
    Standing.VERBATIM: later("in an earlier text; only numbers, dates or punctuation may differ"),
    Standing.CHANGED: later("an edited version of an earlier paragraph"),
    Standing.COMPOSED: later("put together from wording of several earlier paragraphs"),
    Standing.NEW: later("nothing like it in this collection"),
}
_SAME = later("the same words")
_SAME_BUT = later("the same words apart from numbers, dates, capitals or punctuation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A paragraph of the index: its document, its id and its citation."""

    document: Masthead
    id: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An earlier paragraph that is like the draft's.

    name: what it is to it. detail: how like it is, and how often its wording was used. text: its
    words, empty where they can be seen in the changes. pieces: from it to the draft's, empty where
    those are the entry's own.
    """

    name: str
    place: Place
    detail: str
    text: str = ""
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A sentence that ends with the place that it speaks of."""

    words: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A stretch of the paragraph that an earlier one has, start and end in characters."""

    start: int
    end: int
    words: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a report says of one paragraph.

    number: from 1. place: in the draft; empty where it has none. pieces: from an earlier text to
    the draft's, empty where nothing differs or nothing is like it. sources: the version in the
    text before, what else of it became part of this paragraph, and the closest wording; the first
    is the earlier text. others: further close ones. moved: a sentence on a move between preamble
    and operative part, empty where there was none.
    """

    number: int
    paragraph: Paragraph
    standing: Standing
    place: str
    pieces: tuple[Piece, ...]
    sources: tuple[Source, ...]
    others: tuple[Source, ...]
    moved: str
    verb: str
    phrases: tuple[Phrase, ...]
    requests: tuple[Remark, ...]


def entries(report: Report) -> tuple[Entry, ...]:
    """Returns the entries of a report in the order of the draft."""
    return tuple(_entry(one, number, report) for number, one in enumerate(report.paragraphs, 1))


def heading(report: Report) -> str:
    """Returns the name of what was checked: its title or citation, else "Your draft"."""
    masthead = report.draft.masthead
    if masthead.title:
        return masthead.title
    unnamed = not masthead.symbol or masthead.symbol.startswith("~")
    return gettext("Your draft") if unnamed else work_citation(masthead)


def coverage(report: Report) -> str:
    """Returns a sentence on what the draft was checked against."""
    held = report.collection
    years = f"{held.first_year}–{held.last_year}"
    if held.first_year == held.last_year:
        years = str(held.first_year)
    against = ngettext(
        "Checked against the one document in this collection.",
        "Checked against the %(number)s documents in this collection.",
        held.documents,
    )
    if held.first_year:
        against = ngettext(
            "Checked against the one document in this collection (%(years)s).",
            "Checked against the %(number)s documents in this collection (%(years)s).",
            held.documents, years=years,
        )  # fmt: skip
    meaning = gettext(
        "“New” means that nothing here is like it; it may still be in a text that this collection "
        "lacks."
    )
    return f"{against} {meaning}"


def predecessor_words(report: Report) -> str:
    """Returns how the predecessor was found, empty where there is none."""
    if report.predecessor is None:
        return ""
    found = later("%(document)s (found by the same title)")
    if report.predecessor_inferred:
        found = later("%(document)s (found by most of its wording)")
    return gettext(found, document=work_citation(report.predecessor))


def compared_with(report: Report) -> str:
    """Returns a sentence on the texts that the draft was compared with."""
    if report.predecessor is None:
        return gettext(
            "We found no earlier version of this text, so it was compared with every text here."
        )
    return gettext(
        "Compared with %(document)s, and with every other text here.",
        document=predecessor_words(report),
    )


def lacking(report: Report) -> Iterator[tuple[Place, Paragraph]]:
    """Yields what the predecessor had and the draft lacks."""
    for gone in report.lacking if report.predecessor else ():
        assert report.predecessor is not None  # noqa: S101 - for types
        yield _place(report.predecessor, gone), gone


def use(precedent: Precedent) -> str:
    """Returns how often a wording was used, "used 9 times since 2013 in this collection"."""
    usage = precedent.usage
    if usage.first_year:
        return ngettext(
            "used once, in %(year)s, in this collection",
            "used %(number)s times since %(year)s in this collection",
            usage.paragraphs, year=usage.first_year,
        )  # fmt: skip
    return ngettext(
        "used once in this collection", "used %(number)s times in this collection", usage.paragraphs
    )


def verb_words(change: VerbChange) -> str:
    """Returns a sentence on a changed opening verb, with the types of action of both."""
    before = action_within(change.class_before) if change.class_before else gettext("none")
    after = action_within(change.class_after) if change.class_after else gettext("none")
    if before == after:
        return gettext(
            "The opening verb changed from “%(before)s” to “%(after)s” (both have the type of "
            "action “%(action)s”).",
            before=verb_name(change.before), after=verb_name(change.after), action=after,
        )  # fmt: skip
    return gettext(
        "The opening verb changed from “%(before)s” (type of action: %(action_before)s) to "
        "“%(after)s” (type of action: %(action)s).",
        before=verb_name(change.before), action_before=before, after=verb_name(change.after),
        action=after,
    )  # fmt: skip


def request_words(one: StandingRequest) -> str:
    """Returns a sentence on a report that was already asked for."""
    request = one.request
    who = listed(request.who)
    due = listed(
        [
            gettext("the %(session)s", session=due_name(session, None, None, None))
            for session in request.due
        ]
    )
    if request.what:
        return ngettext(
            "The %(who)s is already asked to report on %(topic)s to %(due)s",
            "The %(who)s are already asked to report on %(topic)s to %(due)s",
            len(request.who), who=who, topic=request.what, due=due,
        )  # fmt: skip
    return ngettext(
        "The %(who)s is already asked to report to %(due)s",
        "The %(who)s are already asked to report to %(due)s",
        len(request.who), who=who, due=due,
    )  # fmt: skip


def _entry(checked: Checked, number: int, report: Report) -> Entry:
    pieces = _changes(checked, report)
    sources = tuple(_sources(checked, report, changed=bool(pieces)))
    return Entry(
        number=number,
        paragraph=checked.paragraph,
        standing=checked.standing,
        place=place_citation(checked.paragraph),
        pieces=pieces,
        sources=sources,
        others=tuple(_others(checked, sources)),
        moved=_moved(checked),
        verb=verb_words(checked.verb) if checked.verb else "",
        phrases=tuple(_phrases(checked)),
        requests=tuple(
            Remark(
                words=request_words(one), place=_place(one.stored.masthead, one.stored.paragraph)
            )
            for one in checked.requests
        ),
    )


def _changes(checked: Checked, report: Report) -> tuple[Piece, ...]:
    """Returns the changes since the text before, else since the closest wording."""
    pair = checked.predecessor
    pieces: tuple[Piece, ...] = ()
    if pair and pair.before and report.predecessor:
        pieces = pair.pieces
    elif checked.closest and checked.standing in {Standing.VERBATIM, Standing.CHANGED}:
        pieces = checked.closest[0].pieces
    return () if all(piece.same for piece in pieces) else pieces


def _sources(checked: Checked, report: Report, *, changed: bool) -> Iterator[Source]:
    pair = checked.predecessor
    before = pair.before if pair and report.predecessor else None
    own = None
    closest = checked.closest[0] if checked.closest else None
    if before and report.predecessor:
        own = next(
            (one for one in checked.closest if one.stored.paragraph.wording == before.wording), None
        )
        yield Source(
            name=gettext("Changes since the text before") if changed else gettext("Text before"),
            place=_place(report.predecessor, before),
            detail=_kept(own, changed=changed) if checked.kept else _detail(own) if own else "",
        )
    for one in checked.absorbed if report.predecessor else ():
        assert report.predecessor is not None  # noqa: S101 - for types
        yield Source(
            name=gettext("Includes from the text before"),
            place=_place(report.predecessor, one),
            detail="",
            text=one.text,
        )
    if closest and not checked.kept and own is not closest:
        compared = changed and before is None
        edited = checked.standing is Standing.CHANGED and closest.likeness >= CHANGED
        yield _source(
            closest,
            gettext("Changes since the closest wording")
            if compared
            else gettext("Closest wording"),
            # The changes show its words, if they are those since it.
            with_text=not (compared or edited or closest.same),
            with_changes=edited and not compared,
        )


def _others(checked: Checked, sources: tuple[Source, ...]) -> Iterator[Source]:
    named = {source.place.id for source in sources}
    for one in checked.closest:
        if one.stored.paragraph.id not in named:
            yield _source(one, gettext("Also similar"), with_text=True)


def _source(
    precedent: Precedent, name: str, *, with_text: bool, with_changes: bool = False
) -> Source:
    stored = precedent.stored
    return Source(
        name=name,
        place=_place(stored.masthead, stored.paragraph),
        detail=_detail(precedent),
        text=stored.paragraph.text if with_text else "",
        pieces=precedent.pieces if with_changes else (),
    )


def _moved(checked: Checked) -> str:
    """Returns a sentence on a paragraph that was of another part in the text before."""
    before = checked.predecessor.before if checked.predecessor else None
    parts = (Part.PREAMBULAR, Part.OPERATIVE)
    if before is None or before.part is checked.paragraph.part or not (
        before.part in parts and checked.paragraph.part in parts
    ):  # fmt: skip
        return ""
    if before.part is Part.OPERATIVE:
        return gettext("In the text before, this was an operative paragraph.")
    return gettext("In the text before, this was a preambular paragraph.")


def _kept(precedent: Precedent | None, *, changed: bool) -> str:
    """Returns how the same wording in the text before differs, and how often it was used."""
    words = gettext(_SAME_BUT if changed else _SAME)
    if precedent is None or precedent.bare:
        return words
    return gettext("%(like)s; %(use)s", like=words, use=use(precedent))


def _detail(precedent: Precedent) -> str:
    like = gettext("%(number)s%% alike", number=round(100 * precedent.likeness))
    if precedent.same:
        changed = any(not piece.same for piece in precedent.pieces)
        like = gettext(_SAME_BUT if changed else _SAME)
    return like if precedent.bare else gettext("%(like)s; %(use)s", like=like, use=use(precedent))


def _phrases(checked: Checked) -> Iterator[Phrase]:
    for one in checked.phrases:
        yield Phrase(
            start=one.start,
            end=one.end,
            words=checked.paragraph.text[one.start : one.end],
            place=_place(one.stored.masthead, one.stored.paragraph),
        )


def _place(masthead: Masthead, paragraph: Paragraph) -> Place:
    return Place(document=masthead, id=paragraph.id, citation=citation(masthead, paragraph))


def stretches(pieces: Iterable[Piece]) -> Iterator[tuple[str, str]]:
    """Yields two texts as one: ("same", "removed" or "added", words), spaced for reading."""
    last = " "
    for piece in pieces:
        if piece.same:
            yield "same", piece.after
            last = piece.after[-1:] or last
            continue
        out, put = piece.before.strip(), piece.after.strip()
        if not last.isspace() and out[:1].isalnum():
            yield "same", " "
        if out:
            yield "removed", out
        if out and put:
            yield "same", " "
        if put:
            yield "added", put
        last = (piece.after or piece.before)[-1:]
        if last.isspace():
            yield "same", " "
