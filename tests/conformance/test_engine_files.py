"""Engines and their files: written beside an older generation, damaged, missing."""

from __future__ import annotations

import gc
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from support.cluster import LOCAL_ENGINES
from support.indexes.small import build, entries, masthead, paragraph
from support.requirements import require

from indexer.engines import ENGINES, available, writer_for
from indexer.errors import IndexDamaged, IndexIncompatible
from search.binding.bound import Everything, Phrase, Word
from search.engines import open_engine

CORPUS = entries(
    (masthead(f"A/RES/74/{number}", title="women"), paragraph("act women act girl", verb="urge"))
    for number in range(1, 20)
)


def digests(folder: Path) -> dict[str, str]:
    """Give the checksum of every file."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.stat().st_size
    }


@pytest.mark.parametrize("name", LOCAL_ENGINES)
def test_files_of_an_older_generation_are_never_changed(name: str, tmp_path: Path) -> None:
    """Writing into a folder of hard links leaves the linked files as they were."""
    old, new = tmp_path / "old", tmp_path / "new"
    build(name, old, [CORPUS[:9], CORPUS[9:]]).close()
    before = digests(old)
    new.mkdir()
    for path in old.iterdir():
        os.link(path, new / path.name)
    writer = writer_for(name)(new)
    writer.remove_document(3)
    writer.add(CORPUS[0])
    writer.commit()
    assert digests(old) == before
    engine = open_engine(name, new)
    assert engine.best(Everything(), 1).total == 19
    engine.close()


@pytest.mark.parametrize("name", LOCAL_ENGINES)
def test_an_aborted_run_leaves_what_was_there(name: str, tmp_path: Path) -> None:
    """What was added before an abort is not found."""
    build(name, tmp_path, [CORPUS[:5]]).close()
    writer = writer_for(name)(tmp_path)
    writer.add(CORPUS[10])
    writer.remove_document(0)
    writer.abort()
    engine = open_engine(name, tmp_path)
    assert engine.best(Everything(), 1).total == 5
    engine.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("name", LOCAL_ENGINES)
def test_damaged_files_are_told(name: str, tmp_path: Path) -> None:
    """Whatever file is cut short, the answer is right or the index is said to be damaged."""
    build(name, tmp_path, [CORPUS]).close()
    told: list[str] = []
    for path in sorted(tmp_path.iterdir()):
        whole = path.read_bytes()
        for kept in (0, len(whole) // 2):
            path.write_bytes(whole[:kept])
            try:
                engine = open_engine(name, tmp_path)
                for query in (Word("text", "act"), Phrase("text", ("act", "girl"))):
                    assert engine.best(query, 5).total == len(engine.rows(query)) == 19
                assert engine.words("text")["act"] == 19
                engine.close()
            except IndexDamaged as error:
                told.append(str(error))
            gc.collect()  # Whoosh leaves files open that it cannot read
        path.write_bytes(whole)
    assert told
    assert all("again" in message for message in told)


@pytest.mark.parametrize("name", LOCAL_ENGINES)
def test_no_files_at_all(name: str, tmp_path: Path) -> None:
    """A folder without an engine's files is said to be damaged."""
    with pytest.raises(IndexDamaged, match="again"):
        open_engine(name, tmp_path / "none")


def test_engines_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong name, or an engine that is not installed, is told with what there is."""
    assert available() == ENGINES
    with pytest.raises(IndexIncompatible, match=r"'lucene' does not exist\. Use one of: tantivy"):
        writer_for("lucene")
    monkeypatch.setitem(sys.modules, "tantivy", None)  # an import of it fails
    assert available() == ("whoosh", "opensearch")
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(IndexIncompatible, match=r"pip install 'operative\[opensearch\]'"):
        writer_for("opensearch")
    with pytest.raises(
        IndexIncompatible, match=r"'tantivy' is not installed here\. Use one of: who"
    ):
        open_engine("tantivy", tmp_path)


READ_AS_NOBODY = """
import os, sys
from pathlib import Path
from indexer.engines import entry_count
from search.engines import open_engine
from search.binding.bound import Everything
name, path = sys.argv[1], Path(sys.argv[2])

def count():
    engine = open_engine(name, path)
    found = engine.best(Everything(), 1).total
    engine.close()
    return found, entry_count(name, path)

count()  # loads all modules, which the other user might not be allowed to
os.setgid(65534), os.setuid(65534)
print(*count())
"""


@pytest.mark.parametrize("name", LOCAL_ENGINES)
def test_readers_need_no_right_to_write(name: str) -> None:
    """Whoever may read the files of an index can search it."""
    require(hasattr(os, "getuid") and os.getuid() == 0, "only root can become another user")
    with TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - others have to get in
        path = Path(folder) / "engine"
        build(name, path, [CORPUS]).close()
        for file in path.iterdir():
            file.chmod(0o644)  # as publishing does
        done = subprocess.run(
            [sys.executable, "-c", READ_AS_NOBODY, name, str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert (done.stdout, done.returncode) == ("19 19\n", 0), done.stderr
