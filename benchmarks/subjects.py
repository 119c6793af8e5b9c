"""Subjects inferred: how often they are right, and how many of the stated ones they are.

    python -m benchmarks.subjects INDEX

Each document of the index whose file states subjects is held out in turn: what is inferred for it
is compared with what the UN's library stated. A subject is right only if it is the very same term.
Measured apart are subjects from the nearest text of the series and from the title alone.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from indexer.analysis.subjects import inferred_subjects
from indexer.generations.generation import current
from indexer.store.reader import StoreReader
from indexer.store.subjects import Classified, Subjects, series_of

Infer = Callable[[Classified], tuple[str, ...]]


def measured(stated: Sequence[Classified], infer: Infer) -> str:
    """Returns precision and recall of a way to infer subjects, as the row of a table."""
    right = said = known = documents = 0
    everywhere = sum(len(one.terms) for one in stated)
    for one in stated:
        found = infer(replace(one, terms=(), goals=()))
        if found:
            documents += 1
            right += len({*found} & {*one.terms})
            said += len(found)
            known += len(one.terms)
    if not said:
        return "nothing inferred"
    return (
        f"{documents} of {len(stated)} documents; {said} subjects, precision {right / said:.3f}; "
        f"recall {right / known:.3f} in these documents, {right / everywhere:.3f} in all"
    )


def from_title(one: Classified) -> tuple[str, ...]:
    """Returns the subjects that a title names."""
    return inferred_subjects(one.title or "", one.language)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("index", type=Path)
    generation = current(parser.parse_args().index)
    with closing(StoreReader(generation.store_path)) as store:
        stated = [one for one in store.classified() if one.terms and not one.inferred]
    series: dict[object, list[Classified]] = defaultdict(list)
    for one in stated:
        series[series_of(one)].append(one)

    def from_series(one: Classified) -> tuple[str, ...]:
        others = (other for other in series[series_of(one)] if other.key != one.key)
        return Subjects([*others, one]).of(one.row).terms if series_of(one) else ()

    def either(one: Classified) -> tuple[str, ...]:
        return from_series(one) or from_title(one)

    for name, infer in (("series", from_series), ("title", from_title), ("either", either)):
        print(f"{name}: {measured(stated, infer)}")
        alone = [one for one in stated if not from_series(replace(one, terms=(), goals=()))]
        if infer is from_title:
            print(f"{name}, where no series helps: {measured(alone, infer)}")


if __name__ == "__main__":
    main()
