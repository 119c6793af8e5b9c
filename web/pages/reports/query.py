"""Query for the reports that are asked for, made from the form's fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from search.query.ast import And, Field, Form, Or, Query, Quoted, Words
from search.query.parser import parse
from search.query.printer import print_query
from web.labels import YEAR_DIGITS

REQUESTS = "(class:request OR anyverb:request) report"
"""The paragraphs that ask for a report: a verb of asking, and the word in any form."""
TOPIC_FIELDS = ("title", "heading")
"""Where the words of a topic may stand, beside the paragraph itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReports:
    """The form's fields: organ that asks, who is asked, session or year, session due, topic."""

    organ: str = ""
    to: str = ""
    when: str = ""
    due: str = ""
    topic: str = ""

    def query(self) -> str:
        """Returns the query for the paragraphs that ask for such reports."""
        topic = topic_query(self.topic)
        return f"{REQUESTS} {topic}".strip()

    def filters(self) -> Mapping[str, str]:
        """Returns the filters for the rest: a number of four digits is a year."""
        is_year = self.when[:YEAR_DIGITS].isdigit() and len(self.when) >= YEAR_DIGITS
        filters = {
            "organ": self.organ,
            "to": self.to,
            ("year" if is_year else "session"): self.when,
            "due": self.due,
        }
        return {name: value for name, value in filters.items() if value}


def topic_query(topic: str) -> str:
    """Returns a query for the words of a topic, each in the title, the heading or the paragraph."""
    asked = parse(topic).query
    parts = asked.parts if isinstance(asked, And) else (asked,)
    return " ".join(_bracketed(_anywhere(part)) for part in parts if topic.strip())


def _anywhere(part: Query) -> Query:
    if isinstance(part, Words):
        fields = tuple(Field(name, part.text) for name in TOPIC_FIELDS)
    elif isinstance(part, Quoted):
        fields = tuple(Field(name, part.text, Form.QUOTED) for name in TOPIC_FIELDS)
    else:
        return part
    return Or((part, *fields))


def _bracketed(part: Query) -> str:
    text = print_query(part)
    return f"({text})" if isinstance(part, Or) else text
