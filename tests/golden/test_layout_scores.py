"""Text that `pdftotext -layout` makes of PDFs against the gold of the same resolutions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.corpora import corpora
from support.scoring import below, score


@pytest.mark.slow
def test_every_resolution_in_layout_text(tmp_path: Path) -> None:
    """Without fonts and places, from columns of letters alone, hardly a unit is lost."""
    texts = corpora("text/pdf_layout")
    stems = {file.stem for file in texts.glob("*.txt")}
    gold = tmp_path / "gold.jsonl"
    with (corpora("gold/units.jsonl")).open(encoding="utf-8") as lines, gold.open("w") as out:
        for document in map(json.loads, lines):
            stem = Path(document["file"]).stem
            if document["file"].startswith("pdf/") and stem in stems:
                document["file"] = f"text/pdf_layout/{stem}.txt"
                out.write(json.dumps(document) + "\n")
    scores = score(texts, "*.txt", tmp_path, gold)
    assert scores["missing"] == scores["failed"] == scores["leaked_units"] == 0
    floors = {
        "unit_f1": 0.996, "type_accuracy": 0.999, "label_accuracy": 0.999,
        "opening_lenient": 0.99, "ref_f1": 0.98, "symbol": 0.999, "organ": 0.999,
        "session": 0.999, "title": 0.999, "adopted_on": 0.999, "agenda_item": 0.97,
        "document_type": 0.999,
    }  # fmt: skip
    assert below(scores, floors) == {}
