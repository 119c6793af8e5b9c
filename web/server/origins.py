"""Which other sites' pages may ask this server, and who may show it in a frame.

None but those that the setting `allowed_origins` lists, and the own one. A page of any other site
is refused in a way that it can read, and the log tells once which setting would allow it. What is
refused is the browser's business to keep: this is no sign-on, and other programs need no origin.
"""

from __future__ import annotations

import logging
from threading import Lock
from urllib.parse import urlsplit

from flask import Flask, Response, request

from web.index import connection
from web.server.hosts import is_own

LOG = logging.getLogger(__name__)

SETTING = "allowed_origins"
SHARED = ("/api/", "/feed", "/oembed")
"""Beginnings of the addresses that scripts of other sites may ask."""
EXPOSED = "ETag, Retry-After, Content-Disposition, X-Total-Count, X-Exported-Count"
"""Headers that scripts of other sites may read beside the usual ones."""
PREFLIGHT_AGE = "600"
"""Seconds that a browser may remember what a site may ask."""
FRAMES = frozenset({"iframe", "frame", "embed", "object"})
"""Values of `Sec-Fetch-Dest` of a page that is to be shown inside another."""
MOST_TOLD = 200
"""Refused origins that the log names; each only once."""
LONGEST = 200
"""Characters of an origin that are told."""


class OriginRefused(Exception):  # noqa: N818 - the noun says it
    """A script of a site that is not on the list asked the API."""

    def __init__(self, origin: str) -> None:
        self.origin = origin[:LONGEST]
        super().__init__(refusal(self.origin))


def refusal(origin: str) -> str:
    """Say that pages of an origin are refused, and what would allow them."""
    if origin == "null":
        return (
            "This page has no origin because it is a local file or in a sandboxed frame, so it "
            "cannot use this server. Put the page on a web site."
        )
    return (
        f"{origin} is not allowed to use this server. Ask its administrator to add "
        f'"{origin}" to “{SETTING}” in operative.toml.'
    )


def allowed_origins() -> tuple[str, ...]:
    """Give the origins that are on the list, beside the own one."""
    return connection().settings.allowed_origins


def own_origin() -> str:
    """Give the origin that the site itself is reached at."""
    parts = urlsplit(request.host_url)
    return connection().settings.origin or f"{parts.scheme}://{parts.netloc}"


def allows(origin: str) -> bool:
    """Tell whether pages of an origin may use this server."""
    return (origin == own_origin() and is_own()) or origin in allowed_origins()


def frame_ancestors() -> str:
    """Give the directive that says on which sites a page for frames may be shown."""
    return " ".join(("'self'", *allowed_origins()))


class _Told:
    """Tells each refused origin once, so that no one can fill the log."""

    def __init__(self) -> None:
        self._known: set[tuple[str, str]] = set()
        self._lock = Lock()

    def tell(self, origin: str, how: str) -> None:
        with self._lock:
            if (origin, how) in self._known or len(self._known) >= MOST_TOLD:
                return
            self._known.add((origin, how))
        shown = "".join(one if one.isprintable() else "�" for one in origin[:LONGEST])
        LOG.warning("%s refused: %s", how, refusal(shown))


def tell_frame_refused(app: Flask) -> None:
    """Tell the log where the page that is asked for will not be shown by the browser."""
    if request.headers.get("Sec-Fetch-Dest") not in FRAMES or not request.referrer:
        return
    host = urlsplit(request.referrer)
    origin = f"{host.scheme}://{host.netloc}"
    if not allows(origin):
        app.extensions[__name__].tell(origin, "Frame")


def install(app: Flask) -> None:
    """Refuse scripts of other sites, and let those on the list read the answers."""
    told = app.extensions[__name__] = _Told()

    @app.before_request
    def refuse() -> None:
        origin = request.headers.get("Origin")
        if origin is not None and request.path.startswith(SHARED) and not allows(origin):
            told.tell(origin, "Script")
            raise OriginRefused(origin)

    @app.after_request
    def share(response: Response) -> Response:
        if not request.path.startswith(SHARED):
            return response
        response.vary.add("Origin")
        origin = request.headers.get("Origin")
        if origin is None:
            return response
        # A refusal says nothing but that it is one, so whoever is refused may read it.
        response.headers["Access-Control-Allow-Origin"] = origin
        if not allows(origin):
            return response
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
            response.headers["Access-Control-Max-Age"] = PREFLIGHT_AGE
        return response
