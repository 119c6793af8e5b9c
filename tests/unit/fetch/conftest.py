"""A publisher, a client that does not wait, and a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from support.publisher import Publisher, publishing

from indexer.fetch.client import Client, Politeness
from indexer.fetch.collections import Choice
from indexer.fetch.report import FetchReport
from indexer.fetch.run import FetchRequest, fetch

ARCHIVE = "/GAresolutions-main.zip"
ENGLISH = Choice(languages=frozenset({"en"}))


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as running:
        yield running


class Waits(list[float]):
    """The waits of a client, which take no time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def client(waits: Waits) -> Iterator[Client]:
    politeness = Politeness(agent="operative/test", pause=1.0)
    with closing(Client(politeness, sleep=waits.sleep, clock=waits.clock)) as made:
        yield made


Run = Callable[..., FetchReport]


@pytest.fixture
def run(client: Client, publisher: Publisher, tmp_path: Path) -> Run:
    """A run into the folder `resolutions`, from the publisher unless told otherwise."""

    def made(*names: str, **members: object) -> FetchReport:
        request = {
            "folder": tmp_path / "resolutions",
            "collections": names,
            "choice": ENGLISH,
            "origin": publisher.address,
            **members,
        }
        return fetch(FetchRequest(**request), client, today=date(2026, 1, 2))  # type: ignore[arg-type]

    return made


def files_below(folder: Path) -> dict[str, bytes]:
    """Returns the files of a folder, without hidden ones."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.parts[-4:])
    }
