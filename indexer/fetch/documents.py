"""Single documents of the UN's document system, by their symbols.

The addresses of `symbols.py` are asked one after the other, politely, until one gives a file that
is what was asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from indexer.errors import FetchFailed
from indexer.fetch import contents
from indexer.fetch.client import Wanted
from indexer.fetch.folder import name_of
from indexer.fetch.partial import UNKNOWN, Partial, Validators
from indexer.fetch.record import DocumentRecord, Fault, FileRecord
from indexer.fetch.report import Outcome
from indexer.fetch.symbols import NAME, Asked, addresses, formats, knowledge, place_of
from indexer.fetch.sync import Tools
from indexer.sources.files import LARGEST


def fetch_documents(wanted: Iterable[Asked], tools: Tools, *, update: bool) -> Outcome:
    """Brings documents into the folder; those that are here are asked for again with `update`."""
    outcome = Outcome(name=NAME)
    several = tuple(wanted)
    for number, asked in enumerate(several, start=1):
        try:
            _fetch(asked, tools, outcome, update=update)
        except FetchFailed as error:
            outcome.missing.append(Fault.of(asked.symbol, error))
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
