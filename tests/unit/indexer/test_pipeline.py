"""Runs over a folder: what is read, what is kept, what is told."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from support.files.small import PARSER, SMALL, count_lines, fill, lines_in, read, small
from support.stores import stored_symbols

from indexer import pipeline
from indexer.build.build import Tools
from indexer.errors import IndexIncompatible, NothingIndexed, Problem, SourceMissing
from indexer.generations import generation
from indexer.generations.generation import current
from indexer.model import Document
from indexer.pipeline import build_index
from indexer.report import RunReport, report_lines
from indexer.sources import walk
from indexer.store import tables
from indexer.store.catalogue import document_rows
from indexer.store.reader import StoredDocument, StoreReader
from indexer.store.rows import connect, entries


class Runs:
    """A folder, its index, and what each run did."""

    def __init__(self, tmp_path: Path) -> None:
        self.docs = tmp_path / "docs"
        self.docs.mkdir()
        self.index = tmp_path / "ix"
        self.read: Counter[str] = Counter()

    def fill(self, files: Mapping[str, str | bytes]) -> None:
        fill(self.docs, files)

    def run(self, *paths: Path, engine: str = "auto", tools: Tools = SMALL) -> RunReport:
        self.read = Counter()

        def counted(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
            self.read[path] += 1
            return tools.read(path, data, symbol=symbol)

        asked = paths or (self.docs,)
        report = build_index(asked, self.index, engine=engine, tools=replace(tools, read=counted))
        self.consistent()
        return report

    def consistent(self) -> None:
        """See that the engine names exactly the searchable rows of the store."""
        generation = current(self.index)
        with closing(connect(generation.store_path)) as connection:
            wanted = {
                (document, entry.paragraph)
                for document in document_rows(connection)
                for entry in entries(connection, document)
            }
        held = lines_in(generation.engine_path)
        assert {(entry["document"], entry["paragraph"]) for entry in held} == wanted
        assert len(held) == len(wanted)

    def document(self, symbol: str) -> StoredDocument | None:
        with closing(StoreReader(current(self.index).store_path)) as store:
            return store.document(symbol)

    def symbols(self) -> tuple[str, ...]:
        with closing(StoreReader(current(self.index).store_path)) as store:
            return stored_symbols(store)


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path)


def files(report: RunReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged


def kinds(report: RunReport) -> list[tuple[str, str]]:
    return [(problem.kind, problem.path) for problem in report.problems]


def test_a_first_run_reads_all(runs: Runs) -> None:
    """After the first run everything is there, and the report says how much."""
    runs.fill({"a": small("A/RES/74/1", "One", "- two"), "b/c": small("A/RES/74/2", issues=2)})
    report = runs.run()
    assert runs.symbols() == ("A/RES/74/1", "A/RES/74/2")
    assert files(report) == (2, 0, 0, 0)
    assert (report.documents, report.paragraphs, report.searchable) == (2, 5, 3)
    assert (report.generation, report.published) == (1, True)
    assert [(issue.kind, issue.path) for issue in report.issues] == [("numbering-gap", "b/c")] * 2
    assert report.bytes > 0


def test_nothing_changed_nothing_done(runs: Runs) -> None:
    """A second run over the same files reads none, and publishes nothing."""
    runs.fill({"a": small("74/1"), "bad": b""})
    runs.run()
    before = (runs.index / "CURRENT").read_bytes()
    report = runs.run()
    assert not runs.read
    assert (report.published, files(report)) == (False, (0, 0, 0, 2))
    assert kinds(report) == [("empty", "bad")]
    assert (runs.index / "CURRENT").read_bytes() == before
    assert any("Nothing changed" in line for line in report_lines(report))


def test_only_what_changed_is_read(runs: Runs) -> None:
    """A changed file is read again, a new one read, a gone one removed, and no other touched."""
    runs.fill({"a": small("74/1"), "b": small("74/2"), "c": small("74/3")})
    runs.run()
    runs.fill({"b": small("74/2", "Decides otherwise"), "d": small("74/4")})
    (runs.docs / "c").unlink()
    report = runs.run()
    assert set(runs.read) == {"b", "d"}
    assert files(report) == (1, 1, 1, 1)
    assert runs.symbols() == ("74/1", "74/2", "74/4")
    stored = runs.document("74/2")
    assert stored is not None
    assert stored.document.paragraphs[1].text == "Decides otherwise"


def test_a_touched_file_is_compared_not_read(runs: Runs) -> None:
    """A new date alone is no change."""
    runs.fill({"a": small("74/1")})
    runs.run()
    os.utime(runs.docs / "a", (1, 1))
    assert not runs.run().published
    assert not runs.read


def test_a_change_of_the_same_size_is_seen(runs: Runs) -> None:
    """A corrected letter is a change."""
    runs.fill({"a": small("74/1", "Decides A")})
    runs.run()
    runs.fill({"a": small("74/1", "Decides B")})
    os.utime(runs.docs / "a", (1, 1))
    assert runs.run().changed == 1


def test_a_moved_folder_is_not_read_again(runs: Runs) -> None:
    """The same files at another place are known by their bytes."""
    runs.fill({"a": small("74/1"), "b": small("74/2")})
    runs.run()
    moved = runs.docs.rename(runs.docs.with_name("moved"))
    assert not runs.run(moved).published
    assert not runs.read


def test_other_paths_make_another_index(runs: Runs, tmp_path: Path) -> None:
    """The index says what the paths of the last run say."""
    runs.fill({"a": small("74/1")})
    runs.run()
    other = fill(tmp_path / "other", {"z": small("74/9")})
    report = runs.run(other)
    assert (report.added, report.removed) == (1, 1)
    assert runs.symbols() == ("74/9",)


def test_a_bad_file_is_told_and_stops_nothing(runs: Runs) -> None:
    """Unreadable files are listed by kind and name, also in later runs."""
    runs.fill({"a": small("74/1"), "e": b"", "bug": "BUG", "latin": b"\xff"})
    report = runs.run()
    assert report.documents == 1
    assert kinds(report) == [("empty", "e"), ("reader-failed", "bug"), ("reader-failed", "latin")]
    runs.fill({"b": small("74/2")})
    assert kinds(runs.run()) == kinds(report)
    assert set(runs.read) == {"b", "bug", "latin"}  # a reader that failed is asked again


def test_what_an_accident_kept_out_is_read_by_the_next_run(runs: Runs) -> None:
    """A file whose reader failed is tried again; nothing is published as long as it does."""
    runs.fill({"a": small("74/1"), "bug": small("74/2")})

    def fails(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
        if path == "bug":
            raise KeyError(path)
        return read(path, data, symbol=symbol)

    failing = replace(SMALL, read=fails)
    assert runs.run(tools=failing).documents == 1
    again = runs.run(tools=failing)
    assert (again.published, kinds(again)) == (False, [("reader-failed", "bug")])
    report = runs.run()
    assert (report.published, report.documents, kinds(report)) == (True, 2, [])


def test_a_file_that_goes_bad_keeps_its_place(runs: Runs) -> None:
    """What a file said before stays in the index when a later state of it cannot be read."""
    runs.fill({"a": small("74/1"), "b": small("74/2")})
    runs.run()
    runs.fill({"a": b""})
    report = runs.run()
    assert runs.symbols() == ("74/1", "74/2")
    assert kinds(report) == [("empty", "a")]
    assert "stays in the index" in report.problems[0].message
    runs.fill({"a": small("74/1", "Mended")})
    assert kinds(runs.run()) == []
    (runs.docs / "a").unlink()
    runs.run()
    assert runs.symbols() == ("74/2",)


def test_a_folder_out_of_reach_keeps_its_place(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files under a folder that cannot be listed now are not taken for gone."""
    runs.fill({"s/a": small("74/1"), "b": small("74/2")})
    runs.run()
    real = os.scandir

    def scandir(path: Path | int) -> object:
        if not isinstance(path, int) and Path(path).name == "s":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(walk.os, "scandir", scandir)
    runs.fill({"c": small("74/3")})
    report = runs.run()
    assert runs.symbols() == ("74/1", "74/2", "74/3")
    assert kinds(report) == [("folder-unreadable", "s"), ("out-of-reach", "s/a")]
    monkeypatch.undo()
    assert kinds(runs.run()) == []


