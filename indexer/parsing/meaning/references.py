"""The works that a text names, resolved to symbols as far as words and dates allow.

"N/M" alone says little: the General Assembly, the Human Rights Council, commissions and
conferences all number so. What decides is, in this order: the organ's name before "resolution",
the form of the number, the date that follows it, and the document's own organ.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from indexer.model import Masthead
from indexer.parsing.knowledge.dates import find_date
from indexer.parsing.knowledge.symbols import parse_symbol, roman, symbol_key

_LETTERS = r"(?:\s?[A-Z](?:(?:\s?[-–]\s?|,? to |,? and |, )[A-Z](?![\w.]))*(?![\w’'-]))?"
_MENTION = re.compile(
    r"(?<!\w)(?:"  # no more than a shortcut: every kind begins so
    r"(?P<head>\b(?:resolutions?|decisions?)\b)"
    r"|(?P<document>(?<![\w/])(?:[A-Z][A-Z0-9]*(?:\.\d+)?/)+(?:[\w.-]+/)*[\w.-]*\d[\w.-]*"
    r"(?: ?\((?:\d{4}|[IVXLCS-]+)\))?)"
    r"|(?P<year>(?<![\w/.-])(?:19|20)\d\d/\d{1,3}" + _LETTERS + r")(?![/\d])"
    r"|(?P<slash>(?<![\w/.-])(?:E?S[-‑])?\d{1,3}/\d{1,3}" + _LETTERS + r")(?![/\d%])"
    r"|(?P<council>\b\d{1,4} ?\((?:19|20)\d\d\))"
    r"|(?P<roman>\b\d{1,4}" + _LETTERS + r" ?\((?:E?S-)?[IVXLC]+\))"
    r"|(?P<numbered>(?<![\w/.(,-])\d{3,4})(?![\w/(-]|[.,]\d| ?\()"  # the Security Council's
    r")",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,4}(?: ?\((?:19|20)\d\d\))?(?:,? (?:of|on) \d{1,2} \w+ \d{4})?"
_LISTED = re.compile(rf" (?:(?:{_NUMBER})?(?:, (?:and )?| and | or |,? as well as ))*")
_GOES_ON = re.compile(r"(?:[,;:.)]|,? (?:and|or|of)\b)|$")
_DIGIT = re.compile(r"\d")
_BEFORE = 70  # characters; names of organs are shorter
_FIRST_SLASHED_SESSION = 31  # of the General Assembly, 1976
_LAST_ROMAN_SESSION = 30
_MOST_A_YEAR = 93  # resolutions of the Security Council: 1993


@lru_cache
def knowledge() -> Mapping[str, Any]:
    """Returns `data/references.toml`."""
    return tomllib.loads(
        files("indexer.parsing.data").joinpath("references.toml").read_text("utf-8")
    )


@lru_cache
def _head() -> re.Pattern[str]:
    """Builds the pattern that finds the organ at the end of what stands before "resolution"."""
    groups = "|".join(
        f"(?P<{entry['organ']}>{'|'.join(entry['words'])})" for entry in knowledge()["words"]
    )
    # Up to three words may stand between: "its previous resolutions".
    return re.compile(rf"(?:.*\W)?(?:{groups})(?:['’]s)?(?: [\w-]+){{0,3}}? $", re.DOTALL)


@lru_cache
def _named_subject() -> re.Pattern[str]:
    """Builds the pattern of "the Human Rights Council, in its resolution": its is not our own."""
    groups = "|".join(
        f"(?P<{entry['organ']}>{'|'.join(entry['words'])})"
        for entry in knowledge()["words"]
        if entry["organ"] != "own"
    )
    return re.compile(
        rf"\b(?:{groups})\b(?: (?:on|of|for) [\w ]+?)?,? "
        r"(?:in|by|under|through|of|pursuant to|contained in|with) its $"
    )


@dataclass(frozen=True, slots=True)
class Whose:
    """Organ whose resolutions are being listed, as far as known.

    named: by the words before "resolutions". council: the council named last in the text.
    own: the document's organ.
    """

    named: str
    council: str
    own: str | None


def find_references(text: str, masthead: Masthead) -> Iterator[tuple[str, str | None]]:
    """Yields (mention as printed, symbol or None) for every other work that a text names.

    The document's mentions of itself are left out, and of one work in one text all but the first.
    """
    if _DIGIT.search(text) is None:
        return  # every work has a number
    own = symbol_key(masthead.symbol)
    seen: set[tuple[str, str | None]] = set()
    organ, council, kind = "own", "", None
    head = 0
    for match in _MENTION.finditer(text):
        if match["head"]:
            kind, head = match["head"].lower().rstrip("s"), match.end()
            organ = _organ_before(text, match.start())
            council = _last_council(text[: match.start()])
            continue
        whose = Whose(organ, council, masthead.organ)
        found: tuple[str, str | None] | None = None
        if not match["numbered"]:
            found = _resolve(match, text, whose, kind)
        elif kind == "resolution" and _of_security_council(whose):
            target = _numbered(match, text, head, masthead.adopted_on)
            found = (match["numbered"], target) if target else None
        if found is None or found[1] == own or found in seen:
            continue
        seen.add(found)
        yield found


def find_note_references(
    notes: Iterable[str], masthead: Masthead
) -> Iterator[tuple[tuple[str, str | None], ...]]:
    """Returns what each footnote of a document names, as `find_references`.

    "Ibid." takes the work of the note before it, but not "Ibid., vol. 2237", which is another
    item of the same series.
    """
    same = re.compile(knowledge()["same_work"])
    return with_same_works(((note, find_references(note, masthead)) for note in notes), same)


def with_same_works(
    notes: Iterable[tuple[str, Iterable[tuple[str, str | None]]]], same: re.Pattern[str]
) -> Iterator[tuple[tuple[str, str | None], ...]]:
    """Yields what each footnote names; one that says "Ibid." names the work of the one before.

    notes: their texts, with what is found in each. same: matches "Ibid.", in its first group.
    """
    before: str | None = None
    for text, named in notes:
        found = tuple(named)
        if not found and (match := same.match(text)):
            found = ((match[1], before),) if before else ()
        before = next((target for _, target in found if target), None)
        yield found


def _organ_before(text: str, end: int) -> str:
    before = text[max(0, end - _BEFORE) : end]
    match = _head().fullmatch(before)
    if match is None:
        return "own"
    organ = next(name for name, value in match.groupdict().items() if value)
    if organ == "own" and (named := _named_subject().search(before)):
        organ = next(name for name, value in named.groupdict().items() if value)
    return _last_council(text[:end]) if organ == "council" else organ


def _last_council(text: str) -> str:
    """Says which council "the Council" is: the one named last, else unknown."""
    names = {
        "Human Rights Council": "HRC",
        "Economic and Social Council": "ECOSOC",
        "Security Council": "SC",
    }
    places = {organ: text.rfind(name) for name, organ in names.items()}
    best = max(places, key=places.__getitem__)
    return best if places[best] >= 0 else "council"


def _resolve(
    match: re.Match[str], text: str, whose: Whose, kind: str | None
) -> tuple[str, str | None] | None:
    """Returns (mention, target) of a number, None if it is no mention of a work."""
    mention = " ".join(match[0].split())
    if match["document"]:
        # The pattern ignores case; a symbol's first part does not: "and/or" is none.
        return (mention.rstrip(".-"), document_key(mention)) if mention[0].isupper() else None
    if kind is None:
        return None
    if kind == "decision":
        return mention, None  # decisions have no symbol of their own
    if match["council"]:
        return mention, _of_its_year(mention)
    if match["roman"]:
        return mention, resolve_roman(mention, whose)
    if match["year"]:
        return mention, None if whose.named == "other" else symbol_key(f"E/RES/{mention}")
    return mention, resolve_slashed(mention, whose, _date_after(text, match.end()))


def document_key(mention: str) -> str:
    """Returns the key of a symbol that a text mentions; other text without its stop."""
    mention = mention.rstrip(".-")
    return symbol_key(mention) if parse_symbol(mention) else mention


def resolve_roman(mention: str, whose: Whose) -> str | None:
    """Resolves "1514 (XV)": the Assembly's, but for sessions that only ECOSOC reached."""
    if whose.named == "other":
        return None
    organ = whose.own if whose.named in ("own", "council") else whose.named
    session = re.sub(r"E?S-", "", mention[mention.index("(") + 1 : -1])
    if organ == "ECOSOC" or roman(session) > _LAST_ROMAN_SESSION:
        return symbol_key(f"E/RES/{mention}")
    return symbol_key(f"A/RES/{mention}")


