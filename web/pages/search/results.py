"""View of the results page: a search's results with all their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import url_for
from markupsafe import Markup

from indexer.model import DocumentType
from search.citation import citation
from search.names.adoption import adoption_mark, adoption_words
from search.names.uses import Years, use_words
from search.precedents.recitals import is_bare
from search.request import MAX_DEPTH, Grouping, SearchRequest, Sort
from search.results import Hit, HitGroup, SearchResult, Twin
from search.translation.current import current, gettext, later, later_plural, ngettext
from search.understanding.sentences import language_sentences, sentences
from search.understanding.spoken import ANY
from web import labels, urls
from web.markup import changed, marked, opening_span, telling
from web.pages.search.facets import FacetView, carried, facet_views
from web.urls import place_href, search_href, session_href

SIZES = (20, 50, 100)
"""Page sizes to choose from."""
MOST_NAMED = 60
"""Characters of a query in the name of a saved search."""
NEAR_PAGES = 2
"""Pages linked on either side of the one shown."""

_WORD = r"(?!(?:AND|OR|NOT|NEAR|PRE)\b)[\w'’-]+"
_ONLY_WORDS = re.compile(rf"""["“]?{_WORD}(?:[ ,]+{_WORD}){{0,11}}["”]?""")

GROUP_NAMES = {
    Grouping.NONE: later("Show every paragraph"),
    Grouping.RESOLUTION: later("Group by document"),
    Grouping.WORDING: later("Hide repeated wording"),
    Grouping.FAMILY: later("Hide repeated and edited wording"),
}

SORT_NAMES = {
    Sort.RELEVANCE: later("Most relevant first"),
    Sort.NEWEST: later("Newest first"),
    Sort.OLDEST: later("Oldest first"),
    Sort.SYMBOL: later("By symbol"),
    Sort.USES: later("Most used first"),
    Sort.FIRST: later("Newest wording first"),
}


_SAME = later_plural(
    "Same wording once in %(documents)s", "Same wording %(number)s times in %(documents)s"
)
_SAME_OR_EDITED = later_plural(
    "Same or edited wording once in %(documents)s",
    "Same or edited wording %(number)s times in %(documents)s",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link; `current` if it leads to what is already shown."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of a list; `current` if it is selected."""

    value: str
    text: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A chosen filter value and the link that removes it."""

    field: str
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """The paragraphs of a resolution or wording that a hit stands for.

    text: their number in words. href: all of them. further: the next best.
    """

    text: str
    href: str
    further: tuple[HitView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """A matching paragraph; `href` leads to it on its resolution's page.

    session_href: the page of its session; may be empty.
    adoption: how its document was adopted, in few letters; adoption_words: in a phrase.
    whole: the full paragraph, None if the snippet shows all. citation: in the UN's form.
    history: the page of where its wording comes from; None if it has no words. use: how often its
    text and the edits of it were used; None where that says nothing.
    differences: the words shared with a pasted passage, changes marked; None if not asked for.
    """

    hit: Hit
    href: str
    symbol: str
    name: str
    kind: str | None
    date: str | None
    iso: str | None
    session: str | None
    session_href: str
    adoption: str | None
    adoption_words: str | None
    verb: str | None
    verb_language: str
    html: Markup
    whole: Markup | None
    citation: str
    history: str | None
    use: str | None
    differences: Markup | None
    group: GroupView | None = None
    twin: TwinView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinView:
    """The same paragraph in another language; `href` leads to both side by side."""

    language: str
    name: str
    html: Markup
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """All data of the results page beside the result itself.

    name: of the search. carried: hidden parameters of the form. suggestion: the search with
    corrected words. understood: how it was understood, in sentences. instead: the same search for
    all words as typed. titles: resolutions with the words in their title, for queries of words
    alone. jump, jump_name: address and name of the document or paragraph that the query names.
    grouped: the number of groups in words. counted: what the uses of hits were counted in.
    reached: the number of results that pages can show; unreached: whether there are more.
    previous, next: pages, None at the ends. pages: numbered links, None for a gap.
    languages, also: the languages to choose from for the results, and for a second text beside
    each; empty where the collection has one alone.
    """

    name: str
    carried: tuple[tuple[str, str], ...]
    suggestion: str | None
    understood: tuple[str, ...]
    instead: str | None
    titles: str | None
    jump: str | None
    jump_name: str | None
    chips: tuple[Chip, ...]
    clear: str
    facets: tuple[FacetView, ...]
    sorts: tuple[Option, ...]
    sizes: tuple[Option, ...]
    groupings: tuple[Option, ...]
    grouped: str | None
    counted: str | None
    hits: tuple[HitView, ...]
    first: int
    last: int
    reached: int
    unreached: bool
    pages: tuple[Link | None, ...]
    previous: str | None
    next: str | None
    last_page: str
    api: str
    languages: tuple[Option, ...] = ()
    also: tuple[Option, ...] = ()


def results_view(result: SearchResult) -> ResultsView:
    """Returns the view of a search's result."""
    asked = result.request
    first = (asked.page - 1) * asked.size + 1
    several = result.languages is not None and len(result.languages.held) > 1
    # The chooser of languages takes the place of their facet.
    counted = [one for one in result.facets if not (several and one.field == "language")]
    facets = facet_views(asked, counted)
    chips = _chips(asked)
    return ResultsView(
        name=_name(asked, chips),
        carried=tuple(
            pair for pair in carried(asked, facets) if not (several and pair[0] == "language")
        ),
        suggestion=_suggestion(result),
        understood=tuple(_understood(result)),
        instead=_instead(result),
        titles=_titles(asked),
        jump=place_href(result.jump, result.jump_paragraph) if result.jump else None,
        jump_name=labels.within(result.jump_paragraph) if result.jump_paragraph else None,
        chips=chips,
        clear=search_href(urls.cleared(asked)),
        facets=facets,
        sorts=_sorts(asked),
        sizes=_sizes(asked),
        groupings=_groupings(asked),
        grouped=_grouped(result),
        hits=tuple(_hit_view(hit, asked, result.years) for hit in result.hits),
        counted=_counted(result),
        first=first,
        last=first + len(result.hits) - 1,
        reached=MAX_DEPTH,
        unreached=(result.total if result.groups is None else result.groups) > MAX_DEPTH,
        pages=_page_links(asked, result.pages),
        previous=_page_href(asked, asked.page - 1, result.pages),
        next=_page_href(asked, asked.page + 1, result.pages),
        last_page=search_href(urls.at_page(asked, max(result.pages, 1))),
        api=url_for("api.search") + urls.search_query(asked),
        languages=_languages(result),
        also=_also(result),
    )


