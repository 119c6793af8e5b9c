"""Language: what reading needs to know of one, as one value.

English has modules of its own, which know far more; the other official languages are tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import Protocol

from indexer.parsing.knowledge import dates, organs, verbs
from indexer.parsing.knowledge.adoption import Vote, read_vote
from indexer.parsing.knowledge.languages import closings, mastheads, openings
from indexer.parsing.knowledge.languages.labels import label_key, leading_label, section_key
from indexer.parsing.knowledge.languages.tables import TRANSLATED, table
from indexer.parsing.knowledge.verbs import Opening

OFFICIAL = ("en", *TRANSLATED)
"""The codes of the languages that can be read: the official ones of the United Nations."""


class ReadOpening(Protocol):
    """Reads the opening of a paragraph, as `verbs.read_opening`."""

    def __call__(self, text: str, *, terse: bool = False) -> Opening | None:
        """Returns the opening, None where the text does not begin with a known verb."""


class VerbsWithin(Protocol):
    """Finds the verbs inside a paragraph, as `verbs.verbs_within`."""

    def __call__(self, text: str, *, finite: bool) -> tuple[str, ...]:
        """Returns their lemmas, in order, without repeats."""


def _english_item(text: str) -> str | None:
    return re.sub(r"(?i)^agenda items?\s*", "", text) or None


def _none(_text: str) -> None:
    return None


def _never(_text: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language, as reading asks for it.

    find_date, find_session, agenda_item: as the masthead states them, in the forms of the model.
    enacting_organ, adopting_organ, find_committee: short names, by the words of a line.
    label_key: a label as English prints it, None where it is printed so; section_key: the numeral
        of a section's heading.
    stops: what may end a paragraph. annex: how the heading of an annex begins.
    emphasis: classes in which the UN's XML sets openings. leading_label, number: the label, or the
        number of an operative paragraph, at the beginning of a text. dropped: what is no text.
    types_numbers: whether the XML has such numbers in the text as a rule.
    one_form: whether verbs have the same form in the preamble and below it, and words no blanks
        between them.
    is_closing, find_meeting, read_vote: of the last lines of a text; for English,
        `text/closing.py` knows them.
    parts: letters of the parts of a resolution, where they are called by words.
    """

    code: str
    read_opening: ReadOpening
    verbs_within: VerbsWithin
    find_date: Callable[[str], date | None]
    find_session: Callable[[str], str | None]
    agenda_item: Callable[[str], str | None]
    enacting_organ: Callable[[str], str | None]
    adopting_organ: Callable[[str], str | None]
    find_committee: Callable[[str], str | None]
    label_key: Callable[[str], str | None]
    stops: str
    annex: re.Pattern[str]
    emphasis: tuple[str, ...]
    leading_label: re.Pattern[str]
    number: re.Pattern[str]
    types_numbers: bool = False
    one_form: bool = False
    section_key: Callable[[str], str | None] = _none
    is_closing: Callable[[str], bool] = _never
    find_meeting: Callable[[str], str | None] = _none
    read_vote: Callable[[str], Vote | None] = read_vote
    dropped: re.Pattern[str] | None = None
    parts: Mapping[str, str] = field(default_factory=dict)

    def typed_number(self, text: str) -> re.Match[str] | None:
        """Matches a number that the markup leaves in an operative paragraph's text."""
        return self.number.match(text) if self.types_numbers else None


ENGLISH = Language(
    code="en",
    read_opening=verbs.read_opening,
    verbs_within=verbs.verbs_within,
    find_date=dates.find_date,
    find_session=dates.find_session,
    agenda_item=_english_item,
    enacting_organ=organs.enacting_organ,
    adopting_organ=organs.adopting_organ,
    find_committee=organs.find_committee,
    label_key=_none,
    stops=".;,:",
    annex=re.compile(r"(?i)\W?(?:annex|appendix|attachment|enclosure)\b"),
    # The Security Council's older files underline openings.
    emphasis=("italic", "underline"),
    leading_label=re.compile(r"(\((?:[a-z]{1,4}|\d{1,2})\)|[–—•])\s+(?=\S)"),
    number=re.compile(r"\W{0,2}(\d{1,3})[^\w“\"'‘(]{1,4}(?=[A-Z])"),
)


@lru_cache
def language(code: str) -> Language:
    """Returns the language of a code; English for a code that has no table."""
    if code not in TRANSLATED:
        return ENGLISH

    def read_opening(text: str, *, terse: bool = False) -> Opening | None:
        del terse  # only the markup tells where the Security Council ends an opening
        return openings.read_opening(code, text)

    marks = table(code)["marks"]
    return Language(
        code=code,
        read_opening=read_opening,
        verbs_within=partial(openings.verbs_within, code),
        find_date=partial(mastheads.find_date, code),
        find_session=partial(mastheads.find_session, code),
        agenda_item=partial(mastheads.agenda_item, code),
        enacting_organ=partial(mastheads.enacting_organ, code),
        adopting_organ=partial(mastheads.adopting_organ, code),
        find_committee=partial(mastheads.find_committee, code),
        label_key=partial(label_key, code),
        stops=marks["stops"],
        annex=re.compile(rf"(?i)\W?(?:{marks['annex']})"),
        emphasis=tuple(marks["emphasis"]),
        leading_label=leading_label(code),
        number=re.compile(marks["number"]),
        types_numbers=True,
        one_form=code == "zh",
        section_key=partial(section_key, code),
        is_closing=partial(closings.is_closing, code),
        find_meeting=partial(closings.find_meeting, code),
        read_vote=partial(closings.read_vote, code),
        dropped=re.compile(marks["dropped"]) if "dropped" in marks else None,
        parts=marks.get("parts", {}),
    )
