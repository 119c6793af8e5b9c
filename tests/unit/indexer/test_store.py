"""The store: what is put in comes out, quickly and from any thread."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.files.small import read, small
from support.stores import stored_symbols

from indexer.analysis.entry import Entry
from indexer.errors import IndexDamaged
from indexer.model import (
    Adoption,
    Deadline,
    Document,
    DocumentType,
    Footnote,
    FootnoteMark,
    Issue,
    Masthead,
    Paragraph,
    ParagraphType,
    Part,
    Reference,
    ReportingRequest,
    Source,
)
from indexer.sources.files import FoundFile
from indexer.store.codec import Shape
from indexer.store.prepared import prepare
from indexer.store.reader import StoreReader
from indexer.store.tables import MASTHEAD, PARAGRAPH
from indexer.store.writer import StoreWriter

FULL = Document(
    masthead=Masthead(
        symbol="A/RES/74/176",
        symbol_inferred=True,
        organ="GA",
        document_type=DocumentType.RESOLUTION,
        session="74",
        title="Title — “quoted”",
        adopted_on=date(2019, 12, 18),
        distributed_on=date(2020, 1, 23),
        agenda_item="106",
        agenda_title="Crime",
        committee="Third Committee",
        committee_report="A/74/400",
        sponsors=("Belarus", "Côte d’Ivoire"),
        meeting="50th",
        vote="without a vote",
        adoption=Adoption.VOTE,
        votes_for=9,
        votes_against=0,
        abstentions=None,
        language="en",
    ),
    source=Source(path="a/b.md", format="markdown", checksum="c" * 64, size=7),
    paragraphs=(
        Paragraph(
            id="A/RES/74/176#op1",
            type=ParagraphType.OPERATIVE,
            part=Part.OPERATIVE,
            component="B",
            ordinal=0,
            label="1",
            text="Takes note with appreciation of the report:",
            opening="Takes note with appreciation",
            verb="take note",
            manner="with appreciation",
            sequence="also",
            verb_class="note",
            verbs_any=("take note", "invite"),
            addressees=("Member States", "Côte d’Ivoire"),
            requests=(
                ReportingRequest(
                    who=("Secretary-General",),
                    to="General Assembly",
                    due=("GA 76", "GA 78"),
                    by=("by 2030",),
                    first_year=2021,
                    last_year=2022,
                    periodicity="biennial",
                ),
            ),
            deadlines=(Deadline(words="at its seventy-sixth session", purpose="report"),),
            cites=("A/RES/64/293",),
            marks=(FootnoteMark(marker="3", offset=4), FootnoteMark(marker="4", offset=None)),
        ),
        Paragraph(
            id="A/RES/74/176#op1(a)",
            type=ParagraphType.SUBPARAGRAPH,
            part=Part.OPERATIVE,
            ordinal=1,
            level=1,
            label="(a)",
            parent="A/RES/74/176#op1",
            text="on crime;",
        ),
        Paragraph(
            id="A/RES/74/176#op1(a)(i)",
            type=ParagraphType.SUBPARAGRAPH,
            part=Part.OPERATIVE,
            ordinal=2,
            level=2,
            label="(i)",
            parent="A/RES/74/176#op1(a)",
            text="of all kinds.",
        ),
    ),
    footnotes=(Footnote(marker="3", text="See A/74/127."),),
    references=(
        Reference(paragraph="A/RES/74/176#op1", mention="64/293", target="A/RES/64/293"),
        Reference(paragraph="A/RES/74/176#op1#fn3", mention="A/74/127", target=None),
    ),
    issues=(Issue(code="numbering-gap", message="A gap.", paragraph="A/RES/74/176#op1"),),
)


def found(path: str) -> FoundFile:
    return FoundFile(path=path, location=Path("/x") / path, size=1, mtime=1)


class Told:
    """Remembers what an engine would be told."""

    def __init__(self) -> None:
        self.rows: set[tuple[int, int]] = set()

    def add(self, entry: Entry) -> None:
        self.rows.add((entry.document, entry.paragraph))

    def remove_document(self, document: int) -> None:
        self.rows = {row for row in self.rows if row[0] != document}


def put(store: StoreWriter, name: str, documents: Sequence[Document]) -> None:
    store.add_reading(found(name), "0", [prepare(document) for document in documents])


def store_of(tmp_path: Path, *readings: tuple[str, tuple[Document, ...]]) -> StoreReader:
    path = tmp_path / "store"
    with closing(StoreWriter(path, Told())) as store:
        for name, documents in readings:
            put(store, name, documents)
        store.commit()
    return StoreReader(path)


def documents(name: str, text: str) -> tuple[Document, ...]:
    return read(name, text.encode())


def test_a_document_comes_back_as_it_was(tmp_path: Path) -> None:
    """Every field of a document that was read is there when it is shown."""
    with closing(store_of(tmp_path, ("a/b.md", (FULL,)))) as store:
        stored = store.document("A/RES/74/176")
    assert stored is not None
    assert stored.document == FULL
    assert stored.other_sources == ()


@pytest.mark.parametrize(
    ("shape", "values"),
    [(MASTHEAD, [FULL.masthead, Masthead(symbol="x")]), (PARAGRAPH, [*FULL.paragraphs])],
)
def test_values_survive_their_columns(shape: Shape[object], values: list[object]) -> None:
    """Absent values stay absent and full ones stay full."""
    for value in values:
        assert shape.decode(shape.encode(value)) == value


def test_any_spelling_finds_a_document(tmp_path: Path) -> None:
    """A resolution is found however its symbol is written."""
    with closing(store_of(tmp_path, ("a", (FULL,)))) as store:
        for spelling in ("a/res/74/176", "A_RES_74_176", "74/176", "resolution 74/176"):
            assert store.document(spelling) is not None, spelling
        assert store.document("A/RES/74/177") is None
        assert store.document("'; DROP TABLE documents; --") is None


def test_wordings_of_a_document(tmp_path: Path) -> None:
    """What a document's paragraphs are worded like is known without reading them."""
    with closing(store_of(tmp_path, ("a", (FULL,)))) as store:
        assert store.wordings("74/176") == {one.id: one.wording for one in FULL.paragraphs}
        assert store.wordings("A/RES/74/177") == {}


