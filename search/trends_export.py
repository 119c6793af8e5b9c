"""A trend as JSON and as a CSV table."""

from __future__ import annotations

import csv
import io
from typing import Any

from search.formats.delimited import safe_cell
from search.trends import Trend


def trend_json(trend: Trend) -> dict[str, Any]:
    """Give a trend as values that `json.dumps` takes; `shares` are in a thousand paragraphs."""
    return {
        "by": trend.by,
        "periods": list(trend.periods),
        "all": list(trend.all),
        "left_out": trend.left_out,
        "series": [
            {
                "name": one.name,
                "query": one.request.query if one.request else None,
                "total": one.total,
                "counts": list(one.counts),
                "shares": [
                    None if (share := trend.share(count, place)) is None else round(share, 3)
                    for place, count in enumerate(one.counts)
                ],
            }
            for one in trend.series
        ],
    }


def trend_csv(trend: Trend) -> str:
    """Give a trend as CSV: a line a period, a column a search, and one of all paragraphs."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    names = [safe_cell(one.name) for one in trend.series]
    writer.writerow([trend.by, *names, "all paragraphs"])
    for place, period in enumerate(trend.periods):
        writer.writerow([period, *(one.counts[place] for one in trend.series), trend.all[place]])
    return stream.getvalue()
