"""Drafts: a file or pasted text to the document that is checked; nothing of it is kept."""

from __future__ import annotations

from contextlib import closing

from indexer.errors import Problem
from indexer.model import Document
from indexer.reading.worker import BOUNDED, Limits, ReadingProcess, Task
from search.errors import DraftTooLarge, DraftUnreadable
from search.precedents.loose import read_drafts
from search.translation.current import gettext, later

MOST_BYTES = 8 * 1024 * 1024
"""Size of a draft; those of the General Assembly have less than one."""
TOO_LARGE = later("The file is too large: a draft can have %(number)s MB.")
LIMITS = Limits(seconds=20.0, megabytes=1024)
PASTED = "pasted text"
"""The name of a draft that has no file."""


class DraftReader:
    """A reader of drafts in a process of its own within `LIMITS`, which stays for the next one.

    Used by one thread at a time. Starting the process takes most of a second.
    """

    def __init__(self) -> None:
        self._process = ReadingProcess(read_drafts, LIMITS)

    def read(self, name: str, data: bytes) -> Document:
        """Returns the first document of a file.

        Text that does not look like a resolution is taken as paragraphs, one a line or block.
        Raises DraftTooLarge or DraftUnreadable, with what to do.
        """
        if len(data) > MOST_BYTES:
            raise DraftTooLarge(gettext(TOO_LARGE, number=MOST_BYTES // 2**20), parameter="file")
        outcome = self._process.outcome(Task(path=name, data=data))
        if outcome.documents:
            return outcome.documents[0]
        raise DraftUnreadable(_advice(outcome.problem), parameter="file")

    def close(self) -> None:
        """Ends the process."""
        self._process.close()


def read_draft(name: str, data: bytes) -> Document:
    """Reads one draft as `DraftReader.read` does."""
    with closing(DraftReader()) as reader:
        return reader.read(name, data)


def _advice(problem: Problem | None) -> str:
    """Returns what to do about a draft that cannot be read."""
    if problem is None:
        return gettext("There are no paragraphs in it. Paste the text, one paragraph a line.")
    if problem.kind in BOUNDED:
        return gettext(
            "Reading this file takes too long or too much memory. Paste its text instead."
        )
    return problem.message
