"""When documents came into an index: told once, and kept whatever becomes of generations."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest
from support.files.small import PARSER, fill, read, small

from indexer.build.build import Tools
from indexer.generations.arrivals import NAME, arrivals, record_arrivals
from indexer.pipeline import build_index
from indexer.report import RunReport
from search.searcher import Searcher


class Updates:
    def __init__(self, folder: Path) -> None:
        self.texts = folder / "texts"
        self.index = folder / "index"

    def run(self, files: Mapping[str, str], **options: bool) -> RunReport:
        fill(self.texts, dict(files))
        return build_index(
            [self.texts], self.index, tools=Tools(parser=PARSER, read=read), **options
        )

    def new(self, **options: object) -> list[str]:
        found = arrivals(self.index, most=100, **options)  # type: ignore[arg-type]
        return [one.symbol for one in found]


@pytest.fixture
def updates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Updates:
    """Updates that are a minute apart."""
    minutes = count()

    def later(index: Path, store: Path, _created: str) -> int:
        return record_arrivals(index, store, f"2026-01-01T00:{next(minutes):02}:00+00:00")

    monkeypatch.setattr("indexer.pipeline.record_arrivals", later)
    return Updates(tmp_path)


def test_what_was_there_from_the_start_did_not_arrive(updates: Updates) -> None:
    updates.run({"a": small("74/1"), "b": small("74/2")})
    assert updates.new() == []


def test_later_documents_arrive_once(updates: Updates) -> None:
    updates.run({"a": small("74/1")})
    updates.run({"b": small("74/2")})
    (first,) = arrivals(updates.index, most=10)
    updates.run({"c": small("74/3")})
    assert updates.new() == ["74/3", "74/2"]
    assert updates.new(after=first.arrived) == ["74/3"]
    updates.run({"b": small("74/2") + "\n2. Decides something else.\n"})
    updates.run({}, rebuild=True)
    assert updates.new() == ["74/3", "74/2"]


def test_a_document_that_goes_and_comes_back_is_not_new(updates: Updates) -> None:
    updates.run({"a": small("74/1")})
    updates.run({"b": small("74/2")})
    os.unlink(updates.texts / "b")
    updates.run({})
    with Searcher(updates.index) as searcher:
        assert searcher.arrivals(most=10) == ()  # gone for now
    updates.run({"b": small("74/2"), "c": small("74/3")})
    with Searcher(updates.index) as searcher:
        times = {masthead.symbol: arrived for masthead, arrived in searcher.arrivals(most=10)}
    assert times["74/2"] < times["74/3"]


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 100])
def test_without_a_record_there_are_no_news(updates: Updates, content: bytes | None) -> None:
    """An index of an earlier version, or a damaged record: searches and updates go on."""
    updates.run({"a": small("74/1")})
    updates.run({"b": small("74/2")})
    (updates.index / NAME).unlink()
    if content is not None:
        (updates.index / NAME).write_bytes(content)
    assert updates.new() == []
    assert updates.run({"c": small("74/3")}).published


def test_what_a_killed_run_did_not_record_the_next_one_does(updates: Updates) -> None:
    updates.run({"a": small("74/1")})
    before = (updates.index / NAME).read_bytes()
    updates.run({"b": small("74/2")})
    (updates.index / NAME).write_bytes(before)
    assert not updates.run({}).published
    assert updates.new() == ["74/2"]
