"""Catalogues of translated messages, read from `data/` when a language is first used.

Only the readable catalogues (.po) are kept. Reading one takes about as long as a page, once in the
life of a process, and nothing compiled can be out of date.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from search.translation.languages import ENGLISH

SCRIPTS = "web/static/"
"""Where the messages of scripts are found."""


@cache
def read(code: str) -> Catalog:
    """Returns the catalogue of a language as it is kept, with where each message is used."""
    with resources.files("search.translation.data").joinpath(f"{code}.po").open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


@cache
def translations(code: str) -> NullTranslations:
    """Returns the messages of a language; those of English are themselves."""
    if code == ENGLISH.code:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read(code))
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def script_messages(code: str, below: str = SCRIPTS) -> Mapping[str, str | list[str]]:
    """Returns the messages that scripts in a folder use; those with a plural as their forms."""
    if code == ENGLISH.code:
        return {}
    return {
        one.id if isinstance(one.id, str) else one.id[0]: one.string
        if isinstance(one.string, str)
        else list(one.string or ())
        for one in read(code)
        if one.id and any(place.startswith(below) for place, _ in one.locations)
    }
