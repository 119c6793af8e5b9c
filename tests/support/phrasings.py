"""Phrasings of texts, as an index has them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from support.indexes.columns import write_columns
from support.indexes.small import entries, masthead, paragraph

from indexer.families.collection import Collection
from indexer.families.edits import Phrasing

_WORDLESS = Phrasing("", b"")


def phrasings(folder: Path, *texts: str) -> list[Phrasing]:
    """Give the phrasings of texts; the folder is one that is not there yet."""
    heads = [masthead(f"A/RES/74/{number}") for number in range(len(texts))]
    given = (paragraph(text) for text in texts)
    write_columns(folder, entries(zip(heads, given, strict=True)))
    collection = Collection([folder], set(range(len(texts))))
    numbers = collection.numbers_in(collection.folders[0])
    return [
        collection.phrasings(np.array([number]))[0] if number >= 0 else _WORDLESS
        for number in numbers.tolist()
    ]
