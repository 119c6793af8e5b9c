"""Maker of `indexer/parsing/data/thesaurus.tsv.xz` from a table of the UNBIS Thesaurus.

    python tools/thesaurus.py TABLE

TABLE has one concept a line, its terms in columns named by language (ar, zh, en, fr, ru, es). Terms
of French and Spanish come without their accents in old copies; a word gets them back where
simplemma's dictionary has only one with these letters. Source of the terms: United Nations, Dag
Hammarskjöld Library, UNBIS Thesaurus.
"""

from __future__ import annotations

import csv
import lzma
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from indexer.analysis.languages import plain
from indexer.parsing.knowledge.thesaurus import COLUMNS, FILE, NAMES

_WORD = re.compile(r"[^\W\d_]+")


def accents(language: str) -> Mapping[str, str]:
    """Returns words by their letters without accents, where only one has these."""
    found: dict[str, set[str]] = {}
    for raw in DefaultDictionaryFactory().get_dictionary(language):
        word = raw.decode("utf-8") if isinstance(raw, bytes) else raw
        if word.islower():
            found.setdefault(plain(word), set()).add(word)
    return {bare: words.pop() for bare, words in found.items() if len(words) == 1}


def names(language: str) -> frozenset[str]:
    """Returns, in small letters, the words that are always written with a capital letter."""
    table = DefaultDictionaryFactory().get_dictionary(language)
    words = {
        word.decode("utf-8") if isinstance(word, bytes) else word
        for pair in table.items()
        for word in pair
    }
    return frozenset(word.lower() for word in words if word.istitle()) - words


def main() -> None:
    """Reads the table and writes the file."""
    known = {language: accents(language) for language in ("fr", "es")}
    lines = []
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            terms = {code: " ".join((row[code] or "").lower().split()) for code in COLUMNS}
            for code, words in known.items():
                terms[code] = _WORD.sub(lambda match: words.get(match[0], match[0]), terms[code])  # noqa: B023
            lines.append("\t".join(terms[code] for code in COLUMNS))
    target = Path(__file__).parents[1] / "indexer/parsing/data"
    (target / FILE).write_bytes(
        lzma.compress("\n".join(sorted(lines)).encode(), preset=9 | lzma.PRESET_EXTREME)
    )
    english = {word for line in lines for word in _WORD.findall(line.split("\t")[0])}
    (target / NAMES).write_text("\n".join(sorted(english & names("en"))) + "\n", "utf-8")


if __name__ == "__main__":
    main()
