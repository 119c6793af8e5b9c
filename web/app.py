"""Web application: `create_app` assembles it from its parts; nothing is global."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from flask import Flask
from jinja2 import Environment

from search.searcher import Searcher
from search.translation.current import message, message_in, plural_message
from web import index, labels, markup, problems
from web.api import answers
from web.api import page as description
from web.digest import page as digests
from web.digest.subscriptions import Subscriptions
from web.embed import oembed
from web.embed import page as embedding
from web.index import Connection, OpenSearcher
from web.markup import isolated
from web.pages import downloads
from web.pages.addressees import page as addressees
from web.pages.compare import page as comparison
from web.pages.concordance import page as concordance
from web.pages.history import page as history
from web.pages.news import page as news
from web.pages.precedents import api as precedents_api
from web.pages.precedents import page as precedents_page
from web.pages.reports import page as reports
from web.pages.resolution import page as resolution_pages
from web.pages.search import opensearch
from web.pages.search import page as search_pages
from web.pages.search.links import search_links
from web.pages.series import page as series
from web.pages.sessions import page as sessions
from web.pages.trends import page as trends
from web.server import cache, compression, headers, hosts, languages, limits, origins
from web.server.bodies import InMemoryRequest
from web.server.monitoring import access_log, health, metrics
from web.server.proxies import Gateway
from web.server.rates import Wait
from web.settings.settings import Settings
from web.settings.sources import ConfigurationError
from web.urls import anchor

PARTS = (
    search_pages,
    resolution_pages,
    answers,
    comparison,
    history,
    series,
    sessions,
    addressees,
    concordance,
    precedents_page,
    precedents_api,
    downloads,
    news,
    trends,
    reports,
    health,
    embedding,
    description,
    opensearch,
    oembed,
)
"""Modules of the application, each with the `blueprint` of its addresses."""
STATIC_AGE = 365 * 24 * 3600
"""Seconds: static files have their checksum in the address, so browsers may cache them."""


def create_app(
    settings: Settings, *, open_searcher: OpenSearcher = Searcher, wait: Wait | None = None
) -> Flask:
    """Returns the application for the index in `settings`, which need not exist yet.

    wait: counts requests for `rate_limit` where several processes count together.
    """
    app = Flask("web", root_path=str(Path(__file__).parent))
    app.request_class = InMemoryRequest
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STATIC_AGE
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # symbols are looked up as written
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n"],
    }
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of Flask's own provider
    app.json.sort_keys = False  # type: ignore[attr-defined]
    connected = Connection(settings, open_searcher)
    index.install(app, connected)
    if settings.metrics:
        metrics.install(app, connected)
    access_log.install(app, settings.access_log)
    known = hosts.Hosts(settings)
    hosts.install(app, known)
    limits.install(app, settings, wait)
    problems.install(app)
    compression.install(app)
    headers.install(app)
    cache.install(app)
    origins.install(app)
    for part in PARTS:
        app.register_blueprint(part.blueprint)
    if settings.mcp:
        _let_assistants_in(app)
    if settings.mail_server:
        digests.install(app, Subscriptions(Path(settings.subscriptions)))
    app.jinja_env.globals["asset"] = _asset(app)
    app.jinja_env.globals["search_links"] = search_links
    app.jinja_env.globals["version"] = version("operative")
    app.jinja_env.filters.update(
        dir=labels.direction,
        isolated=isolated,
        anchor=anchor,
        counted=labels.counted,
        day=labels.day,
        number=labels.number,
    )
    _translate_templates(app.jinja_env)
    languages.install(app, settings.language)
    app.wsgi_app = Gateway(app.wsgi_app, settings, known)  # type: ignore[method-assign]  # Flask's own way
    return app


def _translate_templates(environment: Environment) -> None:
    """Lets templates show messages in the current language."""
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        message, plural_message, newstyle=True, pgettext=message_in
    )
    # The extension's own functions look up the context at each call: pages took a sixth longer.
    environment.globals.update(
        {"_": markup.message, "gettext": markup.message, "ngettext": markup.plural_message}
    )


def _let_assistants_in(app: Flask) -> None:
    """Adds the address for assistants; their library is an extra and takes half a second."""
    try:
        from web.mcp import endpoint
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "The setting “mcp” needs a library that is not installed. In the folder of "
            'Operative, run: pip install ".[mcp]"'
        ) from error
    endpoint.install(app)


def _asset(app: Flask) -> Callable[[str], str]:
    """Returns a function from a static file's name to its address with checksum."""
    known: dict[str, str] = {}

    def asset(name: str) -> str:
        if name not in known:
            content = Path(str(app.static_folder), name).read_bytes()
            known[name] = hashlib.sha256(content).hexdigest()[:12]
        return f"{languages.root()}{app.static_url_path}/{quote(name)}?v={known[name]}"

    return asset
