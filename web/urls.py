"""URLs of searches, read and written, and addresses of other pages.

The page and the API read the same parameters: `q`, one parameter for each keyword field (may be
repeated), `verbs`, `sort`, `group`, `page`, `size`, `strict`, `also`. Unusable
parameters are reported, never silently ignored. Forms send ranges in two fields, which are merged
in the address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import quote, urlencode

from flask import url_for
from werkzeug.datastructures import MultiDict

from indexer.model import Paragraph
from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.parsing.text.languages import EN
from indexer.schema import FACETS, KEYWORD_BY_NAME
from search.paragraph_ids import fragment
from search.query.ast import All, And, Field, Form
from search.query.parser import parse
from search.query.printer import print_query
from search.query.tokens import WORDING
from search.request import MAX_DEPTH, MAX_QUERY, PAGE_SIZES, SearchRequest, Sort
from search.translation.current import gettext
from search.translation.numbers import number

PARAMETERS = ("q", *KEYWORD_BY_NAME, "verbs", "sort", "group", "page", "size", "strict", "also")
RANGE = ("year-from", "year-to")
"""Fields of the pages' forms for the two ends of a range of years."""
FORM_FIELDS = (*RANGE, "contains", "start")
"""Form fields beside the parameters."""
YEARS = range(1900, 2200)
"""Allowed years."""
MAX_VALUES = 100
"""Maximum filter values in one request."""
MAX_VALUE = 300
"""Maximum characters of one filter value."""
DEFAULT = SearchRequest(facets=FACETS, strict=False)
ANY_VERB_FACETS = tuple("anyverb" if name == "verb" else name for name in FACETS)
"""The facets if any verb of a paragraph is counted, not only the one that opens it."""
LONGEST_REPEATED = 500
"""Maximum characters of a query repeated in the links of every hit; longer ones are left out."""

Filters = Mapping[str, tuple[str, ...]]
NO_FILTERS: Filters = MappingProxyType({})
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterProblem:
    """A parameter that could not be used and was left out.

    code: "unknown-parameter" or "bad-parameter". allowed: usable values, if they can be listed.
    """

    code: str
    parameter: str
    message: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSearch:
    """The search that a URL asks for, and the problems of its parameters."""

    request: SearchRequest
    problems: tuple[ParameterProblem, ...] = ()


