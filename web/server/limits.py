"""Limits on requests: origin, rate, size and time.

Monitoring (`/healthz`, `/readyz`, `/metrics`) and static files are never limited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge, TooManyRequests

from search.deadline import Lanes, until
from web.server.rates import Rates, Wait
from web.server.threads import processors, share, threads
from web.settings.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OPEN = frozenset({"health.alive", "health.ready", "metrics.metrics", "static"})
"""Endpoints without limits."""


def install(
    app: Flask,
    settings: Settings,
    wait: Wait | None = None,
    clock: Callable[[], float] = monotonic,
) -> None:
    """Makes the application refuse requests beyond the limits.

    wait: counts a client's requests, where several processes count together.
    """
    if wait is None and settings.rate_limit:
        wait = Rates(settings.rate_limit).wait

    def refuse() -> None:
        if request.endpoint in OPEN:
            return
        if wait is not None:
            _count(settings.rate_limit, wait(request.remote_addr or "", clock()))
        if settings.user_header and not request.remote_user:
            raise Forbidden(
                "You need to sign in to use this search. "
                "Go to its public address and sign in there."
            )

    app.before_request(_without_body)
    app.before_request(refuse)
    app.wsgi_app = _timed(app.wsgi_app, settings.search_time, lanes(settings))  # type: ignore[method-assign, assignment]  # Flask's own way


def lanes(settings: Settings) -> Lanes:
    """Returns the lanes for long searches in one process.

    Half of the processors work on them and at most half of the threads are taken by them, so that
    ordinary searches need not wait.
    """
    running = share(processors() // 2, settings)
    return Lanes(running, max(0, threads(settings) // 2 - running))


def _timed(app: WSGIApplication, seconds: float, lanes: Lanes) -> WSGIApplication:
    """Limits the time until a response begins; streaming it may take longer."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with until(seconds, lanes):
            return app(environ, start_response)

    return answer


def _without_body() -> None:
    # Methods other than GET are answered elsewhere, with the methods allowed.
    if request.content_length and request.method in {"GET", "HEAD", "OPTIONS"}:
        raise RequestEntityTooLarge(
            "Requests to this server must not have a body. Put your search in the address."
        )


def _count(a_minute: int, wait: float) -> None:
    if wait:
        raise TooManyRequests(
            f"This server allows {a_minute:,} requests per minute. Please wait and try again.",
            retry_after=ceil(wait),
        )
