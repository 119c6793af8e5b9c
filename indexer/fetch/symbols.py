"""Documents of the UN's document system by their symbols: addresses, formats and names of files.

All of it is data (`data/documents.toml`), with examples.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from indexer.fetch.collections import languages
from indexer.fetch.folder import name_of
from indexer.fetch.origins import Origin
from indexer.parsing.knowledge.symbol_spellings import ANY
from indexer.parsing.knowledge.symbol_spellings import name_of as named

NAME = "documents"
"""Name of the folder of these documents, and of their part of the report."""

_OTHER = re.compile(r"[A-Z][A-Z0-9.]*(?:/[A-Za-z0-9.()-]+){1,8}")
"""Symbols of documents that are no resolutions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A document that is asked for; language: its code; form: a format of the table."""

    symbol: str
    language: str
    form: str

    @property
    def key(self) -> str:
        """Its key in the record."""
        return f"{self.symbol} {self.language} {self.form}"


@lru_cache
def knowledge() -> Mapping[str, Any]:
    """Returns `data/documents.toml`."""
    path = files("indexer.fetch.data").joinpath("documents.toml")
    return tomllib.loads(path.read_text("utf-8"))


@lru_cache
def formats() -> Mapping[str, Mapping[str, Any]]:
    """Returns the formats by name."""
    return {row["name"]: row for row in knowledge()["format"]}


def read_symbol(text: str) -> str | None:
    """Returns the symbol of a document as its address has it, None if a text names no document."""
    found = named(text)
    symbol = found.symbols[0] if found and found.symbols else None
    if symbol is None and _OTHER.fullmatch(text.strip()):
        symbol = text.strip()
    return None if symbol is None or symbol.endswith(ANY) else symbol


def addresses(asked: Asked, origin: Origin) -> tuple[str, ...]:
    """Returns the addresses of a document in the order in which they are tried."""
    symbol = quote(asked.symbol.replace(" ", ""), safe="/")
    if origin.server is not None:
        return (f"{origin.server}/{asked.language}/{symbol}",)
    return tuple(
        address.format(symbol=symbol, language=asked.language)
        for address in formats()[asked.form]["addresses"]
    )


def place_of(asked: Asked, kind: str) -> str:
    """Returns the path of a document of a kind, below the folder."""
    return f"{NAME}/{languages()[asked.language].name}/{name_of(asked.symbol)}.{kind}"
