"""Families of paragraphs as a cluster is given them: a lasting key, and how often they are used."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.columns.writer import DOCUMENT, DOCUMENT_ROWS, ROWS
from indexer.families.layout import FIRST_YEAR, LAST_YEAR, USES, family_file

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PlacedFamilies:
    """The families of the paragraphs of an index, by their rows in the store, ascending.

    keys: of the first phrasing of the family, the same in every generation; 0 without a family.
    numbers: uses, first and last year, a row each paragraph.
    """

    rows: Numbers
    keys: npt.NDArray[np.uint64]
    numbers: Numbers

    def of(self, row: int) -> tuple[str | None, tuple[int, int, int]]:
        """Returns the key and the numbers of a paragraph's family; KeyError if it is not there."""
        place = int(np.searchsorted(self.rows, row))
        if place == len(self.rows) or self.rows[place] != row:
            raise KeyError(row)
        uses, first, last = self.numbers[place].tolist()
        key = int(self.keys[place])
        return f"{key:x}" if key else None, (uses, first, last)

    def changed_since(self, earlier: PlacedFamilies) -> list[int]:
        """Returns the rows of the paragraphs of both whose family or numbers are other ones."""
        rows, here, there = np.intersect1d(
            self.rows, earlier.rows, assume_unique=True, return_indices=True
        )
        other = self.keys[here] != earlier.keys[there]
        other |= (self.numbers[here] != earlier.numbers[there]).any(axis=1)
        return [int(row) for row in rows[other]]


def placed_families(
    families: Path, columns: Sequence[Path], alive: Collection[int]
) -> PlacedFamilies:
    """Returns the families of the paragraphs of some documents.

    families: their folder. columns: the folders of columns. alive: rows of documents.
    """
    firsts, keys = (np.load(families / f"{name}.npy") for name in ("firsts", "keys"))
    of_family = np.append(keys[np.unique(firsts)], 0).astype(np.uint64)
    numbers = np.stack(
        [np.append(np.load(families / f"{name}.npy"), 0) for name in (USES, FIRST_YEAR, LAST_YEAR)],
        axis=1,
    ).astype(np.int64)
    living = np.array(sorted(alive), np.int64)
    rows, members = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for folder in columns:
        documents = np.load(folder / f"{DOCUMENT_ROWS}.npy")
        there = np.isin(documents, living)[np.load(folder / f"{DOCUMENT}.npy")]
        rows.append(np.load(folder / f"{ROWS}.npy")[there])
        members.append(np.load(families / f"{family_file(folder)}.npy")[there].astype(np.int64))
    all_rows, member = np.concatenate(rows), np.concatenate(members)
    order = np.argsort(all_rows)
    return PlacedFamilies(all_rows[order], of_family[member[order]], numbers[member[order]])
