"""Re-ranking of results for everyday words, measured against the order as found.

Orders the first hundred results of each judged paraphrase anew by static word vectors and prints
nDCG@10 with the bootstrap interval (95 %) of the difference: for the half that the table of other
words was drawn on, and for the half kept aside.

    pip install wordllama
    operative index $OPERATIVE_CORPORA/akn --index INDEX
    python -m benchmarks.rerank INDEX

The vectors are read from the files of the package: its own loader asks the network for a tokenizer
that it carries under another name.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from search.request import SearchRequest
from search.searcher import Searcher

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from support.judging import gain, judgements  # noqa: E402

PARAPHRASES = ROOT / "tests" / "golden" / "paraphrases.toml"
HALVES = ("drawn_on", "aside")
CANDIDATES, SAMPLES = 100, 4000
FUSION = 10.0
"""Added to ranks where two orders are put together (reciprocal rank fusion)."""


class Vectors:
    """Static word vectors: a text is the mean of those of its tokens."""

    def __init__(self) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        spec = find_spec("wordllama")
        if spec is None or not spec.submodule_search_locations:
            sys.exit("Install wordllama first.")
        folder = Path(spec.submodule_search_locations[0])
        self._tokens: Any = Tokenizer.from_file(
            str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json")
        )
        weights = load_file(folder / "weights" / "l2_supercat_256.safetensors")
        self._table = weights["embedding.weight"].astype(np.float32)

    def of(self, texts: Sequence[str]) -> np.ndarray:
        """Returns a row of length one for each text."""
        read = self._tokens.encode_batch(list(texts), add_special_tokens=False)
        rows = np.stack([self._table[one.ids or [0]].mean(axis=0) for one in read])
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """The first results of a query with how near each is to it, and the grades of paragraphs."""

    names: Sequence[str]
    nearness: Sequence[float]
    grades: Mapping[str, int]


def candidates(searcher: Searcher, vectors: Vectors, half: str) -> list[Candidates]:
    """Returns those of each query of a half; where the query stands as typed they stay in order."""
    found = []
    for one in judgements(PARAPHRASES, half):
        request = SearchRequest(query=one.query, size=CANDIDATES, strict=False)
        result = searcher.search(request)
        names = [hit.paragraph.id for hit in result.hits]
        near = [float(-place) for place in range(len(names))]
        if names and result.understanding is not None:
            rows = vectors.of([one.query, *(hit.paragraph.text for hit in result.hits)])
            near = [float(value) for value in rows[1:] @ rows[0]]
        found.append(Candidates(names=names, nearness=near, grades=one.grades))
    return found


def as_found(one: Candidates) -> list[str]:
    """Returns the order there is."""
    return list(one.names)


def nearest(one: Candidates) -> list[str]:
    """Returns the nearest first."""
    order = sorted(range(len(one.names)), key=lambda place: -one.nearness[place])
    return [one.names[place] for place in order]


def fused(one: Candidates) -> list[str]:
    """Returns both orders put together by their ranks."""
    ranks = [{name: rank for rank, name in enumerate(order)} for order in (one.names, nearest(one))]
    return sorted(one.names, key=lambda name: -sum(1 / (FUSION + each[name]) for each in ranks))


WAYS: Mapping[str, Callable[[Candidates], list[str]]] = {
    "as found": as_found,
    "nearest first": nearest,
    "both ranks": fused,
}


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """Returns the bootstrap interval (95 %) of the mean of differences."""
    rng = np.random.default_rng(1)
    values = np.asarray(differences)
    means = [values[rng.integers(0, len(values), len(values))].mean() for _ in range(SAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    """Print a row for each half and way."""
    searcher, vectors = Searcher(Path(sys.argv[1])), Vectors()
    print("| half | way | nDCG@10 | difference | 95 % |\n|---|---|---|---|---|")
    for half in HALVES:
        asked = candidates(searcher, vectors, half)
        before = [gain(one.names, one.grades) for one in asked]
        for name, way in WAYS.items():
            after = [gain(way(one), one.grades) for one in asked]
            apart = [new - old for new, old in zip(after, before, strict=True)]
            low, high = interval(apart)
            figures = f"{mean(after):.3f} | {mean(apart):+.3f} | {low:+.3f} to {high:+.3f}"
            print(f"| {half} | {name} | {figures} |")
    searcher.close()


if __name__ == "__main__":
    main()
