"""Wording of rows: the words that show where paragraphs begin and end, by language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from indexer.parsing.knowledge.languages.language import ENGLISH, Language, language
from indexer.parsing.knowledge.organs import adopting_organ, enacting_organ
from indexer.parsing.structure.segmentation.beginnings import begins_paragraph
from indexer.parsing.text.closing import is_closing

_ENDS = r"[”\"’')\]»》）]*(?:\s?\d{1,3})?$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words by which rows are told apart.

    label: with which a row may begin. ended: how a paragraph may end. The others ask whether a row
    begins a paragraph, is a closing, the enacting formula or the line of the adoption.
    """

    label: re.Pattern[str]
    ended: re.Pattern[str]
    begins: Callable[[str], bool]
    is_closing: Callable[[str], bool]
    is_formula: Callable[[str], bool]
    is_adoption: Callable[[str], bool]


_ENGLISH = Wording(
    label=re.compile(r"(?:\d{1,3}\.|\([a-z]{1,4}\)|\(\d{1,2}\)|[•●–—])(?:\s|$)"),
    ended=re.compile(r"[.,;:!?][”\"’')\]]*(?:\s?\d{1,3})?$|[;,] (?:and|or)$"),
    begins=begins_paragraph,
    is_closing=is_closing,
    is_formula=lambda text: enacting_organ(text) is not None,
    is_adoption=lambda text: adopting_organ(text) is not None,
)


@lru_cache
def wording_of(code: str | None) -> Wording:
    """Returns the wording of a language, English where none was recognized."""
    spoken = language(code or ENGLISH.code)
    return _ENGLISH if spoken is ENGLISH else _translated(spoken)


def _translated(spoken: Language) -> Wording:
    # Both patterns have groups of their own, so they are not put into one.
    label = re.compile(rf"{spoken.number.pattern}|{spoken.leading_label.pattern}")
    return Wording(
        label=label,
        ended=re.compile(rf"[{re.escape(spoken.stops)}!?！？]{_ENDS}"),
        begins=lambda text: bool(label.match(text)) or spoken.read_opening(text) is not None,
        is_closing=spoken.is_closing,
        is_formula=lambda text: spoken.enacting_organ(text) is not None,
        is_adoption=lambda text: spoken.adopting_organ(text) is not None,
    )
