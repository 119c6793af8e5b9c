"""Components: the lettered resolutions of one document, each with title and formula."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.parsing.knowledge.organs import enacting_organ
from indexer.parsing.text.inline import plain, without_raised
from indexer.parsing.text.lines import Line

_LETTER = re.compile(r"[A-Z]")
_LONGEST_TITLE = 4  # lines between a letter and its formula


def component_starts(lines: Sequence[Line]) -> dict[int, str]:
    """Returns the letters of the resolutions within a document, by their first line."""
    starts = {}
    for index, line in enumerate(lines):
        letter = plain(without_raised(line.text)).strip()
        following = lines[index + 1 : index + 2 + _LONGEST_TITLE]
        if _LETTER.fullmatch(letter) and any(enacting_organ(after.plain) for after in following):
            starts[index] = letter
    if starts and "A" not in starts.values():
        # The preamble of the first part may stand above its formula.
        above = (i for i in range(min(starts)) if lines[i].plain.strip() == "A")
        starts |= dict.fromkeys(list(above)[:1], "A")
    return dict(sorted(starts.items()))
