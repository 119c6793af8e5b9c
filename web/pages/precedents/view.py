"""View of a report on a draft: its entries with links and marked words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import url_for
from markupsafe import Markup

from indexer.model import Paragraph
from search.formats.report.entries import (
    STANDING_MEANINGS,
    STANDING_NAMES,
    Entry,
    Place,
    Source,
    compared_with,
    coverage,
    entries,
    heading,
    lacking,
    predecessor_words,
)
from search.formats.report.formats import REPORT_FORMATS
from search.paragraph_ids import fragment
from search.precedents.report import Report
from search.translation.current import gettext
from web import labels, urls
from web.markup import changed, marked, opening_span
from web.pages.compare.view import after_anchor, compare_href
from web.pages.precedents.drafts import Draft

MOST_CARRIED = 3 * 1024 * 1024
"""Bytes of a draft that its page carries, so that the report can be had as a file, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation with its address, and words before and after it."""

    before: str
    citation: str
    href: str
    after: str = ""
    text: str = ""
    changes: Markup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry: standing is the value for style sheets, name the label.

    compare: of the comparison with the predecessor at this paragraph, for documents of the index.
    """

    anchor: str
    place: str
    standing: str
    name: str
    label: str
    html: Markup
    remarks: tuple[str, ...]
    sources: tuple[Cited, ...]
    others: tuple[Cited, ...]
    requests: tuple[Cited, ...]
    phrases: tuple[Cited, ...]
    compare: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """The number of paragraphs of one standing."""

    standing: str
    name: str
    meaning: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A draft within its page: its name and its bytes in base64."""

    name: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """All data of the page.

    href: of the document, where it is one of the index. compared: a sentence on what it was
    compared with. compare: of the comparison with the
    predecessor, likewise. files: (title, name or address) of the report as files. carried: what to
    send for them; None for a document of the index, and for a draft that is too large.
    """

    heading: str
    symbol: str
    href: str | None
    compared: str
    predecessor: str
    predecessor_symbol: str
    predecessor_href: str
    compare: str | None
    coverage: str
    total: int
    counts: tuple[CountView, ...]
    entries: tuple[EntryView, ...]
    lacking: tuple[Cited, ...]
    files: tuple[tuple[str, str], ...]
    carried: Carried | None


def report_view(report: Report, draft: Draft | None) -> ReportView:
    """Returns the view of a report; draft: None for a document of the index."""
    masthead, before = report.draft.masthead, report.predecessor
    held = draft is None
    compared = (before.symbol, masthead.symbol) if before and held else None
    return ReportView(
        heading=heading(report),
        symbol=labels.shown_symbol(masthead) if masthead.symbol else "",
        href=url_for("resolution.resolution", symbol=masthead.symbol) if held else None,
        compared=compared_with(report),
        predecessor=predecessor_words(report),
        predecessor_symbol=labels.shown_symbol(before) if before else "",
        predecessor_href=url_for("resolution.resolution", symbol=before.symbol) if before else "",
        compare=compare_href(*compared) if compared else None,
        coverage=coverage(report),
        total=len(report.paragraphs),
        counts=tuple(
            CountView(
                standing=str(one),
                name=gettext(name),
                meaning=gettext(STANDING_MEANINGS[one]),
                count=report.counts[one],
            )
            for one, name in STANDING_NAMES.items()
        ),
        entries=tuple(_entry(one, compared) for one in entries(report)),
        lacking=tuple(_gone(place, paragraph) for place, paragraph in lacking(report)),
        files=tuple(
            (gettext(form.title), page_href(masthead.symbol, name) if held else name)
            for name, form in REPORT_FORMATS.items()
        ),
        carried=_carried(draft),
    )


def page_href(symbol: str, form: str | None = None) -> str:
    """Returns the address of the report on a document of the index, as a page or a file."""
    return url_for("precedents.page", symbol=symbol, format=form)


def _carried(draft: Draft | None) -> Carried | None:
    if draft is None or len(draft.data) > MOST_CARRIED:
        return None
    return Carried(name=draft.name, data=b64encode(draft.data).decode("ascii"))


def _entry(entry: Entry, compared: tuple[str, str] | None) -> EntryView:
    paragraph = entry.paragraph
    return EntryView(
        anchor=f"p{entry.number}",
        place=labels.paragraph_name(paragraph),
        standing=str(entry.standing),
        name=gettext(STANDING_NAMES[entry.standing]),
        label=labels.printed_label(paragraph),
        html=_html(entry),
        remarks=tuple(one for one in (entry.moved, entry.verb) if one),
        sources=tuple(map(_source, entry.sources)),
        others=tuple(map(_source, entry.others)),
        requests=tuple(_cited(one.place, before=f"{one.words}:") for one in entry.requests),
        phrases=tuple(_cited(one.place, before=f"“{one.words}”:") for one in entry.phrases),
        compare=compare_href(*compared, at=after_anchor(paragraph.id)) if compared else "",
    )


def _html(entry: Entry) -> Markup:
    if entry.pieces:
        return changed(entry.pieces)
    text = entry.paragraph.text
    known: Sequence[tuple[int, int]] = [(one.start, one.end) for one in entry.phrases]
    return marked(text, hits=known, opening=opening_span(text, entry.paragraph.opening))


def _source(source: Source) -> Cited:
    after = f"({source.detail})" if source.detail else ""
    cited = _cited(source.place, before=f"{source.name}:", after=after, text=source.text)
    return replace(cited, changes=changed(source.pieces)) if source.pieces else cited


def _gone(place: Place, paragraph: Paragraph) -> Cited:
    return _cited(place, text=paragraph.text)


def _cited(place: Place, *, before: str = "", after: str = "", text: str = "") -> Cited:
    page = url_for("resolution.resolution", symbol=place.document.symbol)
    return Cited(
        before=before,
        citation=place.citation,
        href=page + urls.anchor(fragment(place.id)),
        after=after,
        text=text,
    )
