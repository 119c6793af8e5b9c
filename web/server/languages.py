"""Language of a request: the one that its address names, else what its reader's browser prefers.

`?lang=fr` and the path `/fr/…` mean the same. An address with either is moved under the path, so
that every link made for the answer keeps the language without knowing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextvars import Context, copy_context
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Flask, Response, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from search.translation.catalogues import script_messages
from search.translation.current import current, switch
from search.translation.languages import ENGLISH, LANGUAGES, Language

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ROOT, _CHOSEN = "operative.root", "operative.chosen"
_PARAMETER = re.compile(r"(?:^|&)lang=([A-Za-z]{2})(?:[-_][A-Za-z-]*)?(?=&|$)")
_LONGEST = 1500
"""Characters of a query repeated in the links to other languages."""
_STATIC = "/static/"
_SCRIPTS = "web/static/"
_EMBEDDED = "/embed"
"""Prefix of the pages that have a parameter `lang` of their own."""
FOR_PROGRAMS = ("/api/", "/feed", "/oembed", "/mcp", "/metrics", "/health", "/export")
"""Beginnings of the addresses that speak English unless another language is asked for."""


class Interpreter:
    """WSGI middleware that sets the language of each request.

    usual: the code of the language for readers who prefer none of the six.
    """

    def __init__(self, app: WSGIApplication, usual: str) -> None:
        self._app = app
        self._usual = LANGUAGES[usual]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Handles a request."""
        environ[_ROOT] = environ.get("SCRIPT_NAME", "")
        chosen = _named(environ)
        environ[_CHOSEN] = chosen is not None
        path = str(environ.get("PATH_INFO", ""))
        if path.startswith(_STATIC):
            return self._app(environ, start_response)
        # In a context of its own, which lasts as long as the response is being written.
        context = copy_context()
        context.run(switch, chosen or self._preferred(environ, path))
        return _written(context.run(self._app, environ, start_response), context)

    def _preferred(self, environ: WSGIEnvironment, path: str) -> Language:
        # By order of preference: the library's own choice would take "en" before "fr-CA".
        for tag, quality in parse_accept_header(
            environ.get("HTTP_ACCEPT_LANGUAGE"), LanguageAccept
        ):
            language = LANGUAGES.get(re.split("[-_]", tag)[0].lower())
            if language is not None and quality > 0:
                return language
        return ENGLISH if path.startswith(FOR_PROGRAMS) else self._usual


def _named(environ: WSGIEnvironment) -> Language | None:
    """Returns the language that the address names, leaving it in the path of the site alone."""
    path = str(environ.get("PATH_INFO", ""))
    found = LANGUAGES.get(path[1:].partition("/")[0])
    if found is not None:
        path = path[1 + len(found.code) :] or "/"
        environ["PATH_INFO"] = path
    query = str(environ.get("QUERY_STRING", ""))
    if "lang=" in query and not path.startswith(_EMBEDDED):
        named = [code.lower() for code in _PARAMETER.findall(query)]
        if named and named[-1] in LANGUAGES:
            found = LANGUAGES[named[-1]]
            environ["QUERY_STRING"] = _PARAMETER.sub("", query).removeprefix("&")
    if found is not None:
        environ["SCRIPT_NAME"] = f"{environ[_ROOT]}/{found.code}"
    return found


def _written(body: Iterable[bytes], context: Context) -> Iterator[bytes]:
    """Yields a response whose pieces are made in a context."""
    pieces = iter(body)
    end = object()
    try:
        while isinstance(piece := context.run(next, pieces, end), bytes):
            yield piece
    finally:
        if close := getattr(body, "close", None):
            context.run(close)


def script_words() -> Mapping[str, str | list[str]]:
    """Returns the messages of the pages' scripts in the current language."""
    return script_messages(current().code, _SCRIPTS)


def root() -> str:
    """Returns the path of the site in no particular language, without a last slash."""
    return quote(request.environ[_ROOT])


def in_language(code: str) -> str:
    """Returns the address of the page that is being shown, in another language.

    A query that would make every page long, once for each language, is left out.
    """
    query = request.query_string.decode(errors="replace")
    rest = f"?{query}" if query and len(query) <= _LONGEST else ""
    return f"{root()}/{code}{quote(request.path)}{rest}"


def without_language(path: str) -> str:
    """Returns the path of a page below the root of the site, without its language."""
    first, _, rest = path.lstrip("/").partition("/")
    return f"/{rest}" if first in LANGUAGES else path


def _declared(response: Response) -> Response:
    """Says which language a response has, and where it depends on the reader."""
    if request.path.startswith(_STATIC):
        return response
    if not request.environ.get(_CHOSEN):
        response.vary.add("Accept-Language")
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Language", current().code)
    return response


def install(app: Flask, usual: str) -> None:
    """Adds the choice of language to the application."""
    app.jinja_env.globals.update(
        interface_language=current,
        interface_languages=LANGUAGES,
        in_language=in_language,
        script_words=script_words,
    )
    app.after_request(_declared)
    app.wsgi_app = Interpreter(app.wsgi_app, usual)  # type: ignore[method-assign]  # Flask's own way
