"""Ids of the units of a document: "op12", "II.op1", "B.pp3", "op4(a)", "op4.2", "annex.7".

What is printed comes first: "op12" is the paragraph with the number 12. A paragraph without a
number takes the one that it would have, where no other bears it, and "op.1" where one does. The
words of a paragraph below its list are its "op4.end".
"~2" tells apart what is otherwise the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from indexer.model import ParagraphType
from indexer.parsing.outline.numbering import BULLETS
from indexer.parsing.outline.sections import sections
from indexer.parsing.outline.segments import Segment
from indexer.parsing.outline.tree import Tree

_NUMBERED = {ParagraphType.PREAMBULAR: "pp", ParagraphType.OPERATIVE: "op"}
_PREFIXES = {
    ParagraphType.HEADING: "h",
    ParagraphType.ANNEX: "annex.",
    ParagraphType.TABLE: "table.",
    ParagraphType.TEXT: "text.",
    ParagraphType.SUBPARAGRAPH: "sub",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The id of a unit behind the symbol, and whether its number is in doubt."""

    text: str
    doubtful: bool = False


@dataclass(slots=True)
class _Names:
    """The names given so far.

    claims: the numbers printed in each scope. counts: of each kind in each scope. reached: the
    number last given in a scope. items: of each parent, how many have no label of their own. ends:
    how many texts below its lists.
    """

    segments: Sequence[Segment]
    tree: Tree
    scopes: Sequence[str]
    claims: Mapping[str, Counter[str]]
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    reached: Counter[str] = field(default_factory=Counter)
    items: Counter[int] = field(default_factory=Counter)
    ends: Counter[int] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)

    def next(self) -> Name:
        """Names the next unit."""
        index = len(self.names)
        name, doubtful = self._own(index)
        self.taken[name] += 1
        if self.taken[name] > 1:
            name = f"{name}~{self.taken[name]}"
            doubtful = self.segments[index].type in (*_NUMBERED, *_HANGING)
        self.names.append(name)
        return Name(text=name, doubtful=doubtful)

    def _own(self, index: int) -> tuple[str, bool]:
        parent = self.tree.parents[index]
        segment = self.segments[index]
        drafted = self.tree.drafts[index] is not None and not self.segments[parent or 0].quoted
        if parent is not None and segment.type in _HANGING and not drafted:
            return self._below(index, parent), False
        if prefix := _NUMBERED.get(segment.type):
            return self._numbered(index, prefix)
        scope = _base(segment, self.tree.drafts[index])
        return scope + self._counted(scope, segment), False

    def _below(self, index: int, parent: int) -> str:
        """Names what hangs on a paragraph: by its label, else by its place among such."""
        above, segment = self.names[parent], self.segments[index]
        if segment.quoted and not self.segments[parent].quoted:
            self.items[-1 - parent] += 1
            return f"{above}.quoted.{self.items[-1 - parent]}"
        label = segment.numbering
        if label is None and segment.resumes and segment.text[:1].islower():
            self.ends[parent] += 1
            return f"{above}.end" + (str(self.ends[parent]) if self.ends[parent] > 1 else "")
        if label is None or label in BULLETS:
            self.items[parent] += 1
            return f"{above}.{self.items[parent]}"
        return f"{above}.{label}" if label[0].isdigit() else above + label

    def _numbered(self, index: int, prefix: str) -> tuple[str, bool]:
        scope, label = self.scopes[index] + prefix, _printed_number(self.segments[index])
        number = self.reached[scope] + 1
        if label is None and self.claims[scope][str(number)]:
            return f"{scope}.{self._count(scope, '.')}", False
        self.reached[scope] = int(label[1]) if label else number
        return f"{scope}{self.reached[scope] if label is None else label[0]}", (
            label is None and bool(self.claims[scope])
        )

    def _counted(self, scope: str, segment: Segment) -> str:
        prefix = _PREFIXES.get(segment.type)
        return str(segment.type) if prefix is None else f"{prefix}{self._count(scope, prefix)}"

    def _count(self, scope: str, prefix: str) -> int:
        counts = self.counts.setdefault(scope, Counter())
        counts[prefix] += 1
        return counts[prefix]


_HANGING = (ParagraphType.SUBPARAGRAPH, ParagraphType.ANNEX)


def local_ids(segments: Sequence[Segment], tree: Tree) -> Iterator[Name]:
    """Yields the names of all units, in order."""
    bases = [_base(segment, draft) for segment, draft in zip(segments, tree.drafts, strict=True)]
    scopes = [
        scope if segment.type is ParagraphType.OPERATIVE else base
        for segment, base, scope in zip(segments, bases, _scopes(segments, bases), strict=True)
    ]
    claims: dict[str, Counter[str]] = {}
    for segment, scope in zip(segments, scopes, strict=True):
        if prefix := _NUMBERED.get(segment.type):
            own = claims.setdefault(scope + prefix, Counter())
            if label := _printed_number(segment):
                own[label[0]] += 1
    names = _Names(segments, tree, scopes, claims)
    for _ in segments:
        yield names.next()


def _printed_number(segment: Segment) -> re.Match[str] | None:
    """Matches the label of a paragraph if it is a number: "12", "1 bis" without its blank."""
    return re.match(r"(\d{1,6}).*", (segment.label or "").replace(" ", ""))


def _base(segment: Segment, draft: int | None) -> str:
    """Returns what stands before the ids of a component, or of a draft that is quoted."""
    quoted = None if draft is None else "quoted" if draft == 1 else f"quoted{draft}"
    return "".join(f"{part}." for part in (segment.component, quoted) if part)


def _scopes(segments: Sequence[Segment], bases: Sequence[str]) -> list[str]:
    """Returns the scopes in which operative numbers count.

    Where a number occurs twice in a component its ids carry the section, and where one occurs
    twice in a section the sections around it, too.
    """
    found = sections(segments, bases)
    scopes = list(bases)
    for sectioned in (
        [f"{base}{path[-1]}." if path else base for base, path in zip(bases, found, strict=True)],
        [
            base + "".join(f"{name}." for name in path)
            for base, path in zip(bases, found, strict=True)
        ],
    ):
        again = _repeating(segments, scopes)
        repeating = {base for base, scope in zip(bases, scopes, strict=True) if scope in again}
        scopes = [
            new if base in repeating else scope
            for base, scope, new in zip(bases, scopes, sectioned, strict=True)
        ]
    return scopes


def _repeating(segments: Sequence[Segment], scopes: Sequence[str]) -> set[str]:
    """Returns the scopes in which a number occurs twice."""
    seen = Counter(
        (scope, segment.label)
        for segment, scope in zip(segments, scopes, strict=True)
        if segment.type is ParagraphType.OPERATIVE and segment.label
    )
    return {scope for (scope, _), count in seen.items() if count > 1}
