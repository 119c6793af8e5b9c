"""Fetching on a schedule: what is newly published comes into the watched folders.

A thread runs `operative fetch --update` as a separate process for each watched folder that was
fetched into, and that is due. The watch then indexes what has come.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from web.server.upkeep.commands import PATIENCE, Commands
from web.server.upkeep.periodic import Periodic

LOG = logging.getLogger(__name__)

RECORD = Path(".fetched") / "record.json"
"""Where a folder that was fetched into has its record."""
_LONGEST_WAIT = 600.0  # seconds between two looks, so that new folders are seen


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
        self._commands = Commands()
        wait = min(seconds, _LONGEST_WAIT)
        self._periodic = Periodic("fetcher", self._fetch_due, wait, patience=PATIENCE)

    def start(self) -> None:
        """Starts; a folder that was fetched into longer ago than the interval is due at once."""
        self._periodic.start()

    def stop(self) -> None:
        """Stops, interrupting a run under way; the next run continues from there."""
        self._commands.interrupt()
        self._periodic.stop()

    def due(self, path: Path) -> bool:
        """Tells whether a folder was fetched into, and neither lately nor tried lately."""
        try:
            last = (path / RECORD).stat().st_mtime
        except OSError:
            return False
        return self._clock() - max(last, self._tried.get(path, 0.0)) >= self._seconds

    def _fetch_due(self) -> None:
        for path in self._paths:
            if not self._periodic.stopping and self.due(path):
                self._tried[path] = self._clock()
                LOG.info("fetching what is new into %s", path)
                self._commands.run("fetch", "--update", "--quiet", "--to", str(path))
