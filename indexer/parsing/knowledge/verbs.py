"""The words that open a paragraph: how far they reach, and the verb they carry.

The knowledge is data (`data/verbs.toml`); this module reads phrases of the shape

    [also] [strongly] VERB [upon] [also] [its deep NOUN | with NOUN] [also] [and VERB]

It does not decide whether a paragraph is preambular or operative.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[,;:.()]")
_BRACKETS = re.compile(r"[\[(]+ ?(?=[A-Z])")
_PROPOSED = re.compile(
    r"(?:[\[(]+ ?(?:[A-Z][^\[\]():;]{1,80}(?:[)\]]+ ?:?|:) ?)?(?=[\[(]* ?[A-Z]))+(?=[A-Z])"
)
_LONGEST_TEXT = 400  # characters; openings lie well within
_LONGEST_OPENING = 16  # words; the longest in 94,000 measured openings has 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Opening of a paragraph.

    end: where the opening ends in the text, in characters.
    finite: "urges" rather than "urging", as operative paragraphs open.
    verb: the lemma; manner and sequence as in `model.Paragraph`; verb_class: its speech act.
    english: for a verb of another language the one that usually stands for it, with its noun.
    """

    end: int
    finite: bool
    verb: str
    manner: str | None
    sequence: str | None
    verb_class: str
    english: str | None = None


@dataclass(frozen=True, slots=True)
class _Verb:
    lemma: str
    act: str
    after: _Phrases | None
    noun: bool
    noun_optional: bool


@dataclass(frozen=True, slots=True)
class _Knowledge:
    forms: Mapping[tuple[str, ...], tuple[_Verb, ...]]
    bases: Mapping[tuple[str, ...], tuple[_Verb, ...]]
    longest_form: int
    lemmas: Mapping[str, str]
    printed: Mapping[str, str]
    sequence: frozenset[str]
    manner: _Phrases
    with_noun: _Phrases
    noun: _Phrases
    noun_acts: Mapping[str, str]
    adjective: frozenset[str]
    copula: _Phrases
    inner: Mapping[str, re.Pattern[str]]
    examples: tuple[tuple[str, ...], ...]


