"""Files as they should not be: each is told by name, none stops the run, nothing is a traceback."""

from __future__ import annotations

import io
import os
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.files.small import fill
from support.stores import stored_symbols

from indexer.errors import UnreadableFile
from indexer.generations.check import check_index
from indexer.generations.generation import current
from indexer.pipeline import build_index
from indexer.reading.documents import read_documents
from indexer.sources.files import LARGEST
from indexer.store.reader import StoreReader
from web.app import create_app
from web.settings.settings import Settings

SAMPLES = Path(__file__).parents[2] / "corpus"
GOOD = (SAMPLES / "a_res_74_176.md").read_bytes()
LATIN = "The General Assembly,\n\n1. Décide de rester saisie de la façon habituelle ;\n"

BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\r\n" * 100,
    "zeros.txt": bytes(5000),
    "noise.bin": bytes(range(256)) * 40,
    "noise.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 40,
    "cut.pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catal",
    "encrypted.pdf": b"%PDF-1.4\ntrailer<</Encrypt 5 0 R/Root 1 0 R>>\n%%EOF",
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "cut.docx": b"PK\x03\x04\x14\x00\x06\x00" + bytes(60),
    "cut.xml": b"<?xml version='1.0'?><akomaNtoso><statement><preface>",
    "other.xml": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "entities.xml": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>"
    b"<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><akomaNtoso>&b;</akomaNtoso>",
    "outside.xml": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    b"<akomaNtoso>&x;</akomaNtoso>",
}


def test_bad_files_do_not_harm_good_ones(tmp_path: Path) -> None:
    """A folder of broken files around one good one: that one is found, each other one is told."""
    docs = fill(tmp_path / "docs", {**BAD, "good.md": GOOD})
    with (docs / "huge.txt").open("wb") as huge:
        huge.truncate(LARGEST + 1)
    report = build_index([docs], tmp_path / "ix")
    told = {problem.path for problem in report.problems} | {issue.path for issue in report.issues}
    assert set(BAD) | {"huge.txt"} <= told
    assert not [problem for problem in report.problems if problem.kind == "reader-failed"]
    assert all(problem.message.endswith((".", "!")) for problem in report.problems)
    with closing(StoreReader(current(tmp_path / "ix").store_path)) as store:
        stored = store.document("A/RES/74/176")
        assert not any("root:" in repr(store.document(symbol)) for symbol in stored_symbols(store))
    assert stored is not None
    assert stored.document.source.path == "good.md"
    assert check_index(tmp_path / "ix").problems == ()


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-8-sig", "utf-32"])
def test_other_encodings_are_read_or_told(tmp_path: Path, encoding: str) -> None:
    """Text in an old encoding is read as it was meant, or told; never stored as rubbish."""
    docs = fill(tmp_path / "docs", {"x.txt": LATIN.encode(encoding), "good.md": GOOD})
    report = build_index([docs], tmp_path / "ix")
    told = {problem.path for problem in report.problems}
    with closing(StoreReader(current(tmp_path / "ix").store_path)) as store:
        texts = [
            paragraph.text
            for symbol in stored_symbols(store)
            if (stored := store.document(symbol)) and stored.document.source.path == "x.txt"
            for paragraph in stored.document.paragraphs
        ]
    assert "x.txt" in told or any("Décide de rester saisie de la façon" in text for text in texts)


def test_archives_of_bad_files(tmp_path: Path) -> None:
    """Inside an archive the same holds, and the archive's own faults are told beside them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**BAD, "good.md": GOOD, "../evil.md": GOOD}.items():
            archive.writestr(name, data)
    fill(tmp_path / "docs", {"b.zip": buffer.getvalue(), "cut.zip": buffer.getvalue()[:900]})
    report = build_index([tmp_path / "docs"], tmp_path / "ix")
    kinds = {problem.path: problem.kind for problem in report.problems}
    assert kinds["b.zip!/../evil.md"] == "unsafe-name"
    assert kinds["cut.zip"] == "archive-damaged"
    assert kinds["b.zip!/empty.txt"] == "empty"
    assert not (tmp_path / "evil.md").exists()


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode()))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    """No content whatever makes the reading fail otherwise than by saying why."""
    try:
        documents = read_documents("x.txt", data)
    except UnreadableFile as error:
        said = error.code and str(error)
    else:
        said = documents
    assert said


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_good_file_with_scars_is_read_or_told(data: st.DataObject) -> None:
    """A resolution cut short, or with bytes overwritten, is read or told."""
    name = data.draw(st.sampled_from(sorted(path.name for path in SAMPLES.glob("*_*.*"))))
    content = (SAMPLES / name).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(start + 3000, len(content))))
    scar = data.draw(st.binary(max_size=20))
    try:
        said = read_documents(name, content[:start] + scar + content[end:])
    except UnreadableFile as error:
        said = str(error)
    assert said


@pytest.mark.skipif(os.name != "posix", reason="other systems refuse such names")
def test_odd_names_are_stored_and_shown(tmp_path: Path) -> None:
    """Quotes, line breaks, markup and foreign letters in names reach the report unharmed."""
    names = ["a'b\".md", "two\nlines.md", "<b>.md", "Ärger 決議.md", "%s{0}.md"]
    docs = fill(tmp_path / "docs", dict.fromkeys(names, b"") | {"good.md": GOOD})
    report = build_index([docs], tmp_path / "ix")
    assert {problem.path for problem in report.problems} == set(names)


def test_text_that_is_kept_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a folder or file cannot be read any more, its old text stays and its page says so."""
    docs = fill(tmp_path / "docs", {"far/good.md": GOOD, "near.md": GOOD.replace(b"176", b"177")})
    index = tmp_path / "ix"
    build_index([docs], index)
    listed = os.scandir

    def scandir(path: object) -> object:
        if str(path).endswith("far"):
            raise PermissionError(13, "Permission denied")
        return listed(path)  # type: ignore[arg-type]

    def shown() -> str:
        page = create_app(Settings(index=index, access_log="off")).test_client()
        return str(page.get("/resolutions/A/RES/74/176").text)

    assert "earlier update" not in shown()
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        report = build_index([docs], index)
        assert ("out-of-reach", "far/good.md") in {(one.kind, one.path) for one in report.problems}
        assert report.documents == 2
        assert not build_index([docs], index).published
    assert "This is the text of an earlier update" in shown()
    assert build_index([docs], index).problems == ()
    assert "earlier update" not in shown()


@pytest.mark.parametrize("name", ["cut.md", "cut.txt"])
def test_a_text_that_ends_with_its_title_is_told(name: str) -> None:
    """A file cut off before its first paragraph is no resolution, and no failure of the reader."""
    with pytest.raises(UnreadableFile):
        read_documents(name, b"74/176. Improving the coordination of ef")
