"""Fetching on a schedule: what is newly published comes into the watched folders.

A thread runs `operative fetch --update` as a separate process for each watched folder that was
fetched into, and that is due. The watch then indexes what has come.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

LOG = logging.getLogger(__name__)

RECORD = Path(".fetched") / "record.json"
"""Where a folder that was fetched into has its record."""
_PROGRAM = "import os; hasattr(os, 'nice') and os.nice(10); from web.command import main; main()"
_LONGEST_WAIT = 600.0  # seconds between two looks, so that new folders are seen
_PATIENCE = 30.0


class Fetcher:
    """Fetching into folders every so many seconds; `start` and `stop` may be called once.

    clock: the time of day in seconds, as of files.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        seconds: float,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._paths = tuple(paths)
        self._seconds = seconds
        self._clock = clock
        self._tried: dict[Path, float] = {}
        self._stopping = Event()
        self._run: subprocess.Popen[str] | None = None
        self._thread = Thread(target=self._watch, name="fetcher", daemon=True)

    def start(self) -> None:
        """Starts; a folder that was fetched into longer ago than the interval is due at once."""
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
        while not self._stopping.is_set():
            for path in self._paths:
                if not self._stopping.is_set() and self.due(path):
                    self._tried[path] = self._clock()
                    self._fetch(path)
            self._stopping.wait(min(self._seconds, _LONGEST_WAIT))

    def due(self, path: Path) -> bool:
        """Tells whether a folder was fetched into, and neither lately nor tried lately."""
        try:
            last = (path / RECORD).stat().st_mtime
        except OSError:
            return False
        return self._clock() - max(last, self._tried.get(path, 0.0)) >= self._seconds

    def _fetch(self, path: Path) -> None:
        command = [sys.executable, "-P", "-c", _PROGRAM, "fetch", "--update", "--quiet"]
        LOG.info("fetching what is new into %s", path)
        try:
            with subprocess.Popen(  # noqa: S603 - ourselves, on paths of the configuration
                [*command, "--to", str(path)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, encoding="utf-8", errors="replace",
            ) as self._run:  # fmt: skip
                output, _ = self._run.communicate()
                code = self._run.returncode
        except OSError as error:
            LOG.error("could not start fetching (%s)", error)  # noqa: TRY400 - says it all
            return
        finally:
            self._run = None
        if self._stopping.is_set():
            return
        for line in output.splitlines():
            LOG.log(logging.WARNING if code else logging.INFO, "fetch: %s", line)
