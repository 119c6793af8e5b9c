"""Rows of tables: a paragraph as one flat row, the same in every format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import quote

from indexer.model import Masthead
from indexer.schema import KEYWORD_BY_NAME
from search.citation import citation
from search.results import Found
from search.translation.current import gettext, later, message
from search.translation.numbers import day, either

Row = Callable[[Found], str]

# Characters that XML forbids even escaped, so Word files, workbooks and feeds cannot contain them.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The search that a file comes from, for the head of formats that have one.

    reading: the search in plain words. total: matching paragraphs; the file has fewer if there is a
    limit. official: address of official documents, with `{symbol}` in place of the symbol. page:
    returns the address of a paragraph on the site that made the file, None without a site. to: the
    addressees whose tasks a calendar is about; empty for all. query, filters: the search as it was
    typed, filters as names and values. address: of the search on the site; empty without one.
    """

    reading: str
    total: int
    official: str
    page: Row | None = None
    to: tuple[str, ...] = ()
    query: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    address: str = ""
    made: date = field(default_factory=lambda: datetime.now(UTC).date())

    def lines(self) -> list[tuple[str, str]]:
        """Returns what was searched for, where and when, for the head of a file."""
        filters = "; ".join(f"{name}: {value}" for name, value in self.filters)
        rows = (
            (gettext("Query"), self.query),
            (gettext("Filters"), filters),
            (gettext("Date"), day(self.made)),
            (gettext("Search"), self.address),
        )
        return [(name, value) for name, value in rows if value]


COLUMNS: Mapping[str, Row] = {
    "citation": lambda one: citation(one.masthead, one.paragraph),
    "symbol": lambda one: one.masthead.symbol,
    "paragraph": lambda one: one.paragraph.id,
    "title": lambda one: one.masthead.title or "",
    "organ": lambda one: one.masthead.organ or "",
    "session": lambda one: one.masthead.session or "",
    "adopted_on": lambda one: adoption_day(one.masthead),
    "document_type": lambda one: str(one.masthead.document_type),
    "type": lambda one: str(one.paragraph.type),
    "label": lambda one: one.paragraph.label or "",
    "verb": lambda one: one.paragraph.verb or "",
    "verb_class": lambda one: one.paragraph.verb_class or "",
    "addressees": lambda one: "; ".join(one.paragraph.addressees),
    "lead_in": lambda one: one.lead_in or "",
    "text": lambda one: one.paragraph.text,
    "adoption": lambda one: str(one.masthead.adoption or ""),
    "votes_for": lambda one: _number(one.masthead.votes_for),
    "votes_against": lambda one: _number(one.masthead.votes_against),
    "abstentions": lambda one: _number(one.masthead.abstentions),
    "inferred_subject": lambda one: one.masthead.subject or "",
    "subjects": lambda one: "; ".join(one.masthead.subject_terms),
    "subjects_inferred": lambda one: "yes" if one.masthead.subject_terms_inferred else "",
    "goals": lambda one: "; ".join(map(str, one.masthead.goals)),
    "uses": lambda one: _number(one.use.uses if one.use else None),
    "first_used": lambda one: _number(one.use.first_year if one.use else None),
    "last_used": lambda one: _number(one.use.last_year if one.use else None),
    "changes": lambda one: _number(one.use.changes if one.use else None),
}
"""The columns of a table in order: their names and contents."""


def adoption_day(masthead: Masthead) -> str:
    """Returns the day of adoption, "2019-12-18"; may be empty."""
    return masthead.adopted_on.isoformat() if masthead.adopted_on else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def row(found: Found) -> list[str]:
    """Returns the cells of a paragraph, in the order of `COLUMNS`."""
    return [cell(found) for cell in COLUMNS.values()]


def xml_text(text: str) -> str:
    """Returns a text without the characters that XML does not allow."""
    return _NOT_XML.sub("", text)


def shortened(text: str, most: int) -> str:
    """Returns a text of at most `most` characters, with a mark where it was cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def official_url(pattern: str, symbol: str) -> str:
    """Returns the address of the official document."""
    return pattern.format(symbol=quote(symbol.replace(" ", ""), safe="/()-.,~"))


def place_url(found: Found, about: About) -> str:
    """Returns the address of a paragraph on the site, else of its official document."""
    if about.page is not None:
        return about.page(found)
    return official_url(about.official, found.masthead.symbol)


def filter_lines(filters: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    """Returns the filters of a search as titles and values, for `About`."""
    return tuple(
        (message(KEYWORD_BY_NAME[name].title), either(values)) for name, values in filters.items()
    )


SOURCE = later(
    "Source of all texts: United Nations. Unofficial copies, for information only; the official "
    "documents are at https://documents.un.org."
)
"""The statement of the source that files bear."""
