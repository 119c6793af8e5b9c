r"""Names: file names, which are bytes, as text that can be stored, compared and shown.

Nearly all names are shown as they are. In one that is not UTF-8 the other bytes are written as
`\xff` and backslashes doubled, so that different names stay different and can be found again.
"""

from __future__ import annotations

import re

_MARK = "\\x"
_ESCAPED = re.compile(r"\\\\|\\x([0-9a-f]{2})")


def printable(name: str) -> str:
    """Returns a name or a path, as Python gives it, as text; each part of a path by itself."""
    return "/".join(map(_shown, name.split("/")))


def real(text: str) -> str:
    """Returns the name or path that `printable` made a text of."""
    return "/".join(
        _ESCAPED.sub(_unescaped, part) if _MARK in part else part for part in text.split("/")
    )


def _shown(name: str) -> str:
    data = name.encode("utf-8", "surrogateescape")
    if _MARK not in name and _is_text(data):
        return name
    return data.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")


def _unescaped(found: re.Match[str]) -> str:
    return "\\" if found[1] is None else chr(0xDC00 + int(found[1], 16))


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def safe(name: str) -> str:
    """Returns a name that can stand in a header or a list: control characters are replaced."""
    return "".join(sign if sign.isprintable() else "_" for sign in name)
