"""File names are bytes: whatever they are, files are read, told apart, shown and given out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.files.small import PARSER, read, small

from indexer.build.build import Tools
from indexer.generations.check import check_index
from indexer.generations.generation import current
from indexer.pipeline import build_index
from indexer.sources.names import printable, real, safe
from indexer.sources.originals import original_bytes
from indexer.store.reader import StoreReader
from web.app import create_app
from web.server.upkeep.watch import state
from web.settings.settings import Settings

TOOLS = Tools(read=read, parser=PARSER, workers=0)
NAMES = (
    b"plain.txt",
    b"\xff\xfe.txt",
    b"\\xff\\xfe.txt",
    b"caf\xe9.txt",
    b"caf\xc3\xa9.txt",
    unicodedata.normalize("NFD", "café.txt").encode(),
    b"new\nline.txt",
    b"carriage\r\nreturn: x.txt",
    b"\x1b[31mred\x07.txt",
    "\u202etxt.exe.txt".encode(),
    "\u2028.txt".encode(),
    b"'; DROP TABLE files; --.txt",
    b'quote".txt',
    b"<script>.txt",
    b"back\\slash.txt",
    b"%2e%2e%2fx.txt",
    b"!.txt",
    b" .txt",
    b"n" * 251 + b".txt",
    b"\xff" * 251 + b".txt",
    "é".encode() * 125 + b".txt",
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")


def content(number: int) -> bytes:
    return small(f"A/RES/74/{number}").encode()


def fill(folder: Path) -> Path:
    folder.mkdir()
    for number, name in enumerate(NAMES, 1):
        place = os.path.join(os.fsencode(folder), name)
        with open(place, "wb") as file:
            file.write(content(number))
    return folder


@pytest.mark.parametrize("folder", ["docs", os.fsdecode(b"d\xf6cs\n")])
def test_files_of_any_name_are_indexed(tmp_path: Path, folder: str) -> None:
    """Each file is read, found again by the next run, given out, and shown where it is named."""
    docs, index = fill(tmp_path / folder), tmp_path / "ix"
    report = build_index([docs], index, tools=TOOLS)
    assert report.problems == ()
    assert report.added == len(NAMES)
    again = build_index([docs], index, tools=TOOLS)
    assert (again.published, again.unchanged) == (False, len(NAMES))
    assert check_index(index).problems == ()
    with closing(StoreReader(current(index).store_path)) as store:
        for number in range(1, len(NAMES) + 1):
            original = store.original(f"A/RES/74/{number}")
            assert original_bytes(original) == content(number)
    client = create_app(Settings(index=index, access_log="off")).test_client()
    for number in range(1, len(NAMES) + 1):
        given = client.get(f"/files/A/RES/74/{number}")
        assert given.status_code == 200, NAMES[number - 1]
        assert "\n" not in given.headers["Content-Disposition"]
        assert client.get(f"/resolutions/A/RES/74/{number}").status_code == 200
        assert client.get(f"/api/v1/resolutions/A/RES/74/{number}").status_code == 200
    (docs / os.fsdecode(b"\xff\xfe.txt")).unlink()
    assert build_index([docs], index, tools=TOOLS).removed == 1


def test_names_in_archives(tmp_path: Path) -> None:
    """Members of archives may be called anything too, and so may the archive."""
    docs, index = tmp_path / "docs", tmp_path / "ix"
    docs.mkdir()
    names = [os.fsdecode(name).encode("utf-8", "replace").decode() for name in NAMES]
    names = [name for name in names if not name.startswith("\\")]  # that leads out of the archive
    with zipfile.ZipFile(docs / os.fsdecode(b"ses\xff\nsion.zip"), "w") as archive:
        for number, name in enumerate(names, 1):
            archive.writestr(name, content(number))
    report = build_index([docs], index, tools=TOOLS)
    assert (report.problems, report.added) == ((), len(names))
    with closing(StoreReader(current(index).store_path)) as store:
        for number in range(1, len(names) + 1):
            original = store.original(f"A/RES/74/{number}")
            assert original_bytes(original) == content(number)


def test_commands_print_any_name(tmp_path: Path) -> None:
    """Index, parse, check and watch name such files without a traceback or a control character."""
    docs = tmp_path / os.fsdecode(b"d\xf6cs")
    docs.mkdir()
    for name in NAMES:
        with open(os.path.join(os.fsencode(docs), name), "wb") as file:
            file.write(b"Nothing that reads like a resolution.")
    good = docs / os.fsdecode(b"good\xff.md")
    good.write_bytes(Path(__file__).parents[2].joinpath("corpus/a_res_74_176.md").read_bytes())
    index, bad = tmp_path / "ix", tmp_path / os.fsdecode(b"ix\xff")
    failing = (["index", docs, "--index", bad], ["check", "--index", bad])
    for command in (
        ["index", docs, "--index", index],
        ["index", docs, "--index", index, "--quiet"],
        ["index", docs, "--index", index, "--rebuild", "--json"],
        ["check", "--index", index],
        ["parse", docs],
        ["parse", good, "--jsonl"],
        ["show", "A/RES/74/176", "--index", index],
        ["search", "trafficking", "--index", index],
        *failing,
    ):
        ran = subprocess.run(
            [sys.executable, "-c", "from web.command import main; main()", *command],
            capture_output=True,
            check=False,
        )
        assert b"Traceback" not in ran.stderr, ran.stderr[-500:]
        assert ran.returncode == (1 if command in failing else 0), ran.stderr
        if "--json" in command:
            told = json.loads(ran.stdout)["problems"]
            assert len({problem["path"] for problem in told}) == len(NAMES)
        assert b"\x1b" not in ran.stdout
    assert state([docs], index)


@given(st.binary(min_size=1).filter(lambda name: b"\0" not in name))
def test_names_come_back(name: bytes) -> None:
    """The text of a name stands for this name alone, and can be stored."""
    text = printable(os.fsdecode(name))
    assert os.fsencode(real(text)) == name
    text.encode()
    assert safe(text).isprintable()