def test_lead_ins_are_outermost_first(tmp_path: Path) -> None:
    """A subparagraph is shown with all that it hangs on, in reading order."""
    with closing(store_of(tmp_path, ("a", (FULL,)))) as store:
        rows = store.paragraphs([1, 2, 3])
    assert [rows[row].lead_in for row in (1, 2, 3)] == [
        None,
        "Takes note with appreciation of the report:",
        "Takes note with appreciation of the report: on crime;",
    ]
    assert [rows[row].paragraph for row in (1, 2, 3)] == list(FULL.paragraphs)
    assert rows[1].masthead == FULL.masthead


def test_parents_in_a_circle_end(tmp_path: Path) -> None:
    """A misread document whose paragraphs hang on each other does not hang the page."""
    first, second = (
        replace(FULL.paragraphs[n], id=str(n), parent=str(1 - n), ordinal=n) for n in (0, 1)
    )
    circle = replace(FULL, paragraphs=(first, second))
    with closing(store_of(tmp_path, ("a", (circle,)))) as store:
        assert store.paragraphs([1])[1].lead_in


def test_unknown_rows_are_left_out(tmp_path: Path) -> None:
    """Asking for rows that are not there, or for many at once, is no error."""
    with closing(store_of(tmp_path, ("a", (FULL,)))) as store:
        assert set(store.paragraphs([3, 99, *range(1000, 3000)])) == {3}
        assert store.paragraphs([]) == {}


def citing(symbol: str, day: date | None, *cites: tuple[str, ...]) -> Document:
    """Make a document whose paragraphs cite."""
    return replace(
        FULL,
        masthead=replace(FULL.masthead, symbol=symbol, adopted_on=day),
        paragraphs=tuple(
            Paragraph(
                id=f"{symbol}#op{number}",
                type=ParagraphType.OPERATIVE,
                ordinal=number,
                text="x",
                cites=works,
            )
            for number, works in enumerate(cites)
        ),
        references=(),
    )


def test_what_cites_a_document(tmp_path: Path) -> None:
    """Citing documents come newest first, each with its paragraphs in order, exactly counted."""
    cited = "A/RES/75/101 A-B"
    readings = [
        ("a", (citing(cited, None),)),
        ("b", (citing("A/RES/76/1", date(2021, 9, 1), ("A/RES/75/101 A",), (), (cited,)),)),
        ("c", (citing("A/RES/77/1", date(2022, 9, 1), ("A/RES/75/101 A", "A/RES/75/101 B")),)),
        (
            "d",
            (
                citing(
                    "A/RES/78/1",
                    date(2023, 9, 1),
                    ("A/RES/75/101 C", "A/RES/75/1"),
                ),
            ),
        ),
    ]
    with closing(store_of(tmp_path, *readings)) as store:
        stored = store.document(cited)
        citer = store.document("A/RES/77/1")
    assert stored is not None
    assert (stored.cited_by.paragraphs, stored.cited_by.documents) == (3, 2)
    assert [[one.id for one in group.paragraphs] for group in stored.cited_by.newest] == [
        ["A/RES/77/1#op0"],
        ["A/RES/76/1#op0", "A/RES/76/1#op2"],
    ]
    assert citer is not None
    assert citer.held == {"A/RES/75/101 A": cited, "A/RES/75/101 B": cited}
    assert citer.cited_by.paragraphs == 0


