"""Response cache: responses as sent, for repeated identical requests.

A generation of an index never changes, so responses from it stay valid. Those from an older
generation are no longer requested and so leave the cache by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from search.cache import Cache
from search.translation.current import current
from web.index import searcher

EXTENSION = "operative-answers"
MOST = 16 * 1024 * 1024
"""Bytes of the cache."""
LARGEST = 256 * 1024
"""Maximum bytes of a cached response."""

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class _Answer:
    body: bytes
    kind: str
    address: str
    links: str = ""


def _size(answer: _Answer) -> int:
    return 512 + len(answer.body) + 4 * len(answer.address) + len(answer.links)


Answers = Cache[Hashable, _Answer]
"""The cached responses."""


def install(app: Flask) -> None:
    """Adds a cache to the application."""
    app.extensions[EXTENSION] = Answers(MOST, _size)


def remembered(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Decorates a view so that its responses are cached while their generation is current.

    Only for views whose responses depend on the address, the language and the index alone.
    """

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        answers: Answers = current_app.extensions[EXTENSION]
        # Links contain the address under which the site was requested.
        key = (searcher().generation, current().code, request.root_url, request.full_path)
        known = answers.get(key)
        if known is not None:
            again = Response(known.body, content_type=known.kind)
            if known.links:
                again.headers["Link"] = known.links
            return again
        response = make_response(view(*args, **kwargs))
        if response.status_code == 200 and not response.is_streamed:
            body = response.get_data()
            if len(body) <= LARGEST:
                kept = _Answer(
                    body,
                    str(response.content_type),
                    request.full_path,
                    response.headers.get("Link", ""),
                )
                answers.put(key, kept)
        return response

    return answer
