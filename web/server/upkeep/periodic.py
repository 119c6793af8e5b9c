"""Periodic: a function that a thread calls again and again while a server runs."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread


class Periodic:
    """Calls a function, then waits, until stopped; `start` and `stop` may be called once.

    name: of the thread. seconds: between the end of a call and the next one. patience: seconds that
    `stop` waits for a call under way.
    """

    def __init__(
        self, name: str, call: Callable[[], object], seconds: float, *, patience: float = 0.0
    ) -> None:
        self._call = call
        self._seconds = seconds
        self._patience = patience
        self._stopping = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    @property
    def stopping(self) -> bool:
        """Whether `stop` was called, for a call that has several steps."""
        return self._stopping.is_set()

    def start(self) -> None:
        """Starts; the first call is immediate."""
        self._thread.start()

    def stop(self) -> None:
        """Stops; waits at most `patience` seconds for a call under way."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(self._patience)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._call()
            self._stopping.wait(self._seconds)
