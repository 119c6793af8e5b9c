"""Errors between a folder of files and a published index.

    IndexerError
    ├── UnreadableFile      this file cannot be read; the run goes on without it
    ├── OriginalMissing     a file is no longer there as it was indexed
    ├── SourceMissing       the folder or file that was named is not there
    ├── FetchFailed         a file or collection could not be fetched; the folder is as it was
    ├── NothingIndexed      a whole run found no document
    ├── IndexMissing        there is no index at this place
    ├── IndexIncompatible   it was written by another version, schema or analyzer
    ├── IndexDamaged        its files are not what its manifest says
    ├── IndexBusy           another process is building it
    ├── IndexUnwritable     the disk is full or the folder may not be written
    ├── ClusterUnset        the index is in a cluster, but not how that is reached
    ├── ClusterUnavailable  no node of the cluster answers, or not in time (ClusterSlow)
    └── ClusterRefused      the cluster does not accept who asks, or cannot be trusted

Every error has a stable `code` and a message that says what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class IndexerError(Exception):
    """Root of the errors of `indexer`."""

    code: ClassVar[str] = "indexer-error"


class _ForAReason(IndexerError):  # noqa: N818
    """An error with one of many reasons; `code` says which."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)  # both, so that it can be sent between processes
        self.code = code  # type: ignore[misc]  # one class, many reasons

    def __str__(self) -> str:
        return str(self.args[1])


class UnreadableFile(_ForAReason):
    """A file whose text cannot be had; `code` says why ("empty", "encrypted", "binary" ...)."""


class OriginalMissing(IndexerError):  # noqa: N818
    """A file that was indexed has been moved, removed or changed since."""

    code = "original-missing"


class SourceMissing(IndexerError):  # noqa: N818
    """The folder or file to index does not exist or may not be read."""

    code = "source-missing"


class FetchFailed(_ForAReason):
    """Something could not be fetched; `code` says why ("not-found", "refused", "robots" ...)."""


class NothingIndexed(IndexerError):  # noqa: N818
    """A run over a folder found no document that could be indexed."""

    code = "nothing-indexed"


class IndexMissing(IndexerError):  # noqa: N818
    """No index has been published at the place."""

    code = "index-missing"


class IndexIncompatible(IndexerError):  # noqa: N818
    """The index was written by another version; it must be built again."""

    code = "index-incompatible"


class IndexDamaged(IndexerError):  # noqa: N818
    """A file of the index is missing or altered."""

    code = "index-damaged"


class IndexBusy(IndexerError):  # noqa: N818
    """Another process holds the index's build lock."""

    code = "index-busy"


class IndexUnwritable(IndexerError):  # noqa: N818
    """The index cannot be written: no room, no permission, a failing disk."""

    code = "index-unwritable"


class ClusterUnset(IndexerError):  # noqa: N818
    """The settings of the cluster that an index is in are missing."""

    code = "cluster-unset"


class ClusterUnavailable(IndexerError):  # noqa: N818
    """No node of a cluster answers, or not in time, or not all parts of an index are there."""

    code = "cluster-unavailable"


class ClusterSlow(ClusterUnavailable):
    """A node of a cluster does not answer in time, though it may be there."""


class ClusterRefused(IndexerError):  # noqa: N818
    """A cluster refuses a user or a certificate, or shows one that is not trusted."""

    code = "cluster-refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Problem that keeps a file out of the index.

    kind: stable, kebab-case: an `UnreadableFile.code`, "duplicate", "bad-manifest" ...
    path: the file or folder, as a source's path. message: one or two sentences for people.
    """

    kind: str
    path: str
    message: str
