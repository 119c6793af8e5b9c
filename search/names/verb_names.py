"""Names of verbs and types of action for people, in the current language."""

from __future__ import annotations

from indexer.parsing.knowledge.verbs import printed_form
from search.translation.current import current, message_in
from search.translation.languages import ENGLISH

ACTION, VERB = "type of action", "opening verb"
"""Contexts of messages: a verb names a type of action, or opens a paragraph."""
_UN_SPELLINGS = {"recognise": "recognize"}
"""Labels in the UN's spelling of values whose own spelling is fixed, as it is in addresses."""


def class_name(value: str) -> str:
    """Returns a type of action in English with a capital, in the UN's spelling."""
    name = _UN_SPELLINGS.get(value, value)
    return name[:1].upper() + name[1:]


def action_name(value: str) -> str:
    """Returns the name of a type of action: "Request"."""
    return message_in(ACTION, class_name(value))


def action_within(value: str) -> str:
    """Returns the name of a type of action for use within a sentence: "request"."""
    return value if current() is ENGLISH else action_name(value)


def opening_verb(lemma: str) -> str:
    """Returns a verb as a paragraph opens with it: "Urges"."""
    return message_in(VERB, printed_form(lemma))


def verb_name(lemma: str) -> str:
    """Returns a verb as facts show it: "urge"; in other languages as it opens a paragraph."""
    return lemma if current() is ENGLISH else opening_verb(lemma)
