"""Sending: changes to an index of a cluster, in batches, by several threads at once.

A change can be sent twice without harm, so what gets no answer is sent again. Nothing is taken for
done before the cluster has said so of each single change.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from indexer.engines.opensearch.connection import Connection
from indexer.errors import ClusterUnavailable, IndexUnwritable

_MOST, _BYTES = 1_000, 4 << 20
"""Changes and bytes of one batch."""
_THREADS = 4
_PATIENCE = 60.0
"""Seconds in which a batch is repeated, as long as the cluster replaces a node."""
_PAUSE = 0.5
_BUSY, _FAILED = 429, 500
"""States in which, or above which, a change may succeed if it is sent again."""


@dataclass(frozen=True, slots=True)
class Change:
    """A document that is put into an index under its id, or with fields None taken out of it."""

    id: int
    fields: dict[str, Any] | None

    def lines(self) -> str:
        """Returns the lines by which a cluster is told."""
        if self.fields is None:
            return f'{{"delete":{{"_id":"{self.id}"}}}}\n'
        document = json.dumps(self.fields, ensure_ascii=False, separators=(",", ":"))
        return f'{{"index":{{"_id":"{self.id}"}}}}\n{document}\n'


def send(
    connection: Connection,
    index: str,
    changes: Iterable[Change],
    advance: Callable[[int], object] = lambda _: None,
) -> None:
    """Makes changes to an index, each of another document.

    advance: takes the numbers of changes that are made. Raises IndexUnwritable where the cluster
    refuses one, ClusterUnavailable as connections do.
    """
    with ThreadPoolExecutor(_THREADS) as threads:
        waiting: set[Future[int]] = set()
        try:
            for batch in _batches(changes):
                if len(waiting) == 2 * _THREADS:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    for one in done:
                        advance(one.result())
                waiting.add(threads.submit(_send, connection, index, batch))
            for one in waiting:
                advance(one.result())
        except BaseException:
            for one in waiting:
                one.cancel()
            raise


def _batches(changes: Iterable[Change]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for change in changes:
        lines = change.lines()
        if batch and (len(batch) == _MOST or size + len(lines) > _BYTES):
            yield batch
            batch, size = [], 0
        batch.append(lines)
        size += len(lines)
    if batch:
        yield batch


def _send(connection: Connection, index: str, batch: list[str]) -> int:
    number = len(batch)
    end = time.monotonic() + _PATIENCE
    while batch:
        left = end - time.monotonic()
        path = f"/{index}/_bulk"
        try:
            body = "".join(batch)
            answer = connection.ask("POST", path, body, seconds=max(left, 1.0), timeout="10s")
        except KeyError:
            raise _refused("the index was removed, perhaps by a run on another machine") from None
        batch, reason = _again(batch, answer)
        if batch and time.monotonic() + _PAUSE > end:
            raise ClusterUnavailable(
                f"The cluster does not take all documents ({reason}). Nothing was published; an "
                "index published earlier stays available. Check the nodes of the cluster and "
                "their disks, then run again."
            )
        if batch:
            time.sleep(_PAUSE)
    return number


def _again(batch: list[str], answer: dict[str, Any]) -> tuple[list[str], str]:
    """Returns the changes that have to be sent again, and why."""
    if not answer["errors"]:
        return [], ""
    again, reason = [], ""
    for lines, item in zip(batch, answer["items"], strict=True):
        (kind, told) = next(iter(item.items()))
        if told["status"] < 300 or (kind == "delete" and told["status"] == 404):
            continue
        error = told.get("error", {})
        reason = str(error.get("reason", error))[:300]
        if "read-only-allow-delete" in reason or "disk usage exceeded" in reason:
            raise _refused("its disks are too full")
        if told["status"] != _BUSY and told["status"] < _FAILED:
            raise _refused(reason)
        again.append(lines)
    return again, reason


def _refused(reason: str) -> IndexUnwritable:
    return IndexUnwritable(
        f"The cluster could not take the documents: {reason}. Nothing was published; an index "
        "published earlier stays available. Mend the cause and run again."
    )