def test_citations_go_with_their_document(tmp_path: Path) -> None:
    """A file that is gone, or is read anew, leaves no citation behind."""
    cited = ("c", (citing("A/RES/64/293", None),))
    one = citing("A/RES/76/1", None, ("A/RES/64/293",))
    with closing(store_of(tmp_path, cited, ("a", (one,)), ("a", (one,)))) as store:
        stored = store.document("A/RES/64/293")
    assert stored is not None
    assert stored.cited_by.paragraphs == 1
    with closing(StoreWriter(tmp_path / "store", Told())) as writer:
        writer.remove_files(["a"])
        writer.commit()
    with closing(StoreReader(tmp_path / "store")) as store:
        stored = store.document("A/RES/64/293")
    assert stored is not None
    assert stored.cited_by.paragraphs == 0


def test_listings_are_in_natural_order(tmp_path: Path) -> None:
    """Lists of resolutions go by number, not by spelling."""
    symbols = ["A/RES/74/10", "A/RES/74/9", "A/RES/9/100"]
    readings = [(s, documents(s, small(s))) for s in symbols]
    with closing(store_of(tmp_path, *readings)) as store:
        assert stored_symbols(store) == ("A/RES/9/100", "A/RES/74/9", "A/RES/74/10")


def test_counts_tell_types_apart(tmp_path: Path) -> None:
    """Titles are stored but do not count as searchable."""
    with closing(store_of(tmp_path, ("a", documents("a", small("74/1", "One", "- two"))))) as store:
        held = store.counts()
    assert (held.documents, held.paragraphs, held.searchable) == (1, 3, 2)
    assert dict(held.by_type) == {"title": 1, "operative": 1, "subparagraph": 1}


def test_the_best_source_is_shown_whatever_the_order(tmp_path: Path) -> None:
    """The same resolution from several files is one document, read from the best format."""
    files = {
        "c.txt": small("A/RES/74/1", form="text"),
        "b.pdf": small("74/1", form="pdf", issues=1),
        "a.pdf": small("74/1", form="pdf", issues=2),
        "d.xml": small("A/RES/74/1", form="akn", issues=9),
    }
    for n, names in enumerate((sorted(files), sorted(files, reverse=True))):
        folder = tmp_path / str(n)
        folder.mkdir()
        readings = [(name, documents(name, files[name])) for name in names]
        with closing(store_of(folder, *readings)) as store:
            stored = store.document("A/RES/74/1")
            assert store.counts().documents == 1
        assert stored is not None
        assert stored.document.source.path == "d.xml"
        assert [source.path for source in stored.other_sources] == ["b.pdf", "a.pdf", "c.txt"]


def test_english_comes_before_other_languages(tmp_path: Path) -> None:
    """A folder of all six languages shows the English text, in whatever format it comes."""
    english = documents("z.txt", small("74/1", form="text", issues=3))
    (one,) = documents("a.xml", small("74/1"))
    french = (replace(one, masthead=replace(one.masthead, language="fr")),)
    with closing(store_of(tmp_path, ("a.xml", french), ("z.txt", english))) as store:
        stored = store.document("74/1")
    assert stored is not None
    assert stored.document.source.path == "z.txt"


def test_row_numbers_are_never_used_again(tmp_path: Path) -> None:
    """An engine that still knows an old row can never be led to another document by it."""
    told = Told()
    with closing(StoreWriter(tmp_path / "s", told)) as store:
        put(store, "a", documents("a", small("74/1")))
        store.remove_files(["a"])
        put(store, "a", documents("a", small("74/1")))
        store.commit()
    assert told.rows == {(2, 4)}
    with closing(StoreWriter(tmp_path / "s", told)) as store:
        store.remove_files(["a"])
        store.commit()
    with closing(StoreWriter(tmp_path / "s", told)) as store:
        put(store, "a", documents("a", small("74/1")))
        store.commit()
    assert told.rows == {(3, 6)}


def test_many_threads_can_read(tmp_path: Path) -> None:
    """The pages of a busy server do not disturb each other, even while the store is closed."""
    reader = store_of(tmp_path, ("a", (FULL,)))
    wrong: list[object] = []

    def work() -> None:
        try:
            for _ in range(50):
                assert reader.paragraphs([1])[1].masthead == FULL.masthead
        except Exception as error:  # noqa: BLE001 - carried over to the test's thread
            wrong.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    reader.close()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, None])
def test_what_is_no_store_is_told(tmp_path: Path, content: bytes | None) -> None:
    """A missing, empty or foreign file gives a clear message, not a traceback."""
    store_of(tmp_path, ("a", (FULL,))).close()
    for name in ("catalogue.sqlite", "p000001/paragraphs.sqlite"):
        path = tmp_path / "store" / name
        whole = path.read_bytes()
        path.unlink()
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(IndexDamaged, match="operative index"):
            StoreReader(tmp_path / "store")
        path.write_bytes(whole)


def test_a_store_is_read_only(tmp_path: Path) -> None:
    """Nothing that reads can change a published store."""
    reader = store_of(tmp_path, ("a", (FULL,)))
    with (
        closing(reader),
        pytest.raises(IndexDamaged) as caught,
        reader._connection() as connection,
    ):
        connection.execute("DELETE FROM documents")
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
