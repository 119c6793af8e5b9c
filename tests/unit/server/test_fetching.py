"""Fetching on a schedule: which folders are due, and that what is new is fetched."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from support.publisher import Publisher, Reply, publishing
from support.repositories import assembly, packed

from indexer.fetch.client import Client, Politeness
from indexer.fetch.collections import Choice
from indexer.fetch.run import FetchRequest, fetch
from web.server.upkeep.fetching import RECORD, Fetcher
from web.settings.sources import ConfigurationError, configure

DAY = 86400.0


def test_a_folder_is_due_when_it_was_fetched_long_ago(tmp_path: Path) -> None:
    now = time.time()
    fetcher = Fetcher([tmp_path], DAY, clock=lambda: now)
    assert not fetcher.due(tmp_path)  # nobody has fetched into it
    record = tmp_path / RECORD
    record.parent.mkdir()
    record.write_text("{}")
    assert not fetcher.due(tmp_path)
    os.utime(record, (now - 2 * DAY, now - 2 * DAY))
    assert fetcher.due(tmp_path)


def _until(condition: object, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_what_is_new_comes_by_itself(tmp_path: Path) -> None:
    files = assembly()
    late = "76session/English/76_186_E.xml"
    earlier = {name: data for name, data in files.items() if name != late}
    folder = tmp_path / "resolutions"
    with publishing() as publisher:
        _fetch_once(publisher, earlier, folder)
        publisher.put("/GAresolutions-main.zip", Reply(body=packed(files)))
        old = time.time() - 2 * DAY
        os.utime(folder / RECORD, (old, old))
        fetcher = Fetcher([folder, tmp_path / "other"], DAY)
        fetcher.start()
        try:
            _until((folder / "GAresolutions" / late).exists)
        finally:
            fetcher.stop()


def _fetch_once(publisher: Publisher, files: dict[str, bytes], folder: Path) -> None:
    from datetime import date

    publisher.put("/GAresolutions-main.zip", Reply(body=packed(files)))
    request = FetchRequest(
        folder=folder,
        collections=("ga",),
        choice=Choice(languages=frozenset({"en"})),
        origin=publisher.address,
    )
    client = Client(Politeness(agent="test", pause=0))
    assert fetch(request, client, today=date(2026, 1, 1)).complete
    client.close()


@pytest.mark.parametrize(
    ("text", "seconds"), [("1d", DAY), ("0", 0.0), ("off", 0.0), ("12h", DAY / 2)]
)
def test_the_setting(text: str, seconds: float) -> None:
    assert configure({"fetch": text}, {}).settings.fetch == seconds


def test_servers_are_not_asked_every_minute() -> None:
    with pytest.raises(ConfigurationError, match="from 1h"):
        configure({"fetch": "5m"}, {})
