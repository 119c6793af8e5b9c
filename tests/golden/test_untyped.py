"""No unit is without a type unless an issue says so, and such units are few."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import UnreadableFile
from indexer.model import Document, ParagraphType
from indexer.reading.documents import read_documents

HERE = Path(__file__).parent
FILES = sorted(
    path
    for folder in (HERE / "inputs", HERE.parents[1] / "corpus")
    for path in folder.rglob("*")
    if path.suffix.lower() in {".xml", ".pdf", ".docx", ".txt", ".html", ".md"}
)
MOST = 0.02  # of the units of all files


def documents(file: Path) -> list[Document]:
    """Read a file; none where it holds no resolution."""
    try:
        return list(read_documents(file.name, file.read_bytes()))
    except UnreadableFile:
        return []


def test_an_issue_tells_each_text_without_a_type() -> None:
    """Readers see that the paragraph is loose, and most paragraphs are not."""
    assert len(FILES) > 50
    units = loose = 0
    for file in FILES:
        for document in documents(file):
            doubted = {one.paragraph for one in document.issues if one.code == "type-unknown"}
            texts = [one for one in document.paragraphs if one.type is ParagraphType.TEXT]
            assert {one.id for one in texts} <= doubted, file.name
            units, loose = units + len(document.paragraphs), loose + len(texts)
    assert loose / units < MOST


@pytest.mark.parametrize("ends", [";", ","])
def test_words_below_a_list_belong_to_its_paragraph(ends: str) -> None:
    """They go on with the sentence, and have its verb and their own."""
    text = (
        "RESOLUTION 77/901\n\nSafety of river crossings\n\nThe General Assembly,\n\n"
        "Recalling its resolution 70/1,\n\n1. Condemns the attacks on:\n\n(a) Bridges,\n\n"
        f"(b) Ferries{ends}\n\nand demands that Member States protect them;\n\n"
        "2. Decides to remain seized of the matter.\n"
    )
    (document,) = read_documents("A_RES_77_901.html", _page(text).encode())
    words = next(one for one in document.paragraphs if one.text.startswith("and demands"))
    assert words.id.endswith("#op1.end")
    assert words.verbs_any == ("condemn", "demand")
    assert words.addressees == ("Member States",)


def _page(text: str) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
    return f"<html><body>{paragraphs}</body></html>"
