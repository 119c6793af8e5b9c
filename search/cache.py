"""Cache: values by key, bounded by the bytes they take; the least recently used go first."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """A thread-safe cache of at most `most` bytes."""

    def __init__(self, most: int, size: Callable[[V], int]) -> None:
        self._kept: LRUCache[K, V] = LRUCache(most, getsizeof=size)
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Returns the value of a key; None if it is not cached."""
        with self._lock:
            return self._kept.get(key)

    def put(self, key: K, value: V) -> V:
        """Stores a value and returns it; a value larger than the whole cache is not stored."""
        with self._lock:
            if self._kept.getsizeof(value) <= self._kept.maxsize:
                self._kept[key] = value
        return value

    def clear(self) -> None:
        """Removes all values."""
        with self._lock:
            self._kept.clear()
