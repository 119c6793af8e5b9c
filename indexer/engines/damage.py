"""What an engine's library raises over damaged files, translated at the border."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import IndexDamaged


@contextmanager
def told_as_damage(path: Path) -> Iterator[None]:
    """Raise IndexDamaged for whatever goes wrong in reading an engine's files.

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
