"""Atom feeds (RFC 4287) of a search and of new documents: newest first, with permanent ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from indexer.model import Masthead
from indexer.parsing.knowledge.sessions import session_end
from search.citation import citation, work_citation
from search.formats.rows import xml_text
from search.results import Found
from search.translation.current import gettext

ATOM = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 50
"""Paragraphs in a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAbout:
    """A feed's title, addresses and date.

    own, page: full addresses of the feed and of the page with the same results.
    created: the index's time of publication, ISO 8601 in UTC.
    """

    title: str
    own: str
    page: str
    created: str


def feed(found: Sequence[Found], about: FeedAbout, href: Callable[[Found], str]) -> bytes:
    """Returns the feed as XML; `href` returns a paragraph's full address."""
    dates = [_updated(one.masthead, about) for one in found]
    root = _feed(about, max(dates, default=None))
    for one, updated in zip(found, dates, strict=True):
        _entry(root, one, updated, href(one))
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def document_feed(
    found: Sequence[tuple[Masthead, str]], about: FeedAbout, href: Callable[[Masthead], str]
) -> bytes:
    """Returns a feed of documents with the times at which they came; `href` as of `feed`."""
    root = _feed(about, max((_moment(arrived) for _, arrived in found), default=None))
    for masthead, arrived in found:
        entry = SubElement(root, "entry")
        _text(entry, "id", _name(f"document {masthead.symbol}"))
        title = masthead.title or masthead.subject
        _text(entry, "title", work_citation(masthead) + (f": {title}" if title else ""))
        _text(entry, "updated", _moment(arrived))
        SubElement(entry, "link", rel="alternate", type="text/html", href=xml_text(href(masthead)))
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _feed(about: FeedAbout, updated: str | None) -> Element:
    root = Element("feed", xmlns=ATOM)
    _text(root, "id", _name(f"search {about.own}"))
    _text(root, "title", about.title)
    _text(root, "updated", updated or _moment(about.created))
    SubElement(root, "link", rel="self", type="application/atom+xml", href=xml_text(about.own))
    SubElement(root, "link", rel="alternate", type="text/html", href=xml_text(about.page))
    _text(SubElement(root, "author"), "name", gettext("United Nations"))
    _text(root, "generator", "Operative")
    return root


def _entry(root: Element, found: Found, updated: str, href: str) -> None:
    entry = SubElement(root, "entry")
    masthead = found.masthead
    _text(entry, "id", _name(found.paragraph.id))
    title = f": {masthead.title}" if masthead.title else ""
    _text(entry, "title", citation(masthead, found.paragraph) + title)
    _text(entry, "updated", updated)
    SubElement(entry, "link", rel="alternate", type="text/html", href=xml_text(href))
    lead_in = f"{found.lead_in} " if found.lead_in else ""
    _text(entry, "content", lead_in + found.paragraph.text, type="text")


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = xml_text(text)


def _name(what: str) -> str:
    """Returns the permanent, unique id of a feed or paragraph (a tag or URN)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'operative:{what}')}"


def _updated(masthead: Masthead, about: FeedAbout) -> str:
    day = masthead.adopted_on or masthead.distributed_on
    day = day or session_end(masthead.organ, masthead.session)
    return _midnight(day) if day else _moment(about.created)


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _moment(created: str) -> str:
    """Returns a time in the form that feeds require, with seconds and zone."""
    return f"{created[:19]}Z"
