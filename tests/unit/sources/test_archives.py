"""ZIP archives as sources: read in place, never unpacked to disk, and never trusted."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from indexer.errors import UnreadableFile
from indexer.sources import archives
from indexer.sources.files import LARGEST, FileReader, Found
from indexer.sources.walk import find


def packed(members: Mapping[str, bytes]) -> bytes:
    """Make a ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def found_in(tmp_path: Path, data: bytes, name: str = "b.zip") -> Found:
    (tmp_path / name).write_bytes(data)
    return find([tmp_path])


def kinds(found: Found) -> list[tuple[str, str]]:
    return [(problem.kind, problem.path) for problem in found.problems]


def flagged(data: bytes, flag: int) -> bytes:
    """Set a flag on all members, in both places where an archive keeps them."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            (flags,) = struct.unpack_from("<H", changed, at + offset)
            struct.pack_into("<H", changed, at + offset, flags | flag)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def test_members_are_files(tmp_path: Path) -> None:
    """What is in an archive is indexed as if it lay in a folder."""
    found = found_in(
        tmp_path, packed({"s/2.txt": b"two", "1.txt": b"one", ".hidden": b"", "d/": b""})
    )
    assert [file.path for file in found.files] == ["b.zip!/1.txt", "b.zip!/s/2.txt"]
    reader = FileReader()
    assert [reader.read(file) for file in found.files] == [b"one", b"two"]
    reader.close()
    assert kinds(found) == []


def test_archives_in_archives(tmp_path: Path) -> None:
    """A download that packs one archive a session can be indexed as it comes, to a depth."""
    nested = packed({"1.txt": b"one"})
    for _ in range(2):
        nested = packed({"in.zip": nested})
    found = found_in(tmp_path, nested)
    assert [file.path for file in found.files] == ["b.zip!/in.zip!/in.zip!/1.txt"]
    assert FileReader().read(found.files[0]) == b"one"
    for _ in range(2):
        nested = packed({"in.zip": nested})
    assert [kind for kind, _ in kinds(found_in(tmp_path, nested))] == ["archive-too-deep"]


def test_a_word_file_is_no_archive(tmp_path: Path) -> None:
    """A Word file that was named .zip is read as one file."""
    found = found_in(tmp_path, packed({"[Content_Types].xml": b"", "word/document.xml": b""}))
    assert [file.path for file in found.files] == ["b.zip"]


def test_bombs_are_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that would unpack to more than a disk holds is told at once."""
    monkeypatch.setattr(archives, "MOST_BYTES", 10_000_000)
    found = found_in(tmp_path, packed({f"{n}": bytes(4_000_000) for n in range(3)}))
    assert found.files == ()
    assert kinds(found) == [("archive-too-large", "b.zip")]


def test_a_member_of_great_size_is_refused(tmp_path: Path) -> None:
    """One huge member does not keep its neighbours from being read."""
    found = found_in(tmp_path, packed({"a": bytes(LARGEST + 1), "b": b"fine"}))
    huge, fine = found.files
    with pytest.raises(UnreadableFile) as caught:
        FileReader().read(huge)
    assert caught.value.code == "too-large"
    assert FileReader().read(fine) == b"fine"


def test_a_member_that_lies_about_its_size_gives_no_more(tmp_path: Path) -> None:
    """A bomb that states a small size is cut off there and told as damaged."""
    data = bytearray(packed({"a": bytes(1_000_000)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.find(mark) + offset, 10)
    (file,) = found_in(tmp_path, bytes(data)).files
    with pytest.raises(UnreadableFile) as caught:
        FileReader().read(file)
    assert caught.value.code == "archive-damaged"


def test_passwords_are_told(tmp_path: Path) -> None:
    """A protected archive says that it is protected and what to do."""
    (file,) = found_in(tmp_path, flagged(packed({"a.txt": b"x"}), 0x1)).files
    with pytest.raises(UnreadableFile, match="password") as caught:
        FileReader().read(file)
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "..\\b", "C:\\b", "c:/b"]
)
def test_names_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    """A member cannot pose as a file of the system."""
    found = found_in(tmp_path, packed({name: b"x", "fine": b"x"}))
    assert [file.path for file in found.files] == ["b.zip!/fine"]
    assert [kind for kind, _ in kinds(found)] == ["unsafe-name"]


def test_repeated_names_are_told(tmp_path: Path) -> None:
    """Two members of one name: the last is read, and it is said."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a", b"old")
        archive.writestr("a", b"new")
    found = found_in(tmp_path, buffer.getvalue())
    assert FileReader().read(found.files[0]) == b"new"
    assert kinds(found) == [("repeated-name", "b.zip!/a")]


@pytest.mark.parametrize("keep", [1, 30, 60, -30, -1])
def test_truncated_archives_are_told(tmp_path: Path, keep: int) -> None:
    """An archive cut short is told as damaged; nothing of it is called gone."""
    found = found_in(tmp_path, packed({"a.txt": b"some text that is packed"})[:keep])
    assert found.files == ()
    assert kinds(found) == [("archive-damaged", "b.zip")]
    assert found.unlisted == ("b.zip",)


def test_an_empty_archive_file_is_a_file(tmp_path: Path) -> None:
    """A file of no bytes named .zip goes the way of empty files."""
    assert [file.path for file in found_in(tmp_path, b"").files] == ["b.zip"]


def test_damaged_members_do_not_spoil_others(tmp_path: Path) -> None:
    """One bad member is one problem."""
    data = bytearray(packed({"a": bytes(range(256)), "b": b"fine"}))
    data[40] ^= 0xFF
    bad, fine = found_in(tmp_path, bytes(data)).files
    reader = FileReader()
    with pytest.raises(UnreadableFile) as caught:
        reader.read(bad)
    assert caught.value.code == "archive-damaged"
    assert reader.read(fine) == b"fine"
    reader.close()


def test_unknown_packing_is_told(tmp_path: Path) -> None:
    """A member packed by a method that Python lacks says so."""
    data = bytearray(packed({"a": b"x" * 100}))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.find(mark) + offset, 97)
    (file,) = found_in(tmp_path, bytes(data)).files
    with pytest.raises(UnreadableFile) as caught:
        FileReader().read(file)
    assert caught.value.code == "archive-unsupported"


def test_limits_hold_for_archives_in_archives_together(tmp_path: Path) -> None:
    """Twelve archives of twelve archives of twelve files are refused as one, with all in them."""

    def packed(members: dict[str, bytes]) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return held.getvalue()

    data = packed({f"{n}.txt": bytes(1 << 20) for n in range(12)})
    for _ in range(2):
        data = packed({f"{n}.zip": data for n in range(12)})
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("A file beside it.")
    (docs / "bomb.zip").write_bytes(data)
    found = find([docs])
    assert len(found.files) == 1 + 12**3  # 1.7 GB: less than the limit
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archives, "MOST_BYTES", 1 << 30)
        found = find([docs])
    assert [file.path for file in found.files] == ["a.txt"]
    assert [(one.kind, one.path) for one in found.problems] == [("archive-too-large", "bomb.zip")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archives, "MOST_MEMBERS", 1_000)
        assert [file.path for file in find([docs]).files] == ["a.txt"]
