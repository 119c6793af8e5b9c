"""The file that a document was read from, found again."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.web_site import site

from indexer.errors import OriginalMissing
from indexer.pipeline import build_index
from indexer.sources.originals import Original, original_bytes
from web.index import EXTENSION

TEXT = (
    "Resolution adopted by the General Assembly on 18 December 2019\n\n"
    "74/{number}. Oceans\n\nThe General Assembly,\n\n1. Urges States to protect the oceans;\n\n"
    "2. Decides to remain seized of the matter.\n"
)


def original(path: str, location: Path, data: bytes) -> Original:
    checksum = hashlib.sha256(data).hexdigest()
    return Original(
        path=path, location=str(location), checksum=checksum, size=len(data), format="text"
    )


def zipped(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def test_plain_files(tmp_path: Path) -> None:
    """A file is read again as it was."""
    (tmp_path / "a.txt").write_bytes(b"text")
    assert original_bytes(original("texts/a.txt", tmp_path / "a.txt", b"text")) == b"text"


def test_members_of_archives(tmp_path: Path) -> None:
    """So is a file in an archive, and in an archive in that one."""
    (tmp_path / "b.zip").write_bytes(zipped("in/a.txt", b"text"))
    (tmp_path / "c.zip").write_bytes(zipped("b.zip", zipped("a.txt", b"text")))
    assert original_bytes(original("b.zip!/in/a.txt", tmp_path / "b.zip", b"text")) == b"text"
    assert original_bytes(original("c.zip!/b.zip!/a.txt", tmp_path / "c.zip", b"text")) == b"text"


def test_a_folder_may_be_named_like_an_archive(tmp_path: Path) -> None:
    """A folder whose name ends in an exclamation mark is no archive."""
    (tmp_path / "odd!").mkdir()
    (tmp_path / "odd!" / "a.txt").write_bytes(b"text")
    assert original_bytes(original("odd!/a.txt", tmp_path / "odd!" / "a.txt", b"text")) == b"text"


@pytest.mark.parametrize("path", ["a.txt", "gone.txt", "b.zip!/a.txt", "b.zip!/none.txt"])
def test_what_changed_is_not_given_out(tmp_path: Path, path: str) -> None:
    """A file that was moved or changed is told, never something else in its place."""
    (tmp_path / "a.txt").write_bytes(b"changed since")
    (tmp_path / "b.zip").write_bytes(zipped("a.txt", b"changed since"))
    place = tmp_path / path.partition("!/")[0]
    with pytest.raises(OriginalMissing, match="Run “operative index” to read it again"):
        original_bytes(original(path, place, b"text"))


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a_res_74_1.txt").write_text(TEXT.format(number=1), "utf-8")
    (folder / 'größe ".txt').write_text(TEXT.format(number=2), "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    build_index([folder], tmp_path / "index")
    app = site(tmp_path / "index")
    yield app.test_client()
    app.extensions[EXTENSION].close()


def test_download(client: FlaskClient) -> None:
    """The file comes as an attachment, under its own name, and cannot run anything."""
    answer = client.get("/files/74/1")
    assert answer.status_code == 200
    assert "Urges States" in answer.text
    assert answer.headers["Content-Disposition"] == "attachment; filename=a_res_74_1.txt"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/files/A/RES/74/2").headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "address",
    ["/files/../secret.txt", "/files/%2e%2e/secret.txt", "/files//etc/passwd", "/files/a_res.txt",
     "/files/A/RES/74/1/../../../../secret.txt"],
)  # fmt: skip
def test_no_path_is_taken_from_the_address(client: FlaskClient, address: str) -> None:
    """An address names a document; whatever else stands there finds nothing."""
    answer = client.get(address)
    assert answer.status_code == 404
    assert "secret" not in answer.get_data(as_text=True).replace("secret.txt", "")


def test_a_file_that_moved(client: FlaskClient, tmp_path: Path) -> None:
    """A file that is gone is told so, without the server's folders."""
    (tmp_path / "texts" / "a_res_74_1.txt").rename(tmp_path / "elsewhere.txt")
    answer = client.get("/files/74/1")
    assert answer.status_code == 404
    assert "no longer as it was" in answer.text
    assert str(tmp_path) not in answer.text
