"""Reporting requests: who is asked to report, to whom, on what and when.

A request to report is a verb that addresses somebody with a verb of reporting behind it: "Requests
the Secretary-General TO SUBMIT to the General Assembly at its seventy-sixth session A REPORT on
...". `deadlines.py` finds the times, `addressees.py` those who are asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from indexer.model import Deadline, Masthead, ReportingRequest
from indexer.parsing.knowledge.actors import known_name, listed_name_at
from indexer.parsing.knowledge.organs import organ_names
from indexer.parsing.meaning.addressees import Clause
from indexer.parsing.meaning.deadlines import Due, either, find_deadlines, knowledge, report_dates

_ADVERBS = r"(?:(?:\w+ly|also|further|then|thereafter|again|continue to|in future) )*"
_BEFORE = r"(?:\bto|\band|\bor|,|\bshall|\bshould|\bwill|\bthat [^,;]{2,80}?|^)"
_TO = re.compile(
    r"\b(?:to,?|inform|brief|update|keep|keeping|provide) (?=it\b|the [A-Z]|[A-Z]|its\b)"
)
_FIRST_VERB = re.compile(r" to (?!the\b|its\b|his\b|her\b|their\b|a\b|all\b|it\b)(?=[a-z]+ )")
_FEW = 4  # words: "to regularly brief and inform it" asks for one thing
_DIRECT = re.compile(r"report (?:(?:back|\w+ly|again) )*to (?:the )?")
_PRODUCT = re.compile(r"report|update|brief|inform")
_REPORT_ON = re.compile(r"\breports? on (?=\w)")
_NAME = r"[A-Z][\w’-]*(?: (?:and )?[A-Z][\w’-]*)*"
_BODY = re.compile(
    rf"(?:the )?((?:\d{{4}} )?{_NAME}(?: (?:of|on|for|to)(?: the)? {_NAME})*"
    r"(?: established (?:pursuant to|by) resolution \d+ \(\d{4}\))?)"
)
_LONGEST_SUBJECT = 160  # characters
_NEAR = 260  # characters behind the verb of reporting in which its recipient stands


@lru_cache
def _reporting_pattern() -> re.Pattern[str]:
    verbs = either(knowledge()["reporting"]["verbs"])
    return re.compile(rf"{_BEFORE}(?: also| further)? {_ADVERBS}(?P<verb>{verbs})")


@lru_cache
def _subject_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Returns what leads in to the subject, what ends it, and "in his next report" before it."""
    words = knowledge()["reporting"]
    return (
        re.compile(rf"\b{either(words['subject'])} (?=\w)"),
        re.compile(either(words["subject_end"])),
        re.compile(rf"(?:, )?{either(['<own_report>'])}(?:,| to [^,]*,)? "),
    )


@lru_cache
def _period_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(either(forms), re.IGNORECASE))
        for name, forms in knowledge()["periods"].items()
    )


def find_tasks(
    text: str, clauses: Sequence[Clause], masthead: Masthead
) -> tuple[tuple[ReportingRequest, ...], tuple[Deadline, ...]]:
    """Returns who has to report, and what is due, by the clauses of an operative paragraph."""
    dues = find_deadlines(text, clauses, masthead)
    requests: list[ReportingRequest] = []
    reported: set[int] = set()
    for clause in clauses:
        found = _reporting(text, clause) if clause.addressees else None
        if found is None:
            continue
        mine = [due for due in dues if clause.start <= due.start < clause.stop]
        mine = [due for due in mine if due.deadline.purpose != "agenda"]
        fixed = list(report_dates(text, clause, found.start("verb"), masthead))
        dues = sorted([*dues, *fixed], key=lambda due: due.start)
        mine = sorted([*mine, *fixed], key=lambda due: due.start)
        reported.update(due.start for due in mine)
        requests.append(_request(text, clause, found, mine, masthead))
    deadlines = [
        replace(due.deadline, purpose="report") if due.start in reported else due.deadline
        for due in dues
    ]
    return tuple(requests), tuple(dict.fromkeys(deadlines))


@lru_cache
def _other_report() -> re.Pattern[str]:
    return re.compile(knowledge()["reporting"]["other_report"])


def _reporting(text: str, clause: Clause) -> re.Match[str] | None:
    other = _other_report()
    for match in _reporting_pattern().finditer(text, clause.end, clause.stop):
        if not (match["gap"] and other.search(match["gap"])):
            return match
    return None


def _request(
    text: str, clause: Clause, found: re.Match[str], dues: Sequence[Due], masthead: Masthead
) -> ReportingRequest:
    times = [due.deadline for due in dues]
    years = sorted((t.first_year, t.last_year) for t in times if t.first_year and t.last_year)
    return ReportingRequest(
        who=clause.addressees,
        to=_recipient(text, found, clause, times, masthead),
        what=_subject(text, found, clause),
        due=tuple(dict.fromkeys(time.session for time in times if time.session)),
        by=tuple(dict.fromkeys(time.words for time in times if not time.session)),
        first_year=years[0][0] if years else None,
        last_year=years[0][1] if years else None,
        periodicity=_periodicity(_when(text, found, clause), times),
    )