def test_two_files_of_one_symbol_are_one_document(runs: Runs) -> None:
    """The best is shown, the others are listed and told; they take over one after the other."""
    runs.fill(
        {
            "a.txt": small("74/1", "text", form="text"),
            "b.pdf": small("A/RES/74/1", "pdf", form="pdf"),
            "c.xml": small("A_RES_74_1", "akn", form="akn"),
        }
    )
    report = runs.run()
    assert kinds(report) == [("duplicate", "a.txt"), ("duplicate", "b.pdf")]
    for name, text, others in (
        ("c.xml", "akn", ["b.pdf", "a.txt"]),
        ("b.pdf", "pdf", ["a.txt"]),
        ("a.txt", "text", []),
    ):
        stored = runs.document("A/RES/74/1")
        assert stored is not None
        assert stored.document.source.path == name
        assert stored.document.paragraphs[1].text == text
        assert [source.path for source in stored.other_sources] == others
        (runs.docs / name).unlink()
        if others:
            runs.run()


def test_a_better_file_takes_over(runs: Runs) -> None:
    """When the XML comes the PDF steps back; when the XML turns to another symbol it returns."""
    runs.fill({"b.pdf": small("74/1", form="pdf")})
    runs.run()
    runs.fill({"a.xml": small("74/1")})
    runs.run()
    assert runs.document("74/1").document.source.path == "a.xml"  # type: ignore[union-attr]  # or it fails
    runs.fill({"a.xml": small("74/2")})
    report = runs.run()
    assert runs.read == {"a.xml": 1, "b.pdf": 1}
    assert runs.document("74/1").document.source.path == "b.pdf"  # type: ignore[union-attr]  # or it fails
    assert kinds(report) == []


