"""A comparison as JSON: one shape for the API and for `operative compare --json`."""

from __future__ import annotations

from typing import Any

from indexer.export import masthead_json
from indexer.model import Paragraph
from search.citation import citation
from search.comparison.compare import Comparison, Pair


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Give a comparison as values that `json.dumps` takes; absent values are None."""
    return {
        "before": masthead_json(comparison.before),
        "after": masthead_json(comparison.after),
        "counts": {str(change): number for change, number in comparison.counts.items()},
        "figures_only": comparison.figures_only,
        "pairs": [_pair(pair, comparison) for pair in comparison.pairs],
    }


def _pair(pair: Pair, comparison: Comparison) -> dict[str, Any]:
    before, after = pair.before, pair.after
    return {
        "change": str(pair.change),
        "reworded": pair.reworded,
        "figures_only": pair.figures_only,
        "likeness": pair.likeness,
        "before": before and _paragraph(before, citation(comparison.before, before)),
        "after": after and _paragraph(after, citation(comparison.after, after)),
        "pieces": [
            {"before": piece.before, "after": piece.after, "same": piece.same}
            for piece in pair.pieces
        ],
    }


def _paragraph(paragraph: Paragraph, cited: str) -> dict[str, Any]:
    return {
        "id": paragraph.id,
        "type": str(paragraph.type),
        "label": paragraph.label,
        "citation": cited,
        "text": paragraph.text,
    }
