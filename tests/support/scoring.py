"""Readings of the development corpora against their gold, by the project's scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from support.corpora import corpora
from support.requirements import require

from indexer.errors import UnreadableFile
from indexer.export import document_json
from indexer.parsing.text.languages import EN
from indexer.reading.documents import read_documents


def score(
    folder: Path,
    pattern: str,
    tmp_path: Path,
    gold: str | Path,
    *,
    languages: Sequence[str] = (EN,),
) -> dict[str, float]:
    """Read the files of a folder of the corpora and score them against gold.

    gold: a file's name in the corpora's gold, or a path to one. languages: those that are read. A
    file that is refused counts as missing. Skips the test where corpora or scorer are not there.
    """
    base = corpora()
    scorer = base.parent / "tools" / "score_parse.py"
    require(scorer.exists(), f"the scorer is not at {scorer}")
    files = sorted(folder.rglob(pattern))
    sources = [str(file.relative_to(base)) for file in files]
    with ProcessPoolExecutor(2) as pool:
        lines = list(pool.map(partial(_parse, languages=languages), files, sources, chunksize=50))
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("\n".join(lines), encoding="utf-8")
    result = tmp_path / "score.json"
    subprocess.run(
        [sys.executable, scorer, "--gold", base / "gold" / gold, "--pred", predictions,
         "--only", f"{folder.relative_to(base)}/", "--json", result],
        check=True, capture_output=True,
    )  # fmt: skip
    scores: dict[str, float] = json.loads(result.read_text("utf-8"))["all"]
    return scores


def below(scores: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """Give the scores that are under their floors."""
    return {name: scores[name] for name in floors if scores[name] < floors[name]}


def _parse(file: Path, source: str, languages: Sequence[str]) -> str:
    try:
        documents = read_documents(source, file.read_bytes(), languages=languages)
    except UnreadableFile:
        return ""
    return "\n".join(json.dumps(document_json(document)) for document in documents)
