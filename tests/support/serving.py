"""A server as a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the server as a process of its own; gives the address that it prints."""
    code = "from web.cli import main; main()"
    command = [sys.executable, "-u", "-c", code, "serve", "--port", "0", *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        try:
            found = None
            while found is None:
                line = process.stdout.readline()
                assert line, process.stderr and process.stderr.read()
                found = re.search(r"http://\S+", line)
            yield found[0], process
        finally:
            process.kill()
