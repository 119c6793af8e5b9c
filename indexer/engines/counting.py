"""How many entries an engine's folder holds: what `check` compares with the store."""

from __future__ import annotations

from pathlib import Path

from indexer.engines import require
from indexer.errors import IndexDamaged


def entry_count(name: str, path: Path) -> int:
    """Count the entries of an engine's folder.

    Raises:
        IndexDamaged: the engine cannot open its files.
        IndexIncompatible: the engine is not installed here.
    """
    require(name)
    count = {"tantivy": _tantivy, "whoosh": _whoosh}[name]
    try:
        return count(path)
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
