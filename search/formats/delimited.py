"""CSV and JSON Lines: results streamed in constant memory; trends as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from indexer.export import ExportedParagraph
from indexer.serialization import to_json
from search.citation import citation
from search.formats.rows import COLUMNS, About, row
from search.results import Found
from search.trends import Trend

_MARK = "\ufeff"  # without it, spreadsheets read UTF-8 as an old code page
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """Returns a text with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def csv_rows(found: Iterable[Found], about: About) -> Iterator[bytes]:  # noqa: ARG001
    """Yields a CSV file (RFC 4180, UTF-8) line by line."""
    yield _MARK.encode() + _line(COLUMNS)
    for one in found:
        yield _line(safe_cell(cell) for cell in row(one))


def table_csv(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yields rows of any table, its head first, as a CSV file line by line."""
    yield _MARK.encode()
    for one in rows:
        yield _line(map(safe_cell, one))


def _line(cells: Iterable[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(list(cells))
    return stream.getvalue().encode("utf-8", "replace")


def json_lines(found: Iterable[Found], about: About) -> Iterator[bytes]:  # noqa: ARG001
    """Yields JSON Lines: an object a paragraph, with the same members as in the API."""
    for one in found:
        value = {
            "citation": citation(one.masthead, one.paragraph),
            "document": to_json(one.masthead),
            "paragraph": to_json(one.paragraph, ExportedParagraph),
            "lead_in": one.lead_in,
            "use": to_json(one.use) if one.use else None,
        }
        yield json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def trend_csv(trend: Trend) -> str:
    """Returns a trend as CSV: a line a period, a column a search, and one for all paragraphs."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    names = [safe_cell(one.name) for one in trend.series]
    writer.writerow([trend.by, *names, "all paragraphs"])
    for place, period in enumerate(trend.periods):
        writer.writerow([period, *(one.counts[place] for one in trend.series), trend.all[place]])
    return stream.getvalue()
