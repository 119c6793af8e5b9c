"""Sync: brings a collection into a folder; writes what is new or changed, reports what is bad.

A file that is here and good is never replaced by one that is not. What is gone where it is
published stays here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indexer.errors import FetchFailed, UnreadableFile
from indexer.fetch import contents
from indexer.fetch.client import Client, Meter, Wanted
from indexer.fetch.collections import Choice, Collection, Place, knowledge, languages, place
from indexer.fetch.folder import Folder, unsafe
from indexer.fetch.origins import Origin, archive_address, local_tree, open_archive
from indexer.fetch.partial import UNKNOWN, Partial, Validators
from indexer.fetch.record import CollectionRecord, Fault, FileRecord
from indexer.fetch.report import Outcome
from indexer.fetch.trees import Tree
from indexer.sources.archives import MOST_BYTES

Files = Mapping[str, FileRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a run works with; meter: of bytes that have come, then of files."""

    folder: Folder
    client: Client
    origin: Origin
    meter: Meter


def sync(collection: Collection, choice: Choice, tools: Tools) -> Outcome:
    """Brings a collection into the folder.

    Raises:
        FetchFailed: nothing of it could be had; the folder is as it was.
    """
    old = tools.folder.record.collections.get(collection.name)
    if old is not None:
        choice = choice.with_all_of(old.choice)
    if tools.origin.path is not None:
        found = local_tree(collection, tools.origin.path)
        if found is None:
            raise FetchFailed(
                "not-found",
                f"{tools.origin.path} has no {collection.repository}: neither a folder nor a ZIP "
                "archive of this name.",
            )
        tree, path = found
        return _take(collection, choice, tools, tree, path.as_uri(), None)
    return _from_server(collection, choice, tools, old)


def _from_server(
    collection: Collection, choice: Choice, tools: Tools, old: CollectionRecord | None
) -> Outcome:
    address = archive_address(collection, tools.origin)
    target = tools.folder.download(f"{collection.repository}.zip")
    partial = Partial(target, address)
    here = old is not None and _is_here(collection, choice, tools.folder, old)
    downloaded = partial.whole()
    known = UNKNOWN
    if downloaded is not None:
        known = downloaded
    elif here and old is not None and old.address == address:
        known = Validators(etag=old.etag)
    wanted = Wanted(
        address=address, most=MOST_BYTES, hosts=frozenset(knowledge()["hosts"]), known=known
    )
    state = tools.client.download(wanted, target, tools.meter)
    if state is None and downloaded is None:
        count = len(old.files) if old else 0
        return Outcome(name=collection.name, unchanged=count, current=True)
    try:
        tree = open_archive(target)
    except FetchFailed:
        partial.discard()
        raise
    etag = (state or downloaded or known).etag
    outcome = _take(collection, choice, tools, tree, address, etag)
    partial.discard()
    return outcome


def _is_here(collection: Collection, choice: Choice, folder: Folder, old: CollectionRecord) -> bool:
    """Tells whether all that is wanted was fetched, and is on the disk as it was."""
    return choice == old.choice and all(
        folder.has(f"{collection.repository}/{path}", known) for path, known in old.files.items()
    )


def _take(
    collection: Collection,
    choice: Choice,
    tools: Tools,
    tree: Tree,
    address: str,
    etag: str | None,
) -> Outcome:
    """Takes what is wanted from a tree, and records it."""
    folder = tools.folder
    old = folder.record.collections.get(collection.name)
    known: Files = old.files if old else {}
    outcome = Outcome(name=collection.name)
    try:
        wanted = _wanted(collection, choice, tree, outcome)
        faults: list[Fault] = []
        files: dict[str, FileRecord] = {}
        seen = _Seen()
        for number, path in enumerate(wanted, start=1):
            data = _sound(tree, path, faults)
            if data is not None:
                files[path] = _put(collection, path, data, known, folder, outcome)
                faults.extend(seen.faults(path, data, place(path)))
            tools.meter(number, len(wanted))
    finally:
        tree.close()
    _account(collection, tools, known, files, faults, outcome)
    folder.record.collections[collection.name] = CollectionRecord(
        origin=tools.origin.text,
        address=address,
        etag=etag,
        fetched_on=folder.today,
        source=collection.source,
        licence=collection.licence,
        languages=tuple(sorted(choice.languages)),
        sessions=tuple(sorted(choice.sessions)),
        files={**_still(collection, folder, known, files), **files},
        faults=tuple(faults),
    )
    folder.save()
    return outcome


