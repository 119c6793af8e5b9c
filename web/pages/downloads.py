"""Downloads: a search in any format or as a feed, and the source file of a document."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from io import BytesIO

from flask import Blueprint, Response, request, send_file, url_for
from werkzeug.datastructures import MultiDict

from indexer.parsing.text.languages import EN
from indexer.sources.originals import original_bytes
from search.errors import BadParameter
from search.formats.atom import MOST_ENTRIES, FeedAbout, feed
from search.formats.file_names import file_name
from search.formats.registry import FORMATS, Format
from search.formats.rows import About, filter_lines
from search.overviews.addressee import chosen_addressees
from search.paragraph_ids import fragment
from search.request import SearchRequest, Sort
from search.results import Found
from search.translation.current import gettext
from web import urls
from web.index import connection, searcher, stored_document
from web.problems import UnusableParameters

blueprint = Blueprint("downloads", __name__)


@blueprint.get("/api/v1/export")
def export() -> Response:
    """Returns the results of a search as a file; any unusable parameter is an error."""
    wanted = asked(request.args, beside=("format",))
    chosen = _format(request.args.get("format", ""))
    found = searcher().search(replace(wanted, size=1, page=1, facets=()))
    about = About(
        reading=found.reading,
        total=found.total,
        official=connection().settings.official,
        page=_pages(),
        to=chosen_addressees(searcher(), wanted),
        query=wanted.query,
        filters=filter_lines(wanted.filters),
        address=url_for("search.search", _external=True) + urls.search_query(wanted),
    )
    stream = searcher().stream(wanted, most=chosen.most)
    answer = Response(_written(chosen, stream, about), content_type=chosen.media_type)
    values = (value for those in wanted.filters.values() for value in those)
    name = file_name((wanted.query, *values), about.made, chosen.extension)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["X-Total-Count"] = str(found.total)
    answer.headers["X-Exported-Count"] = str(min(found.total, chosen.most))
    return answer


def _written(chosen: Format, stream: Generator[Found, None, None], about: About) -> Iterator[bytes]:
    # Always closed: a client that disconnects must not keep a generation open.
    with closing(stream):
        yield from chosen.write(stream, about)


def asked(args: MultiDict[str, str], *, beside: tuple[str, ...]) -> SearchRequest:
    """Returns the search in an address that may have the further parameters `beside`.

    Raises UnusableParameters for any other parameter and for unusable values.
    """
    own = MultiDict([(name, value) for name, value in args.items(multi=True) if name not in beside])
    read = urls.read_search(own)
    if read.problems:
        raise UnusableParameters(read.problems)
    return read.request


def _format(name: str) -> Format:
    if name not in FORMATS:
        message = gettext("Choose a format: %(items)s.", items=", ".join(FORMATS))
        raise BadParameter(message, parameter="format")
    return FORMATS[name]


MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text": "text/plain",
}
"""By format; others are sent as plain bytes, so that no browser runs their contents."""


@blueprint.get("/files/<path:symbol>")
def original(symbol: str) -> Response:
    """Returns the source file of a document; the address names the document, never a path."""
    language = urls.language_of(request.args) or EN
    masthead = stored_document(symbol, language).document.masthead
    found = searcher().original(masthead.symbol, masthead.language)
    answer = send_file(
        BytesIO(original_bytes(found)),
        mimetype=MEDIA_TYPES.get(found.format, "application/octet-stream"),
        as_attachment=True,
        download_name=found.name,
        etag=found.checksum,
        max_age=0,  # the next index may have another file
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@blueprint.get("/feed")
def atom() -> Response:
    """Returns a search as a feed, newest first whatever its sort order."""
    wanted = asked(request.args, beside=())
    # New entries must have all the words: a feed of merely similar paragraphs would never end.
    wanted = replace(wanted, sort=Sort.NEWEST, page=1, size=urls.DEFAULT.size, strict=True)
    found = searcher().search(replace(wanted, size=1, facets=()))
    about = FeedAbout(
        title=gettext("Operative: paragraphs %(reading)s", reading=found.reading),
        own=url_for("downloads.atom", _external=True)
        + urls.search_query(replace(wanted, sort=Sort.RELEVANCE)),
        page=url_for("search.search", _external=True) + urls.search_query(wanted),
        created=searcher().overview().created,
    )
    paragraphs = list(searcher().stream(wanted, most=MOST_ENTRIES))
    return Response(
        feed(paragraphs, about, _href), content_type="application/atom+xml; charset=utf-8"
    )


def _pages() -> Callable[[Found], str]:
    """Returns what makes addresses of paragraphs while a file is sent, after the request."""
    site = url_for("search.search", _external=True).rstrip("/")
    return lambda found: urls.address_on(site, found.paragraph.id)


def _href(found: Found) -> str:
    page = url_for("resolution.resolution", symbol=found.masthead.symbol, _external=True)
    return page + urls.anchor(fragment(found.paragraph.id))
