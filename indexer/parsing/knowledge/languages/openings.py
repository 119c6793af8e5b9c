"""The words that open a paragraph in a language other than English, and the verb they carry.

The knowledge is data (`data/languages/*.toml`); this module reads phrases of the shape

    [adverbs] VERB [adverbs] [its deep NOUN] [adverbs] [and VERB ...]

in which adverbs may also stand between the words of a verb ("prend également note").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from indexer.parsing.knowledge.languages.tables import folded, table
from indexer.parsing.knowledge.verbs import Opening, speech_act

_MARK = "\u0610-\u061a\u0640\u064b-\u065f\u0670"
_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARK}])+(?:[-'’‑‐](?:[^\W\d_]|[{_MARK}])+)*|[,;:.()،؛]|\d+")
_CHARACTER = re.compile(r"\S")
_JOIN = re.compile(r"[,;،؛，；]\s*")
_LONGEST_TEXT = 400  # characters; openings lie well within
_LONGEST_OPENING = 30  # words or characters
_WITHIN = 120  # characters behind a comma in which a verb would stand

Words = tuple[str, ...]
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class _Verb:
    lemma: str
    english: str
    finite: bool
    takes_noun: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """The table of a language, its phrases cut into words."""

    by_character: bool
    leads: frozenset[Words]
    attached_and: str
    joins: frozenset[Words]
    verbs: Mapping[str, Sequence[tuple[Words, _Verb]]]
    adverbs: Mapping[str, Sequence[tuple[Words, str]]]  # kind: "also", "further", "manner"
    with_: frozenset[str]
    feelings: frozenset[str]
    qualifiers: Mapping[str, Sequence[tuple[Words, str]]]
    nouns: Mapping[str, Sequence[tuple[Words, str]]]


def _words(text: str, *, by_character: bool) -> Words:
    tokens = _CHARACTER.findall(text) if by_character else _WORD.findall(text)
    return tuple(folded(token).replace("’", "'").lower() for token in tokens)


@lru_cache
def _table(code: str) -> _Table:
    raw = table(code)["opening"]
    by_character = raw["by_character"]
    variants = [(re.compile(old), new) for old, new in raw.get("variants", ())]

    def forms(phrases: Sequence[str]) -> Iterator[Words]:
        for phrase in phrases:
            other = folded(phrase)
            yield _words(other, by_character=by_character)
            for old, new in variants:
                other = old.sub(new, other)
            yield _words(other, by_character=by_character)

    verbs: dict[str, list[tuple[Words, _Verb]]] = {}
    for entry in raw["verb"]:
        for key, finite in (("forms", True), ("preamble", False)):
            noun = entry["lemma"] in raw["takes_noun"]
            verb = _Verb(entry["lemma"], entry["english"], finite, noun)
            for form in dict.fromkeys(forms(entry.get(key, ()))):
                verbs.setdefault(form[0], []).append((form, verb))
    adverbs = ((kind, form) for kind in ("also", "further", "manner") for form in forms(raw[kind]))
    nouns = ((noun, form) for noun, some in raw["noun"].items() for form in forms(some))
    qualifiers = (
        (kind, form) for kind in ("determiners", "adjectives") for form in forms(raw[kind])
    )
    return _Table(
        by_character=by_character,
        leads=frozenset(forms(raw.get("lead", ()))),
        attached_and=raw.get("attached_and", ""),
        joins=frozenset(forms(raw["and"])),
        verbs={first: _longest_first(found) for first, found in verbs.items()},
        adverbs=_by_first(adverbs),
        with_=frozenset(raw["with"]),
        feelings=frozenset(raw["feelings"]),
        qualifiers=_by_first(qualifiers),
        nouns=_by_first(nouns),
    )


def _by_first(phrases: Iterator[tuple[str, Words]]) -> Mapping[str, Sequence[tuple[Words, str]]]:
    found: dict[str, list[tuple[Words, str]]] = {}
    for kind, form in phrases:
        found.setdefault(form[0], []).append((form, kind))
    return {first: _longest_first(forms) for first, forms in found.items()}


def _longest_first(forms: Sequence[tuple[Words, Kind]]) -> Sequence[tuple[Words, Kind]]:
    return tuple(sorted(forms, key=lambda form: -len(form[0])))


class _Cursor:
    """A place in the words of an opening; the `take_` methods move over what they recognise."""

    def __init__(self, code: str, text: str) -> None:
        self.table = _table(code)
        pattern = _CHARACTER if self.table.by_character else _WORD
        self.words: list[str] = []
        self.ends: list[int] = []
        for match in pattern.finditer(text):
            self.words.append(folded(match[0]).replace("’", "'").lower())
            self.ends.append(match.end())
            if len(self.words) == _LONGEST_OPENING:
                break
        self.at = 0
        self.manner: list[str] = []
        self.sequence: str | None = None

    @property
    def word(self) -> str:
        """The word at the place, empty behind the last."""
        return self.words[self.at] if self.at < len(self.words) else ""

    def _state(self) -> tuple[int, list[str], str | None, list[str]]:
        return self.at, list(self.manner), self.sequence, list(self.words)

    def _return_to(self, state: tuple[int, list[str], str | None, list[str]]) -> None:
        self.at, self.manner, self.sequence, self.words = state

    def _standing(
        self, phrases: Mapping[str, Sequence[tuple[Words, str]]], place: int
    ) -> tuple[int, str] | None:
        """Returns the length and kind of the longest phrase that stands at a place."""
        if place < len(self.words):
            for form, kind in phrases.get(self.words[place], ()):
                if tuple(self.words[place : place + len(form)]) == form:
                    return len(form), kind
        return None

    def take_lead(self) -> bool:
        """Moves over the word that opens preambular paragraphs in Arabic."""
        for lead in self.table.leads:
            if tuple(self.words[self.at : self.at + len(lead)]) == lead:
                self.at += len(lead)
                return True
        return False

    def take_adverb(self) -> bool:
        """Moves over an adverb of order or manner, or "with great satisfaction"."""
        length = self._with_feelings(self.at)
        kind = "manner"
        if not length:
            found = self._standing(self.table.adverbs, self.at)
            if found is None:
                return False
            length, kind = found
        phrase = ("" if self.table.by_character else " ").join(
            self.words[self.at : self.at + length]
        )
        if kind == "manner":
            self.manner.append(phrase)
        else:
            self.sequence = self.sequence or kind
        self.at += length
        return True

    def _with_feelings(self, place: int) -> int:
        """Returns the length of "with satisfaction and deep gratitude" at a place, else 0."""
        if place >= len(self.words) or self.words[place] not in self.table.with_:
            return 0
        end, feeling = place + 1, 0
        while end < len(self.words):
            if self.words[end] in self.table.feelings:
                feeling = end = end + 1
            elif qualifier := self._standing(self.table.qualifiers, end):
                end += qualifier[0]
            elif feeling and (self.words[end],) in self.table.joins:
                end += 1
            else:
                break
        return feeling - place if feeling else 0

    def take_adverbs(self) -> None:
        """Moves over the adverbs behind a verb; Chinese has them all before it."""
        while not self.table.by_character and self.take_adverb():
            pass

    def take_verb(self) -> _Verb | None:
        """Moves over adverbs and a verb."""
        state = self._state()
        while True:
            adverb = self._standing(self.table.adverbs, self.at)
            for form, verb in self.table.verbs.get(self.word, ()):
                if adverb and adverb[0] > len(form):
                    break
                if self._take_form(form):
                    return verb
            if not self.take_adverb():
                self._return_to(state)
                return None

    def _take_form(self, form: Words) -> bool:
        """Moves over the words of a verb, and adverbs between them."""
        state = self._state()
        for place, word in enumerate(form):
            if place and self.word != word:
                self.take_adverbs()
            if self.word != word:
                self._return_to(state)
                return False
            self.at += 1
        return True

    def take_noun(self) -> str | None:
        """Moves over "its deep concern"; returns the noun in English."""
        state = self._state()
        while True:
            if noun := self._standing(self.table.nouns, self.at):
                self.at += noun[0]
                while more := self._standing(self.table.qualifiers, self.at):
                    self.at += more[0]
                return noun[1]
            if qualifier := self._standing(self.table.qualifiers, self.at):
                self.at += qualifier[0]
            elif self.table.by_character or not self.take_adverb():
                self._return_to(state)
                return None

    def take_join(self) -> bool:
        """Moves over "and", which Arabic writes as a part of the verb."""
        attached = self.table.attached_and
        word = self.word
        if attached and word.startswith(attached) and len(word) > len(attached) + 1:
            self.words[self.at] = word[len(attached) :]
            return True
        if (word,) in self.table.joins:
            self.at += 1
            return True
        return False

    def take_second(self) -> None:
        """Moves over "and encourages": two verbs may open a paragraph together."""
        start, manner, sequence, words = self._state()
        if self.take_join() and (second := self.take_verb()):
            self.take_adverbs()
            if second.takes_noun:
                self.take_noun()
                self.take_adverbs()
            start = self.at
        self._return_to((start, manner, sequence, words))


@lru_cache(maxsize=8192)  # several parts of parsing ask about the same paragraph
def read_opening(code: str, text: str) -> Opening | None:
    """Reads the opening of a paragraph in a language from its words alone.

    None where the text does not begin with a verb of the table.
    """
    cursor = _Cursor(code, text[:_LONGEST_TEXT])
    leading = cursor.take_lead()
    verb = cursor.take_verb()
    if verb is None:
        return None
    cursor.take_adverbs()
    noun = cursor.take_noun() if verb.takes_noun else None
    cursor.take_adverbs()
    cursor.take_second()
    english = f"{verb.english} {noun}" if noun else verb.english
    return Opening(
        end=cursor.ends[cursor.at - 1],
        finite=verb.finite and not leading,
        verb=verb.lemma,
        manner=" ".join(cursor.manner) or None,
        sequence=cursor.sequence,
        verb_class=speech_act(english),
        english=english,
    )


def verbs_within(code: str, text: str, *, finite: bool) -> tuple[str, ...]:
    """Returns the lemmas of the verbs behind commas and conjunctions inside a paragraph.

    finite: whether the paragraph's verbs are finite (operative) or as in the preamble.
    """
    found: dict[str, None] = {}
    for match in _JOIN.finditer(text):
        cursor = _Cursor(code, text[match.end() : match.end() + _WITHIN])
        cursor.take_join()
        leading = cursor.take_lead()
        verb = cursor.take_verb()
        if verb and (cursor.table.by_character or (verb.finite and not leading) == finite):
            found[verb.lemma] = None
    return tuple(found)
