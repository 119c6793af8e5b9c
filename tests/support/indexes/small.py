"""Small engine indexes for tests: paragraphs described in a line, written by a real engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from support.cluster import cluster_settings
from support.indexes.columns import write_columns

from indexer.analysis.entry import Entry, entry_of
from indexer.cluster.filling import create, make_copies
from indexer.cluster.sending import Change, send
from indexer.engines import writer_for
from indexer.engines.opensearch import finish
from indexer.engines.opensearch.connection import Connection
from indexer.engines.opensearch.mapping import family_fields, fields_of, index_body
from indexer.engines.opensearch.settings import keep_settings
from indexer.model import DocumentType, Masthead, Paragraph, ParagraphType, Part
from indexer.schema import TEXT_FIELDS
from search.cluster.retrieval import ClusterRetrieval
from search.engines import open_engine
from search.retrieval.base import Retrieval
from search.retrieval.columns import Columns
from search.retrieval.local import LocalRetrieval


def masthead(
    symbol: str = "A/RES/74/1",
    *,
    organ: str | None = "GA",
    session: str | None = "74",
    title: str | None = None,
    adopted_on: date | None = None,
    committee: str | None = None,
    document_type: DocumentType = DocumentType.RESOLUTION,
) -> Masthead:
    """Make a masthead with what matters to a test."""
    return Masthead(
        symbol=symbol,
        organ=organ,
        session=session,
        title=title,
        adopted_on=adopted_on,
        committee=committee,
        document_type=document_type,
    )


def paragraph(
    text: str,
    *,
    ordinal: int = 0,
    type: ParagraphType = ParagraphType.OPERATIVE,  # noqa: A002 - the model's own name
    verb: str | None = None,
    verb_class: str | None = None,
    verbs_any: tuple[str, ...] | None = None,
    part: Part | None = None,
    wording: str | None = None,
    symbol: str = "A/RES/74/1",
) -> Paragraph:
    """Make a paragraph with what matters to a test."""
    return Paragraph(
        id=f"{symbol}#{ordinal}",
        type=type,
        ordinal=ordinal,
        text=text,
        verb=verb,
        verb_class=verb_class,
        verbs_any=((verb,) if verb else ()) if verbs_any is None else verbs_any,
        part=part,
        wording=wording,
    )


def entries(paragraphs: Iterable[tuple[Masthead, Paragraph]]) -> list[Entry]:
    """Make entries, with rows and ordinals by position and documents by masthead."""
    documents: dict[Masthead, int] = {}
    return [
        entry_of(
            document=documents.setdefault(head, len(documents)),
            row=row,
            masthead=head,
            paragraph=replace(given, ordinal=row),
        )
        for row, (head, given) in enumerate(paragraphs)
    ]


class SmallIndex(LocalRetrieval):
    """An engine and the columns beside it, without a store."""


def build_anywhere(engine: str, path: Path, given: Sequence[Entry]) -> Retrieval:
    """Write entries into an index of a name in `support.cluster.EVERYWHERE` and open it."""
    settings = cluster_settings(engine)
    if settings is None:
        return build(engine, path, [given])
    keep_settings(path, settings)
    folder, index = path / "building" / "x" / "engine", f"{settings.name}-g1"
    folder.mkdir(parents=True)
    with closing(Connection(settings)) as connection:
        create(connection, index, index_body(settings.shards, connection.version()))
        alone = (family_fields(one.paragraph, None, (0, 0, 0)) for one in given)
        both = zip(given, alone, strict=True)
        changes = (Change(one.paragraph, fields_of(one) | more) for one, more in both)
        send(connection, index, changes)
        connection.ask("POST", f"/{index}/_refresh")
        make_copies(connection, index, settings)
    words = {
        name: Counter(word for one in given for word in set(one.words(name)))
        for name in TEXT_FIELDS
    }
    finish(folder, index, words)
    write_columns(path / "columns", list(given))
    return ClusterRetrieval(folder, Columns([path / "columns"]))


def build(
    engine: str, path: Path, batches: Sequence[Iterable[Entry]], *, rare_below: int | None = None
) -> SmallIndex:
    """Write entries, one commit a batch, and open what answers.

    rare_below: paragraphs in which a term occurs that has a bitmap; few paragraphs have none.
    """
    folders = []
    for number, batch in enumerate(batches or [()]):
        given = list(batch)
        writer = writer_for(engine)(path)
        for entry in given:
            writer.add(entry)
        writer.commit()
        folders.append(path.parent / f"{path.name}-columns{number}")
        like = folders[0] if number else None
        write_columns(folders[-1], given, rare_below=rare_below, like=like)
    return SmallIndex(open_engine(engine, path), Columns(folders))
