"""Headers of every response: security policy and caching."""

from __future__ import annotations

from flask import Flask, Response, request

POLICY = {
    # Scripts are files of the site only, so injected code cannot run.
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",  # except pages made for frames, see `origins`
}
"""The content security policy by directive."""


def content_policy(**changes: str) -> str:
    """Returns the policy (CSP), with the given directives replaced (`frame_ancestors="'self'"`)."""
    changed = {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}" for name, value in {**POLICY, **changed}.items())


HEADERS = {
    "Content-Security-Policy": content_policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
    ),
}
FOR_OTHERS = "/embed"
"""Prefix of the addresses that other sites may embed, if `origins` allows them."""


def _protected(response: Response) -> Response:
    if request.path.startswith(FOR_OTHERS):
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _revalidated(response: Response) -> Response:
    """Makes browsers revalidate a response each time they use it from their cache."""
    # An ETag would require a streamed response to be collected in memory.
    if response.direct_passthrough or response.is_streamed or response.status_code != 200:
        return response
    if request.method in {"GET", "HEAD"}:
        response.headers.setdefault("Cache-Control", "no-cache")
        response.add_etag()
        response.make_conditional(request)
    return response


def install(app: Flask) -> None:
    """Adds the headers to all responses of the application."""
    app.after_request(_protected)
    app.after_request(_revalidated)
