"""Tables of the languages other than English (`data/languages/*.toml`), and their patterns."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from indexer.parsing.knowledge.templates import filled

TRANSLATED = ("ar", "zh", "fr", "ru", "es")
"""The official languages beside English, in the order in which the UN names them in English."""

_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200e\u200f\u061c\u202a-\u202e]")


@lru_cache
def table(code: str) -> Mapping[str, Any]:
    """Returns the table of a language."""
    data = files("indexer.parsing.data").joinpath("languages", f"{code}.toml")
    return tomllib.loads(data.read_text("utf-8"))


def folded(text: str) -> str:
    """Returns a text in the form that the patterns expect.

    Without Arabic short vowels, lengthening marks and marks of direction; digits and letters of
    other widths as usual ones; hyphens and quotation marks of one kind; single blanks.
    """
    text = unicodedata.normalize("NFC", _MARKS.sub("", text).translate(_USUAL))
    return " ".join(text.split())


_USUAL = {
    **{ord("٠") + digit: str(digit) for digit in range(10)},
    **{ord("０") + digit: str(digit) for digit in range(10)},
    **{ord(letter) + 0xFEE0: letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    ord("（"): "(",
    ord("）"): ")",
}


def without_groups(pattern: str) -> str:
    """Returns a pattern whose named groups are plain ones, so that it can be a part of others."""
    return re.sub(r"\?P<\w+>", "?:", pattern)


@lru_cache
def pattern(code: str, part: str, key: str) -> re.Pattern[str]:
    """Compiles a pattern of a table; {month}, {organ} and {date} stand for its own."""
    data = table(code)
    names = "|".join(name for some in data["organs"].values() for name in some)
    parts = {
        "month": "|".join(data["dates"]["months"]),
        "organ": f"(?:{names})",
        "date": without_groups(data["dates"]["date"]),
    }
    return re.compile(filled(data[part][key], parts), re.IGNORECASE)


@lru_cache
def organs(code: str) -> Mapping[str, re.Pattern[str]]:
    """Compiles the names of the organs, by their short names."""
    return {
        short: re.compile("|".join(names), re.IGNORECASE)
        for short, names in table(code)["organs"].items()
    }
