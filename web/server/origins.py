"""Origins: the other sites whose pages may use the API or show this one in a frame.

Only those in the setting `allowed_origins` and the site itself. Pages of other sites get a refusal
that they can read, and the log says once which setting would allow them. Browsers enforce this; it
is not authentication, and other programs need no origin.
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
"""Prefixes of the addresses that scripts of other sites may request."""
EXPOSED = "ETag, Retry-After, Link, Content-Disposition, X-Total-Count, X-Exported-Count"
"""Headers that scripts of other sites may read beside the usual ones."""
PREFLIGHT_AGE = "600"
"""Seconds for which browsers may cache a preflight response."""
FRAMES = frozenset({"iframe", "frame", "embed", "object"})
"""Values of `Sec-Fetch-Dest` of requests for a page in a frame."""
MOST_TOLD = 200
"""Maximum refused origins in the log, each once."""
LONGEST = 200
"""Maximum characters of an origin in messages."""


class OriginRefused(Exception):  # noqa: N818 - the noun says it
    """A script of a site that is not allowed called the API."""

    def __init__(self, origin: str) -> None:
        self.origin = origin[:LONGEST]
        super().__init__(refusal(self.origin))


def refusal(origin: str) -> str:
    """Returns the message that an origin is refused, and the setting that would allow it."""
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
    """Returns the origins allowed beside the site's own."""
    return connection().settings.allowed_origins


def own_origin() -> str:
    """Returns the site's own origin."""
    parts = urlsplit(request.host_url)
    return connection().settings.origin or f"{parts.scheme}://{parts.netloc}"


def allows(origin: str) -> bool:
    """Returns whether pages of an origin may use this server."""
    return (origin == own_origin() and is_own()) or origin in allowed_origins()


def frame_ancestors() -> str:
    """Returns the frame-ancestors directive for pages that may be framed."""
    return " ".join(("'self'", *allowed_origins()))


class _RefusalLog:
    """A log of refused origins, each once, so that no one can fill the log."""

    def __init__(self) -> None:
        self._known: set[tuple[str, str]] = set()
        self._lock = Lock()

    def refused(self, origin: str, how: str) -> None:
        with self._lock:
            if (origin, how) in self._known or len(self._known) >= MOST_TOLD:
                return
            self._known.add((origin, how))
        shown = "".join(one if one.isprintable() else "�" for one in origin[:LONGEST])
        LOG.warning("%s refused: %s", how, refusal(shown))


def refused_frame(app: Flask) -> str | None:
    """Returns the site that may not show the current page in a frame, and logs it; None if none.

    A page around that does not say where it is remains unknown, and browsers refuse it silently.
    """
    if request.headers.get("Sec-Fetch-Dest") not in FRAMES or not request.referrer:
        return None
    host = urlsplit(request.referrer)
    origin = f"{host.scheme}://{host.netloc}"
    if allows(origin):
        return None
    app.extensions[__name__].refused(origin, "Frame")
    return origin[:LONGEST]


def _asked_from_elsewhere() -> bool:
    """Returns whether another site's page may have sent the request: a script, or a form.

    The site's own forms are known even where a proxy hides the address under which people see it.
    """
    if request.path.startswith(SHARED):
        return True
    return request.method == "POST" and request.headers.get("Sec-Fetch-Site") != "same-origin"


def install(app: Flask) -> None:
    """Makes the application refuse scripts of other sites and let allowed ones read responses."""
    log = app.extensions[__name__] = _RefusalLog()

    @app.before_request
    def refuse() -> None:
        origin = request.headers.get("Origin")
        if origin is not None and _asked_from_elsewhere() and not allows(origin):
            log.refused(origin, "Script")
            raise OriginRefused(origin)

    @app.after_request
    def share(response: Response) -> Response:
        if not request.path.startswith(SHARED):
            return response
        response.vary.add("Origin")
        origin = request.headers.get("Origin")
        if origin is None:
            return response
        # A refusal contains nothing else, so the refused site may read it.
        response.headers["Access-Control-Allow-Origin"] = origin
        if not allows(origin):
            return response
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        if request.method == "OPTIONS":
            posts = ", POST" if "POST" in response.allow else ""
            response.headers["Access-Control-Allow-Methods"] = f"GET, HEAD{posts}"
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match, Content-Type"
            response.headers["Access-Control-Max-Age"] = PREFLIGHT_AGE
        return response
