"""Answers that are kept as they were sent, for when exactly the same is asked again.

A generation of an index never changes, so what was answered from it stays right; when a newer one
answers, what was kept of the older one is forgotten by itself, being asked for no more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from search.cache import Cache
from web.index import searcher

EXTENSION = "operative-answers"
MOST = 16 * 1024 * 1024
"""Bytes of answers to keep."""
LARGEST = 256 * 1024
"""Bytes of an answer that is kept."""

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class _Answer:
    body: bytes
    kind: str
    address: str


def _size(answer: _Answer) -> int:
    return 512 + len(answer.body) + 4 * len(answer.address)


Answers = Cache[Hashable, _Answer]
"""The answers last given."""


def install(app: Flask) -> None:
    """Give the application a place to keep answers in."""
    app.extensions[EXTENSION] = Answers(MOST, _size)


def remembered(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Keep what a view answers to an address, for as long as its generation answers.

    Only for views whose answer depends on the address and the index alone.
    """

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        answers: Answers = current_app.extensions[EXTENSION]
        # Links carry the place under which the site was asked for.
        key = (searcher().generation, request.root_url, request.full_path)
        known = answers.get(key)
        if known is not None:
            return Response(known.body, content_type=known.kind)
        response = make_response(view(*args, **kwargs))
        if response.status_code == 200 and not response.is_streamed:
            body = response.get_data()
            if len(body) <= LARGEST:
                answers.put(key, _Answer(body, str(response.content_type), request.full_path))
        return response

    return answer
