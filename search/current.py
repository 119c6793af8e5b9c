"""The generation that answers: the newest one that is sound.

Requests hold it while they last, so that each is answered from one generation throughout; one that
nobody holds any more is closed.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from indexer.errors import IndexDamaged, IndexerError
from indexer.generations.generation import published_number
from search.errors import SearchError
from search.generation import OpenGeneration
from search.opening import Verification, open_current, open_earlier

_log = logging.getLogger(__name__)


class CurrentGeneration:
    """The generation of an index that answers, held by those who ask; thread-safe.

    Moves to a newer one when it is published, and back to the last sound one when the newest turns
    out to be damaged. Raises IndexMissing, IndexIncompatible or IndexDamaged if none can be opened.
    """

    def __init__(self, index: Path) -> None:
        self._index = index
        self._lock = Lock()
        self._users: Counter[int] = Counter()
        self._refused = 0
        self._damaged: str | None = None
        self._broken: IndexDamaged | None = None
        self._verified = 0
        self._verification = Verification()
        self._open = self._first()

    @property
    def damaged(self) -> str | None:
        """What is wrong with the generation that should answer instead; None if all is in order."""
        return self._damaged

    @contextmanager
    def held(self) -> Iterator[OpenGeneration]:
        """Holds the generation that answers, for one request.

        Raises IndexDamaged where it turns out that none can be used.
        """
        with self._lock:
            self._move_on()
            if self._broken is not None:
                raise self._broken
            generation = self._open
            self._users[generation.number] += 1
        try:
            yield generation
        except (SearchError, IndexerError):
            raise
        except Exception as error:
            if self._found_damaged(generation):
                raise IndexDamaged(str(self._damaged)) from error
            raise
        finally:
            with self._lock:
                self._users[generation.number] -= 1
                if generation is not self._open and not self._users[generation.number]:
                    generation.close()

    def verify(self) -> bool:
        """Reads every file of the generation that answers, unless that has been done.

        One that turns out to be damaged is left for the last sound one. Returns whether anything
        was read.
        """
        with self.held() as opened:
            if opened.number == self._verified:
                return False
            self._found_damaged(opened)
        return True

    def close(self) -> None:
        """Closes the index."""
        with self._lock:
            self._open.close()

    def _first(self) -> OpenGeneration:
        try:
            return open_current(self._index)
        except IndexDamaged as error:
            published = published_number(self._index)
            found = open_earlier(self._index, published) if published else None
            if found is None:
                raise
            self._refused = published
            self._tell(f"Generation {published} is damaged: {error}", found)
            return found

    def _move_on(self) -> None:
        """Opens a newer generation, if one has been published; the caller holds the lock."""
        published = published_number(self._index)
        if published in (0, self._open.number, self._refused):
            return
        try:
            newer = open_current(self._index)
        except IndexerError as error:
            # The old one stays in use; this one is not tried again.
            self._refused = published
            if isinstance(error, IndexDamaged):
                self._damaged = f"{error} Generation {self._open.number} answers instead."
            message = "going on with the old index, generation %d cannot be opened: %s"
            _log.error(message, published, error)
            return
        old, self._open = self._open, newer
        self._damaged = self._broken = None
        if not self._users[old.number]:
            old.close()

    def _found_damaged(self, opened: OpenGeneration) -> bool:
        """Reads a generation and leaves it where it is damaged; one that was removed is not."""
        found = self._verification.complaint(opened)
        with self._lock:
            self._verified = opened.number
            damaged = found is not None and opened.path.exists()
            if found is not None and damaged and opened is self._open and not self._broken:
                self._leave(found)
        return damaged

    def _leave(self, complaint: str) -> None:
        """Goes back to the last sound generation; needs the lock."""
        bad, told = self._open, f"Generation {self._open.number} is damaged: {complaint}"
        found = open_earlier(self._index, bad.number)
        self._refused = bad.number
        if found is None:
            self._broken = IndexDamaged(
                f"The index is damaged: {complaint} Run `operative index FOLDER --rebuild`."
            )
            self._damaged = told
            _log.error("%s No earlier one is left.", told)
            return
        self._open = found
        self._tell(told, found)
        if not self._users[bad.number]:
            bad.close()

    def _tell(self, complaint: str, found: OpenGeneration) -> None:
        self._damaged = f"{complaint} Generation {found.number} answers instead."
        _log.error(
            "%s Run `operative index FOLDER --rebuild` to build the index again.", self._damaged
        )
