"""Watching: keeps an index up to date while it is served.

A thread checks the folders regularly; once a change has been stable between two checks, it runs
`operative index` as a separate process. Searchers move to the new generation by themselves.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

LOG = logging.getLogger(__name__)

_PROGRAM = "import os; hasattr(os, 'nice') and os.nice(10); from web.command import main; main()"
"""The indexer with low priority, so that searches go first."""
_LOST = 3
"""Exit code of a run that lost files to an accident, see `indexer.cli`."""
_AGAIN = 3600.0  # seconds until such files are tried again though nothing has changed
_PATIENCE = 30.0  # seconds in which a run has to end when asked to


class Refresher:
    """Reindexing of folders whenever they change; `start` and `stop` may be called once.

    seconds: between two checks.
    """

    def __init__(self, paths: Sequence[Path], index: Path, seconds: float) -> None:
        self._paths = tuple(paths)
        self._index = index
        self._seconds = seconds
        self._stopping = Event()
        self._run: subprocess.Popen[str] | None = None
        self._thread = Thread(target=self._watch, name="refresher", daemon=True)

    def start(self) -> None:
        """Starts; the first run is immediate, for changes since the last time."""
        self._thread.start()

    def stop(self) -> None:
        """Stops, interrupting a run under way; the next run continues from there."""
        self._stopping.set()
        run = self._run
        if run is not None:
            with suppress(OSError):
                run.terminate()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def _watch(self) -> None:
        indexed = seen = None
        again = float("inf")
        while not self._stopping.is_set():
            now = state(self._paths, self._index)
            # A folder into which files are being copied changes from one check to the next.
            settled = now == seen or indexed is None
            due = now != indexed or time.monotonic() > again
            if due and settled:
                code = self._index_once()
                again = time.monotonic() + (_AGAIN if code == _LOST else float("inf"))
                if code in (0, _LOST):
                    indexed = now
            seen = now
            self._stopping.wait(self._seconds)

    def _index_once(self) -> int | None:
        """Runs the indexer; returns its exit code, None if it did not end by itself."""
        command = [sys.executable, "-P", "-c", _PROGRAM, "index", *map(str, self._paths)]
        command += ["--index", str(self._index), "--quiet"]
        LOG.info("indexing the watched folders")
        try:
            with subprocess.Popen(  # noqa: S603 - ourselves, on paths of the configuration
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                encoding="utf-8", errors="replace",
            ) as self._run:  # fmt: skip
                output, _ = self._run.communicate()
                code = self._run.returncode
        except OSError as error:
            LOG.error("could not start the indexer (%s)", error)  # noqa: TRY400 - says it all
            return None
        finally:
            self._run = None
        if self._stopping.is_set():
            return None
        for line in output.splitlines():
            LOG.log(logging.WARNING if code else logging.INFO, "index: %s", line)
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