def read_search(args: MultiDict[str, str]) -> AskedSearch:
    """Returns the search in the parameters of a URL."""
    problems = [unknown(name, PARAMETERS) for name in args if name not in PARAMETERS]
    problems += [
        bad(name, gettext("“%(name)s” is given more than once; only the first is used.", name=name))
        for name in ("q", "verbs", "sort", "group", "page", "size", "strict", "also")
        if len(args.getlist(name)) > 1
    ]
    sort = one_of(args.get("sort"), "sort", DEFAULT.sort, problems)
    group = one_of(args.get("group"), "group", DEFAULT.group, problems)
    facets = _facets(args.get("verbs"), problems)
    size = whole(args.get("size"), "size", PAGE_SIZES, DEFAULT.size, problems)
    deepest = MAX_DEPTH // size
    page = whole(args.get("page"), "page", range(1, deepest + 1), DEFAULT.page, problems)
    request = replace(
        DEFAULT,
        query=args.get("q", ""),
        filters=_filters(args, problems),
        sort=sort,
        group=group,
        page=page,
        size=size,
        facets=facets,
        strict=_strict(args.get("strict"), problems),
        also=_also(args.get("also"), problems),
    )
    return AskedSearch(request=request, problems=tuple(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCompletion:
    """The query being typed and the position of its cursor."""

    query: str
    cursor: int
    problems: tuple[ParameterProblem, ...] = ()


def read_completion(args: MultiDict[str, str]) -> AskedCompletion:
    """Returns the query and cursor in the parameters of a URL for completions."""
    allowed = ("q", "cursor")
    query = args.get("q", "")[:MAX_QUERY]
    problems = [unknown(name, allowed) for name in args if name not in allowed]
    problems += [
        bad(name, gettext("“%(name)s” is given more than once; only the first is used.", name=name))
        for name in allowed
        if len(args.getlist(name)) > 1
    ]
    cursor = whole(args.get("cursor"), "cursor", range(len(query) + 1), len(query), problems)
    return AskedCompletion(query=query, cursor=cursor, problems=tuple(problems))


def unknown(name: str, allowed: tuple[str, ...]) -> ParameterProblem:
    """Returns the problem that there is no parameter of this name."""
    shown = name if len(name) <= 60 else f"{name[:60]}…"
    return ParameterProblem(
        code="unknown-parameter",
        parameter=shown,
        message=gettext("There is no parameter “%(shown)s”.", shown=shown),
        allowed=allowed,
    )


def bad(name: str, message: str, allowed: tuple[str, ...] = ()) -> ParameterProblem:
    """Returns the problem that a parameter's value cannot be used."""
    return ParameterProblem(code="bad-parameter", parameter=name, message=message, allowed=allowed)


def one_of(
    text: str | None, name: str, default: Choice, problems: list[ParameterProblem]
) -> Choice:
    """Returns a parameter as a choice; if unusable, `default`, adding to `problems`."""
    if not text:
        return default
    allowed = tuple(str(one) for one in type(default))
    if text not in allowed:
        problems.append(
            bad(
                name,
                gettext(
                    "“%(name)s” must be one of these: %(items)s.",
                    name=name,
                    items=", ".join(allowed),
                ),
                allowed,
            )
        )
        return default
    return type(default)(text)


def _strict(text: str | None, problems: list[ParameterProblem]) -> bool:
    if text and text not in {"0", "1"}:
        problems.append(bad("strict", gettext("“strict” is one of 0, 1."), ("0", "1")))
    return text == "1"


def _also(text: str | None, problems: list[ParameterProblem]) -> str:
    if not text or text in OFFICIAL:
        return text or ""
    problems.append(bad("also", f"“also” must be one of these: {', '.join(OFFICIAL)}.", OFFICIAL))
    return ""


def language_of(args: MultiDict[str, str], name: str = "language") -> str | None:
    """Returns the language that a parameter names, None for none of the official ones."""
    code = args.get(name, "")
    return code if code in OFFICIAL else None


def _facets(text: str | None, problems: list[ParameterProblem]) -> tuple[str, ...]:
    if text and text not in {"lead", "any"}:
        problems.append(bad("verbs", gettext("“verbs” must be lead or any."), ("lead", "any")))
    return ANY_VERB_FACETS if text == "any" else DEFAULT.facets


def sent_by_form(args: MultiDict[str, str]) -> bool:
    """Returns whether a request comes from the page's form, with empty and auxiliary fields."""
    return any(name in args for name in FORM_FIELDS)


def read_form(args: MultiDict[str, str]) -> AskedSearch:
    """Returns the search that the page's form sent, with its range of years in two fields."""
    kept = [(name, one) for name, one in args.items(multi=True) if name not in FORM_FIELDS]
    asked = read_search(MultiDict(kept))
    problems = list(asked.problems)
    low, high = (whole(args.get(name), name, YEARS, 0, problems) for name in RANGE)
    if low and high and low > high:
        low, high = high, low
    request = asked.request
    if low or high:
        years = str(low) if low == high else f"{low or ''}..{high or ''}"
        request = choosing(request, "year", years)
    return AskedSearch(request=request, problems=tuple(problems))


def whole(
    text: str | None, name: str, allowed: range, default: int, problems: list[ParameterProblem]
) -> int:
    """Returns a parameter as a whole number; if unusable, `default`, adding to `problems`."""
    if not text:
        return default
    # int() would also take "1_0", " 7" and digits of other scripts.
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in allowed:
        return int(text)
    problems.append(bad(name, _out_of_range(text, name, allowed)))
    return default


def _out_of_range(text: str, name: str, allowed: range) -> str:
    low, high = allowed.start, allowed.stop - 1
    if name == "page":
        shown = text if len(text) <= 20 else f"{text[:20]}…"
        return gettext(
            "There is no page %(shown)s. Results go up to page %(high)s.",
            shown=shown, high=number(high),
        )  # fmt: skip
    return gettext(
        "“%(name)s” must be a whole number from %(low)s to %(high)s.",
        name=name,
        low=number(low),
        high=number(high),
    )


def _filters(args: MultiDict[str, str], problems: list[ParameterProblem]) -> Filters:
    filters: dict[str, tuple[str, ...]] = {}
    left = MAX_VALUES
    for name in KEYWORD_BY_NAME:
        values = tuple(dict.fromkeys(value for value in args.getlist(name) if value.strip()))
        if any(len(value) > MAX_VALUE for value in values):
            problems.append(
                bad(
                    name,
                    gettext(
                        "A value of “%(name)s” can have at most %(most)s characters.",
                        name=name,
                        most=number(MAX_VALUE),
                    ),
                )
            )
            values = tuple(value for value in values if len(value) <= MAX_VALUE)
        if len(values) > left:
            problems.append(
                bad(
                    name,
                    gettext(
                        "A search can have at most %(most)s filter values.",
                        most=number(MAX_VALUES),
                    ),
                )
            )
            values = values[:left]
        left -= len(values)
        if values:
            filters[name] = values
    return MappingProxyType(filters)


def search_pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """Returns the parameters of a search in a fixed order, without defaults."""
    pairs = [(name, value) for name in KEYWORD_BY_NAME for value in request.filters.get(name, ())]
    if request.facets == ANY_VERB_FACETS:
        pairs.append(("verbs", "any"))
    if request.sort is not DEFAULT.sort:
        pairs.append(("sort", str(request.sort)))
    if request.group is not DEFAULT.group:
        pairs.append(("group", str(request.group)))
    if request.page != DEFAULT.page:
        pairs.append(("page", str(request.page)))
    if request.size != DEFAULT.size:
        pairs.append(("size", str(request.size)))
    if request.strict is not DEFAULT.strict:
        pairs.append(("strict", "1"))
    if request.also:
        pairs.append(("also", request.also))
    # "?q=" alone asks for everything; no parameter at all is the start page.
    return [("q", request.query), *pairs] if request.query or not pairs else pairs


def search_query(request: SearchRequest) -> str:
    """Returns the query string of a search, with its question mark."""
    return "?" + urlencode(search_pairs(request), safe="/:,")


def search_href(request: SearchRequest) -> str:
    """Returns the address of the page that shows a search."""
    return url_for("search.search") + search_query(request)


def choosing(request: SearchRequest, field: str, value: str) -> SearchRequest:
    """Returns a request with one more filter value, on page 1."""
    return _filtered(request, field, (*request.filters.get(field, ()), value))


def without_value(request: SearchRequest, field: str, value: str) -> SearchRequest:
    """Returns a request without a filter value, on page 1.

    A value chosen by a range or in another form ("74" for "GA 74") is removed with that.
    """
    chosen = request.filters.get(field, ())
    kept = tuple(one for one in chosen if one.casefold() != value.casefold())
    if kept == chosen:
        kept = tuple(one for one in chosen if ".." not in one)
    return _filtered(request, field, () if kept == chosen else kept)


def without(request: SearchRequest, field: str) -> SearchRequest:
    """Returns a request without a field's filter."""
    return _filtered(request, field, ())


def cleared(request: SearchRequest) -> SearchRequest:
    """Returns a request without filters."""
    return replace(request, filters=NO_FILTERS, page=1)


def counting_verbs(request: SearchRequest, *, every: bool) -> SearchRequest:
    """Returns a request with its verb filter on all verbs of paragraphs or on opening ones."""
    of, to = ("verb", "anyverb") if every else ("anyverb", "verb")
    moved = dict.fromkeys((*request.filters.get(to, ()), *request.filters.get(of, ())))
    asked = _filtered(_filtered(request, of, ()), to, tuple(moved))
    return replace(asked, facets=ANY_VERB_FACETS if every else DEFAULT.facets)


def ungrouped(request: SearchRequest) -> SearchRequest:
    """Returns a request without grouping, on page 1."""
    return replace(request, group=DEFAULT.group, page=1)


def worded_like(request: SearchRequest, paragraph_id: str) -> SearchRequest:
    """Returns a request for paragraphs worded like one of the results, oldest first."""
    asked = parse(request.query).query
    parts = asked.parts if isinstance(asked, And) else () if isinstance(asked, All) else (asked,)
    # The paragraph already has any wording in the query, so one is enough.
    kept = [one for one in parts if not (isinstance(one, Field) and one.name == WORDING)]
    alike = Field(WORDING, paragraph_id, Form.QUOTED)
    query = print_query(And((*kept, alike)) if kept else alike)
    return replace(ungrouped(request), query=query, sort=Sort.OLDEST)


def at_page(request: SearchRequest, page: int) -> SearchRequest:
    """Returns a request for another page."""
    return replace(request, page=page)


def _filtered(request: SearchRequest, field: str, values: tuple[str, ...]) -> SearchRequest:
    filters = {name: chosen for name, chosen in request.filters.items() if name != field}
    if values:
        filters[field] = values
    return replace(request, filters=MappingProxyType(filters), page=1)


def anchor(fragment: str) -> str:
    """Returns the fragment of a URL that leads to an element of the page."""
    return "#" + quote(fragment, safe="()~.!*'-_,;:@/")


def address_on(site: str, place: str) -> str:
    """Returns the address of a document or paragraph on a site, by its symbol or id.

    For answers that are made outside of a request.
    """
    symbol, _, fragment = place.partition("#")
    page = f"{site}/resolutions/{quote(symbol, safe='/()-.,~')}"
    return page + anchor(fragment) if fragment else page


def place_href(
    symbol: str,
    paragraph: Paragraph | None = None,
    *,
    q: str | None = None,
    language: str = EN,
    beside: str | None = None,
) -> str:
    """Returns the address of a document's page or a paragraph on it.

    q: query to highlight. beside: a second language.
    """
    asked = None if language == EN else language
    page = url_for("resolution.resolution", symbol=symbol, q=q, language=asked, beside=beside)
    return page + anchor(fragment(paragraph.id)) if paragraph else page


def session_href(organ: str, name: str) -> str:
    """Returns the address of the page of a session, or of a year of an organ without sessions."""
    return url_for("sessions.session", organ=organ, name=name)


def addressee_href(name: str, **chosen: str) -> str:
    """Returns the address of an addressee's page; chosen: a session or year of it."""
    query = f"?{urlencode(chosen, safe='/:,')}" if chosen else ""
    return url_for("addressees.addressee", name=name) + query


def filters_href(page: str, filters: Filters, *more: tuple[str, str]) -> str:
    """Returns the address of a search by filters alone at the address of a page."""
    pairs = [(name, value) for name, chosen in filters.items() for value in chosen]
    return f"{page}?{urlencode([*pairs, *more], safe='/:,')}"


def calendar_href(filters: Filters) -> str:
    """Returns the address of a calendar of what is due by the paragraphs that filters select."""
    return filters_href(url_for("downloads.export"), filters, ("format", "ics"))
