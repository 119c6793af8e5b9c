"""Run as a program: indexes where no file may grow beyond a few bytes, as on a full disk.

Arguments: folder of the documents, folder of the index, engine, bytes, and when the limit begins:
"start" or "engine". Prints the error's code and message.
"""

from __future__ import annotations

import resource
import sys
from dataclasses import replace
from pathlib import Path

from support.files.small import PARSER, read

from indexer.build.build import Tools
from indexer.engines import EngineWriter, OpenWriter, writer_for
from indexer.errors import IndexerError
from indexer.pipeline import build_index


def main(docs: Path, index: Path, engine: str, most: int, when: str) -> None:
    """Index once."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    def limited_writer_for(name: str) -> OpenWriter:
        def open_writer(path: Path) -> EngineWriter:
            limit()
            return writer_for(name)(path)

        return open_writer

    tools = Tools(read=read, parser=PARSER, workers=0)
    if when == "start":
        limit()
    else:
        tools = replace(tools, writer_for=limited_writer_for)
    try:
        build_index([docs], index, engine=engine, tools=tools)
    except IndexerError as error:
        print(error.code, error)
    else:
        print("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5])
