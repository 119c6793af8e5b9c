"""Limits on requests: origin, rate, size and time.

Monitoring (`/healthz`, `/readyz`, `/metrics`) and static files are never limited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from cachetools import LRUCache
from flask import Flask, request
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge, TooManyRequests

from search.deadline import Lanes, until
from web.server.threads import processors, threads
from web.settings.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
from ipaddress import IPv6Address, IPv6Network, ip_address
from threading import Lock

OPEN = frozenset({"health.alive", "health.ready", "metrics.metrics", "static"})
"""Endpoints without limits."""


def install(app: Flask, settings: Settings, clock: Callable[[], float] = monotonic) -> None:
    """Makes the application refuse requests beyond the limits."""
    rates = Rates(settings.rate_limit) if settings.rate_limit else None

    def refuse() -> None:
        if request.endpoint in OPEN:
            return
        if rates is not None:
            _count(rates, clock())
        if settings.user_header and not request.remote_user:
            raise Forbidden(
                "You need to sign in to use this search. "
                "Go to its public address and sign in there."
            )

    app.before_request(_without_body)
    app.before_request(refuse)
    app.wsgi_app = _timed(app.wsgi_app, settings.search_time, lanes(settings.threads))  # type: ignore[method-assign, assignment]  # Flask's own way


def lanes(wanted: int) -> Lanes:
    """Returns the lanes for long searches; wanted: the setting `threads`.

    Half of the processors work on them and at most half of the threads are taken by them, so that
    ordinary searches need not wait.
    """
    running = max(1, processors() // 2)
    return Lanes(running, max(0, threads(wanted) // 2 - running))


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


def _count(rates: Rates, now: float) -> None:
    wait = rates.wait(request.remote_addr or "", now)
    if wait:
        raise TooManyRequests(
            f"This server allows {rates.a_minute:,} requests per minute. "
            "Please wait and try again.",
            retry_after=ceil(wait),
        )


MOST_CLIENTS = 50_000
"""Maximum clients remembered; the least recent are forgotten first."""


class Rates:
    """A thread-safe rate limiter.

    A client idle for a minute may send `a_minute` requests at once, then one every 60/`a_minute` s.
    """

    def __init__(self, a_minute: int, most: int = MOST_CLIENTS) -> None:
        self.a_minute = a_minute
        self._left: LRUCache[str, tuple[float, float]] = LRUCache(most)
        self._lock = Lock()

    def wait(self, client: str, now: float) -> float:
        """Counts a request at a time in seconds; returns the seconds to wait, 0 if it may pass."""
        name = network(client)
        with self._lock:
            left, before = self._left.pop(name, (float(self.a_minute), now))
            left = min(self.a_minute, left + (now - before) * self.a_minute / 60)
            passes = left >= 1
            self._left[name] = (left - 1 if passes else left, now)
        return 0.0 if passes else (1 - left) * 60 / self.a_minute


def network(client: str) -> str:
    """Returns the key of a client: its IPv4 address, or the IPv6 network of one household."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return client