class _Phrases:
    """Phrases to look for at a place: by their first word, the longest first."""

    def __init__(self, *phrases: str) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted((tuple(p.split()) for p in phrases), key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    def at(self, words: Sequence[str], place: int) -> tuple[str, ...] | None:
        """Returns the longest phrase that stands at a place."""
        if place < len(words):
            for phrase in self._by_first.get(words[place], ()):
                if tuple(words[place : place + len(phrase)]) == phrase:
                    return phrase
        return None


_COMMA, _AND, _WITH, _ITS = _Phrases(","), _Phrases("and"), _Phrases("with"), _Phrases("its")
_ARTICLE = _Phrases("its", "our", "the")
_AFTER_CALL = _Phrases("upon", "on", "for")
_BEFORE_AND, _AFTER_AND = _Phrases("with", "to"), _Phrases("for", "with", "to")


def _inner_patterns(raw: Mapping[str, Any]) -> Mapping[str, re.Pattern[str]]:
    """Builds the patterns that find verbs inside a paragraph: finite ones, and participles."""
    words = {
        form
        for entry in raw["verb"]
        if entry["lemma"] not in raw["only_opening"]
        for form in entry["forms"]
        if " " not in form
    }
    adverbs = "|".join(sorted((re.escape(m) for m in raw["manner"]), key=len, reverse=True))
    # A verb of the paragraph's subject follows a comma or a conjunction, perhaps with adverbs.
    adverbs_before = (
        rf"(?:(?:also|further|{adverbs}|in (?:this|that) \w+|at the same time|in so doing"
        r"|(?:to|for) (?:this|that|these|those) (?:ends?|purposes?|reasons?)"
        r"|thus|hence|consequently|meanwhile|additionally|in addition"
        r"|with (?:regard|respect) to (?:[\w’-]+ ){0,3}?[\w’-]+),?\s+)*"
    )
    before = rf"(?:[,;]|\band|\bbut|\bas well as|\bthereby)\s+(?:and\s+)?{adverbs_before}"

    later = "|".join(
        rf"{word}(?= (?:{'|'.join(following)})\b)" for word, following in raw["later"].items()
    )

    def pattern(ending: str, calls: str, more: str = "") -> re.Pattern[str]:
        alternatives = "|".join(sorted((w for w in words if w.endswith(ending)), reverse=True))
        # "requests for assistance" are nouns, "calls for" is a verb.
        return re.compile(
            rf"{before}(?:(?P<verb>{calls}\b"
            rf"|(?:{alternatives})\b(?! (?:for|of|from)\b)){more})"
        )

    return {
        "s": pattern("s", r"(?:calls?|calling(?= (?:up)?on\b))", f"|(?P<later>{later})"),
        "ing": pattern("ing", "calling"),
    }


@lru_cache
def _knowledge() -> _Knowledge:
    raw: dict[str, Any] = tomllib.loads(
        files("indexer.parsing.data").joinpath("verbs.toml").read_text("utf-8")
    )
    forms: dict[tuple[str, ...], list[_Verb]] = {}
    bases: dict[tuple[str, ...], list[_Verb]] = {}
    for entry in raw["verb"]:
        after = _Phrases(*entry["after"]) if "after" in entry else None
        verb = _Verb(
            lemma=entry["lemma"],
            act=entry["class"],
            after=after,
            noun=entry.get("noun", False),
            noun_optional=entry.get("noun_optional", False),
        )
        for form in entry["forms"]:
            first, *others = form.split()
            forms.setdefault((first, *others), []).append(verb)
            if first.endswith("s"):  # "to condemn", behind "continues"
                bases.setdefault((entry["lemma"].split()[0], *others), []).append(verb)
    return _Knowledge(
        # A form with words after it is tried before the same form without.
        forms={k: tuple(sorted(v, key=lambda verb: not verb.after)) for k, v in forms.items()},
        bases={k: tuple(sorted(v, key=lambda verb: not verb.after)) for k, v in bases.items()},
        longest_form=max(map(len, forms)),
        lemmas={entry["lemma"]: entry["class"] for entry in raw["verb"]},
        printed={entry["lemma"]: entry["forms"][0] for entry in reversed(raw["verb"])},
        sequence=frozenset(raw["sequence"]),
        manner=_Phrases(*raw["manner"]),
        with_noun=_Phrases(*raw["with_noun"]),
        noun=_Phrases(*(noun for nouns in raw["noun"].values() for noun in nouns)),
        noun_acts={noun: act for act, nouns in raw["noun"].items() for noun in nouns},
        adjective=frozenset(raw["adjective"]),
        copula=_Phrases(*raw["copula"]),
        inner=_inner_patterns(raw),
        examples=tuple(tuple(example) for example in raw["example"]),
    )


class _Cursor:
    """A place in the words of an opening; the `take_` methods move over what they recognise."""

    def __init__(self, text: str) -> None:
        self.knowledge = _knowledge()
        self.words: list[str] = []
        self.ends: list[int] = []
        for match in _WORD.finditer(text):
            self.words.append(match[0].replace("’", "'").lower())
            self.ends.append(match.end())
            if len(self.words) == _LONGEST_OPENING:
                break
        self.at = 0
        self.finite = False
        self.manner: list[str] = []
        self.sequence: str | None = None

    def peek(self, count: int = 1) -> tuple[str, ...]:
        return tuple(self.words[self.at : self.at + count])

    def take(self, phrases: _Phrases) -> tuple[str, ...] | None:
        """Moves over the longest of the phrases that stands here."""
        found = phrases.at(self.words, self.at)
        if found:
            self.at += len(found)
        return found

    def take_adverbs(self, *, commas: bool = False) -> None:
        """Moves over adverbs of order and manner; with commas, also ", in this regard,"."""
        while True:
            start = self.at
            comma = commas and bool(self.take(_COMMA))
            if self.peek()[:1] and self.peek()[0] in self.knowledge.sequence:
                self.sequence = self.sequence or self.peek()[0]
                self.at += 1
            elif phrase := self.take(self.knowledge.manner):
                self.manner.append(" ".join(phrase))
            else:
                self.at = start
                return
            if comma:
                self.take(_COMMA)

    def take_copula(self) -> tuple[str, ...] | None:
        """Moves over "remaining deeply" before an adjective, "continues to" before a verb.

        To continue is a manner of what is done.
        """
        start, manner = self.at, list(self.manner)
        if copula := self.take(self.knowledge.copula):
            if copula[0].startswith("continu"):
                self.manner.append("continuing")
            self.take_adverbs()
            if self._stands_verb(copula):
                self.finite = copula[0].endswith("s")
                return copula
        self.at, self.manner = start, manner
        return None

    def _stands_verb(self, copula: tuple[str, ...]) -> bool:
        word = self.peek()
        if "".join(word) in self.knowledge.lemmas or word in self.knowledge.forms:
            return True
        return copula[-1] == "to" and any(
            self.peek(length) in self.knowledge.bases
            for length in range(1, self.knowledge.longest_form + 1)
        )

    def take_verb(self) -> _Verb | None:
        """Moves over a verb and the words that belong to it."""
        copula = self.take_copula()
        infinitive = copula is not None and copula[-1] == "to"
        for length in range(min(self.knowledge.longest_form, len(self.words) - self.at), 0, -1):
            bases = self.knowledge.bases.get(self.peek(length), ()) if infinitive else ()
            for verb in (*bases, *self.knowledge.forms.get(self.peek(length), ())):
                start = self.at
                self.at += length
                if verb.after:
                    self.take_adverbs()
                if not verb.after or self.take(verb.after):
                    form = self.words[start]
                    # "conscious" is an adjective, "urges" a finite form of "urge"
                    self.finite = self.finite if copula else form[-1] == "s" and form != verb.lemma
                    return verb
                self.at = start
        return None

    def take_adverbs_after(self, *, finite: bool) -> None:
        """Moves over the adverbs behind a verb.

        Behind a finite verb "further" is mostly an adjective: "Encourages further efforts".
        """
        clause = self.peek(2)[1:] in {("that",), ("to",), ("the",), ("upon",)}
        if not (finite and self.peek() == ("further",) and not clause):
            self.take_adverbs()

    def take_with(self) -> bool:
        """Moves over "with deep concern" and "with appreciation and satisfaction"."""
        start = self.at
        if not self.take(_WITH):
            return False
        while True:
            while self.peek()[:1] and self.peek()[0] in self.knowledge.adjective:
                self.at += 1
            if not self.take(self.knowledge.with_noun):
                self.at = start
                return False
            taken = self.at
            if not self.take(_AND):
                break
            if self.peek()[:1] and (
                self.knowledge.with_noun.at(self.words, self.at) is None
                and self.peek()[0] not in self.knowledge.adjective
            ):
                self.at = taken
                break
        self.manner.append(" ".join(self.words[start : self.at]))
        return True

    def take_noun(self, verb: _Verb) -> tuple[str, ...] | None:
        """Moves over "its deep concern"; gives the noun."""
        start = self.at
        article = self.take(_ARTICLE if verb.lemma == "express" else _ITS)
        if article is None and not verb.noun:
            return None
        adjectives: list[str] = []
        while self.peek()[:1] and (
            self.peek()[0] in self.knowledge.adjective or (adjectives and self.peek() == ("and",))
        ):
            adjectives.append(self.peek()[0])
            self.at += 1
        noun = self.take(self.knowledge.noun)
        if noun is None:
            self.at = start
            return None
        if adjectives:
            self.manner.append(" ".join(adjectives))
        self._take_after_noun(noun)
        return noun

    def _take_after_noun(self, noun: tuple[str, ...]) -> None:
        """Moves over what still belongs to a noun: "call upon", "solidarity with and ... for"."""
        if noun[-1] in ("call", "calls"):
            self.take(_AFTER_CALL)
        start = self.at
        preposition = self.take(_BEFORE_AND)
        if not self.take(_AND):
            self.at = start
            return
        self.take(_ITS)
        while self.peek()[:1] and self.peek()[0] in self.knowledge.adjective:
            self.at += 1
        if not self.take(self.knowledge.noun):
            self.at = start
        elif preposition:
            self.take(_AFTER_AND)

    def take_second_verb(self) -> bool:
        """Moves over "and encourages": two verbs may open a paragraph together."""
        start = self.at
        manner, sequence = list(self.manner), self.sequence
        found = False
        if self.take(_AND):
            self.take_adverbs()
            found = self.take_verb() is not None
            if not found:
                self.at = start
        self.manner, self.sequence = manner, sequence
        return found


def read_opening(text: str, *, terse: bool = False) -> Opening | None:
    """Reads the opening of a paragraph from its words alone.

    terse: end it with the verb, as the Security Council's typesetting does ("Expresses" its deep
    concern); what the verb is does not change. None where the text does not begin with a verb of
    the table. Brackets and names of proposers before it, as in drafts ("[EU: Urges"), are passed
    over; its end is counted with them.
    """
    if text[:1] not in ("[", "("):
        return _read(text[:_LONGEST_TEXT], terse=terse)
    for pattern in (_BRACKETS, _PROPOSED):
        start = pattern.match(text)
        opening = _read(text[start.end() :][:_LONGEST_TEXT], terse=terse) if start else None
        if start and opening:
            return replace(opening, end=opening.end + start.end())
    return None


@lru_cache(maxsize=8192)  # several parts of parsing ask about the same paragraph
def _read(text: str, *, terse: bool) -> Opening | None:
    cursor = _Cursor(text)
    cursor.take_adverbs(commas=True)
    verb = cursor.take_verb()
    if verb is None:
        return None
    end, finite = cursor.at, cursor.finite
    cursor.take_adverbs_after(finite=finite)
    if cursor.sequence and not cursor.manner:
        end = cursor.at
    if cursor.take_with():
        end = cursor.at
    noun = cursor.take_noun(verb) if verb.noun or verb.noun_optional else None
    cursor.take_adverbs_after(finite=True)
    second = cursor.take_second_verb()
    if not terse or (second and not noun):
        end = cursor.at
    return Opening(
        end=cursor.ends[end - 1],
        finite=finite,
        verb=f"{verb.lemma} {_singular(noun)}" if noun else verb.lemma,
        manner=" ".join(cursor.manner) or None,
        sequence=cursor.sequence,
        verb_class=_knowledge().noun_acts[" ".join(noun)] if noun else verb.act,
    )


def _singular(noun: tuple[str, ...]) -> str:
    phrase = " ".join(noun)
    return phrase[:-1] if phrase[:-1] in _knowledge().noun_acts else phrase


@lru_cache(maxsize=1024)  # asked twice in a row
def openings_within(text: str, *, finite: bool) -> tuple[tuple[int, Opening], ...]:
    """Returns the verbs inside a paragraph, each with where it starts, the opening excepted.

    finite: whether the paragraph's verbs are finite (operative) or participles (preambular).
    """
    pattern = _knowledge().inner["s" if finite else "ing"]
    starts = [
        match.start(match.lastgroup or 0)
        for match in pattern.finditer(text)
        if match.lastgroup == "verb" or match[0][0] in ",;"
    ]
    found = ((start, read_opening(text[start : start + 120])) for start in starts)
    return tuple((start, opening) for start, opening in found if opening)


def verbs_within(text: str, *, finite: bool) -> tuple[str, ...]:
    """Returns the lemmas of the verbs inside a paragraph, in order, without repeats."""
    return tuple(dict.fromkeys(inner.verb for _, inner in openings_within(text, finite=finite)))


def speech_act(lemma: str) -> str:
    """Returns the speech act of a lemma, that of its noun where it carries one ("express concern").

    Raises KeyError for a lemma that the table does not have.
    """
    known = _knowledge()
    verb, _, noun = lemma.partition(" ")
    if lemma not in known.lemmas and noun in known.noun_acts:
        return known.noun_acts[noun]
    return known.lemmas[lemma if lemma in known.lemmas else verb]


def lemma_of(phrase: str) -> str | None:
    """Returns the lemma that a phrase in any inflection means.

    "urges", "Urging", "urge", "takes note", "expresses its deep concern", "call on". None where
    the table has no such verb.
    """
    words = " ".join(phrase.split()).lower()
    if words in _knowledge().lemmas:
        return words
    opening = read_opening(words)
    if opening and opening.end == len(words):
        return opening.verb
    first, _, rest = words.partition(" ")
    for form in (f"{first}s", f"{first}es"):
        opening = read_opening(f"{form} {rest}".strip())
        if opening and opening.end == len(f"{form} {rest}".strip()):
            return opening.verb
    return None


def printed_form(lemma: str) -> str:
    """Returns a verb as a paragraph opens with it: "Calls upon" for "call upon".

    The lemma may carry a noun ("Expresses concern"). A verb that the table lacks is only given its
    capital.
    """
    forms = _knowledge().printed
    first, _, rest = lemma.partition(" ")
    form = forms.get(lemma) or forms.get(first, first)
    words = form if len(form.split()) > 1 else f"{form} {rest}".strip()
    return words[:1].upper() + words[1:]


@lru_cache
def opening_words() -> tuple[str, ...]:
    """Returns the first words of all forms of all verbs, in lower case."""
    raw = tomllib.loads(files("indexer.parsing.data").joinpath("verbs.toml").read_text("utf-8"))
    words = {form.split()[0] for entry in raw["verb"] for form in entry["forms"]}
    return tuple(sorted(words))


def classes() -> tuple[str, ...]:
    """Returns the names of the speech acts, in the order of the table."""
    raw = tomllib.loads(files("indexer.parsing.data").joinpath("verbs.toml").read_text("utf-8"))
    return tuple(raw["classes"])


def examples() -> tuple[tuple[str, ...], ...]:
    """Returns the table's own examples: text, part, opening, verb, manner, sequence, class."""
    return _knowledge().examples
