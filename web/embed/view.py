"""Views of the page for frames and of the page that creates its code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import url_for
from markupsafe import Markup

from indexer.schema import FIELDS
from search.request import SearchRequest
from search.results import SearchResult
from search.translation.current import gettext, later
from web import labels, urls
from web.embed.options import ATTRIBUTES, SEPARATOR, SIZE, EmbedOptions
from web.pages.search.results import Chip, HitView, results_view

LABEL = later("Search United Nations resolutions")
"""Default label of the search box."""
FRAME_HEIGHT = 480
"""CSS pixels of a frame until it learns its height."""

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """The page for frames.

    carried: hidden parameters of its form. full: address of the full page for the same search.
    """

    label: str
    carried: tuple[tuple[str, str], ...]
    chips: tuple[Chip, ...]
    hits: tuple[HitView, ...]
    status: str | None
    previous: str | None
    next: str | None
    suggestion: str | None
    jump: str | None
    jump_name: str | None
    full: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeView:
    """The page that creates code: the code to copy and the data of its previews.

    attributes: of the element. source: address of the page for frames. properties: CSS custom
    properties of the look by name, as JSON.
    """

    element: str
    frame: str
    form: str
    attributes: Markup
    source: str
    properties: str


def embed_view(options: EmbedOptions, result: SearchResult | None) -> EmbedView:
    """Returns the view of the page for frames; without a result it has only a box."""
    asked = options.asked.request
    shown = results_view(result) if result else None
    pages = result.pages if result else 0

    def page(number: int) -> str | None:
        return embed_href(options, urls.at_page(asked, number)) if 1 <= number <= pages else None

    return EmbedView(
        label=options.label or gettext(LABEL),
        carried=tuple(_carried(options)),
        chips=() if options.locked else _chips(options),
        hits=shown.hits if shown else (),
        status=_status(result) if result else None,
        previous=page(asked.page - 1),
        next=page(asked.page + 1),
        suggestion=embed_href(options, replace(asked, query=result.suggestion, page=1))
        if result and result.suggestion
        else None,
        jump=shown.jump if shown else None,
        jump_name=shown.jump_name if shown else None,
        full=urls.search_href(_whole(asked)),
    )


def _whole(asked: SearchRequest) -> SearchRequest:
    """Returns the search for the full page: its first page, with that page's own size."""
    return replace(asked, page=1, size=urls.DEFAULT.size, facets=urls.DEFAULT.facets)


def _search_pairs(asked: SearchRequest) -> list[tuple[str, str]]:
    """Returns the parameters of a search without the defaults of an embedded one."""
    usual = replace(asked, size=urls.DEFAULT.size if asked.size == SIZE else asked.size)
    pairs = urls.search_pairs(replace(usual, facets=urls.DEFAULT.facets))
    if asked.size == urls.DEFAULT.size:
        pairs.append(("size", str(asked.size)))
    return pairs


def _carried(options: EmbedOptions) -> Pairs:
    asked = replace(options.asked.request, page=1)
    pairs = [pair for pair in _search_pairs(asked) if pair[0] != "q"]
    return [*pairs, *options.own_pairs()]


def embed_href(options: EmbedOptions, asked: SearchRequest, *, external: bool = False) -> str:
    """Returns the address of the page for frames that shows a search."""
    # Included even if empty: without it the page has only a box.
    rest = [pair for pair in _search_pairs(asked) if pair[0] != "q"]
    pairs = [("q", asked.query), *rest, *options.own_pairs()]
    return url_for("embed.frame", _external=external) + "?" + urlencode(pairs, safe="/:,")


def _chips(options: EmbedOptions) -> tuple[Chip, ...]:
    asked = options.asked.request
    return tuple(
        Chip(
            field=labels.field_name(field.name),
            text=labels.value_name(field.name, value),
            href=embed_href(options, urls.without_value(asked, field.name, value)),
        )
        for field in FIELDS
        for value in asked.filters.get(field.name, ())
    )


def _status(result: SearchResult) -> str:
    if not result.total:
        return gettext("No results")
    found = labels.counted(result.total, "paragraph")
    first = (result.request.page - 1) * result.request.size + 1
    if result.pages <= 1 or not result.hits:
        return found
    last = first + len(result.hits) - 1
    return gettext(
        "%(found)s · showing %(first)s–%(last)s",
        found=found,
        first=labels.number(first),
        last=labels.number(last),
    )


def make_view(options: EmbedOptions) -> MakeView:
    """Returns the view of the page that creates code."""
    server, look = url_for("search.search", _external=True), options.look
    attributes = _attributes(options)
    opening = Markup("<operative-search{}>").format(attributes)
    inside = Markup("\n{}\n").format(_form(options, server, "  ")) if options.fallback else ""
    script = Markup('<script src="{}" defer></script>').format(
        url_for("embed.script", _external=True)
    )
    # Markup inside <style> is not read as text, so nothing is escaped; `read_look` admits no "<".
    sheet = Markup("<style>{}</style>\n").format(Markup(look.sheet())) if look.sheet() else ""  # noqa: S704
    element = Markup("{}\n{}{}{}</operative-search>").format(script, sheet, opening, inside)
    return MakeView(
        element=str(element),
        frame=str(_frame(options)),
        form=str(_form(options, server, "")),
        attributes=attributes,
        source=_frame_query(options, external=False),
        properties=json.dumps(look.properties()),
    )


def _attributes(options: EmbedOptions) -> Markup:
    asked = options.asked.request
    pairs: list[tuple[str, str | None]] = [
        (ATTRIBUTES.get(field, field), SEPARATOR.join(values))
        for field, values in asked.filters.items()
    ]
    pairs += [("locked", None)] if options.locked else []
    pairs += [("query", asked.query)] if options.queried else []
    pairs += [("page-size", str(asked.size))] if asked.size != SIZE else []
    pairs += [("label", options.label)] if options.label else []
    pairs += [("lang", options.lang)] if options.lang != "en" else []
    pairs += [("target", options.target)] if options.target else []
    return Markup("").join(
        Markup(" {}").format(name) if value is None else Markup(' {}="{}"').format(name, value)
        for name, value in pairs
    )


def _frame_query(options: EmbedOptions, *, external: bool) -> str:
    pairs = _search_pairs(options.asked.request)
    pairs = [pair for pair in pairs if pair[0] != "q" or options.queried]
    query = urlencode([*pairs, *options.own_pairs()], safe="/:,")
    return url_for("embed.frame", _external=external) + (f"?{query}" if query else "")


def _frame(options: EmbedOptions) -> Markup:
    frame = Markup('<iframe src="{}" title="{}" width="100%" height="{}"></iframe>').format(
        _frame_query(options, external=True), options.label or gettext(LABEL), FRAME_HEIGHT
    )
    script = url_for("embed.frame_script", _external=True)
    return Markup('{}\n<script src="{}" defer></script>').format(frame, script)


def _form(options: EmbedOptions, server: str, indent: str) -> Markup:
    lines = [
        Markup('<form action="{}" method="get">').format(server),
        Markup('  <label>{} <input name="q" type="search" value="{}"></label>').format(
            options.label or gettext(LABEL), options.asked.request.query
        ),
        *(
            Markup('  <input type="hidden" name="{}" value="{}">').format(field, value)
            for field, values in options.asked.request.filters.items()
            for value in values
        ),
        Markup("  <button>{}</button>").format(gettext("Search")),
        Markup("</form>"),
    ]
    return Markup("\n").join(indent + line for line in lines)
