"""Old Word files and RTF: converted by LibreOffice where it is, refused with advice where not."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from support.corpora import corpora
from support.files.small import SMALL, fill
from support.files.word import paragraph, word_file
from support.requirements import require

from indexer.errors import UnreadableFile
from indexer.pipeline import build_index
from indexer.readers import doc
from indexer.reading.documents import read_documents

WORD = doc.OLE + b"\x00" * 504 + b"\xec\xa5" + b"\x00" * 510 + "WordDocument".encode("utf-16-le")


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program into LibreOffice's place; what it does is in `does.py`."""
    require(os.name == "posix", "the stand-in is a script")
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} "{tmp_path}/does.py" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(doc, "_PLACES", ())
    return tmp_path


def does(fake: Path, *lines: str) -> None:
    """Say what the stand-in does; `out` and `source` are given."""
    start = (
        "import pathlib, sys, time",
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])",
        "source = pathlib.Path(sys.argv[-1])",
    )
    (fake / "does.py").write_text("\n".join((*start, *lines)))


@pytest.mark.parametrize(("data", "ending"), [(WORD, ".doc"), (b"{\\rtf1 text}", ".rtf")])
def test_the_converted_file_is_read(fake: Path, data: bytes, ending: str) -> None:
    """The program gets a copy in a folder of its own, which is gone afterwards."""
    (fake / "result.docx").write_bytes(word_file(paragraph("1. Urges action;")))
    does(
        fake,
        "out.mkdir()",
        f"here = pathlib.Path({str(fake)!r})",
        "(out / 'source.docx').write_bytes((here / 'result.docx').read_bytes())",
        "(here / 'seen').write_text(f'{source} {len(source.read_bytes())}')",
    )
    (document,) = read_documents("old.doc", data)
    assert (document.source.format, document.paragraphs[-1].label) == ("doc", "1")
    place, _, size = (fake / "seen").read_text().rpartition(" ")
    assert (Path(place).suffix, int(size)) == (ending, len(data))
    assert not Path(place).parent.exists()


@pytest.mark.parametrize(
    "lines", [("sys.exit(1)",), ("time.sleep(60)",), ("out.mkdir()", "(out / 'x').touch()")]
)
def test_a_failing_program_is_told(
    fake: Path, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]
) -> None:
    """A program that fails, hangs or gives nothing costs one file, and limited time."""
    monkeypatch.setattr(doc, "SECONDS", 1)
    does(fake, *lines)
    with pytest.raises(UnreadableFile) as error:
        read_documents("old.doc", WORD)
    assert error.value.code == "conversion-failed"


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is missing, the message says what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doc, "_PLACES", ())
    with pytest.raises(UnreadableFile, match="Install LibreOffice") as error:
        read_documents("old.doc", WORD)
    assert error.value.code == doc.MISSING
    assert not doc.is_solved(doc.MISSING)


def test_once_it_is_installed_the_file_is_tried_again(fake: Path) -> None:
    """The next run reads the files that only waited for the program."""
    assert doc.is_solved(doc.MISSING)
    assert not doc.is_solved("encrypted")
    assert not doc.is_solved(None)


def test_the_run_after_the_installation(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index reads the waiting files as soon as it can, and then leaves them alone."""
    docs, index = fill(fake / "docs", {"old.doc": WORD, "new.docx": word_file()}), fake / "ix"
    tools = replace(SMALL, read=read_documents)
    (fake / "result.docx").write_bytes(word_file("1. Urges action;", head=("74/998. Other",)))
    with monkeypatch.context() as without:
        without.setenv("PATH", "")
        report = build_index((docs,), index, tools=tools)
        assert [problem.kind for problem in report.problems] == [doc.MISSING]
        assert not build_index((docs,), index, tools=tools).published
    does(
        fake,
        "out.mkdir()",
        "import shutil",
        f"shutil.copy({str(fake / 'result.docx')!r}, out / 'source.docx')",
    )
    report = build_index((docs,), index, tools=tools)
    assert (report.changed, report.documents, report.problems) == (1, 2, ())
    assert not build_index((docs,), index, tools=tools).published


def encrypted_word() -> bytes:
    """Give an old Word file whose flags say that it is encrypted."""
    data = bytearray(WORD)
    data[512 + 11] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (doc.OLE + "EncryptedPackage".encode("utf-16-le") * 2, "encrypted"),
        (encrypted_word(), "encrypted"),
        (doc.OLE + "Workbook".encode("utf-16-le") * 9, "unsupported-ole"),
        (doc.OLE + b"rest", "unsupported-ole"),
    ],
)
def test_what_needs_no_program_to_be_refused(data: bytes, code: str) -> None:
    """Protected files and those of other programs are told before anything is run."""
    with pytest.raises(UnreadableFile) as error:
        read_documents("old.doc", data)
    assert error.value.code == code


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "symbol", "operative", "footnotes"),
    [("67_290.doc", "A/RES/67/290", 30, 21), ("69_313.doc", "A/RES/69/313", 2, 24)],
)
def test_files_of_the_corpora(name: str, symbol: str, operative: int, footnotes: int) -> None:
    """Real binary Word files give their paragraphs and footnotes."""
    folder = corpora("docx")
    if doc.converter() is None:
        pytest.skip("LibreOffice is not installed")
    (document,) = read_documents(name, (folder / name).read_bytes())
    assert document.masthead.symbol == symbol
    labels = [p.label for p in document.paragraphs if p.type == "operative"]
    assert labels == [str(number) for number in range(1, operative + 1)]
    assert len(document.footnotes) == footnotes
