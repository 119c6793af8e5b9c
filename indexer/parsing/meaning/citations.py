"""The works that a text names in a language other than English, resolved to symbols.

What tells a resolution in English tells it here: the organ's name beside the word, the form of the
number, its date, the document's own organ. But the name may stand behind the number (French,
Spanish, Russian), between word and number (Arabic) or before both (Chinese, which has the word
itself behind the number). The words are data (`data/languages/*.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from indexer.model import Masthead
from indexer.parsing.knowledge.languages.mastheads import find_date
from indexer.parsing.knowledge.languages.numerals import roman_numeral
from indexer.parsing.knowledge.languages.tables import folded, organs, table
from indexer.parsing.knowledge.symbols import symbol_key
from indexer.parsing.meaning.references import (
    Whose,
    document_key,
    resolve_roman,
    resolve_slashed,
    with_same_works,
)

_ALONE = r"(?<![A-Za-z0-9/.\-])"  # not inside of a symbol; other scripts may touch it
_ENDS = r"(?![/\d%])"
_NEAR = 70  # characters between a number and the organ or date that belongs to it
_ORGAN_BEHIND = 45
_LAST_DATE = 40  # characters before a number in Chinese: "2017年12月24日题为…的第"
_STOP = re.compile(r"[;؛；。]")
_QUOTED = re.compile("«[^»]*»|“[^”“]*”|”[^“”]*“|„[^“]*“|《[^》]*》")
_DIGIT = re.compile(r"\d")
_LISTED = re.compile(r"号?(?:决议)?[、和及以与第\s]*")  # between numbers of a Chinese list
_CLAUSE = re.compile(r"[;؛；。,،，]")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that may be a resolution's, with where it stands and the kind of its form."""

    form: str
    mention: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """What is compiled of the table of a language.

    others: names of other bodies, and of a council that was named before.
    before: whether organs stand before numbers. behind: whether the word stands behind them.
    """

    head: re.Pattern[str]
    number: re.Pattern[str]
    own: re.Pattern[str]
    others: Sequence[tuple[str, re.Pattern[str]]]
    same_work: re.Pattern[str]
    letters: Mapping[str, str]
    special: Mapping[str, str]
    before: bool
    behind: bool


@lru_cache
def _words(code: str) -> _Words:
    data: Mapping[str, Any] = table(code)["citations"]
    parts: Mapping[str, str] = table(code)["marks"].get("parts", {})
    letter = "|".join(parts) if parts else "[A-ZАВС]"
    to = "|".join(data["to"])
    letters = rf"(?:\s?(?:{letter})(?:\s?(?:{to}|-|–)\s?(?:{letter})(?![\w.]))?(?![\w’'-]))?"
    if code == "zh":  # where no blank ends a letter
        letters = rf"(?:\s?[A-Z](?:\s?(?:{to}|-|–)\s?[A-Z])?(?![A-Za-z]))?"
    special = "|".join(re.escape(prefix) for prefix in sorted(data["special"], key=len)[::-1])
    sessions = r"(?:E?S-)?[IVXLC]+|د ?إ?-? ?\d{1,2}"
    number = re.compile(
        rf"(?P<document>{_ALONE}(?:[A-Z][A-Z0-9]*(?:\.\d+)?/)+(?:[A-Za-z0-9.\-]+/)*[A-Za-z0-9.\-]*"
        r"\d[A-Za-z0-9.\-]*(?: ?\((?:\d{4}|[IVXLCS-]+)\))?)"
        rf"|(?P<year>{_ALONE}(?:19|20)\d\d/\d{{1,3}}{letters}){_ENDS}"
        rf"|(?P<slash>{_ALONE}(?:{special})?\d{{1,3}}/\d{{1,3}}{letters}){_ENDS}"
        rf"|(?P<council>{_ALONE}\d{{1,4}} ?\((?:19|20)\d\d\))"
        rf"|(?P<roman>{_ALONE}\d{{1,4}}{letters} ?\((?:{sessions})\))"
    )
    return _Words(
        head=re.compile(
            f"(?i:(?P<resolution>{data['resolution']})|(?P<decision>{data['decision']}))"
        ),
        number=number,
        own=re.compile(f"(?i:{data['own']})"),
        others=tuple(
            (kind, re.compile("|".join(f"(?:{name})" for name in data[kind]), re.IGNORECASE))
            for kind in ("other", "council")
        ),
        same_work=re.compile(data["same_work"], re.IGNORECASE),
        letters=parts or {"А": "A", "В": "B", "С": "C"},
        special=data["special"],
        before=data["before"],
        behind=data.get("after_number", False),
    )


