"""Cache: values by key, bounded by the bytes they take; the least recently used go first."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Keeps values until they take more than `most` bytes together; safe to use from threads."""

    def __init__(self, most: int, size: Callable[[V], int]) -> None:
        self._kept: LRUCache[K, V] = LRUCache(most, getsizeof=size)
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Returns the value of a key, None where there is none."""
        with self._lock:
            return self._kept.get(key)

    def put(self, key: K, value: V) -> V:
        """Keeps a value and returns it; one that is larger than the whole cache is not kept."""
        with self._lock:
            if self._kept.getsizeof(value) <= self._kept.maxsize:
                self._kept[key] = value
        return value

    def clear(self) -> None:
        """Drops all values."""
        with self._lock:
            self._kept.clear()
