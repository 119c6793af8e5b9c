"""When must an answer be there? A search that takes longer is given up, between two of its steps.

Nobody can end a thread from outside; so whatever may take long asks here, and only within `until`
is there an end. One step is a look into the engine, or nearness in one part of the index.
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
    """Give searches of this thread so many seconds from now, all of them together."""
    before = _END.set(monotonic() + seconds)
    try:
        yield
    finally:
        _END.reset(before)


def check() -> None:
    """Go on, unless the time is over; raises SearchTooLong."""
    end = _END.get()
    if end is not None and monotonic() > end:
        raise SearchTooLong(
            "This search took too long. Try fewer words with wildcards, fewer alternatives, "
            "or rarer words beside NEAR."
        )
