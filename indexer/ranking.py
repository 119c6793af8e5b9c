"""Which of several files that claim the same symbol is shown."""

from __future__ import annotations

FORMATS = ("akn", "docx", "pdf", "html", "markdown", "text")
"""Best first: by how much of the structure a format keeps."""


def rank(form: str, issues: int, path: str, position: int) -> tuple[int, int, str, int]:
    """Give the place of a reading among those of its symbol; the lowest is shown.

    Better formats come first, then fewer issues; the path decides what is left, so that the
    outcome does not depend on the order in which files were read.
    """
    place = FORMATS.index(form) if form in FORMATS else len(FORMATS)
    return place, issues, path, position
