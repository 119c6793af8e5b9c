"""Previews of links to this site in other sites' texts, by oEmbed (https://oembed.com).

A resolution or paragraph becomes a quotation with its citation, which does not need this server to
be read; a search becomes a frame with its results.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from indexer.model import Paragraph
from indexer.store.reader import StoredDocument
from search.citation import citation, work_citation
from search.formats.rows import xml_text
from search.paragraph_ids import fragment
from search.translation.current import gettext
from web import urls
from web.embed import view
from web.embed.options import read_options
from web.index import stored_document

blueprint = Blueprint("oembed", __name__)

FORMATS = ("json", "xml")
WIDTH, LEAST_WIDTH, MOST_WIDTH = 600, 200, 1200
"""CSS pixels: the default and the limits."""
_LETTER, _LINE, _REST = 8, 26, 110
"""CSS pixels of a letter, a line and the surroundings of the text: an estimate, since the font is
the host page's."""
LONGEST = 1500
"""Maximum characters of a quotation; longer ones are cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rich:
    """A link's preview. width, height: CSS pixels."""

    title: str
    html: Markup
    width: int
    height: int


@blueprint.get("/oembed")
def oembed() -> Response:
    """Returns the preview of the link in `url`; 404 if it does not lead to this site."""
    wanted = request.args.get("format") or "json"
    if wanted not in FORMATS:
        abort(
            501,
            gettext(
                "There is no format “%(wanted)s”. Use %(items)s.",
                wanted=wanted[:20],
                items=" or ".join(FORMATS),
            ),
        )
    width, height = (_pixels(f"max{name}") for name in ("width", "height"))
    found = _rich(request.args.get("url", ""), min(width or WIDTH, MOST_WIDTH), height)
    members = {
        "version": "1.0",
        "type": "rich",
        "title": found.title,
        "provider_name": "Operative",
        "provider_url": url_for("search.search", _external=True),
        "html": str(found.html),
        "width": found.width,
        "height": found.height,
    }
    if wanted == "json":
        return jsonify(members)
    root = Element("oembed")
    for name, value in members.items():
        SubElement(root, name).text = xml_text(str(value))
    body = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type="text/xml; charset=utf-8")


def _pixels(name: str) -> int | None:
    text = request.args.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        return None
    return max(int(text), LEAST_WIDTH) if name == "maxwidth" else int(text)


def _unknown() -> NoReturn:
    abort(
        404,
        gettext(
            "oEmbed works for links to resolutions, paragraphs and search results on this site."
        ),
    )


def _rich(link: str, width: int, most: int | None) -> Rich:
    home = url_for("search.search", _external=True)
    parts = urlsplit(link) if link.startswith(home) else _unknown()
    adapter = current_app.url_map.bind_to_environ(request.environ)
    path = "/" + unquote(parts.path[len(urlsplit(home).path) :])
    try:
        endpoint, values = adapter.match(path, method="GET")
    except HTTPException:
        _unknown()
    if endpoint == "search.search" and parts.query:
        return _results(MultiDict(parse_qsl(parts.query, keep_blank_values=True)), width, most)
    if endpoint != "resolution.resolution":
        _unknown()
    stored = stored_document(values["symbol"])
    quoted = _named(stored, unquote(parts.fragment)) if parts.fragment else None
    return _quotation(stored, quoted, width, most)


def _named(stored: StoredDocument, place: str) -> Paragraph | None:
    paragraphs = stored.document.paragraphs
    return next((one for one in paragraphs if fragment(one.id) == place), None)


def _quotation(
    stored: StoredDocument, quoted: Paragraph | None, width: int, most: int | None
) -> Rich:
    masthead = stored.document.masthead
    cited = citation(masthead, quoted) if quoted else work_citation(masthead)
    href = url_for("resolution.resolution", symbol=masthead.symbol, _external=True)
    href += urls.anchor(fragment(quoted.id)) if quoted else ""
    text = quoted.text if quoted else masthead.title or masthead.symbol
    a_line = max(1, (width - 40) // _LETTER)
    room = LONGEST if most is None else max(80, (most - _REST) // _LINE * a_line)
    if len(text) > min(room, LONGEST):
        text = text[: min(room, LONGEST)].rsplit(" ", 1)[0] + " …"
    html = Markup(
        '<blockquote cite="{}" lang="{}"><p>{}</p><p>— <a href="{}">{}</a></p></blockquote>'
    ).format(href, masthead.language, text, href, cited)
    height = _REST + _LINE * ceil(len(text) / a_line)
    return Rich(title=cited, html=html, width=width, height=min(height, most or height))


def _results(args: MultiDict[str, str], width: int, most: int | None) -> Rich:
    options = read_options(args)
    source = view.embed_href(options, options.asked.request, external=True)
    height = min(view.FRAME_HEIGHT, most or view.FRAME_HEIGHT)
    title = f"Operative: {options.asked.request.query.strip()[:100] or 'results'}"
    html = Markup('<iframe src="{}" title="{}" width="{}" height="{}"></iframe>').format(
        source, title, width, height
    )
    return Rich(title=title, html=html, width=width, height=height)
