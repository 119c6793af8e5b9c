"""The cluster that tests share: real nodes, started once a run by the first test to need them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from support.requirements import require

from indexer.engines import CLUSTER, ENGINES
from indexer.engines.opensearch.settings import ClusterSettings
from tools.cluster.nodes import Cluster, build, missing

_FOLDER = "CLUSTER_FOR_TESTS"
"""The variable that tells all processes of a run where the nodes are kept."""
_OWNER = "CLUSTER_FOR_TESTS_OWNER"
"""The variable with the process that runs all others; nodes end with it even if it is killed."""
_NODES = "nodes.json"
ALONE = "opensearch-alone"
"""An index of one part without copies, beside `CLUSTER`, which has three with a copy each."""
LOCAL_ENGINES = tuple(name for name in ENGINES if name != CLUSTER)
EVERYWHERE = [
    *LOCAL_ENGINES,
    pytest.param(CLUSTER, marks=pytest.mark.cluster),
    pytest.param(ALONE, marks=pytest.mark.cluster),
]
"""Where an index may be: parameters of the tests that all engines have to pass."""
_names = count(1)
_started: list[Cluster] = []
"""The nodes that this process started; another one may stop them."""


def begin() -> Path | None:
    """Say where the nodes of this run will be kept; for the process that runs all others.

    Give the folder; None where somebody has named one, with nodes that outlive the run.
    """
    if _FOLDER in os.environ:
        return None
    os.environ[_FOLDER] = tempfile.mkdtemp(prefix="operative-cluster-")
    os.environ[_OWNER] = str(os.getpid())
    return Path(os.environ[_FOLDER])


def end(folder: Path) -> None:
    """Stop the nodes that `begin` made room for."""
    del os.environ[_FOLDER], os.environ[_OWNER]
    with suppress(FileNotFoundError):
        for process in json.loads((folder / _NODES).read_text())["processes"]:
            _stop(process)
    shutil.rmtree(folder, ignore_errors=True)


def _stop(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
        for _ in range(100):
            os.kill(process, 0)
            with suppress(ChildProcessError):
                os.waitpid(process, os.WNOHANG)
            time.sleep(0.1)
        os.kill(process, signal.SIGKILL)


def program() -> Path:
    """Give the folder with the program of the nodes; skip the test where it cannot be made."""
    lacking = missing()
    require(lacking is None, str(lacking))
    folder = Path(os.environ[_FOLDER])
    with FileLock(folder / "lock"):
        build(folder / "program")
    return folder / "program"


@cache
def addresses() -> tuple[str, ...]:
    """Give the addresses of three nodes that all tests of the run share."""
    made = program()
    noted = made.parent / _NODES
    with FileLock(made.parent / "lock"):
        if not noted.exists():
            owner = int(os.environ.get(_OWNER, "0"))
            cluster = Cluster(made.parent / "data", made, owner=owner)
            cluster.start()
            _started.append(cluster)
            known = {"addresses": cluster.addresses, "processes": cluster.processes}
            noted.write_text(json.dumps(known))
    return tuple(json.loads(noted.read_text())["addresses"])


def placed(name: str) -> dict[str, Any]:
    """Give the arguments of `build_index` for a new index that is in one of `EVERYWHERE`."""
    settings = cluster_settings(name)
    return {"engine": name if settings is None else CLUSTER, "cluster": settings}


def cluster_settings(
    name: str = CLUSTER, hosts: Sequence[str] | None = None
) -> ClusterSettings | None:
    """Give the settings of a new index in the cluster, None for another engine."""
    if name not in (CLUSTER, ALONE):
        return None
    shards, replicas = (3, 1) if name == CLUSTER else (1, 0)
    return ClusterSettings(
        hosts=tuple(hosts or addresses()),
        name=f"t{os.getpid()}_{next(_names)}",
        shards=shards,
        replicas=replicas,
    )
