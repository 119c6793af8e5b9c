"""Maker of the table of irregular inflections, from a lexicon and the words of an index.

    pip install lemminflect
    python tools/inflections.py INDEX > indexer/analysis/data/inflections.toml

The lexicon is LemmInflect's (MIT licence), made from the SPECIALIST Lexicon of the US National
Library of Medicine (free to use, with acknowledgement). Only words that occur in the index are
kept, with those of their forms that the stemmer does not reduce to one stem by itself.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from textwrap import fill

from indexer.analysis.spellings import exceptional_stem, folded_spelling, read_table
from indexer.analysis.stemming import regular_stem
from indexer.generations.generation import current
from indexer.schema import TEXT_FIELDS
from search.engines import open_engine

_HEAD = """\
# Irregular inflections: a word, and the forms that the stemmer does not find by itself.
# Made by `tools/inflections.py`; change `judged_inflections.toml` and make it anew.
# Source: LemmInflect {version} (MIT licence, Brad Jascob), made of the SPECIALIST Lexicon, courtesy
# of the U.S. National Library of Medicine.

[forms]"""


def main() -> None:
    """Prints the table for the index given on the command line."""
    known = words_of(Path(sys.argv[1]))
    print(_HEAD.format(version=version("lemminflect")))
    for lemma, forms in sorted(table(known, lemmas()).items()):
        listed = fill(", ".join(f'"{form}"' for form in sorted(forms)), 90)
        print(f"{lemma} = [{listed}]")


def words_of(index: Path) -> frozenset[str]:
    """Returns the literal words of an index."""
    generation = current(index)
    engine = open_engine(generation.manifest.engine, generation.engine_path)
    literal = [field for field in TEXT_FIELDS if field.endswith("literal")]
    return frozenset(word for field in literal for word in engine.words(field))


def lemmas() -> dict[str, set[str]]:
    """Returns the base words of each form of a noun or verb in the lexicon."""
    source = files("lemminflect").joinpath("resources/lemma_lu.csv.gz")
    found: dict[str, set[str]] = {}
    for line in gzip.decompress(source.read_bytes()).decode().splitlines():
        form, kind, bases = line.split(",")
        if kind in ("noun", "verb") and _plain(form):
            found.setdefault(form, set()).update(filter(_plain, bases.split("/")))
    return found


def _plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.islower()


def table(known: Collection[str], bases: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Returns the forms to join with each word: those decided by hand, and the unambiguous ones."""
    judged = read_table("judged_inflections")
    apart = {form for group in judged["apart"] for form in group["forms"]}
    found = {lemma: set(forms) for lemma, forms in judged["joined"].items()}
    for lemma, form in _pairs(bases):
        if form not in apart and bases[form] == {lemma}:
            found.setdefault(lemma, set()).add(form)
    return {lemma: forms for lemma, forms in found.items() if {lemma, *forms} & set(known)}


def _pairs(bases: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    for form, lemmas in bases.items():
        for lemma in lemmas:
            kept = exceptional_stem(form) or exceptional_stem(lemma)
            base = folded_spelling(lemma)
            folded = folded_spelling(form) != form  # to a form of its own, which is looked up
            if not kept and not folded and regular_stem(form) != regular_stem(base):
                yield lemma, form


if __name__ == "__main__":
    main()
