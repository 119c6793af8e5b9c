"""Sections: the Roman numerals and letters of headings, for the paragraphs below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.model import ParagraphType
from indexer.parsing.knowledge.symbols import roman
from indexer.parsing.outline.segments import Segment

_SECTION = re.compile(
    r"(?:Section )?(?:([IVXL]{1,6}|[A-Z])(?:\.|$|\s+[–—-])|([IVXL]{1,6})\s+(?=[A-ZÀ-ÞА-Я“\"(]))"
)


def sections(segments: Sequence[Segment], scopes: Sequence[str]) -> list[tuple[str, ...]]:
    """Returns for each unit the sections that it stands in, outermost first.

    scopes: the component or quoted draft of each, in which sections begin anew. A letter below a
    numeral is a section of it, and so is a numeral below a letter that came first.
    """
    paths: dict[str, tuple[str, ...]] = {}
    found = []
    for segment, scope in zip(segments, scopes, strict=True):
        name = section_name(segment) if segment.type is ParagraphType.HEADING else None
        if name is not None:
            paths[scope] = enter_section(paths.get(scope, ()), name)
        found.append(paths.get(scope, ()))
    return found


def section_name(segment: Segment) -> str | None:
    """Returns the numeral or letter of the section that a heading begins."""
    match = _SECTION.match(segment.numbering or segment.text)
    return (match[1] or match[2]) if match else None


def enter_section(path: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Returns the sections around what follows a section's heading."""
    for depth, open_ in enumerate(path):
        if _follows(open_, name) or (len(path) > 1 and _is_roman(open_) == _is_roman(name)):
            return (*path[:depth], name)
    if path and _is_first(name) and _is_roman(path[-1]) != _is_roman(name):
        return (*path, name)
    return (*path[:-1], name)


def _follows(before: str, name: str) -> bool:
    """Tells "II" after "I", "D" after "C"."""
    if _is_roman(before) and _is_roman(name) and roman(name) == roman(before) + 1:
        return True
    return len(before) == len(name) == 1 and ord(name) == ord(before) + 1


def _is_first(name: str) -> bool:
    return name in ("A", "I")


def _is_roman(name: str) -> bool:
    return set(name) <= set("IVXL")
