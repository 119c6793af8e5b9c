"""Pages that begin and end a subscription."""

from __future__ import annotations

import time
from dataclasses import replace

from flask import Blueprint, Flask, Response, abort, current_app, make_response, render_template
from flask import request as asked
from werkzeug.datastructures import MultiDict

from search.request import SearchRequest, Sort
from web import urls
from web.digest.sender import reading, request_of
from web.digest.subscriptions import Subscriptions, Unsubscribable
from web.index import searcher

EXTENSION = "operative-digests"
blueprint = Blueprint("digest", __name__)


def install(app: Flask, subscriptions: Subscriptions) -> None:
    """Adds the pages to an application."""
    app.extensions[EXTENSION] = subscriptions
    app.register_blueprint(blueprint)


@blueprint.get("/subscribe")
def form() -> Response:
    """Returns the form in which an address is given for the search in the URL."""
    return _form(urls.read_search(asked.args))


@blueprint.post("/subscribe")
def subscribe() -> Response:
    """Adds a subscription."""
    fields = MultiDict(asked.form)
    address = fields.pop("address", "").strip()
    wanted = urls.read_search(fields)
    newest = searcher().arrivals(most=1)
    try:
        made = _subscriptions().add(
            address,
            _search(wanted),
            since=newest[0][1] if newest else "",
            now=time.time(),
        )
    except Unsubscribable as problem:
        return _form(wanted, str(problem), address, 400)
    words = reading(searcher(), request_of(made.search))
    return _private(render_template("subscribed.html", subscription=made, reading=words))


@blueprint.get("/unsubscribe/<token>")
def ask(token: str) -> Response:
    """Returns the page that asks whether to end a subscription: mail programs follow links."""
    found = _subscriptions().get(token)
    if found is None:
        return _private(render_template("unsubscribe.html", subscription=None, reading=""))
    words = reading(searcher(), request_of(found.search))
    return _private(render_template("unsubscribe.html", subscription=found, reading=words))


@blueprint.post("/unsubscribe/<token>")
def unsubscribe(token: str) -> Response:
    """Ends a subscription, for its page and for mail programs (RFC 8058)."""
    _subscriptions().remove(token)
    return _private(render_template("unsubscribe.html", subscription=None, reading=""))


def _form(
    wanted: urls.AskedSearch, problem: str | None = None, address: str = "", status: int = 200
) -> Response:
    if wanted.problems:
        abort(404)
    page = render_template(
        "subscribe.html",
        fields=urls.search_pairs(_plain(wanted)),
        reading=reading(searcher(), wanted.request),
        problem=problem,
        address=address,
    )
    return _private(page, status)


def _plain(wanted: urls.AskedSearch) -> SearchRequest:
    """Returns a search without what does not change its results."""
    whole = urls.ungrouped(wanted.request)
    return replace(whole, size=urls.DEFAULT.size, page=1, sort=Sort.RELEVANCE)


def _search(wanted: urls.AskedSearch) -> str:
    return urls.search_query(_plain(wanted))


def _private(page: str, status: int = 200) -> Response:
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _subscriptions() -> Subscriptions:
    found: Subscriptions = current_app.extensions[EXTENSION]
    return found
