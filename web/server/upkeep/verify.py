"""Verify: the files of the index in use, read in the background while it is served."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from indexer.errors import IndexerError

LOG = logging.getLogger(__name__)

_SECONDS = 2.0  # between two looks whether there is a new index


class Verifier:
    """Calls a function that verifies whatever is new, now and then; `start` and `stop` it once."""

    def __init__(self, verify: Callable[[], bool], seconds: float = _SECONDS) -> None:
        self._verify = verify
        self._seconds = seconds
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="verifier", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends; what is being read is not waited for."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.wait(self._seconds):
            try:
                if self._verify():
                    LOG.info("the files of the index have been verified")
            except IndexerError:
                continue  # whoever asks is told
