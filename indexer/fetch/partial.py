"""Partial downloads: what came before the connection broke, and whether it still fits.

A part is kept beside the server's name for the state that it is a part of (its ETag). Without a
strong one, or where the server sends everything again, it starts from the first byte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import httpx

_RANGE = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """The state of a file as a server names it: its ETag and the date of its last change."""

    etag: str | None = None
    modified: str | None = None

    def conditions(self) -> dict[str, str]:
        """Returns the headers that ask for a file only if it is in another state."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


UNKNOWN = Validators()
"""The state of a file of which nothing is known."""


class Partial:
    """The part of a download that is on the disk, and at its end the whole."""

    def __init__(self, target: Path, address: str) -> None:
        self._target = target
        self._address = address
        self._part = target.with_name(target.name + ".part")
        self._about = target.with_name(target.name + ".json")

    def state(self) -> Validators | None:
        """Returns the state that the part, or the whole, is of; None if there is neither."""
        try:
            about = json.loads(self._about.read_text("utf-8"))
            state = Validators(etag=about["etag"], modified=about["modified"])
            return state if about["address"] == self._address else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def whole(self) -> Validators | None:
        """Returns the state of a download that is complete, None if it is not."""
        return self.state() if self._target.exists() and not self._part.exists() else None

    def conditions(self) -> dict[str, str]:
        """Returns the headers that ask for the rest only."""
        etag = state.etag if (state := self.state()) else None
        size = self._part.stat().st_size if self._part.exists() else 0
        if not etag or etag.startswith("W/") or not size:  # a weak one does not tell bytes apart
            return {}
        return {"Range": f"bytes={size}-", "If-Range": etag}

    @contextmanager
    def opened(self, answer: httpx.Response, state: Validators) -> Iterator[tuple[IO[bytes], int]]:
        """Opens the part for what an answer brings; gives the bytes that are there already."""
        start = 0
        if answer.status_code == 206:
            match = _RANGE.match(answer.headers.get("content-range", ""))
            start = int(match[1]) if match else -1
            if not self._part.exists() or start != self._part.stat().st_size:
                self.discard()
                raise httpx.RemoteProtocolError("the server sent another part than was asked for")
        else:
            self.discard()
            self._about.write_text(json.dumps({"address": self._address, **asdict(state)}), "utf-8")
        with self._part.open("ab") as file:
            yield file, start

    def finish(self) -> None:
        """Makes the part the whole."""
        self._part.replace(self._target)

    def discard(self) -> None:
        """Removes all there is."""
        for file in (self._part, self._target, self._about):
            file.unlink(missing_ok=True)
