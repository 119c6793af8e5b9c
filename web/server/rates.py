"""Rates: how many requests each client has sent lately, for one process or for several together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, IPv6Network, ip_address
from multiprocessing.managers import BaseManager, BaseProxy
from threading import Lock, Thread
from typing import Any

from cachetools import LRUCache

Wait = Callable[[str, float], float]
"""Counts a client's request at a time in seconds; returns the seconds to wait, 0 if it may pass."""
MOST_CLIENTS = 50_000
"""Maximum clients remembered; the least recent are forgotten first."""


class Rates:
    """A thread-safe rate limiter.

    A client idle for a minute may send `a_minute` requests at once, then one every 60/`a_minute` s.
    """

    def __init__(self, a_minute: int, most: int = MOST_CLIENTS) -> None:
        self.a_minute = a_minute
        self._left: LRUCache[str, tuple[float, float]] = LRUCache(most)
        self._lock = Lock()

    def wait(self, client: str, now: float) -> float:
        """Counts a request at a time in seconds; returns the seconds to wait, 0 if it may pass."""
        name = network(client)
        with self._lock:
            left, before = self._left.pop(name, (float(self.a_minute), now))
            left = min(self.a_minute, left + (now - before) * self.a_minute / 60)
            passes = left >= 1
            self._left[name] = (left - 1 if passes else left, now)
        return 0.0 if passes else (1 - left) * 60 / self.a_minute


def network(client: str) -> str:
    """Returns the key of a client: its IPv4 address, or the IPv6 network of one household."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return client


class _Shared(BaseProxy):
    """The limiter of another process."""

    _exposed_ = ("wait",)

    def wait(self, client: str, now: float) -> float:
        seconds: Any = self._callmethod("wait", (client, now))  # type: ignore[func-returns-value]
        return float(seconds)


@contextmanager
def shared(a_minute: int) -> Iterator[Wait]:
    """Yields a counter that processes started within may be given; this process counts for all."""
    rates = Rates(a_minute)

    class Manager(BaseManager):
        """Of this limiter alone."""

    Manager.register("rates", lambda: rates, proxytype=_Shared)
    server = Manager().get_server()
    Thread(target=server.serve_forever, name="rates", daemon=True).start()
    client = Manager(address=server.address)
    client.connect()
    yield client.rates().wait  # type: ignore[attr-defined]  # made by `register`
