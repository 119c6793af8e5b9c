"""Patterns that are put together of named parts: `{session}/{number}` in data files.

Counts such as `{1,3}` stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PART = re.compile(r"\{([a-z_]\w*)\}")


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """Returns a pattern with the parts that it names, and those that these name, put in."""
    while named := _PART.search(pattern):
        pattern = f"{pattern[: named.start()]}{parts[named[1]]}{pattern[named.end() :]}"
    return pattern
