"""Links beside the results: downloads, feed, trend and embedding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import current_app, url_for

from search.formats.registry import FORMATS
from search.request import SearchRequest, Sort
from search.translation.current import gettext
from web import urls
from web.pages.search.lines import trend_pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """A format for downloads. most: the maximum number of paragraphs in a file."""

    name: str
    title: str
    href: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLinks:
    """The addresses that a search has beside its page; subscribe: None without a mail server."""

    files: tuple[FileLink, ...]
    feed: str
    api: str
    trends: str
    concordance: str
    subscribe: str | None


def _subscribe(asked: SearchRequest) -> str | None:
    """Returns the address that takes e-mail addresses, None where no mail server is set."""
    if "digest.form" not in current_app.view_functions:
        return None
    return url_for("digest.form") + urls.search_query(asked)


def search_links(asked: SearchRequest) -> SearchLinks:
    """Returns the other addresses of a search."""
    whole = replace(urls.ungrouped(asked), size=urls.DEFAULT.size)
    pairs = urls.search_pairs(whole)
    export = url_for("downloads.export")
    return SearchLinks(
        files=tuple(
            FileLink(
                name=one.name,
                title=gettext(one.title),
                href=f"{export}?{urlencode([*pairs, ('format', one.name)], safe='/:,')}",
                most=one.most,
            )
            for one in FORMATS.values()
        ),
        feed=url_for("downloads.atom") + urls.search_query(replace(whole, sort=Sort.RELEVANCE)),
        api=url_for("api.search") + urls.search_query(asked),
        concordance=url_for("concordance.page")
        + urls.search_query(replace(whole, sort=Sort.RELEVANCE)),
        trends=f"{url_for('trends.page')}?{urlencode(trend_pairs(whole), safe='/:,')}",
        subscribe=_subscribe(replace(whole, sort=Sort.RELEVANCE)),
    )
