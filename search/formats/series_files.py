"""Files of a series: its table as CSV and as an Excel workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from search.citation import work_citation
from search.formats.delimited import table_csv
from search.formats.series import series_rows
from search.series.table import Series

_WIDTHS = (18, 14, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFormat:
    """A format: its name in addresses and of files, its title for people, its kind of file."""

    name: str
    title: str
    media_type: str
    write: Callable[[Series], Iterator[bytes]]


def _csv(series: Series) -> Iterator[bytes]:
    return table_csv(series_rows(series))


def _workbook(series: Series) -> Iterator[bytes]:
    # Imported on first use: the library is slow to import.
    write = import_module("search.formats.spreadsheet").table_workbook
    rows = series_rows(series)
    head = next(rows)
    columns = list(zip(head, _WIDTHS * len(series.columns), strict=True))
    pieces: Iterator[bytes] = write(columns, rows, f"Series of {work_citation(series.asked)}")
    return pieces


SERIES_FORMATS: Mapping[str, SeriesFormat] = {
    one.name: one
    for one in (
        SeriesFormat(
            name="csv", title="CSV table", media_type="text/csv; charset=utf-8", write=_csv
        ),
        SeriesFormat(
            name="xlsx",
            title="Excel workbook",
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write=_workbook,
        ),
    )
}
"""The formats by name, in the order in which they are shown."""
