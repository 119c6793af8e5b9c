"""Lemmas of French, Spanish and Russian words, from simplemma's dictionaries and the UN's verbs.

Dictionaries take a second or more and some 100 MB to read, so each is read at first use. A word
that they do not know is its own lemma. The forms of the verbs that open paragraphs are known from
the tables by which openings are read (`parsing/data/languages`), further ones from
`data/lemmas.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from indexer.analysis.spellings import read_table
from indexer.parsing.knowledge.languages.tables import table

LEMMATIZED = ("fr", "es", "ru")
"""The languages that have such a dictionary."""


def lemmatizer(language: str) -> Callable[[str], str]:
    """Returns a function from a literal form to its lemma."""
    from simplemma import lemmatize  # takes a while to import, and few words need it

    known = _known(language)

    def lemma(word: str) -> str:
        if word in known:
            return known[word]
        whole = word.replace("oeu", "œu") if language == "fr" else word
        return lemmatize(whole, lang=language).casefold().replace("œ", "oe").replace("ё", "е")

    return lemma


@cache
def _known(language: str) -> Mapping[str, str]:
    return dict(_of_verbs(language)) | dict(_of_table(language))


def _of_verbs(language: str) -> Iterator[tuple[str, str]]:
    for verb in table(language)["opening"]["verb"]:
        if " " in verb["lemma"]:
            continue
        for form in (*verb.get("forms", ()), *verb.get("preamble", ()), verb["lemma"]):
            if form.isalpha():
                yield form.casefold().replace("ё", "е"), verb["lemma"].replace("ё", "е")


def _of_table(language: str) -> Iterator[tuple[str, str]]:
    for lemma, forms in read_table("lemmas").get(language, {}).items():
        yield from ((form, lemma) for form in (lemma, *forms))
