"""Surroundings: what programs that are started may find and run, which is nothing of a folder."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

_SAFE_PATH = "PYTHONSAFEPATH"
_LOCK = RLock()


def trust_no_folder() -> None:
    """Lets Python's processes started from here look for modules where it is installed alone.

    Documents may lie in the current folder, and beside them files called like modules.
    """
    os.environ[_SAFE_PATH] = "1"
    if not sys.flags.safe_path and sys.path and sys.path[0] in ("", os.getcwd()):
        del sys.path[0]  # processes that read files get this path too


@contextmanager
def trusting_no_folder() -> Iterator[None]:
    """Does so for what is started within, and leaves the surroundings as they were.

    For whoever uses the indexer as a library, and starts programs of the current folder.
    """
    with _LOCK:  # several threads start processes
        path, safe = list(sys.path), os.environ.get(_SAFE_PATH)
        trust_no_folder()
        try:
            yield
        finally:
            sys.path[:] = path
            if safe is None:
                del os.environ[_SAFE_PATH]
            else:
                os.environ[_SAFE_PATH] = safe


def search_path() -> str:
    """Returns PATH without what is relative to the current folder."""
    parts = os.environ.get("PATH", "").split(os.pathsep)
    return os.pathsep.join(part for part in parts if os.path.isabs(part))


def program(name: str) -> str | None:
    """Returns a program's absolute place; None where no folder that PATH names in full has it."""
    found = shutil.which(name, path=search_path() or os.sep)
    return found if found and os.path.isabs(found) else None


def clean_environment(home: str) -> dict[str, str]:
    """Returns an environment for a program that has nothing to do with Python."""
    kept = ("LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    return {**found, "PATH": search_path(), "HOME": home}
