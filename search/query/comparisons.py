"""Comparisons: the numbers that values such as ">5" and "<=3" stand for."""

from __future__ import annotations

import re

_COMPARED = re.compile(r"\s*(?P<sign>[<>])(?P<equal>=?)\s*(?P<number>[0-9]{1,6})\s*")


def compared_ends(text: str) -> tuple[int | None, int | None] | None:
    """Returns the first and the last number of a comparison: (6, None) for ">5".

    None for texts that are no comparison.
    """
    found = _COMPARED.fullmatch(text)
    if found is None:
        return None
    number, beyond = int(found["number"]), not found["equal"]
    return (number + beyond, None) if found["sign"] == ">" else (None, number - beyond)
