"""Plot: geometry of the lines, bars, ticks and labels, in units of the SVG's view box.

Colour is never the only sign: each line has marks of its own shape and its name at its end.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 760, 340
LEFT, RIGHT, TOP, BOTTOM = 52, 190, 16, 40
"""Margins around the area of the plot; names of lines are on its right."""
_TICKS = 5
_LABELS = 12  # periods that are named below the plot, at most
_LINE = 15  # height of a line of a name
_MARKED = 40  # periods up to which every point has its mark
_NAME = 24  # letters of a line of a name that fit
_LONGEST_NAME = 200  # letters of a name; longer ones are queries that nobody reads on a plot

Values = Sequence[float | None]
"""A line's values by period; None for periods without paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A tick on an axis, with its position."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line: its path, the path of its marks, and its name in lines, each at its height."""

    number: int
    path: str
    marks: str
    name: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of a plot with a single search."""

    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """All parts of the plot."""

    width: int
    height: int
    left: float
    right: float
    bottom: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    curves: tuple[Curve, ...]
    bars: tuple[Bar, ...]


def plot(
    periods: Sequence[str], lines: Sequence[tuple[str, Values]], *, whole: bool = False
) -> Plot:
    """Returns lines with one value a period; a single line is drawn as bars.

    whole: whether values are counts, between which there is nothing.
    """
    most = max((value or 0 for _, values in lines for value in values), default=0)
    up = _ticks(most, smallest=1 if whole else 0)
    top = up[-1]
    bars = _bars(periods, lines[0][1], top) if len(lines) == 1 else ()
    return Plot(
        width=WIDTH,
        height=_height(lines),
        left=LEFT,
        right=WIDTH - RIGHT,
        bottom=HEIGHT - BOTTOM,
        across=tuple(_across(periods)),
        up=tuple(Tick(at=_y(value, top), text=f"{value:,.10g}") for value in up),
        curves=() if bars else _curves(lines, len(periods), top),
        bars=tuple(bars),
    )


def _height(lines: Sequence[tuple[str, Values]]) -> int:
    """Returns the height that the plot needs, also for names of many lines."""
    names = sum(len(_wrapped(name)) for name, _ in lines) if len(lines) > 1 else 0
    return max(HEIGHT, TOP + BOTTOM + _LINE * names)


def _wrapped(name: str) -> list[str]:
    """Returns a name in lines that fit beside the plot."""
    shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    return textwrap.wrap(shown, _NAME) or [""]


def _ticks(most: float, *, smallest: float = 0) -> list[float]:
    """Returns round numbers from 0 to at least `most`, at least `smallest` apart."""
    if most <= 0:
        return [0, 1]
    rough = max(most / _TICKS, smallest)
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * one for one in (1, 2, 5, 10) if power * one >= rough)
    return [step * place for place in range(math.ceil(most / step - 1e-9) + 1)]


def _x(place: int, periods: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return round(LEFT + room * (place + 0.5) / max(periods, 1), 2)


def _y(value: float, top: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 2)


def _across(periods: Sequence[str]) -> Iterator[Tick]:
    step = -(-len(periods) // _LABELS) or 1
    for place in range(0, len(periods), step):
        yield Tick(at=_x(place, len(periods)), text=periods[place])


def _bars(periods: Sequence[str], values: Values, top: float) -> tuple[Bar, ...]:
    room = (WIDTH - LEFT - RIGHT) / max(len(periods), 1)
    width = round(max(room * 0.7, 1), 2)
    return tuple(
        Bar(
            x=round(_x(place, len(periods)) - width / 2, 2),
            y=_y(value, top),
            width=width,
            height=round(HEIGHT - BOTTOM - _y(value, top), 2),
            title=f"{period}: {value:,.10g}",
        )
        for place, (period, value) in enumerate(zip(periods, values, strict=True))
        if value is not None
    )


def _curves(lines: Sequence[tuple[str, Values]], periods: int, top: float) -> tuple[Curve, ...]:
    names = [_wrapped(name) for name, _ in lines]
    ends = [
        _y(next((one for one in reversed(values) if one is not None), 0), top)
        for _, values in lines
    ]
    heights = _spread(ends, [_LINE * len(name) for name in names])
    every = -(-periods // _MARKED) or 1
    curves = []
    for number, (_, values) in enumerate(lines):
        points = {
            place: (_x(place, periods), _y(value, top))
            for place, value in enumerate(values)
            if value is not None
        }
        curves.append(
            Curve(
                number=number + 1,
                path=_path(points),
                marks=" ".join(
                    _mark(number, *points[at])
                    for at in points
                    if not at % every or _is_alone(at, points)
                ),
                name=tuple(
                    Tick(at=heights[number] + _LINE * place, text=text)
                    for place, text in enumerate(names[number])
                ),
            )
        )
    return tuple(curves)


def _is_alone(place: int, points: Mapping[int, tuple[float, float]]) -> bool:
    """Tells whether a point is on no line, so that without its mark it could not be seen."""
    return place - 1 not in points and place + 1 not in points


def _path(points: Mapping[int, tuple[float, float]]) -> str:
    """Returns the path through the points of neighbouring periods, with gaps for missing values."""
    steps = (
        f"{'L' if place - 1 in points else 'M'}{x:g} {y:g}" for place, (x, y) in points.items()
    )
    return " ".join(steps)


def _spread(heights: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Returns heights of names of these sizes moved apart, from the top of the plot down."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    placed = list(heights)
    highest: float = max(HEIGHT - BOTTOM, TOP + sum(sizes))
    for place in reversed(order):
        placed[place] = min(placed[place], highest + _LINE - sizes[place])
        highest = placed[place] - _LINE
    lowest: float = TOP
    for place in order:
        placed[place] = round(max(placed[place], lowest), 2)
        lowest = placed[place] + sizes[place]
    return placed


def mark(number: int) -> str:
    """Returns the path of a line's mark by itself, around (6, 6), for keys and tables."""
    return _mark(number - 1, 6, 6)


def _mark(shape: int, x: float, y: float) -> str:
    """Returns the path of a mark: circle, square, triangle, diamond, cross, plus."""
    shapes = (
        f"M{x - 3.5:g} {y:g}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
        f"M{x - 3:g} {y - 3:g}h6v6h-6z",
        f"M{x:g} {y - 4:g}l4 7h-8z",
        f"M{x:g} {y - 4.5:g}l4.5 4.5l-4.5 4.5l-4.5 -4.5z",
        f"M{x - 4:g} {y - 2.5:g}l1.5 -1.5l2.5 2.5l2.5 -2.5l1.5 1.5l-2.5 2.5l2.5 2.5l-1.5 1.5"
        "l-2.5 -2.5l-2.5 2.5l-1.5 -1.5l2.5 -2.5z",
        f"M{x - 1:g} {y - 4:g}h2v3h3v2h-3v3h-2v-3h-3v-2h3z",
    )
    return shapes[shape % len(shapes)]
