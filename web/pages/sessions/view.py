"""View of a session's page, and of the list of sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import url_for

from indexer.model import Adoption, DocumentType, Masthead
from search.overviews.session import Compared, DueTask, Period, SessionOverview
from search.translation.current import gettext, later_plural, ngettext
from search.translation.numbers import either
from web import labels
from web.pages.resolution.tasks import with_article
from web.urls import (
    Filters,
    addressee_href,
    calendar_href,
    filters_href,
    place_href,
    session_href,
)

SHOWN_VALUES = 12
"""Verbs and addressees in the tables."""
SHOWN_DUE = 60
"""Tasks in the table of what is due; a link leads to the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLink:
    """A session with the number of its documents."""

    name: str
    short: str
    href: str
    documents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganSessions:
    """The sessions of an organ, newest first."""

    organ: str
    sessions: tuple[PeriodLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its words; `href` may be empty."""

    value: str
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """A verb or addressee: `search` leads to its paragraphs, `href` to its page, or is the same.

    count: of its paragraphs; words: the same in words. before: in the session before, empty if
    there is none. new: whether that had none.
    """

    text: str
    href: str
    search: str
    count: str
    words: str
    before: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTable:
    """The most frequent values of a field; all: the page of every value."""

    title: str
    noun: str
    rows: tuple[ValueRow, ...]
    total: int
    new: int
    all: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLink:
    """A document of a list."""

    symbol: str
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A task that is due, with the paragraph that asks for it.

    who: names and their pages. text: the title of its document.
    """

    who: tuple[tuple[str, str], ...]
    what: str
    report: bool
    to: str
    when: str
    often: str
    symbol: str
    place: str
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """All data of a session's page."""

    title: str
    short: str
    organ: str
    years: str
    figures: tuple[Figure, ...]
    documents: str
    paragraphs: str
    before: PeriodLink | None
    after: PeriodLink | None
    tables: tuple[ValueTable, ...]
    new: tuple[TextLink, ...]
    returned: int
    gone: tuple[TextLink, ...]
    new_wordings: Figure | None
    due: tuple[DueRow, ...]
    due_total: int
    reports_due: int
    due_all: str
    calendar: str
    later: tuple[Figure, ...]


def search_address(filters: Filters) -> str:
    """Returns the address of a search by filters alone."""
    return filters_href(url_for("search.search"), filters)


def period_href(period: Period) -> str:
    """Returns the address of a session's page."""
    return session_href(period.organ, period.name)


def period_title(period: Period) -> str:
    """Returns the name of a session: "76th session of the General Assembly"."""
    organ = labels.organ_name(period.organ)
    if period.is_year:
        return gettext("%(organ)s in %(year)s", organ=organ, year=period.name)
    session = labels.session_name(period.name) or period.name
    return labels.sentence(gettext("%(session)s of the %(organ)s", session=session, organ=organ))


def period_short(period: Period) -> str:
    """Returns the short name of a session: "76th session", or its year."""
    return period.name if period.is_year else labels.session_name(period.name) or period.name


def sessions_view(known: Mapping[Period, Sequence[Masthead]]) -> tuple[OrganSessions, ...]:
    """Returns the list of sessions by organ."""
    return tuple(
        OrganSessions(
            organ=labels.organ_name(organ),
            sessions=tuple(_link(period, len(known[period])) for period in group),
        )
        for organ, group in groupby(known, key=lambda period: period.organ)
    )


def _link(period: Period, documents: int = 0) -> PeriodLink:
    return PeriodLink(
        name=period_title(period),
        short=period_short(period),
        href=period_href(period),
        documents=documents,
    )


def session_view(found: SessionOverview) -> SessionView:
    """Returns the view of a session."""
    period, filters = found.period, found.period.filters
    due_at = {"due": (f"{period.organ} {period.name}",)}
    years = period.years
    return SessionView(
        title=period_title(period),
        short=period_short(period),
        organ=period.organ,
        years="" if years is None or period.is_year else f"{years[0]}–{years[1]}",
        figures=tuple(_figures(found)),
        documents=url_for("resolution.resolutions", organ=period.organ, period=period.name),
        paragraphs=search_address(filters),
        before=_link(found.before) if found.before else None,
        after=_link(found.after) if found.after else None,
        tables=(
            _table(gettext("Opening verbs"), gettext("verbs"), "verb", found.verbs, period),
            _table(gettext("Addressed to"), gettext("addressees"), "to", found.addressees, period),
            _table(
                gettext("Types of action"),
                gettext("types of action"),
                "class",
                found.actions,
                period,
            ),
        ),
        new=tuple(map(_text_link, found.new)),
        returned=found.returned,
        gone=tuple(map(_text_link, found.gone)),
        new_wordings=_wordings(found),
        due=tuple(due_row(one) for one in found.due[:SHOWN_DUE]),
        due_total=len(found.due),
        reports_due=sum(one.task.report for one in found.due),
        due_all=search_address(due_at),
        calendar=calendar_href(due_at),
        later=tuple(
            Figure(
                value=labels.number(count),
                words=labels.due_name(name, period.organ, None, None),
                href=search_address({**filters, "due": (name,)}),
            )
            for name, count in found.due_later.items()
        ),
    )


_NOUNS = {
    DocumentType.RESOLUTION: later_plural("resolution", "resolutions"),
    DocumentType.DECISION: later_plural("decision", "decisions"),
    DocumentType.STATEMENT: later_plural("statement", "statements"),
    DocumentType.DRAFT: later_plural("draft", "drafts"),
}
_OTHERS = later_plural("other document", "other documents")


def _figures(found: SessionOverview) -> list[Figure]:
    filters = found.period.filters
    figures = []
    for kind, count in sorted(found.documents.items(), key=lambda pair: -pair[1]):
        words = ngettext(*_NOUNS.get(kind, _OTHERS), count)
        figures.append(Figure(value=labels.number(count), words=words))
    figures.append(
        Figure(
            value=labels.number(found.paragraphs),
            words=gettext("paragraphs"),
            href=search_address(filters),
        )
    )
    for adoption, words in (
        (Adoption.CONSENSUS, gettext("adopted without a vote")),
        (Adoption.VOTE, gettext("adopted by recorded vote")),
    ):
        if count := found.adoptions.get(adoption, 0):
            href = search_address({**filters, "adopted": (str(adoption),)})
            figures.append(Figure(value=labels.number(count), words=words, href=href))
    return figures


def _wordings(found: SessionOverview) -> Figure | None:
    years = found.period.years
    if found.new_wordings is None or years is None:
        return None
    when = either(list(dict.fromkeys(map(str, years))))
    first = {"first": (f"{years[0]}..{years[1]}",)}
    share = round(100 * found.new_wordings / found.paragraphs) if found.paragraphs else 0
    return Figure(
        value=labels.counted(found.new_wordings, "paragraph"),
        words=gettext(
            "(%(share)s%%) with wording first used in %(years)s in this collection",
            share=share,
            years=when,
        ),
        href=search_address({**found.period.filters, **first}),
    )


def _table(
    title: str, noun: str, field: str, values: Sequence[Compared], period: Period
) -> ValueTable:
    filters, chosen = period.filters, chosen_period(period)
    rows = []
    for one in values[:SHOWN_VALUES]:
        search = search_address({**filters, field: (one.value,)})
        page = addressee_href(one.value, **chosen) if field == "to" else search
        rows.append(
            ValueRow(
                text=labels.value_name(field, one.value),
                href=page,
                search=search,
                count=labels.number(one.count),
                words=labels.counted(one.count, "paragraph"),
                before="" if one.before is None else labels.number(one.before),
                new=one.before == 0,
            )
        )
    return ValueTable(
        title=title,
        noun=noun,
        rows=tuple(rows),
        total=len(values),
        new=sum(one.before == 0 for one in values),
        all=filters_href(url_for("search.values", field=field), filters),
    )


def chosen_period(period: Period) -> dict[str, str]:
    """Returns the parameter of an addressee's page that selects a session or year."""
    if period.is_year:
        return {"year": period.name}
    return {"session": f"{period.organ} {period.name}"}


def _text_link(masthead: Masthead) -> TextLink:
    return TextLink(
        symbol=labels.shown_symbol(masthead),
        title=masthead.title or masthead.subject or "",
        href=url_for("resolution.resolution", symbol=masthead.symbol),
    )


def due_row(one: DueTask) -> DueRow:
    """Returns the row of a task."""
    found, task = one.found, one.task
    return DueRow(
        who=tuple((labels.value_name("to", name), addressee_href(name)) for name in task.who),
        what=task.what.removeprefix("on "),
        report=task.report,
        to=with_article(task.to) if task.to else "",
        when=task.when,
        often=task.often,
        symbol=labels.shown_symbol(found.masthead),
        place=labels.short_name(found.paragraph),
        text=found.masthead.title or found.masthead.subject or "",
        href=place_href(found.masthead.symbol, found.paragraph),
    )
