"""Run as a program: indexes where no file may grow beyond a few bytes, as on a full disk.

Arguments: folder of the documents, folder of the index, engine, bytes. Prints the error's code.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from support.small_files import PARSER, read

from indexer.building import Tools
from indexer.errors import IndexerError
from indexer.pipeline import build_index


def main(docs: Path, index: Path, engine: str, most: int) -> None:
    """Index once."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        build_index([docs], index, engine=engine, tools=Tools(read=read, parser=PARSER, workers=1))
    except IndexerError as error:
        print(error.code, error)
    else:
        print("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
