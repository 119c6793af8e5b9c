"""Logging of the server: everything on standard error, requests as bare lines."""

from __future__ import annotations

import logging
import sys

from web.server.monitoring import access_log


def to_stderr(requests: str) -> None:
    """Sends logs to standard error. requests: "off", "path" or "full"."""
    own = logging.StreamHandler(sys.stderr)
    own.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for name in ("indexer", "search", "web", "waitress"):
        logger = logging.getLogger(name)
        logger.addHandler(own)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    # Requests waiting for a thread are normal under load; /metrics has the durations.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    if requests == "off":
        return
    bare = logging.StreamHandler(sys.stderr)
    bare.setFormatter(logging.Formatter("%(message)s"))
    access_log.LOG.addHandler(bare)
    access_log.LOG.setLevel(logging.INFO)
    access_log.LOG.propagate = False
