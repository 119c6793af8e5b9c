"""A server that holds answers back or breaks them, as slow lines and restarts do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Event
from typing import Any

Wsgi = Callable[..., Iterable[bytes]]


class SlowServer:
    """Stands before an application.

    Answers to addresses whose query string holds a key of `held` wait until their event is set;
    those that hold one of `broken` fail.
    """

    def __init__(self, app: Wsgi) -> None:
        self._app = app
        self.address = ""
        self.held: dict[str, Event] = {}
        self.broken: set[str] = set()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        for part, event in list(self.held.items()):
            if part in query:
                event.wait(10)
        if any(part in query for part in self.broken):
            start("503 Service Unavailable", [("Content-Type", "text/html; charset=utf-8")])
            return [b"<h1>Being repaired</h1>"]
        return self._app(environ, start)

    def hold(self, part: str) -> Event:
        """Hold answers back; gives the event that lets them go."""
        return self.held.setdefault(part, Event())

    def heal(self) -> None:
        """Answer everything at once again."""
        for event in self.held.values():
            event.set()
        self.held.clear()
        self.broken.clear()