def resolve_slashed(mention: str, whose: Whose, on: date | None) -> str | None:
    """Resolves "64/293" by the organ named, else by its date, else as the document's own."""
    mention = mention.replace("‑", "-")
    special = not mention[0].isdigit()
    session = 0 if special else int(mention.split("/")[0])
    organ = whose.named
    if organ in ("own", "council"):
        organ = _by_date(session, whose, on)
    if organ == "HRC":
        return symbol_key(f"A/HRC/RES/{mention}")
    # "General Assembly and Security Council resolutions 70/262 and 2282 (2016)": the Council's
    # numbers have no stroke, so this one is the Assembly's.
    if organ in ("GA", "SC") and (special or session >= _FIRST_SLASHED_SESSION):
        return symbol_key(f"A/RES/{mention}")
    return None


def _of_security_council(whose: Whose) -> bool:
    return (whose.own if whose.named == "own" else whose.named) == "SC"


def _numbered(match: re.Match[str], text: str, head: int, adopted_on: date | None) -> str | None:
    """Resolves "resolution 1666 of 31 March 2006" and "resolutions 1261, 1314 and 1379".

    The number alone tells the year. head: where the word "resolution" ends, after which only other
    numbers may stand: "resolution 687 (1991) within 120 days" has one.
    """
    if _LISTED.fullmatch(text[head : match.start()]) is None:
        return None
    first = match.start() - head <= 1
    if not first and _GOES_ON.match(text[match.end() :]) is None:
        return None
    number = int(match["numbered"])
    on = _date_after(text, match.end())
    year = year_of_council_resolution(number) or (on.year if on else None)
    if year is None or (adopted_on is not None and year > adopted_on.year):
        return None
    return symbol_key(f"S/RES/{number} ({year})")


