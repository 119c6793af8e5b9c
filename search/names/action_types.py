"""Types of action in the UN's spelling; their own is fixed, as it is in addresses."""

from __future__ import annotations

_UN_SPELLINGS = {"recognise": "recognize"}


def action_type_name(value: str) -> str:
    """Returns a type of action as people read it: "recognise" is "recognize"."""
    return _UN_SPELLINGS.get(value, value)
