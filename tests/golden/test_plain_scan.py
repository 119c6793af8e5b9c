"""What a search finds against a plain scan of the same text, as a careful reader would do it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.corpora import ROOT, corpora

from indexer.model import SEARCHED, Paragraph
from indexer.pipeline import build_index
from indexer.reading.documents import read_documents
from search.request import SearchRequest
from search.searcher import Searcher

PHRASES = (
    "victims of trafficking in persons",
    "Member States",
    "the",
    "in accordance with",
    "evidence based",
    "and requests the Secretary General",
    "all parties",
    "remain actively seized of the matter",
    "persons, especially women and children",
    "no such words anywhere",
)
FORMATS = (".txt", ".md", ".xml", ".pdf", ".docx")
VERBS = ("urge", "request", "call upon", "recall", "take note", "decide")


def words(text: str) -> list[str]:
    """Give the words of a text in the plainest way: letters and figures, without case."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[a-z]+|\d+", folded.replace("’s", "").replace("'s", ""))


def read(folder: Path) -> Iterator[Paragraph]:
    """Read the searched paragraphs of a folder, without any index."""
    for file in sorted(folder.rglob("*")):
        if file.suffix in FORMATS and file.name != "README.md":
            for document in read_documents(file.name, file.read_bytes()):
                yield from (p for p in document.paragraphs if p.type in SEARCHED)


@pytest.fixture(
    scope="module", params=["corpus", pytest.param("akn/sc/2001", marks=pytest.mark.slow)]
)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """Give the paragraphs of a folder and a searcher on its index."""
    folder = ROOT / "corpus" if request.param == "corpus" else corpora(request.param)
    index = tmp_path_factory.mktemp("index")
    build_index([folder], index)
    searcher = Searcher(index)
    yield list(read(folder)), searcher
    searcher.close()


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_is_found_where_it_is_read(place, phrase: str) -> None:
    """A phrase finds exactly the paragraphs in which these words follow each other."""
    paragraphs, searcher = place
    wanted = " " + " ".join(words(phrase)) + " "
    expected = sum(wanted in " " + " ".join(words(p.text)) + " " for p in paragraphs)
    assert searcher.search(SearchRequest(query=f'"{phrase}"')).total == expected


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_found_where_it_opens(place, verb: str) -> None:
    """A verb finds exactly the paragraphs that open with it and their subparagraphs."""
    paragraphs, searcher = place
    expected = sum(p.verb == verb for p in paragraphs)
    assert searcher.search(SearchRequest(query=f'verb:"{verb}"')).total == expected
    narrowed = SearchRequest(query='"Member States"', filters={"verb": (verb,)})
    both = sum(p.verb == verb and " member states " in " " + " ".join(words(p.text)) + " "
               for p in paragraphs)  # fmt: skip
    assert searcher.search(narrowed).total == both
