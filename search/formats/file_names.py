"""Names of files: the search that they are of, and the day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

MOST_WORDS = 60
"""Characters of the search in the name of a file."""
_SEPARATING = re.compile(r"[\W_]+")


def file_name(words: Iterable[str], day: date, extension: str, kind: str = "") -> str:
    """Returns a name such as "operative-oceans-GA-74-2026-03-01.csv".

    words: the query and the values of filters; letters and digits of any script are kept. kind: of
    the contents, where it is not paragraphs ("series").
    """
    text = _SEPARATING.sub("-", " ".join(words)).strip("-")
    if len(text) > MOST_WORDS:
        text = text[: MOST_WORDS + 1].rpartition("-")[0] or text[:MOST_WORDS]
    parts = ("operative", kind, text or "paragraphs", day.isoformat())
    return f"{'-'.join(part for part in parts if part)}.{extension}"
