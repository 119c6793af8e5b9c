"""What holds for every test: each finds the surroundings in which the run began."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from support import cluster

# Tests measure no time: a busy machine is no fault of what is tested.
settings.register_profile("operative", deadline=None)
settings.load_profile("operative")

_NODES = pytest.StashKey[Path | None]()
_SAFE_PATH = "PYTHONSAFEPATH"
_FIRST = os.environ.get(_SAFE_PATH)


def pytest_configure(config: pytest.Config) -> None:
    """Make room for the nodes of a cluster, which are started only if a test needs them."""
    if not hasattr(config, "workerinput"):
        config.stash[_NODES] = cluster.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop them."""
    if folder := config.stash.get(_NODES, None):
        cluster.end(folder)


@pytest.fixture(autouse=True)
def _surroundings() -> Iterator[None]:
    """Undo what the command does to its own process, so that tests can start their programs.

    Fixtures that are kept for several tests may run the command too, hence the undoing before.
    """
    path = list(sys.path)
    _as_at_first()
    yield
    sys.path[:] = path
    _as_at_first()


def _as_at_first() -> None:
    if _FIRST is None:
        os.environ.pop(_SAFE_PATH, None)
    else:
        os.environ[_SAFE_PATH] = _FIRST
