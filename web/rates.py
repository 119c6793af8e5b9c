"""How often may one client ask? A token bucket for each that asked lately."""

from __future__ import annotations

from collections import OrderedDict
from ipaddress import IPv6Address, IPv6Network, ip_address
from threading import Lock

MOST_CLIENTS = 50_000
"""Clients that are remembered; beyond it those are forgotten who have asked longest ago."""


class Rates:
    """Counts the requests of clients; safe to use from several threads.

    Who has not asked for a minute may ask `a_minute` times at once, and goes on evenly after that.
    """

    def __init__(self, a_minute: int, most: int = MOST_CLIENTS) -> None:
        self.a_minute = a_minute
        self._most = most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, client: str, now: float) -> float:
        """Count a request at a time in seconds; gives the seconds to wait, 0 where it may pass."""
        name = network(client)
        with self._lock:
            left, before = self._left.pop(name, (float(self.a_minute), now))
            left = min(self.a_minute, left + (now - before) * self.a_minute / 60)
            passes = left >= 1
            self._left[name] = (left - 1 if passes else left, now)
            if len(self._left) > self._most:
                self._left.popitem(last=False)
        return 0.0 if passes else (1 - left) * 60 / self.a_minute


def network(client: str) -> str:
    """Give what counts as one client: an address, of IPv6 the network that one household has."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return client
