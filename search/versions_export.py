"""The versions of a document as JSON, for the API and `operative show --json`."""

from __future__ import annotations

from typing import Any

from indexer.export import brief_json
from search.comparison.versions import Versions


def versions_json(versions: Versions) -> dict[str, Any]:
    """Give the relatives of a document as values that `json.dumps` takes."""
    return {
        "previous": versions.previous and brief_json(versions.previous),
        "next": versions.next and brief_json(versions.next),
        "earlier": [brief_json(one) for one in versions.earlier],
        "later": [brief_json(one) for one in versions.later],
        "drafts": [brief_json(one) for one in versions.drafts],
        "adopted": [brief_json(one) for one in versions.adopted],
    }
