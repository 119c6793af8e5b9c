"""Pages as values: what is drawn where, with nothing known yet of what it means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters drawn in one go: one font, one size, one baseline.

    left, right: in points from the left edge of the page as it is seen.
    base: the baseline, in points from the bottom edge. size: of the font, in points.
    hidden: whether it is not shown, as the text that lies behind the picture of a scan.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A thin horizontal line that is drawn rather than written; in points, as in `Run`."""

    left: float
    right: float
    base: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, or a part of one that is read by itself.

    number: counted from 0. picture: whether most of it is drawn otherwise than as text.
    slanted: how many letters stand aslant on it, which are not among the runs.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    picture: bool = False
    slanted: int = 0
