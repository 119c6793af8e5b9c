"""Pages for embedding: the element's files, the page for frames, and the page that creates code."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for

from indexer.errors import IndexerError
from search.errors import SearchError
from search.request import MAX_QUERY
from search.results import SearchResult
from search.searcher import Searcher
from search.translation.current import switch
from search.translation.languages import LANGUAGES
from search.understanding.sentences import sentences
from web.embed import look
from web.embed.menus import menus, warnings
from web.embed.options import NAMES, TARGETS, THEMES, WIDTHS, own_problems, read_options
from web.embed.view import embed_view, make_view
from web.index import searcher
from web.server import headers, origins
from web.urls import ParameterProblem

blueprint = Blueprint("embed", __name__)

PARTS = ("texts.js", "asking.js", "drawing.js", "look.js", "element.js")
"""The parts of the script in order; host pages get them as one file."""
FILES = {
    "embed.js": "text/javascript",
    "embed-frame.js": "text/javascript",
    "embed.css": "text/css",
}
"""Media types of the files that pages of other sites load."""


@cache
def _contents(folder: Path, name: str) -> bytes:
    if name != "embed.js":
        return (folder / name).read_bytes()
    parts = [(folder / "embed" / part).read_bytes() for part in PARTS]
    # One function around everything, so that host pages get no global names.
    return b'(function () {\n"use strict";\n' + b"\n".join(parts) + b"})();\n"


@blueprint.get("/embed.js", endpoint="script")
@blueprint.get("/embed-frame.js", endpoint="frame_script")
@blueprint.get("/embed.css", endpoint="sheet")
def file() -> Response:
    """Returns a file that other sites' pages load, at a permanent address."""
    name = request.path.rsplit("/", 1)[-1]
    body = _contents(Path(str(current_app.static_folder)), name)
    response = Response(body, content_type=f"{FILES[name]}; charset=utf-8")
    # Any site may load it, since it contains only our code.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get("/embed")
def frame() -> Response:
    """Returns a compact search page for a frame in another site's page.

    A site that is not allowed gets a page that says so, and nothing else, which any site may show:
    what browsers show for a page they refuse says nothing.
    """
    refused = origins.refused_frame(current_app)
    if refused is not None:
        return _refusal(refused)
    options = read_options(request.args)
    if request.args.get("lang") in LANGUAGES:
        switch(LANGUAGES[options.lang])
    problems, result = [*options.asked.problems, *own_problems(request.args)], None
    sheet = options.look.frame_sheet()
    if "q" in request.args or options.asked.request.page > 1:
        try:
            result = searcher().search(options.asked.request)
        except SearchError as error:
            parameter = str(error.parameter)
            problems.append(
                ParameterProblem(code=error.code, parameter=parameter, message=str(error))
            )
    answer = make_response(
        render_template(
            "embed.html",
            view=embed_view(options, result),
            options=options,
            result=result,
            understood=_understood(result),
            problems=problems,
            sheet=sheet,
            allowed=(origins.own_origin(), *origins.allowed_origins()),
            max_query=MAX_QUERY,
        )
    )
    policy = headers.content_policy(
        frame_ancestors=origins.frame_ancestors(),
        style_src=f"'self' {look.sheet_hash(sheet)}" if sheet else "'self'",
    )
    answer.headers["Content-Security-Policy"] = policy
    return answer


def _refusal(origin: str) -> Response:
    body = render_template(
        "embed_refused.html", refusal=origins.refusal(origin), full=url_for("search.search")
    )
    answer = Response(body, status=HTTPStatus.FORBIDDEN)
    answer.headers["Content-Security-Policy"] = headers.content_policy(
        script_src="'none'", connect_src="'none'", form_action="'none'", frame_ancestors="*"
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/embed/make")
def make() -> Response:
    """Returns the page that creates the code for an embedded search, with previews."""
    options = read_options(request.args, joined=True, beside=("preview",))
    opened = _opened()
    answer = make_response(
        render_template(
            "embed_make.html",
            view=make_view(options),
            options=options,
            problems=[*options.asked.problems, *own_problems(request.args)],
            menus=menus(options, opened),
            warnings=[*(warnings(options, opened) if opened else ()), *options.look.warnings()],
            look=options.look,
            phone=request.args.get("preview") == "phone",
            colours=look.COLOURS,
            fonts=look.FONTS,
            widths=WIDTHS,
            allowed=origins.allowed_origins(),
            themes=THEMES,
            targets=TARGETS,
            element_languages=NAMES,
            max_query=MAX_QUERY,
        )
    )
    policy = headers.content_policy(frame_src="'self'")
    answer.headers["Content-Security-Policy"] = policy
    return answer


def _opened() -> Searcher | None:
    """Returns the searcher; None where there is no index, which the page does not need."""
    try:
        return searcher()
    except IndexerError:
        return None


def _understood(result: SearchResult | None) -> str:
    if result is None or result.understanding is None:
        return ""
    return " ".join(sentences(result.understanding))
