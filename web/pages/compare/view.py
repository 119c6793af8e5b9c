"""View of a comparison: rows of paragraphs with their changes marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from indexer.model import Masthead, Paragraph
from search.comparison.compare import Change, Comparison, Pair
from search.comparison.word_diff import Piece
from search.paragraph_ids import fragment
from search.translation.current import gettext, later
from web import labels, urls
from web.markup import edited
from web.pages.search.within import Hits
from web.urls import place_href

CHANGE_NAMES = {
    Change.KEPT: later("Unchanged"),
    Change.EDITED: later("Changed"),
    Change.MOVED: later("Moved"),
    Change.ADDED: later("Added"),
    Change.REMOVED: later("Removed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One of the two documents: its name and address."""

    symbol: str
    title: str
    date: str | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """A paragraph of one side; `href` leads to it on its document's page."""

    name: str
    short: str
    label: str
    href: str
    html: Markup
    found: bool
    kind: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A pair of paragraphs.

    anchors: those by which its paragraphs are found. whole: whether its text is unchanged and
    shown once. found: whether the query matches it. previous, next: anchors of the nearest rows
    with a change, None at the ends.
    """

    anchor: str
    anchors: tuple[str, ...]
    change: str
    title: str
    remark: str
    before: CellView | None
    after: CellView | None
    whole: bool
    found: bool
    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """The number of paragraphs with one kind of change, and the anchor of the first."""

    change: str
    name: str
    count: int
    anchor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """All data of the page.

    kept_hidden: number of unchanged paragraphs that are not shown. found: number of rows that the
    query matches. plain: the same page without a query. series: the page of the whole series.
    """

    before: SideView
    after: SideView
    counts: tuple[CountView, ...]
    figures_only: int
    rows: tuple[RowView, ...]
    kept_hidden: int
    all: str
    changes: str
    swapped: str
    api: str
    query: str
    found: int
    plain: str
    series: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query whose matches are marked: its text, and the spans in both documents."""

    text: str
    before: Hits
    after: Hits


def compare_href(
    before: str, after: str, show: str | None = None, *, q: str | None = None, at: str = ""
) -> str:
    """Returns the address of a comparison.

    q: query to highlight. at: where it opens, `before_anchor` or `after_anchor` of a paragraph.
    """
    page = url_for("compare.page", a=before, b=after, show=show, q=q or None)
    return page + urls.anchor(at) if at else page


def before_anchor(paragraph_id: str) -> str:
    """Returns the anchor of the row with a paragraph of the earlier document."""
    return f"before-{fragment(paragraph_id)}"


def after_anchor(paragraph_id: str) -> str:
    """Returns the anchor of the row with a paragraph of the later document."""
    return f"after-{fragment(paragraph_id)}"


def compare_view(
    comparison: Comparison, *, changes_only: bool, query: Query | None = None
) -> CompareView:
    """Returns the view of a comparison."""
    a, b = comparison.before.symbol, comparison.after.symbol
    q = query.text if query else None
    shown = [
        (f"row{place}", pair)
        for place, pair in enumerate(comparison.pairs, 1)
        if not changes_only or pair.change is not Change.KEPT
    ]
    show = "changes" if changes_only else None
    rows = tuple(_rows(comparison, shown, query))
    return CompareView(
        before=_side(comparison.before, q),
        after=_side(comparison.after, q),
        counts=tuple(_counts(comparison, shown)),
        figures_only=comparison.figures_only,
        rows=rows,
        kept_hidden=len(comparison.pairs) - len(shown),
        all=compare_href(a, b, q=q),
        changes=compare_href(a, b, "changes", q=q),
        swapped=compare_href(b, a, show, q=q),
        api=url_for("compare.answer", a=a, b=b),
        query=q or "",
        found=sum(row.found for row in rows),
        plain=compare_href(a, b, show),
        series=url_for("series.page", symbol=b),
    )


def _side(masthead: Masthead, q: str | None) -> SideView:
    date = labels.date_of(masthead)
    return SideView(
        symbol=labels.shown_symbol(masthead),
        title=masthead.title or "",
        date=labels.day(date) if date else None,
        href=place_href(masthead.symbol, q=q),
    )


def _counts(comparison: Comparison, shown: Sequence[tuple[str, Pair]]) -> Iterator[CountView]:
    for change, count in comparison.counts.items():
        first = next((anchor for anchor, pair in shown if pair.change is change), None)
        yield CountView(
            change=str(change),
            name=gettext(CHANGE_NAMES[change]).lower(),
            count=count,
            anchor=first,
        )


def _rows(
    comparison: Comparison, shown: Sequence[tuple[str, Pair]], query: Query | None
) -> Iterator[RowView]:
    changed = [place for place, (_, pair) in enumerate(shown) if pair.change is not Change.KEPT]
    for place, (anchor, pair) in enumerate(shown):
        earlier = [one for one in changed if one < place][-1:]
        later = [one for one in changed if one > place][:1]
        before = _cell(comparison.before, pair, "before", query)
        after = _cell(comparison.after, pair, "after", query)
        yield RowView(
            anchor=anchor,
            anchors=tuple(_anchors(pair)),
            change=str(pair.change),
            title=gettext(CHANGE_NAMES[pair.change]),
            remark=_remark(pair),
            before=before,
            after=after,
            found=any(one is not None and one.found for one in (before, after)),
            whole=pair.before is not None and pair.after is not None and not pair.reworded,
            previous=shown[earlier[0]][0] if earlier else None,
            next=shown[later[0]][0] if later else None,
        )


def _anchors(pair: Pair) -> Iterator[str]:
    if pair.before:
        yield before_anchor(pair.before.id)
    if pair.after:
        yield after_anchor(pair.after.id)


def _remark(pair: Pair) -> str:
    moved = [gettext("and changed")] if pair.change is Change.MOVED and pair.reworded else []
    only = [gettext("figures, dates and punctuation only")] if pair.figures_only else []
    return ", ".join([*moved, *only])


def _cell(masthead: Masthead, pair: Pair, side: str, query: Query | None) -> CellView | None:
    paragraph: Paragraph | None = getattr(pair, side)
    if paragraph is None:
        return None
    hits: Hits = getattr(query, side) if query else {}
    stretches = [(getattr(piece, side), not piece.same) for piece in _pieces(pair, paragraph)]
    return CellView(
        name=labels.paragraph_name(paragraph),
        short=labels.short_name(paragraph),
        label=labels.printed_label(paragraph),
        href=place_href(masthead.symbol, paragraph, q=query.text if query else None),
        html=edited(
            stretches,
            tag="del" if side == "before" else "ins",
            opening=len(paragraph.opening or ""),
            hits=hits.get(paragraph.id, ()),
        ),
        found=paragraph.id in hits,
        kind=str(paragraph.type),
        lang=masthead.language,
    )


def _pieces(pair: Pair, paragraph: Paragraph) -> Sequence[Piece]:
    whole = Piece(before=paragraph.text, after=paragraph.text, same=True)
    return pair.pieces or (whole,)
