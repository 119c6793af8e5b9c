"""Proxies: the client and address of a request, from trusted headers only.

Headers with the client's address and the name of the user count only from a trusted proxy; from
anybody else they are removed before anything reads them.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.middleware.proxy_fix import ProxyFix

from web.server.hosts import Hosts
from web.settings.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FORWARDED = tuple(
    f"HTTP_{name}"
    for name in (
        "FORWARDED",
        "X_FORWARDED_FOR",
        "X_FORWARDED_HOST",
        "X_FORWARDED_PORT",
        "X_FORWARDED_PREFIX",
        "X_FORWARDED_PROTO",
        "X_FORWARDED_BY",
        "X_REAL_IP",
    )
)


class Gateway:
    """WSGI middleware that gives the application a trustworthy environment."""

    def __init__(self, app: WSGIApplication, settings: Settings, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts
        self._proxied = ProxyFix(app, x_for=1, x_proto=1, x_host=1)
        self._networks = [ip_network(one, strict=False) for one in settings.trusted_proxies]
        self._user = settings.user_header.upper().replace("-", "_")
        self._prefix = settings.prefix
        self._public = urlsplit(settings.origin) if settings.origin else None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Handles a request."""
        trusted = self._trusts(str(environ.get("REMOTE_ADDR", "")))
        # Never taken from the request: only the server may set the user.
        environ.pop("REMOTE_USER", None)
        user = environ.pop(f"HTTP_{self._user}", None) if self._user else None
        if trusted and user:
            environ["REMOTE_USER"] = user
        if not trusted or environ.get("HTTP_X_FORWARDED_PROTO") not in {None, "http", "https"}:
            environ.pop("HTTP_X_FORWARDED_PROTO", None)
        if not trusted:
            for name in FORWARDED:
                environ.pop(name, None)
        self._hosts.read(environ, trusted=trusted)
        self._mount(environ)
        if self._public is not None:
            environ.pop("HTTP_X_FORWARDED_PROTO", None)
            environ.pop("HTTP_X_FORWARDED_HOST", None)
        app = self._proxied if trusted else self._app
        return app(environ, start_response)

    def _trusts(self, address: str) -> bool:
        if not self._networks:
            return False
        try:
            peer = ip_address(address)
        except ValueError:
            return False
        if isinstance(peer, IPv6Address) and peer.ipv4_mapped:
            peer = peer.ipv4_mapped
        return any(peer in network for network in self._networks)

    def _mount(self, environ: WSGIEnvironment) -> None:
        """Sets the prefix of links, whether or not the proxy has stripped it from the path."""
        if self._prefix:
            path = str(environ.get("PATH_INFO", ""))
            if path == self._prefix or path.startswith(f"{self._prefix}/"):
                environ["PATH_INFO"] = path[len(self._prefix) :]
            environ["SCRIPT_NAME"] = self._prefix
        if self._public is not None:
            environ["wsgi.url_scheme"] = self._public.scheme
            environ["HTTP_HOST"] = self._public.netloc
