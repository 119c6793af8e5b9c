"""What can be wrong with a search.

    SearchError
    ├── UnknownField      a filter, facet or sort that does not exist
    ├── BadParameter      a value that cannot be used (a page of 0, a range of "abc..")
    ├── DocumentMissing   a symbol or paragraph that the index does not have
    ├── SearchTooLong     it takes longer than it may
    └── TooManySearches   too many long ones are running

A query text is never an error: what cannot be read of it is told in the result's notices.
"""

from __future__ import annotations

from typing import ClassVar


class SearchError(Exception):
    """Root of the errors of `search`; `parameter` names what the caller should change."""

    code: ClassVar[str] = "search-error"

    def __init__(self, message: str, *, parameter: str | None = None) -> None:
        super().__init__(message)
        self.parameter = parameter


class UnknownField(SearchError):  # noqa: N818 - the noun says it
    """A filter, facet or sort order that does not exist."""

    code = "unknown-field"


class BadParameter(SearchError):  # noqa: N818
    """A value outside of what its parameter takes."""

    code = "bad-parameter"


class DocumentMissing(SearchError):  # noqa: N818
    """No document or paragraph of that name in the index."""

    code = "document-missing"


class SearchTooLong(SearchError):  # noqa: N818
    """A search takes longer than whoever asks is given."""

    code = "search-too-long"


class TooManySearches(SearchError):  # noqa: N818
    """So many long searches are running that another one has to be asked for later."""

    code = "too-many-searches"
