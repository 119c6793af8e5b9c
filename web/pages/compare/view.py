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
from web import labels, urls
from web.markup import edited

CHANGE_NAMES = {
    Change.KEPT: "Unchanged",
    Change.EDITED: "Changed",
    Change.MOVED: "Moved",
    Change.ADDED: "Added",
    Change.REMOVED: "Removed",
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
    kind: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A pair of paragraphs.

    whole: whether its text is unchanged and shown once. previous, next: anchors of the nearest rows
    with a change, None at the ends.
    """

    anchor: str
    change: str
    title: str
    remark: str
    before: CellView | None
    after: CellView | None
    whole: bool
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
    """All data of the page. kept_hidden: number of unchanged paragraphs that are not shown."""

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


def compare_href(before: str, after: str, show: str | None = None) -> str:
    """Returns the address of a comparison."""
    return url_for("compare.page", a=before, b=after, show=show)


def compare_view(comparison: Comparison, *, changes_only: bool) -> CompareView:
    """Returns the view of a comparison."""
    a, b = comparison.before.symbol, comparison.after.symbol
    shown = [
        (f"row{place}", pair)
        for place, pair in enumerate(comparison.pairs, 1)
        if not changes_only or pair.change is not Change.KEPT
    ]
    return CompareView(
        before=_side(comparison.before),
        after=_side(comparison.after),
        counts=tuple(_counts(comparison, shown)),
        figures_only=comparison.figures_only,
        rows=tuple(_rows(comparison, shown)),
        kept_hidden=len(comparison.pairs) - len(shown),
        all=compare_href(a, b),
        changes=compare_href(a, b, "changes"),
        swapped=compare_href(b, a, "changes" if changes_only else None),
        api=url_for("compare.answer", a=a, b=b),
    )


def _side(masthead: Masthead) -> SideView:
    date = labels.date_of(masthead)
    return SideView(
        symbol=labels.shown_symbol(masthead),
        title=masthead.title or "",
        date=labels.day(date) if date else None,
        href=url_for("resolution.resolution", symbol=masthead.symbol),
    )


def _counts(comparison: Comparison, shown: Sequence[tuple[str, Pair]]) -> Iterator[CountView]:
    for change, count in comparison.counts.items():
        first = next((anchor for anchor, pair in shown if pair.change is change), None)
        yield CountView(
            change=str(change), name=CHANGE_NAMES[change].lower(), count=count, anchor=first
        )


def _rows(comparison: Comparison, shown: Sequence[tuple[str, Pair]]) -> Iterator[RowView]:
    changed = [place for place, (_, pair) in enumerate(shown) if pair.change is not Change.KEPT]
    for place, (anchor, pair) in enumerate(shown):
        earlier = [one for one in changed if one < place][-1:]
        later = [one for one in changed if one > place][:1]
        yield RowView(
            anchor=anchor,
            change=str(pair.change),
            title=CHANGE_NAMES[pair.change],
            remark=_remark(pair),
            before=_cell(comparison.before, pair.before, pair, "before"),
            after=_cell(comparison.after, pair.after, pair, "after"),
            whole=pair.before is not None and pair.after is not None and not pair.reworded,
            previous=shown[earlier[0]][0] if earlier else None,
            next=shown[later[0]][0] if later else None,
        )


def _remark(pair: Pair) -> str:
    moved = ["and changed"] if pair.change is Change.MOVED and pair.reworded else []
    only = ["figures, dates and punctuation only"] if pair.figures_only else []
    return ", ".join([*moved, *only])


def _cell(
    masthead: Masthead, paragraph: Paragraph | None, pair: Pair, side: str
) -> CellView | None:
    if paragraph is None:
        return None
    own = fragment(paragraph.id)
    stretches = [(getattr(piece, side), not piece.same) for piece in _pieces(pair, paragraph)]
    return CellView(
        name=labels.paragraph_name(paragraph),
        short=labels.short_name(paragraph),
        label=labels.printed_label(paragraph),
        href=url_for("resolution.resolution", symbol=masthead.symbol) + urls.anchor(own),
        html=edited(
            stretches,
            tag="del" if side == "before" else "ins",
            opening=len(paragraph.opening or ""),
        ),
        kind=str(paragraph.type),
        lang=masthead.language,
    )


def _pieces(pair: Pair, paragraph: Paragraph) -> Sequence[Piece]:
    whole = Piece(before=paragraph.text, after=paragraph.text, same=True)
    return pair.pieces or (whole,)
