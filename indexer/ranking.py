"""Which of several files that claim the same symbol is shown."""

from __future__ import annotations

from indexer.parsing.text.languages import INDEXED

FORMATS = ("akn", "docx", "doc", "pdf", "html", "markdown", "text")
"""Best first: by how much of the structure a format keeps."""

LANGUAGE = INDEXED
"""The language that is searched; texts in others are not read yet, but stores may hold some."""

Rank = tuple[bool, int, int, str, int]


def rank(language: str, form: str, issues: int, path: str, position: int) -> Rank:
    """Give the place of a reading among those of its symbol; the lowest is shown.

    English comes before other languages, then better formats, then fewer issues; the path decides
    what is left, so that the outcome does not depend on the order in which files were read.
    """
    place = FORMATS.index(form) if form in FORMATS else len(FORMATS)
    return language != LANGUAGE, place, issues, path, position
