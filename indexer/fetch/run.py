"""A run: collections and documents into one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from indexer.errors import FetchFailed
from indexer.fetch.client import Client, Meter
from indexer.fetch.collections import Choice, collections
from indexer.fetch.documents import fetch_documents
from indexer.fetch.folder import Folder
from indexer.fetch.origins import read_origin
from indexer.fetch.record import Fault
from indexer.fetch.report import FetchReport, Outcome
from indexer.fetch.symbols import NAME, Asked
from indexer.fetch.sync import Tools, sync


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """What is to be fetched.

    collections: names. origin: a mirror as a person names it, None for the usual addresses.
    update: whether what the folder has already is brought up to date too.
    """

    folder: Path
    collections: tuple[str, ...] = ()
    documents: tuple[Asked, ...] = ()
    choice: Choice
    origin: str | None = None
    update: bool = False


def fetch(
    request: FetchRequest,
    client: Client,
    *,
    today: date,
    meter: Callable[[str], Meter] = lambda _: lambda *_: None,
) -> FetchReport:
    """Fetches what is asked for, and goes on where something cannot be had.

    meter: returns the meter of a collection, by its name.

    Raises:
        FetchFailed: the folder cannot be used.
    """
    folder = Folder(request.folder, today)
    with folder.locked():
        outcomes = [
            _collection(name, choice, origin, folder, client, meter(name))
            for name, choice, origin in _collections(request, folder)
        ]
        for origin, documents in _documents(request, folder):
            outcomes.append(_by_symbol(documents, origin, folder, client, meter(NAME), request))
        record = folder.record
        files = sum(len(one.files) for one in record.collections.values()) + len(record.documents)
    return FetchReport(folder=str(request.folder), outcomes=tuple(outcomes), files=files)


def _tools(folder: Folder, client: Client, origin: str | None, meter: Meter) -> Tools:
    return Tools(folder=folder, client=client, origin=read_origin(origin), meter=meter)


def _collections(request: FetchRequest, folder: Folder) -> Iterator[tuple[str, Choice, str | None]]:
    for name in request.collections:
        yield name, request.choice, request.origin
    if request.update:
        for name, old in folder.record.collections.items():
            if name not in request.collections and name in collections():
                yield name, old.choice, request.origin or old.origin


def _documents(
    request: FetchRequest, folder: Folder
) -> Iterator[tuple[str | None, Sequence[Asked]]]:
    by_origin: dict[str | None, list[Asked]] = {}
    if request.documents:
        by_origin[request.origin] = list(request.documents)
    if request.update:
        for old in folder.record.documents.values():
            asked = Asked(symbol=old.symbol, language=old.language, form=old.format)
            if asked not in request.documents:
                by_origin.setdefault(request.origin or old.origin, []).append(asked)
    yield from by_origin.items()


def _collection(
    name: str, choice: Choice, origin: str | None, folder: Folder, client: Client, meter: Meter
) -> Outcome:
    try:
        return sync(collections()[name], choice, _tools(folder, client, origin, meter))
    except FetchFailed as error:
        return Outcome(name=name, missing=[Fault.of(name, error)])


def _by_symbol(
    documents: Sequence[Asked],
    origin: str | None,
    folder: Folder,
    client: Client,
    meter: Meter,
    request: FetchRequest,
) -> Outcome:
    try:
        tools = _tools(folder, client, origin, meter)
        return fetch_documents(documents, tools, update=request.update)
    except FetchFailed as error:
        return Outcome(name=NAME, missing=[Fault.of(NAME, error)])


def known_faults(path: Path, today: date) -> tuple[Fault, ...]:
    """Returns what is wrong where it is published, by the record of a folder."""
    folder = Folder(path, today)
    with folder.locked():
        return tuple(
            replace(fault, path=f"{collections()[name].repository}/{fault.path}")
            for name, one in folder.record.collections.items()
            if name in collections()
            for fault in one.faults
        )
