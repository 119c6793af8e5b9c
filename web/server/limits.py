"""Which requests are let in: from whom, how many, with what, and for how long.

What watches over the server (`/healthz`, `/readyz`, `/metrics`) and static files are let in always.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge, TooManyRequests

from search.retrieval.deadline import until
from web.rates import Rates
from web.settings.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OPEN = frozenset({"health.alive", "health.ready", "metrics.metrics", "static"})
"""Endpoints that everybody may ask, as often as they like."""


def install(app: Flask, settings: Settings, clock: Callable[[], float] = monotonic) -> None:
    """Let the application refuse what it should not answer."""
    rates = Rates(settings.rate_limit) if settings.rate_limit else None

    def refuse() -> None:
        if request.endpoint in OPEN:
            return
        if rates is not None:
            _count(rates, clock())
        if settings.user_header and not request.remote_user:
            raise Forbidden(
                "This search is open to those who are signed on. Come in by its public address, "
                "where you are asked who you are."
            )

    app.before_request(_without_body)
    app.before_request(refuse)
    app.wsgi_app = _timed(app.wsgi_app, settings.search_time)  # type: ignore[method-assign, assignment]  # Flask's own way


def _timed(app: WSGIApplication, seconds: float) -> WSGIApplication:
    """Let an answer begin in time; what is streamed after that may take as long as it is."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with until(seconds):
            return app(environ, start_response)

    return answer


def _without_body() -> None:
    # Another method than GET has its own answer, which says what is allowed.
    if request.content_length and request.method in {"GET", "HEAD", "OPTIONS"}:
        raise RequestEntityTooLarge(
            "A request to this server has no body. Say what you search for in the address."
        )


def _count(rates: Rates, now: float) -> None:
    wait = rates.wait(request.remote_addr or "", now)
    if wait:
        raise TooManyRequests(
            f"One client may ask {rates.a_minute} times a minute here. Wait and ask again.",
            retry_after=ceil(wait),
        )
