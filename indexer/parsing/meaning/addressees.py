"""Addressees of operative paragraphs: those asked, urged or invited to do something.

The actors stand behind the verbs that address somebody, up to what they are asked to do: "Urges
[Member States], [donors] and [the private sector] TO support ...". Other verbs, and objects that
are no actors ("Encourages further efforts"), give none. Verbs and names are data
(`data/addressees.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from indexer.model import Masthead, Paragraph, ParagraphType, Part
from indexer.parsing.knowledge.actors import Mentions, knowledge, known_name, tokens
from indexer.parsing.knowledge.verbs import Opening, openings_within, read_opening
from indexer.parsing.meaning.actor_lists import ActorList
from indexer.parsing.meaning.actor_phrases import PRONOUNS, Phrase, words
from indexer.parsing.meaning.subjects import read_bare, read_statement

_LONGEST = 900  # characters of a list of actors
_MOST = 24  # addressees of one verb; more is a text that is no list
_REPEATS = frozenset({"reiterate", "reaffirm", "renew"})
_REPEATED = re.compile(
    r" (?:the|its) (?:\w+ )?(?:requests?|calls?|appeals?|invitations?) (?:to|upon|on|for)(?= )"
)
_THAT = re.compile(r"(?:, [^;]{1,150},)?(?: \w+ly,?)? that,? ")
_AND_ANOTHER = re.compile(
    r"(?:, and| and(?= all)) ((?:(?:the|all|other|those|relevant|interested|States?|Member"
    r"|international|regional) )(?:[\w’-]+ ){0,12}?)to (?=[a-z]+)"
)
# What names others than those who are asked: "to work with national authorities, and ...".
_COMPANY = re.compile(
    r"\b(?:with|between|among|against|help\w*|assist\w*|enabl\w*|in order"
    r"|including(?! through| by))\b"
)
_BEFORE_ACTORS = re.compile(r"(?: once again| also| further)? (of|to|upon|on) ")
# What may stand between a verb and its addressees: "Requests TO THIS END the Secretary-General".
_BETWEEN = re.compile(
    r",?(?: (?:to (?:this|that|these) (?:ends?|effect|purposes?)"
    r"|in (?:this|that) (?:regard|respect|connection|context)|nevertheless|therefore),?)+(?= )"
)
# "calls for THE PARTIES to act", but neither "for donor funding" nor "for access to be granted".
_NAMED = re.compile(
    r" (?=the |all |both |[A-Z]|States |donors |Governments )"
    r"(?!(?:(?! to |;).){1,200} to be \w+(?:ed|en)\b)"
)
# Behind these stand those whose work a sentence is about: "the efforts OF Member States".
_WHOSE = re.compile(r" (?:between|among|amongst|of|by|to|with|from|for) ")
_ENDS_WITH_ON = re.compile(r" (upon|on)\Z")
_BINDS = re.compile(r"(?:also |further )?to (\w+(?: upon| on)?)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Clause of a paragraph: from one verb to the next.

    start, end: of the verb in the text; stop: where the next verb's clause begins.
    verb, verb_class: as in `model.Paragraph`; those above for a subparagraph without its own.
    addressees: whom the verb addresses, by one name each.
    """

    start: int
    end: int
    stop: int
    verb: str | None
    verb_class: str | None
    addressees: tuple[str, ...] = ()


def read_clauses(
    paragraphs: Sequence[Paragraph], masthead: Masthead
) -> dict[str, tuple[Clause, ...]]:
    """Reads the clauses of the operative paragraphs of a document, by the paragraphs' ids."""
    mentions = Mentions()
    mentions.add(masthead.title or "")
    by_id = {paragraph.id: paragraph for paragraph in paragraphs}
    found: dict[str, tuple[Clause, ...]] = {}
    for paragraph in paragraphs:
        number = mentions.add(paragraph.text)
        if paragraph.part is Part.OPERATIVE and paragraph.type in (
            ParagraphType.OPERATIVE,
            ParagraphType.SUBPARAGRAPH,
        ):
            above = found.get(paragraph.parent or "", ())
            reader = _Reader(paragraph, number, mentions)
            found[paragraph.id] = reader.clauses(by_id.get(paragraph.parent or ""), above)
    return found


