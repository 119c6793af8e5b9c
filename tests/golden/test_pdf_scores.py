"""PDFs as the UN publishes them against the gold of the same texts' official markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corpora import corpora
from support.scoring import below, score


@pytest.mark.slow
def test_every_resolution_in_pdf(tmp_path: Path) -> None:
    """Units, openings, mastheads and references of 150 resolutions are those of the gold."""
    scores = score(corpora("pdf"), "A_RES_*.pdf", tmp_path, "units.jsonl")
    assert scores["missing"] == scores["failed"] == scores["leaked_units"] == 0
    floors = {
        "unit_f1": 0.997, "type_accuracy": 0.999, "label_accuracy": 0.999,
        "opening_lenient": 0.998, "ref_f1": 0.97, "symbol": 0.999, "organ": 0.999,
        "session": 0.999, "title": 0.999, "adopted_on": 0.999, "agenda_item": 0.999,
        "document_type": 0.999,
    }  # fmt: skip
    assert below(scores, floors) == {}
