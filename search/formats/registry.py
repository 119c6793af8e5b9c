"""Registry of the formats and their limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from search.formats.bibliography import bibtex, ris
from search.formats.delimited import csv_rows, json_lines
from search.formats.rows import About
from search.results import Found
from search.translation.current import later

MOST_ROWS = 100_000
"""Maximum paragraphs in one file; of a larger result it has the first in sort order."""
MOST_QUOTED = 2_000
"""Maximum paragraphs in one Word document, which is built in memory."""

Write = Callable[[Iterable[Found], About], Iterator[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its name in addresses, its title for people, its kind of file.

    write: returns a file's bytes in pieces. most: the maximum number of paragraphs in a file.
    """

    name: str
    title: str
    extension: str
    media_type: str
    write: Write
    most: int = MOST_ROWS


def _of(module: str, function: str) -> Write:
    """Returns a writer imported on first use, since its library is slow to import."""

    def write(found: Iterable[Found], about: About) -> Iterator[bytes]:
        given: Iterator[bytes] = getattr(import_module(module), function)(found, about)
        return given

    return write


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format(
            name="csv", title=later("CSV table"), extension="csv",
            media_type="text/csv; charset=utf-8", write=csv_rows,
        ),
        Format(
            name="xlsx", title=later("Excel workbook"), extension="xlsx",
            media_type=f"{_OFFICE}.spreadsheetml.sheet",
            write=_of("search.formats.spreadsheet", "workbook"),
        ),
        Format(
            name="docx", title=later("Word document"), extension="docx",
            media_type=f"{_OFFICE}.wordprocessingml.document",
            write=_of("search.formats.word", "word_document"),
            most=MOST_QUOTED,
        ),
        Format(
            name="jsonl", title="JSON Lines", extension="jsonl",
            media_type="application/jsonl; charset=utf-8", write=json_lines,
        ),
        Format(
            name="bibtex", title="BibTeX", extension="bib",
            media_type="application/x-bibtex; charset=utf-8", write=bibtex,
        ),
        Format(
            name="ris", title="RIS", extension="ris",
            media_type="application/x-research-info-systems; charset=utf-8", write=ris,
        ),
        Format(
            name="ics", title=later("Calendar of due dates"), extension="ics",
            media_type="text/calendar; charset=utf-8",
            write=_of("search.formats.calendar", "calendar"),
        ),
    )
}  # fmt: skip
"""The formats by name, in the order in which they are shown."""
