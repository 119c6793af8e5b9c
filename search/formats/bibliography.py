"""Bibliography of results: BibTeX and RIS, an entry a document.

An entry's note lists the paragraphs found, in the order of the results; documents are in the order
of their first result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from indexer.model import Masthead
from indexer.parsing.knowledge.dates import MONTHS
from indexer.parsing.knowledge.organs import organ_names
from search.citation import place_citation, work_citation
from search.formats.rows import About, official_url
from search.results import Found

_MOST_PLACES = 50  # in a note
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip


@dataclass(slots=True)
class _Work:
    masthead: Masthead
    places: list[str] = field(default_factory=list)

    def note(self) -> str:
        """The document's symbol and the paragraphs found."""
        shown = self.places[:_MOST_PLACES]
        more = ["…"] if len(self.places) > len(shown) else []
        return "; ".join([work_citation(self.masthead), *shown, *more])


def bibtex(found: Iterable[Found], about: About) -> Iterator[bytes]:
    """Yields BibTeX entries."""
    keys: set[str] = set()
    for work in _works(found):
        head = work.masthead
        day = _day(head)
        fields = {
            "author": f"{{{_tex(_author(head))}}}",
            "title": f"{{{_tex(_one_line(head.title or work_citation(head)))}}}",
            "number": "" if _provisional(head) else _tex(head.symbol),
            "year": str(day.year) if day else "",
            "month": MONTHS[day.month - 1][:3].lower() if day else "",
            "url": _url(head, about),
            "note": _tex(work.note()),
        }
        lines = [
            f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
            for name, value in fields.items()
            if value
        ]
        entry = "\n".join([f"@misc{{{_key(head, keys)},", *lines, "}", "", ""])
        yield entry.encode("utf-8", "replace")


def ris(found: Iterable[Found], about: About) -> Iterator[bytes]:
    """Yields RIS records."""
    for work in _works(found):
        head = work.masthead
        day = _day(head)
        fields = (
            ("TY", "RPRT"),
            ("AU", _author(head)),
            ("TI", head.title or work_citation(head)),
            ("PY", str(day.year) if day else ""),
            ("DA", f"{day:%Y/%m/%d/}" if day else ""),
            ("M1", "" if _provisional(head) else head.symbol),
            ("LA", head.language),
            ("N1", work.note()),
            ("UR", _url(head, about)),
        )
        lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
        record = "\r\n".join([*lines, "ER  - ", "", ""])
        yield record.encode("utf-8", "replace")


def _works(found: Iterable[Found]) -> Iterable[_Work]:
    """Returns the results by document, keeping only the names of paragraphs."""
    works: dict[str, _Work] = {}
    for one in found:
        work = works.setdefault(one.masthead.symbol, _Work(one.masthead))
        place = place_citation(one.paragraph)
        if place and place not in work.places[-1:] and len(work.places) <= _MOST_PLACES:
            work.places.append(place)
    return works.values()


def _author(masthead: Masthead) -> str:
    organ = organ_names().get(masthead.organ or "")
    return f"United Nations, {organ}" if organ else "United Nations"


def _day(masthead: Masthead) -> date | None:
    return masthead.adopted_on or masthead.distributed_on


def _provisional(masthead: Masthead) -> bool:
    return masthead.symbol.startswith("~")


def _url(masthead: Masthead, about: About) -> str:
    return "" if masthead.symbol_inferred else official_url(about.official, masthead.symbol)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)


def _key(masthead: Masthead, taken: set[str]) -> str:
    base = re.sub(r"[^A-Za-z0-9]+", "-", masthead.symbol).strip("-") or "document"
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add(key)
    return key
