"""Deadlines: the sessions and dates by which a paragraph asks or decides something.

"at its seventy-sixth session" is the session of the organ named before it, else the document's
own; sessions that lie behind a document are not due. Who has to do what by then is the question
of `requests.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from indexer.model import Deadline, Masthead
from indexer.parsing.knowledge.dates import MONTHS, find_date, read_ordinal
from indexer.parsing.knowledge.sessions import session_years
from indexer.parsing.meaning.addressees import Clause

_ORDINAL = r"(?:one hundred (?:and )?)?[a-z]+(?:[-‑][a-z]+)?"
_MONTH = "|".join(MONTHS)
_DATE = rf"\d{{1,2}} (?:{_MONTH})(?:,? \d{{4}})?"
_DAY = rf"(?:\d{{1,2}} )?(?:{_MONTH})(?:,? \d{{4}})|{_DATE}|(?:19|20)\d\d\b"
_JOIN = r"(?:, and |, or |, | and | or )(?:again )?(?:on |by )?"
_AGENDA = re.compile(r"\b(?:provisional )?agenda (?:of|for)\b[^;,]{0,40}$|\bagenda\b[^;,]{0,25}$")
# A report to be considered lies behind, the session at which it will be considered, or to which it
# will be sent, does not.
_TO_CONSIDER = re.compile(
    r"\bto (?:consider|discuss|examine|review|take up) the (?:\w+ )?"
    r"(?:reports?|recommendations?|outcomes?)(?: and \w+)? of[^,;]{0,80}$"
    r"|\bto (?:submit|transmit|present|forward|convey) the (?:\w+ )?reports? of"
    r"[^;]{0,120}? to the [^,;]{3,60}$"
)
_PROVISIONAL = re.compile(r"provisional agenda [^,;]{0,25}$")
_POINT = re.compile(r"(?:end|beginning|start|part) $")
_DUE_ACTS = frozenset({"decide", "request", "demand", "encourage"})
_OWN_WORDS = 110  # characters before "its" in which its organ is looked for
_LEAST_YEAR = 1946


@lru_cache
def knowledge() -> Mapping[str, Any]:
    """Returns `data/requests.toml`."""
    return tomllib.loads(files("indexer.parsing.data").joinpath("requests.toml").read_text("utf-8"))


def either(patterns: Iterable[str]) -> str:
    """Returns the pattern that fits any of these, the first ones tried first.

    "<name>" in a pattern stands for the list of that name under [parts].
    """
    joined = "|".join(patterns)
    parts = knowledge()["parts"]
    return re.sub(r"<(\w+)>(?!\w)", lambda name: _part(name, parts), f"(?:{joined})")


def _part(name: re.Match[str], parts: Mapping[str, list[str]]) -> str:
    # "(?P<gap>" is a group, not a part.
    return either(parts[name[1]]) if name[1] in parts else name[0]


@lru_cache
def _session_pattern() -> re.Pattern[str]:
    words = knowledge()["sessions"]
    between = rf"(?:{either(words['between'])} )*"
    join = r"(?:, and |, or |, | and to its | and its | and | or | to )"
    years = r"(?:19|20)\d\d"
    return re.compile(
        rf"\b(?P<lead>(?:{either(words['lead'])} )?)(?:(?:the )?{either(words['part_of'])} of )?"
        rf"(?P<whose>its|the|their|his) {between}"
        rf"(?:(?P<next>next|subsequent) {between}session"
        rf"|(?P<ordinals>{_ORDINAL}(?:{join}{_ORDINAL})*)"
        rf"(?: (?P<kind>{either(words['kinds'])}))? sessions?"
        rf"|(?P<years>{years}(?:(?:, | and | to ){years})*) (?:substantive |regular )?sessions?)\b"
        r"(?P<after> of (?:the )?[A-Z][\w’' -]{0,60})?"
    )


@lru_cache
def _body_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<GA>General Assembly|(?<!Environment )(?<!Health )\bAssembly\b)"
        r"|(?P<HRC>Human Rights Council)|(?P<ECOSOC>Economic and Social Council)"
        r"|(?P<SC>Security Council)|(?P<council>\bthe Council\b)"
        rf"|(?P<other>{either(knowledge()['sessions']['others'])})"
    )


@lru_cache
def _date_pattern() -> re.Pattern[str]:
    words = knowledge()["dates"]
    return re.compile(
        rf"\b(?:{either(words['before'])} (?:the (?:end|beginning|middle) of |mid-|end of |the )?"
        rf"(?:{_DAY})(?:{_JOIN}{_DATE})*(?! to \d)|{either(words['reckoned'])})"
    )


@lru_cache
def _on_pattern() -> re.Pattern[str]:
    return re.compile(rf"\bon {_DATE}(?:{_JOIN}{_DATE})*(?! to \d)")


@lru_cache
def _one_date() -> re.Pattern[str]:
    return re.compile(rf"(?P<day>\d{{1,2}})? ?\b(?P<month>{_MONTH})\b(?:,? (?P<year>\d{{4}}))?")


@lru_cache
def _past_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!be )\b{either(knowledge()['sessions']['past'])}\b[^,;]{{0,70}}$")


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline with its place in the text."""

    start: int
    end: int
    deadline: Deadline


