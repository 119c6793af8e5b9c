"""Run as a program: changes a file and indexes, over and over, until it is killed.

Arguments: folder of the documents, folder of the index, engine. Says "building" before each run.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from support.files.small import PARSER, fill, read, small

from indexer.build.build import Tools
from indexer.pipeline import build_index


def main(docs: Path, index: Path, engine: str) -> None:
    """Index for ever."""
    tools = Tools(read=read, parser=PARSER, workers=0)
    for number in count(1):
        symbol = f"A/RES/74/{number % 20 + 1}"
        lines = [f"Requests report {number}.{n} on the matter" for n in range(40)]
        fill(docs, {f"f{number % 20 + 1}": small(symbol, *lines)})
        print("building", flush=True)
        build_index([docs], index, engine=engine, tools=tools)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
