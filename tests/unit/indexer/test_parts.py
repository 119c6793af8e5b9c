"""An index that grows run by run: what is written, what is handed on, and that nothing is lost."""

from __future__ import annotations

import os
import random
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.files.small import SMALL, count_lines, fill, read, small
from support.stores import stored_symbols

from indexer.generations import durable, files
from indexer.generations.check import check_index
from indexer.generations.generation import current
from indexer.model import Document, Paragraph
from indexer.pipeline import build_index
from indexer.report import RunReport
from indexer.store.parts import MOST, parts
from indexer.store.reader import StoredDocument, StoreReader
from indexer.store.rows import connect


def citing(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
    """Read a small file, in which the last word of a paragraph is a symbol that it cites."""

    def linked(paragraph: Paragraph) -> Paragraph:
        return replace(paragraph, cites=(paragraph.text.split()[-1],))

    return tuple(
        replace(document, paragraphs=tuple(map(linked, document.paragraphs)))
        for document in read(path, data, symbol=symbol)
    )


TOOLS = replace(SMALL, read=citing)


def run(docs: Path, index: Path, *, rebuild: bool = False) -> RunReport:
    return build_index([docs], index, rebuild=rebuild, tools=TOOLS)


def sound(index: Path) -> bool:
    return check_index(index, count_entries=count_lines).problems == ()


def part_files(index: Path) -> dict[str, int]:
    """Give the inodes of the files of all parts."""
    store = current(index).store_path
    return {str(p.relative_to(store)): p.stat().st_ino for p in store.glob("p*/*")}


def everything(index: Path) -> tuple[object, ...]:
    """Give all that a store answers, without row numbers."""
    with closing(StoreReader(current(index).store_path)) as store:
        stored = [store.document(symbol) for symbol in stored_symbols(store)]
        return (
            stored_symbols(store),
            store.mastheads(),
            store.counts(),
            [plain(one) for one in stored],
        )


def plain(stored: StoredDocument | None) -> object:
    assert stored is not None
    return stored.document, stored.other_sources, stored.cited_by, stored.held, stored.parts


@pytest.fixture
def twenty(tmp_path: Path) -> tuple[Path, Path]:
    """Give a folder of twenty resolutions that cite each other, and its index."""
    files = {f"f{n}": small(f"A/RES/74/{n}", f"Recalls A/RES/74/{n % 3}") for n in range(20)}
    docs, index = fill(tmp_path / "docs", files), tmp_path / "ix"
    run(docs, index)
    return docs, index


def test_one_document_more_is_one_part_more(
    twenty: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Adding to a large index does not copy, hash or sync what it holds already."""
    docs, index = twenty
    before = part_files(index)
    touched: list[str] = []
    for module, name in ((files, "checksum"), (durable, "sync_file")):
        real = getattr(module, name)

        def noted(path: Path, real: object = real) -> object:
            touched.append(path.as_posix())
            return real(path)  # type: ignore[operator]  # one of the two functions

        monkeypatch.setattr(module, name, noted)
    fill(docs, {"new": small("A/RES/75/1", "Recalls A/RES/74/1")})
    run(docs, index)
    after = part_files(index)
    assert before.items() < after.items()
    assert len(after) == len(before) + 1
    assert touched
    assert not [path for path in touched if any(path.endswith(name) for name in before)]
    assert sound(index)


def test_a_copied_index_is_not_taken_for_damaged(twenty: tuple[Path, Path]) -> None:
    """An index that was copied without its times is read once and goes on."""
    docs, index = twenty
    for path in current(index).path.rglob("*"):
        if path.is_file() and path.name != "manifest.json":
            os.utime(path, (1, 1))
    fill(docs, {"new": small("A/RES/75/1")})
    assert run(docs, index).rebuilt is None
    assert sound(index)


def test_silent_damage_is_told_and_mended(twenty: tuple[Path, Path]) -> None:
    """A part in which a bit fell over is found by `check`, whose remedy builds all of it again."""
    docs, index = twenty
    path = next(current(index).store_path.glob("p*/*"))
    status, data = path.stat(), bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    fill(docs, {"new": small("A/RES/75/1")})
    run(docs, index)
    report = check_index(index, count_entries=count_lines)
    assert "file-altered" in {problem.kind for problem in report.problems}
    assert "--rebuild" in str(report.remedy)
    assert run(docs, index, rebuild=True).rebuilt == "You asked for a rebuild."
    assert sound(index)


def test_small_parts_are_written_together(twenty: tuple[Path, Path]) -> None:
    """However often documents are added, an index stays in few parts and the large one is kept."""
    docs, index = twenty
    largest = part_files(index)
    for number in range(3 * MOST):
        fill(docs, {f"g{number}": small(f"A/RES/75/{number}", "Recalls A/RES/74/1")})
        run(docs, index)
        assert len(part_files(index)) <= MOST
        if number < MOST:
            assert largest.items() <= part_files(index).items()
    assert sound(index)
    with closing(StoreReader(current(index).store_path)) as store:
        stored = store.document("A/RES/74/1")
    assert stored is not None
    assert stored.cited_by.documents == 7 + 3 * MOST


def test_what_is_left_over_does_not_pile_up(twenty: tuple[Path, Path]) -> None:
    """An index whose documents change again and again does not grow."""
    docs, index = twenty
    for number in range(30):
        fill(docs, {f"f{number % 20}": small(f"A/RES/74/{number % 20}", f"Decides A/{number}")})
        run(docs, index)
        with closing(connect(current(index).store_path)) as connection:
            written = sum(part.written for part in parts(connection))
            (held,) = connection.execute("SELECT sum(paragraphs) FROM documents").fetchone()
        assert written <= 1.25 * held


@pytest.mark.parametrize("seed", range(3))
def test_many_runs_are_as_good_as_one(tmp_path: Path, seed: int) -> None:
    """An index kept up to date over many changes says what one built at once says."""
    chance = random.Random(seed)  # noqa: S311 - a sequence to repeat
    docs = fill(tmp_path / "docs", {"keep": small("A/RES/1/1", "Recalls A/RES/74/1")})
    for step in range(25):
        for _ in range(chance.randint(1, 3)):
            name = f"f{chance.randrange(12)}"
            if chance.random() < 0.3:
                (docs / name).unlink(missing_ok=True)
                continue
            text = [
                small(
                    f"A/RES/74/{chance.randrange(9)}",
                    f"Recalls {step} A/RES/74/{chance.randrange(9)}",
                    form=chance.choice(("akn", "pdf")),
                    issues=chance.randrange(3),
                )
                for _ in range(chance.randint(1, 2))
            ]
            fill(docs, {name: "====\n".join(text)})
        run(docs, tmp_path / "ix")
    build_index([docs], tmp_path / "fresh", tools=TOOLS)
    assert everything(tmp_path / "ix") == everything(tmp_path / "fresh")
    assert sound(tmp_path / "ix")
