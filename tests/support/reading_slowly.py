"""Run as a program: indexes a folder, naming each file as it is read, a tenth of a second each.

Arguments: folder of the documents, folder of the index, processes that read.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from support.small_files import PARSER, SMALL, read

from indexer.building import Tools
from indexer.model import Document
from indexer.pipeline import build_index


def slowly(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
    """Read a small file, and take time for it."""
    time.sleep(0.1)
    documents = read(path, data, symbol=symbol)
    print(path, flush=True)
    return documents


def main(docs: Path, index: Path, workers: int) -> None:
    """Index once."""
    tools = Tools(
        read=slowly,
        parser=PARSER,
        workers=workers,
        writer_for=SMALL.writer_for,
        entry_count=SMALL.entry_count,
    )
    build_index([docs], index, tools=tools)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
