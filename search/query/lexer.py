"""Lexer: query text to tokens with spans, in one pass; no input is an error.

Notices say what was assumed. Words are not analysed here: a token keeps its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto

from indexer.schema import KEYWORD_BY_NAME
from search.query.ast import Form, Gap, Span
from search.query.wildcards import has_wildcard, without_question_mark
from search.results import Notice

TEXT_NAMES = ("title", "heading", "footnote")
"""Fields that are searched for words, as the text is."""
WORDING = "wording"
"""The field that takes a paragraph, and finds those worded like it."""
FIELDS = (*KEYWORD_BY_NAME, *TEXT_NAMES, WORDING)
"""The names that can stand before a colon."""
DEFAULT_DISTANCE = 10
"""Words, where NEAR or PRE has no number."""
MAX_DISTANCE = 1_000

_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02'
_BLANK = re.compile(r"\s+")
_QUOTE_RUN = re.compile(rf"[{_QUOTES}]+")
_CHUNK = re.compile(rf"[^\s(){_QUOTES}]+")
_NAME = re.compile(r"([^\W\d_]+):")
_HYPHENS = re.compile(r"-+")
_SYMBOLIC = frozenset({"symbol", "cites"})
# "S/RES/1325 (2000)", "A/RES/217(III)": the brackets belong to the symbol.
_SYMBOL_REST = re.compile(r" ?\((?:[0-9]{4}|(?:E?S-)?[IVXLC]+)\)", re.IGNORECASE)
# "S/RES/1325 (2000)#op1", "75/291#op71(a)(i)~2": so do those in the id of a paragraph.
_PLACE_REST = re.compile(rf"{_SYMBOL_REST.pattern}#[^\s(){_QUOTES}]+", re.IGNORECASE)
_LABELS_REST = re.compile(rf"(?:\([^\s(){_QUOTES}]+\)[^\s(){_QUOTES}]*)+")
_PROXIMITY = re.compile(r"(NEAR|PRE)(?:/([0-9]*))?")
_IN_SMALL_LETTERS = re.compile(r"(near|pre)/([0-9]+)", re.IGNORECASE)
# What other engines write: "women w/5 peace", "/5", "NEAR5", "N5", "ADJ3", "NEAR:5" (either order),
# "W5", "PRE5" (in order); "/s", "/p" (same sentence, same paragraph).
_ELSEWHERE_NEAR = re.compile(r"(?:[wW]/|/|NEAR:?|ADJ|N)(?P<near>[0-9]+)|(?:W|PRE)(?P<pre>[0-9]+)")
_SAME_PART = re.compile(r"[wW]?/[sSpP]")
_WITHIN = re.compile(r"~([0-9]+)")
_WEIGHT = re.compile(r"(?P<word>[^\W\d_][\w’'-]*)(?P<sign>[~^])[0-9.]*")
_SINGLE_QUOTED = re.compile(r"['‘](\w[^'‘’]*\s[^'‘’]*\w)['’](?=[\s)]|$)")
_ALTERNATIVES = re.compile(r"\s+OR\s+|\s*[|,]\s*|\s+")
_QUOTED_VALUE = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]")
_VALUE_GROUP = re.compile(r"\(([^()]*)\)")
_WILDCARD_IN_PHRASE = re.compile(r"\*|\w\?\w")


class Kind(Enum):
    """The kinds of tokens."""

    WORDS = auto()
    EXACT = auto()
    QUOTED = auto()
    PATTERN = auto()
    FIELD = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    OPEN = auto()
    CLOSE = auto()


_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its span; `name` and `form` are set for fields, `gap` for NEAR."""

    kind: Kind
    span: Span
    text: str = ""
    name: str = ""
    form: Form = Form.BARE
    gap: Gap | None = None

    @property
    def shown(self) -> str:
        """The operator as it is written."""
        return self.text or self.kind.name


