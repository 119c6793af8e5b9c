"""Tasks with a due date: the reports that a paragraph asks for, and other deadlines in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from indexer.model import Paragraph, ReportingRequest
from search.names.due_dates import DueDates, printed_dates, session_dates
from search.names.session_names import due_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something due at a session or by a date.

    who: the addressees, may be empty. what: the subject of a report, empty for other tasks and
    where the text does not say. report: whether it is a report. to: the body reported to, may be
    empty. session: "GA 76", empty if it is due by a date. when: the session or date in words.
    often: how often it is due, may be empty. dates: None where the words do not fix them.
    """

    who: tuple[str, ...]
    what: str
    report: bool
    to: str
    session: str
    when: str
    often: str
    dates: DueDates | None


def tasks(paragraph: Paragraph) -> Iterator[Task]:
    """Yields the tasks of a paragraph that have a due date, one for each session or date."""
    told: set[str] = set()
    for request in paragraph.requests:
        for session in request.due:
            told.add(session)
            yield _task(request.who, request, session=session)
        for words in request.by:
            told.add(words)
            yield _task(request.who, request, words=words)
    for deadline in paragraph.deadlines:
        if (deadline.session or deadline.words) in told or deadline.words in told:
            continue
        told.add(deadline.session or deadline.words)
        if deadline.session:
            yield _task(paragraph.addressees, None, session=deadline.session)
        else:
            yield _task(paragraph.addressees, None, words=deadline.words)


def concerns(task: Task, names: Collection[str]) -> bool:
    """Returns whether a task is that of some addressees, or may be: it names nobody."""
    return not names or not task.who or not set(names).isdisjoint(task.who)


def _task(
    who: tuple[str, ...], request: ReportingRequest | None, *, session: str = "", words: str = ""
) -> Task:
    return Task(
        who=who,
        what=(request.what if request else None) or "",
        report=request is not None,
        to=(request.to if request else None) or "",
        session=session,
        when=due_name(session, None, None, None) if session else words,
        often=_often(request),
        dates=session_dates(session) if session else printed_dates(words),
    )


def _often(request: ReportingRequest | None) -> str:
    often = (request.periodicity if request else None) or ""
    return "" if often == "one-time" else often
