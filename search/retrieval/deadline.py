"""Deadline of a search: a search that exceeds it is abandoned between two of its steps.

A thread cannot be ended from outside, so whatever may take long calls `check`, which has effect
within `until` only. A step is one engine query, or proximity in one folder of columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from search.errors import SearchTooLong

_END: ContextVar[float | None] = ContextVar("end", default=None)


@contextmanager
def until(seconds: float) -> Iterator[None]:
    """Limits all searches of this thread together to `seconds` from now."""
    before = _END.set(monotonic() + seconds)
    try:
        yield
    finally:
        _END.reset(before)


def check() -> None:
    """Raises SearchTooLong if the deadline has passed."""
    end = _END.get()
    if end is not None and monotonic() > end:
        raise SearchTooLong(
            "This search took too long. Try fewer words with wildcards, fewer alternatives, "
            "or rarer words beside NEAR."
        )
