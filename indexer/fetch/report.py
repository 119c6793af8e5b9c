"""Report of a run: what became of each collection and of the documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer.fetch.record import Fault

_SHOWN = 10


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of one collection, or of the documents fetched by symbol.

    new, changed, restored (was missing or damaged here), unchanged: files. skipped: files in other
    languages, by language. gone: paths that are no longer published, and stay. missing: what should
    be here and is not, with the reason. unusable: what is not here because it is of no use as it is
    published. current: the server said that nothing has changed.
    """

    name: str
    new: int = 0
    changed: int = 0
    restored: int = 0
    unchanged: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    missing: list[Fault] = field(default_factory=list)
    unusable: list[Fault] = field(default_factory=list)
    faults: tuple[Fault, ...] = ()
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchReport:
    """What became of a run; files: how many the folder has of it now."""

    folder: str
    outcomes: tuple[Outcome, ...]
    files: int

    @property
    def complete(self) -> bool:
        """Whether everything that was asked for is there."""
        return not any(outcome.missing for outcome in self.outcomes)


def report_lines(report: FetchReport) -> Iterator[str]:
    """Yields a report as lines for people."""
    for outcome in report.outcomes:
        yield f"{outcome.name}: {_counts(outcome)}"
        if outcome.skipped:
            others = ", ".join(f"{count:,} {name}" for name, count in outcome.skipped.items())
            yield f"  Not taken, in other languages: {others}"
        if outcome.gone:
            yield f"  {len(outcome.gone):,} no longer published; they stay in the folder"
        yield from _listed("Missing", outcome.missing)
        yield from _listed("Of no use as published", outcome.unusable)
        odd = len(outcome.faults)
        if odd:
            yield f"  {odd:,} wrong where they are published; list them with --faults"
    yield f"{report.folder} has {report.files:,} fetched files."


def _counts(outcome: Outcome) -> str:
    if outcome.current:
        return f"nothing has changed, {outcome.unchanged:,} files are here"
    names = ("new", "changed", "restored", "unchanged")
    return (
        ", ".join(f"{getattr(outcome, name):,} {name}" for name in names if getattr(outcome, name))
        or "nothing fetched"
    )


def _listed(title: str, faults: Sequence[Fault]) -> Iterator[str]:
    for fault in faults[:_SHOWN]:
        yield f"  {title}: {fault.path}: {fault.message} ({fault.kind})"
    if len(faults) > _SHOWN:
        yield f"  and {len(faults) - _SHOWN:,} more; --json gives all"
