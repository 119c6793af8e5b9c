"""Where the server says what happens: all on the error output, requests as bare lines."""

from __future__ import annotations

import logging
import sys

from web.server import access_log


def to_stderr(requests: str) -> None:
    """Let the logs be seen; requests: "off", or how much is said of them."""
    own = logging.StreamHandler(sys.stderr)
    own.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for name in ("indexer", "search", "web", "waitress"):
        logger = logging.getLogger(name)
        logger.addHandler(own)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    # That requests wait for a thread is no news on a busy day; /metrics tells how long.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    if requests == "off":
        return
    bare = logging.StreamHandler(sys.stderr)
    bare.setFormatter(logging.Formatter("%(message)s"))
    access_log.LOG.addHandler(bare)
    access_log.LOG.setLevel(logging.INFO)
    access_log.LOG.propagate = False
