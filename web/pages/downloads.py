"""Results to take away: a search in one of the formats, streamed as it is read."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from indexer.store.reader import StoredParagraph
from search.errors import BadParameter
from search.formats.registry import FORMATS, Format
from search.formats.rows import About
from search.request import SearchRequest
from web import urls
from web.index import connection, searcher
from web.problems import UnusableParameters

blueprint = Blueprint("export", __name__)

NAME = "operative-paragraphs"
"""Name of the files, without ending."""


@blueprint.get("/api/v1/export")
def export() -> Response:
    """Answer a search as a file; every parameter that cannot be used is an error."""
    wanted = asked(request.args, beside=("format",))
    chosen = _format(request.args.get("format", ""))
    found = searcher().search(replace(wanted, size=1, page=1, facets=()))
    about = About(reading=found.reading, total=found.total, official=connection().settings.official)
    stream = searcher().stream(wanted, most=chosen.most)
    answer = Response(_written(chosen, stream, about), content_type=chosen.media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename={NAME}.{chosen.extension}"
    answer.headers["X-Total-Count"] = str(found.total)
    answer.headers["X-Exported-Count"] = str(min(found.total, chosen.most))
    return answer


def _written(
    chosen: Format, stream: Generator[StoredParagraph, None, None], about: About
) -> Iterator[bytes]:
    # Closed whatever happens: a reader who goes away must not keep a generation open.
    with closing(stream):
        yield from chosen.write(stream, about)


def asked(args: MultiDict[str, str], *, beside: tuple[str, ...]) -> SearchRequest:
    """Read a search from an address that has further parameters `beside`.

    Raises UnusableParameters for every other one that cannot be used.
    """
    own = MultiDict([(name, value) for name, value in args.items(multi=True) if name not in beside])
    read = urls.read_search(own)
    if read.problems:
        raise UnusableParameters(read.problems)
    return read.request


def _format(name: str) -> Format:
    if name not in FORMATS:
        message = f"“format” is one of {', '.join(FORMATS)}."
        raise BadParameter(message, parameter="format")
    return FORMATS[name]