def addressees(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Returns all addressees of a paragraph, in order, without repeats."""
    return tuple(dict.fromkeys(name for clause in clauses for name in clause.addressees))


class _Reader:
    """Reads the clauses of one paragraph; `number` is its text's in `mentions`."""

    def __init__(self, paragraph: Paragraph, number: int, mentions: Mentions) -> None:
        self.paragraph = paragraph
        self.text = paragraph.text
        self.number = number
        self.mentions = mentions
        self.verbs = sorted(self._verbs())
        self.previous: tuple[str, ...] = ()  # the last actors read, for "and urges them"

    def clauses(self, parent: Paragraph | None, above: tuple[Clause, ...]) -> tuple[Clause, ...]:
        """Returns the clauses; a subparagraph without a verb continues its parent's."""
        own = [one for place in range(len(self.verbs)) for one in self._clauses_of(place)]
        if self.paragraph.type is ParagraphType.SUBPARAGRAPH and not (own and own[0].start == 0):
            names = addressees(above)
            if not names and parent is not None and _names_nobody(parent):
                names = tuple(self._hanging())
            last = above[-1] if above else None
            led = Clause(
                start=0,
                end=0,
                stop=own[0].start if own else len(self.text),
                verb=last.verb if last else None,
                verb_class=last.verb_class if last else None,
                addressees=names,
            )
            own.insert(0, led)
        return tuple(own)

    def _clauses_of(self, place: int) -> Iterator[Clause]:
        """Yields the clause of a verb, and those of further actors asked for something else."""
        start, end, verb, verb_class = self.verbs[place]
        following = (one for one, *_ in self.verbs[place + 1 :] if one >= end)
        stop = next(following, len(self.text))
        names = self._behind(verb, end, stop)
        asks = names and verb in knowledge()["verbs"]["object"]
        asked = [(start, end, names), *(self._asked_too(end, stop) if asks else ())]
        stops = [*(at for at, _, _ in asked[1:]), stop]
        for (at, behind, found), until in zip(asked, stops, strict=True):
            yield Clause(
                start=at,
                end=behind,
                stop=until,
                verb=verb,
                verb_class=verb_class,
                addressees=tuple(dict.fromkeys(found)),
            )

    def _verbs(self) -> Iterator[tuple[int, int, str, str]]:
        """Yields start, end, lemma and class of the verbs of the opening kind."""
        opening = read_opening(self.text) or self._stated()
        if opening and (opening.finite or self.paragraph.type is ParagraphType.OPERATIVE):
            yield 0, opening.end, opening.verb, opening.verb_class
            yield from self._decided(opening.verb, opening.end)
        for start, inner in openings_within(self.text, finite=True):
            yield start, start + inner.end, inner.verb, inner.verb_class
            yield from self._decided(inner.verb, start + inner.end)

    def _stated(self) -> Opening | None:
        """Returns the verb behind a subject: "We URGE ...", "The Council REQUESTS ..."."""
        if self.paragraph.verb is None:
            return None
        statement = read_statement(self.text)
        return statement.opening if statement else read_bare(self.text)

    def _decided(self, lemma: str, end: int) -> Iterator[tuple[int, int, str, str]]:
        """Yields the verb of "decides to request the Secretary-General to ..."."""
        if lemma not in knowledge()["verbs"]["within"]:
            return
        match = _BINDS.match(self.text, end + 1)
        inner = read_opening(_third_person(match[1])) if match else None
        verbs = knowledge()["verbs"]
        if match and inner and inner.verb in (*verbs["object"], *verbs["clause"]):
            yield match.start(1), match.end(1), inner.verb, inner.verb_class

    def _hanging(self) -> list[str]:
        """Reads "(a) Member States to report" under "Requests:"."""
        found, asked = self._list(0, len(self.text))
        return found if asked else []

    def _behind(self, lemma: str, end: int, stop: int) -> list[str]:
        """Returns the actors behind a verb that addresses them."""
        verbs = knowledge()["verbs"]
        found: list[str] = []
        asked = True
        if match := _BETWEEN.match(self.text, end, stop):
            end = match.end()
        if lemma in _REPEATS and (match := _REPEATED.match(self.text, end)):
            end, lemma = match.end(), "request"
        until = verbs["until"].get(lemma)
        if match := _THAT.match(self.text, end, stop):
            bound = verbs["bound"].get(lemma, ())
            if lemma in verbs["clause"] or bound:
                found, asked = self._list(match.end(), stop, clause=True, binding=bound)
        elif lemma in verbs["infinitive"] and self.text[:end].endswith(" for"):
            named = _NAMED.match(self.text, end, stop)
            found, asked = self._list(end, stop) if named else ([], False)
        elif lemma in verbs["preposition"]:
            match = _BEFORE_ACTORS.match(self.text, end)
            if match or self.text[:end].endswith((" upon", " on")):
                start = match.end() if match else end
                found, _ = self._list(start, stop, until=until, preposition=match and match[1])
        elif lemma in verbs["object"]:
            on = _ENDS_WITH_ON.search(self.text, 0, end)
            found, _ = self._list(end, stop, until=until, preposition=on and on[1])
            if not found and lemma in verbs["bare"]:
                found, asked = self._list(end, stop, clause=True)
        self.previous = tuple(found) or self.previous
        return found if asked else []

    def _asked_too(self, start: int, stop: int) -> Iterator[tuple[int, int, list[str]]]:
        """Yields who else is asked, with their place: "to ratify it, and STATES PARTIES to act"."""
        asked_first = self.text.find(" to ", start, stop)
        if asked_first < 0:
            return
        for match in _AND_ANOTHER.finditer(self.text, asked_first, stop):
            verb = self.text.rfind(" to ", asked_first, match.start())
            if not _COMPANY.search(self.text, verb, match.end()):
                found, asked = self._list(match.start(1), stop)
                if asked and found:
                    yield match.start(1), match.start(1), found

    def _list(
        self,
        start: int,
        stop: int,
        *,
        clause: bool = False,
        binding: Collection[str] = (),
        until: str | None = None,
        preposition: str | None = None,
    ) -> tuple[list[str], bool]:
        """Reads a list of actors; also returns whether what they shall do follows."""
        behind = tokens(self.text, start, min(stop, start + _LONGEST))
        scan = ActorList(
            behind, clause=clause, binding=binding, until=until, preposition=preposition
        )
        found: list[str] = []
        for phrase in scan.phrases()[:_MOST]:
            found += self._names(phrase, certain=scan.asked)
        return found, scan.asked

    def _names(self, phrase: Phrase, *, certain: bool) -> list[str]:
        """Returns the name of an actor; several where a pronoun stands for several."""
        if phrase.pronoun:
            return self._meant(phrase)
        if known := known_name(phrase.text):
            return [known]
        several = phrase.definite and phrase.text[0].isupper() and phrase.text.endswith("s")
        if (phrase.demonstrative or several) and self.previous and " " not in phrase.text:
            kind = phrase.text.removesuffix("s")
            last = f" {phrase.text}"
            same = [one for one in self.previous if one.startswith(kind) or one.endswith(last)]
            if same:
                return same
        if phrase.demonstrative and (those := self._those(phrase)):
            return those
        short = phrase.text if phrase.definite else ""
        if full := self.mentions.resolve(short, self.number, phrase.start):
            return [full]
        if not certain and (phrase.proper or phrase.text.split(" ")[-1] in words().loose):
            return []
        return [phrase.text]

    def _meant(self, phrase: Phrase) -> list[str]:
        """Returns whom a pronoun means: a person named before it, or the actors read last."""
        before = self.text[: phrase.start]
        if PRONOUNS[phrase.text] == "person":
            persons = "|".join(knowledge()["anaphora"]["persons"])
            titles = re.findall(rf"\b(?:{persons})\b", before)
            if not titles:
                return []
            full = self.mentions.resolve(titles[-1], self.number, phrase.start)
            return [known_name(titles[-1]) or full or titles[-1]]
        several = phrase.text == "them"
        if self.previous and not (several and _is_one_person(self.previous)):
            return list(self.previous)
        found = self._objects(phrase.start)
        if found and not (several and _is_one_person(found)):
            return found
        if several and (found := self._several_before(phrase.start)):
            return found
        last = self.mentions.last(self.number, phrase.start)
        return [last] if last and phrase.text == "it" else []

    def _those(self, phrase: Phrase) -> list[str]:
        """Returns whom "those Committees" means, and "those organizations" that were named."""
        found = self._several_before(phrase.start)
        if phrase.text.casefold() in knowledge()["anaphora"]["kinds"] and len(found) > 1:
            return found if all(name[0].isupper() for name in found) else []
        heads = (re.split(r" (?:of|to|in|on|for) ", name)[0] for name in found)
        return (
            found if found and all(f" {head}".endswith(f" {phrase.text}") for head in heads) else []
        )

    def _several_before(self, before: int) -> list[str]:
        """Returns the first of several actors: "Welcomes the cooperation BETWEEN A and B"."""
        start = max(self.text.rfind(";", 0, before), 0)
        for match in _WHOSE.finditer(self.text, start, before):
            found, _ = self._list(match.end(), before)
            if len(found) > 1 or (found and _is_plural(found[0])):
                return found
        return []

    def _objects(self, before: int) -> list[str]:
        """Returns the actors behind the last verb: "Commends the parties, and encourages them"."""
        ends = [end for _, end, *_ in self.verbs if end < before]
        for end in reversed(ends[:-1]):
            that = _THAT.match(self.text, end, before)
            found, _ = self._list(that.end() if that else end, before, clause=bool(that))
            if found:
                return found
        return []


def _is_one_person(names: Sequence[str]) -> bool:
    """Tells those whom "them" cannot mean: the Secretary-General alone."""
    return len(names) == 1 and names[0].startswith(tuple(knowledge()["anaphora"]["persons"]))


def _is_plural(name: str) -> bool:
    """Tells "bodies of the United Nations" from "Committee" and "United Nations"."""
    head = re.split(r" (?:of|to|in|on|for) ", name)[0]
    return head.endswith("s") and not head.endswith("Nations")


def _names_nobody(parent: Paragraph) -> bool:
    """Tells "Requests:", whose subparagraphs name who is asked."""
    verbs = knowledge()["verbs"]["object"]
    return parent.verb in verbs and parent.text.rstrip(": ") == parent.opening


def _third_person(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    return f"{first}s {rest}".strip()
