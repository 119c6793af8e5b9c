"""View of a paragraph's history: its wordings in time, its versions and what is like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from indexer.model import Masthead, Paragraph
from indexer.store.reader import StoredParagraph
from search.citation import citation
from search.comparison.word_diff import Piece
from search.names.uses import not_since, times_words, use_words
from search.precedents.families import Member
from search.precedents.history import History, Version
from search.precedents.wordings import Usage
from search.request import Grouping
from search.translation.current import gettext, ngettext
from web import labels
from web.markup import changed, marked
from web.pages.compare.view import after_anchor, before_anchor, compare_href
from web.urls import place_href


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A paragraph among others: its document and place, and the way there."""

    symbol: str
    name: str
    href: str
    history: str
    title: str | None
    date: str | None
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A wording of the family; `own` is that of the page's paragraph. html: with changes marked."""

    place: PlaceView
    use: str
    html: Markup
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """The version in another document; `html` is None if it has none, `same` if nothing differs."""

    name: str
    symbol: str
    place: PlaceView | None
    same: bool
    html: Markup | None
    compare: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearView:
    """A similar wording."""

    place: PlaceView
    likeness: int
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingView:
    """A paragraph that names the page's."""

    place: PlaceView
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """A year with the number of paragraphs, and its share of the largest in per cent."""

    year: int
    count: int
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """All data of the page.

    use, family, counted: sentences on the wording, on its family, and on what is counted.
    uses: paragraphs with the same wording; all_uses: a search for them. cites: the works that it
    names, each with its address. cited: paragraphs that name it; citing: how many name its
    document; all_citing: a search for them.
    """

    place: PlaceView
    citation: str
    lead_in: str | None
    html: Markup
    use: str
    family: str
    counted: str
    steps: tuple[StepView, ...]
    years: tuple[YearView, ...]
    versions: tuple[VersionView, ...]
    uses: tuple[PlaceView, ...]
    all_uses: str
    total: int
    near: tuple[NearView, ...]
    cites: tuple[tuple[str, str], ...]
    cited: tuple[CitingView, ...]
    citing: int
    all_citing: str
    series: str
    api: str


def history_view(history: History) -> HistoryView:
    """Returns the view of a history."""
    stored = history.stored
    own = stored.paragraph.id
    return HistoryView(
        place=_of(stored),
        citation=citation(stored.masthead, stored.paragraph),
        lead_in=stored.lead_in,
        html=_text(stored.paragraph),
        use=labels.sentence(_use(history.usage)),
        family=_family(history),
        counted=_counted(history),
        steps=tuple(_step(one, stored) for one in history.family),
        years=tuple(_years(history.years)),
        versions=tuple(_versions(history)),
        uses=tuple(_of(one) for one in history.uses if one.paragraph.id != own),
        all_uses=url_for("search.search", q=f"wording:{own}", group=str(Grouping.RESOLUTION)),
        total=history.usage.paragraphs,
        near=tuple(
            NearView(
                place=_of(one.stored),
                likeness=round(100 * one.likeness),
                html=changed(_backwards(one.pieces)),
            )
            for one in history.nearest
        ),
        cites=tuple((one, place_href(one)) for one in stored.paragraph.cites),
        cited=tuple(
            CitingView(place=_of(one), html=_text(one.paragraph)) for one in history.cited_by
        ),
        citing=history.citing,
        all_citing=url_for("search.search", q="", cites=stored.masthead.symbol),
        series=url_for("series.page", symbol=stored.masthead.symbol),
        api=url_for("history.answer", paragraph=own),
    )


def _of(stored: StoredParagraph) -> PlaceView:
    return _place(stored.masthead, stored.paragraph)


def _place(masthead: Masthead, paragraph: Paragraph) -> PlaceView:
    date = labels.date_of(masthead)
    return PlaceView(
        symbol=labels.shown_symbol(masthead),
        name=labels.paragraph_name(paragraph),
        href=place_href(masthead.symbol, paragraph),
        history=url_for("history.page", paragraph=paragraph.id),
        title=masthead.title,
        date=labels.day(date) if date else None,
        lang=masthead.language,
    )


def _text(paragraph: Paragraph) -> Markup:
    opening = len(paragraph.opening or "")
    return marked(paragraph.text, opening=(0, opening) if opening else None)


def _use(usage: Usage) -> str:
    return times_words(usage.paragraphs, usage.first_year, usage.last_year)


def _family(history: History) -> str:
    """Returns how often the text with its edits was used in adopted texts, in a sentence."""
    if history.use is None:
        if not history.changes:
            return gettext("It was never changed.")
        return ngettext("It was changed once.", "It was changed %(number)s times.", history.changes)
    used = [use_words(history.use, history.collection), not_since(history.use, history.collection)]
    return gettext(
        "With its edits, in adopted texts: %(items)s.", items="; ".join(filter(None, used))
    )


def _counted(history: History) -> str:
    """Returns what is counted, in a sentence."""
    years = "–".join(str(year) for year in dict.fromkeys(history.collection or ()))
    where = gettext("Counted in this collection.")
    if years:
        where = gettext(
            "Counted in this collection, whose adopted texts are of %(years)s.", years=years
        )
    return f"{where} {gettext('Other numbers, dates and sessions are no change.')}"


def _step(member: Member, stored: StoredParagraph) -> StepView:
    pieces = member.pieces
    return StepView(
        place=_of(member.first),
        use=_use(member.usage),
        html=changed(pieces) if pieces else _text(member.first.paragraph),
        own=member.first.paragraph.wording == stored.paragraph.wording,
    )


def _years(years: Sequence[tuple[int, int]]) -> list[YearView]:
    """Returns every year from the first to the last, those without any use too."""
    if not years:
        return []
    counts, most = dict(years), max(count for _, count in years)
    return [
        YearView(year=year, count=count, share=round(100 * count / most))
        for year in range(years[0][0], years[-1][0] + 1)
        for count in [counts.get(year, 0)]
    ]


def _versions(history: History) -> Iterator[VersionView]:
    own, here = history.stored.masthead, history.stored.paragraph.id
    if history.earlier:
        compare = compare_href(history.earlier.document.symbol, own.symbol, at=after_anchor(here))
        yield _version(gettext("Earlier text"), history.earlier, compare, _pieces(history.earlier))
    if history.later:
        compare = compare_href(own.symbol, history.later.document.symbol, at=before_anchor(here))
        pieces = _backwards(_pieces(history.later))
        yield _version(gettext("Later text"), history.later, compare, pieces)


def _pieces(version: Version) -> Sequence[Piece]:
    return version.pair.pieces if version.pair else ()


def _version(name: str, version: Version, compare: str, pieces: Sequence[Piece]) -> VersionView:
    pair = version.pair
    there = pair.before if pair else None
    return VersionView(
        name=name,
        symbol=labels.shown_symbol(version.document),
        place=_place(version.document, there) if there else None,
        same=pair is not None and not pair.reworded,
        html=changed(pieces) if pair else None,
        compare=compare,
    )


def _backwards(pieces: Sequence[Piece]) -> list[Piece]:
    return [Piece(before=one.after, after=one.before, same=one.same) for one in pieces]
