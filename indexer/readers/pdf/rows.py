"""Runs to rows: what stands on one baseline, cut where the page leaves it wide open."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from indexer.parsing.text.inline import italic, raised
from indexer.readers.pdf.pages import Page, Run
from indexer.readers.text import clean_characters

_SPACE = 0.18  # of the size of the font: justified text has none narrower, kerning none wider
_GUTTER = 1.45  # of the size: wider gaps part columns; label and text stand closer or are known
_LABEL = re.compile(
    r"(?:\d{1,3}\.|\(?[a-zA-Z]{1,4}[).]|\(\d{1,3}\)|[IVXL]+\.|[-–—•●○▪■·*]|\d{1,4}/\d{1,3}\."
    r"|[(\[]|\d{1,3}|\*{1,3})"
)
_HYPHENS = re.compile("[\u00ad\x02\ufffe]")  # what PDFium makes of hyphens at the end of a row
_LABEL_REST = re.compile(r"\s*(?:\d{1,3}|\(\w{1,4}\))?[.)]?\s+(?=\S)|[.)]\s*")
_SMALL = 0.82  # of the row's size
_NEAR = 12  # points: how far a raised figure may be from the baseline of its row
_BESIDE, _TAB = 1.2, 6.0  # of the row's size
_MARKER = re.compile(r"\d{1,3}|\*{1,3}")
_LIFTED = 0.12  # of the row's size


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Text without a wide gap. marked: with inline marks. bold: whether all of it is bold."""

    marked: str
    plain: str
    left: float
    right: float
    bold: bool
    slanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells on one baseline, from left to right. size: of the font of most of its characters."""

    page: int
    base: float
    size: float
    cells: tuple[Cell, ...]

    @property
    def left(self) -> float:
        """Left end."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Right end."""
        return self.cells[-1].right

    @property
    def plain(self) -> str:
        """Its text without inline marks."""
        return " ".join(cell.plain for cell in self.cells)

    @property
    def marked(self) -> str:
        """Its text with inline marks."""
        return " ".join(cell.marked for cell in self.cells)

    @property
    def bold(self) -> bool:
        """True when all of it is bold."""
        return all(cell.bold for cell in self.cells)

    @property
    def slanted(self) -> bool:
        """True when all of it is in italics."""
        return all(cell.slanted for cell in self.cells)


def rows_of(page: Page) -> list[Row]:
    """Returns the rows of a page from the top down."""
    return [row for group in _baselines(page.runs) if (row := _row(page.number, group))]


@dataclass(slots=True)
class _Group:
    """Runs on one baseline, with what is raised above it or lowered below."""

    base: float
    size: float
    runs: list[Run] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)

    def add(self, run: Run) -> None:
        """Adds a run; the places of both its ends are kept in order."""
        self.runs.append(run)
        insort(self.lefts, run.left)
        insort(self.rights, run.right)

    def begins_within(self, low: float, high: float) -> bool:
        """Tells whether a run begins between two places."""
        return bisect(self.lefts, low) < bisect_left(self.lefts, high)

    def ends_within(self, low: float, high: float) -> bool:
        """Tells whether a run ends between two places."""
        return bisect(self.rights, low) < bisect_left(self.rights, high)


def _baselines(runs: Sequence[Run]) -> list[_Group]:
    """Gathers runs to baselines, the largest letters first; small ones join what they touch."""
    groups: list[_Group] = []
    by_base: dict[int, list[_Group]] = {}
    for run in sorted(runs, key=lambda run: -run.size):
        near = [
            group
            for key in range(int(run.base) - _NEAR, int(run.base) + _NEAR + 1)
            for group in by_base.get(key, ())
            if _joins(run, group)
        ]
        if near:
            min(near, key=partial(_distance, run)).add(run)
        else:
            group = _Group(run.base, run.size)
            group.add(run)
            groups.append(group)
            by_base.setdefault(int(run.base), []).append(group)
    return sorted(groups, key=lambda group: -group.base)


def _joins(run: Run, group: _Group) -> bool:
    rise = run.base - group.base
    if abs(rise) < 0.25 * run.size and abs(rise) < 2.5:
        return True
    size = group.size
    if not (run.size < _SMALL * size and -0.3 < rise / size < 0.7):
        return False
    # A raised or lowered figure stands close to the letters that it belongs to; only before a
    # footnote there may be room between.
    before = _TAB if _MARKER.fullmatch(run.text.strip()) else _BESIDE
    return group.ends_within(
        run.left - _BESIDE * size, run.left + 0.3 * size
    ) or group.begins_within(run.right - 0.3 * size, run.right + before * size)


