"""The current language, and messages in it.

A message is its English sentence, with named placeholders: `gettext("Page %(number)s", number=2)`.
It is set for a request, or for a `with` statement, and is English elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from search.translation.languages import ENGLISH, LANGUAGES, Language

_CURRENT: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def current() -> Language:
    """Returns the current language."""
    return _CURRENT.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Makes a language the current one within a `with` statement."""
    token = _CURRENT.set(LANGUAGES[code])
    try:
        yield
    finally:
        _CURRENT.reset(token)


def switch(language: Language) -> None:
    """Makes a language the current one of this context."""
    _CURRENT.set(language)


def message(text: str) -> str:
    """Returns a message with its placeholders; used by templates, which fill them themselves."""
    language = _CURRENT.get()
    if language is ENGLISH or not text:  # catalogues keep their own description under ""
        return text
    from search.translation.catalogues import translations

    return translations(language.code).gettext(text)


def plural_message(singular: str, plural: str, number: int) -> str:
    """Returns the form of a message for a number, with its placeholders."""
    language = _CURRENT.get()
    if language is ENGLISH:
        return singular if number == 1 else plural
    from search.translation.catalogues import translations

    return translations(language.code).ngettext(singular, plural, number)


def message_in(context: str, text: str) -> str:
    """Returns a message that says something else in other contexts."""
    language = _CURRENT.get()
    if language is ENGLISH:
        return text
    from search.translation.catalogues import translations

    return translations(language.code).pgettext(context, text)


def gettext(text: str, /, **values: object) -> str:
    """Returns a message in the current language, its placeholders filled."""
    return message(text) % values


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Returns the form of a message for a number; `%(number)s` is the number for people."""
    from search.translation.numbers import number as shown

    return plural_message(singular, plural, number) % {"number": shown(number), **values}


def pgettext(context: str, text: str, /, **values: object) -> str:
    """Returns a message in one of its meanings, its placeholders filled."""
    return message_in(context, text) % values


def later_plural(singular: str, plural: str) -> tuple[str, str]:
    """Marks a message of a table that has a plural."""
    return singular, plural


def later(text: str) -> str:
    """Marks a message of a table, which is translated where it is shown."""
    return text
