"""Places in a document as people write them: "OP4", "para. 4 (b)", "preambular para. 1".

The forms are data (`data/pinpoints.toml`). Which paragraph of a document is at a place is
`search.names.pinpoints`' question.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from indexer.parsing.knowledge.ordinals import ordinal_word, read_ordinal
from indexer.parsing.knowledge.templates import filled

_LABEL = re.compile(r"\([^()]*\)|[^\s()]+")
_BEHIND = r"[ ,;:-]*(?:\( ?)?(?:(?:at|in|see|the) )*"
_CONNECTED = r"(?:,? (?:of|in|to|from)(?: the)?|,)? \Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinpoint:
    """A place in a document.

    kind: "operative", "preambular", "annex", "any" where the words do not tell, or "id".
    labels: of the subparagraphs down to it ("(b)", "(ii)"). section: "II", "quoted" for a draft
    that is quoted. item: number in a list that has only dashes. own: for "id", what stands behind
    the # in the paragraph's id. place: for "annex", as `Paragraph.place` has it, in lower case.
    """

    kind: str
    number: int | None = None
    labels: tuple[str, ...] = ()
    section: str | None = None
    item: int | None = None
    own: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str
    pattern: str
    examples: tuple[tuple[str, str, str, str], ...]
    behind: re.Pattern[str]
    before: re.Pattern[str]


@lru_cache
def forms() -> tuple[_Form, ...]:
    """Returns the forms of `data/pinpoints.toml`, in the order in which they are tried."""
    raw = tomllib.loads(files("indexer.parsing.data").joinpath("pinpoints.toml").read_text("utf-8"))
    found = []
    for form in raw["form"]:
        pattern = filled(form["pattern"], raw["parts"])
        found.append(
            _Form(
                kind=form["kind"],
                pattern=pattern,
                examples=tuple(tuple(example) for example in form["examples"]),
                behind=re.compile(rf"{_BEHIND}{pattern}(?!\w)(?: ?\))?", re.IGNORECASE),
                before=re.compile(rf"(?<![\w/#]){pattern}{_CONNECTED}", re.IGNORECASE),
            )
        )
    return tuple(found)


def pinpoint_behind(text: str, start: int) -> tuple[Pinpoint, int] | None:
    """Reads the place that a text names from an offset on; returns it with where it ends."""
    matches = ((form, form.behind.match(text, start)) for form in forms())
    found = [(match.end(), form.kind, match) for form, match in matches if match]
    if not found:
        return None
    end, kind, match = max(found, key=lambda one: one[0])
    return _pinpoint(kind, match), end


def pinpoint_before(text: str) -> tuple[Pinpoint, int] | None:
    """Reads the place that a text ends with; returns it with the offset at which it begins."""
    matches = ((form, form.before.search(text)) for form in forms() if form.kind != "id")
    found = [(match.start(), form.kind, match) for form, match in matches if match]
    if not found:
        return None
    start, kind, match = min(found, key=lambda one: one[0])
    return _pinpoint(kind, match), start


def _pinpoint(kind: str, match: re.Match[str]) -> Pinpoint:
    groups = match.groupdict()
    labels = tuple(
        f"({label.strip('()').lower()})" for label in _LABEL.findall(groups.get("labels") or "")
    )
    item = int(groups.get("item") or 0) or read_ordinal(groups.get("nth") or "") or None
    return Pinpoint(
        kind=kind,
        number=int(groups["number"]) if groups.get("number") else None,
        labels=labels,
        section="quoted" if groups.get("quoted") else groups.get("section") or groups.get("annex"),
        item=item,
        own=groups.get("own"),
        place=_place(groups, labels, item) if groups.get("word") else None,
    )


def _place(groups: Mapping[str, str | None], labels: tuple[str, ...], item: int | None) -> str:
    """Returns a place in an annex as it is cited: "annex ii, sect. iii, para. 5 (c)"."""
    parts = (
        " ".join(filter(None, (groups["word"], groups.get("annex")))),
        f"sect. {groups['within']}" if groups.get("within") else "",
        " ".join((f"para. {groups['number']}", *labels)) if groups.get("number") else "",
        f"{ordinal_word(item)} item" if item else "",
    )
    return ", ".join(filter(None, parts)).casefold()
