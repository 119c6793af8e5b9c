"""Settings of a cluster: how it is reached, kept in the folder of the index that uses it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.errors import ClusterUnset

NAME = "cluster.json"
"""The file in the folder of an index; it holds no password, only where that is."""


NAMES = re.compile(r"[a-z0-9][a-z0-9_]{0,99}")
"""Names of an index; "-" parts them from what is added to them in the cluster."""
NAMES_ALLOWED = "lower-case letters, digits and underscores, such as operative"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterSettings:
    """The way to a cluster.

    hosts: addresses of its nodes ("https://node1:9200"), any of which is asked. name: of the alias
    that answers, and what the names of all indices begin with. login: file with "user:password".
    authority: file with the certificates that may sign for the nodes; the system's without one.
    certificate, key: files of a client's certificate and its key. shards: parts of a new index.
    replicas: copies of each part beside the first, where there are nodes for them.
    """

    hosts: tuple[str, ...]
    name: str = "operative"
    login: str = ""
    authority: str = ""
    certificate: str = ""
    key: str = ""
    shards: int = 3
    replicas: int = 1


def keep_settings(index: Path, settings: ClusterSettings) -> None:
    """Writes the settings into the folder of an index, which is made if need be."""
    index.mkdir(parents=True, exist_ok=True)
    aside = index / f"{NAME}.new"
    aside.write_text(json.dumps(asdict(settings), indent=1), "utf-8")
    aside.replace(index / NAME)


def kept_settings(index: Path) -> ClusterSettings:
    """Returns the settings in the folder of an index; raises ClusterUnset if there are none."""
    try:
        raw = json.loads((index / NAME).read_text("utf-8"))
        return ClusterSettings(**raw | {"hosts": tuple(raw["hosts"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ClusterUnset(
            f"The index in {index} is in a cluster, but {NAME} there, which says how it is "
            f"reached, cannot be read ({error}). Run the command with --opensearch ADDRESS."
        ) from error


def has_settings(index: Path) -> bool:
    """Tells whether the folder of an index has settings of a cluster."""
    return (index / NAME).is_file()


def index_folder(engine: Path) -> Path:
    """Returns the folder of the index to which an engine's folder belongs, published or not."""
    return engine.parent.parent.parent