def _wanted(collection: Collection, choice: Choice, tree: Tree, outcome: Outcome) -> list[str]:
    """Returns the paths of the files that are wanted, and counts the others by language.

    Raises:
        FetchFailed: none says its language, so that the collection is not laid out as it was.
    """
    wanted: list[str] = []
    placed = 0
    for path in sorted(tree.paths()):
        if contents.kinds_by_name(path) is None:
            continue
        where = place(path)
        placed += where.language is not None
        if choice.wants(where):
            wanted.append(path)
        elif where.language not in choice.languages:
            name = languages()[where.language].name if where.language else "unknown"
            outcome.skipped[name] = outcome.skipped.get(name, 0) + 1
    if not placed:
        raise FetchFailed(
            "layout-changed",
            f"{collection.page} has no folders of languages any more, so that nothing could be "
            "taken. Get it by hand, and look for a newer version of Operative.",
        )
    if not wanted:
        raise FetchFailed(
            "nothing-chosen",
            f"{collection.repository} has no files of these sessions and languages.",
        )
    return wanted


def _sound(tree: Tree, path: str, faults: list[Fault]) -> bytes | None:
    """Returns the bytes of a file that is what its name says, None with a fault for others."""
    if unsafe(path):
        faults.append(
            Fault(kind="unsafe-name", path=path, message="its name cannot be a file's here")
        )
        return None
    try:
        data = tree.read(path)
    except UnreadableFile as error:
        faults.append(Fault(kind="damaged", path=path, message=str(error)))
        return None
    if problem := contents.fault(data, contents.kinds_by_name(path) or ()):
        kind = "empty" if contents.kind_of(data) == "empty" else "damaged"
        faults.append(Fault(kind=kind, path=path, message=problem))
        return None
    return data


def _put(
    collection: Collection,
    path: str,
    data: bytes,
    known: Files,
    folder: Folder,
    outcome: Outcome,
) -> FileRecord:
    """Writes a file unless it is here already."""
    place_here = f"{collection.repository}/{path}"
    before, now = known.get(path), folder.described(data)
    same = before is not None and before.sha256 == now.sha256
    if folder.has(place_here, now):
        outcome.unchanged += 1
        return before if same and before is not None else now
    written = folder.put(place_here, data)
    if before is None:
        outcome.new += 1
    elif same:
        outcome.restored += 1
    else:
        outcome.changed += 1
    return written


def _account(
    collection: Collection,
    tools: Tools,
    known: Files,
    files: Files,
    faults: list[Fault],
    outcome: Outcome,
) -> None:
    """Adds to the outcome what is not here and what is gone."""
    bad = {fault.path: fault for fault in faults if fault.path not in files}
    # A copy on a disk may be bad where the original is not: another copy would help.
    absent = outcome.unusable if tools.origin.path is None else outcome.missing
    for path, fault in bad.items():
        before = known.get(path)
        if before is None or not tools.folder.has(f"{collection.repository}/{path}", before):
            absent.append(fault)
    outcome.faults = tuple(faults)
    outcome.gone = tuple(sorted(set(known) - set(files) - set(bad)))


def _still(
    collection: Collection, folder: Folder, known: Files, files: Files
) -> dict[str, FileRecord]:
    """Returns the files of earlier runs that are still here and were not taken again."""
    return {
        path: one
        for path, one in known.items()
        if path not in files and folder.has(f"{collection.repository}/{path}", one)
    }


class _Seen:
    """What has been met of a collection, to tell what it has twice or in the wrong place."""

    def __init__(self) -> None:
        self._works: dict[str, str] = {}

    def faults(self, path: str, data: bytes, where: Place) -> Iterator[Fault]:
        """Yields what is odd about a file that is sound."""
        marked = contents.marked_language(data)
        expected = languages()[where.language] if where.language else None
        if marked and expected and marked not in expected.marked:
            yield Fault(
                kind="mislabelled",
                path=path,
                message=f"it is among those in {expected.name} and says that it is in {marked!r}",
            )
            return
        work = contents.work_of(data)
        if work and (first := self._works.setdefault(work, path)) != path:
            yield Fault(kind="doubled", path=path, message=f"{first} is of the same resolution")
