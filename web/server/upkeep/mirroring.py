"""Mirroring: the folder of a server follows what the cluster of its index answers from."""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path

from indexer.cluster.mirror import mirror
from indexer.engines.opensearch.connection import Connection
from indexer.engines.opensearch.settings import ClusterSettings
from indexer.errors import IndexerError
from web.server.upkeep.periodic import Periodic

LOG = logging.getLogger(__name__)

_SECONDS = 5.0  # between two looks at what is published


def mirrorer(index: Path, settings: ClusterSettings) -> Periodic:
    """Returns the thread that copies each new generation; it tells of a trouble once."""
    told = ""

    def look() -> None:
        nonlocal told
        try:
            with closing(Connection(settings)) as connection:
                if mirror(index, connection):
                    LOG.info("a new generation was copied from the cluster")
            told = ""
        except (IndexerError, OSError) as error:
            if str(error) != told:
                LOG.warning("the index was not brought in line with the cluster: %s", error)
            told = str(error)

    return Periodic("mirrorer", look, _SECONDS)
