"""Actor lists: "Member States, donors and the private sector" names three.

A list is cut into phrases, which end where what is asked begins ("TO support ...", "CEASE all
..."). Words that describe no particular actor ("all relevant") and clauses behind a name are left
out. What verbs stand before lists, and what short forms mean, is the question of `addressees.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from indexer.parsing.knowledge.actors import Token, knowledge
from indexer.parsing.meaning.actor_phrases import (
    Phrase,
    cuts,
    head_end,
    is_actor,
    names_something,
    only_sharing,
    read_phrase,
    several_governments,
    shared_noun,
    starts_aside,
    stripped,
    words,
)

# "to" before these is a preposition: "parties to the conflict".
_PREPOSITIONAL = frozenset({
    "the", "a", "an", "this", "these", "those", "that", "their", "its", "his", "her", "all", "any",
    "each", "such", "which", "whom", "conflict", "conflicts",
})  # fmt: skip
_AFTER_PARTY = frozenset({"party", "parties", "signatory", "signatories", "contributors", "access"})
# "to" behind these belongs to them: "the Committee established PURSUANT TO resolution 1970".
_BEFORE_TO = frozenset({"order", "pursuant", "according", "prior", "due", "relation", "regard"})
_ADJECTIVES = frozenset({"international", "relevant", "armed", "regional", "multilateral"})
_RELATIVE = frozenset(["that", "who", "which", "whose", "whom", "where", "when", "if", "unless"])
_FRENCH = frozenset({"de", "du", "des", "la", "le", "les", "pour", "et", "del", "al"})  # in names
# Behind these, and a list that is complete, further names are examples.
_EXAMPLES = frozenset({"including", "especially", "particularly", "notably"})
_STOP = frozenset(";:.")
_OF_UNITED_NATIONS = ("of the United Nations", "of the United Nations system")
_OF_THE_SYSTEM = frozenset({"funds and programmes", "specialized agencies"})
_APPOSITION = "occupying Power"
_CATCH_ALL = ("stakeholders", "actors", "partners", "sectors of society")
_MEANS = frozenset({"individually", "directly", "through", "via", "collectively", "bilaterally"})
_DONE = re.compile(r"[a-z]+ed|given|held|kept|made|paid|put|sent|set|taken|brought|drawn")
_THIRD_PERSON = frozenset({"keep", "submit", "present", "report", "continue", "ensure", "take"})
_COUNTRIES = frozenset({"DRC", "FYROM", "UK", "USA", "US", "UAE"})


class ActorList:
    """Cuts the words behind a verb into the phrases of a list."""

    def __init__(
        self,
        words: Sequence[Token],
        *,
        clause: bool,
        binding: Collection[str] = (),
        until: str | None,
        preposition: str | None = None,
    ) -> None:
        self.words = words
        self.preposition = preposition
        self.clause = clause
        self.binding = binding
        self.until = until
        self.asked = False
        self.at = 0
        self.closed = False  # whether an "and" has come, before the last of a list
        self.acting = -1  # where the verb of a clause stands
        self.sharing: list[str] = []
        self.found: list[Phrase] = []

    def phrases(self) -> list[Phrase]:
        """Returns the actors; none where the first phrase is no actor."""
        while self.at < len(self.words):
            if self._ends():
                break
            if self._passes_over():
                continue
            chunk = self._chunk()
            if not self._take(chunk) and not self.found and not self.sharing:
                self.asked = False
                return []
        return _united(_governments(self.found))

    def _word(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.words[place].text if place < len(self.words) else ""

    def _ends(self) -> bool:
        """Tells whether the list ends here: what is asked follows, or the sentence ends."""
        word = self._word()
        if word == self.until and self.found:
            self.asked = True
            return True
        if word in _STOP:
            leads_in = word == ":" and (not self.binding or self._just_named())
            self.asked = self.asked or (leads_in and bool(self.found))
            return True
        acts = self.at == self.acting or (self.clause and self._predicate())
        if self._infinitive() or (self.found and acts):
            self.asked = bool(self.found) and not (self.clause and self._is_passive())
            return True
        if self.found and self._companions():
            self.asked = self.asked or self._asked_behind()
            return True
        return False

    def _asked_behind(self) -> bool:
        """Tells whether what is asked follows an aside: ", in consultation with States, TO act"."""
        if self.clause:
            return not self.binding
        mark = self.at
        while self.at < len(self.words) and self._word() not in _STOP and not self._infinitive():
            self.at += 1
        asks = self._infinitive()
        self.at = mark
        return asks

    def _just_named(self) -> bool:
        """Tells "that all States:", whose items say what they shall do."""
        last = self.words[self.at - 1].text if self.at else ""
        ends = self.at == len(self.words) - 1
        return ends and bool(self.found) and self.found[-1].text.split(" ")[-1] == last

    def _is_passive(self) -> bool:
        """Tells "shall be held" and "that funds be provided", by which nobody has to act."""
        ahead = 0 if self._word() == "be" else 1
        following = self._word(ahead + 1)
        if self._word(ahead) != "be" or following in knowledge()["verbs"]["duties"]:
            return False
        return bool(self.binding) or _DONE.fullmatch(following) is not None

    def _infinitive(self) -> bool:
        if self._word() != "to" or self.clause or (self.preposition == "to" and self._repeats()):
            return False
        following = self._word(1)
        before = self.words[self.at - 1].text.casefold() if self.at else ""
        if before in _BEFORE_TO:
            return False
        if following in _ADJECTIVES:
            return before not in _AFTER_PARTY
        return following not in _PREPOSITIONAL and following[:1].islower()

    def _predicate(self, chunk: Sequence[Token] = ()) -> bool:
        """Tells whether the subject of a clause ends here: with a verb, listed or not."""
        word = self._word()
        if self.binding:
            return word in self.binding
        if word in words().predicates or (not chunk and word.removesuffix("s") in _THIRD_PERSON):
            return True
        rest, _ = stripped(chunk)
        return (
            bool(re.fullmatch(r"[a-z]+", word) and rest)
            and not re.fullmatch(r"\w+(?:ing|ed|[^s]s)|and|or|as|worldwide|alike", word)
            and word not in words().named | words().actors | words().sharing | _FRENCH
            and not cuts(word)
            and is_actor(rest[: head_end(rest)]) is not None
            and (rest[-1].known or rest[-1].text[0].isupper() or rest[-1].text in words().actors)
        )

    def _companions(self) -> bool:
        return any(
            all(self._word(n) == word for n, word in enumerate(phrase))
            for phrase in words().companions.get(self._word(), ())
        )

    def _passes_over(self) -> bool:
        """Moves over what stands between phrases: marks, "and", asides."""
        word = self._word()
        if word in (",", "and", "or", "and/or", "–", "—"):
            self.closed = self.closed or (word == "and" and bool(self.found))
            self.at += 1
        elif word == "(":
            self._skip_to({")"})
            self.at += 1
        elif word == "as" and self._word(1) == "well" and self._word(2) == "as":
            self.at += 3 + (self.preposition is not None and self._word(3) == self.preposition)
        elif word == self.preposition and self._repeats():
            self.at += 1
        elif self._aside_begins(word):
            self._skip_aside()
        else:
            return False
        return True

    def _aside_begins(self, word: str) -> bool:
        if word == "such":
            return self._word(1) == "as"
        if word.casefold() in _EXAMPLES:  # "the Trust Fund for Victims, ESPECIALLY Women"
            return True
        if self.at == 0 and word not in words().asides:
            return False  # "Encourages ONGOING efforts"
        return starts_aside(word, self._word(1)) and not self.words[self.at].known

    def _repeats(self) -> bool:
        """Tells "appeals to donors and TO organizations" from "and to support"."""
        before = self.words[self.at - 1].text if self.at else ""
        following = self.words[self.at + 1] if self.at + 1 < len(self.words) else None
        return before in (",", "and", "or") and following is not None and _may_name(following)

    def _skip_aside(self) -> None:
        """Moves to the end of an aside: its comma, or what is asked of those before it."""
        word, following = self._word(), self._word(1)
        particular = word in _EXAMPLES or (word, following) == ("in", "particular")
        complete = self.closed and particular and not self.clause
        examples = complete or (word, following) in (("such", "as"), ("including", "from"))
        named = particular and not self.clause and self._is_example(1)
        examples = examples or (particular and not self.clause and self._are_all_examples())
        means = word in _MEANS and not self.clause
        while self.at < len(self.words):
            self.at += 1
            word = self._word()
            goes_on = examples or (named and self._is_example(1))
            if goes_on and word == "," and self._word(1) not in ("and", "as", "to"):
                continue
            if word in {",", *_STOP} or (self.found and self._companions()):
                return
            if self._infinitive() and self._word(1) != "do":
                return
            if self.clause and self.found and word in ("shall", "should", "must", "cease"):
                return
            if (examples or named) and (word, self._word(1)) != ("and", "other"):
                continue
            done = self.words[self.at - 1].text == "so"  # "that have not done so and OTHERS"
            if (
                word == "and"
                and not means
                and (done or self._word(1) in ("other", "relevant", "all", "the"))
            ):
                mark = self.at
                self.at += 1
                chunk = self._chunk()
                actor = bool(self.found) and (only_sharing(chunk) or bool(read_phrase(chunk)))
                self.at = mark
                if actor:
                    return

    def _are_all_examples(self) -> bool:
        """Tells "all stakeholders, including women and youth, TO act": only what is before acts."""
        if not self.found or not self.found[-1].text.endswith(_CATCH_ALL):
            return False
        mark = self.at
        while self.at < len(self.words) and self._word() not in _STOP and not self._infinitive():
            self.at += 1
        closed_by_comma = self._infinitive() and self.words[self.at - 1].text == ","
        self.at = mark
        return closed_by_comma

    def _is_example(self, ahead: int) -> bool:
        """Tells a body by its name, or a part of the United Nations, as examples of a kind are."""
        place = self.at + ahead + (self._word(ahead) in ("the", "particular"))
        token = self.words[place] if place < len(self.words) else None
        if token is None:
            return False
        part = token.text in words().units or token.text in ("specialized", "representatives")
        return part or token.text[0].isupper()

    def _skip_to(self, marks: set[str]) -> None:
        while self.at < len(self.words) and self._word() not in marks:
            self.at += 1

    def _chunk(self) -> list[Token]:
        """Takes the words of one phrase."""
        chunk: list[Token] = []
        while self.at < len(self.words):
            word, named = self._word(), names_something(chunk)
            if word == "(" and self._year() and any(t.text == "established" for t in chunk):
                chunk += self.words[self.at : self.at + 3]
                self.at += 3
                continue
            if word in {",", "(", "–", "—", *_STOP} or (chunk and self._infinitive()):
                break
            if named and (word == self.until or (chunk[-1].known and word in ("the", "that"))):
                break
            such_as = word == "such" and self._word(1) == "as"
            if named and (word in _RELATIVE or word == "as" or such_as or self._companions()):
                break
            if self.clause and named and self._predicate(chunk):
                self.acting = self.at
                break
            if word in ("and", "or", "and/or") and (not chunk or self._splits(chunk)):
                break
            chunk.append(self.words[self.at])
            self.at += 1
        return chunk

    def _year(self) -> bool:
        return self._word(1).isdecimal() and self._word(2) == ")"

    def _splits(self, chunk: Sequence[Token]) -> bool:
        """Tells whether "and" joins two actors, rather than belonging to the name of one."""
        repeated = self.preposition is not None and self._word(1) == self.preposition
        particular = (self._word(1), self._word(2)) == ("in", "particular")
        if repeated or particular or only_sharing(chunk) or several_governments(chunk):
            return True
        if any(several_governments([Token(one.text, 0, 0)]) for one in self.found):
            return True
        if _lacks_noun(chunk):
            return False
        if any(token.text == "from" for token in chunk) and self._word(1) not in words().dropped:
            return False
        mark = self.at
        self.at += 1
        right: list[Token] = []
        while self.at < len(self.words):
            word = self._word()
            if word in {",", "(", "and", "or", *_RELATIVE, *_STOP} or self._infinitive():
                break
            if self.clause and names_something(right) and self._predicate(right):
                break
            right.append(self.words[self.at])
            self.at += 1
        self.at = mark
        if not right:
            return True
        if only_sharing(right):
            return True
        if _is_acronym(right):
            return True
        if _is_one_name(chunk, right) or _is_place(chunk, right):
            return False
        phrase = read_phrase(right)
        if phrase is None:
            return not right[0].text[0].isupper() and right[0].text in words().dropped
        bare_name = right[0].text[0].isupper() and not right[0].known and phrase.proper
        whole = stripped(chunk)[0]
        titled = bool(whole) and (whole[0].known or whole[0].text[0].isupper())
        return not (bare_name and titled and any(t.text in words().named for t in chunk))

    def _is_state(self, chunk: Sequence[Token]) -> bool:
        """Tells "the one State that has not signed" from "State and non-State actors"."""
        rest, _ = stripped(chunk)
        return [token.text for token in rest] == ["State"] and self._word() not in {
            ",", "and", "or", "and/or",
        }  # fmt: skip

    def _continues(self, phrase: Phrase) -> bool:
        """Tells the rest of a name with commas, and "the occupying Power", from another actor."""
        if any(several_governments([Token(one.text, 0, 0)]) for one in self.found):
            return False
        before = self.found[-1].text
        plain = phrase.proper and not phrase.definite and not phrase.text.isupper()
        rest_of_name = plain and " " in before and before[0].isupper()
        named = any(f" {word} " in before for word in words().named)
        return phrase.text == _APPOSITION or (rest_of_name and named)

    def _take(self, chunk: Sequence[Token]) -> bool:
        """Takes a phrase into the list; false where it is no actor."""
        if only_sharing(chunk) and not self._is_state(chunk):
            self.sharing += [" ".join(token.text for token in stripped(chunk)[0])]
            return True
        phrase = read_phrase(chunk) or _first_of_two(chunk)
        if phrase is None or (self.found and self._continues(phrase)):
            self.sharing.clear()
            return False
        if self.sharing and phrase.text.endswith(" sectors"):
            phrase = replace(phrase, text=phrase.text.removesuffix("s"))
        noun = shared_noun(phrase.text)
        self.found += [replace(phrase, text=f"{adjective} {noun}") for adjective in self.sharing]
        self.sharing.clear()
        self.found.append(phrase)
        return True


def _first_of_two(chunk: Sequence[Token]) -> Phrase | None:
    """Reads "organizations and arrangements", of which only the first is an actor."""
    place = next((n for n, token in enumerate(chunk) if token.text == "and" and n), None)
    return read_phrase(chunk[:place]) if place else None


def _is_one_name(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Tells "the Rule of Law Coordination | and | Resource Group" from two names."""
    whole, definite = stripped(left)
    actors = words().actors
    return (
        definite
        and bool(whole)
        and all(token.text.istitle() or token.text in words().named for token in whole)
        and not any(token.known for token in (*whole, *right))
        and whole[-1].text.casefold() not in actors
        and all(token.text.istitle() for token in right)
        and right[-1].text.casefold() in actors
    )


