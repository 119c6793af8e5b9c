"""Connection to a cluster: requests are repeated at other nodes, errors say what to do."""

from __future__ import annotations

import base64
import logging
import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from indexer.engines.opensearch.settings import ClusterSettings
from indexer.errors import (
    ClusterRefused,
    ClusterSlow,
    ClusterUnavailable,
    IndexDamaged,
    IndexIncompatible,
    IndexUnwritable,
)

Json = dict[str, Any]

PATIENCE = 30.0
"""Seconds in which a request is repeated while nodes do not answer."""
_SHARE = 0.7
"""Share of the time left that a node may take: one that hangs leaves some for another one."""
_PAUSE = 0.2  # seconds before a request is repeated
_OLDEST, _NEWEST = 2, 3  # major versions of OpenSearch
_BUSY, _FAILED = 429, 500
"""States in which, or above which, the same request may succeed later or at another node."""


class TooManyClauses(Exception):  # noqa: N818 - the noun says it
    """A query has more alternatives than the cluster allows."""


class Connection:
    """A connection to a cluster; thread-safe, and opened by the first request.

    Methods raise ClusterUnavailable where no node answers in time, ClusterRefused where it does not
    accept who asks or cannot be trusted, IndexIncompatible where this machine lacks the library.
    """

    def __init__(self, settings: ClusterSettings) -> None:
        self.settings = settings
        self._library = _library()
        logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # errors are told by who asks
        self._client = self._open()

    def _open(self) -> Any:
        settings = self.settings
        secure = any(host.startswith("https:") for host in settings.hosts)
        options: Json = {"verify_certs": True, "ssl_show_warn": False} if secure else {}
        if settings.authority:
            options["ca_certs"] = settings.authority
        if settings.certificate:
            options |= {"client_cert": settings.certificate, "client_key": settings.key or None}
        if settings.login:
            # Not left to the library, which knows fewer letters than the cluster.
            mark = base64.b64encode(_login(Path(settings.login)).encode()).decode()
            options["headers"] = {"authorization": f"Basic {mark}"}
        for name in ("authority", "certificate", "key"):
            path = getattr(settings, name)
            if path and not Path(path).is_file():
                raise ClusterRefused(f"The file {path} for the cluster ({name}) is not there.")
        # Repeating is done here, where it is known how much time there is.
        return self._library.OpenSearch(
            list(settings.hosts), max_retries=0, pool_maxsize=32, **options
        )

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        seconds: float = PATIENCE,
        **parameters: object,
    ) -> Json:
        """Returns the answer to a request.

        seconds: for all attempts together. A request that changes something must be one that can be
        repeated. Raises KeyError where what it names is not there.
        """
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            timeout = max(left * _SHARE, 0.1)
            try:
                return self._once(method, path, body, timeout, parameters)
            except ClusterUnavailable:
                if time.monotonic() + _PAUSE >= end:
                    raise
                time.sleep(_PAUSE * (0.5 + random.random()))  # noqa: S311 - to spread requests

    def _once(
        self,
        method: str,
        path: str,
        body: object,
        timeout: float,
        parameters: Mapping[str, object],
    ) -> Json:
        with self._translated(path):
            found = self._client.transport.perform_request(
                method, path, params=dict(parameters) | {"request_timeout": timeout}, body=body
            )
        if found is False:  # the library's answer to HEAD
            raise KeyError(path)
        return found if isinstance(found, dict) else {"found": found}

    @contextmanager
    def _translated(self, path: str) -> Iterator[None]:
        errors = self._library.exceptions
        try:
            yield
        except errors.SSLError as error:
            raise ClusterRefused(
                f"The connection to {self._where} is not secure: {error.error}. Check the "
                "addresses (https) and the certificates in the settings opensearch_…"
            ) from error
        except errors.ConnectionTimeout as error:
            raise ClusterSlow(
                f"The cluster at {self._where} did not answer in time. Try again."
            ) from error
        except errors.ConnectionError as error:
            raise ClusterUnavailable(
                f"The cluster at {self._where} does not answer. Check that it is running and that "
                "this machine can reach it."
            ) from error
        except errors.TransportError as error:
            raise self._meant(error, path) from error

    def _meant(self, error: Any, path: str) -> Exception:
        told = f"{error.error}: {_reason(error.info)}"[:500]
        if error.status_code == 404:
            return KeyError(path)
        if ("too_many" in told and "clause" in told) or "maxClauseCount" in told:
            return TooManyClauses(told)
        if "block_exception" in str(error.error):
            # What a cluster forbids itself, usually because its disks are nearly full.
            return IndexUnwritable(
                f"The cluster at {self._where} does not let anybody write now, probably because "
                f"its disks are too full ({told}). Make room there and run again; an index "
                "published earlier stays available."
            )
        if error.status_code in (401, 403):
            return ClusterRefused(
                f"The cluster at {self._where} does not accept this user ({error.status_code}). "
                "Check the file named by opensearch_login, and what the user may do."
            )
        if "Time exceeded" in told:
            return ClusterSlow(f"The cluster at {self._where} did not finish in time. Try again.")
        if error.status_code == _BUSY or error.status_code >= _FAILED:
            return ClusterUnavailable(
                f"The cluster at {self._where} cannot answer now ({told}). Try again."
            )
        return IndexDamaged(f"The cluster at {self._where} refused a request ({told}).")

    @property
    def _where(self) -> str:
        return ", ".join(self.settings.hosts)

    def version(self) -> tuple[int, ...]:
        """Returns the version of the cluster; raises IndexIncompatible for one not supported."""
        told = self.ask("GET", "/")["version"]
        found = tuple(int(part) for part in told["number"].split("-")[0].split("."))
        if told.get("distribution") != "opensearch" or not _OLDEST <= found[0] <= _NEWEST:
            raise IndexIncompatible(
                f"The cluster at {self._where} is {told.get('distribution', 'Elasticsearch')} "
                f"{told['number']}. Operative needs OpenSearch {_OLDEST} or {_NEWEST}."
            )
        return found

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()


def _library() -> Any:
    try:
        return import_module("opensearchpy")
    except ImportError:
        raise IndexIncompatible(
            "To use a cluster, this machine needs a library: pip install 'operative[opensearch]'."
        ) from None


def _login(path: Path) -> str:
    try:
        login = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ClusterRefused(
            f"The file {path} with the login for the cluster cannot be read ({error})."
        ) from error
    user, _, password = login.partition(":")
    if not user or not password:
        raise ClusterRefused(f"The file {path} must hold “user:password” for the cluster.")
    return login


def _reason(info: object) -> str:
    """Returns the innermost reason in an error of the cluster."""
    if not isinstance(info, dict):
        return str(info)
    error = info.get("error", info)
    if not isinstance(error, dict):
        return str(error)
    causes = error.get("root_cause") or error.get("failed_shards") or [error]
    first = causes[0].get("reason", error.get("reason")) if causes else error.get("reason")
    return str(first)
