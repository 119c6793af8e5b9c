"""The UN's Word files against the gold derived from them, by the project's scorer."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support.corpora import corpora
from support.scoring import below, score

from indexer.reading.documents import read_documents

# A figure behind a word or a stop that may be a footnote's marker; not the "4" of "target 16.4".
_MARKER = re.compile(r"(?:(?<=[^\W\d])|(?<=[^\W\d][,;.)”])|(?<=[)”][,;.]))\d{1,2}(?=[\s,;.]|$)")


def _without_markers(line: str) -> str:
    """Take out of a gold document's texts the markers that it left there.

    Where the text repeats the marker of an earlier footnote, the rule that derived the gold took
    it for text. Everywhere else gold texts are free of markers, and so are our readings.
    """
    document = json.loads(line)
    known = {note["marker"] for note in document["footnotes"]}
    for unit in document["units"]:
        unit["text"] = _MARKER.sub(lambda m: "" if m[0] in known else m[0], unit["text"])
    return json.dumps(document)


@pytest.mark.slow
def test_every_word_file(tmp_path: Path) -> None:
    """Units, openings and mastheads of 90 resolutions are those of the gold."""
    gold = tmp_path / "gold.jsonl"
    lines = (corpora("gold") / "docx_expected.jsonl").read_text("utf-8").splitlines()
    gold.write_text("\n".join(map(_without_markers, lines)), "utf-8")
    scores = score(corpora("docx"), "*", tmp_path, gold)
    assert scores["missing"] == scores["failed"] == scores["leaked_units"] == 0
    floors = {
        "unit_f1": 0.99, "type_accuracy": 0.995, "label_accuracy": 0.999,
        "opening_strict": 0.995, "opening_lenient": 0.999, "organ": 1, "session": 1, "title": 1,
        "adopted_on": 1, "agenda_item": 1, "document_type": 1,
        # Three files are of "72/8 B", "72/262 B" and "72/263 A-C", which the gold leaves out.
        "symbol": 0.966,
    }  # fmt: skip
    assert below(scores, floors) == {}


@pytest.mark.slow
def test_every_footnote_of_the_word_files() -> None:
    """Word keeps footnotes apart: all are read, each under its marker, at a place in the text."""
    folder = corpora("docx")
    found = expected = placed = 0
    for line in (corpora("gold") / "docx_expected.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        (document,) = read_documents(gold["file"], (folder.parent / gold["file"]).read_bytes())
        notes = {(n.marker, _squash(n.text)) for n in document.footnotes}
        wanted = {(n["marker"], _squash(n["text"])) for n in gold["footnotes"]}
        places = {mark.marker for p in document.paragraphs for mark in p.marks}
        expected += len(wanted)
        found += len(wanted & notes)
        placed += sum(1 for note in document.footnotes if note.marker in places)
    assert found == placed == expected > 500


def _squash(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
