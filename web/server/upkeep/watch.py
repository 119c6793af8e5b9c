"""Watching: keeps an index up to date while it is served.

A thread checks the folders regularly; once a change has been stable between two checks, it runs
`operative index` as a separate process. Searchers move to the new generation by themselves.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from web.server.upkeep.commands import PATIENCE, Commands
from web.server.upkeep.periodic import Periodic

LOG = logging.getLogger(__name__)

_LOST = 3
"""Exit code of a run that lost files to an accident, see `indexer.cli`."""
_AGAIN = 3600.0  # seconds until such files are tried again though nothing has changed


class Refresher:
    """Reindexing of folders whenever they change; `start` and `stop` may be called once.

    seconds: between two checks.
    """

    def __init__(self, paths: Sequence[Path], index: Path, seconds: float) -> None:
        self._paths = tuple(paths)
        self._index = index
        self._indexed: bytes | None = None
        self._seen: bytes | None = None
        self._again = float("inf")
        self._commands = Commands()
        self._periodic = Periodic("refresher", self._check, seconds, patience=PATIENCE)

    def start(self) -> None:
        """Starts; the first run is immediate, for changes since the last time."""
        self._periodic.start()

    def stop(self) -> None:
        """Stops, interrupting a run under way; the next run continues from there."""
        self._commands.interrupt()
        self._periodic.stop()

    def _check(self) -> None:
        now = state(self._paths, self._index)
        # A folder into which files are being copied changes from one check to the next.
        settled = now == self._seen or self._indexed is None
        due = now != self._indexed or time.monotonic() > self._again
        if due and settled:
            code = self._index_once()
            self._again = time.monotonic() + (_AGAIN if code == _LOST else float("inf"))
            if code in (0, _LOST):
                self._indexed = now
        self._seen = now

    def _index_once(self) -> int | None:
        """Runs the indexer; returns its exit code, None if it did not end by itself."""
        LOG.info("indexing the watched folders")
        paths = map(str, self._paths)
        code = self._commands.run("index", *paths, "--index", str(self._index), "--quiet")
        if code is not None:
            LOG.info("indexing finished%s", "" if code == 0 else f" with exit code {code}")
        return code


def state(paths: Sequence[Path], index: Path) -> bytes:
    """Returns a fingerprint of the files in folders, which changes when any of them does.

    index: the folder of the index, which is skipped if it lies among them.
    """
    mark = hashlib.blake2b(digest_size=16)
    for path in paths:
        for name, changed, size in sorted(_entries(path, index.resolve())):
            mark.update(f"{name}\0{changed}\0{size}\0".encode("utf-8", "surrogateescape"))
    return mark.digest()


def _entries(path: Path, index: Path) -> Iterator[tuple[str, int, int]]:
    places = [path]
    for folder, below, names in os.walk(path):
        below[:] = [one for one in below if Path(folder, one).resolve() != index]
        places += [Path(folder, name) for name in names]
    for place in places:
        with suppress(OSError):
            found = place.stat()
            if stat.S_ISREG(found.st_mode):
                yield str(place), found.st_mtime_ns, found.st_size
