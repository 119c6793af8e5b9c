"""The language of the UN's XML at first sight: what it declares, where its words agree.

A clone of the UN's repositories has five files in other languages for each one in English. To read
them in full, only to refuse them, would take a quarter of the time of all.
"""

from __future__ import annotations

import re

from indexer.parsing.text.languages import EN, language_of
from indexer.readers.akn.names import LANGUAGE_CODES

_DECLARED = re.compile(rb'<FRBRlanguage\s+language="([a-z]{2,3})"')
_HEAD = 8192
_SAMPLE = 12_288  # bytes of markup; about a third of them are words
_PARTS = (0.6, 0.3, 0.8)
_TAG = re.compile(r"<[^>]*>")


def language_at_first_sight(data: bytes) -> str | None:
    """Returns the language other than English that an AKN4UN file is in, None where that is unsure.

    What the file declares and its words must agree; what is declared to be English is read in full.
    """
    declared = _DECLARED.search(data[:_HEAD])
    code = LANGUAGE_CODES.get(declared[1].decode("ascii")) if declared else None
    if code in (None, EN):
        return None
    for part in _PARTS:  # where there is only markup, such as a list of votes, words are elsewhere
        start = int(len(data) * part)
        sample = data[start : start + _SAMPLE].decode("utf-8", "ignore").partition(">")[2]
        if language := language_of(_TAG.sub(" ", sample)):
            return language if language == code else None
    return None