def _of_its_year(mention: str) -> str:
    """Resolves "1584 (2004)", where the year may be a slip for the one before or after."""
    number, printed = (int(part) for part in re.findall(r"\d+", mention))
    known = year_of_council_resolution(number)
    year = known if known and abs(known - printed) == 1 else printed
    return symbol_key(f"S/RES/{number} ({year})")


def year_of_council_resolution(number: int) -> int | None:
    """Returns the year in which the Security Council adopted a resolution, if it is known."""
    years = knowledge()["council_years"]
    if number >= years[-1][1] + _MOST_A_YEAR:
        return None
    return next((year for year, least in reversed(years) if number >= least), None)


def _by_date(session: int, whose: Whose, on: date | None) -> str:
    """Chooses between the organs that number so, by when their sessions are held."""
    rights = whose.own == "HRC" or whose.named == "council"
    if on is None or session == 0:
        return "HRC" if rights else "GA"
    if on.year - (1945 + session) in (0, 1):
        return "GA"
    held = on.year == 2006 + (session - 1) // 3
    return "HRC" if held and (rights or whose.council == "HRC") else "other"


def _date_after(text: str, end: int) -> date | None:
    following = re.match(r",? of (\d{1,2} \w+ \d{4})", text[end : end + 30])
    return find_date(following[1]) if following else None
