"""Tasks on a resolution's page: requests for reports, and the paragraphs addressed to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.model import Document, Paragraph, ReportingRequest
from search.translation.current import current
from search.translation.languages import ENGLISH
from web import labels, urls

SHOWN_ADDRESSEES = 8
"""Addressees that are shown before "more"."""
SHOWN_REPORTS = 8
"""Requests to report that are shown before "more"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A link to a paragraph by its short name."""

    anchor: str
    short: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A request to report. `to`, `what` and `when` are empty if the text does not say."""

    place: Place
    who: str
    to: str
    what: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeView:
    """An addressee with its page, and the paragraphs addressed to it."""

    name: str
    href: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedView:
    """Reports and addressees: the first few, and those behind "more"."""

    reports: tuple[ReportView, ...]
    more_reports: tuple[ReportView, ...]
    addressees: tuple[AddresseeView, ...]
    more_addressees: tuple[AddresseeView, ...]


def asked_view(document: Document) -> AskedView:
    """Returns the tasks in a document; the most often addressed come first."""
    reports = tuple(_reports(document))
    addressees = sorted(_addressees(document), key=lambda one: -len(one.places))
    return AskedView(
        reports=reports[:SHOWN_REPORTS],
        more_reports=reports[SHOWN_REPORTS:],
        addressees=tuple(addressees[:SHOWN_ADDRESSEES]),
        more_addressees=tuple(addressees[SHOWN_ADDRESSEES:]),
    )


def due_line(paragraph: Paragraph, organ: str | None) -> str:
    """Returns the sessions at which something in a paragraph is due, with years; may be empty.

    Sessions only, since dates explain themselves.
    """
    sessions = {one.session: one for one in paragraph.deadlines if one.session}
    return "; ".join(
        labels.due_name(name, organ, one.first_year, one.last_year)
        for name, one in sessions.items()
    )


def place_of(paragraph: Paragraph) -> Place:
    """Returns a link to a paragraph."""
    return Place(
        anchor=labels.fragment(paragraph.id),
        short=labels.short_name(paragraph),
        name=labels.paragraph_name(paragraph),
    )


def _reports(document: Document) -> Iterator[ReportView]:
    organ = document.masthead.organ
    for paragraph in document.paragraphs:
        for request in paragraph.requests:
            yield ReportView(
                place=place_of(paragraph),
                who=", ".join(request.who),
                to=with_article(request.to) if request.to else "",
                what=request.what or "",
                when=_when(paragraph, request, organ),
            )


def with_article(body: str) -> str:
    """Returns an addressee with "the" where English needs it."""
    if current() is not ENGLISH:
        return labels.value_name("to", body)
    several = body.split(" ")[0] in ("Member", "States", "Governments") or body[0].islower()
    return body if several else f"the {body}"


def _when(paragraph: Paragraph, request: ReportingRequest, organ: str | None) -> str:
    years = {one.session: one for one in paragraph.deadlines}
    sessions = [
        labels.due_name(name, organ, years[name].first_year, years[name].last_year)
        for name in request.due
    ]
    often = request.periodicity if request.periodicity != "one-time" else None
    return " · ".join([*sessions, *request.by, *([often] if often else [])])


def _addressees(document: Document) -> Iterator[AddresseeView]:
    places: dict[str, list[Place]] = {}
    inherited: dict[str, tuple[str, ...]] = {}
    for paragraph in document.paragraphs:
        inherited[paragraph.id] = paragraph.addressees
        above = inherited.get(paragraph.parent or "", ())
        for name in paragraph.addressees:
            # Tasks inherited from the parent paragraph are listed there.
            if name not in above:
                places.setdefault(name, []).append(place_of(paragraph))
    for name, where in places.items():
        yield AddresseeView(
            name=labels.value_name("to", name),
            href=urls.addressee_href(name),
            places=tuple(where),
        )
