"""Writes the words of the domain, which tell hyphens of print from those of words.

    python tools/words.py CORPORA

Counts the official XML in CORPORA/gold/units.jsonl. Words of two documents or more are kept; of
"follow-up" and "followup" the usual one.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "indexer" / "parsing" / "data" / "words.txt"
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_FEWEST = 2  # documents


def main() -> None:
    """Counts and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    counts: Counter[str] = Counter()
    for text in _texts(parser.parse_args().corpora / "gold" / "units.jsonl"):
        counts.update(set(_WORD.findall(text.lower())))
    kept = sorted(word for word in counts if _is_usual(word, counts))
    TARGET.write_text("\n".join(kept) + "\n", encoding="ascii")


def _texts(gold: Path) -> Iterator[str]:
    for line in gold.read_text("utf-8").splitlines():
        document = json.loads(line)
        if document["file"].startswith("akn/"):
            yield " ".join(unit["text"] for unit in document["units"])


def _is_usual(word: str, counts: Counter[str]) -> bool:
    if counts[word] < _FEWEST or len(word) < 2:
        return False
    return "-" not in word or counts[word] >= counts[word.replace("-", "")]


if __name__ == "__main__":
    main()
