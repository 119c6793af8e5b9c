"""Plot of search times, as SVG without further libraries."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from benchmarks.measuring import percentile

_WIDTH, _ROW, _LEFT, _TOP, _RIGHT = 840, 30, 280, 46, 36
_COLOURS = {"box": "#4c78a8", "line": "#1f3a5f"}


def plot(series: Mapping[str, Sequence[float]], title: str) -> str:
    """Returns a plot of each name's times, in milliseconds on a logarithmic scale.

    A bar from the 5th to the 95th percentile, a darker one for the middle half, a stroke at the
    median.
    """
    drawn = {name: sorted(values) for name, values in series.items() if values}
    low = min((percentile(values, 0.05) for values in drawn.values()), default=1e-3)
    high = max((percentile(values, 0.95) for values in drawn.values()), default=1.0)
    first = math.floor(math.log10(max(low, 1e-7) * 1000))
    last = max(math.ceil(math.log10(max(high, 1e-7) * 1000)), first + 1)
    height = _TOP + _ROW * len(drawn) + 30
    parts = [*_frame(first, last, height, title)]
    for row, (name, values) in enumerate(drawn.items()):
        parts += _bar(name, values, _TOP + _ROW * row, first, last)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'font-family="sans-serif" font-size="13" role="img" aria-label="{escape(title)}">'
    )
    return "\n".join([head, *parts, "</svg>\n"])


def _x(milliseconds: float, first: int, last: int) -> float:
    share = (math.log10(max(milliseconds, 10.0**first)) - first) / (last - first)
    return _LEFT + min(share, 1) * (_WIDTH - _LEFT - _RIGHT)


def _frame(first: int, last: int, height: int, title: str) -> Iterator[str]:
    yield f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>'
    yield f'<text x="8" y="20" font-size="15">{escape(title)}</text>'
    for power in range(first, last + 1):
        x = _x(10.0**power, first, last)
        yield (
            f'<line x1="{x:.1f}" y1="{_TOP - 8}" x2="{x:.1f}" y2="{height - 22}" stroke="#ccc"/>'
            f'<text x="{x:.1f}" y="{height - 6}" text-anchor="middle">{10.0**power:g} ms</text>'
        )


def _bar(name: str, values: Sequence[float], y: int, first: int, last: int) -> Iterator[str]:
    places = {share: _x(percentile(values, share) * 1000, first, last)
              for share in (0.05, 0.25, 0.5, 0.75, 0.95)}  # fmt: skip
    yield f'<text x="{_LEFT - 8}" y="{y + 16}" text-anchor="end">{escape(name)}</text>'
    for low, high, opacity in ((0.05, 0.95, 0.3), (0.25, 0.75, 0.8)):
        width = max(places[high] - places[low], 1)
        yield (
            f'<rect x="{places[low]:.1f}" y="{y + 2}" width="{width:.1f}" height="20" '
            f'fill="{_COLOURS["box"]}" opacity="{opacity}"/>'
        )
    yield (
        f'<line x1="{places[0.5]:.1f}" y1="{y}" x2="{places[0.5]:.1f}" y2="{y + 24}" '
        f'stroke="{_COLOURS["line"]}" stroke-width="3"/>'
    )