def _understood(result: SearchResult) -> Iterator[str]:
    if result.languages:
        yield from language_sentences(result.languages)
    if result.understanding:
        yield from sentences(result.understanding)


def _languages(result: SearchResult) -> tuple[Option, ...]:
    spoken = result.languages
    if spoken is None or len(spoken.held) < 2:
        return ()
    chosen = result.request.filters.get("language", ())
    shown = ANY if spoken.chosen and not spoken.shown else ",".join(spoken.shown)
    guess = (
        gettext("%(language)s (guessed)", language=labels.own_name(spoken.shown[0]))
        if not chosen and spoken.shown
        else ""
    )
    return (
        Option(value="", text=guess or gettext("Language of the query"), current=not chosen),
        *(
            Option(value=code, text=labels.own_name(code), current=bool(chosen) and code == shown)
            for code in spoken.held
        ),
        Option(value=ANY, text=gettext("All languages"), current=bool(chosen) and shown == ANY),
    )


def _also(result: SearchResult) -> tuple[Option, ...]:
    spoken = result.languages
    if spoken is None or len(spoken.held) < 2:
        return ()
    asked = result.request.also
    return (
        Option(value="", text=gettext("One language"), current=not asked),
        *(
            Option(
                value=code,
                text=gettext("Also in %(language)s", language=labels.own_name(code)),
                current=code == asked,
            )
            for code in spoken.held
        ),
    )


