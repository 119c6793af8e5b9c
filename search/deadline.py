"""Deadline: the time that a search may take, and how many long searches run beside each other.

A thread cannot be ended from outside, so whatever may take long calls `check` between its steps,
and says what a step will take that nothing can interrupt. Without `until` there is no limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import BoundedSemaphore
from time import monotonic, thread_time

from search.errors import SearchTooLong, TooManySearches

LIGHT = 0.1
"""Seconds of processor time after which a search counts as long."""


class Lanes:
    """Lets a few long searches run at the same time, and a few more wait for them.

    Ordinary searches need no lane: threads are left for them, whatever the long ones do.
    """

    def __init__(self, running: int, waiting: int) -> None:
        self._running = BoundedSemaphore(running)
        self._waiting = BoundedSemaphore(running + waiting)

    def enter(self, seconds: float) -> None:
        """Waits for a lane, at most so many seconds.

        Raises TooManySearches where too many wait already, SearchTooLong where none gets free.
        """
        if not self._waiting.acquire(blocking=False):
            raise TooManySearches(
                "Too many long searches are running. Try again in a few seconds, or search for "
                "fewer words."
            )
        if not self._running.acquire(timeout=max(seconds, 0.0)):
            self._waiting.release()
            raise _too_long()

    def leave(self) -> None:
        """Gives the lane to the next."""
        self._running.release()
        self._waiting.release()


class _Clock:
    """What one request has used of its time."""

    def __init__(self, seconds: float, lanes: Lanes | None) -> None:
        self.end = monotonic() + seconds
        self._used = thread_time()
        self._lanes = lanes
        self._inside = False

    def check(self, seconds: float) -> None:
        left = self.end - monotonic()
        if left < seconds or left < 0:
            raise _too_long()
        if self._lanes is None or self._inside:
            return
        if thread_time() - self._used + seconds > LIGHT:
            self._lanes.enter(left)
            self._inside = True

    def put_off(self, seconds: float, worked: float) -> None:
        self.end += seconds
        self._used += worked

    def stop(self) -> None:
        if self._lanes is not None and self._inside:
            self._lanes.leave()


_CLOCK: ContextVar[_Clock | None] = ContextVar("clock", default=None)


@contextmanager
def paused() -> Iterator[None]:
    """Does not count the time of what is done within: it is done once for all later searches."""
    clock, started, worked = _CLOCK.get(), monotonic(), thread_time()
    try:
        yield
    finally:
        if clock is not None:
            clock.put_off(monotonic() - started, thread_time() - worked)


@contextmanager
def until(seconds: float, lanes: Lanes | None = None) -> Iterator[None]:
    """Gives the searches of this thread so many seconds from now, all of them together.

    lanes: where they need a place once they turn out to be long.
    """
    clock = _Clock(seconds, lanes)
    before = _CLOCK.set(clock)
    try:
        yield
    finally:
        _CLOCK.reset(before)
        clock.stop()


def check(seconds: float = 0.0) -> None:
    """Raises SearchTooLong if the time is over, or a step of so many seconds does not fit in it."""
    clock = _CLOCK.get()
    if clock is not None:
        clock.check(seconds)


def left() -> float:
    """Returns the seconds that are left; infinity without a limit."""
    clock = _CLOCK.get()
    return float("inf") if clock is None else clock.end - monotonic()


def _too_long() -> SearchTooLong:
    return SearchTooLong(
        "This search took too long. Try fewer words with wildcards, fewer alternatives, "
        "or rarer words beside NEAR."
    )
