"""Tools: what an assistant can ask, with the words that tell it when, and the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from indexer.model import Document, Paragraph
from indexer.schema import KEYWORDS, SUBJECT_FIELDS
from indexer.serialization import to_json
from search.citation import citation, work_citation
from search.comparison.compare import Change, compare
from search.errors import BadParameter
from search.formats.history import exported_history
from search.formats.json import exported_comparison, exported_search
from search.formats.report.json import exported_report, found_in
from search.precedents.report import Report, Standing
from search.request import MAX_QUERY, Grouping, SearchRequest, Sort
from search.searcher import Searcher
from web.mcp.answers import (
    Answer,
    DueAnswer,
    DueReport,
    FoundAnswer,
    FoundHit,
    ReadAnswer,
    ReadParagraph,
    Site,
    in_pieces,
    with_addresses,
)

MOST_DRAFT = 200_000
"""Characters of a draft that is checked."""
_MOST_HITS = 20
_MOST_SEARCHED = 5000  # paragraphs that are read, in 0.8 seconds
_REPORTING = "report* OR inform* OR brief* OR updat*"
"""Words of which all but one in a hundred requests to report have one."""
_MOST_USES = 10
_MOST_LACKING = 20
_LONGEST_NAME = 300

Arguments = Mapping[str, Any]
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What tools work with.

    check: reads a draft's text and checks it.
    """

    searcher: Searcher
    site: Site
    check: Callable[[str], Report]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool; properties: JSON Schema of its arguments, by name."""

    name: str
    title: str
    description: str
    properties: Mapping[str, Schema]
    required: tuple[str, ...]
    answer: Callable[[Desk, Arguments], Answer]

    @property
    def schema(self) -> Schema:
        """The JSON Schema of its arguments."""
        return {
            "type": "object",
            "properties": dict(self.properties),
            "required": list(self.required),
            "additionalProperties": False,
        }


def _search(desk: Desk, arguments: Arguments) -> Answer:
    filters = arguments.get("filters", {})
    request = SearchRequest(
        query=arguments["query"],
        filters={name: tuple(values) for name, values in filters.items()},
        sort=Sort(arguments.get("sort", Sort.RELEVANCE)),
        group=Grouping(arguments.get("group", Grouping.NONE)),
        page=arguments.get("page", 1),
        size=arguments.get("size", 5),
        strict=False,
    )
    result = desk.searcher.search(request)
    hits = tuple(
        FoundHit(hit=hit, citation=citation(hit.masthead, hit.paragraph)) for hit in result.hits
    )
    answer = to_json(FoundAnswer(search=exported_search(result), hits=hits))
    return in_pieces(with_addresses(answer, desk.site), "hits", 1)


def _read(desk: Desk, arguments: Arguments) -> Answer:
    stored, named = desk.searcher.place(arguments["name"])
    document = stored.document
    paragraphs = _with_surroundings(document, named) if named else document.paragraphs
    masthead = document.masthead
    answer = to_json(
        ReadAnswer(
            document=masthead,
            citation=work_citation(masthead),
            named=named.id if named else None,
            paragraphs=tuple(
                ReadParagraph(paragraph=one, citation=citation(masthead, one)) for one in paragraphs
            ),
        )
    )
    return in_pieces(with_addresses(answer, desk.site), "paragraphs", arguments.get("start", 1))


def _with_surroundings(document: Document, named: Paragraph) -> tuple[Paragraph, ...]:
    """Returns a paragraph with those that lead in to it and those below it."""
    by_id = {one.id: one for one in document.paragraphs}
    wanted = {named.id}
    above = named.parent
    while above in by_id and above not in wanted:
        wanted.add(above)
        above = by_id[above].parent
    below = {named.id}
    for one in document.paragraphs:
        if one.parent in below:
            below.add(one.id)
    return tuple(one for one in document.paragraphs if one.id in wanted | below)


def _compare(desk: Desk, arguments: Arguments) -> Answer:
    before, after = (
        desk.searcher.document(arguments[name]).document for name in ("before", "after")
    )
    found = compare(before, after)
    if not arguments.get("unchanged", False):
        pairs = tuple(pair for pair in found.pairs if pair.change is not Change.KEPT)
        found = replace(found, pairs=pairs)
    answer = to_json(exported_comparison(found))
    return in_pieces(with_addresses(answer, desk.site), "pairs", arguments.get("start", 1))


def _history(desk: Desk, arguments: Arguments) -> Answer:
    exported = exported_history(desk.searcher.history(arguments["paragraph"]))
    answer = to_json(replace(exported, uses=exported.uses[:_MOST_USES]))
    return in_pieces(with_addresses(answer, desk.site), "family", arguments.get("start", 1))


def _check(desk: Desk, arguments: Arguments) -> Answer:
    text, symbol = arguments.get("text"), arguments.get("symbol")
    if (text is None) == (symbol is None):
        raise BadParameter(
            "Give the draft's “text”, or the “symbol” of a document.", parameter="text"
        )
    if text is not None:
        report = desk.check(text)
    else:
        report = desk.searcher.check_draft(desk.searcher.document(str(symbol)).document)
    exported = exported_report(report)
    wanted = {Standing(one) for one in arguments.get("standing", list(Standing))}
    exported = replace(
        exported,
        paragraphs=tuple(
            replace(one, closest=one.closest[:1])
            for one in exported.paragraphs
            if one.standing in wanted
        ),
        lacking=exported.lacking[:_MOST_LACKING],
    )
    answer = to_json(exported)
    return in_pieces(with_addresses(answer, desk.site), "paragraphs", arguments.get("start", 1))


def _due(desk: Desk, arguments: Arguments) -> Answer:
    filters = {
        field: (str(arguments[name]),)
        for name, field in (("addressee", "to"), ("organ", "organ"), ("session", "due"))
        if name in arguments
    }
    narrowed = {"about", "addressee", "session"} & arguments.keys()
    about = arguments.get("about", "") if narrowed else _REPORTING
    request = SearchRequest(query=about, filters=filters, sort=Sort.NEWEST, strict=True)
    searched = 0
    reports: list[DueReport] = []
    for stored in desk.searcher.stream(request, most=_MOST_SEARCHED):
        searched += 1
        for one in stored.paragraph.requests:
            if _falls_in(one.first_year, one.last_year, arguments):
                paragraph = found_in(stored.masthead, stored.paragraph)
                reports.append(DueReport(paragraph=paragraph, request=one))
    complete = searched < _MOST_SEARCHED
    answer = to_json(DueAnswer(searched=searched, complete=complete, reports=tuple(reports)))
    return in_pieces(with_addresses(answer, desk.site), "reports", arguments.get("start", 1))


def _falls_in(first: int | None, last: int | None, arguments: Arguments) -> bool:
    """Tells whether a report may be due in the years asked for."""
    earliest, latest = arguments.get("from_year"), arguments.get("to_year")
    if earliest is None and latest is None:
        return True
    if first is None:
        return False
    return (latest is None or first <= latest) and (earliest is None or (last or first) >= earliest)


_START = {
    "type": "integer",
    "minimum": 1,
    "description": "Where to go on: the “next” of an earlier answer.",
}
_YEAR = {"type": "integer", "minimum": 1946, "maximum": 2200}


def _name(description: str) -> Schema:
    return {
        "type": "string",
        "minLength": 1,
        "maxLength": _LONGEST_NAME,
        "description": description,
    }


def _one_of(values: type[Sort] | type[Grouping], description: str) -> Schema:
    return {"type": "string", "enum": [str(one) for one in values], "description": description}


_FILTERS = {
    "type": "object",
    "description": "Values by field. Values of a field are alternatives; all fields must fit.",
    "additionalProperties": False,
    "properties": {
        one.name: {
            "type": "array",
            "items": {"type": "string", "maxLength": _LONGEST_NAME},
            "maxItems": 50,
            "description": one.meaning,
        }
        for one in (*KEYWORDS, *SUBJECT_FIELDS)
    },
}

TOOLS: tuple[Tool, ...] = (
    Tool(
        name="search",
        title="Search paragraphs",
        description=(
            "Finds paragraphs of United Nations resolutions. Give plain words or a question, or "
            'a query: "exact phrase", AND, OR, NOT, traffick*, women NEAR/5 girls, verb:urge, '
            "to:UNODC, year:2015..2020, cites:64/293. Each hit has the paragraph's words as they "
            "stand, its citation and its address."
        ),
        properties={
            "query": {
                "type": "string",
                "maxLength": MAX_QUERY,
                "description": "Words or a query; empty for all paragraphs that fit the filters.",
            },
            "filters": _FILTERS,
            "sort": _one_of(Sort, "Order of the hits."),
            "group": _one_of(Grouping, "“wording” shows repeated wording once."),
            "page": {"type": "integer", "minimum": 1, "maximum": 500},
            "size": {"type": "integer", "minimum": 1, "maximum": _MOST_HITS, "default": 5},
        },
        required=("query",),
        answer=_search,
    ),
    Tool(
        name="read",
        title="Read a resolution or paragraph",
        description=(
            "Gives a resolution's paragraphs in order, or one paragraph with those that lead in to "
            "it and its subparagraphs, in their exact words."
        ),
        properties={
            "name": _name(
                "Symbol, or a paragraph's id or citation: “A/RES/74/176”, “UNSCR 1325”, "
                "“A/RES/74/176#op15”, “74/176, para. 15”."
            ),
            "start": _START,
        },
        required=("name",),
        answer=_read,
    ),
    Tool(
        name="compare",
        title="Compare two resolutions",
        description=(
            "Shows what changed between two texts, paragraph by paragraph: last session's "
            "resolution and this one's, or a draft and the adopted text."
        ),
        properties={
            "before": _name("Symbol of the earlier text."),
            "after": _name("Symbol of the later text."),
            "unchanged": {"type": "boolean", "description": "List unchanged paragraphs too."},
            "start": _START,
        },
        required=("before", "after"),
        answer=_compare,
    ),
    Tool(
        name="history",
        title="History of a wording",
        description=(
            "Tells where the wording of a paragraph was first used, how often since, how it "
            "changed, and which paragraphs are like it."
        ),
        properties={
            "paragraph": _name("The paragraph's id or citation: “A/RES/74/176#op15”."),
            "start": _START,
        },
        required=("paragraph",),
        answer=_history,
    ),
    Tool(
        name="check_draft",
        title="Check a draft against agreed language",
        description=(
            "Tells of each paragraph of a draft whether it is agreed word for word, agreed with "
            "changes, made of known phrases, or new, with the closest earlier paragraph. The draft "
            "is not kept."
        ),
        properties={
            "text": {
                "type": "string",
                "minLength": 1,
                "maxLength": MOST_DRAFT,
                "description": "The draft, one paragraph a line.",
            },
            "symbol": _name("A document of the index, checked against older ones, in its place."),
            "standing": {
                "type": "array",
                "items": {"type": "string", "enum": [str(one) for one in Standing]},
                "description": "Only paragraphs of which this is known.",
            },
            "start": _START,
        },
        required=(),
        answer=_check,
    ),
    Tool(
        name="reports_due",
        title="Reports asked for",
        description=(
            "Lists the reports that resolutions ask for, newest resolution first: who is to "
            "report, to whom, on what and when."
        ),
        properties={
            "about": {
                "type": "string",
                "maxLength": MAX_QUERY,
                "description": "Words or a query that the paragraph has to match.",
            },
            "addressee": _name("Who is asked, such as “Secretary-General”."),
            "organ": _name("Organ whose resolutions ask: GA, SC, ECOSOC or HRC."),
            "session": _name("Session at which it is due, such as “78”, or “78..80”."),
            "from_year": {**_YEAR, "description": "Due in this year or later."},
            "to_year": {**_YEAR, "description": "Due in this year or earlier."},
            "start": _START,
        },
        required=(),
        answer=_due,
    ),
)
"""The tools, in the order in which they are listed."""

BY_NAME = {tool.name: tool for tool in TOOLS}
