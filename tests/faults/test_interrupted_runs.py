"""A run that is stopped, by whatever, is gone on with by the next: nothing is read twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.files.small import SMALL, fill, read, small
from support.stores import stored_symbols

from indexer.build.changes import checksum_of
from indexer.build.checkpoint import NAME, Checkpoint
from indexer.errors import Problem
from indexer.generations.generation import current
from indexer.model import Document
from indexer.pipeline import build_index
from indexer.reading.documents import PARSER, read_documents
from indexer.reading.worker import Outcome
from indexer.sources.files import FoundFile
from indexer.store.prepared import Prepared, Preparing
from indexer.store.reader import StoreReader

FILES = 12
CORPUS = Path(__file__).parents[2] / "corpus"


class Stopped(BaseException):
    """What Ctrl-C raises, by another name: pytest has a use for the real one."""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    files = {f"f{n:02}": small(f"A/RES/74/{n}") for n in range(1, FILES + 1)}
    return fill(tmp_path / "docs", files)


def run(docs: Path, *, stop_at: str | None = None, parser: str = SMALL.parser) -> list[str]:
    """Index, and say what was read; `stop_at` is a file at which the run is stopped."""
    seen = []

    def counted(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
        if path == stop_at:
            raise Stopped
        seen.append(path)
        return read(path, data, symbol=symbol)

    build_index([docs], docs.parent / "ix", tools=replace(SMALL, read=counted, parser=parser))
    return seen


def stopped(docs: Path, at: str) -> None:
    with pytest.raises(Stopped):
        run(docs, stop_at=at)


def symbols(docs: Path) -> int:
    index = docs.parent / "ix"
    assert not (index / NAME).exists()
    with closing(StoreReader(current(index).store_path)) as store:
        return len(stored_symbols(store))


def test_what_was_read_is_not_read_again(docs: Path) -> None:
    """A run goes on where the last one was stopped, and the one after that as well."""
    stopped(docs, "f06")
    stopped(docs, "f09")
    assert run(docs) == [f"f{n:02}" for n in range(9, FILES + 1)]
    assert symbols(docs) == FILES
    assert run(docs) == []


def test_what_changed_meanwhile_is_read_again(docs: Path) -> None:
    """Files that changed, came or went after the stop are as they are now."""
    stopped(docs, "f06")
    fill(docs, {"f02": small("A/RES/74/2", "Decides something longer"), "f00": small("A/RES/1/1")})
    (docs / "f03").unlink()
    assert sorted(run(docs)) == ["f00", "f02", *(f"f{n:02}" for n in range(6, FILES + 1))]
    assert symbols(docs) == FILES


def test_another_parser_reads_anew(docs: Path) -> None:
    """What an older version read is not taken for what this one would read."""
    stopped(docs, "f06")
    assert len(run(docs, parser="small-parser/2")) == FILES


def test_what_is_read_in_no_time_is_not_kept(docs: Path, tmp_path: Path) -> None:
    """Keeping a reading must not take longer than reading once more."""
    (document,) = Preparing(read)("f01", (docs / "f01").read_bytes())
    file = found(docs / "f01")
    slow = Outcome(path="f01", checksum="0", documents=(document,), seconds=0.003)
    quick = replace(slow, seconds=0.001)
    for outcome, wanted in ((quick, None), (slow, (document,))):
        with closing(Checkpoint(tmp_path, PARSER, worth=0.001)) as checkpoint:
            checkpoint.add(file, outcome)
            held = checkpoint.get(file)
        assert (held.documents if held else None) == wanted


def cut(data: bytes) -> bytes:
    return data[:-7]


def flipped(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 255]) + data[len(data) // 2 + 1 :]


def zeroed(data: bytes) -> bytes:
    return data[:300] + bytes(len(data) - 300)


@pytest.mark.parametrize(
    "harm", [cut, flipped, zeroed, lambda _: b"", lambda _: b"\xff" * 999, lambda data: data * 2]
)
def test_a_damaged_record_costs_only_time(docs: Path, harm: Callable[[bytes], bytes]) -> None:
    """Whatever a power cut does to the record of what was read, the index comes out right."""
    stopped(docs, "f09")
    path = docs.parent / "ix" / NAME
    path.write_bytes(harm(path.read_bytes()))
    run(docs)
    assert symbols(docs) == FILES


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 on Windows")
@pytest.mark.parametrize("workers", [0, 1])
def test_kill_9_while_reading(docs: Path, workers: int) -> None:
    """A run that was killed has kept what it had read."""
    command = [
        sys.executable,
        "-m",
        "support.programs.reading_slowly",
        str(docs),
        str(docs.parent / "ix"),
    ]
    process = subprocess.Popen(
        [*command, str(workers)],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        for _ in range(6):
            process.stdout.readline()
        process.kill()
    # The last file named was perhaps on its way when the process was killed.
    assert len(run(docs)) <= FILES - 5
    assert symbols(docs) == FILES


def kept(folder: Path, file: FoundFile, outcome: Outcome[Prepared]) -> Outcome[Prepared] | None:
    with closing(Checkpoint(folder, PARSER)) as checkpoint:
        checkpoint.add(file, outcome)
    with closing(Checkpoint(folder, PARSER)) as checkpoint:
        return checkpoint.get(file)


def found(path: Path) -> FoundFile:
    return FoundFile(path=path.name, location=path, size=path.stat().st_size, mtime=1)


@pytest.mark.parametrize(
    "name",
    [path.name for path in sorted(CORPUS.iterdir()) if path.name.startswith(("a_", "draft"))],
)
def test_a_reading_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    """What is taken from an interrupted run is what reading the file would give."""
    data = (CORPUS / name).read_bytes()
    documents = Preparing(read_documents)(name, data)
    outcome = Outcome(path=name, checksum=checksum_of(data), documents=documents)
    assert kept(tmp_path, found(CORPUS / name), outcome) == outcome


@pytest.mark.parametrize(
    ("kind", "is_kept"), [("damaged-pdf", True), ("too-slow", False), ("unreadable", False)]
)
def test_problems_that_may_pass_are_tried_again(
    tmp_path: Path, kind: str, *, is_kept: bool
) -> None:
    """A file that could not be read then is tried again, unless it is the file that is wrong."""
    problem = Problem(kind=kind, path="f", message="It was so.")
    outcome: Outcome[Prepared] = Outcome(path="f", checksum="", problem=problem)
    file = FoundFile(path="f", location=tmp_path / "f", size=1, mtime=1)
    assert (kept(tmp_path, file, outcome) == outcome) is is_kept
