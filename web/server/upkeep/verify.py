"""Verify: the files of the index in use, read in the background while it is served."""

from __future__ import annotations

import logging
from collections.abc import Callable

from indexer.errors import IndexerError
from web.server.upkeep.periodic import Periodic

LOG = logging.getLogger(__name__)

_SECONDS = 2.0  # between two looks whether there is a new index


def verifier(verify: Callable[[], bool]) -> Periodic:
    """Returns the thread that calls a function which verifies whatever is new.

    Stopping it does not wait for what is being read.
    """

    def look() -> None:
        try:
            if verify():
                LOG.info("the files of the index have been verified")
        except IndexerError:
            return  # whoever asks is told

    return Periodic("verifier", look, _SECONDS)