def _name(asked: SearchRequest, chips: tuple[Chip, ...]) -> str:
    parts = [asked.query[:MOST_NAMED].strip(), *(chip.text for chip in chips[:3])]
    return ", ".join(filter(None, parts)) or gettext("All paragraphs")


def _suggestion(result: SearchResult) -> str | None:
    if result.suggestion is None:
        return None
    return search_href(replace(result.request, query=result.suggestion, page=1))


def _instead(result: SearchResult) -> str | None:
    understood = result.understanding
    if understood is None or not (understood.corrected or understood.complete):
        return None  # the words as typed have no results
    return search_href(replace(result.request, page=1, strict=True))


def _titles(asked: SearchRequest) -> str | None:
    """Returns the resolutions with a query's words in their titles, if it has only words."""
    if not _ONLY_WORDS.fullmatch(asked.query) or asked.filters:
        return None
    return url_for("resolution.resolutions", q=asked.query.strip(' "“”'))


def _sorts(asked: SearchRequest) -> tuple[Option, ...]:
    return tuple(
        Option(value=str(sort), text=gettext(text), current=sort is asked.sort)
        for sort, text in SORT_NAMES.items()
    )


def _groupings(asked: SearchRequest) -> tuple[Option, ...]:
    return tuple(
        Option(value=str(group), text=gettext(text), current=group is asked.group)
        for group, text in GROUP_NAMES.items()
    )


def _grouped(result: SearchResult) -> str | None:
    if result.groups is None:
        return None
    if result.request.group is Grouping.WORDING:
        return labels.counted(result.groups, "wording")
    if result.request.group is Grouping.FAMILY:
        return labels.counted(result.groups, "text")
    return labels.counted(result.groups, "document")


def _counted(result: SearchResult) -> str | None:
    if result.years is None or not result.hits:
        return None
    years = "–".join(str(year) for year in dict.fromkeys(result.years))
    return gettext(
        "Uses are those in the adopted texts of this collection (%(years)s), edits included.",
        years=years,
    )


def _sizes(asked: SearchRequest) -> tuple[Option, ...]:
    return tuple(
        Option(
            value=str(size),
            text=gettext("%(size)s per page", size=size),
            current=size == asked.size,
        )
        for size in sorted({*SIZES, asked.size})
    )


def _chips(asked: SearchRequest) -> tuple[Chip, ...]:
    return tuple(
        Chip(
            field=labels.field_name(field),
            text=labels.value_name(field, value),
            href=search_href(urls.without_value(asked, field, value)),
        )
        for field, values in asked.filters.items()
        for value in values
    )


def _group_view(hit: Hit, group: HitGroup, asked: SearchRequest) -> GroupView | None:
    """Returns the group that a hit stands for; None if it stands for itself alone."""
    if group.paragraphs == 1:
        return None
    further = tuple(_hit_view(one, asked) for one in group.further)
    if asked.group is Grouping.RESOLUTION:
        own = urls.choosing(urls.ungrouped(asked), "symbol", hit.masthead.symbol)
        text = gettext(
            "All %(paragraphs)s paragraphs in this document",
            paragraphs=labels.number(group.paragraphs),
        )
        return GroupView(text=text, href=search_href(own), further=further)
    years = [str(year) for year in (group.first_year, group.last_year) if year is not None]
    messages = _SAME_OR_EDITED if asked.group is Grouping.FAMILY else _SAME
    documents = labels.counted(group.resolutions, "document")
    text = ngettext(*messages, group.paragraphs, documents=documents)
    return GroupView(
        text=", ".join([text, *(["–".join(dict.fromkeys(years))] if years else [])]),
        href=search_href(urls.worded_like(asked, hit.paragraph.id)),
        further=further,
    )


