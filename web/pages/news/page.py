"""Page and feed of the documents that came into the collection lately."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from search.formats.atom import FeedAbout, document_feed
from search.translation.current import gettext
from web import urls
from web.index import searcher
from web.pages.news.view import MOST, news_view
from web.problems import UnusableParameters
from web.server.cache import remembered

blueprint = Blueprint("news", __name__)


@blueprint.get("/new")
@remembered
def page() -> str:
    """Returns the page of new documents."""
    problems = [urls.unknown(name, ()) for name in request.args]
    view = news_view(searcher().arrivals())
    return render_template("news.html", news=view, most=MOST, problems=problems)


@blueprint.get("/new/feed")
@remembered
def atom() -> Response:
    """Returns the feed of new documents."""
    if request.args:
        raise UnusableParameters(tuple(urls.unknown(name, ()) for name in request.args))
    about = FeedAbout(
        title=gettext("Operative: new documents"),
        own=url_for("news.atom", _external=True),
        page=url_for("news.page", _external=True),
        created=searcher().overview().created,
    )
    found = searcher().arrivals(most=MOST)
    return Response(
        document_feed(
            found,
            about,
            lambda one: url_for("resolution.resolution", symbol=one.symbol, _external=True),
        ),
        content_type="application/atom+xml; charset=utf-8",
    )
