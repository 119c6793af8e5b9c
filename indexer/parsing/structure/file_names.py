"""File names as a weak hint to the symbols of documents, used last and with an issue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from indexer.model import DocumentType, Issue
from indexer.parsing.knowledge.symbols import Symbol, parse_symbol, roman
from indexer.parsing.outline.segments import Outline


def named_symbol(name: str) -> Symbol | None:
    """Returns the symbol that a file's name spells ("A_RES_40_33.txt"), if any."""
    stem = re.sub(r"_(?=\()", "", PurePosixPath(name).stem)
    return parse_symbol(stem, bare=False)


def with_name(
    outlines: Sequence[Outline], name: str, sessions: frozenset[str] = frozenset()
) -> list[Outline]:
    """Gives outlines their symbol from the file's name where the text has none or misprints it.

    Only one document can be the one that the file is named for. sessions: those that the running
    titles of the file name ("22").
    """
    named = named_symbol(name)
    result = list(outlines)
    if named is None or any(_same(outline, named) for outline in outlines):
        return result
    fitting = [i for i, o in enumerate(outlines) if o.masthead.organ in (named.organ, None)]
    misread = [i for i in fitting if _is_misread(outlines[i], outlines, named, sessions)]
    nameless = [i for i in fitting if not outlines[i].masthead.symbol]
    for index in [*misread, *(nameless if len(nameless) == 1 else [])][:1]:
        result[index] = with_symbol(outlines[index], named)
    return result


def _same(outline: Outline, named: Symbol) -> bool:
    own = parse_symbol(outline.masthead.symbol)
    return own is not None and (own.organ, own.session, own.number) == (
        named.organ,
        named.session,
        named.number,
    )


def _is_misread(
    outline: Outline, outlines: Sequence[Outline], named: Symbol, sessions: frozenset[str]
) -> bool:
    """Tells a session that was misread: the number is the name's, and others bear its session."""
    own = parse_symbol(outline.masthead.symbol)
    if own is None or (own.organ, own.number) != (named.organ, named.number):
        return False
    beside = {
        parsed.session
        for other in outlines
        if other is not outline and (parsed := parse_symbol(other.masthead.symbol))
    }
    return named.session in beside or _session_number(named) in sessions


def _session_number(symbol: Symbol) -> str | None:
    return str(roman(symbol.session)) if re.fullmatch(r"[IVXLC]+", symbol.session) else None


def with_symbol(outline: Outline, named: Symbol) -> Outline:
    """Gives an outline the symbol of its file's name, with an issue that says so."""
    stated = outline.masthead.symbol
    masthead = replace(
        outline.masthead,
        symbol=named.text,
        symbol_inferred=True,
        organ=named.organ,
        session=None if named.organ == "SC" else named.session,
        document_type=DocumentType(named.kind),
    )
    message = (
        f"The text prints the symbol {stated}; the file's name, {named.text}, fits its session."
        if stated
        else f"The text states no symbol; {named.text} is taken from the file's name."
    )
    issue = Issue(code="symbol-from-file-name", message=message)
    return replace(outline, masthead=masthead, issues=(*outline.issues, issue))