def _lacks_noun(chunk: Sequence[Token]) -> bool:
    """Tells "the heads of regional", behind which the noun follows: "and other organizations"."""
    last = chunk[-1].text
    bare_adjective = last in words().sharing and last not in words().actors
    return bare_adjective and any(token.text in words().attached for token in chunk)


def _is_acronym(right: Sequence[Token]) -> bool:
    """Tells RENAMO, which is nobody's second name."""
    rest, _ = stripped(right)
    return len(rest) == 1 and rest[0].text.isupper() and rest[0].text not in _COUNTRIES


def _is_place(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Tells the second place in "the authorities in Chad and the Central African Republic"."""
    place = next((n for n, token in enumerate(left) if token.text == "in" and n), None)
    if place is None or any(token.text in words().attached for token in left):
        return False
    behind, _ = stripped(left[place + 1 :])
    rest, _ = stripped(right)
    named = bool(behind and rest) and all(
        token.text[0].isupper() and not token.known for token in (*behind, *rest)
    )
    heads = knowledge()["anaphora"]["heads"]
    return named and rest[-1].text not in heads and not left[place - 1].text[0].isupper()


def _may_name(token: Token) -> bool:
    lists = words()
    named = token.text in lists.actors | lists.dropped | lists.sharing
    return token.known or token.text[0].isupper() or named


def _governments(found: Sequence[Phrase]) -> list[Phrase]:
    """Gives each government its own name: "the Governments of Chad and the Sudan"."""
    several = False
    named: list[Phrase] = []
    for phrase in found:
        head, of, country = phrase.text.partition("Governments of ")
        plural = bool(of) and not head and country.removeprefix("the ")[:1].isupper()
        several = plural or (several and phrase.proper)
        if several and not plural:
            country = f"the {phrase.text}" if phrase.definite else phrase.text
        text = f"Government of {country}" if several else phrase.text
        named.append(replace(phrase, text=text, definite=phrase.definite and not several))
    return named


def _united(found: Sequence[Phrase]) -> list[Phrase]:
    """Gives parts of the United Nations its name: "United Nations bodies and organs"."""
    whole = list(found)
    ours = "United Nations "
    for place, phrase in enumerate(whole):
        before = whole[place - 1].text if place else ""
        loose = (phrase.owned or not phrase.definite) and not phrase.other
        if phrase.text in words().units and loose and before.startswith(ours):
            whole[place] = replace(phrase, text=ours + phrase.text)
    shared = False
    for place in range(len(whole) - 1, -1, -1):
        text = whole[place].text
        if shared and text in words().units:
            whole[place] = replace(whole[place], text=f"{text} of the United Nations")
        shared = text.endswith(_OF_UNITED_NATIONS) or (
            shared and (text in words().units or text in _OF_THE_SYSTEM)
        )
    return whole
