"""Files of families: what is known of each, and whose each paragraph is, in a folder of arrays.

A new generation has a folder of its own, worked out from that of the one before and from what came
and went. It is small: twenty bytes a phrasing and four a paragraph.
"""

from __future__ import annotations

from collections.abc import Collection as AnyOf
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.columns import writer as layout
from indexer.columns.runs import Numbers
from indexer.families.collection import Array, Collection, Folder
from indexer.families.growth import Grown, grown, regrown
from indexer.families.layout import CHANGES, FIRST_YEAR, LAST_YEAR, USES, family_file
from indexer.model import DocumentType
from indexer.schema import NONE


@dataclass(frozen=True, slots=True)
class Before:
    """The state that a generation is built upon.

    families: its folder. columns: its folders of columns. alive: rows of its documents.
    """

    families: Path
    columns: Sequence[Path]
    alive: AnyOf[int]


def write_families(
    path: Path, columns: Sequence[Path], alive: AnyOf[int], before: Before | None
) -> None:
    """Writes the families of an index.

    path: the folder to write, which is not there yet. columns: the folders of columns. alive: rows
    of the documents that the index has. before: None to begin from nothing.
    """
    collection = Collection(columns, alive)
    found = _grown(collection, alive, before)
    path.mkdir()
    for one in fields(Grown):
        _save(path, one.name, getattr(found, one.name))
    begins, family = np.unique(found.firsts, return_inverse=True)
    _save_uses(path, collection, family, len(begins), np.array(sorted(alive), np.int64))


def _grown(collection: Collection, alive: AnyOf[int], before: Before | None) -> Grown:
    if before is None:
        return grown(collection)
    known = Grown(*(np.load(before.families / f"{one.name}.npy") for one in fields(Grown)))
    gone, new = set(before.alive).difference(alive), set(alive).difference(before.alive)
    earlier = partial(Collection, before.columns, before.alive)
    return regrown(collection, earlier, known, gone, new)


def _save_uses(
    path: Path, collection: Collection, family: Numbers, families: int, alive: Numbers
) -> None:
    """Counts the uses of families, and writes whose each paragraph is."""
    uses = np.zeros(families, np.uint32)
    first = np.full(families, np.iinfo(np.uint16).max, np.uint16)
    last = np.zeros(families, np.uint16)
    adopted = np.zeros(len(family), bool)
    for folder in collection.folders:
        document = folder.array(layout.DOCUMENT)
        numbers = collection.numbers_in(folder)
        numbers[~np.isin(folder.documents, alive)[document]] = -1
        of = np.append(family, -1)[numbers].astype(np.int32)
        _save(path, family_file(folder.path), of)
        years, is_adopted = _by_document(folder)
        counts = (of >= 0) & is_adopted[document]
        adopted[numbers[counts]] = True
        uses += np.bincount(of[counts], minlength=families).astype(np.uint32)
        dated = counts & (years[document] > 0)
        np.minimum.at(first, of[dated], years[document[dated]])
        np.maximum.at(last, of[dated], years[document[dated]])
    first[last == 0] = 0
    phrasings = np.bincount(family[adopted], minlength=families)
    _save(path, USES, uses)
    _save(path, FIRST_YEAR, first)
    _save(path, LAST_YEAR, last)
    _save(path, CHANGES, np.maximum(phrasings - 1, 0).astype(np.uint32))


def _by_document(folder: Folder) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]:
    """Returns the year of each document, 0 for none, and whether it is more than a draft."""
    values = folder.tables["values"]
    years = np.array([0 if year == NONE else int(year) for year in values["year"]], np.uint16)
    adopted = np.array([kind != DocumentType.DRAFT for kind in values["doctype"]], bool)
    year, kind = (folder.array(layout.values_file(name)) for name in ("year", "doctype"))
    return years[year], adopted[kind]


def _save(path: Path, name: str, values: Array) -> None:
    np.save(path / f"{name}.npy", values)
