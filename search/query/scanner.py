"""Scanner: the position in a query's text, with the tokens and notices found so far."""

from __future__ import annotations

import re

from search.query.ast import Form, Gap
from search.query.tokens import Kind, Token
from search.results import Notice
from search.translation.current import gettext

QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02'
QUOTE_RUN = re.compile(rf"[{QUOTES}]+")
CHUNK = re.compile(rf"[^\s(){QUOTES}]+")
BLANK = re.compile(r"\s+")
_WILDCARD_IN_PHRASE = re.compile(r"\*|\w\?\w")


class Scanner:
    """A position in a text that moves forward; tokens and notices end at it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.tokens: list[Token] = []
        self.notices: list[Notice] = []

    def add(self, kind: Kind, start: int, text: str = "", gap: Gap | None = None) -> None:
        """Adds a token from `start` to the position."""
        self.tokens.append(Token(kind, (start, self.at), text, gap=gap))

    def add_field(self, name: str, value: str, form: Form, start: int) -> None:
        """Adds a field with its value."""
        self.tokens.append(Token(Kind.FIELD, (start, self.at), value, name, form))

    def notice(self, code: str, message: str, start: int) -> None:
        """Adds a notice on the text from `start` to the position."""
        self.notices.append(Notice(code=code, message=message, span=(start, self.at)))

    def take(self, what: re.Pattern[str]) -> str:
        """Returns the text that matches at the position and moves past it; may be empty."""
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def after_blank(self) -> int:
        """Returns the position behind any spaces."""
        blank = BLANK.match(self.text, self.at)
        return blank.end() if blank else self.at

    def at_quote(self) -> bool:
        """Returns whether a quotation mark is next."""
        return QUOTE_RUN.match(self.text, self.at) is not None

    def begins_word(self, at: int) -> bool:
        """Returns whether nothing but a space or bracket is before an offset."""
        return not at or self.text[at - 1].isspace() or self.text[at - 1] == "("

    def phrase(self, *, starred: bool = False) -> str | None:
        """Returns the phrase after an opening quotation mark; None if it is empty.

        starred: whether a * in it is a wildcard.
        """
        start = self.at
        run = QUOTE_RUN.match(self.text, start)
        opening = run.end() - start if run else 0
        self.at = start + opening
        following = self.text[self.at : self.at + 1]
        if opening % 2 == 0 and (not following or following.isspace() or following in "()"):
            self.notice("empty-phrase", gettext("Empty quotation marks were ignored."), start)
            return None
        close = QUOTE_RUN.search(self.text, self.at)
        phrase = self.text[self.at : close.start() if close else len(self.text)]
        self.at = min(close.end(), close.start() + opening) if close else len(self.text)
        return self._checked_phrase(phrase, start, closed=close is not None, starred=starred)

    def _checked_phrase(
        self, phrase: str, start: int, *, closed: bool, starred: bool
    ) -> str | None:
        if not phrase.strip():
            code = "empty-phrase" if closed else "lone-quote"
            self.notice(code, gettext("Empty quotation marks were ignored."), start)
            return None
        if not closed:
            message = gettext(
                "A closing quotation mark is missing: searched for the exact words “%(text)s”.",
                text=phrase.strip(),
            )
            self.notice("lone-quote", message, start)
        if not starred and (wildcard := _WILDCARD_IN_PHRASE.search(phrase)):
            sign = wildcard[0].strip("*")[1:2] or "*"
            message = gettext(
                "%(sign)s was ignored: words in quotation marks are matched exactly.", sign=sign
            )
            self.notice("wildcard", message, start)
        return phrase
