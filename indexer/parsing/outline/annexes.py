"""Places in annexes, as they are cited: "annex II, sect. III, para. 5 (c)", "annex, third item"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer.model import ParagraphType, Part
from indexer.parsing.knowledge.ordinals import ordinal_word
from indexer.parsing.outline.numbering import BULLETS
from indexer.parsing.outline.sections import enter_section, section_name
from indexer.parsing.outline.segments import Segment
from indexer.parsing.outline.tree import Tree

_ANNEX = re.compile(r"(?i)\W?(annex|appendix|attachment|enclosure)(?: ([IVXL]+|\d{1,2}|[A-Z])\b)?")
_LONGEST_HEADING = 110  # characters


@dataclass(slots=True)
class _Place:
    """Where the units of an annex stand: its name, its sections, the items counted in each."""

    annex: str = "annex"
    sections: tuple[str, ...] = ()
    items: Counter[int | None] = field(default_factory=Counter)


def annex_places(segments: Sequence[Segment], tree: Tree) -> Iterator[str | None]:
    """Yields for each unit of an annex where it stands, None for all other units."""
    place = _Place()
    chains: dict[int, str] = {}
    for index, segment in enumerate(segments):
        if segment.part is not Part.ANNEX:
            place = _Place()
            yield None
            continue
        parent = tree.parents[index]
        if not _enters(place, segment, parent):
            chains[index] = _chain(place, segment, parent, chains.get(parent or -1, ""))
        sections = f"sect. {'.'.join(place.sections)}" if place.sections else ""
        yield ", ".join(filter(None, (place.annex, sections, chains.get(index, ""))))


def _enters(place: _Place, segment: Segment, parent: int | None) -> bool:
    """Tells the headings of annexes and sections, and enters what stands below them."""
    if segment.type is not ParagraphType.ANNEX or parent is not None:
        return False
    annex = _ANNEX.match(segment.text) if segment.label is None else None
    if annex and len(segment.text) < _LONGEST_HEADING:
        place.annex = " ".join(filter(None, (annex[1].lower(), annex[2])))
        place.sections, place.items = (), Counter()
        return True
    name = section_name(segment)
    short = len(segment.text) < _LONGEST_HEADING and not segment.text.endswith((".", ";", ","))
    if name is None or not short:
        return False
    place.sections, place.items = enter_section(place.sections, name), Counter()
    return True


def _chain(place: _Place, segment: Segment, parent: int | None, above: str) -> str:
    """Returns the labels down to a unit: "para. 5 (c), third item"."""
    label = segment.numbering
    if segment.type is ParagraphType.TABLE or (label is None and parent is None):
        return ""
    if label is None or label in BULLETS:
        place.items[parent] += 1
        item = f"{ordinal_word(place.items[parent])} item"
        return f"{above}, {item}" if above else item
    if above:
        return f"{above} {label}" if label.startswith("(") else f"{above}, {label}"
    return f"para. {label}" if label[0] in "(0123456789" else label
