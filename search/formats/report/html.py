"""HTML of a report: one file that needs no other, with links to the official documents."""

from __future__ import annotations

from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from search.formats.report.entries import (
    STANDING_MEANINGS,
    STANDING_NAMES,
    Place,
    compared_with,
    coverage,
    entries,
    heading,
    lacking,
    stretches,
)
from search.formats.rows import official_url, xml_text
from search.precedents.report import Report


def html_report(report: Report, official: str) -> bytes:
    """Returns a report as a page; official: address of documents, with `{symbol}` in it."""
    text = _template().render(
        heading=heading(report),
        compared=compared_with(report),
        before=report.predecessor,
        coverage=coverage(report),
        counts=[
            (one, name, STANDING_MEANINGS[one], report.counts[one])
            for one, name in STANDING_NAMES.items()
        ],
        entries=entries(report),
        lacking=list(lacking(report)),
        names=STANDING_NAMES,
        stretches=stretches,
        official=partial(_official, official),
    )
    return xml_text(text).encode("utf-8")


def _official(pattern: str, place: Place) -> str:
    """Returns the address of a place's document, empty where its symbol is only inferred."""
    return "" if place.document.symbol_inferred else official_url(pattern, place.document.symbol)


@cache
def _template() -> Template:
    loader = PackageLoader(__package__, "")
    found = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return found.get_template("report.html")
