"""An explanation as JSON: one shape for the API and for `operative explain --json`."""

from __future__ import annotations

from typing import Any

from search.assistance.explanation import Explanation
from search.formats.json import notice_json


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """Give an explanation as values that `json.dumps` takes."""
    result = explanation.result
    return {
        "query": result.request.query,
        "reading": result.reading,
        "canonical": explanation.canonical,
        "tree": list(explanation.tree),
        "notices": [notice_json(notice) for notice in result.notices],
        "suggestion": result.suggestion,
        "words": [
            {
                "asked": one.asked,
                "words": [{"word": word, "count": count} for word, count in one.words],
                "total": one.total,
            }
            for one in explanation.meanings
        ],
        "total": result.total,
        "order": explanation.order,
        "engine": result.engine,
        "hits": [
            {
                "id": hit.paragraph.id,
                "score": hit.score,
                "shares": [{"reason": one.reason, "points": one.points} for one in shares],
            }
            for hit, shares in zip(result.hits, explanation.shares, strict=True)
        ],
    }
