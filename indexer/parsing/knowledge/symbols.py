"""Document symbols: any spelling to one canonical form, and their natural order.

The forms are data (`data/symbols.toml`). What a symbol inside running text refers to is
`references.py`'s question.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

ORGANS = ("GA", "SC", "ECOSOC", "HRC")
"""Short names of the four organs, in the order of sorting; other bodies follow by name."""

_KINDS = ("resolution", "decision", "statement", "draft")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A symbol taken apart.

    text: the canonical form. organ: one of `ORGANS`, or a body of `organs.toml`. kind:
        resolution, decision, statement, draft.
    session: "74", "S-27", "ES-10", "XV", a year for the Security Council and ECOSOC; empty where
        the symbol names none ("A/L.632").
    letter: "A", "A-B" for parts of a resolution. committee: digit of a Main Committee.
    """

    text: str
    organ: str
    kind: str
    session: str
    number: int
    letter: str | None = None
    committee: str | None = None
    revision: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    organ: str
    kind: str
    bare: bool
    pattern: re.Pattern[str]
    canonical: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


_LONGEST = 200
"""Characters of a text that may be a symbol, which has a fifth of them."""


@lru_cache
def forms() -> tuple[_Form, ...]:
    """Returns the forms of `data/symbols.toml`, in the order in which they are tried."""
    raw = tomllib.loads(files("indexer.parsing.data").joinpath("symbols.toml").read_text("utf-8"))
    return tuple(
        _Form(
            organ=form["organ"],
            kind=form["kind"],
            bare=form.get("bare", False),
            pattern=re.compile(form["pattern"]),
            canonical=form["canonical"],
            examples=tuple(form["examples"]),
            counter_examples=tuple(form.get("counter_examples", ())),
        )
        for form in raw["form"]
    )


def _clean(text: str) -> str:
    text = text.replace("_", "/").replace("\u2011", "-").replace("\u2013", "-")
    return re.sub(r"\s+", " ", text).strip().rstrip("*").rstrip().upper()


def parse_symbol(text: str, *, bare: bool = True) -> Symbol | None:
    """Reads a symbol in any of its spellings; None where the text is none.

    bare: whether forms without a prefix ("74/176") count. They are read as the General
    Assembly's, or as ECOSOC's or the Security Council's where they carry a year.
    """
    return None if len(text) > _LONGEST else _parsed(text, bare=bare)


@lru_cache(maxsize=65_536)
def _parsed(text: str, *, bare: bool) -> Symbol | None:
    cleaned = _clean(text)
    for form in forms():
        if form.bare and not bare:
            continue
        if match := form.pattern.fullmatch(cleaned):
            return _symbol(form, match)
    return None


def _symbol(form: _Form, match: re.Match[str]) -> Symbol:
    groups = {key: value or "" for key, value in match.groupdict().items()}
    number = int(groups["number"])
    letter = re.sub(r" ?(?:-|TO|AND) ?", "-", groups.get("letter", ""))
    revision = re.sub(r"[A-Z]+", lambda m: m[0].capitalize(), groups.get("revision", ""))
    text = form.canonical.format(
        session=groups.get("session", ""),
        number=number,
        letter=f" {letter}" if letter else "",
        committee=groups.get("committee", ""),
        revision=revision,
        series=groups.get("series", ""),
    )
    return Symbol(
        text=text,
        organ=form.organ,
        kind=form.kind,
        session=groups.get("session", ""),
        number=number,
        letter=letter or None,
        committee=groups.get("committee") or None,
        revision=revision,
    )


def find_other_symbol(text: str) -> Symbol | None:
    """Returns the first symbol of a body other than the four organs that a text states."""
    for form in forms():
        if form.organ not in ORGANS:
            match = re.search(rf"(?<![\w/.]){form.pattern.pattern}(?![\w/])", text, re.IGNORECASE)
            if match:
                return parse_symbol(match[0], bare=False)
    return None


def is_other_symbol(text: str) -> bool:
    """Tells whether a text is the symbol of a body other than the four organs."""
    parsed = parse_symbol(text, bare=False) if text[:1].isalnum() and len(text) < 40 else None
    return parsed is not None and parsed.organ not in ORGANS


def decision_symbol(organ: str | None, number: str | None) -> str | None:
    """Returns the symbol of a decision from the number before its title ("74/550", "27 (LVII)")."""
    prefix = {"GA": "A/DEC/", "ECOSOC": "E/DEC/", "HRC": "A/HRC/DEC/"}.get(organ or "")
    parsed = parse_symbol(f"{prefix}{number}", bare=False) if prefix and number else None
    return parsed.text if parsed else None


def symbol_key(text: str) -> str:
    """Returns the one key of a symbol in any spelling; other text upper-cased, spaces collapsed."""
    symbol = parse_symbol(text)
    return symbol.text if symbol else re.sub(r"\s+", " ", text).strip().upper()


def roman(numeral: str) -> int:
    """Returns the value of a roman numeral ("XV" is 15).

    Raises KeyError for anything else.
    """
    values = [_ROMAN[letter] for letter in numeral.upper()]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def sort_key(symbol: str) -> str:
    """Returns a string whose ascending order is the natural order of symbols.

    By organ, kind, sort of session (regular, special, emergency), session, number, part. Texts
    that are no symbol come last, with their numbers in numerical order.
    """
    parsed = parse_symbol(symbol)
    if parsed is None:
        return "9" + re.sub(r"\d+", lambda m: m[0].zfill(6), symbol.upper())
    group, _, session = parsed.session.rpartition("-")
    order = int(session) if session.isdigit() else roman(session)
    if parsed.organ == "SC" and parsed.kind == "resolution":
        order = 0  # numbered through since 1946
    organ = ORGANS.index(parsed.organ) if parsed.organ in ORGANS else f"4{parsed.organ} "
    return (
        f"{organ}{_KINDS.index(parsed.kind)}{parsed.committee or 0}"
        f"{('', 'S', 'ES').index(group)}{order:04}{parsed.number:06}"
        f"{parsed.letter or ''}{parsed.revision}"
    )
