"""What an index holds after a fault, and what should not be left in its folder."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from benchmarks.faults.placed import forked
from indexer.generations.arrivals import NAME as ARRIVALS
from indexer.generations.check import check_index
from indexer.generations.generation import current
from indexer.store.reader import StoreReader

_WHOLE = ["CURRENT", ARRIVALS, "build.lock", "generations"]
NOTHING = "nothing"
"""What a folder without an index holds."""


def held(index: Path) -> str:
    """Returns what an index holds and its problems, as text; a process of its own reads it."""
    if not (index / "CURRENT").exists():
        return NOTHING
    told = index.with_name("held")
    told.unlink(missing_ok=True)
    code = forked(lambda: _read(index, told))
    return told.read_text() if told.exists() else f"reading ended with {code}"


def left_behind(index: Path) -> str | None:
    """Returns what is left in the folder of an index that a finished run removes; None if nothing.

    An index without any problem has two generations at most.
    """
    left = sorted(path.name for path in index.iterdir())
    if left != _WHOLE:
        return f"left behind: {left}"
    if len(list((index / "generations").iterdir())) > 2:
        return "more than two generations are left"
    return None


def _read(index: Path, told: Path) -> int:
    report = check_index(index)
    found: dict[str, object] = {"problems": [one.message for one in report.problems]}
    with closing(StoreReader(current(index).store_path)) as store:
        for _, _, symbol in store.keys():  # noqa: SIM118 - a store is no dictionary
            document = store.document(symbol)
            assert document is not None  # noqa: S101 - it is listed
            found[symbol] = [one.text for one in document.document.paragraphs]
    told.write_text(json.dumps(found, sort_keys=True))
    return 0
