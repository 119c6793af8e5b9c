"""E-mail addresses: the form that is accepted, narrower than what the standards allow."""

from __future__ import annotations

import re

_LONGEST = 254
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


def valid_address(text: str) -> bool:
    """Tells whether a text has the form of an e-mail address."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None
