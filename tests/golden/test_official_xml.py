"""The UN's own XML against the gold made from it, by the project's scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from support.corpora import corpora
from support.requirements import require

from indexer.export import document_json
from indexer.reading import read_documents


def _parse(file: Path, source: str) -> str:
    documents = read_documents(source, file.read_bytes())
    return "\n".join(json.dumps(document_json(document)) for document in documents)


def _score(folder: Path, pattern: str, tmp_path: Path, gold: str) -> dict[str, float]:
    base = corpora()
    scorer = base.parent / "tools" / "score_parse.py"
    require(scorer.exists(), f"the scorer is not at {scorer}")
    files = sorted(folder.rglob(pattern))
    sources = [str(file.relative_to(base)) for file in files]
    with ProcessPoolExecutor(2) as pool:
        lines = list(pool.map(_parse, files, sources, chunksize=50))
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("\n".join(lines), encoding="utf-8")
    result = tmp_path / "score.json"
    subprocess.run(
        [sys.executable, scorer, "--gold", base / "gold" / gold, "--pred", predictions,
         "--only", f"{folder.relative_to(base)}/", "--json", result],
        check=True, capture_output=True,
    )  # fmt: skip
    return json.loads(result.read_text("utf-8"))["all"]


@pytest.mark.slow
def test_every_document_of_the_official_xml(tmp_path: Path) -> None:
    """Units, openings, mastheads and references of 1,937 resolutions are those of the gold."""
    scores = _score(corpora("akn"), "*.xml", tmp_path, "units.jsonl")
    assert scores["missing"] == scores["failed"] == scores["leaked_units"] == 0
    floors = {
        "unit_f1": 0.998, "type_accuracy": 0.999, "label_accuracy": 0.999,
        "opening_lenient": 0.995, "ref_f1": 0.98, "symbol": 0.999, "organ": 0.999,
        "session": 0.999, "title": 0.999, "adopted_on": 0.999, "agenda_item": 0.999,
        "document_type": 0.999,
    }  # fmt: skip
    assert {name: scores[name] for name in floors if scores[name] < floors[name]} == {}
