"""Layout of the folder of families: the names of its arrays, for who writes and who reads them."""

from __future__ import annotations

from pathlib import Path

USES, FIRST_YEAR, LAST_YEAR, CHANGES = "uses", "first_year", "last_year", "changes"
"""By family: paragraphs of adopted texts that have it, the years of the first and the last (0 where
none is known), and how many other phrasings adopted texts have."""


def family_file(folder: Path) -> str:
    """Names the array of a folder of columns: by paragraph its family's number, -1 for none."""
    return f"family.{folder.name}"
