"""What a run tells of a file that it could not use, or could use only in part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that stands between a file and the index.

    kind: stable, kebab-case: an `UnreadableFile.code`, "duplicate", "bad-manifest" ...
    path: the file or folder, as a source's path. message: one or two sentences for people.
    """

    kind: str
    path: str
    message: str
