"""Columns of entries that a test lists, written as one folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from indexer.analysis.entry import Entry
from indexer.columns.writer import ColumnsWriter


def write_columns(folder: Path, entries: Iterable[Entry], **options: Any) -> None:
    """Write the columns of entries, in the order of their rows."""
    writer = ColumnsWriter(folder, **options)
    try:
        for entry in sorted(entries, key=lambda entry: entry.paragraph):
            writer.add(entry)
    except BaseException:
        writer.abort()
        raise
    writer.commit()
