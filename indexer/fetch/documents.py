"""Single documents of the UN's document system, by their symbols.

The addresses are data (`data/documents.toml`). They are asked one after the other, politely, until
one gives a file that is what was asked for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from indexer.errors import FetchFailed
from indexer.fetch import contents
from indexer.fetch.client import Wanted
from indexer.fetch.collections import languages
from indexer.fetch.folder import name_of
from indexer.fetch.origins import Origin
from indexer.fetch.partial import UNKNOWN, Partial, Validators
from indexer.fetch.record import DocumentRecord, Fault, FileRecord, document_key
from indexer.fetch.sync import Outcome, Tools
from indexer.parsing.knowledge.symbol_spellings import ANY
from indexer.parsing.knowledge.symbol_spellings import name_of as named
from indexer.sources.files import LARGEST

NAME = "documents"
"""Name of the folder of these documents, and of their part of the report."""


_OTHER = re.compile(r"[A-Z][A-Z0-9.]*(?:/[A-Za-z0-9.()-]+){1,8}")
"""Symbols of documents that are no resolutions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A document that is asked for; language: its code; form: a format of the table."""

    symbol: str
    language: str
    form: str

    @property
    def key(self) -> str:
        """Its key in the record."""
        return document_key(self.symbol, self.language, self.form)


@lru_cache
def knowledge() -> Mapping[str, Any]:
    """Returns `data/documents.toml`."""
    path = files("indexer.fetch.data").joinpath("documents.toml")
    return tomllib.loads(path.read_text("utf-8"))


@lru_cache
def formats() -> Mapping[str, Mapping[str, Any]]:
    """Returns the formats by name."""
    return {row["name"]: row for row in knowledge()["format"]}


def read_symbol(text: str) -> str | None:
    """Returns the symbol of a document as its address has it, None if a text names no document."""
    found = named(text)
    symbol = found.symbols[0] if found and found.symbols else None
    if symbol is None and _OTHER.fullmatch(text.strip()):
        symbol = text.strip()
    return None if symbol is None or symbol.endswith(ANY) else symbol


def addresses(asked: Asked, origin: Origin) -> tuple[str, ...]:
    """Returns the addresses of a document in the order in which they are tried."""
    symbol = quote(asked.symbol, safe="/")
    if origin.server is not None:
        return (f"{origin.server}/{asked.language}/{symbol}",)
    return tuple(
        address.format(symbol=symbol, language=asked.language)
        for address in formats()[asked.form]["addresses"]
    )


def place_of(asked: Asked, kind: str) -> str:
    """Returns the path of a document of a kind, below the folder."""
    return f"{NAME}/{languages()[asked.language].name}/{name_of(asked.symbol)}.{kind}"


def fetch_documents(wanted: Iterable[Asked], tools: Tools, *, update: bool) -> Outcome:
    """Brings documents into the folder; those that are here are asked for again with `update`."""
    outcome = Outcome(name=NAME)
    several = tuple(wanted)
    for number, asked in enumerate(several, start=1):
        try:
            _fetch(asked, tools, outcome, update=update)
        except FetchFailed as error:
            outcome.missing.append(
                Fault(kind=str(error.code), path=asked.symbol, message=str(error))
            )
            if error.code in ("unreachable", "robots"):  # neither changes with the next symbol
                outcome.missing.extend(
                    Fault(kind="not-tried", path=left.symbol, message="not tried after that")
                    for left in several[number:]
                    if not _is_here(left, tools)
                )
                break
        tools.folder.save()
    return outcome


def _is_here(asked: Asked, tools: Tools) -> bool:
    old = tools.folder.record.documents.get(asked.key)
    return old is not None and tools.folder.has(old.path, old.file)


def _fetch(asked: Asked, tools: Tools, outcome: Outcome, *, update: bool) -> None:
    old = tools.folder.record.documents.get(asked.key)
    here = _is_here(asked, tools)
    if here and not update:
        outcome.unchanged += 1
        return
    if tools.origin.path is not None:
        address, data, state = *_from_mirror(asked, tools.origin.path), UNKNOWN
    else:
        known = old if here else None
        answer = _from_server(asked, tools, known)
        if answer is None:
            outcome.unchanged += 1
            return
        address, data, state = answer
    path = place_of(asked, contents.kind_of(data))
    before = old.file if old else None
    file = tools.folder.described(data)
    if here and before is not None and before.sha256 == file.sha256:
        outcome.unchanged += 1
    else:
        tools.folder.put(path, data)
        _count(outcome, before, file)
    tools.folder.record.documents[asked.key] = _record(asked, tools, address, path, file, state)


def _count(outcome: Outcome, before: FileRecord | None, now: FileRecord) -> None:
    if before is None:
        outcome.new += 1
    elif before.sha256 == now.sha256:
        outcome.restored += 1
    else:
        outcome.changed += 1


def _record(
    asked: Asked, tools: Tools, address: str, path: str, file: FileRecord, state: Validators
) -> DocumentRecord:
    return DocumentRecord(
        symbol=asked.symbol,
        language=asked.language,
        format=asked.form,
        origin=tools.origin.text,
        address=address,
        path=path,
        file=file,
        etag=state.etag,
        modified=state.modified,
        source=knowledge()["source"],
        licence=knowledge()["licence"],
    )


def _from_mirror(asked: Asked, mirror: Path) -> tuple[str, bytes]:
    """Returns a document from a folder that was fetched into elsewhere."""
    for kind in formats()[asked.form]["kinds"]:
        file = mirror / place_of(asked, kind)
        if file.is_file() and file.stat().st_size <= LARGEST:
            data = file.read_bytes()
            _refuse_fault(asked, data, file.name)
            return file.as_uri(), data
    raise FetchFailed("not-found", f"{mirror} has no {place_of(asked, asked.form)}.")


def _from_server(
    asked: Asked, tools: Tools, known: DocumentRecord | None
) -> tuple[str, bytes, Validators] | None:
    """Returns a document with its address and state, None if it is as it is known.

    Raises:
        FetchFailed: no address has it; the error is that of the last one that was tried.
    """
    problem = FetchFailed("not-found", f"There is no address for {asked.symbol}.")
    target = tools.folder.download(name_of(asked.symbol))
    for address in addresses(asked, tools.origin):
        state = UNKNOWN
        if known is not None and known.address == address:
            state = Validators(etag=known.etag, modified=known.modified)
        wanted = Wanted(
            address=address,
            most=LARGEST,
            hosts=frozenset(knowledge()["hosts"]),
            known=state,
            robots=True,
        )
        try:
            new = tools.client.download(wanted, target, tools.meter)
            if new is None:
                return None
            data = target.read_bytes()
            _refuse_fault(asked, data, address)
        except FetchFailed as error:
            problem = error
            continue
        finally:
            if target.exists():
                Partial(target, address).discard()
        return address, data, new
    raise problem


def _refuse_fault(asked: Asked, data: bytes, where: str) -> None:
    if problem := contents.fault(data, tuple(formats()[asked.form]["kinds"])):
        raise FetchFailed("wrong-content", f"{where} did not give {asked.symbol}: {problem}.")
