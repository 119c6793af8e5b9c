"""An indexing process killed at any moment leaves an index that answers."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.files.small import PARSER, fill, read, small
from support.stores import stored_symbols

from indexer.build.build import Tools
from indexer.generations.arrivals import NAME
from indexer.generations.check import check_index
from indexer.generations.generation import current
from indexer.pipeline import build_index
from indexer.store.reader import StoreReader

TOOLS = Tools(read=read, parser=PARSER, workers=0)
ROUNDS = 10
WHOLE = ["CURRENT", NAME, "build.lock", "generations"]


def start(docs: Path, index: Path, engine: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "support.programs.building_for_ever", str(docs), str(index), engine],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 on Windows")
@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_kill_9_at_random_moments(tmp_path: Path, engine: str) -> None:
    """Whenever indexing is killed, what was published last is whole and answers."""
    docs = fill(tmp_path / "docs", {f"f{n}": small(f"A/RES/74/{n}") for n in range(1, 21)})
    index = tmp_path / "ix"
    build_index([docs], index, engine=engine, tools=TOOLS)
    chance = random.Random(engine)  # noqa: S311 - moments, not secrets
    for _ in range(ROUNDS):
        process = start(docs, index, engine)
        with process:
            assert process.stdout is not None
            for _ in range(chance.randint(1, 3)):
                assert process.stdout.readline() == "building\n"
            time.sleep(chance.uniform(0, 0.15))
            process.kill()
        report = check_index(index)
        assert report.problems == ()
        with closing(StoreReader(current(index).store_path)) as store:
            assert len(stored_symbols(store)) == 20
    report = build_index([docs], index, engine=engine, tools=TOOLS)
    assert report.rebuilt is None
    assert check_index(index).problems == ()
    assert not (index / "building").exists() or not any((index / "building").iterdir())


def test_leftovers_of_dead_builds_are_removed(tmp_path: Path) -> None:
    """What killed runs left behind does not pile up, and a half-written generation is ignored."""
    docs = fill(tmp_path / "docs", {"a": small("A/RES/74/1")})
    index = tmp_path / "ix"
    build_index([docs], index, tools=TOOLS)
    fill(index, {"building/gdead/store/x": b"half", "generations/g000009/store/x": b"h"})
    fill(index, {"CURRENT.new": b"g0000"})
    assert current(index).number == 1
    fill(docs, {"b": small("A/RES/74/2")})
    report = build_index([docs], index, tools=TOOLS)
    assert report.generation == 10
    assert sorted(path.name for path in index.rglob("g0*")) == ["g000001", "g000010"]
    assert sorted(path.name for path in index.iterdir()) == WHOLE


def test_a_run_with_nothing_to_do_tidies_up_too(tmp_path: Path) -> None:
    """What a run left that was killed after it had published is removed by the next one."""
    docs = fill(tmp_path / "docs", {"a": small("A/RES/74/1")})
    index = tmp_path / "ix"
    for number in range(1, 4):
        fill(docs, {"a": small("A/RES/74/1", f"In version {number}")})
        build_index([docs], index, tools=TOOLS)
    shutil.copytree(index / "generations/g000003", index / "generations/g000001")
    shutil.copytree(index / "generations/g000003", index / "generations/g000004")
    fill(index, {"building/gdead/store/x": b"half", "readings.part": b"x", "CURRENT.new": b"g0"})
    assert not build_index([docs], index, tools=TOOLS).published
    assert sorted(path.name for path in index.rglob("g0*")) == ["g000002", "g000003"]
    assert sorted(path.name for path in index.iterdir()) == WHOLE
    assert check_index(index).problems == ()


def test_a_reader_of_an_old_generation_goes_on(tmp_path: Path) -> None:
    """A page that was opened before new generations came is still answered."""
    docs = fill(tmp_path / "docs", {"a": small("A/RES/74/1", "As it was")})
    index = tmp_path / "ix"
    build_index([docs], index, tools=TOOLS)
    with closing(StoreReader(current(index).store_path)) as store:
        fill(docs, {"a": small("A/RES/74/1", "As it is now")})
        build_index([docs], index, tools=replace(TOOLS))
        stored = store.document("A/RES/74/1")
    assert stored is not None
    assert stored.document.paragraphs[1].text == "As it was"
