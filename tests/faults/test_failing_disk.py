"""A disk that fills up or fails: the run says so, and the index published before answers."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.files.small import PARSER, SMALL, count_lines, fill, read, small
from support.stores import stored_symbols

from indexer.build.build import Plan, Tools
from indexer.errors import IndexUnwritable
from indexer.generations.check import check_index
from indexer.generations.generation import current
from indexer.pipeline import build_index
from indexer.store.reader import StoreReader

CALLS = ((os, "fsync"), (os, "replace"), (os, "rename"), (os, "link"), (shutil, "copyfile"))


class Crash(BaseException):
    """The process is gone at this point: nobody tidies up."""


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path]:
    """Give a folder with a change in it and its index from before."""
    docs = fill(tmp_path / "docs", {"a": small("A/RES/74/1"), "b": small("A/RES/74/2")})
    index = tmp_path / "ix"
    build_index([docs], index, tools=SMALL)
    fill(docs, {"c": small("A/RES/74/3")})
    return docs, index


def symbols(index: Path) -> tuple[str, ...]:
    with closing(StoreReader(current(index).store_path)) as store:
        return stored_symbols(store)


def sound(index: Path) -> bool:
    return check_index(index, count_entries=count_lines).problems == ()


def failing(monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException) -> list[str]:
    """Have the call number `at` of those that change the disk raise; give the calls' names."""
    calls: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            calls.append(name)
            if len(calls) == at:
                raise error
            return real(*args, **kwargs)

        return call

    for module, name in CALLS:
        monkeypatch.setattr(module, name, counted(name, getattr(module, name)))
    return calls


def number_of_calls(tmp_path: Path) -> int:
    """Count the calls of a run in which nothing fails."""
    docs = fill(tmp_path / "count" / "docs", {"a": small("A/RES/74/1"), "b": small("A/RES/74/2")})
    index = tmp_path / "count" / "ix"
    build_index([docs], index, tools=SMALL)
    fill(docs, {"c": small("A/RES/74/3")})
    with pytest.MonkeyPatch.context() as monkeypatch:
        calls = failing(monkeypatch, 0, OSError())
        build_index([docs], index, tools=SMALL)
    assert set(calls) == {"fsync", "replace", "rename", "link", "copyfile"}
    return len(calls)


def test_every_write_may_fail(tmp_path: Path) -> None:
    """Whichever step finds the disk full, the old index answers and a later run succeeds."""
    before, after = ("A/RES/74/1", "A/RES/74/2"), ("A/RES/74/1", "A/RES/74/2", "A/RES/74/3")
    for at in range(1, number_of_calls(tmp_path) + 1):
        docs = fill(tmp_path / f"{at}" / "docs", {"a": small(before[0]), "b": small(before[1])})
        index = tmp_path / f"{at}" / "ix"
        build_index([docs], index, tools=SMALL)
        fill(docs, {"c": small(after[2])})
        with pytest.MonkeyPatch.context() as monkeypatch:
            calls = failing(monkeypatch, at, OSError(errno.ENOSPC, "No space left on device"))
            try:
                build_index([docs], index, tools=SMALL)
            except IndexUnwritable as error:
                assert "No space left" in str(error)  # noqa: PT017 - some failures are overcome
                assert "stays available" in str(error)  # noqa: PT017
            else:
                assert calls[at - 1] == "link"  # a copy will do
        assert symbols(index) in (before, after), calls[at - 1]
        assert sound(index)
        build_index([docs], index, tools=SMALL)
        assert symbols(index) == after
        assert sound(index)


