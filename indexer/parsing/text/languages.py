"""Languages: recognition of the one a text is in.

Told by its letters, and among Latin letters by its most frequent words (`data/languages.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from indexer.errors import UnreadableFile
from indexer.parsing.text.lines import Line

EN = "en"
"""English, the language that most is known of, and the one that others are told apart from."""

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 12  # words of the lists; fewer say nothing
_FEWEST_IN_LINE = 3
_SCRIPT_SHARE = 0.5
_LEAD = 2.0  # how many times more words than English another language must have
_BILINGUAL_SHARE = 0.15  # of all characters
# Letters and short words that English lines hardly have.
_ACCENTED = re.compile(
    r"[àâçèéêëîïôùûüñíóúá]|\b[dln]['’][a-zéè]|\bN[o°]\b|\b(?:de|du|le|la|et)\b", re.IGNORECASE
)


@lru_cache
def languages() -> Sequence[Mapping[str, Any]]:
    """Returns the entries of `data/languages.toml`."""
    text = files("indexer.parsing.data").joinpath("languages.toml").read_text("utf-8")
    entries: Sequence[Mapping[str, Any]] = tomllib.loads(text)["language"]
    return entries


@lru_cache
def _words() -> Mapping[str, Sequence[str]]:
    """Returns the languages to which each frequent word belongs."""
    found: dict[str, list[str]] = {}
    for entry in languages():
        for word in dict.fromkeys(entry.get("words", ())):
            found.setdefault(word, []).append(entry["code"])
    return found


@lru_cache
def frequent_words(code: str) -> frozenset[str]:
    """Returns the most frequent words of a language, which tell little by themselves."""
    return frozenset(
        word
        for entry in languages()
        if entry["code"] == code
        for word in (*entry.get("words", ()), *entry.get("little", ()))
    )


@lru_cache
def scripts() -> Mapping[str, re.Pattern[str]]:
    """Returns a pattern of the letters of each language that has its own."""
    return {
        entry["code"]: re.compile(f"[{entry['script']}]")
        for entry in languages()
        if "script" in entry
    }


def language_name(code: str) -> str:
    """Returns the English name of a language by its code, the code itself where it is unknown."""
    return next((str(entry["name"]) for entry in languages() if entry["code"] == code), code)


def own_name(code: str) -> str:
    """Returns the name of a language in itself, its code where it is unknown."""
    return next((str(one.get("own", code)) for one in languages() if one["code"] == code), code)


def language_of(text: str, *, fewest: int = _FEWEST) -> str | None:
    """Returns the code of the language ("en", "fr" ...), None where the text does not tell.

    fewest: how many of a language's frequent words must occur.
    """
    if not text.isascii():
        letters = sum(map(str.isalpha, text))
        for code, script in scripts().items():
            if len(script.findall(text)) > letters * _SCRIPT_SHARE:
                return code
    scores: dict[str, int] = {entry["code"]: 0 for entry in languages() if "words" in entry}
    known = _words()
    for word in _WORD.findall(text.lower()):
        for code in known.get(word, ()):
            scores[code] += 1
    best = max(scores, key=lambda code: scores[code])
    if scores[best] < fewest:
        return None
    if best != EN and scores[best] < _LEAD * scores[EN]:
        return None
    return best


def refuse_language(code: str, languages: Collection[str]) -> None:
    """Raises UnreadableFile ("other-language") for a language that is none of those wanted."""
    if code not in languages:
        raise UnreadableFile(
            "other-language",
            f"The document is in {language_name(code)}; "
            f"this index takes {', '.join(map(language_name, languages))}.",
        )


def english_lines(lines: Sequence[Line]) -> tuple[list[Line], str | None]:
    """Takes the lines of a second language out of a volume printed in two.

    Gives the lines and the second language, None for a text in one language: a quotation in
    another language is shorter than a column, and stays.
    """
    languages = [language_of(line.plain, fewest=_FEWEST_IN_LINE) for line in lines]
    size = sum(len(line.plain) for line in lines)
    sizes: Counter[str] = Counter()
    for line, code in zip(lines, languages, strict=True):
        if code is not None:
            sizes[code] += len(line.plain)
    other = next((code for code, _ in sizes.most_common() if code != EN), None)
    if other is None or sizes[other] < _BILINGUAL_SHARE * size or not sizes[EN]:
        return list(lines), None
    kept: list[Line] = []
    gap = False
    for line, code in zip(lines, _smoothed(lines, languages), strict=True):
        if code == other:
            gap = True
        else:
            kept.append(replace(line, gap=line.gap or gap))
            gap = False
    return kept, other


def _smoothed(lines: Sequence[Line], languages: Sequence[str | None]) -> list[str | None]:
    """Returns accented lines that do not tell the language of the lines around them."""
    before = _carried(languages)
    after = _carried(languages[::-1])[::-1]
    return [
        code if code or not _ACCENTED.search(line.plain) else (b if b == a else a or b)
        for line, code, b, a in zip(lines, languages, before, after, strict=True)
    ]


def _carried(languages: Sequence[str | None]) -> list[str | None]:
    """Returns for each line the language told last."""
    last: str | None = None
    carried = []
    for code in languages:
        last = code or last
        carried.append(last)
    return carried
