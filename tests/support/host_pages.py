"""Pages of another site, on a port of its own, as intranets have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, Response
from support.browsers import served


@dataclass
class HostPages:
    """A site whose pages a test writes.

    address: with the number of the machine. other: the same site by name, which is another origin.
    """

    address: str = ""
    pages: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    @property
    def other(self) -> str:
        return self.address.replace("127.0.0.1", "localhost")

    def put(self, body: str, *, head: str = "", name: str = "page", **headers: str) -> str:
        """Write a page; gives its path. Headers are named with underscores for hyphens."""
        text = (
            f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Host</title>{head}"
            f"</head><body><main><h1>Our page</h1>{body}</main></body></html>"
        )
        kept = {key.replace("_", "-"): value for key, value in headers.items()}
        self.pages[name] = (text, kept)
        return f"/{name}"

    def file(self, name: str, text: str, media_type: str) -> None:
        """Write a script or a style sheet of the site."""
        self.pages[name] = (text, {"Content-Type": media_type})


@contextmanager
def host_pages() -> Iterator[HostPages]:
    """Serve a site whose pages are written while it runs."""
    host = HostPages()
    app = Flask("host")

    @app.get("/<path:name>")
    def page(name: str) -> Response:
        if name not in host.pages:
            return Response(status=204 if name == "favicon.ico" else 404)
        text, headers = host.pages[name]
        response = Response(text, content_type="text/html; charset=utf-8")
        response.headers.update(headers)
        return response

    with served(app) as address:
        host.address = address
        yield host
