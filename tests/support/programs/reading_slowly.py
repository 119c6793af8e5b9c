"""Run as a program: indexes a folder, naming each file as it is read, a tenth of a second each.

Arguments: folder of the documents, folder of the index, processes that read.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from support.files.small import SMALL, read

from indexer.model import Document
from indexer.pipeline import build_index


def slowly(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
    """Read a small file, and take time for it."""
    time.sleep(0.1)
    documents = read(path, data, symbol=symbol)
    print(path, flush=True)
    return documents


# Processes that read look into no current folder, and need `slowly`.
sys.path.append(str(Path(__file__).parents[2]))


def main(docs: Path, index: Path, workers: int) -> None:
    """Index once."""
    tools = replace(SMALL, read=slowly, workers=workers)
    build_index([docs], index, tools=tools)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
