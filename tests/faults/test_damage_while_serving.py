"""An index that is damaged while it is used: what is wrong is not served for long, and told."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.files.small import PARSER, fill, read, small

from indexer.build.build import Tools
from indexer.errors import IndexDamaged
from indexer.generations import files
from indexer.generations.generation import current
from indexer.pipeline import build_index
from search.generation import OpenGeneration
from search.request import SearchRequest
from search.searcher import Searcher
from web.app import create_app
from web.index import EXTENSION
from web.settings.settings import Settings

TOOLS = Tools(read=read, parser=PARSER, workers=0)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index with two generations that have no file in common."""
    for word in ("earlier", "later"):
        texts = {f"f{n}": small(f"A/RES/74/{n}", f"Urges the {word} of {n}") for n in range(9)}
        docs = fill(tmp_path / "docs", texts)
        build_index([docs], tmp_path / "ix", tools=TOOLS, rebuild=True)
    return tmp_path / "ix"


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x40
    path.write_bytes(data)


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def columns(index: Path, name: str) -> Path:
    (found,) = current(index).path.glob(f"columns/*/{name}")
    return found


@pytest.mark.parametrize("name", ["document.npy", "document_rows.npy", "rows.npy", "tokens.bin"])
@pytest.mark.parametrize("damage", [flipped, zeroed])
def test_small_files_are_read_at_opening(
    index: Path, name: str, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged column is not opened: the generation before answers, and the log says so."""
    damage(columns(index, name))
    searcher = Searcher(index)
    assert searcher.generation == 1
    assert searcher.search(SearchRequest(query="earlier")).total == 9
    assert "--rebuild" in caplog.text
    searcher.close()


def test_large_files_are_read_in_the_background(
    index: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What only reading everything finds is found after opening, and told to those who watch."""
    monkeypatch.setattr(files, "SMALL", 0)
    app = create_app(Settings(index=index, access_log="off"))
    client, connection = app.test_client(), app.extensions[EXTENSION]
    assert connection.verify() is False  # nothing is open yet
    zeroed(columns(index, "tokens.bin"))
    assert client.get("/readyz").json["generation"] == 2
    caplog.set_level(logging.ERROR)
    assert connection.verify() is True
    held = client.get("/readyz").json
    assert (held["status"], held["generation"]) == ("ready", 1)
    assert "Generation 2 is damaged" in held["damaged"]
    assert "tokens.bin" in caplog.text
    assert "\noperative_index_damaged 1.0" in client.get("/metrics").text
    assert client.get("/api/v1/search?q=earlier").json["total"] == 9
    connection.verify()
    assert connection.verify() is False
    docs = index.parent / "docs"
    build_index([docs], index, tools=TOOLS, rebuild=True)
    held = client.get("/readyz").json
    assert held["generation"] == 3
    assert "damaged" not in held


def test_without_a_sound_generation_nothing_is_answered(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing sound is left the index is damaged: no answer is better than a wrong one."""
    monkeypatch.setattr(files, "SMALL", 0)
    shutil.rmtree(index / "generations/g000001")
    app = create_app(Settings(index=index, access_log="off"))
    client = app.test_client()
    assert client.get("/readyz").status_code == 200
    zeroed(columns(index, "tokens.bin"))
    app.extensions[EXTENSION].verify()
    for address in ("/readyz", "/api/v1/search?q=later", "/"):
        assert client.get(address).status_code == 503
    assert "\noperative_index_up 0.0" in client.get("/metrics").text
    build_index([index.parent / "docs"], index, tools=TOOLS, rebuild=True)
    assert client.get("/api/v1/search?q=later").json["total"] == 9


def test_totals_are_those_of_the_manifest(index: Path) -> None:
    """Columns that lack paragraphs are not opened."""
    sound = current(index)
    wrong = replace(sound.manifest, searchable=sound.manifest.searchable + 1)
    with pytest.raises(IndexDamaged, match="searchable paragraphs"):
        OpenGeneration(replace(sound, manifest=wrong))


def test_an_error_that_comes_of_damage_is_told_as_damage(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Arrays that lead nowhere are an index that is damaged, not a mistake of the program."""
    monkeypatch.setattr(files, "SMALL", 0)
    name = columns(index, "rows.npy")
    name.write_bytes(name.read_bytes()[:-8] + b"\xff\xff\xff\xff\xff\xff\xff\x7f")
    searcher = Searcher(index)
    assert searcher.generation == 1
    searcher.close()
