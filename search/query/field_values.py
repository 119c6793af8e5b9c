"""Values of fields: what follows "verb:" as tokens (words, phrases, symbols, alternatives)."""

from __future__ import annotations

import re

from search.query.ast import Form
from search.query.scanner import CHUNK, QUOTE_RUN, QUOTES, Scanner
from search.query.tokens import (
    NAME,
    NEAR_IN_SMALL_LETTERS,
    NEAR_OPERATOR,
    OPERATORS,
    TEXT_NAMES,
    WORDING,
    Kind,
)
from search.translation.current import gettext

_SYMBOLIC = frozenset({"symbol", "cites"})
# "S/RES/1325 (2000)", "A/RES/217(III)": the brackets belong to the symbol.
_SYMBOL_REST = re.compile(r" ?\((?:[0-9]{4}|(?:E?S-)?[IVXLC]+)\)", re.IGNORECASE)
# "S/RES/1325 (2000)#op1", "75/291#op71(a)(i)~2": so do those in the id of a paragraph.
_PLACE_REST = re.compile(rf"{_SYMBOL_REST.pattern}#[^\s(){QUOTES}]+", re.IGNORECASE)
_LABELS_REST = re.compile(rf"(?:\([^\s(){QUOTES}]+\)[^\s(){QUOTES}]*)+")
_ALTERNATIVES = re.compile(r"\s+OR\s+|\s*[|,]\s*|\s+")
_QUOTED_VALUE = re.compile(rf"[{QUOTES}]([^{QUOTES}]+)[{QUOTES}]")
_VALUE_GROUP = re.compile(r"\(([^()]*)\)")


def read_field(scanner: Scanner, name: str, value: str, start: int) -> None:
    """Adds a field; `value` is what directly follows its colon, `start` the start of its name."""
    if not value and not scanner.text[scanner.at : scanner.at + 1].strip():
        if not _value_follows(scanner):
            scanner.notice(
                "empty-field",
                gettext("Nothing follows %(name)s:, so it was ignored.", name=name),
                start,
            )
            return
        message = gettext("The space after %(name)s: was ignored.", name=name)
        scanner.at = scanner.after_blank()
        scanner.notice("space-after-field", message, start)
    if not value and scanner.at_quote():
        phrase = scanner.phrase(starred=name not in TEXT_NAMES)
        if phrase is not None:
            scanner.add_field(name, phrase, Form.QUOTED, start)
        return
    if not value and (group := _VALUE_GROUP.match(scanner.text, scanner.at)):
        scanner.at = group.end()
        _value_group(scanner, name, group[1], start)
        return
    if "|" in value and name not in TEXT_NAMES:
        _value_group(scanner, name, value, start)
        return
    _bare_field(scanner, name, value, start)


def _value_group(scanner: Scanner, name: str, values: str, start: int) -> None:
    """Adds alternatives of one field: `verb:(urge OR request)`, `verb:urge|request`."""
    rest = _QUOTED_VALUE.sub(" ", values)
    found = [
        *((value, Form.QUOTED) for value in _QUOTED_VALUE.findall(values)),
        *((value, Form.BARE) for value in _ALTERNATIVES.split(rest) if value not in ("", "OR")),
    ]
    if not found:
        scanner.notice(
            "empty-field",
            gettext("Nothing follows %(name)s:, so it was ignored.", name=name),
            start,
        )
        return
    every = name in TEXT_NAMES and not re.search(r"\bOR\b|\|", values)
    scanner.add(Kind.OPEN, start)
    for number, (value, form) in enumerate(found):
        if number:
            scanner.add(Kind.AND if every else Kind.OR, start)
        scanner.add_field(name, value, form, start)
    scanner.add(Kind.CLOSE, start)


def _bare_field(scanner: Scanner, name: str, value: str, start: int) -> None:
    if not value and (chunk := CHUNK.match(scanner.text, scanner.at)):
        value = chunk[0]
        scanner.at = chunk.end()
    if name in _SYMBOLIC and value:
        value += scanner.take(_SYMBOL_REST)
    if name == WORDING and value:
        value += scanner.take(_PLACE_REST)
        value += scanner.take(_LABELS_REST) if "#" in value else ""
    form = Form.EXACT if value.startswith("=") else Form.BARE
    value = value.lstrip("=")
    if not value:
        message = gettext(
            "%(name)s: takes one value, so this was ignored. Repeat %(name)s: for each value.",
            name=name,
        )
        scanner.notice("empty-field", message, start)
        return
    scanner.add_field(name, value, form, start)


def _value_follows(scanner: Scanner) -> bool:
    at = scanner.after_blank()
    if QUOTE_RUN.match(scanner.text, at):
        return True
    chunk = CHUNK.match(scanner.text, at)
    return bool(
        chunk
        and chunk[0] not in OPERATORS
        and not NEAR_OPERATOR.fullmatch(chunk[0])
        and not NEAR_IN_SMALL_LETTERS.fullmatch(chunk[0])
        and chunk[0][0] not in "-="
        and not NAME.match(chunk[0])
    )
