"""Pinpoints: the paragraph of a document at a place that a person named, by its label or id.

The spellings of places are data of `indexer.parsing.knowledge.pinpoints`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from indexer.model import Paragraph, ParagraphType, Part
from indexer.parsing.knowledge.pinpoints import Pinpoint
from search.paragraph_ids import OPERATIVE, PREAMBULAR, fragment, numbered_place

_QUOTED = "quoted"


def paragraph_at(
    paragraphs: Sequence[Paragraph],
    place: Pinpoint,
    *,
    component: str | None = None,
    former: Mapping[str, str] = MappingProxyType({}),
) -> Paragraph | None:
    """Returns the paragraph at a place; for a missing subparagraph, its nearest parent.

    component: the part in the symbol ("B" in "75/101 B"), which is preferred.
    """
    if place.kind == "id":
        own = place.own or ""
        return _by_id(paragraphs, own) or _by_id(paragraphs, former.get(own, ""))
    if place.place:
        cited = [one for one in paragraphs if (one.place or "").casefold() == place.place]
        if cited:
            return min(cited, key=lambda one: _remote(one, place, component))
    for kind in _kinds(place):
        found = [one for one in kind(paragraphs, place) if _in_section(one, place.section)]
        if found:
            best = min(found, key=lambda one: _remote(one, place, component))
            return _below(paragraphs, best, place)
    return None


def _by_id(paragraphs: Sequence[Paragraph], own: str) -> Paragraph | None:
    """Returns a paragraph by its id; case counts only if ids differ in nothing else."""
    exact = [one for one in paragraphs if fragment(one.id) == own]
    alike = [one for one in paragraphs if fragment(one.id).casefold() == own.casefold()]
    return next(iter(exact), None) or (alike[0] if len(alike) == 1 else None)


_Finder = Callable[[Sequence[Paragraph], Pinpoint], Iterator[Paragraph]]


def _kinds(place: Pinpoint) -> tuple[_Finder, ...]:
    if place.kind == "annex":
        return (_annexed,)
    if place.kind == "preambular":
        return (_labelled(Part.PREAMBULAR), _counted(PREAMBULAR))
    operative = (_labelled(Part.OPERATIVE), _counted(OPERATIVE))
    return operative if place.kind == "operative" else (*operative, _annexed)


def _labelled(part: Part) -> _Finder:
    def find(paragraphs: Sequence[Paragraph], place: Pinpoint) -> Iterator[Paragraph]:
        return (one for one in paragraphs if one.part is part and _has_label(one, place.number))

    return find


def _counted(kind: str) -> _Finder:
    def find(paragraphs: Sequence[Paragraph], place: Pinpoint) -> Iterator[Paragraph]:
        for one in paragraphs:
            found = numbered_place(one.id)
            if found is None or not found.numbered or found.below:
                continue
            if (found.kind, found.number) == (kind, place.number):
                yield one

    return find


def _annexed(paragraphs: Sequence[Paragraph], place: Pinpoint) -> Iterator[Paragraph]:
    for one in paragraphs:
        if one.part is not Part.ANNEX and one.type is not ParagraphType.ANNEX:
            continue
        if place.number is None or _has_label(one, place.number):
            yield one


def _has_label(paragraph: Paragraph, number: int | None) -> bool:
    return (paragraph.label or "").strip(" .") == str(number)


def _in_section(paragraph: Paragraph, section: str | None) -> bool:
    if section is None:
        return True
    scopes = fragment(paragraph.id).split(".")
    return section.casefold() in (name.casefold() for name in scopes)


def _remote(paragraph: Paragraph, place: Pinpoint, component: str | None) -> tuple[bool, bool, int]:
    """Returns the sort key of paragraphs with one number: the named part, unquoted, first."""
    quoted = fragment(paragraph.id).startswith(_QUOTED) and place.section != _QUOTED
    return (component is not None and paragraph.component != component, quoted, paragraph.ordinal)


def _below(paragraphs: Sequence[Paragraph], above: Paragraph, place: Pinpoint) -> Paragraph:
    """Returns the subparagraph at a place's labels, following them down as far as they exist."""
    for label in place.labels:
        found = [one for one in _children(paragraphs, above) if _label(one) == label.strip("()")]
        if not found:
            return above
        above = found[0]
    if place.item:
        items = [one for one in _children(paragraphs, above) if not _label(one).isalnum()]
        above = items[place.item - 1] if place.item <= len(items) else above
    return above


def _children(paragraphs: Sequence[Paragraph], above: Paragraph) -> Iterator[Paragraph]:
    return (one for one in paragraphs if one.parent == above.id)


def _label(paragraph: Paragraph) -> str:
    return (paragraph.label or "").strip("(). ").casefold()
