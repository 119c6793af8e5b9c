"""Programs that lie beside documents, under whatever name, are never run."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.readers import doc
from indexer.readers.doc import RTF

SAMPLE = (Path(__file__).parents[2] / "corpus/a_res_74_176.md").read_bytes()
MODULES = ("multiprocessing", "pickle", "struct", "tomllib", "sqlite3", "json", "resource", "lxml",
           "numpy", "click", "indexer", "web", "sitecustomize", "usercustomize")  # fmt: skip
STARTS = {
    "command": [str(Path(sys.executable).with_name("operative"))],
    # Without -P, Python itself would look into the current folder before anything of ours is asked.
    "module": [sys.executable, "-P", "-c", "from web.command import main; main()"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents in which lies a module of every name, each leaving a mark when run."""
    docs, mark = tmp_path / "docs", tmp_path / "ran"
    docs.mkdir()
    (docs / "a.md").write_bytes(SAMPLE)
    (docs / "b.doc").write_bytes(RTF + b"1 nothing}")
    code = f"open({str(mark)!r}, 'a').write(__name__ + ' ')\nraise ImportError(__name__)\n"
    for name in MODULES:
        (docs / f"{name}.py").write_text(code)
    for name in ("soffice", "libreoffice"):
        (docs / name).write_text(f"#!/bin/sh\necho {name} >> {mark}\n")
        (docs / name).chmod(stat.S_IRWXU)
    return docs


def environment() -> dict[str, str]:
    # As it is where somebody's shell has an empty entry, which stands for the current folder.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    return {**kept, "PATH": f":.:{os.environ['PATH']}"}


@pytest.mark.parametrize("start", STARTS)
def test_nothing_of_the_folder_runs(folder: Path, tmp_path: Path, start: str) -> None:
    """Indexing a folder from within it runs none of the programs in it."""
    ran = subprocess.run(
        [*STARTS[start], "index", ".", "--index", str(tmp_path / "ix"), "--json"],
        cwd=folder, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()
    assert '"documents": 1' in ran.stdout


def test_nothing_of_the_folder_runs_while_it_is_watched(folder: Path, tmp_path: Path) -> None:
    """A server started in the folder it watches runs none of the programs in it."""
    index = tmp_path / "ix"
    server = subprocess.Popen(
        [*STARTS["command"], "serve", "--watch", ".", "--index", str(index), "--port", "0"],
        cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        end = time.monotonic() + 120
        while not (index / "CURRENT").exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert (index / "CURRENT").exists()
    finally:
        server.terminate()
        server.communicate(timeout=30)
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()


def test_libreoffice_is_not_looked_for_in_the_current_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only folders that PATH names in full count."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(doc, "_PLACES", ())
    for path in ("", ":", ".", "./", f"{folder.name}", f":.:{folder.parent / 'none'}"):
        monkeypatch.setenv("PATH", path)
        assert doc.converter() is None, path
    monkeypatch.setenv("PATH", f".:{folder}")
    assert doc.converter() == str(folder / "soffice")
