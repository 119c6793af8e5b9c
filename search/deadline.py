"""Deadline: the time limit of searches, and the number of long searches at the same time.

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
from search.translation.current import gettext

LIGHT = 0.1
"""Seconds of processor time after which a search counts as long."""


class Lanes:
    """Lanes in which a few long searches run at the same time while a few more wait.

    Ordinary searches need no lane: threads are left for them, whatever the long ones do.
    """

    def __init__(self, running: int, waiting: int) -> None:
        self._running = BoundedSemaphore(running)
        self._waiting = BoundedSemaphore(running + waiting)

    def enter(self, seconds: float) -> None:
        """Waits for a lane, for a limited number of seconds.

        Raises TooManySearches if too many already wait, SearchTooLong if none becomes free.
        """
        if not self._waiting.acquire(blocking=False):
            raise TooManySearches(
                gettext(
                    "Too many long searches are running. Try again in a few seconds, or search for "
                    "fewer words."
                )
            )
        if not self._running.acquire(timeout=max(seconds, 0.0)):
            self._waiting.release()
            raise _too_long()

    def leave(self) -> None:
        """Frees the lane for the next."""
        self._running.release()
        self._waiting.release()


class _Clock:
    """The time that one request has used."""

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
    """Excludes the time of what is done within, which is done once for all later searches."""
    clock, started, worked = _CLOCK.get(), monotonic(), thread_time()
    try:
        yield
    finally:
        if clock is not None:
            clock.put_off(monotonic() - started, thread_time() - worked)


@contextmanager
def until(seconds: float, lanes: Lanes | None = None) -> Iterator[None]:
    """Limits all searches of this thread together to `seconds` from now.

    lanes: which they have to enter once they turn out to be long.
    """
    clock = _Clock(seconds, lanes)
    before = _CLOCK.set(clock)
    try:
        yield
    finally:
        _CLOCK.reset(before)
        clock.stop()


def check(seconds: float = 0.0) -> None:
    """Raises SearchTooLong if the time is over or too short for a step of some seconds."""
    clock = _CLOCK.get()
    if clock is not None:
        clock.check(seconds)


def left() -> float:
    """Returns the seconds that are left; infinity without a limit."""
    clock = _CLOCK.get()
    return float("inf") if clock is None else clock.end - monotonic()


def _too_long() -> SearchTooLong:
    return SearchTooLong(
        gettext(
            "This search took too long. Try fewer words with wildcards, fewer alternatives, "
            "or rarer words beside NEAR."
        )
    )
