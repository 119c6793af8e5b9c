"""Options and settings by which a cluster is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from indexer.engines.opensearch.settings import NAMES, NAMES_ALLOWED, ClusterSettings
from indexer.errors import ClusterRefused

Command = TypeVar("Command", bound=Callable[..., Any])

CLUSTER = {
    "opensearch": "Address of a node of an OpenSearch cluster, such as https://node1:9200.",
    "opensearch_index": "Name of the index in the cluster.",
    "opensearch_login": "File with “user:password” for the cluster.",
    "opensearch_ca": "File with the certificates that sign for the cluster’s nodes.",
    "opensearch_certificate": "File with a client certificate for the cluster.",
    "opensearch_key": "File with the key of the client certificate.",
    "opensearch_shards": "Parts (shards) of a new index.",
    "opensearch_replicas": "Copies of each part on other nodes.",
}
"""The settings of a cluster, with their meanings."""
SHARDS, REPLICAS = range(1, 1001), range(21)
"""Numbers of parts and of copies that an index can have."""
_TYPES: Mapping[str, click.IntRange] = {
    "opensearch_shards": click.IntRange(SHARDS.start, SHARDS.stop - 1),
    "opensearch_replicas": click.IntRange(REPLICAS.start, REPLICAS.stop - 1),
}


def cluster_options(command: Command) -> Command:
    """Adds the options of a cluster, which `cluster_of` reads; those not given are None."""
    for name, meaning in reversed(CLUSTER.items()):
        option = click.option(
            f"--{name.replace('_', '-')}",
            name,
            multiple=name == "opensearch",
            default=None,
            type=_TYPES.get(name, click.STRING),
            metavar=name.rpartition("_")[2].upper() if name != "opensearch" else "ADDRESS",
            help=meaning + (" Can be repeated." if name == "opensearch" else ""),
        )
        command = option(command)
    return command


def cluster_of(given: Mapping[str, Any]) -> ClusterSettings | None:
    """Returns the cluster that settings of these names describe; None where it has no address.

    Raises ClusterRefused where the name of its index is none.
    """
    if not given.get("opensearch"):
        return None
    name = given.get("opensearch_index")
    if name and not NAMES.fullmatch(name):
        raise ClusterRefused(
            f"An index of a cluster cannot be called “{name}”. Use {NAMES_ALLOWED}."
        )
    usual = ClusterSettings(hosts=())
    return ClusterSettings(
        hosts=tuple(given["opensearch"]),
        name=name or usual.name,
        login=_absolute(given.get("opensearch_login")),
        authority=_absolute(given.get("opensearch_ca")),
        certificate=_absolute(given.get("opensearch_certificate")),
        key=_absolute(given.get("opensearch_key")),
        shards=int(given.get("opensearch_shards") or usual.shards),
        replicas=_number(given.get("opensearch_replicas"), usual.replicas),
    )


def _number(given: Any, usual: int) -> int:
    return usual if given is None else int(given)


def _absolute(path: Any) -> str:
    return str(Path(path).expanduser().absolute()) if path else ""
