"""The sample documents against files that were checked by reading them beside the texts.

To renew the files after a wanted change: `python tests/golden/test_samples.py`, then read the diff.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from indexer.export import document_json
from indexer.model import Document, ParagraphType
from indexer.reading.documents import read_documents

CORPUS = Path(__file__).parents[2] / "corpus"
EXPECTED = Path(__file__).parent / "expected"
SYMBOLS = {
    "a_res_68_192.txt": None,
    "a_res_74_176.md": None,
    "draft_rev1_no_masthead.txt": "A/C.3/74/L.10/Rev.1",
    "a_c3_74_l10.md": "A/C.3/74/L.10",
}
COUNTS = {
    "a_res_68_192.txt": (30, 6, 18, 15),
    "a_res_74_176.md": (40, 6, 26, 23),
    "draft_rev1_no_masthead.txt": (40, 6, 26, 23),
    "a_c3_74_l10.md": (36, 6, 26, 16),
}


def read(name: str) -> Document:
    """Read a sample as the index does, with what the manifest says of it."""
    (document,) = read_documents(name, (CORPUS / name).read_bytes(), symbol=SYMBOLS[name])
    return document


@pytest.mark.parametrize("name", SYMBOLS)
def test_every_unit_is_read_as_checked(name: str) -> None:
    """Masthead, paragraphs, openings, verbs, footnotes, references: all as in the checked file."""
    expected = json.loads((EXPECTED / f"{name}.json").read_text("utf-8"))
    assert document_json(read(name)) == expected


@pytest.mark.parametrize("name", SYMBOLS)
def test_counts(name: str) -> None:
    """Preambular paragraphs, subparagraphs, operative paragraphs and footnotes are all there."""
    document = read(name)
    types = Counter(paragraph.type for paragraph in document.paragraphs)
    assert (
        types[ParagraphType.PREAMBULAR],
        types[ParagraphType.SUBPARAGRAPH],
        types[ParagraphType.OPERATIVE],
        len(document.footnotes),
    ) == COUNTS[name]


@pytest.mark.parametrize("name", SYMBOLS)
def test_paragraphs_are_whole_and_clean(name: str) -> None:
    """Each begins with a capital and ends with its stop; nothing of the page is left in it."""
    for paragraph in read(name).paragraphs:
        if paragraph.type in (ParagraphType.PREAMBULAR, ParagraphType.OPERATIVE):
            assert paragraph.text[0].isupper()
            assert paragraph.text[-1] in ",;:."
            assert paragraph.opening
            assert paragraph.text.startswith(paragraph.opening)
            assert paragraph.verb
        for furniture in ("19-22333", "undocs.org", "____", "/10", "\ue000", "¹", "[DU1]"):
            assert furniture not in paragraph.text


def test_three_stages_of_one_text_are_three_documents() -> None:
    """A draft, its revision and the resolution have one title and different texts."""
    stages = [read(name) for name in SYMBOLS if name != "a_res_68_192.txt"]
    assert len({stage.masthead.title for stage in stages}) == 1
    assert len({stage.masthead.symbol for stage in stages}) == 3


def test_without_a_manifest_the_symbol_is_made_up_and_says_so() -> None:
    """What cannot be read is marked as inferred, never passed off as stated."""
    name = "draft_rev1_no_masthead.txt"
    (document,) = read_documents(name, (CORPUS / name).read_bytes())
    assert document.masthead.symbol_inferred
    assert document.masthead.symbol.startswith("~GA/improving-the-coordination")
    assert "symbol-inferred" in {issue.code for issue in document.issues}


if __name__ == "__main__":
    for sample in SYMBOLS:
        text = json.dumps(document_json(read(sample)), indent=1, ensure_ascii=False)
        (EXPECTED / f"{sample}.json").write_text(text + "\n", encoding="utf-8")
