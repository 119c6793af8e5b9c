"""Archives as the UN's document system gives them: several languages and formats together."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.files.small import SMALL, fill
from support.files.word import packed, paragraph, run, word_file

from indexer.build.build import Tools
from indexer.generations.generation import current
from indexer.pipeline import build_index
from indexer.reading.documents import PARSER, read_documents
from indexer.report import RunReport
from indexer.store.reader import StoreReader

ENGLISH = word_file(
    paragraph(run("Recalling", "i"), " its resolution 70/1 of 25 September 2015,"),
    paragraph("1. ", run("Urges", "i"), " Member States to act on all of the recommendations;"),
    header=paragraph("A/RES/74/999"),
)
FRENCH_HEAD = (
    "A/RES/74/999",
    "Soixante-quatorzième session",
    "Point 106 de l’ordre du jour",
    "Résolution adoptée par l’Assemblée générale le 18 décembre 2019",
    "74/999. De petites choses",
    "L’Assemblée générale,",
    "Rappelant sa résolution 70/1 du 25 septembre 2015 et les résolutions qui ont suivi,",
    "1. Prie les États Membres de donner suite à toutes les recommandations qui les concernent;",
)
FRENCH = packed(
    {
        "word/document.xml": (
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{''.join(map(paragraph, FRENCH_HEAD))}</w:body></w:document>"
        )
    }
)
PAGE = (
    "<html><body><p>A/RES/74/999<p>Resolution adopted by the General Assembly on 18 December 2019"
    "<p>74/999. Small things<p><i>The General Assembly</i>,<p>1. <i>Urges</i> States to act.</html>"
)
TOOLS = Tools(
    read=read_documents,
    parser=PARSER,
    writer_for=SMALL.writer_for,
    entry_count=SMALL.entry_count,
    workers=0,
)


def built(tmp_path: Path, files: dict[str, bytes | str]) -> tuple[RunReport, StoreReader]:
    """Index one archive that holds these files."""
    docs = fill(tmp_path / "docs", {"A_RES_74_999.zip": packed(files)})
    report = build_index((docs,), tmp_path / "ix", tools=TOOLS)
    return report, StoreReader(current(tmp_path / "ix").store_path)


def test_the_best_file_of_each_language_is_chosen(tmp_path: Path) -> None:
    """Of one resolution in several languages and formats the best English file is shown first."""
    report, store = built(
        tmp_path,
        {
            "A_RES_74_999/A_RES_74_999-EN.docx": ENGLISH,
            "A_RES_74_999/A_RES_74_999-FR.docx": FRENCH,
            "A_RES_74_999/A_RES_74_999-EN.html": PAGE,
            "readme.txt": "These are the documents that you have asked for.\n",
        },
    )
    try:
        document = store.document("A/RES/74/999")
        assert document is not None
        shown, others = document.document.source, document.other_sources
        french = store.document("A/RES/74/999", "fr")
    finally:
        store.close()
    place = "A_RES_74_999.zip!/A_RES_74_999/A_RES_74_999"
    assert (shown.path, shown.format) == (f"{place}-EN.docx", "docx")
    assert [source.path for source in others] == [f"{place}-EN.html"]
    assert french is not None
    assert french.document.source.path == f"{place}-FR.docx"
    problems = {problem.path: problem.kind for problem in report.problems}
    assert problems == {
        f"{place}-EN.html": "duplicate",
        "A_RES_74_999.zip!/readme.txt": "no-resolution",
    }


@pytest.mark.parametrize("name", ["A_RES_74_999.docx", "A_RES_74_999.DOC", "A_RES_74_999.zip"])
def test_a_word_file_is_no_archive(tmp_path: Path, name: str) -> None:
    """A .docx is a ZIP archive too; it is read as what it is, also within another archive."""
    report, store = built(tmp_path, {name: ENGLISH})
    store.close()
    assert (report.documents, report.problems) == (1, ())
    docs = fill(tmp_path / "other", {name: ENGLISH})
    assert build_index((docs,), tmp_path / "ix2", tools=TOOLS).documents == 1
