"""Generations of an index: the current one, and the publication of the next.

    <index>/CURRENT                  "g000002 <checksum of its manifest>"
    <index>/generations/g000002/     manifest.json  store/  columns/  families/  engine/
    <index>/building/                what is being built, or was when its process died
    <index>/build.lock               held while building

A generation never changes. The next one is built aside, checked, made durable and then published
by replacing `CURRENT`: readers have the old one or the new one, whenever the process is killed.
Files that stay as they are go by hard links from one to the next. They are neither hashed nor
synced again: size and time tell that they are the ones that were.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from indexer.analysis.analyzer import ANALYZER
from indexer.columns.folders import column_folders
from indexer.columns.writer import COLUMNS as COLUMNS_LAYOUT
from indexer.errors import IndexBusy, IndexDamaged, IndexIncompatible, IndexMissing
from indexer.generations.durable import (
    checksum,
    link_tree,
    replace_file,
    sync_folder,
    sync_tree,
    write_file,
)
from indexer.generations.files import FileEntry, kept_files, list_files
from indexer.schema import SCHEMA_VERSION
from indexer.store.rows import CATALOGUE
from indexer.store.tables import LAYOUT

FORMAT = "operative-index/3"
"""Name and version of the arrangement of files described above."""

CURRENT, GENERATIONS, BUILDING, LOCK = "CURRENT", "generations", "building", "build.lock"
MANIFEST, STORE, COLUMNS, ENGINE = "manifest.json", "store", "columns", "engine"
FAMILIES = "families"

_POINTER = re.compile(r"(g\d{6,}) ([0-9a-f]{64})\n?")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexManifest:
    """Manifest of a generation: its files and the versions that wrote it.

    created: when it was published, ISO 8601 in UTC. paths: the folders and files indexed.
    by_type: paragraphs by type. files: by path inside the generation, with "/".
    """

    number: int
    created: str
    engine: str
    parser: str
    documents: int
    paragraphs: int
    searchable: int
    by_type: Mapping[str, int]
    paths: tuple[str, ...] = ()
    analyzer: str = ANALYZER
    columns: str = COLUMNS_LAYOUT
    schema: int = SCHEMA_VERSION
    layout: str = LAYOUT
    format: str = FORMAT
    files: Mapping[str, FileEntry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """A published state of an index; its files never change, but may be removed once it is old."""

    path: Path
    manifest: IndexManifest

    @property
    def number(self) -> int:
        """Returns the place in the sequence of generations, from 1."""
        return self.manifest.number

    @property
    def store_path(self) -> Path:
        """Returns the folder for `StoreReader`."""
        return self.path / STORE

    @property
    def column_paths(self) -> tuple[Path, ...]:
        """Returns the folders of columns."""
        return tuple(column_folders(self.path / COLUMNS))

    @property
    def families_path(self) -> Path:
        """Returns the folder of families."""
        return self.path / FAMILIES

    @property
    def engine_path(self) -> Path:
        """Returns the folder for the engine."""
        return self.path / ENGINE


def current(index: Path) -> Generation:
    """Returns the generation that answers now.

    Raises:
        IndexMissing: nothing was ever published here.
        IndexIncompatible: it was made by another version of Operative.
        IndexDamaged: the pointer or the manifest is not what was published, or files are missing.
    """
    generation = latest(index)
    refuse_incompatible(generation)
    for name in generation.manifest.files:
        if not (generation.path / name).exists():
            raise _damaged(index, f"{name} of generation {generation.number} is missing")
    return generation


def refuse_incompatible(generation: Generation, *, engine_too: bool = True) -> None:
    """Raises `IndexIncompatible` where a generation cannot be read by this version.

    Without `engine_too` only the store matters, from which the engine's part can be made again.
    """
    manifest = generation.manifest
    versions = [("schema", manifest.schema, SCHEMA_VERSION), ("layout", manifest.layout, LAYOUT)]
    if engine_too:
        versions.append(("analyzer", manifest.analyzer, ANALYZER))
        versions.append(("columns", manifest.columns, COLUMNS_LAYOUT))
    for name, found, wanted in versions:
        if found != wanted:
            raise IndexIncompatible(
                f"The index was made by another version of Operative ({name} {found}, this "
                f"version has {wanted}). "
                "Run `operative index` on your documents to build it again."
            )


def published_digest(index: Path) -> str:
    """Returns the checksum of the manifest that `CURRENT` names, "" where it names none."""
    with suppress(OSError, UnicodeDecodeError):
        if match := _POINTER.fullmatch((index / CURRENT).read_text("utf-8")):
            return match[2]
    return ""


def published_number(index: Path) -> int:
    """Returns the number of the generation that `CURRENT` names, 0 where it names none."""
    with suppress(OSError, UnicodeDecodeError):
        if match := _POINTER.fullmatch((index / CURRENT).read_text("utf-8")):
            return int(match[1][1:])
    return 0


def latest(index: Path) -> Generation:
    """Returns the generation published last, by whatever version.

    Raises:
        IndexMissing, IndexDamaged: as `current`.
        IndexIncompatible: not even the manifest can be understood.
    """
    try:
        pointer = (index / CURRENT).read_text("utf-8")
    except FileNotFoundError:
        raise _missing(index) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(index, f"{CURRENT} cannot be read ({error})") from None
    match = _POINTER.fullmatch(pointer)
    if not match:
        raise _damaged(index, f"{CURRENT} is no pointer to a generation")
    path = index / GENERATIONS / match[1]
    try:
        intact = checksum(path / MANIFEST) == match[2]
        text = (path / MANIFEST).read_text("utf-8") if intact else ""
    except OSError as error:
        raise _damaged(index, f"the manifest of {match[1]} cannot be read ({error})") from None
    if not intact:
        raise _damaged(index, f"the manifest of {match[1]} was altered")
    return Generation(path=path, manifest=manifest_of(text))


def manifest_of(text: str) -> IndexManifest:
    """Returns what a manifest says; raises IndexIncompatible if it is not understood."""
    raw = json.loads(text)  # its checksum was right, so it is what some version wrote
    if raw.get("format") != FORMAT or raw.keys() != {one.name for one in fields(IndexManifest)}:
        raise IndexIncompatible(
            f"The index was made by another version of Operative (format {raw.get('format')}, "
            f"this version has {FORMAT}). "
            "Run `operative index` on your documents to build it again."
        )
    raw["files"] = {name: FileEntry(**entry) for name, entry in raw["files"].items()}
    raw["paths"] = tuple(raw["paths"])
    return IndexManifest(**raw)


def _missing(index: Path) -> IndexMissing:
    if (index / GENERATIONS).is_dir() and any((index / GENERATIONS).iterdir()):
        return IndexMissing(
            f"The index in {index} has lost its {CURRENT} file, or its first build was cut short. "
            "Run `operative index` on your documents to build it again."
        )
    return IndexMissing(
        f"There is no index in {index}. Build one with `operative index FOLDER`, "
        "or name another place with --index DIR."
    )


def _damaged(index: Path, what: str) -> IndexDamaged:
    return IndexDamaged(
        f"The index in {index} is damaged: {what}. "
        "Run `operative index` on your documents to build it again."
    )


@contextmanager
def build_lock(index: Path) -> Iterator[None]:
    """Keeps other processes from building the same index; the folder is made if need be.

    Raises:
        IndexBusy: another process is at it. OSError: the folder cannot be written.
    """
    index.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise IndexBusy(
            f"Another process is building the index in {index}. Wait until it is done and run "
            "again; searching goes on meanwhile. Or name another place with --index DIR."
        ) from None
    try:
        yield
    finally:
        lock.release()


def stage(index: Path, base: Generation | None, *, keep_engine: bool) -> Path:
    """Makes a folder to build in, with what `base` holds; needs the build lock."""
    shutil.rmtree(index / BUILDING, ignore_errors=True)
    (index / BUILDING).mkdir(exist_ok=True)
    # Not by `mkdtemp`, whose folders nobody else may read: the server may be another user.
    folder = index / BUILDING / uuid4().hex
    folder.mkdir()
    if base is not None:
        link_tree(base.store_path, folder / STORE, but={CATALOGUE})
        shutil.copyfile(base.store_path / CATALOGUE, folder / STORE / CATALOGUE)
    if base is not None and keep_engine:
        link_tree(base.engine_path, folder / ENGINE)
        link_tree(base.path / COLUMNS, folder / COLUMNS)
    else:
        (folder / ENGINE).mkdir()
    return folder


def next_number(index: Path) -> int:
    """Returns a number that no folder of the index has yet."""
    return 1 + max(_numbers(index), default=0)


def publish(
    index: Path,
    folder: Path,
    manifest: IndexManifest,
    base: Generation | None = None,
    before: Callable[[Generation, str], object] = lambda *_: None,
) -> Generation:
    """Makes a finished folder the current generation; needs the build lock.

    base: the generation that unchanged files were linked from. before: called with the generation
    and the text of its manifest just before readers are led to it.
    """
    _share(folder)
    kept = kept_files(folder, base.path, base.manifest.files) if base is not None else {}
    files = {name: asdict(entry) for name, entry in list_files(folder, kept).items()}
    manifest_text = json.dumps(asdict(manifest) | {"files": files}, ensure_ascii=False, indent=1)
    return install(index, folder, manifest_text, durable=kept, before=before)


def install(
    index: Path,
    folder: Path,
    manifest_text: str,
    *,
    durable: Collection[str],
    before: Callable[[Generation, str], object] = lambda *_: None,
) -> Generation:
    """Makes a folder with all files of a manifest the current generation; needs the build lock.

    durable: the names of files that are on the disk already. before: as in `publish`.
    """
    manifest = manifest_of(manifest_text)
    write_file(folder / MANIFEST, manifest_text)
    sync_tree(folder, but={folder / name for name in durable})
    name = f"g{manifest.number:06d}"
    (index / GENERATIONS).mkdir(exist_ok=True)
    os.rename(folder, index / GENERATIONS / name)
    sync_folder(index / GENERATIONS)
    sync_folder(index)
    before(Generation(path=index / GENERATIONS / name, manifest=manifest), manifest_text)
    digest = checksum(index / GENERATIONS / name / MANIFEST)
    replace_file(index / CURRENT, f"{name} {digest}\n")
    return latest(index)


def _share(folder: Path) -> None:
    """Lets whoever may read the store read the engine's files: tantivy keeps some to itself."""
    mode = stat.S_IMODE((folder / STORE / CATALOGUE).stat().st_mode)
    for path in folder.rglob("*"):
        if path.is_file() and stat.S_IMODE(path.stat().st_mode) != mode:
            path.chmod(mode)


