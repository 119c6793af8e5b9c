"""Registry of the formats of a report."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from indexer.serialization import to_json
from search.formats.report.json import exported_report
from search.precedents.report import Report

Write = Callable[[Report, str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFormat:
    """A format: its name in addresses and of files, its title for people, its kind of file.

    write: returns a report's bytes; it is given the address of official documents, too.
    """

    name: str
    title: str
    media_type: str
    write: Write


def _json(report: Report, official: str) -> bytes:
    del official
    text = json.dumps(to_json(exported_report(report)), ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace")


def _of(module: str, function: str) -> Write:
    """Returns a writer imported on first use, since its library is slow to import."""

    def write(report: Report, official: str) -> bytes:
        written: bytes = getattr(import_module(module), function)(report, official)
        return written

    return write


REPORT_FORMATS: Mapping[str, ReportFormat] = {
    one.name: one
    for one in (
        ReportFormat(
            name="docx",
            title="Word",
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            write=_of("search.formats.report.word", "word_report"),
        ),
        ReportFormat(
            name="html",
            title="HTML",
            media_type="text/html; charset=utf-8",
            write=_of("search.formats.report.html", "html_report"),
        ),
        ReportFormat(
            name="json",
            title="JSON",
            media_type="application/json; charset=utf-8",
            write=_json,
        ),
    )
}
"""The formats by name, in the order in which they are offered."""
