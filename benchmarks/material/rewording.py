"""Rewording: a paragraph as it might read a few sessions later.

Words are replaced by others drawn by frequency, now and then by an invented one; numbers and years
move; citations become other works of the same kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random

from indexer.model import SEARCHED, Document, Paragraph, Reference

_TOKEN = re.compile(r"([^\w]*)([\w’'-]+?)([^\w]*)")
_NUMBER = re.compile(r"[0-9]{1,4}")
_ASSEMBLY = re.compile(r"A/RES/([0-9]+)/([0-9]+)")
_COUNCIL = re.compile(r"S/RES/([0-9]+) \(([0-9]{4})\)")
_LAST_NUMBER = re.compile(r"[0-9]+(?=[^0-9]*$)")

_COINED = 0.012  # of the new words are invented
_NUMBERS = 0.2  # of the numbers move
_CITED = 0.7  # of the works cited become others
_ASKED = 0.1  # of the addressees become others
_COINED_NAMES = 0.15  # of the addressees that come in are new
_POPULAR = 0.01  # of the documents: works cited by more never change


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The material to draw from; values are repeated as often as in the documents.

    small, capital: words by their first letter. names: of addressees.
    popular: frequently cited works. formulas: texts shared by several documents.
    """

    small: tuple[str, ...]
    capital: tuple[str, ...]
    names: tuple[str, ...]
    popular: frozenset[str]
    formulas: frozenset[str]


def words_of(documents: Iterable[Document]) -> Words:
    """Returns the words, names, citations and formulas of documents."""
    small, capital, names = list[str](), list[str](), list[str]()
    cited, texts, held = Counter[str](), Counter[str](), 0
    for document in documents:
        held += 1
        searched = [one for one in document.paragraphs if one.type in SEARCHED]
        texts.update({one.text for one in searched})
        cited.update({target for one in searched for target in one.cites})
        for one in searched:
            names.extend(one.addressees)
            for word in re.findall(r"[A-Za-z]{2,}", one.text[len(one.opening or " ") :]):
                (small if word.islower() else capital).append(word)
    return Words(
        small=tuple(small) or ("word",),
        capital=tuple(capital) or ("Word",),
        names=tuple(names),
        popular=frozenset(work for work, n in cited.items() if n > max(1, _POPULAR * held)),
        formulas=frozenset(text for text, n in texts.items() if n > 1),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A paragraph and the mentions in it and its footnotes."""

    paragraph: Paragraph
    references: tuple[Reference, ...] = ()


def reworded(one: Worded, words: Words, rng: Random, *, rate: float, later: int) -> Worded:
    """Returns a paragraph in other words.

    rate: share of the words that change. later: number of sessions by which citations move.
    """
    references = tuple(_other_work(each, words, rng, later) for each in one.references)
    old = one.paragraph
    text = old.text
    for before, after in zip(one.references, references, strict=True):
        if before is not after:
            text = text.replace(before.mention, after.mention)
    text, addressees = _other_addressees(text, old.addressees, words, rng)
    kept = len(old.opening or "")
    text = text[:kept] + other_words(text[kept:], words, rng, rate)
    targets = {
        before.target: after.target
        for before, after in zip(one.references, references, strict=True)
        if after.target
    }
    changed = replace(
        old,
        text=text,
        addressees=addressees,
        cites=tuple(dict.fromkeys(targets.get(work) or work for work in old.cites)),
        marks=tuple(replace(mark, offset=None) for mark in old.marks),
    )
    return Worded(paragraph=changed, references=references)


def other_words(text: str, words: Words, rng: Random, rate: float) -> str:
    """Returns a text with a share of its words, and some of its numbers, changed."""
    tokens = text.split(" ")
    if len(tokens) * rate < 1:  # a short text changes too
        rate = 1 / len(tokens)
    for place, token in enumerate(tokens):
        if rng.random() < rate and token[:1].isalpha():
            tokens[place] = _other_word(token, words, rng)
        elif token[:1].isdigit() and rng.random() < _NUMBERS:
            tokens[place] = _other_number(token, rng)
    return " ".join(tokens)


def _other_word(token: str, words: Words, rng: Random) -> str:
    match = _TOKEN.fullmatch(token)
    if match is None:
        return token
    drawn_from = words.small if match[2].islower() else words.capital
    word = rng.choice(drawn_from)
    if rng.random() < _COINED:
        word = coined(word, rng.choice(drawn_from))
    return f"{match[1]}{word}{match[3]}"


def coined(head: str, tail: str) -> str:
    """Returns a word made from the beginning of one and the end of another."""
    return head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :].lower()


def _other_number(token: str, rng: Random) -> str:
    match = _NUMBER.match(token)
    if match is None or token[match.end() : match.end() + 1] in ("/", "-") or len(match[0]) == 3:
        return token  # part of a symbol, or a number whose digits mean something
    number = int(match[0])
    if len(match[0]) == 4:
        number += rng.randint(-4, 4)
    else:
        number = rng.randint(1, 31)
    return f"{number}{token[match.end() :]}"


def _other_work(one: Reference, words: Words, rng: Random, later: int) -> Reference:
    if not one.target or one.target in words.popular or rng.random() > _CITED:
        return one
    if match := _ASSEMBLY.match(one.target):
        session = min(max(int(match[1]) + later + rng.randint(-2, 1), 31), 79)
        printed, number = f"{match[1]}/{match[2]}", f"{session}/{rng.randint(1, 300)}"
    elif match := _COUNCIL.match(one.target):
        resolution = rng.randint(300, 2700)
        printed = f"{match[1]} ({match[2]})"
        number = f"{resolution} ({1974 + (resolution - 300) // 48})"
    elif match := _LAST_NUMBER.search(one.target):
        printed, number = match[0], str(rng.randrange(10 ** len(match[0])) + 1)
    else:
        return one
    return replace(
        one,
        mention=_last_replaced(one.mention, printed, number),
        target=_last_replaced(one.target, printed, number),
    )


def _last_replaced(text: str, before: str, after: str) -> str:
    head, found, tail = text.rpartition(before)
    return f"{head}{after}{tail}" if found else text


def _other_addressees(
    text: str, addressees: tuple[str, ...], words: Words, rng: Random
) -> tuple[str, tuple[str, ...]]:
    found = list(addressees)
    for place, name in enumerate(addressees):
        if rng.random() > _ASKED:
            continue
        other = rng.choice(words.names)
        if rng.random() < _COINED_NAMES:
            other = " ".join(
                rng.choice(words.capital) if part[:1].isupper() and rng.random() < 0.4 else part
                for part in other.split(" ")
            )
        text = text.replace(name, other, 1)
        found[place] = other
    return text, tuple(dict.fromkeys(found))