def _distance(run: Run, group: _Group) -> float:
    """Tells how far a run is from where it would stand in a row, in sizes of its letters."""
    rise = (run.base - group.base) / group.size
    return abs(rise - 0.35) if run.size < _SMALL * group.size else abs(rise)


def _row(page: int, group: _Group) -> Row | None:
    runs = sorted(group.runs, key=lambda run: (run.left, run.right))
    pieces: list[list[Run]] = []
    reach = 0.0  # how far right the last piece goes
    for run in runs:
        if not pieces or _parts(pieces[-1], run, run.left - reach, group.size):
            pieces.append([])
            reach = run.right
        pieces[-1].append(run)
        reach = max(reach, run.right)
    main = _main_size(runs)
    cells = tuple(cell for piece in pieces if (cell := _cell(piece, group.base, main)))
    return Row(page=page, base=group.base, size=main, cells=cells) if cells else None


def _parts(before: Sequence[Run], run: Run, gap: float, size: float) -> bool:
    """Tells whether a run begins a new column, a gap behind others."""
    if gap <= _GUTTER * min(size, max(run.size, before[-1].size)):
        return False
    if gap > _TAB * size:
        return True
    return _LABEL.fullmatch("".join(other.text for other in before).strip()) is None


def _main_size(runs: Sequence[Run]) -> float:
    """Returns the size of most characters."""
    weight: dict[float, int] = {}
    for run in runs:
        size = round(run.size * 2) / 2
        weight[size] = weight.get(size, 0) + len(run.text.strip())
    return max(weight, key=lambda size: (weight[size], size))


@dataclass(slots=True)
class _Piece:
    text: str
    raised: bool
    italic: bool


def _cell(runs: Sequence[Run], base: float, size: float) -> Cell | None:
    pieces = list(_pieces(runs, base, size))
    plain = " ".join("".join(piece.text for piece in pieces).split())
    if not plain:
        return None
    written = [run for run in runs if run.text.strip()]
    # A footnote's marker is not bold because its heading is.
    letters = [run for run in written if run.size >= _SMALL * size] or written
    return Cell(
        marked=" ".join("".join(map(_marked, pieces)).split()),
        plain=plain,
        left=min(run.left for run in written),
        right=max(run.right for run in written),
        bold=all(run.bold for run in letters),
        slanted=all(run.italic for run in letters),
    )


def _pieces(runs: Sequence[Run], base: float, size: float) -> Iterator[_Piece]:
    """Joins runs that look alike; a space stands where there is room for one."""
    last: _Piece | None = None
    before: Run | None = None
    for run in runs:
        text = run.text
        if not (text.isascii() and text.isprintable()):  # most are, and clean as they are
            text = clean_characters(_HYPHENS.sub("-", text))
        if before is not None and last is not None and _spaced(before, run, last.text, text):
            last.text += " "
        lifted = run.size < _SMALL * size and run.base - base > _LIFTED * size
        if last is not None and (lifted, run.italic) == (last.raised, last.italic):
            last.text += text
        else:
            if last is not None:
                yield last
            last = _Piece(text, lifted, run.italic)
        before = run
    if last is not None:
        yield last


def _spaced(before: Run, run: Run, text: str, following: str) -> bool:
    if text.endswith(" ") or following.startswith(" "):
        return False
    return run.left - before.right > _SPACE * min(before.size, run.size)


def _marked(piece: _Piece) -> str:
    """Returns a piece with its marks; spaces and the figures of a label stay outside of italics."""
    text = piece.text
    label = None if piece.raised else _LABEL_REST.match(text)
    start = label.end() if label else len(text) - len(text.lstrip())
    stop = len(text.rstrip())
    if start >= stop:
        return text
    marked = _raised(text[start:stop]) if piece.raised else text[start:stop]
    marked = italic(marked) if piece.italic and any(map(str.isalpha, marked)) else marked
    return f"{text[:start]}{marked}{text[stop:]}"


def _raised(text: str) -> str:
    """Raises a text; of several footnote markers, "1, 2", each by itself."""
    if re.fullmatch(r"\d{1,3}(?:\s*,\s*\d{1,3})+", text):
        return "".join(raised(figure) for figure in re.findall(r"\d+", text))
    return raised(text)
