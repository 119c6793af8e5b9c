"""Hosts: the names under which this server answers.

A page of any site can have its own name lead to a server in the reader's network (DNS rebinding):
browsers then take the server for that site and let the page read everything. So names that are
not this server's are refused. Addresses and names without a dot cannot be anybody else's site.
"""

from __future__ import annotations

import re
import socket
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, current_app, request

from web.server.limits import OPEN
from web.settings.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

SETTING = "allowed_hosts"
ANY = "*"
LONGEST = 200
"""Characters of a host that are shown."""
_ASKED = "operative.host"
_PORT = re.compile(r":[0-9]*$")


class HostRefused(Exception):  # noqa: N818 - the noun says it
    """A request came under a name that is not this server's."""

    def __init__(self, host: str) -> None:
        self.host = "".join(one for one in host[:LONGEST] if one.isprintable())
        super().__init__(
            f"This server does not answer as “{self.host}”. Use its own address, or ask its "
            f'administrator to add "{self.host}" to “{SETTING}” in operative.toml.'
        )


class Hosts:
    """The names of this server."""

    def __init__(self, settings: Settings) -> None:
        self._trusts_proxies = not settings.allowed_hosts and not settings.origin
        self._allowed = settings.allowed_hosts
        public = urlsplit(settings.origin).hostname or ""
        self._own = {name_of(settings.host), name_of(public)} - {""}

    def read(self, environ: WSGIEnvironment, *, trusted: bool) -> None:
        """Records the name that a request used, before anything replaces it.

        trusted: whether the request comes from a trusted proxy.
        """
        host = str(environ.get("HTTP_HOST", ""))
        if trusted:
            forwarded = str(environ.get("HTTP_X_FORWARDED_HOST", ""))
            host = forwarded.rpartition(",")[2].strip() or host
        # Where the public name varies, the proxy alone knows which names are right.
        environ[_ASKED] = "" if trusted and self._trusts_proxies else host

    def allows(self, host: str) -> bool:
        """Returns whether a name, with or without a port, is this server's; an empty one is."""
        name = name_of(host)
        return (
            "." not in name
            or _is_address(name)
            or name in self._own
            or name.endswith(".localhost")
            or any(_fits(name, allowed) for allowed in self._allowed)
            or name in _names_of_machine()
        )


def name_of(host: str) -> str:
    """Returns a host in the form compared: without port and brackets, in lower case."""
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return (host if _is_address(host) else _PORT.sub("", host)).rstrip(".")


def asked_host() -> str:
    """Returns the name that the current request used; empty if a proxy has checked it."""
    return str(request.environ.get(_ASKED, ""))


def is_own() -> bool:
    """Returns whether the current request used a name of this server."""
    hosts: Hosts = current_app.extensions[__name__]
    return hosts.allows(asked_host())


def install(app: Flask, hosts: Hosts) -> None:
    """Makes the application refuse requests under other names, except those of monitoring."""
    app.extensions[__name__] = hosts

    @app.before_request
    def refuse() -> None:
        if not hosts.allows(asked_host()) and request.endpoint not in OPEN:
            raise HostRefused(asked_host())


def _fits(name: str, allowed: str) -> bool:
    if allowed.startswith("*."):
        return name.endswith(allowed[1:])
    return allowed in (ANY, name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1)
def _names_of_machine() -> frozenset[str]:
    """Returns the names of this machine, in its network and by multicast."""
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return frozenset({name, socket.getfqdn().lower(), f"{short}.local"})
