"""What a document says of itself at its top: symbol, organ, session, dates, title, agenda item."""

from __future__ import annotations

import re

from indexer.parsing.organs import find_committee

_REPORT = re.compile(r"\(?((?:A|E)/(?:[A-Z]+(?:\.\d+)?/)?[\w.-]+/[\w./-]+)")
_TITLE_NUMBER = re.compile(
    r"^\s*(?:(?:S-|ES-)?\d{1,4}/\d{1,3}|\d{1,4}\s*\([IVXLC\d-]+\))\s*\.?\s*(?:[A-Z]\.\s+)?"
)


def read_proponent(line: str) -> tuple[str | None, str | None]:
    """Give (report symbol, committee) of "[on the report of the Third Committee (A/74/400)]"."""
    report = _REPORT.search(line)
    return (report[1].rstrip(".") if report else None), find_committee(line)


def strip_title_number(title: str) -> str:
    """Give a title without the number before it ("74/176. Improving ...")."""
    return _TITLE_NUMBER.sub("", title, count=1).strip()
