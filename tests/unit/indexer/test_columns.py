"""What is counted, ordered and grouped on columns, over folders written one after the other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.indexes.columns import write_columns
from support.indexes.small import entries, masthead, paragraph

from indexer.analysis.entry import Entry
from indexer.analysis.pairs import PAIRS
from indexer.columns.writer import ColumnsWriter
from indexer.errors import IndexDamaged
from search.request import Sort
from search.retrieval.bitmap import Selected
from search.retrieval.columns import Columns

HEADS = [masthead(f"A/RES/74/{number}", title="x") for number in (3, 1, 2)]
CORPUS: list[Entry] = entries(
    (HEADS[number // 4], paragraph(f"urges women number {number}", verb="urge"))
    for number in range(12)
)


def columns(folder: Path, *cuts: int, alive: set[int] | None = None) -> Columns:
    """Write the corpus in several folders, of which every term has a bitmap."""
    paths: list[Path] = []
    for number, (start, end) in enumerate(zip((0, *cuts), (*cuts, len(CORPUS)), strict=True)):
        paths.append(folder / f"c{number}")
        like = paths[0] if number else None
        write_columns(paths[-1], CORPUS[start:end], like=like, rare_below=1)
    return Columns(paths, alive)


@pytest.mark.parametrize("cuts", [(), (4,), (3, 5, 11)])
def test_folders_are_read_as_one(tmp_path: Path, cuts: tuple[int, ...]) -> None:
    """However a store was written, counts, orders and bitmaps are the same."""
    read = columns(tmp_path, *cuts)
    everything = Selected(read.live_bits, read.size)
    assert everything.total == read.live_count == 12
    assert read.rows(everything.places) == list(range(12))
    assert read.tally("symbol", everything).all() == {f"A/RES/74/{n}": 4 for n in (1, 2, 3)}
    assert read.tally("verb", everything).all() == {"urge": 12}
    by_symbol = [place for place in read.ordered(Sort.SYMBOL) if read.live[place]]
    assert read.rows(np.array(by_symbol)) == [4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3]
    assert Selected(read.frequent(PAIRS, "urges women"), read.size).total == 12
    assert read.is_frequent(PAIRS, "urges women")
    assert not read.is_frequent(PAIRS, "women urges")


def test_what_is_gone_does_not_count(tmp_path: Path) -> None:
    """Paragraphs of a document that the store does not have are left out."""
    read = columns(tmp_path, 5, alive={0, 2})
    everything = Selected(read.live_bits, read.size)
    assert read.rows(everything.places) == [0, 1, 2, 3, 8, 9, 10, 11]
    assert read.everywhere("symbol").all() == {"A/RES/74/3": 4, "A/RES/74/2": 4}


def test_rows_ascend(tmp_path: Path) -> None:
    """A paragraph out of order is refused: it could not be found again."""
    writer = ColumnsWriter(tmp_path / "c")
    writer.add(CORPUS[3])
    with pytest.raises(ValueError, match="row 2 comes after row 3"):
        writer.add(CORPUS[2])
    writer.abort()


def test_a_document_stands_together(tmp_path: Path) -> None:
    """Orders and counts by document rely on it."""
    writer = ColumnsWriter(tmp_path / "c")
    writer.add(CORPUS[0])
    writer.add(CORPUS[4])
    with pytest.raises(ValueError, match="document that came before"):
        writer.add(replace(CORPUS[0], paragraph=CORPUS[4].paragraph + 1))
    writer.abort()


def test_no_paragraphs(tmp_path: Path) -> None:
    """An index may have nothing that can be found."""
    write_columns(tmp_path / "c", [])
    read = Columns([tmp_path / "c"])
    assert (read.size, read.live_count, read.everywhere("to").all()) == (0, 0, {})


@pytest.mark.parametrize("name", ["tables.json", "rows.npy", "bits.npy"])
def test_damage_is_told(tmp_path: Path, name: str) -> None:
    """A folder that was cut short is said to be damaged, with what to do."""
    write_columns(tmp_path / "c", CORPUS)
    (tmp_path / "c" / name).write_bytes(b"")
    with pytest.raises(IndexDamaged, match="operative index"):
        Columns([tmp_path / "c"])


def test_the_most_frequent_values_are_exact(tmp_path: Path) -> None:
    """Cut short, a count keeps the most frequent values, equals by name, and those asked for."""
    # Four paragraphs of the first document, four of the second, one of the third.
    tally = columns(tmp_path).tally("symbol", Selected(np.packbits(np.arange(16) < 9), 12))
    assert tally.all() == {"A/RES/74/3": 4, "A/RES/74/1": 4, "A/RES/74/2": 1}
    assert tally.most_frequent(1) == {"A/RES/74/1": 4}
    assert tally.most_frequent(1, always={"A/RES/74/2", "none"}) == {
        "A/RES/74/1": 4, "A/RES/74/2": 1,
    }  # fmt: skip
    assert len(tally) == 3
