"""Recitals: paragraphs that name documents, and are alike for that alone.

With numbers set aside, "Recalling its resolutions 75/1 and 76/2," is the same wording on whatever
subject, and "Recalling its resolution 79/192 of 17 December 2024 on working methods" is much like
any other that recalls one resolution.
"""

from __future__ import annotations

from indexer.analysis.analyzer import terms
from indexer.analysis.function_words import FUNCTION_WORDS
from indexer.model import Paragraph
from indexer.parsing.meaning.wording import may_be_number

_NAMING = frozenset(
    {
        *("resolution", "resolutions", "decision", "decisions", "statement", "statements"),
        *("president", "presidential", "previous", "relevant", "subsequent", "earlier", "well"),
        *("annex", "annexes", "thereto", "general", "assembly", "security", "council"),
        *("economic", "social", "human", "rights"),
    }
)
"""Words with which documents are named."""
_MOST_BARE = 1
"""Words of its own that a bare recital can have."""
_LEAST_SHARED = 0.4
"""Share of a recital's own words that one on the same subject has too."""


def is_bare(paragraph: Paragraph) -> bool:
    """Returns whether a paragraph names documents and says no more."""
    return bool(paragraph.cites) and len(_own_words(paragraph)) <= _MOST_BARE


def on_others(paragraph: Paragraph, earlier: Paragraph) -> bool:
    """Returns whether two paragraphs that name documents share neither one nor their subject."""
    if not paragraph.cites or not earlier.cites or set(paragraph.cites) & set(earlier.cites):
        return False
    own = _own_words(paragraph)
    return len(own & _own_words(earlier)) < max(1, _LEAST_SHARED * len(own))


def own_words(text: str) -> frozenset[str]:
    """Returns the words of a text that say something: no figures, nor what names documents."""
    words = {term.literal for term in terms(text)} - _NAMING - FUNCTION_WORDS
    return frozenset(word for word in words if len(word) > 1 and not may_be_number(word))


def _own_words(paragraph: Paragraph) -> frozenset[str]:
    """Returns those of a paragraph after its opening."""
    return own_words(paragraph.text[len(paragraph.opening or "") :])
