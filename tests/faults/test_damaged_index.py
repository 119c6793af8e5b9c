"""An index that is missing, damaged, half-written, of another version or being built."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.files.small import PARSER, fill, read, small
from support.stores import stored_symbols

from indexer.build.build import Tools
from indexer.errors import (
    IndexBusy,
    IndexDamaged,
    IndexerError,
    IndexIncompatible,
    IndexMissing,
)
from indexer.generations import check
from indexer.generations.check import check_index
from indexer.generations.generation import Generation, build_lock, current
from indexer.pipeline import build_index
from indexer.store.reader import StoreReader

TOOLS = Tools(read=read, parser=PARSER, workers=0)
ENGINES = ("tantivy", "whoosh")


def build(tmp_path: Path, engine: str = "tantivy") -> tuple[Path, Path]:
    docs = fill(tmp_path / "docs", {f"f{n}": small(f"A/RES/74/{n}") for n in range(1, 6)})
    build_index([docs], tmp_path / "ix", engine=engine, tools=TOOLS)
    return docs, tmp_path / "ix"


def mended(docs: Path, index: Path) -> None:
    """See that running again makes the index whole, with nothing of the damage."""
    report = build_index([docs], index, tools=TOOLS)
    assert report.published
    assert check_index(index).problems == ()
    with closing(StoreReader(current(index).store_path)) as store:
        assert len(stored_symbols(store)) == 5


def kinds(index: Path) -> set[str]:
    report = check_index(index)
    assert all("operative index" in text for text in [report.remedy] if text)
    return {problem.kind for problem in report.problems}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_flipped_bit_is_found_in_every_file(tmp_path: Path, engine: str) -> None:
    """One wrong bit anywhere in an index is found by `check` and mended by a run."""
    docs, index = build(tmp_path, engine)
    generation = current(index)
    names = [name for name, entry in generation.manifest.files.items() if entry.size]
    assert len(names) > 2
    for name in names:
        path = generation.path / name
        whole = path.read_bytes()
        for place in (0, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
            assert "file-altered" in kinds(index), (name, place)
        path.write_bytes(whole)
    assert kinds(index) == set()
    path = generation.path / names[-1]
    path.write_bytes(path.read_bytes()[::-1])
    mended(docs, index)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_file_may_be_missing_or_cut_short(tmp_path: Path, engine: str) -> None:
    """A file that is gone or truncated is found, told and mended."""
    docs, index = build(tmp_path, engine)
    generation = current(index)
    for name in generation.manifest.files:
        path = generation.path / name
        whole = path.read_bytes()
        path.unlink()
        assert kinds(index), name
        if whole:
            path.write_bytes(whole[: len(whole) // 2])
            assert "file-altered" in kinds(index), name
        path.write_bytes(whole)
    next(generation.store_path.glob("p*/*")).unlink()
    with pytest.raises(IndexDamaged, match="operative index"):
        current(index)
    mended(docs, index)


@pytest.mark.parametrize(
    "pointer",
    [b"", b"g000001", b"\xff\xfe", b"../../etc " + b"0" * 64, b"g000001 " + b"0" * 64, b"g" * 9999],
)
def test_a_spoilt_pointer_is_told(tmp_path: Path, pointer: bytes) -> None:
    """Whatever CURRENT holds, the message is clear and a run mends it."""
    docs, index = build(tmp_path)
    (index / "CURRENT").write_bytes(pointer)
    with pytest.raises(IndexDamaged, match="operative index"):
        current(index)
    assert kinds(index) == {"index-damaged"}
    mended(docs, index)


def test_a_lost_pointer_is_told(tmp_path: Path) -> None:
    """An index without CURRENT says that it lost it, and is not overwritten in place."""
    docs, index = build(tmp_path)
    (index / "CURRENT").unlink()
    with pytest.raises(IndexMissing, match="CURRENT"):
        current(index)
    mended(docs, index)


def test_a_lost_generation_is_told(tmp_path: Path) -> None:
    """A pointer to nothing is damage."""
    docs, index = build(tmp_path)
    current(index).path.rename(index / "elsewhere")
    with pytest.raises(IndexDamaged):
        current(index)
    mended(docs, index)


def test_no_index_is_told(tmp_path: Path) -> None:
    """Where nothing was ever indexed, the message says how to begin."""
    for place in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(IndexMissing, match="operative index FOLDER"):
            current(place)
    assert kinds(tmp_path) == {"index-missing"}


def test_a_file_in_the_place_of_an_index_is_told(tmp_path: Path) -> None:
    """Naming a file where an index is meant is an error of ours, not of the system's."""
    fill(tmp_path, {"file": "x"})
    with pytest.raises(IndexerError, match="operative index"):
        current(tmp_path / "file")


def forge(generation: Generation, index: Path, **changes: Any) -> None:
    """Make an index look as if another version had written it."""
    path = generation.path / "manifest.json"
    text = json.dumps({**json.loads(path.read_text("utf-8")), **changes})
    path.write_text(text, "utf-8")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (index / "CURRENT").write_text(f"{generation.path.name} {digest}\n")


@pytest.mark.parametrize(
    "changes",
    [
        {"analyzer": "operative-english/0"},
        {"schema": 0},
        {"layout": "operative-store/9"},
        {"format": "operative-index/9"},
        {"something": "from the future"},
    ],
)
def test_another_version_is_told(tmp_path: Path, changes: dict[str, Any]) -> None:
    """An index of another version is refused with what to do, and a run makes it this one's."""
    docs, index = build(tmp_path)
    forge(current(index), index, **changes)
    with pytest.raises(IndexIncompatible, match="operative index"):
        current(index)
    assert kinds(index) == {"index-incompatible"}
    mended(docs, index)


def test_an_older_parser_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index read by an older parser still answers; `check` says what would make it better."""
    _, index = build(tmp_path)
    report = check_index(index)
    assert report.problems == ()
    assert any(PARSER in note for note in report.notes)
    monkeypatch.setattr(check, "PARSER", PARSER)
    assert check_index(index).notes == ()


def test_an_engine_that_misses_paragraphs_is_found(tmp_path: Path) -> None:
    """Store and engine are held against each other."""
    _, index = build(tmp_path)
    report = check_index(index, count_entries=lambda *_: 3)
    assert {problem.kind for problem in report.problems} == {"engine-damaged"}


def test_a_store_that_misses_rows_is_found(tmp_path: Path) -> None:
    """Even a store whose checksum was made to fit is held against the manifest's counts."""
    _, index = build(tmp_path)
    forge(current(index), index, documents=7, files={})
    assert "store-damaged" in kinds(index)


def test_a_build_under_way_is_told(tmp_path: Path) -> None:
    """A second run does not wait or interfere: it says that another one is at work."""
    docs, index = build(tmp_path)
    hold = (
        "import sys; from pathlib import Path; from indexer.generations.generation import "
        "build_lock\n"
        "with build_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(index)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(IndexBusy, match="Wait until it is done"):
            build_index([docs], index, tools=TOOLS)
        assert current(index).number == 1
        holder.kill()
    fill(docs, {"f1": small("A/RES/74/1", "Changed")})
    assert build_index([docs], index, tools=TOOLS).published


def test_a_lock_is_let_go_after_a_failure(tmp_path: Path) -> None:
    """A run that failed does not lock out the next one."""
    index = tmp_path / "ix"
    with pytest.raises(KeyError), build_lock(index):
        raise KeyError
    with build_lock(index):
        pass
