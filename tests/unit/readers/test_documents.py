"""Bytes of any kind to documents, or to a message that says what to do."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import UnreadableFile
from indexer.model import ParagraphType
from indexer.reading.documents import MAX_BYTES, read_documents

CORPUS = Path(__file__).parents[3] / "corpus"

SMALL = (
    "Resolution adopted by the General Assembly on 18 December 2013\n\n"
    "68/999. Small things\n\nThe General Assembly,\n\n"
    "Recalling naïve façades – and “quotes” of Côte d’Ivoire,\n\n"
    "1. Urges Member States to act:\n\n(a) To begin;\n\n(b) To end.\n\n"
    "70th plenary meeting\n18 December 2013\n\nAnnex\n\nPrinciples\n\n1. Be kind.\n"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac-roman"]
)
def test_any_usual_encoding(encoding: str) -> None:
    """The same text is read from every usual encoding."""
    data = SMALL.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    (document,) = read_documents("small.txt", data)
    texts = [p.text for p in document.paragraphs if p.type is ParagraphType.PREAMBULAR]
    assert texts == ["Recalling naïve façades – and “quotes” of Côte d’Ivoire,"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_ending(newline: str) -> None:
    """Files from every system read alike."""
    (document,) = read_documents("small.txt", SMALL.replace("\n", newline).encode())
    assert [(str(p.type), p.label) for p in document.paragraphs] == [
        ("title", None), ("enacting", None), ("preambular", None), ("operative", "1"),
        ("subparagraph", "(a)"), ("subparagraph", "(b)"), ("closing", None), ("annex", None),
        ("annex", None), ("annex", "1"),
    ]  # fmt: skip


def test_subparagraphs_hang_on_their_paragraph() -> None:
    """A subparagraph knows its parent and has its verb."""
    (document,) = read_documents("small.txt", SMALL.encode())
    first = next(p for p in document.paragraphs if p.label == "(a)")
    assert (first.id, first.parent, first.verb) == (
        "A/RES/68/999#op1(a)", "A/RES/68/999#op1", "urge",
    )  # fmt: skip


def test_ids_are_unique_and_stable() -> None:
    """Reading twice gives the same ids, no two alike."""
    for file in sorted(CORPUS.glob("*.[tm]*")):
        if file.name in ("README.md", "manifest.toml"):
            continue
        first, second = (read_documents(file.name, file.read_bytes())[0] for _ in range(2))
        ids = [paragraph.id for paragraph in first.paragraphs]
        assert len(set(ids)) == len(ids)
        assert first == second


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t", "empty"),
        ("zeros.txt", b"\x00" * 100, "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("letter.txt", b"Dear Sir or Madam,\n\nthis is no resolution.\n", "no-resolution"),
        ("cut.pdf", b"%PDF-1.7 ...", "damaged-pdf"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "unsupported-ole"),
        ("wrong-name.txt", b"%PDF-1.7 ...", "damaged-pdf"),
        ("cut.xml", b"<akomaNtoso><statement>", "malformed-xml"),
        ("other.xml", b"<?xml version='1.0'?><other/>", "unknown-xml"),
        ("half.txt", b"\xff\xfeT\x00h", None),
        ("torn.txt", b"\xff\xfeT\x00h\x00e", "wrong-encoding"),
    ],
)
def test_unreadable_files_say_what_to_do(name: str, data: bytes, code: str | None) -> None:
    """Every kind of rubbish has its own code and a message for people."""
    with pytest.raises(UnreadableFile) as error:
        read_documents(name, data)
    assert code is None or error.value.code == code
    assert len(str(error.value)) > 20


def test_huge_files_are_refused_before_they_are_read() -> None:
    """A file beyond the limit is named with its size."""
    with pytest.raises(UnreadableFile, match="over the limit of 64 MB"):
        read_documents("huge.txt", b"x" * (MAX_BYTES + 1))


def test_external_entities_are_not_followed(tmp_path: Path) -> None:
    """A file cannot make the reader open another one."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    data = (
        f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>"
        "<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><statement>"
        "<mainBody><paragraph><content><p>Urges &x; all</p></content></paragraph></mainBody>"
        "</statement></akomaNtoso>"
    )
    try:
        documents = read_documents("evil.xml", data.encode())
    except UnreadableFile:
        return
    assert "secret" not in str(documents)


@given(st.binary(max_size=400))
def test_any_bytes_give_documents_or_a_message(data: bytes) -> None:
    """Nothing that a file may hold ends in anything but documents or UnreadableFile."""
    with suppress(UnreadableFile):
        read_documents("any.txt", data)


@given(st.lists(st.sampled_from(SMALL.split("\n")), max_size=30), st.booleans())
def test_shuffled_lines_still_give_documents(lines: list[str], wrapped: bool) -> None:
    """However its lines lie, a text with enacting formulas is read, with unique ids in each."""
    text = "\n".join(["The General Assembly,", *lines]) if wrapped else "\n\n".join(lines)
    try:
        documents = read_documents("any.txt", ("The General Assembly,\n" + text).encode())
    except UnreadableFile:
        return
    assert documents
    for document in documents:
        ids = [paragraph.id for paragraph in document.paragraphs]
        assert len(set(ids)) == len(ids)