def find_citations(text: str, masthead: Masthead) -> Iterator[tuple[str, str | None]]:
    """Yields what `references.find_references` does, for a text in the document's language."""
    words = _words(masthead.language)
    own = symbol_key(masthead.symbol)
    seen: set[tuple[str, str | None]] = set()
    for layer in _layers(folded(text)):
        numbers = [
            _Number(match.lastgroup or "", match[0], match.start(), match.end())
            for match in words.number.finditer(layer)
        ]
        heads = list(words.head.finditer(layer)) if numbers else []
        reading = _Reading(layer, masthead, words, numbers, heads)
        for index in range(len(numbers)):
            found = reading.resolve(index)
            if found is not None and found[1] != own and found not in seen:
                seen.add(found)
                yield found


def _layers(text: str) -> Iterator[str]:
    """Yields a text without its quotations, then each of these: titles name works of their own."""
    quoted = list(_QUOTED.finditer(text))
    yield _QUOTED.sub(lambda match: " " * len(match[0]), text)
    yield from (match[0] for match in quoted if _DIGIT.search(match[0]))


def find_note_citations(
    notes: Iterable[str], masthead: Masthead
) -> Iterator[tuple[tuple[str, str | None], ...]]:
    """Returns what each footnote names; "Ibid." takes the work of the note before it."""
    same = _words(masthead.language).same_work
    return with_same_works(((folded(note), find_citations(note, masthead)) for note in notes), same)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text with the numbers in it and the words for resolutions and decisions."""

    text: str
    masthead: Masthead
    words: _Words
    numbers: Sequence[_Number]
    heads: Sequence[re.Match[str]]

    def resolve(self, index: int) -> tuple[str, str | None] | None:
        """Returns (mention, target) of a number, None if it is no mention of a work."""
        number = self.numbers[index]
        mention = number.mention
        if number.form == "document":
            return mention.rstrip(".-"), document_key(mention)
        head = self._head(number)
        if head is None:
            return None
        if head["decision"]:
            return mention, None
        plain = self._plain(mention)
        if number.form == "council":
            return mention, symbol_key(f"S/RES/{plain}")
        named = self._organ(index, head)
        if number.form == "year":
            return mention, None if named == "other" else symbol_key(f"E/RES/{plain}")
        council = "HRC" if organs(self.masthead.language)["HRC"].search(self.text) else ""
        whose = Whose(named, council, self.masthead.organ)
        if number.form == "roman":
            return mention, resolve_roman(plain, whose)
        on = self._date(index)
        if (
            named in ("ECOSOC", "SC")
            or (named == "council" and not council)
            or (named == "other" and on is not None)
        ):
            # Their own numbers look otherwise; and a date tells better whose a number is.
            whose = Whose("own", council, self.masthead.organ)
        return mention, resolve_slashed(self._in_order(plain, on), whose, on)

    def _in_order(self, number: str, on: date | None) -> str:
        """Returns "75/156" for "156/75", as files in Arabic have it at times; the date shows it."""
        parts = re.fullmatch(r"(\d{1,3})/(\d{1,3})(.*)", number)
        if self.masthead.language != "ar" or on is None or parts is None:
            return number
        first, second = (on.year - (1945 + int(part)) in (0, 1) for part in (parts[1], parts[2]))
        return f"{parts[2]}/{parts[1]}{parts[3]}" if second and not first else number

    def _head(self, number: _Number) -> re.Match[str] | None:
        """Returns the word that says what a number is: the last before it, or the next behind."""
        if not self.words.behind:
            return next((h for h in reversed(self.heads) if h.end() <= number.start), None)
        head = next((h for h in self.heads if h.start() >= number.end), None)
        if head is None or _STOP.search(self.text[number.end : head.start()]):
            return None
        return head

    def _plain(self, mention: str) -> str:
        """Returns a number as English prints it: "72/266 ألف" is "72/266 A"."""
        for prefix, usual in self.words.special.items():
            if mention.startswith(prefix):
                mention = usual + mention[len(prefix) :]
                break
        match = re.match(r"((?:E?S-)?[\d/]+)([^(]*)(\(.*\))?", mention)
        if match is None:
            return mention
        found = re.findall("|".join([*self.words.letters, "[A-Z]"]), match[2])
        letters = [self.words.letters.get(letter, letter) for letter in found]
        session = re.sub(r"د ?-? ?(\d+)", _as_numeral, match[3] or "")
        parts = [match[1], f" {'-'.join(dict.fromkeys(letters))}" if letters else ""]
        return "".join(parts) + (f" {session}" if session else "")

    def _organ(self, index: int, head: re.Match[str]) -> str:
        """Returns whose a number is by the words around it: an organ, "own", "other", "council"."""
        number = self.numbers[index]
        if self.words.behind:
            before = _CLAUSE.split(self.text[max(0, number.start - _NEAR) : number.start])[-1]
            return self._named(before, last=True) or "own"
        first = next(n for n in self.numbers if n.start >= head.end())
        if between := self._named(self.text[head.end() : first.start]):
            return between
        if not self.words.before and (behind := self._organ_behind(index)):
            return behind
        if self.words.own.search(self.text[: head.end() if self.words.before else head.start()]):
            return "own"
        before = _CLAUSE.split(self.text[max(0, head.start() - _NEAR) : head.start()])[-1]
        if self._date(index) is None and self._named(before, last=True) == "HRC":
            return "HRC"  # "submitted to the Human Rights Council pursuant to resolution 34/24"
        return "own"

    def _organ_behind(self, index: int) -> str | None:
        """Returns the organ that stands behind a number, or behind the last of its list."""
        for following in range(index, len(self.numbers)):
            start, end = self.numbers[following].end, self._end(following, _ORGAN_BEHIND)
            if named := self._named(self.text[start:end]):
                return named
            if any(start <= head.start() < end + 1 for head in self.heads):
                return None
        return None

    def _named(self, text: str, *, last: bool = False) -> str | None:
        """Returns the organ that a text names first, or last."""
        found: list[tuple[int, int, str]] = []
        patterns = [*organs(self.masthead.language).items(), *self.words.others]
        for organ, pattern in patterns:  # organs first: "Council" is also a part of their names
            for match in pattern.finditer(text):
                if not any(start <= match.start() < end for start, end, _ in found):
                    found.append((match.start(), match.end(), organ))
        return (max if last else min)(found)[2] if found else None

    def _end(self, index: int, longest: int) -> int:
        """Returns where the words that belong to a number end: at the next number, or a stop."""
        start = self.numbers[index].end
        later = self.numbers[index + 1].start if index + 1 < len(self.numbers) else len(self.text)
        end = min(later, start + longest)
        stop = _STOP.search(self.text, start, end)
        return stop.start() if stop else end

    def _date(self, index: int) -> date | None:
        """Returns the date of a resolution: behind its number, in Chinese before it."""
        code = self.masthead.language
        if not self.words.behind:
            return find_date(code, self.text[self.numbers[index].end : self._end(index, _NEAR)])
        for place in range(index, -1, -1):  # a date before a list is that of each of its numbers
            start = self.numbers[place - 1].end if place else 0
            number = self.numbers[place]
            before = self.text[max(start, number.start - _NEAR) : number.start]
            before = _CLAUSE.split(before)[-1]
            if on := find_date(code, before[-_LAST_DATE:]):
                return on
            if not _LISTED.fullmatch(before):
                return None
        return None


def _as_numeral(match: re.Match[str]) -> str:
    """Returns the session of an old resolution, which Arabic writes "د-15", as a Roman numeral."""
    return roman_numeral(int(match[1])).upper()