def find_deadlines(text: str, clauses: Sequence[Clause], masthead: Masthead) -> list[Due]:
    """Returns what is due by the clauses that ask or decide something, in order."""
    found: list[Due] = []
    for clause in clauses:
        if clause.verb_class in _DUE_ACTS or clause.addressees:
            found += _sessions(text, clause, masthead)
            found += _dates(text, clause, masthead)
    return sorted(found, key=lambda due: due.start)


def _sessions(text: str, clause: Clause, masthead: Masthead) -> Iterator[Due]:
    for match in _session_pattern().finditer(text, clause.start, clause.stop):
        before = text[clause.start : match.start()]
        agenda = bool(_AGENDA.search(text[clause.start : match.start("whose")]))
        topic = match["lead"].strip() == "of" and not _POINT.search(before)
        past = _past_pattern().search(before) and not _TO_CONSIDER.search(before)
        if (topic or past) and not agenda:
            continue
        for organ, session in _named(match, text[: match.start()], masthead):
            years = session_years(organ, session)
            if not _ahead(organ, session, years, masthead):
                continue
            known = organ is not None and session is not None and years is not None
            yield Due(
                match.start(),
                match.end(),
                Deadline(
                    words=_words(text, match, agenda=agenda),
                    purpose="agenda" if agenda else "action",
                    session=f"{organ} {session}" if known else None,
                    first_year=years[0] if years else None,
                    last_year=years[1] if years else None,
                ),
            )


def _words(text: str, match: re.Match[str], *, agenda: bool) -> str:
    """Returns the words of a deadline as they stand in the text."""
    start = match.start()
    if agenda and (item := _PROVISIONAL.search(text[:start])):
        start = item.start()
    return text[start : match.start("after") if match["after"] else match.end()].strip()


def _named(
    match: re.Match[str], before: str, masthead: Masthead
) -> Iterator[tuple[str | None, str | None]]:
    """Yields organ and session of a mention; several for "its seventy-sixth and seventy-eighth"."""
    numbers = _numbers(match)
    if not match["next"] and not numbers:
        return
    if match["whose"] == "their" and (pairs := _respective(before, masthead, numbers)):
        yield from pairs
        return
    organ = _organ(match, before, masthead, numbers)
    if match["next"]:
        yield organ, _next_session(organ, masthead)
        return
    prefix = {"special": "S-", "emergency special": "ES-"}.get(match["kind"] or "", "")
    for number in numbers:
        yield organ, f"{prefix}{number}"


def _respective(
    before: str, masthead: Masthead, numbers: Sequence[int]
) -> list[tuple[str | None, str | None]]:
    """Returns whose sessions "their seventy-eighth and fifty-third sessions" are, one each."""
    named = list(_body_pattern().finditer(before[-_OWN_WORDS:].rpartition(";")[2]))
    if len(numbers) < 2 or len(named) < len(numbers):
        return []
    organs = [_body(one, before, masthead.organ) for one in named[-len(numbers) :]]
    if len(set(organs)) < len(organs):
        return []
    return [(organ, str(number)) for organ, number in zip(organs, numbers, strict=True)]


def _numbers(match: re.Match[str]) -> list[int]:
    if match["years"]:
        years = [int(year) for year in re.findall(r"\d{4}", match["years"])]
        return _filled(years, match["years"])
    words = re.split(r",? (?:and|or|to)(?: its| to its)? |, ", match["ordinals"] or "")
    numbers = [read_ordinal(word) for word in words]
    if any(number is None for number in numbers):
        return []
    return _filled([number for number in numbers if number], match["ordinals"] or "")


def _filled(numbers: list[int], words: str) -> list[int]:
    """Returns all of a range: "seventy-ninth to eighty-first" are three."""
    if len(numbers) == 2 and re.search(r" to (?!its)", words) and numbers[0] < numbers[1]:
        return list(range(numbers[0], numbers[1] + 1))
    return numbers


def _organ(
    match: re.Match[str], before: str, masthead: Masthead, numbers: Sequence[int]
) -> str | None:
    """Says whose session it is; None for a body whose sessions no rule dates."""
    own = masthead.organ
    if match["after"]:
        named = _body_pattern().search(match["after"])
        return _body(named, before, own) if named else None
    if match["years"]:
        return _organ_of_years(before, own)
    # "the provisional agenda of its ..." is always the own organ's; others are named.
    near = before[-_OWN_WORDS:].rpartition(";")[2]
    named_before = list(_body_pattern().finditer(near))
    if not named_before or _AGENDA.search(before):
        return own
    organ = _body(named_before[-1], before, own)
    if organ != own and _fits(own, numbers, masthead) and not _fits(organ, numbers, masthead):
        return own
    return organ


