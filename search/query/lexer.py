"""Lexer: query text to tokens with spans, in one pass; no input is an error.

Notices say what was assumed. Words are not analysed here: a token keeps its text.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from search.query.ast import Gap
from search.query.field_values import read_field
from search.query.scanner import BLANK, CHUNK, QUOTE_RUN, QUOTES, Scanner
from search.query.tokens import (
    FIELDS,
    NAME,
    NEAR_IN_SMALL_LETTERS,
    NEAR_OPERATOR,
    OPERATORS,
    Kind,
)
from search.query.wildcards import has_wildcard, without_question_mark
from search.translation.current import gettext
from search.translation.numbers import number as shown_number

DEFAULT_DISTANCE = 10
"""Distance in words of a NEAR or PRE without a number."""
MAX_DISTANCE = 1_000

_HYPHENS = re.compile(r"-+")
# What other engines write: "women w/5 peace", "/5", "NEAR5", "N5", "ADJ3", "NEAR:5" (either order),
# "W5", "PRE5" (in order); "/s", "/p" (same sentence, same paragraph).
_ELSEWHERE_NEAR = re.compile(r"(?:[wW]/|/|NEAR:?|ADJ|N)(?P<near>[0-9]+)|(?:W|PRE)(?P<pre>[0-9]+)")
_SAME_PART = re.compile(r"[wW]?/[sSpP]")
_WITHIN = re.compile(r"~([0-9]+)")
_WEIGHT = re.compile(r"(?P<word>[^\W\d_][\w’'-]*)(?P<sign>[~^])[0-9.]*")
_SINGLE_QUOTED = re.compile(r"['‘](\w[^'‘’]*\s[^'‘’]*\w)['’](?=[\s)]|$)")


class Lexer(Scanner):
    """A lexer of one text; the results are in `tokens` and `notices`."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        while self.at < len(text):
            self._step()

    def _step(self) -> None:
        text, at = self.text, self.at
        if blank := BLANK.match(text, at):
            self.at = blank.end()
        elif text[at] in "()":
            self.at += 1
            self.add(Kind.OPEN if text[at] == "(" else Kind.CLOSE, at)
        elif QUOTE_RUN.match(text, at):
            if (phrase := self.phrase()) is not None:
                self._quoted(phrase, at)
        elif (single := _SINGLE_QUOTED.match(text, at)) and self.begins_word(at):
            self.at = single.end()
            self.add(Kind.QUOTED, at, single[1])
        else:
            self._chunk()

    def _quoted(self, phrase: str, start: int) -> None:
        """Adds a phrase; "~5" after it allows its words in any order, up to five words apart."""
        within = _WITHIN.match(self.text, self.at)
        if within is None:
            self.add(Kind.QUOTED, start, phrase)
            return
        self.at = within.end()
        words = phrase.split()
        if len(words) < 2:
            self.add(Kind.QUOTED, start, phrase)
            return
        self.add(Kind.OPEN, start)
        for number, word in enumerate(words):
            if number:
                self._near("NEAR", within[1], start)
            self.add(Kind.WORDS, start, word)
        self.add(Kind.CLOSE, start)

    def _chunk(self) -> None:
        start = self.at
        if hyphens := _HYPHENS.match(self.text, start):
            if self._is_minus(hyphens):
                self.at += 1
                self.add(Kind.NOT, start)
                return
            if start and not self.text[start - 1].isspace():
                self.at = hyphens.end()  # as in "…"-based: no word begins with it
                return
        if self.text[start] == "!" and self._is_exclamation(start):
            self.at += 1
            self.add(Kind.NOT, start)
            return
        chunk = CHUNK.match(self.text, start)
        assert chunk is not None  # noqa: S101 - _step leaves only such characters
        self.at = chunk.end()
        self._word(chunk[0], start)

    def _is_minus(self, hyphens: re.Match[str]) -> bool:
        start, end = hyphens.span()
        before = self.text[start - 1] if start else ""
        after = self.text[end : end + 1]
        alone = len(hyphens[0]) == 1
        return (
            alone
            and bool(after)
            and not after.isspace()
            and (not before or before.isspace() or before == "(")
        )

    def _is_exclamation(self, start: int) -> bool:
        after = self.text[start + 1 : start + 2]
        return self.begins_word(start) and (after.isalnum() or after == "(" or after in QUOTES)

    def _word(self, chunk: str, start: int) -> None:
        name = NAME.match(chunk)
        if chunk in OPERATORS:
            self.add(OPERATORS[chunk], start)
        elif near := NEAR_OPERATOR.fullmatch(chunk) or NEAR_IN_SMALL_LETTERS.fullmatch(chunk):
            self._near(near[1].upper(), near[2], start)
        elif self.tokens and (other := _ELSEWHERE_NEAR.fullmatch(chunk)):
            self._near("NEAR" if other["near"] else "PRE", other["near"] or other["pre"], start)
        elif self.tokens and _SAME_PART.fullmatch(chunk):
            message = gettext(
                "“%(chunk)s” was read as AND: every result is a single paragraph. To find words "
                "close together, write NEAR/10.",
                chunk=chunk,
            )
            self.notice("other-syntax", message, start)
        elif weighed := _WEIGHT.fullmatch(chunk):
            self._weighed(weighed["word"], weighed["sign"], start)
        elif name and name[1].lower() in FIELDS:
            read_field(self, name[1].lower(), chunk[name.end() :], start)
        elif chunk.startswith("="):
            self._exact(chunk.lstrip("="), start)
        else:
            self._plain(chunk, start)

    def _near(self, name: str, number: str | None, start: int) -> None:
        wanted = int(number[:6]) if number else DEFAULT_DISTANCE
        distance = min(max(wanted, 1), MAX_DISTANCE)
        shown = f"{name}/{distance}"
        if not number:
            word = name.lower()
            message = gettext(
                "%(name)s without a number was read as %(shown)s. To search for the word, write "
                "%(word)s.",
                name=name,
                shown=shown,
                word=word,
            )
            self.notice("near-distance", message, start)
        elif wanted != distance:
            message = gettext(
                "%(name)s/%(number)s was read as %(shown)s. Use 1 to %(most)s words.",
                name=name,
                number=number[:6],
                shown=shown,
                most=shown_number(MAX_DISTANCE),
            )
            self.notice("near-distance", message, start)
        gap = Gap(distance, ordered=name == "PRE")
        self.add(Kind.NEAR, start, shown, gap)

    def _weighed(self, word: str, sign: str, start: int) -> None:
        if sign == "^":
            message = gettext(
                "“^” was ignored: “%(word)s” counts as much as the other words.", word=word
            )
        else:
            message = gettext(
                "“~” was ignored. To find words like “%(word)s”, write %(start)s*.",
                word=word,
                start=word[:-1],
            )
        self.notice("other-syntax", message, start)
        self._plain(word, start)

    def _exact(self, text: str, start: int) -> None:
        if text:
            self._pattern_or(Kind.EXACT, text, start)
        elif not self.at_quote():
            self.notice(
                "empty-exact", gettext("Nothing follows the = sign, so it was ignored."), start
            )

    def _plain(self, chunk: str, start: int) -> None:
        if chunk.lower() in ("or", "not"):
            message = gettext(
                "“%(chunk)s” was searched for as a word. For the operator, write %(upper)s.",
                chunk=chunk,
                upper=chunk.upper(),
            )
            self.notice("lower-case-operator", message, start)
        elif (name := NAME.match(chunk)) and not chunk.startswith("//", name.end()):
            self._unknown_field(name[1], chunk[name.end() :], start)
        self._pattern_or(Kind.WORDS, chunk, start)

    def _unknown_field(self, name: str, value: str, start: int) -> None:
        if not value and not self.at_quote():
            return  # "States:" at the end of a pasted clause
        near = get_close_matches(name.lower(), FIELDS, n=1)
        hint = gettext("Fields are %(names)s.", names=", ".join(sorted(FIELDS)))
        if near:
            hint = gettext("Did you mean %(names)s?", names=f"{near[0]}:")
        message = gettext(
            "There is no field “%(name)s”, so it was searched for as words. %(hint)s",
            name=name,
            hint=hint,
        )
        self.notice("unknown-field", message, start)

    def _pattern_or(self, kind: Kind, text: str, start: int) -> None:
        if has_wildcard(text):
            kind, text = Kind.PATTERN, without_question_mark(text)
        self.add(kind, start, text)
