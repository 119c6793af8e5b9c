"""Real pairs of documents, compared and judged by reading them side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corpora import corpora

from indexer.model import Document
from indexer.reading.documents import read_documents
from search.comparison.compare import Change, Comparison, compare

CORPUS = Path(__file__).parents[2] / "corpus"
REVISED, ADOPTED = "draft_rev1_no_masthead.txt", "a_res_74_176.md"


def read(path: Path) -> Document:
    (document,) = read_documents(path.name, path.read_bytes())
    return document


def places(comparison: Comparison, change: Change) -> list[str]:
    """Name the pairs of one kind: "op12>pp20"."""
    return [
        ">".join(one.id.partition("#")[2] if one else "" for one in (pair.before, pair.after))
        for pair in comparison.pairs
        if pair.change is change
    ]


def test_an_oral_revision_is_found() -> None:
    """The words added when the revised draft was adopted stand out, and nothing is misplaced."""
    compared = compare(read(CORPUS / REVISED), read(CORPUS / ADOPTED))
    assert [compared.counts[one] for one in Change] == [66, 6, 0, 0, 0]
    (oral,) = [pair for pair in compared.pairs if pair.after and pair.after.id.endswith("#op21")]
    assert [piece.after.strip() for piece in oral.pieces if not piece.same] == [
        "and persons with disabilities"
    ]


def test_a_draft_and_its_revision() -> None:
    """Two operative paragraphs that became preambular ones are found there, with their edits."""
    compared = compare(read(CORPUS / "a_c3_74_l10.md"), read(CORPUS / REVISED))
    assert places(compared, Change.MOVED) == ["op11>pp19", "op12>pp20"]
    assert places(compared, Change.ADDED) == [">pp10", ">pp26", ">op18", ">op22"]
    assert places(compared, Change.REMOVED) == []


def test_six_years_apart() -> None:
    """Heavily edited paragraphs are told from those that were replaced, as a reader judged."""
    compared = compare(read(CORPUS / "a_res_68_192.txt"), read(CORPUS / ADOPTED))
    edited = places(compared, Change.EDITED)
    # Rewritten throughout, but the same: the decision to appraise, the World Day, the report.
    assert {"op4>op4", "op5>op6", "op18>op26", "pp12>pp17", "pp28>pp40"} <= set(edited)
    # Of other things altogether: they only share their opening words with something.
    assert {"pp4>", "pp11>", "pp29>", "pp30>", "op12>", "op15>"} <= set(
        places(compared, Change.REMOVED)
    )


PAIRS = [
    # Two paragraphs went out and two came in; one on the waqf fund was cut to its first half.
    ("ga/75session/75_94_E.xml", "ga/76session/A_RES_76_78-2118626E.xml",
     {"op24>op26"}, {"pp22>", "pp37>"}, {">op15", ">op25"}),
    # Every paragraph says "trafficking in persons" now for "human trafficking".
    ("ga/75session/75_158_E.xml", "ga/77session/A_RES_77_194*.xml",
     {"pp10>pp9", "pp24>pp24", "op19>op19", "op30>op30"},
     {"pp7>", "pp13>"}, {">pp10", ">pp13", ">pp35", ">op42"}),
    # The oceans resolution shortened by a tenth: 490 paragraphs, of which most stayed.
    ("ga/77session/A_RES_77_248*.xml", "pdf/A_RES_78_69*.pdf",
     {"op41>op39", "op46>op41", "op147>op136", "op254>op239"},
     {"pp3>", "op42>", "op62>"}, {">pp9", ">pp12"}),
]  # fmt: skip


def _read(pattern: str) -> Document:
    folder = corpora("pdf" if pattern.startswith("pdf/") else "akn")
    (path,) = folder.glob(pattern.removeprefix("pdf/"))
    return read(path)


@pytest.mark.parametrize(("earlier", "later", "edited", "removed", "added"), PAIRS)
def test_successive_years(
    earlier: str, later: str, edited: set[str], removed: set[str], added: set[str]
) -> None:
    """Yearly resolutions line up though numbers, sessions and symbols change in all of them."""
    compared = compare(_read(earlier), _read(later))
    assert edited <= set(places(compared, Change.EDITED))
    assert removed <= set(places(compared, Change.REMOVED))
    assert added <= set(places(compared, Change.ADDED))
    paired = sum(1 for pair in compared.pairs if pair.before and pair.after)
    assert paired > 0.85 * sum(1 for pair in compared.pairs if pair.before)
