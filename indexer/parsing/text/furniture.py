"""Page furniture: which lines belong to the page and not to the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from indexer.parsing.knowledge.symbols import parse_symbol
from indexer.parsing.text.lines import Line

RULE = re.compile(r"[_—–-]{5,}|-{3,}|_{3,}|_+(?: _+){2,}")
_NO_LETTERS = re.compile(r"[\W_]+")
_BARE_NUMBER = re.compile(r"\d{1,4}")
_NEAR_EDGE = 5  # lines: running heads of long titles are wrapped


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@lru_cache
def patterns() -> tuple[_Pattern, ...]:
    """Returns the patterns of `data/furniture.toml`."""
    raw = tomllib.loads(files("indexer.parsing.data").joinpath("furniture.toml").read_text("utf-8"))
    return tuple(
        _Pattern(
            entry["name"],
            re.compile(entry["pattern"]),
            tuple(entry["examples"]),
            tuple(entry.get("counter_examples", ())),
        )
        for entry in raw["furniture"]
    )


@lru_cache(maxsize=2048)  # the same line is asked several times
def is_furniture(text: str) -> bool:
    """Tells whether a line, by itself, is page furniture."""
    return any(entry.pattern.fullmatch(text) for entry in patterns())


def is_watermark(text: str) -> bool:
    """Tells whether a line says that a document is a draft: "DRAFT", "Advance copy"."""
    return any(p.pattern.fullmatch(text) for p in patterns() if p.name == "watermark")


def is_rule(text: str) -> bool:
    """Tells whether a line is drawn: footnotes stand below such lines."""
    return RULE.fullmatch(text) is not None


def squash(text: str) -> str:
    """Returns the letters and digits of a text in one case."""
    return _NO_LETTERS.sub("", text).casefold()


def strip_furniture(lines: Sequence[Line], title: str) -> tuple[list[Line], list[str]]:
    """Splits lines into those of the text and the texts of those of the page.

    Rules stay: they announce footnotes. title: the document's title, to recognise running heads;
    they count only near the edge of a page, where the text itself may repeat the title.
    """
    squashed = squash(title)
    edge = [_is_edge(lines, index) for index in range(len(lines))]
    numbers = _page_numbers(lines)
    kept: list[Line] = []
    dropped: list[str] = []
    reached = 0  # how much of the title the running head has shown
    for index, line in enumerate(lines):
        text = line.plain
        near = any(edge[max(0, index - _NEAR_EDGE) : index + _NEAR_EDGE + 1])
        shown = _running_head(text, squashed, reached) if near and not line.whole else None
        if is_rule(text):
            kept.append(line)
        elif is_furniture(text) or shown is not None or index in numbers:
            dropped.append(text)
        else:
            kept.append(line)
        reached = shown or 0
    return kept, dropped


def _is_edge(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].plain
    turned = index > 0 and lines[index].page != lines[index - 1].page
    return turned or (not is_rule(text) and is_furniture(text))


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Returns the lines that are a bare number at the top or foot of a page of several."""
    if not lines or lines[0].page == lines[-1].page:
        return set()
    found: set[int] = set()
    for step in (1, -1):
        at_edge, page = False, None
        for index in range(len(lines))[::step]:
            text = lines[index].plain
            at_edge = at_edge or lines[index].page != page
            page = lines[index].page
            if at_edge and _BARE_NUMBER.fullmatch(text):
                found.add(index)
            elif not is_furniture(text):
                at_edge = False
    return found


def _running_head(text: str, title: str, reached: int) -> int | None:
    """Tells how far into the title a line near a page's edge leads, None if it is no running head.

    reached: how far the line before led; long titles run over several lines.
    """
    if parse_symbol(text, bare=False):
        return reached
    words = text.split()
    for cut in range(-2, 3):  # the symbol stands left on even pages, right on odd ones
        symbol, rest = (words[:cut], words[cut:]) if cut > 0 else (words[cut:], words[:cut])
        if cut and rest and parse_symbol(" ".join(symbol), bare=False):
            return _running_head(" ".join(rest), title, reached)
    squashed = squash(text)
    if text.endswith((".", ";")):
        return None  # the text names its own title at the end of a paragraph
    if squashed and title.startswith(squashed, reached) and (reached or len(squashed) > 11):
        return reached + len(squashed)
    return None