def prune(index: Path, keep: set[int]) -> None:
    """Removes what dead builds left and all generations but these; needs the build lock.

    What cannot be removed because a reader has it open (on Windows) is tried again next time.
    """
    shutil.rmtree(index / BUILDING, ignore_errors=True)
    with suppress(OSError):
        (index / f"{CURRENT}.new").unlink(missing_ok=True)
    for number in _numbers(index):
        if number not in keep:
            shutil.rmtree(index / GENERATIONS / f"g{number:06d}", ignore_errors=True)


def earlier(index: Path, number: int) -> Iterator[Generation]:
    """Yields the generations before one that this version can read, the latest first.

    Only what their manifests say is known of them: whether it is so has to be found out.
    """
    for other in reversed(_numbers(index)):
        path = index / GENERATIONS / f"g{other:06d}"
        with suppress(OSError, ValueError, TypeError, IndexIncompatible):
            if other < number:
                generation = Generation(
                    path=path, manifest=manifest_of((path / MANIFEST).read_text("utf-8"))
                )
                refuse_incompatible(generation)
                yield generation


def before(index: Path, number: int) -> int:
    """Returns the number of the generation that was published before one, 0 without any."""
    return max((one for one in _numbers(index) if one < number), default=0)


def _numbers(index: Path) -> list[int]:
    folder = index / GENERATIONS
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return sorted(int(name[1:]) for name in names if re.fullmatch(r"g\d{6,}", name))
