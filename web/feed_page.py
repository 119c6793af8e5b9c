"""Any search as an Atom feed."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request, url_for

from indexer.store.reader import StoredParagraph
from search.formats.atom import MOST_ENTRIES, FeedAbout, feed
from search.paragraph_ids import fragment
from search.request import Sort
from web import urls
from web.index import searcher
from web.pages.downloads import asked

blueprint = Blueprint("feed", __name__)


@blueprint.get("/feed")
def atom() -> Response:
    """Answer a search as a feed, newest first whatever its own order."""
    wanted = asked(request.args, beside=())
    wanted = replace(wanted, sort=Sort.NEWEST, page=1, size=urls.DEFAULT.size)
    found = searcher().search(replace(wanted, size=1, facets=()))
    about = FeedAbout(
        title=f"Operative: {found.reading or 'all paragraphs'}",
        own=url_for("feed.atom", _external=True)
        + urls.search_query(replace(wanted, sort=Sort.RELEVANCE)),
        page=url_for("search.search", _external=True) + urls.search_query(wanted),
        created=searcher().overview().created,
    )
    paragraphs = list(searcher().stream(wanted, most=MOST_ENTRIES))
    return Response(
        feed(paragraphs, about, _href), content_type="application/atom+xml; charset=utf-8"
    )


def _href(found: StoredParagraph) -> str:
    page = url_for("resolution.resolution", symbol=found.masthead.symbol, _external=True)
    return page + urls.anchor(fragment(found.paragraph.id))
