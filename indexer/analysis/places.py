"""Places: by which number a paragraph is known in all languages of its work.

Ids are the same in all languages. Numbers that are printed can be relied on; those that only count
("pp3", "annex.7") are the same place where both texts have as many of the kind, and otherwise none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from indexer.model import Masthead, Paragraph
from indexer.parsing.knowledge.symbols import symbol_key

_COUNTED = re.compile(r"(.*?(?:pp|annex\.|table\.|text\.|op\.))\d+")


def places_in_work(masthead: Masthead, paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    """Yields a number of 64 bits for each paragraph of a document."""
    names = [paragraph.id.partition("#")[2] for paragraph in paragraphs]
    kinds = [counted_kind(name) for name in names]
    counts = Counter(kinds)
    work = symbol_key(masthead.symbol)
    for name, kind in zip(names, kinds, strict=True):
        place = f"{work}#{name}" if kind is None else f"{work}#{name}/{counts[kind]}"
        yield int.from_bytes(blake2b(place.encode(), digest_size=8).digest(), "little")


def counted_kind(name: str) -> str | None:
    """Returns what an id counts ("annex."); None where it has a printed number."""
    found = _COUNTED.match(name)
    return found[1] if found else None
