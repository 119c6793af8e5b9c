"""Memory: what searches have freed is given back to the system.

The C library keeps freed memory in a heap for each thread. Different searches leave gaps in it, so
that a process seems to grow although its caches are full. glibc can be asked to give the gaps back;
other C libraries cannot, and nothing happens there.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from web.server.upkeep.periodic import Periodic

_SECONDS = 60.0  # between two times; takes some milliseconds
_ARENAS = 2
_M_ARENA_MAX = -8  # of malloc.h


def _libc(name: str) -> Callable[..., int] | None:
    """Returns a function of the C library; None if it has none of this name."""
    found = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
    return found if callable(found) else None


def share_heaps() -> None:
    """Lets threads that start from now on share a few heaps, so that there are fewer gaps."""
    if (mallopt := _libc("mallopt")) is not None:
        mallopt(_M_ARENA_MAX, _ARENAS)


def give_back() -> bool:
    """Gives freed memory back to the system; returns whether there was any."""
    trim = _libc("malloc_trim")
    return trim is not None and bool(trim(0))


def trimmer(seconds: float = _SECONDS) -> Periodic:
    """Lets threads share heaps; returns the thread that gives freed memory back."""
    share_heaps()
    return Periodic("trimmer", give_back, seconds)