def _organ_of_years(before: str, own: str | None) -> str | None:
    """Says whose "2024 session" it is: the Economic and Social Council's, or another body's."""
    named = list(_body_pattern().finditer(before[-_OWN_WORDS:].rpartition(";")[2]))
    organ = _body(named[-1], before, own) if named else own
    return organ if organ == "ECOSOC" else None


def _body(match: re.Match[str], before: str, own: str | None) -> str | None:
    kind = match.lastgroup
    if kind == "other":
        return None
    if kind != "council":
        return kind
    if own in ("HRC", "ECOSOC"):
        return own
    places = {
        organ: before.rfind(name)
        for organ, name in (
            ("HRC", "Human Rights Council"),
            ("ECOSOC", "Economic and Social Council"),
            ("SC", "Security Council"),
        )
    }
    return max(places, key=places.__getitem__) if max(places.values()) >= 0 else None


def _fits(organ: str | None, numbers: Sequence[int], masthead: Masthead) -> bool:
    """Tells whether sessions of these numbers are near the document's own time."""
    now = _now(masthead)
    years = session_years(organ, str(numbers[0])) if numbers else None
    return bool(now and years and now - 1 <= years[1] <= now + 12)


def _next_session(organ: str | None, masthead: Masthead) -> str | None:
    own = masthead.session or ""
    return str(int(own) + 1) if organ == masthead.organ and own.isdecimal() else None


def _now(masthead: Masthead) -> int | None:
    """Returns the year of adoption or distribution, else the first of the session."""
    day = masthead.adopted_on or masthead.distributed_on
    if day:
        return day.year
    years = session_years(masthead.organ, masthead.session)
    return years[0] if years else None


def _ahead(
    organ: str | None,
    session: str | None,
    years: tuple[int, int] | None,
    masthead: Masthead,
) -> bool:
    """Tells whether a session is not over when the document is adopted."""
    own = masthead.session or ""
    if organ == masthead.organ and session and session.isdecimal() and own.isdecimal():
        return int(session) >= int(own)
    now = _now(masthead)
    return years is None or now is None or years[1] >= now


def _dates(text: str, clause: Clause, masthead: Masthead) -> Iterator[Due]:
    now = _now(masthead) or _LEAST_YEAR
    for match in _date_pattern().finditer(text, clause.start, clause.stop):
        if "session" in match[0]:
            continue
        for start, end, year in _listed(text, match, masthead):
            if year is None or year >= now:
                yield _due(text, start, end, year)


def report_dates(text: str, clause: Clause, start: int, masthead: Masthead) -> Iterator[Due]:
    """Yields the days on which a report is due, behind its verb: "on 15 June and 15 October".

    Elsewhere such days are those of events.
    """
    for match in _on_pattern().finditer(text, start, clause.stop):
        for begin, end, year in _listed(text, match, masthead):
            day = find_date(f"{text[begin:end]} {year}") or find_date(text[begin:end])
            if day and masthead.adopted_on and day > masthead.adopted_on:
                yield _due(text, begin, end, year)


def _due(text: str, start: int, end: int, year: int | None) -> Due:
    words = text[start:end]
    deadline = Deadline(words=words, purpose="action", first_year=year, last_year=year)
    return Due(start, end, deadline)


def _listed(
    text: str, match: re.Match[str], masthead: Masthead
) -> Iterator[tuple[int, int, int | None]]:
    """Yields start, end and year of each day of a list; the first with the words before it.

    A day without a year has that of the next one, at the end of the list the first year in which
    it lies ahead.
    """
    days = list(_one_date().finditer(text, match.start(), match.end()))
    if not days:
        year = re.search(r"\b(?:19|20)\d\d\b", match[0])
        yield match.start(), match.end(), int(year[0]) if year else None
        return
    for place, day in enumerate(days):
        stated = next((one["year"] for one in days[place:] if one["year"]), None)
        year_of = int(stated) if stated else _year_ahead(day, masthead)
        yield _beginning(text, day) if place else match.start(), day.end(), year_of


def _beginning(text: str, day: re.Match[str]) -> int:
    """Returns where the words of a later day of a list begin: with its own "by"."""
    own = text[day.start() - 3 : day.start()] in ("by ", "on ")
    return day.start() - 3 if own else day.start()


def _year_ahead(day: re.Match[str], masthead: Masthead) -> int | None:
    adopted = masthead.adopted_on
    if adopted is None:
        return None
    month = MONTHS.index(day["month"]) + 1
    ahead = (month, int(day["day"] or 1)) >= (adopted.month, adopted.day if day["day"] else 1)
    return adopted.year if ahead else adopted.year + 1