def test_a_file_that_gives_a_symbol_twice(runs: Runs) -> None:
    """Two readings of one symbol in one file are one document, and it is told."""
    runs.fill({"a": small("74/1", "One") + "====\n" + small("74/1", "Two")})
    report = runs.run()
    assert kinds(report) == [("duplicate", "a")]
    assert "another place in the same file" in report.problems[0].message
    assert report.documents == 1


def test_heirs_that_cannot_be_read_are_passed_by(runs: Runs) -> None:
    """When the next best source fails as well, the one after it takes over."""
    runs.fill({n: small("74/1", form=f) for n, f in (("a", "akn"), ("b", "pdf"), ("c", "text"))})
    runs.run()
    (runs.docs / "a").unlink()

    def fails_on_b(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
        if path == "b":
            raise KeyError(path)
        return read(path, data, symbol=symbol)

    report = runs.run(tools=replace(SMALL, read=fails_on_b))
    assert runs.document("74/1").document.source.path == "c"  # type: ignore[union-attr]  # or it fails
    assert kinds(report) == [("reader-failed", "b")]


def test_the_manifest_names_symbols(runs: Runs) -> None:
    """A file without a symbol gets the manifest's, and is read again when that changes."""
    entry = '[[document]]\nfile = "a"\nsymbol = "A/RES/74/5"\n'
    runs.fill({"a": small("~unknown"), "manifest.toml": entry})
    runs.run()
    assert runs.symbols() == ("A/RES/74/5",)
    runs.fill({"manifest.toml": entry.replace("74/5", "74/6")})
    assert runs.run().changed == 1
    assert runs.symbols() == ("A/RES/74/6",)


def test_a_new_parser_reads_everything_again(runs: Runs) -> None:
    """After an update that reads texts otherwise, the next run does not keep old readings."""
    runs.fill({"a": small("74/1"), "b": small("74/2")})
    runs.run()
    report = runs.run(tools=replace(SMALL, parser=f"{PARSER}+1"))
    assert set(runs.read) == {"a", "b"}
    assert report.published
    assert report.rebuilt is not None


@pytest.mark.parametrize("name", ["SCHEMA_VERSION", "LAYOUT", "FORMAT"])
def test_another_version_is_built_anew(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """An index of another version does not stop the run that replaces it."""
    runs.fill({"a": small("74/1")})
    with monkeypatch.context() as old:
        if name == "SCHEMA_VERSION":
            old.setattr(generation, name, 0)
        else:
            old.setattr(generation if name == "FORMAT" else tables, name, "old/0")
            old.setattr(generation, name, "old/0")
        made = generation.IndexManifest.__init__.__kwdefaults__
        key = {"SCHEMA_VERSION": "schema", "LAYOUT": "layout", "FORMAT": "format"}[name]
        old.setitem(made, key, 0 if key == "schema" else "old/0")
        runs.run()
    report = runs.run()
    assert report.rebuilt
    assert set(runs.read) == {"a"}


def test_another_engine_is_made_from_the_store(runs: Runs) -> None:
    """Changing the engine reads no document again, and `auto` then keeps the new one."""
    runs.fill({"a": small("74/1"), "b": small("74/2")})
    assert runs.run(engine="tantivy").engine == "tantivy"
    report = runs.run(engine="whoosh")
    assert (report.engine, report.published) == ("whoosh", True)
    assert not runs.read
    assert runs.run().engine == "whoosh"


def test_columns_of_another_layout_are_made_from_the_store(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index whose columns cannot be read answers again after a run, which reads nothing."""
    runs.fill({"a": small("74/1"), "b": small("74/2")})
    with monkeypatch.context() as old:
        made = generation.IndexManifest.__init__.__kwdefaults__
        old.setitem(made, "columns", "old/0")
        old.setattr(pipeline, "COLUMNS", "old/0")
        old.setattr(generation, "COLUMNS_LAYOUT", "old/0")
        runs.run()
    with pytest.raises(IndexIncompatible, match="columns old/0"):
        generation.current(runs.index)
    assert runs.run().published
    assert not runs.read
    assert generation.current(runs.index).manifest.searchable == 2


def test_an_engine_that_lost_count_is_made_again(runs: Runs) -> None:
    """When the engine cannot go on from its files, it is filled anew from the store."""
    runs.fill({"a": small("74/1"), "b": small("74/2")})
    runs.run()
    calls: list[int] = []

    def wrong_once(name: str, path: Path) -> int:
        calls.append(1)
        return count_lines(name, path) - (len(calls) == 1)

    runs.fill({"c": small("74/3")})
    runs.run(tools=replace(SMALL, entry_count=wrong_once))
    assert len(calls) == 2
    assert runs.symbols() == ("74/1", "74/2", "74/3")


@pytest.mark.parametrize("content", [{}, {"a": b""}, {"a": "BUG", "b": b""}])
def test_nothing_at_all_is_an_error(runs: Runs, content: Mapping[str, str | bytes]) -> None:
    """A run that finds no document says why, and leaves an older index alone."""
    runs.fill(content)
    with pytest.raises(NothingIndexed, match="nothing was changed"):
        runs.run()
    assert not (runs.index / "CURRENT").exists()
    for path in list(runs.docs.iterdir()):
        path.unlink()
    runs.fill({"x": small("74/1")})
    runs.run()
    (runs.docs / "x").unlink()
    with pytest.raises(NothingIndexed):
        runs.run()
    assert runs.symbols() == ("74/1",)


def test_a_missing_folder_changes_nothing(runs: Runs) -> None:
    """A misspelt folder does not empty the index."""
    runs.fill({"a": small("74/1")})
    runs.run()
    with pytest.raises(SourceMissing):
        runs.run(runs.docs / "nowhere")
    assert runs.symbols() == ("74/1",)


def test_progress_reaches_the_end(runs: Runs) -> None:
    """Each stage of the work tells its length and every step."""
    stages: list[tuple[str, int, int]] = []

    @contextmanager
    def progress(label: str, total: int) -> Iterator[object]:
        steps: list[int] = []
        yield steps.append
        stages.append((label, total, sum(steps)))

    runs.fill({"a": small("74/1"), "b": small("74/2")})
    runs.run(tools=replace(SMALL, progress=progress))  # type: ignore[arg-type]  # a function will do
    runs.run(engine="whoosh", tools=replace(SMALL, progress=progress))  # type: ignore[arg-type]  # as above
    assert {label for label, _, _ in stages} == {
        "Looking for changes",
        "Reading files",
        "Indexing documents",
    }
    assert all(total == done for _, total, done in stages)


def test_old_generations_go_and_one_stays(runs: Runs) -> None:
    """The index does not grow by a copy with every run, yet open readers keep theirs."""
    for number in range(4):
        runs.fill({f"f{number}": small(f"74/{number + 1}")})
        runs.run()
    folder = runs.index / "generations"
    assert sorted(path.name for path in folder.iterdir()) == ["g000003", "g000004"]


def test_the_report_names_ten_files_a_kind(runs: Runs) -> None:
    """The text report stays readable however many files are bad."""
    runs.fill({f"e{n:02}": b"" for n in range(13)} | {"a": small("74/1"), "x\ny": b""})
    text = "\n".join(report_lines(runs.run()))
    assert "empty (14 files)" in text
    assert "e09" in text
    assert "e10" not in text
    assert "and 4 more; --json gives all" in text


def test_files_in_other_languages_are_counted_by_language(runs: Runs) -> None:
    """A clone of the UN's repositories has thousands; names would hide all other problems."""
    refused = [
        Problem(kind="other-language", path=f"{name}/{number}.xml", message=f"It is in {name}.")
        for name, count in (("French", 30), ("Arabic", 12))
        for number in range(count)
    ]
    runs.fill({"a": small("74/1")})
    report = replace(runs.run(), problems=(*refused, Problem(kind="empty", path="a", message="b")))
    text = "\n".join(report_lines(report))
    assert "    30 files: It is in French.\n    12 files: It is in Arabic." in text
    assert "    a: b" in text
    assert "French/1.xml" not in text