class Lexer:
    """A lexer of one text; the results are in `tokens` and `notices`."""

    def __init__(self, text: str) -> None:
        self.tokens: list[Token] = []
        self.notices: list[Notice] = []
        self._text = text
        self._at = 0
        while self._at < len(text):
            self._step()

    def _step(self) -> None:
        text, at = self._text, self._at
        if blank := _BLANK.match(text, at):
            self._at = blank.end()
        elif text[at] in "()":
            self._at += 1
            self._add(Kind.OPEN if text[at] == "(" else Kind.CLOSE, at)
        elif _QUOTE_RUN.match(text, at):
            if (phrase := self._phrase()) is not None:
                self._quoted(phrase, at)
        elif (single := _SINGLE_QUOTED.match(text, at)) and self._begins_word(at):
            self._at = single.end()
            self._add(Kind.QUOTED, at, single[1])
        else:
            self._chunk()

    def _begins_word(self, at: int) -> bool:
        return not at or self._text[at - 1].isspace() or self._text[at - 1] == "("

    def _quoted(self, phrase: str, start: int) -> None:
        """Adds a phrase; "~5" after it allows its words in any order, up to five words apart."""
        within = _WITHIN.match(self._text, self._at)
        if within is None:
            self._add(Kind.QUOTED, start, phrase)
            return
        self._at = within.end()
        words = phrase.split()
        if len(words) < 2:
            self._add(Kind.QUOTED, start, phrase)
            return
        self._add(Kind.OPEN, start)
        for number, word in enumerate(words):
            if number:
                self._near("NEAR", within[1], start)
            self._add(Kind.WORDS, start, word)
        self._add(Kind.CLOSE, start)

    def _add(self, kind: Kind, start: int, text: str = "") -> None:
        self.tokens.append(Token(kind, (start, self._at), text))

    def _notice(self, code: str, message: str, start: int) -> None:
        self.notices.append(Notice(code=code, message=message, span=(start, self._at)))

    def _phrase(self, *, starred: bool = False) -> str | None:
        """Returns the phrase after an opening quotation mark; None if it is empty.

        starred: whether a * in it is a wildcard.
        """
        start = self._at
        run = _QUOTE_RUN.match(self._text, start)
        opening = run.end() - start if run else 0
        self._at = start + opening
        following = self._text[self._at : self._at + 1]
        if opening % 2 == 0 and (not following or following.isspace() or following in "()"):
            self._notice("empty-phrase", "Empty quotation marks were ignored.", start)
            return None
        close = _QUOTE_RUN.search(self._text, self._at)
        phrase = self._text[self._at : close.start() if close else len(self._text)]
        self._at = min(close.end(), close.start() + opening) if close else len(self._text)
        return self._checked_phrase(phrase, start, closed=close is not None, starred=starred)

    def _checked_phrase(
        self, phrase: str, start: int, *, closed: bool, starred: bool
    ) -> str | None:
        if not phrase.strip():
            code = "empty-phrase" if closed else "lone-quote"
            self._notice(code, "Empty quotation marks were ignored.", start)
            return None
        if not closed:
            message = (
                "A closing quotation mark is missing: "
                f"searched for the exact words “{phrase.strip()}”."
            )
            self._notice("lone-quote", message, start)
        if not starred and (wildcard := _WILDCARD_IN_PHRASE.search(phrase)):
            sign = wildcard[0].strip("*")[1:2] or "*"
            message = f"{sign} was ignored: words in quotation marks are matched exactly."
            self._notice("wildcard", message, start)
        return phrase

    def _chunk(self) -> None:
        start = self._at
        if hyphens := _HYPHENS.match(self._text, start):
            if self._is_minus(hyphens):
                self._at += 1
                self._add(Kind.NOT, start)
                return
            if start and not self._text[start - 1].isspace():
                self._at = hyphens.end()  # as in "…"-based: no word begins with it
                return
        if self._text[start] == "!" and self._is_exclamation(start):
            self._at += 1
            self._add(Kind.NOT, start)
            return
        chunk = _CHUNK.match(self._text, start)
        assert chunk is not None  # noqa: S101 - _step leaves only such characters
        self._at = chunk.end()
        self._word(chunk[0], start)

    def _is_minus(self, hyphens: re.Match[str]) -> bool:
        start, end = hyphens.span()
        before = self._text[start - 1] if start else ""
        after = self._text[end : end + 1]
        alone = len(hyphens[0]) == 1
        return (
            alone
            and bool(after)
            and not after.isspace()
            and (not before or before.isspace() or before == "(")
        )

    def _is_exclamation(self, start: int) -> bool:
        after = self._text[start + 1 : start + 2]
        return self._begins_word(start) and (after.isalnum() or after == "(" or after in _QUOTES)

    def _word(self, chunk: str, start: int) -> None:
        name = _NAME.match(chunk)
        if chunk in _OPERATORS:
            self._add(_OPERATORS[chunk], start)
        elif near := _PROXIMITY.fullmatch(chunk) or _IN_SMALL_LETTERS.fullmatch(chunk):
            self._near(near[1].upper(), near[2], start)
        elif self.tokens and (other := _ELSEWHERE_NEAR.fullmatch(chunk)):
            self._near("NEAR" if other["near"] else "PRE", other["near"] or other["pre"], start)
        elif self.tokens and _SAME_PART.fullmatch(chunk):
            message = (
                f"“{chunk}” was read as AND: every result is a single paragraph. "
                "To find words close together, write NEAR/10."
            )
            self._notice("other-syntax", message, start)
        elif weighed := _WEIGHT.fullmatch(chunk):
            self._weighed(weighed["word"], weighed["sign"], start)
        elif name and name[1].lower() in FIELDS:
            self._field(name[1].lower(), chunk[name.end() :], start)
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
            message = (
                f"{name} without a number was read as {shown}. "
                f"To search for the word, write {word}."
            )
            self._notice("near-distance", message, start)
        elif wanted != distance:
            message = f"{name}/{number[:6]} was read as {shown}. Use 1 to {MAX_DISTANCE:,} words."
            self._notice("near-distance", message, start)
        gap = Gap(distance, ordered=name == "PRE")
        self.tokens.append(Token(Kind.NEAR, (start, self._at), shown, gap=gap))

    def _weighed(self, word: str, sign: str, start: int) -> None:
        if sign == "^":
            message = f"“^” was ignored: “{word}” counts as much as the other words."
        else:
            message = f"“~” was ignored. To find words like “{word}”, write {word[:-1]}*."
        self._notice("other-syntax", message, start)
        self._plain(word, start)

    def _exact(self, text: str, start: int) -> None:
        if text:
            self._pattern_or(Kind.EXACT, text, start)
        elif not _QUOTE_RUN.match(self._text, self._at):
            self._notice("empty-exact", "Nothing follows the = sign, so it was ignored.", start)

    def _plain(self, chunk: str, start: int) -> None:
        if chunk.lower() in ("or", "not"):
            message = (
                f"“{chunk}” was searched for as a word. For the operator, write {chunk.upper()}."
            )
            self._notice("lower-case-operator", message, start)
        elif (name := _NAME.match(chunk)) and not chunk.startswith("//", name.end()):
            self._unknown_field(name[1], chunk[name.end() :], start)
        self._pattern_or(Kind.WORDS, chunk, start)

    def _unknown_field(self, name: str, value: str, start: int) -> None:
        if not value and not _QUOTE_RUN.match(self._text, self._at):
            return  # "States:" at the end of a pasted clause
        near = get_close_matches(name.lower(), FIELDS, n=1)
        hint = f"Did you mean {near[0]}:?" if near else f"Fields are {', '.join(sorted(FIELDS))}."
        message = f"There is no field “{name}”, so it was searched for as words. {hint}"
        self._notice("unknown-field", message, start)

    def _pattern_or(self, kind: Kind, text: str, start: int) -> None:
        if has_wildcard(text):
            kind, text = Kind.PATTERN, without_question_mark(text)
        self._add(kind, start, text)

    def _field(self, name: str, value: str, start: int) -> None:
        if not value and not self._text[self._at : self._at + 1].strip():
            if not self._value_follows():
                self._notice("empty-field", f"Nothing follows {name}:, so it was ignored.", start)
                return
            message = f"The space after {name}: was ignored."
            self._at = self._skip_blank()
            self._notice("space-after-field", message, start)
        if not value and _QUOTE_RUN.match(self._text, self._at):
            phrase = self._phrase(starred=name not in TEXT_NAMES)
            if phrase is not None:
                self._add_field(name, phrase, Form.QUOTED, start)
            return
        if not value and (group := _VALUE_GROUP.match(self._text, self._at)):
            self._at = group.end()
            self._value_group(name, group[1], start)
            return
        if "|" in value and name not in TEXT_NAMES:
            self._value_group(name, value, start)
            return
        self._bare_field(name, value, start)

    def _value_group(self, name: str, values: str, start: int) -> None:
        """Adds alternatives of one field: `verb:(urge OR request)`, `verb:urge|request`."""
        rest = _QUOTED_VALUE.sub(" ", values)
        found = [
            *((value, Form.QUOTED) for value in _QUOTED_VALUE.findall(values)),
            *((value, Form.BARE) for value in _ALTERNATIVES.split(rest) if value not in ("", "OR")),
        ]
        if not found:
            self._notice("empty-field", f"Nothing follows {name}:, so it was ignored.", start)
            return
        every = name in TEXT_NAMES and not re.search(r"\bOR\b|\|", values)
        self._add(Kind.OPEN, start)
        for number, (value, form) in enumerate(found):
            if number:
                self._add(Kind.AND if every else Kind.OR, start)
            self._add_field(name, value, form, start)
        self._add(Kind.CLOSE, start)

    def _bare_field(self, name: str, value: str, start: int) -> None:
        if not value and (chunk := _CHUNK.match(self._text, self._at)):
            value = chunk[0]
            self._at = chunk.end()
        if name in _SYMBOLIC and value:
            value += self._more(_SYMBOL_REST)
        if name == WORDING and value:
            value += self._more(_PLACE_REST)
            value += self._more(_LABELS_REST) if "#" in value else ""
        form = Form.EXACT if value.startswith("=") else Form.BARE
        value = value.lstrip("=")
        if not value:
            message = (
                f"{name}: takes one value, so this was ignored. Repeat {name}: for each value."
            )
            self._notice("empty-field", message, start)
            return
        self._add_field(name, value, form, start)

    def _more(self, what: re.Pattern[str]) -> str:
        """Returns the text that matches at the current position and moves past it."""
        found = what.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found[0] if found else ""

    def _add_field(self, name: str, value: str, form: Form, start: int) -> None:
        self.tokens.append(Token(Kind.FIELD, (start, self._at), value, name, form))

    def _skip_blank(self) -> int:
        blank = _BLANK.match(self._text, self._at)
        return blank.end() if blank else self._at

    def _value_follows(self) -> bool:
        at = self._skip_blank()
        if _QUOTE_RUN.match(self._text, at):
            return True
        chunk = _CHUNK.match(self._text, at)
        return bool(
            chunk
            and chunk[0] not in _OPERATORS
            and not _PROXIMITY.fullmatch(chunk[0])
            and not _IN_SMALL_LETTERS.fullmatch(chunk[0])
            and chunk[0][0] not in "-="
            and not _NAME.match(chunk[0])
        )
