"""Commands: `operative` run by a server as a separate process, with its output in the log."""

from __future__ import annotations

import logging
import subprocess
import sys
from contextlib import suppress

LOG = logging.getLogger(__name__)

PATIENCE = 30.0
"""Seconds in which a run has to end when it is interrupted."""
_PROGRAM = "import os; hasattr(os, 'nice') and os.nice(10); from web.command import main; main()"
"""The command with low priority, so that searches go first."""


class Commands:
    """Runs commands one at a time; `interrupt` may be called from another thread."""

    def __init__(self) -> None:
        self._interrupted = False
        self._run: subprocess.Popen[str] | None = None

    def run(self, *arguments: str) -> int | None:
        """Runs a command; returns its exit code, None if it could not start or was interrupted."""
        command = [sys.executable, "-P", "-c", _PROGRAM, *arguments]
        try:
            with subprocess.Popen(  # noqa: S603 - ourselves, on paths of the configuration
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                encoding="utf-8", errors="replace",
            ) as self._run:  # fmt: skip
                if self._interrupted:  # while it was being started
                    self._run.terminate()
                output, _ = self._run.communicate()
                code = self._run.returncode
        except OSError as error:
            LOG.error("could not start %s (%s)", arguments[0], error)  # noqa: TRY400 - says it all
            return None
        finally:
            self._run = None
        if self._interrupted:
            return None
        for line in output.splitlines():
            LOG.log(logging.WARNING if code else logging.INFO, "%s: %s", arguments[0], line)
        return code

    def interrupt(self) -> None:
        """Ends a run under way, whose work the next one continues."""
        self._interrupted = True
        run = self._run
        if run is not None:
            with suppress(OSError):
                run.terminate()
