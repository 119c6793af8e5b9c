"""Labels of subparagraphs, in the form in which English prints them.

"a)" in French, "(أ)" in Arabic and "(a)" are one label, and "’1‘", "㈠" and "(i)" another. Ids
are made from the English form, so that they are the same in all languages.
"""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.parsing.knowledge.languages.numerals import chinese_number, roman_numeral
from indexer.parsing.knowledge.languages.tables import folded, table, without_groups


@lru_cache(maxsize=4096)
def label_key(code: str, label: str) -> str | None:
    """Returns a label as English prints it, None where it is printed so, or is no label."""
    match = _label(code).fullmatch(folded(label))
    if match is None:
        return None
    found = match.groupdict()
    letters = table(code)["marks"].get("letters", {})
    if found.get("number"):
        key = roman_numeral(int(found["number"]))
    elif found.get("numeral"):
        key = roman_numeral(chinese_number(found["numeral"]) or 0)
    elif found.get("circled"):
        key = roman_numeral(ord(found["circled"]) - ord("㈠") + 1)
    elif found["letters"] in letters:
        key = letters[found["letters"]]
    else:
        key = "".join(letters.get(letter, letter) for letter in found["letters"] if letter != " ")
    return f"({key})"


@lru_cache(maxsize=4096)
def section_key(code: str, heading: str) -> str | None:
    """Returns the numeral of a section as English prints it, None for other headings.

    "أولا" and "一" are "I".
    """
    words = folded(heading).rstrip(" -–.、")
    named = table(code)["marks"].get("sections", ())
    if words in named:
        return roman_numeral(named.index(words) + 1).upper()
    if code == "zh" and re.fullmatch("[一二三四五六七八九十]{1,3}", words):
        return roman_numeral(chinese_number(words) or 0).upper() or None
    return None


@lru_cache
def _label(code: str) -> re.Pattern[str]:
    return re.compile(table(code)["marks"]["label"])


@lru_cache
def leading_label(code: str) -> re.Pattern[str]:
    """Compiles the pattern of a label, or a dash, at the beginning of a text; group 1 has it."""
    label = without_groups(table(code)["marks"]["label"])
    behind = r"\s*" if code == "zh" else r"\s+"
    return re.compile(rf"((?:{label})|[–—•]){behind}(?=\S)")
