"""Engines, reading side: bound queries to matches, scores and word counts."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from indexer.engines import require
from search.engines.base import Engine, OpenEngine


def open_engine(name: str, path: Path) -> Engine:
    """Opens an engine's folder for searching.

    Raises IndexIncompatible when the engine is not installed, IndexDamaged when its files cannot
    be read.
    """
    require(name)
    return cast("OpenEngine", import_module(f"search.engines.{name}").open_engine)(path)
