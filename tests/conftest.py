"""What holds for every test: none leaves the process other surroundings than it found."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _surroundings() -> Iterator[None]:
    """Undo what the command does to its own process, so that later tests can start programs."""
    path, safe = list(sys.path), os.environ.get("PYTHONSAFEPATH")
    yield
    sys.path[:] = path
    if safe is None:
        os.environ.pop("PYTHONSAFEPATH", None)
    else:
        os.environ["PYTHONSAFEPATH"] = safe
