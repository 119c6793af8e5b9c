"""Paragraph ids: part of the document, number and labels.

"A/RES/75/101 A-B#B.II.op4(a)~2" is the second paragraph of that name: part B, section II,
operative paragraph 4, subparagraph (a). `web/labels.py` and `citation.py` put them in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search.translation.current import current, gettext
from search.translation.languages import ENGLISH
from search.translation.numbers import ordinal_in_words

OPERATIVE, PREAMBULAR = "op", "pp"

# "op4(a)", "B.II.op1", "pp7(a)(i)", "op13.2", "op1.quoted.3", "op25.end": scopes, kind, number, and
# what is below it; "op.2" has no number; "~2" distinguishes ids that would be equal. "op13–~2" is
# how items of a list of dashes were named before.
_PLACE = re.compile(
    r"(?P<scopes>(?:[^()~.]+\.)*)(?P<kind>op|pp)(?:(?P<number>\d+)|\.(?P<counted>\d+))(?P<below>.*)"
)
_BELOW = re.compile(
    r"(?P<dash>[–—•·-])(?:~(?P<item>\d+))?|~\d+|\.quoted\.(?P<quoted>\d+)|\.(?P<place>\d+)"
    r"|\.(?P<end>end\d*)"
    r"|(?P<label>\([^()]*\)|[^()~–—•·.-]+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step below a numbered paragraph: a label, or the place in a list or in what is quoted.

    end: the words of the paragraph below its list.
    """

    label: str | None = None
    item: int | None = None
    quoted: int | None = None
    end: bool = False

    @property
    def words(self) -> str:
        """The step as it is cited, with what sets it off."""
        if self.quoted is not None:
            ordinal = ordinal_in_words(self.quoted)
            return gettext(", quoted text, %(ordinal)s paragraph", ordinal=ordinal)
        if self.end:
            return gettext(", closing words")
        if self.item is not None:
            return gettext(", %(ordinal)s item", ordinal=ordinal_in_words(self.item))
        return f" {self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPlace:
    """The place of a preambular or operative paragraph or of a subparagraph.

    scopes: part and section ("B", "II"), "quoted" in a quoted draft.
    kind: `OPERATIVE` or `PREAMBULAR`. number: as printed or counted. numbered: False for the
    `number`th of those that have no number. below: what leads down to it.
    """

    scopes: tuple[str, ...]
    kind: str
    number: int
    numbered: bool = True
    below: tuple[Step, ...] = ()

    @property
    def labels(self) -> str:
        """What stands below the number, as it is cited: " (a) (i)", ", second item"."""
        return "".join(step.words for step in self.below)


def fragment(paragraph_id: str) -> str:
    """Returns the part of a paragraph's id after the symbol, usable as an HTML id ("op4(a)")."""
    _, _, own = paragraph_id.partition("#")
    return re.sub(r"\s+", "_", own)


def numbered_place(paragraph_id: str) -> NumberedPlace | None:
    """Returns the place that an id stands for; None for headings, annexes and other text."""
    found = _PLACE.fullmatch(fragment(paragraph_id))
    if found is None:
        return None
    return NumberedPlace(
        scopes=tuple(name for name in found["scopes"].split(".") if name),
        kind=found["kind"],
        number=int(found["number"] or found["counted"]),
        numbered=found["number"] is not None,
        below=tuple(_steps(found["below"])),
    )


def _steps(rest: str) -> Iterator[Step]:
    for part in _BELOW.finditer(rest):
        if part["dash"]:
            yield Step(item=int(part["item"] or 1))
        elif part["quoted"]:
            yield Step(quoted=int(part["quoted"]))
        elif part["place"]:
            yield Step(item=int(part["place"]))
        elif part["end"]:
            yield Step(end=True)
        elif part["label"]:
            yield Step(label=part["label"])


def joined(places: Iterable[str]) -> str:
    """Returns the parts of a place in a row: "part B, operative paragraph 1"."""
    return {"ar": "، ", "zh": ""}.get(current().code, ", ").join(places)


def cited_place(place: str, *, full: bool = False) -> str:
    """Returns a place as texts cite it, "sect. II, para. 4", in the current language.

    full: whether its words are not to be shortened.
    """
    if current() is ENGLISH and not full:
        return place
    words = {
        "sect.": gettext("section") if full else gettext("sect."),
        "para.": gettext("paragraph") if full else gettext("para."),
        "annex": gettext("annex"),
    }
    return re.sub(r"\b(?:sect\.|para\.|annex\b)", lambda found: words[found[0]], place)
