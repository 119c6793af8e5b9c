"""Page of words in context and of what follows them, with their JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from search.concordance.continuations import LENGTHS, Continuations, phrase_of
from search.concordance.lines import MOST_READ, MOST_WRITTEN, Concordance, Order
from search.errors import BadParameter, SearchError
from search.formats.concordance import (
    concordance_rows,
    continuation_rows,
    exported_concordance,
    exported_continuations,
    pages,
)
from search.formats.delimited import table_csv
from search.formats.file_names import file_name
from search.request import MAX_QUERY, SearchRequest
from search.translation.current import gettext
from web import labels, urls
from web.index import searcher
from web.pages.concordance.view import (
    LINES,
    ORDER_NAMES,
    ContinuationsView,
    LinesView,
    continuations_view,
    lines_view,
)
from web.problems import UnusableParameters
from web.responses import (
    ConcordanceAnswer,
    ConcordanceLinks,
    ContinuationsAnswer,
    ContinuationsLinks,
    respond,
)
from web.urls import ParameterProblem

blueprint = Blueprint("concordance", __name__)

OWN = ("q", "order", "words", "page")
UNUSED = ("sort", "group", "size", "verbs", "strict")
"""Parameters of searches that have no meaning here and are ignored."""
WORDS = 2
"""Words of continuations where nothing else is asked for."""
PAGES = range(1, 1_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for, and the problems of its parameters."""

    request: SearchRequest
    order: Order
    words: int
    page: int
    problems: tuple[ParameterProblem, ...]

    def address(self, endpoint: str, *, page: int = 1) -> str:
        """Returns the address of the same at an endpoint."""
        filters = [(name, one) for name, those in self.request.filters.items() for one in those]
        pairs = [("q", self.request.query), *filters]
        if endpoint not in ("concordance.counted", "concordance.counted_table"):
            pairs += [("order", str(self.order))] if self.order is not Order.RIGHT else []
            pairs += [("page", str(page))] if page > 1 else []
        if endpoint not in ("concordance.answer", "concordance.table"):
            pairs += [("words", str(self.words))] if self.words != WORDS else []
        return f"{url_for(endpoint)}?{urlencode(pairs, safe='/:,')}"

    def ordered(self, order: Order) -> str:
        """Returns the address of the page in an order."""
        return replace(self, order=order).address("concordance.page")


def _read(args: MultiDict[str, str]) -> Asked:
    own = [(name, one) for name, one in args.items(multi=True) if name not in (*OWN, *UNUSED)]
    read = urls.read_search(MultiDict(own))
    problems = list(read.problems)
    return Asked(
        request=replace(read.request, query=args.get("q", "").strip()[:MAX_QUERY]),
        order=urls.one_of(args.get("order"), "order", Order.RIGHT, problems),
        words=urls.whole(args.get("words"), "words", LENGTHS, WORDS, problems),
        page=urls.whole(args.get("page"), "page", PAGES, 1, problems),
        problems=tuple(problems),
    )


@blueprint.get("/concordance")
def page() -> str:
    """Returns the page of words in context, or of the form for it."""
    asked = _read(request.args)
    problems = list(asked.problems)
    lines: LinesView | None = None
    followed: ContinuationsView | None = None
    phrase = phrase_of(asked.request.query) if asked.request.query else None
    try:
        if asked.request.query:
            lines = lines_view(_concordance(asked), asked.page, asked.address)
        if phrase is not None:
            followed = continuations_view(_continuations(phrase, asked), asked.request)
    except SearchError as error:
        problems.append(
            ParameterProblem(code=error.code, parameter=str(error.parameter), message=str(error))
        )
    return render_template(
        "concordance.html",
        asked=asked,
        lines=lines,
        followed=followed,
        phrase=phrase,
        problems=problems,
        query=asked.request.query,
        orders=[(one, gettext(name), asked.ordered(one)) for one, name in ORDER_NAMES.items()],
        lengths=LENGTHS,
        chips=[
            f"{labels.field_name(name).lower()}: {labels.value_name(name, value)}"
            for name, those in asked.request.filters.items()
            for value in those
        ],
        carried=[(name, one) for name, those in asked.request.filters.items() for one in those],
        results=urls.search_href(asked.request),
        exact=_exact(asked, phrase),
        most=MOST_READ,
    )


def _exact(asked: Asked, phrase: str | None) -> str | None:
    """Returns the address of the same words as a phrase, where they are not asked for as one."""
    if phrase is None or " " not in phrase or asked.request.query.startswith(('"', "“")):
        return None
    as_phrase = replace(asked.request, query=f'"{phrase}"')
    return replace(asked, request=as_phrase).address("concordance.page")


@blueprint.get("/api/v1/concordance")
def answer() -> Response:
    """Returns a page of words in context as JSON."""
    asked = _strict()
    found = _concordance(asked)
    last = pages(found, LINES)
    here = "concordance.answer"
    links = ConcordanceLinks(
        self=asked.address(here, page=asked.page),
        prev=asked.address(here, page=min(asked.page - 1, last)) if asked.page > 1 < last else None,
        next=asked.address(here, page=asked.page + 1) if asked.page < last else None,
        html=asked.address("concordance.page", page=asked.page),
        csv=asked.address("concordance.table"),
    )
    exported = exported_concordance(found, asked.page, LINES)
    return respond(ConcordanceAnswer(concordance=exported, links=links))


@blueprint.get("/api/v1/concordance.csv")
def table() -> Response:
    """Returns words in context as CSV, of more paragraphs than the page."""
    asked = _strict()
    found = searcher().concordance(asked.request, asked.order, MOST_WRITTEN)
    return _csv(concordance_rows(found), "concordance", asked)


@blueprint.get("/api/v1/continuations")
def counted() -> Response:
    """Returns what follows a phrase as JSON."""
    asked = _strict()
    found = _continuations(_phrase(asked), asked)
    links = ContinuationsLinks(
        self=asked.address("concordance.counted"),
        html=asked.address("concordance.page"),
        csv=asked.address("concordance.counted_table"),
    )
    return respond(ContinuationsAnswer(found=exported_continuations(found), links=links))


@blueprint.get("/api/v1/continuations.csv")
def counted_table() -> Response:
    """Returns what follows a phrase as CSV."""
    asked = _strict()
    return _csv(continuation_rows(_continuations(_phrase(asked), asked)), "continuations", asked)


def _strict() -> Asked:
    asked = _read(request.args)
    if asked.problems:
        raise UnusableParameters(asked.problems)
    if not asked.request.query:
        raise BadParameter(gettext("Give the words to look for in “q”."), parameter="q")
    return asked


def _phrase(asked: Asked) -> str:
    phrase = phrase_of(asked.request.query)
    if phrase is None:
        message = gettext("Give a phrase in “q”: up to twelve words, without operators.")
        raise BadParameter(message, parameter="q")
    return phrase


def _concordance(asked: Asked) -> Concordance:
    return searcher().concordance(asked.request, asked.order)


def _continuations(phrase: str, asked: Asked) -> Continuations:
    return searcher().continuations(phrase, asked.request, asked.words)


def _csv(rows: Iterator[Sequence[str]], name: str, asked: Asked) -> Response:
    response = Response(table_csv(rows), content_type="text/csv; charset=utf-8")
    values = (value for those in asked.request.filters.values() for value in those)
    file = file_name((asked.request.query, *values), datetime.now(UTC).date(), "csv", name)
    response.headers.set("Content-Disposition", "attachment", filename=file)
    return response