def _use(hit: Hit, years: Years | None) -> str | None:
    """Returns how often a text was used, unless only here, or where it only names documents."""
    if hit.use is None or is_bare(hit.paragraph):
        return None
    if hit.use.uses == 1 and hit.masthead.document_type is not DocumentType.DRAFT:
        return None
    return labels.sentence(use_words(hit.use, years))


def _hit_view(hit: Hit, asked: SearchRequest, years: Years | None = None) -> HitView:
    snippet, query = hit.snippet, asked.query
    own = labels.fragment(hit.paragraph.id)
    shown = labels.date_of(hit.masthead)
    text, opening = hit.paragraph.text, hit.paragraph.opening
    repeated = query if len(query) <= urls.LONGEST_REPEATED else None
    spoken = hit.masthead.language
    page = place_href(hit.masthead.symbol, q=repeated or None, language=spoken)
    cut = snippet.cut_before or snippet.cut_after
    return HitView(
        hit=hit,
        href=page + urls.anchor(own),
        symbol=labels.shown_symbol(hit.masthead),
        name=labels.paragraph_name(hit.paragraph),
        kind=labels.kind_name(hit.masthead),
        date=labels.day(shown) if shown else None,
        iso=shown.isoformat() if shown else None,
        html=marked(
            snippet.text,
            hits=telling(snippet.text, snippet.highlights),
            opening=opening_span(snippet.text, opening, snippet.start),
        ),
        session=labels.session_name(hit.masthead.session),
        session_href=_session_page(hit),
        adoption=adoption_mark(hit.masthead),
        adoption_words=adoption_words(hit.masthead),
        whole=marked(text, hits=telling(text, hit.highlights), opening=opening_span(text, opening))
        if cut or _starts_or_ends_early(hit)
        else None,
        citation=citation(hit.masthead, hit.paragraph),
        verb=labels.verb_name(hit.paragraph.verb) if hit.paragraph.verb else None,
        verb_language=current().code if hit.masthead.language == "en" else hit.masthead.language,
        history=url_for("history.page", paragraph=hit.paragraph.id)
        if hit.paragraph.wording
        else None,
        use=_use(hit, years),
        differences=changed(hit.differences) if hit.differences else None,
        group=_group_view(hit, hit.group, asked) if hit.group else None,
        twin=_twin_view(hit, hit.twin, repeated) if hit.twin else None,
    )


def _twin_view(hit: Hit, twin: Twin, query: str | None) -> TwinView:
    text, opening = twin.paragraph.text, twin.paragraph.opening
    return TwinView(
        language=twin.language,
        name=labels.own_name(twin.language),
        html=marked(text, hits=telling(text, twin.highlights), opening=opening_span(text, opening)),
        href=place_href(
            hit.masthead.symbol,
            hit.paragraph,
            q=query or None,
            language=hit.masthead.language,
            beside=twin.language,
        ),
    )


def _session_page(hit: Hit) -> str:
    organ, session = hit.masthead.organ, hit.masthead.session
    return session_href(organ, session) if organ and session else ""


def _starts_or_ends_early(hit: Hit) -> bool:
    """Whether the differences shown leave out words at either end of the paragraph."""
    shown = "".join(piece.after for piece in hit.differences)
    return bool(shown) and len(shown.strip()) < len(hit.paragraph.text.strip())


def _page_href(asked: SearchRequest, page: int, pages: int) -> str | None:
    return search_href(urls.at_page(asked, page)) if 1 <= page <= pages else None


def _page_links(asked: SearchRequest, pages: int) -> tuple[Link | None, ...]:
    near = range(asked.page - NEAR_PAGES, asked.page + NEAR_PAGES + 1)
    numbers = sorted({1, pages, *near} & set(range(1, pages + 1)))
    links: list[Link | None] = []
    for before, page in zip([0, *numbers], numbers, strict=False):
        if page - before > 1:
            links.append(None)
        href = search_href(replace(asked, page=page))
        links.append(Link(text=str(page), href=href, current=page == asked.page))
    return tuple(links)
