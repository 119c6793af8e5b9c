"""Names of subjects and Sustainable Development Goals, as people write them in their language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from indexer.parsing.knowledge.thesaurus import GOALS, goal_name, term_shown
from indexer.schema import GOAL, INFERRED, STATED, SUBJECT
from search.translation.current import current, later, message

CLASSIFIED_NAMES: Mapping[str, str] = MappingProxyType(
    {STATED: later("Stated by the UN"), INFERRED: later("Inferred")}
)
"""Where the subjects of a document come from, for people."""


def subject_name(field: str, value: str) -> str:
    """Returns a value of a field of subjects for people, or the value itself."""
    language = current().code
    if field == SUBJECT:
        return term_shown(value, language)
    if field == GOAL and value.isdecimal() and int(value) in GOALS:
        return f"{value}. {goal_name(int(value), language)}"
    return message(CLASSIFIED_NAMES[value]) if value in CLASSIFIED_NAMES else value
