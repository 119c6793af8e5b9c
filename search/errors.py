"""Errors of a search.

    SearchError
    ├── UnknownField      a filter, facet or sort that does not exist
    ├── BadParameter      a value that cannot be used (a page of 0, a range of "abc..")
    ├── DocumentMissing   a symbol or paragraph that the index does not have
    ├── DraftUnreadable   a draft to be checked has no text that can be read
    ├── DraftTooLarge     a draft to be checked has more bytes than are read
    ├── SearchTooLong     the time limit was exceeded
    └── TooManySearches   too many long ones are running

A query text is never an error: the result's notices say what could not be read.
"""

from __future__ import annotations

from typing import ClassVar


class SearchError(Exception):
    """Root of the errors of `search`; `parameter` is the name of the parameter at fault."""

    code: ClassVar[str] = "search-error"

    def __init__(self, message: str, *, parameter: str | None = None) -> None:
        super().__init__(message)
        self.parameter = parameter


class UnknownField(SearchError):  # noqa: N818 - the noun says it
    """A filter, facet or sort order that does not exist."""

    code = "unknown-field"


class BadParameter(SearchError):  # noqa: N818
    """A value that its parameter does not accept."""

    code = "bad-parameter"


class DocumentMissing(SearchError):  # noqa: N818
    """A document or paragraph that the index does not have.

    fact: the message without `advice`, for pages that have links instead.
    """

    code = "document-missing"

    def __init__(self, fact: str, *, advice: str = "", parameter: str | None = None) -> None:
        super().__init__(f"{fact} {advice}".strip(), parameter=parameter)
        self.fact = fact


class SearchTooLong(SearchError):  # noqa: N818
    """A search that exceeded its time limit."""

    code = "search-too-long"


class DraftUnreadable(SearchError):  # noqa: N818
    """A draft to be checked that has no text that can be read."""

    code = "draft-unreadable"


class TooManySearches(SearchError):  # noqa: N818
    """So many long searches are running that another has to wait its turn."""

    code = "too-many-searches"


class DraftTooLarge(SearchError):  # noqa: N818
    """A draft to be checked that has more bytes than are read."""

    code = "draft-too-large"