def _when(text: str, found: re.Match[str], clause: Clause) -> str:
    """Returns the part of a request that may say how often it is to be reported.

    Before the verb of reporting it is what stands before the first verb: "to review periodically
    AND TO REPORT" asks for one report.
    """
    before = text[clause.end : found.start("verb")]
    first = _FIRST_VERB.search(before)
    alone = first is None or len(before[first.end() :].split()) <= _FEW
    return text[clause.start if alone else found.start() : clause.stop]


def _periodicity(asked: str, times: Sequence[Deadline]) -> str | None:
    found = [(m.start(), name) for name, form in _period_patterns() if (m := form.search(asked))]
    if found:  # how often exactly, rather than "regularly"
        return min(found, key=lambda one: (one[1] == "regular", one[0]))[1]
    if len(times) == 1:
        return "one-time"
    return None


def _recipient(
    text: str,
    found: re.Match[str],
    clause: Clause,
    times: Sequence[Deadline],
    masthead: Masthead,
) -> str | None:
    """Returns the recipient of a report: the first body behind the verb, else by session."""
    own = organ_names().get(masthead.organ or "")
    stop = min(clause.stop, found.start("verb") + _NEAR)
    for match in _TO.finditer(text, found.start("verb"), stop):
        if re.match(r"its? (?!\w+ session)|it\b", text[match.end() :]):
            return own
        if listed := listed_name_at(text, _after_article(text, match.end())):
            return listed
        body = _BODY.match(text, match.end(), stop)
        name = body and _receiving(body[1], text[found.start("verb") : match.end()])
        if name:
            return _body_name(name, text[: match.end()], masthead)
    session = next((time.session for time in times if time.session), None)
    return organ_names().get(session.split(" ")[0]) if session else None


def _after_article(text: str, at: int) -> int:
    return at + 4 if text.startswith("the ", at) else at


def _receiving(phrase: str, before: str) -> str | None:
    """Returns the body that a phrase begins with, None where it cannot receive reports.

    "to the Security Council on Iraq" is the Council; "assistance to Israel" no recipient.
    """
    parts = re.split(r" (?=(?:of|on|for|to|and) )", phrase)
    names = [" ".join(parts[:end]) for end in range(len(parts), 0, -1)]
    names = [name for name in names if "’s" not in name]
    if not names:
        return None
    if known := next((name for name in names if known_name(name)), None):
        names = [known]
    head = re.split(r" (?:of|on|for|to|established) ", names[0])[0]
    direct = _DIRECT.fullmatch(before)
    receives = head.split(" ")[-1] in knowledge()["reporting"]["recipients"]
    return names[0] if direct or receives else None


def _body_name(phrase: str, before: str, masthead: Masthead) -> str:
    if phrase == "Council":
        if masthead.organ in ("SC", "ECOSOC", "HRC"):
            return organ_names()[masthead.organ]
        names = ("Human Rights Council", "Economic and Social Council", "Security Council")
        last = max(names, key=before.rfind)
        return last if last in before else phrase
    return known_name(phrase) or phrase


def _leads(text: str, match: re.Match[str]) -> bool:
    """Tells "on" before a subject from that of a name ("Committee ON Conferences")."""
    before = re.search(r"([\w’-]+) $", text[: match.start()])
    following = re.match(r"(?:the )?([\w’-]+)", text[match.end() :])
    named = before and before[1] in knowledge()["reporting"]["naming"]
    return not (named and following and following[1][0].isupper())


def _subject(text: str, found: re.Match[str], clause: Clause) -> str | None:
    """Returns what is reported on, up to where times and recipients begin."""
    verb, stop = found["verb"], clause.stop
    about, ends, in_report = _subject_patterns()
    if verb.startswith(("include", "reflect", "incorporate", "address")):
        start = found.start("verb") + len(verb.split(" ")[0]) + 1
        if inside := in_report.match(text, start, stop):
            start = inside.end()
    else:
        product = _PRODUCT.search(text, found.start("verb"), stop)
        start = product.end() if product else found.end("verb")
        match = next((one for one in about.finditer(text, start, stop) if _leads(text, one)), None)
        match = match or _REPORT_ON.search(text, clause.end, stop)
        if match is None:
            return None
        start = match.end()
    end = ends.search(text, start + 1, stop)
    subject = " ".join(text[start : end.start() if end else stop].split()).strip(" ,;:.")
    if len(subject) > _LONGEST_SUBJECT:
        subject = subject[:_LONGEST_SUBJECT].rpartition(" ")[0] + " …"
    return subject or None
