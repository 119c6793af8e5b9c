"""Symbols as people write them, anywhere in a text: "UNSCR 1325", "GA resolution 75/1, para. 4".

The forms are data (`data/symbol_spellings.toml`). What is found is in its canonical form, but may
be one of several: which of them an index holds is not known here. What a paragraph of a document
refers to is `references.py`'s question, which knows whose document it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

from indexer.parsing.knowledge.pinpoints import Pinpoint, pinpoint_before, pinpoint_behind
from indexer.parsing.knowledge.symbols import parse_symbol
from indexer.parsing.knowledge.templates import filled

ANY = "(*)"
"""Stands in a symbol for the year or session that was left out."""

# One character for one, so that offsets stay.
_SIGNS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"')
    | dict.fromkeys("\u2018\u2019\u02bc`", "'")
    | dict.fromkeys("\u2044\u2215\uff0f\\", "/")
    | dict.fromkeys("\u00a0\u202f\u2009\t\n\r", " ")
)
_FROM = r"(?<![\w/.:$#-])(?<!\d,)"
_TO = r"(?!\w|/|%|-\w|[.,]\d)"
_LINK = re.compile(
    r"(?<!\w)(?:https?://|(?:www\.)?(?:undocs|docs\.un|unscr|digitallibrary\.un)\.\w+/)[^\s\"]+"
    r"(?: ?\((?:19|20)\d\d\))?",
    re.IGNORECASE,
)
# Words that say no more than that a document follows.
_LEAD = re.compile(
    r"""(?<!\w)(?:(?:see|cf\.?|in|at|the|UN|U\.N\.|United Nations|document|doc\.|draft|resolution
    |statement\ by\ the\ President\ of\ the\ Security\ Council|presidential\ statement
    |(?:General\ Assembly|Security\ Council|Human\ Rights\ Council|Economic\ and\ Social\ Council
    |GA|SC|UNGA|UNSC|HRC|ECOSOC)(?:\ (?:resolution|decision|res\.?))?)\ )+\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(
    r",? ?(?:(?:adopted )?(?:of|on) |\( ?)?\d{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{4}(?: ?\))?",
    re.IGNORECASE,
)
_NEAR = 120
"""Characters before a symbol in which words that belong to it are looked for."""
_NOTHING = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A document that a text names.

    symbols: the symbols that may be meant, the likeliest first; one that ends in `ANY` lacks its
        year or session. pinpoint: the place in it. span: (start, end) in the text, pinpoint
        included. whole: nothing else is in the text. sure: the words can mean nothing else.
    """

    symbols: tuple[str, ...]
    pinpoint: Pinpoint | None
    span: tuple[int, int]
    whole: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class _Form:
    reads: tuple[str, ...]
    sure: bool
    alone: bool
    pattern: re.Pattern[str]
    linked: re.Pattern[str] | None
    examples: tuple[tuple[str, str], ...]


@lru_cache
def knowledge() -> Mapping[str, Any]:
    """Returns `data/symbol_spellings.toml`."""
    path = files("indexer.parsing.data").joinpath("symbol_spellings.toml")
    return tomllib.loads(path.read_text("utf-8"))


@lru_cache
def forms() -> tuple[_Form, ...]:
    """Returns the forms of `data/symbol_spellings.toml`, in their order."""
    return tuple(_form(row, knowledge()["parts"]) for row in knowledge()["form"])


def _form(row: Mapping[str, Any], parts: Mapping[str, str]) -> _Form:
    pattern = filled(row["pattern"], parts)
    linked = re.compile(rf"(?<![A-Za-z0-9]){pattern}(?!\w)", re.IGNORECASE)
    return _Form(
        reads=tuple(row["reads"]),
        sure=row.get("sure", False),
        alone=row.get("alone", False),
        pattern=re.compile(f"{_FROM}{pattern}{_TO}", re.IGNORECASE),
        linked=linked if row.get("link") else None,
        examples=tuple((text, symbol) for text, symbol in row["examples"]),
    )


def find_named(text: str) -> Iterator[Named]:
    """Returns the documents that a text names, in their order."""
    if not any(map(str.isdigit, text)):
        return
    text, end = text.translate(_SIGNS), 0
    for match, form in _candidates(text):
        if match.start() < end:
            continue
        named = _in_link(text, match) if form is None else _read(text, match, form)
        if named is None or (form is not None and form.alone and not named.whole):
            continue
        end = max(match.end(), named.span[1])
        if named.symbols:
            yield named


def name_of(text: str) -> Named | None:
    """Returns the document that a text names where it does nothing else."""
    found = next(find_named(text), None)
    return found if found is not None and found.whole else None


def _candidates(text: str) -> list[tuple[re.Match[str], _Form | None]]:
    """Returns all that may be a name, in the order in which it counts; a link has no form."""
    found: list[tuple[re.Match[str], _Form | None]] = [(one, None) for one in _LINK.finditer(text)]
    found += [(match, form) for form in forms() for match in form.pattern.finditer(text)]
    return sorted(found, key=lambda one: (one[0].start(), -one[0].end()))


def _read(text: str, match: re.Match[str], form: _Form) -> Named | None:
    symbols = tuple(_symbols(form.reads, match))
    if form.reads and not symbols:
        return None
    return _named(text, match.span(), symbols, sure=form.sure)


def _named(text: str, core: tuple[int, int], symbols: tuple[str, ...], *, sure: bool) -> Named:
    """Takes in what belongs to a symbol around it: its date, a place, words that lead to it."""
    start, end = core
    if date := _DATE.match(text, end):
        end = date.end()
    pinpoint = None
    if behind := pinpoint_behind(text, end):
        pinpoint, end = behind
    start = _led_to(text, start)
    if pinpoint is None and (before := pinpoint_before(text[max(0, start - _NEAR) : start])):
        pinpoint, start = before[0], _led_to(text, max(0, start - _NEAR) + before[1])
    whole = _NOTHING.fullmatch(text, 0, start) and _NOTHING.fullmatch(text, end)
    return Named(
        symbols=symbols, pinpoint=pinpoint, span=(start, end), whole=bool(whole), sure=sure
    )


def _led_to(text: str, start: int) -> int:
    """Returns where the words begin that lead to what starts at an offset."""
    near = max(0, start - _NEAR)
    lead = _LEAD.search(text[near:start])
    return near + lead.start() if lead else start


def _in_link(text: str, link: re.Match[str]) -> Named | None:
    address = unquote(link[0]).translate(_SIGNS).replace("_", "/")
    for form in forms():
        if form.linked and (match := form.linked.search(address)):
            named = _named(text, link.span(), tuple(_symbols(form.reads, match)), sure=True)
            place = pinpoint_behind(address, address.find("#")) if "#" in address else None
            return replace(named, pinpoint=place[0]) if place else named
    return None


def _symbols(reads: tuple[str, ...], match: re.Match[str]) -> Iterator[str]:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    letter = groups.pop("small", None) or groups.get("letter")
    groups["letter"] = f" {letter}" if letter else ""
    if "session" in groups:  # "S27" is "S-27"
        groups["session"] = re.sub(r"(?i)^(E?S)(?=\d)", r"\1-", groups["session"])
    for template in reads:
        try:
            filled = template.format(all=match[0], **groups)
        except KeyError:
            continue  # a part of this symbol was not written
        if filled.endswith(ANY):
            yield filled.upper()
        elif symbol := parse_symbol(filled, bare=False):
            yield symbol.text
