"""Progress of a piece of work, shown on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

import click


class Progress(Protocol):
    """Shows how far a piece of work is."""

    def __call__(self, label: str, total: int) -> AbstractContextManager[Callable[[int], object]]:
        """Opens a display for `total` steps; the function it gives takes the steps done."""


@contextmanager
def silent(label: str, total: int) -> Iterator[Callable[[int], object]]:  # noqa: ARG001 - protocol
    """Shows no progress."""
    yield lambda _: None


def bars() -> Progress:
    """Returns progress bars on standard error; none where that is no terminal."""
    return _bar if sys.stderr.isatty() else silent


@contextmanager
def _bar(label: str, total: int) -> Iterator[Callable[[int], object]]:
    with click.progressbar(length=total, label=f"{label:<20}", file=sys.stderr) as bar:
        yield bar.update
