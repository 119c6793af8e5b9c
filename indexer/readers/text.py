"""Plain text: bytes in any usual encoding to lines, wrapped or not."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from indexer.errors import UnreadableFile
from indexer.parsing.text.inline import italic, raise_superscripts, raised, without_private_use
from indexer.parsing.text.lines import Line

_BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_WESTERN = ["cp1252", "mac_roman"]
_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f]")
_BREAKS = re.compile("\r\n|[\n\r\x0b\x85\u2028\u2029]")
_PAGE_MARK = re.compile(r"\n?<!-- ?Page \d+ ?-->")
_HEADING_MARK = re.compile(r"#{1,6} +")
_CARET = re.compile(r"\^(\d{1,3})(?!\d)")
_UNDERSCORED = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{1,160}?)(?<=\S)_(?![\w_])")
_ROW = re.compile(r"\|(.*)\|")
_ROW_RULE = re.compile(r"[|:\s-]*-{3,}[|:\s-]*")
_CONTROL_SHARE = 0.05


def decode(data: bytes) -> str:
    """Decodes text of an unknown encoding.

    A byte order mark decides, then UTF-8 if it fits, then the likeliest of the usual encodings.
    Raises UnreadableFile when the bytes are no text.
    """
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return _strictly(data, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        # English text of old systems; only then anything else that fits.
        best = from_bytes(data, cp_isolation=_WESTERN).best() or from_bytes(data).best()
        if best is None:
            raise UnreadableFile(
                "binary", "This is no text that can be read; export it as PDF, Word or UTF-8 text."
            ) from None
        text = str(best)
    controls = sum(1 for c in text if c < " " and c not in "\t\n\r\f\x0b\x1f")
    if controls > len(text) * _CONTROL_SHARE:
        raise UnreadableFile(
            "binary", "This is no text that can be read; export it as PDF, Word or UTF-8 text."
        )
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "wrong-encoding",
            f"The file starts as {encoding} but is not valid {encoding}; save it again as UTF-8.",
        ) from error


def clean_characters(text: str) -> str:
    """Unifies spaces and ligatures, drops what cannot be seen; keeps line breaks."""
    text = without_private_use(text)
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return _INVISIBLE.sub("", text)


def read_text(data: bytes) -> list[Line]:
    """Reads plain text into lines.

    Raises UnreadableFile when the bytes are no text.
    """
    return text_lines(clean_characters(decode(data)))


def text_lines(text: str) -> list[Line]:
    """Cuts a text into lines that know the blank space before them and their page.

    Pages end at form feeds; texts made from scans have marks like "<!-- Page 2 -->" instead, and
    now and then a little Markdown.
    """
    lines: list[Line] = []
    for page, leaf in enumerate(_PAGE_MARK.sub("\f", text).lstrip("\f").split("\f")):
        gap = True
        for raw in _BREAKS.split(leaf):
            stripped = _SPACES.sub(" ", raw).strip()
            if not stripped or (stripped[0] == "|" and _ROW_RULE.fullmatch(stripped)):
                gap = True
                continue
            expanded = raw.expandtabs(8)
            lines.append(
                Line(
                    text=_marked(_HEADING_MARK.sub("", stripped, count=1)),
                    gap=gap,
                    indent=len(expanded) - len(expanded.lstrip()),
                    page=page,
                    bold=_HEADING_MARK.match(stripped) is not None,
                    table=_ROW.fullmatch(stripped) is not None,
                )
            )
            gap = False
    return lines


def _marked(text: str) -> str:
    """Marks what plain text has raised ("²", "^2"), in italics ("_Urges_") or in a table."""
    text = _CARET.sub(lambda match: raised(match[1]), raise_superscripts(text))
    if row := _ROW.fullmatch(text):
        text = " | ".join(cell.strip() for cell in row[1].split("|"))
    return _UNDERSCORED.sub(lambda match: italic(match[1]), text)
