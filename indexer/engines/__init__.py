"""The write halves of the engines: entries in, an engine's own files out.

An engine's folder belongs to one generation. Its writer may be opened on a folder that holds
hard links to the files of the generation before: it must replace files, never change them in
place. Nothing is durable or visible until the generation is published, see `indexer.generations`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from indexer.analysis.entry import Entry
from indexer.errors import IndexDamaged, IndexerError, IndexIncompatible

ENGINES = ("tantivy", "whoosh", "opensearch")
"""All engines by name, the preferred one first."""

CLUSTER = "opensearch"
"""The engine whose index is not in the folder of a generation but in a cluster."""

_LIBRARIES = {CLUSTER: "opensearchpy"}
"""The packages of engines that have another name."""

PARAGRAPH, DOCUMENT = "paragraph", "document"
"""Fields by which engines name hits and remove entries, beside those of `schema`.

Orders and counts are not the engines' business, see `indexer.columns`.
"""


class EngineWriter(Protocol):
    """Writes entries into one engine's folder."""

    def add(self, entry: Entry) -> None:
        """Adds a paragraph."""

    def remove_document(self, document: int) -> None:
        """Removes all entries of a document; unknown ones are no error."""

    def commit(self) -> None:
        """Finishes: writes all files and lets go of them. The writer is of no use afterwards."""

    def abort(self) -> None:
        """Lets go without finishing; the folder is thrown away by the caller."""


OpenWriter = Callable[[Path], EngineWriter]
"""Opens the engine's index in a folder, making one where there is none."""


def available() -> tuple[str, ...]:
    """Returns the names of the engines that can be used here, the preferred one first."""
    return tuple(name for name in ENGINES if _importable(name))


def notice(name: str) -> str | None:
    """Returns a notice where an engine is used because the preferred one is missing."""
    best = ENGINES[0]
    if name in (best, CLUSTER) or best in available():
        return None
    return (
        f"The search engine {best} cannot be used here, so {name} is: it gives the same answers, "
        "more slowly above some ten thousand paragraphs. Where there is a wheel for this system, "
        f"`pip install {best}` and `operative index --engine {best}` change that."
    )


def _importable(name: str) -> bool:
    # A package may be there and not work: a library of the system too old for its binary.
    try:
        import_module(_LIBRARIES.get(name, name))
    except (ImportError, OSError):
        return False
    return True


def writer_for(name: str) -> OpenWriter:
    """Returns the write half of an engine.

    Raises IndexIncompatible when there is no such engine or it is not installed.
    """
    require(name)
    return cast("OpenWriter", import_module(f"indexer.engines.{name}").open_writer)


def require(name: str) -> None:
    """Makes sure that an engine exists and is installed; raises IndexIncompatible otherwise."""
    usable = available()
    if name not in usable:
        if name == CLUSTER:
            raise IndexIncompatible(
                "To use OpenSearch, this machine needs a library: "
                "pip install 'operative[opensearch]'."
            )
        reason = "is not installed here" if name in ENGINES else "does not exist"
        raise IndexIncompatible(
            f"The search engine '{name}' {reason}. Use one of: {', '.join(usable)}."
        )


@contextmanager
def raising_damage(path: Path) -> Iterator[None]:
    """Raises IndexDamaged for whatever goes wrong in reading an engine's files.

    Whoosh unpickles and tantivy parses what it finds, so damage shows as any kind of error; a
    panic of tantivy's is not even an `Exception`.
    """
    try:
        yield
    except IndexDamaged:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise IndexDamaged(
                f"The search engine's files in {path} cannot be read "
                f"({type(error).__name__}: {error}). "
                "Run `operative index` on your documents to build the index again."
            ) from error
        raise


def entry_count(name: str, path: Path) -> int:
    """Counts the entries of an engine's folder.

    Raises:
        IndexDamaged: the engine cannot open its files.
        IndexIncompatible: the engine is not installed here.
    """
    require(name)
    count = {"tantivy": _tantivy, "whoosh": _whoosh, CLUSTER: _opensearch}[name]
    try:
        return count(path)
    except IndexerError:
        raise
    except Exception as error:
        # Whoosh unpickles and tantivy parses what it finds: damage shows as any kind of error.
        raise IndexDamaged(
            f"The search engine's files in {path} cannot be opened ({error}). "
            "Run `operative index` on your documents to build the index again."
        ) from error


def _tantivy(path: Path) -> int:
    from indexer.engines.tantivy import open_readable  # not installed everywhere

    with open_readable(path) as index:
        return int(index.searcher().num_docs)


def _whoosh(path: Path) -> int:
    from whoosh import index as whoosh_index

    opened = whoosh_index.open_dir(str(path), readonly=True)
    try:
        return int(opened.doc_count())
    finally:
        opened.close()


def _opensearch(path: Path) -> int:
    from indexer.engines.opensearch import entries_in  # not installed everywhere

    return entries_in(path)
