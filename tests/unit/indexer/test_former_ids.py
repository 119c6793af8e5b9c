"""Ids that paragraphs had: old links keep leading to their text."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.files.small import SMALL, fill, read

from indexer.generations.generation import current
from indexer.model import Document
from indexer.parsing.knowledge.pinpoints import Pinpoint
from indexer.pipeline import build_index
from indexer.store.former_ids import moved
from indexer.store.reader import StoredDocument, StoreReader
from search.names.pinpoints import paragraph_at


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # The heading's id is now the real paragraph's; the old one of that leads to it.
        ([("op60", "Divide"), ("op60~2", "Urges all.")], [("h9", "Divide"), ("op60", "Urges all.")],
         {"op60~2": "op60"}),
        # Layout of the text does not count, other words do.
        ([("op1–", "To act;"), ("op2", "Asks.")], [("op1.1", "To act ;"), ("op3", "Begs.")],
         {"op1–": "op1.1"}),
        # Equal texts keep their order; where their number changed nobody knows.
        ([("a", "Same."), ("b", "Same.")], [("c", "Same."), ("d", "Same.")], {"a": "c", "b": "d"}),
        ([("a", "Same."), ("b", "Same.")], [("c", "Same.")], {}),
    ],
)  # fmt: skip
def test_what_moved(
    before: list[tuple[str, str]], after: list[tuple[str, str]], expected: dict[str, str]
) -> None:
    """An id leads on where the text is the same."""
    assert moved(before, after) == expected


def _renaming(suffix: str) -> type:
    """Makes a reader that gives paragraphs other ids."""

    def renamed(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
        return tuple(
            replace(
                document,
                paragraphs=tuple(
                    replace(one, id=one.id + suffix, parent=one.parent and one.parent + suffix)
                    for one in document.paragraphs
                ),
            )
            for document in read(path, data, symbol=symbol)
        )

    return renamed  # type: ignore[return-value]


def _stored(index: Path) -> StoredDocument:
    with closing(StoreReader(current(index).store_path)) as reader:
        found = reader.document("A/RES/74/1")
    assert found is not None
    return found


def test_links_survive_reading_anew(tmp_path: Path) -> None:
    """Ids of two earlier versions of the reader lead to the paragraph, also through the query."""
    docs, index = tmp_path / "docs", tmp_path / "ix"
    docs.mkdir()
    fill(docs, {"a.txt": "A/RES/74/1 akn 0\nUrges all.\nRequests reports.\n"})
    build_index((docs,), index, tools=SMALL)
    old = _stored(index).document.paragraphs[-1].id
    for version, suffix in ((2, "x"), (3, "y")):
        tools = replace(SMALL, read=_renaming(suffix), parser=f"small-parser/{version}")
        build_index((docs,), index, tools=tools)
    stored = _stored(index)
    local = old.partition("#")[2]
    assert stored.former[local] == stored.former[f"{local}x"] == f"{local}y"
    place = Pinpoint(kind="id", own=local)
    found = paragraph_at(stored.document.paragraphs, place, former=stored.former)
    assert found is not None
    assert found.text == "Requests reports."


def test_an_update_leads_on_too(tmp_path: Path) -> None:
    """A file that changed gives a new id to a paragraph that moved up."""
    docs, index = tmp_path / "docs", tmp_path / "ix"
    docs.mkdir()
    fill(docs, {"a.txt": "A/RES/74/1 akn 0\nUrges all.\nRequests reports.\n"})
    build_index((docs,), index, tools=SMALL)
    first, gone = (one.id.partition("#")[2] for one in _stored(index).document.paragraphs[-2:])
    fill(docs, {"a.txt": "A/RES/74/1 akn 0\nRequests reports.\n"})
    build_index((docs,), index, tools=SMALL)
    assert _stored(index).former == {gone: first}
