"""Options of an embedded search: its search parameters, look and behaviour.

The page for frames and the page that creates its code take the same parameters; the element has
them as attributes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from werkzeug.datastructures import MultiDict

from indexer.schema import KEYWORD_BY_NAME
from search.translation.current import gettext, later
from search.translation.languages import LANGUAGES
from web import urls
from web.embed import look
from web.embed.look import Look
from web.urls import AskedSearch, ParameterProblem

SIZE = 10
"""Default number of results per page."""
THEMES: Mapping[str, str] = MappingProxyType(
    {"light": later("Light"), "dark": later("Dark"), "auto": later("Match the reader’s system")}
)
"""Values of `theme` of the page for frames, with names for people; the first is the default."""
TARGETS: Mapping[str, str] = MappingProxyType(
    {
        "": later("Automatic"),
        "_blank": later("New tab"),
        "_top": later("Same tab"),
    }
)
"""Values of `target`; the first is the default. The full page refuses to be framed."""
NAMES: Mapping[str, str] = MappingProxyType({one.code: one.name for one in LANGUAGES.values()})
"""Languages of the interface, with their own names."""
WIDTHS: Mapping[str, str] = MappingProxyType({"": later("Full width"), "phone": later("Phone")})
"""Widths of the previews."""
OWN = ("locked", "theme", "target", "lang", "label", "fallback", *look.PARAMETERS)
"""Parameters beside those of a search."""
SEPARATOR = "|"
"""Separator of several values of a filter, in attributes and in the form for creating code."""
ATTRIBUTES: Mapping[str, str] = MappingProxyType({"class": "speech-act"})
"""Fields whose attribute has another name, since HTML gives theirs its own meaning."""
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "type": "operative",
        "verb": "urge|invite",
        "anyverb": "encourage",
        "class": "request",
        "opening": "takes note*",
        "to": "Member States",
        "organ": "GA",
        "session": "68..74",
        "year": "2013..2019",
        "doctype": "resolution",
        "adopted": "vote",
        "committee": "Third Committee",
        "language": "en",
        "due": "GA 76",
        "cites": "A/RES/64/293",
        "symbol": "A/RES/74/176",
        "subject": "climate change",
        "sdg": "13",
        "classified": "stated",
        "uses": ">5",
        "first": "2013..2019",
        "last": "..2015",
    }
)
"""Example values shown in the filters' boxes."""
MAX_LABEL = 120
"""Characters of the label of a search box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedOptions:
    """An embedded search.

    locked: whether filters are hidden and fixed. queried: whether there is an initial query.
    label: of the box, empty for the default. fallback: whether the element contains a plain form.
    look: colours, which go before those of `theme`, and font.
    """

    asked: AskedSearch
    queried: bool
    locked: bool
    theme: str
    target: str
    lang: str
    label: str
    fallback: bool
    look: Look

    def own_pairs(self) -> list[tuple[str, str]]:
        """Returns the parameters of the page for frames other than those of the search."""
        pairs = [("locked", "1")] if self.locked else []
        usual = {"theme": next(iter(THEMES)), "target": next(iter(TARGETS)), "lang": "en"}
        looks = {"theme": self.theme, "target": self.target, "lang": self.lang}
        pairs += [(name, value) for name, value in looks.items() if value != usual[name]]
        pairs += [("label", self.label)] if self.label else []
        return [*pairs, *self.look.pairs()]

    def filter_text(self, field: str) -> str:
        """Returns the values of a filter as in the form of the page that creates the code."""
        return SEPARATOR.join(self.asked.request.filters.get(field, ()))


def read_options(
    args: MultiDict[str, str], *, joined: bool = False, beside: tuple[str, ...] = ()
) -> EmbedOptions:
    """Reads the parameters of an embedded search.

    joined: whether a parameter may hold several values of a filter, separated by `SEPARATOR`.
    beside: names of other parameters of the page.
    """
    pairs = [(name, value) for name, value in args.items(multi=True) if name not in (*OWN, *beside)]
    if joined:
        pairs = [
            (name, one.strip())
            for name, value in pairs
            for one in (value.split(SEPARATOR) if name in KEYWORD_BY_NAME else [value])
        ]
    if not args.get("size"):
        pairs = [*(pair for pair in pairs if pair[0] != "size"), ("size", str(SIZE))]
    read = urls.read_search(MultiDict(pairs))
    problems = list(read.problems)
    return EmbedOptions(
        # No facets: there is no room for filters.
        asked=AskedSearch(request=replace(read.request, facets=()), problems=tuple(problems)),
        queried=bool(args.get("q", "").strip()),
        locked=_ticked(args.get("locked")),
        theme=_one_of(args, "theme", THEMES),
        target=_one_of(args, "target", TARGETS),
        lang=args["lang"] if args.get("lang") in LANGUAGES else "en",
        label=args.get("label", "").strip()[:MAX_LABEL],
        fallback=_ticked(args.get("fallback")),
        look=look.read_look(args),
    )


def own_problems(args: MultiDict[str, str]) -> list[ParameterProblem]:
    """Returns problems of the embedding's own parameters; the defaults are used instead."""
    tables = {"theme": THEMES, "target": TARGETS, "lang": NAMES, "preview": WIDTHS}
    return [
        *look.read_look(args).problems,
        *(
            urls.bad(
                name,
                gettext(
                    "“%(name)s” must be one of these: %(items)s.", name=name, items=", ".join(table)
                ),
                tuple(table),
            )
            for name, table in tables.items()
            if args.get(name) and args[name] not in table
        ),
    ]


def _ticked(value: str | None) -> bool:
    return value is not None and value not in {"", "0", "false", "no"}


def _one_of(args: MultiDict[str, str], name: str, table: Mapping[str, str]) -> str:
    value = args.get(name, "")
    return value if value in table else next(iter(table))