def test_every_step_may_be_the_last(tmp_path: Path) -> None:
    """Wherever the power goes, the index is the old one or the new one, and whole."""
    before, after = ("A/RES/74/1", "A/RES/74/2"), ("A/RES/74/1", "A/RES/74/2", "A/RES/74/3")
    seen = set()
    for at in range(1, number_of_calls(tmp_path) + 1):
        docs = fill(tmp_path / f"{at}" / "docs", {"a": small(before[0]), "b": small(before[1])})
        index = tmp_path / f"{at}" / "ix"
        build_index([docs], index, tools=SMALL)
        fill(docs, {"c": small(after[2])})
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)  # nobody tidies up
            failing(monkeypatch, at, Crash())
            with pytest.raises(Crash):
                build_index([docs], index, tools=SMALL)
        seen.add(symbols(index))
        assert sound(index)
        build_index([docs], index, tools=SMALL)
        assert symbols(index) == after
    assert seen == {before, after}


@pytest.mark.skipif(os.name != "posix", reason="limits on file size are a thing of Unix")
@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
@pytest.mark.parametrize(
    ("most", "when"), [(0, "start"), (60_000, "start"), (0, "engine"), (20_000, "engine")]
)
def test_a_full_disk_is_told(tmp_path: Path, engine: str, most: int, when: str) -> None:
    """When the store or the engine finds no room, the message says so and nothing is lost."""
    tools = Tools(read=read, parser=PARSER, workers=0)
    docs = fill(tmp_path / "docs", {"a": small("A/RES/74/1")})
    index = tmp_path / "ix"
    build_index([docs], index, engine=engine, tools=tools)
    lines = [f"Requests report {n} on a matter of its own, {n * 7919}" for n in range(3000)]
    fill(docs, {"b": small("A/RES/74/2", *lines)})
    arguments = [str(docs), str(index), engine, str(most), when]
    done = subprocess.run(
        [sys.executable, "-m", "support.programs.writing_little", *arguments],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "index-unwritable" in done.stdout, done
    assert "Traceback" not in done.stderr
    assert check_index(index).problems == ()
    assert symbols(index) == ("A/RES/74/1",)


def test_a_store_of_wrong_content_is_not_published(
    built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written is looked at again before it is published."""
    docs, index = built
    import indexer.build.build as building

    real = building._verify
    for name in ("catalogue.sqlite", "p*/paragraphs.sqlite"):

        def spoil(plan: Plan, folder: Path, *args: Any, name: str = name) -> None:
            path = max((folder / "store").glob(name))
            data = bytearray(path.read_bytes())
            data[4096:] = bytes(len(data) - 4096)
            path.write_bytes(data)
            real(plan, folder, *args)

        monkeypatch.setattr(building, "_verify", spoil)
        with pytest.raises(IndexUnwritable):
            build_index([docs], index, tools=SMALL)
        assert symbols(index) == ("A/RES/74/1", "A/RES/74/2")


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(built: tuple[Path, Path]) -> None:
    """Without permission to write, the message names the folder and the index answers."""
    docs, index = built
    index.chmod(0o500)
    try:
        with pytest.raises(IndexUnwritable, match="permission"):
            build_index([docs], index, tools=SMALL)
        assert symbols(index) == ("A/RES/74/1", "A/RES/74/2")
    finally:
        index.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="modes are a thing of Unix")
def test_whoever_reads_the_store_can_read_the_engine(tmp_path: Path) -> None:
    """A server that runs as another user can open all files of an index."""
    docs = fill(tmp_path / "docs", {"a": small("A/RES/74/1")})
    tools = Tools(read=read, parser=PARSER, workers=0)
    build_index([docs], tmp_path / "ix", engine="tantivy", tools=tools)
    generation = current(tmp_path / "ix")
    mode = (generation.store_path / "catalogue.sqlite").stat().st_mode
    named = [generation.path / name for name in generation.manifest.files]
    assert {path.stat().st_mode for path in named} == {mode}
    assert generation.path.stat().st_mode == docs.stat().st_mode


def test_an_index_on_a_file_is_told(built: tuple[Path, Path]) -> None:
    """Naming a file as the place of the index is told as such."""
    docs, _ = built
    with pytest.raises(IndexUnwritable, match="could not be written"):
        build_index([docs], docs / "a" / "ix", tools=SMALL)
