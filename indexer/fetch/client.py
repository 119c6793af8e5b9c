"""Polite client: one request at a time, slowly, for as long as the server wants to serve.

It says who it is, keeps a pause between requests to a host, obeys robots.txt where a series of
documents is asked for, waits when it is told to (429, Retry-After), tries again what failed in
passing, goes on with a broken download where it stopped, and follows redirects only to the hosts
that its table names.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from indexer.errors import FetchFailed
from indexer.fetch.partial import UNKNOWN, Partial, Validators

T = TypeVar("T")
Meter = Callable[[int, int | None], object]
"""Called with the bytes that have come and with all there are, None where that is not known."""

_ATTEMPTS = 6
_FIRST_WAIT = 2.0  # seconds; doubled with every attempt
_LONGEST_WAIT = 120.0
_MOST_ASKED = 900.0  # seconds that a server may ask to wait
_SLOWER = 2.0  # a host that answered 429 is asked this many times more slowly from then on
_REDIRECTS = 6
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_TIMES = httpx.Timeout(60, connect=20)
_ROBOTS_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """How to ask.

    agent: the name under which this program asks. pause: seconds between requests to one host.
    """

    agent: str
    pause: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An address to download.

    most: bytes it may have. hosts: where it may redirect to, besides its own host. known: the state
    that is there already, so that an unchanged file is not sent again. robots: whether the host's
    robots.txt is to be obeyed.
    """

    address: str
    most: int
    hosts: frozenset[str] = frozenset()
    known: Validators = UNKNOWN
    robots: bool = False


class _Passing(Exception):  # noqa: N818 - the noun says it
    """Something that may be over soon.

    wait: seconds that the server asks for. busy: whether it says that it is asked too often.
    """

    def __init__(self, message: str, wait: float | None = None, *, busy: bool = False) -> None:
        super().__init__(message)
        self.wait = wait
        self.busy = busy


class Client:
    """Downloads into files; `sleep` and `clock` are of the `time` module but in tests."""

    def __init__(
        self,
        politeness: Politeness,
        *,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._politeness = politeness
        self._sleep = sleep
        self._clock = clock
        self._next: dict[str, float] = {}
        self._pauses: dict[str, float] = {}
        self._robots: dict[str, Protego] = {}
        # Identity: ranges and lengths are then those of the file.
        headers = {"User-Agent": politeness.agent, "Accept-Encoding": "identity"}
        self._http = httpx.Client(headers=headers, timeout=_TIMES, follow_redirects=False)

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()

    def download(
        self, wanted: Wanted, target: Path, meter: Meter = lambda *_: None
    ) -> Validators | None:
        """Downloads an address into a file, going on with what an earlier try left of it.

        Returns what the server says of the file's state, None if it is the known one.

        Raises:
            FetchFailed: it could not be had; what has come of it is kept for the next run.
        """
        if wanted.robots:
            self._obey(wanted.address)
        partial = Partial(target, wanted.address)
        return self._patiently(wanted.address, lambda: self._attempt(wanted, partial, meter))

    def _patiently(self, address: str, attempt: Callable[[], T]) -> T:
        problem = _Passing("")
        for number in range(_ATTEMPTS):
            if number:
                wait = min(_FIRST_WAIT * 2 ** (number - 1), _LONGEST_WAIT)
                self._sleep(max(wait, problem.wait or 0))
            try:
                return attempt()
            except _Passing as passing:
                problem = passing
                if passing.busy:
                    self._slower(address)
            except httpx.TransportError as error:
                problem = _Passing(str(error) or type(error).__name__)
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                raise FetchFailed("unreachable", f"{address} cannot be used: {error}.") from None
            if (problem.wait or 0) > _MOST_ASKED:
                break
        raise FetchFailed(
            "unreachable",
            f"{address} could not be had ({problem}). Run the same command again later; what has "
            "come is kept.",
        )

    def _attempt(self, wanted: Wanted, partial: Partial, meter: Meter) -> Validators | None:
        headers = {**wanted.known.conditions(), **partial.conditions()}
        with self._answer(wanted, headers) as answer:
            if answer.status_code == 304:
                return None
            if answer.status_code == 416:
                partial.discard()
                raise _Passing("the part that is here no longer fits")
            _accept(wanted.address, answer)
            return self._take(answer, wanted, partial, meter)

    def _take(
        self, answer: httpx.Response, wanted: Wanted, partial: Partial, meter: Meter
    ) -> Validators:
        validators = Validators(
            etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified")
        )
        length = answer.headers.get("content-length", "")
        size = int(length) if length.isdigit() else None
        with partial.opened(answer, validators) as (file, start):
            total = None if size is None else start + size
            _within(start if total is None else total, wanted)
            come = start
            for block in answer.iter_raw(1 << 16):
                come += len(block)
                _within(come, wanted)
                file.write(block)
                meter(come, total)
        if total is not None and come != total:
            raise _Passing(f"{come:,} of {total:,} bytes came")
        partial.finish()
        return validators

    @contextmanager
    def _answer(self, wanted: Wanted, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """Asks, and follows redirects; gives the last answer with its body unread."""
        address, first = wanted.address, urlsplit(wanted.address)
        for _ in range(_REDIRECTS):
            self._wait_for(address)
            with self._http.stream("GET", address, headers=dict(headers)) as answer:
                if not answer.has_redirect_location:
                    yield answer
                    return
                address = urljoin(address, answer.headers["location"])
            goes = urlsplit(address)
            known = goes.netloc == first.netloc or goes.hostname in wanted.hosts
            if not known or goes.scheme not in ("https", first.scheme):
                raise FetchFailed(
                    "redirected",
                    f"{wanted.address} leads to {goes.scheme}://{goes.netloc}, which is not one of "
                    "the hosts that this collection is known to use. If it has moved, get it by "
                    "hand and name the folder with --from.",
                )
            if wanted.robots:
                self._obey(address)
        raise FetchFailed("redirected", f"{wanted.address} redirects in a circle.")

    def _wait_for(self, address: str) -> None:
        host = urlsplit(address).netloc
        wait = self._next.get(host, 0.0) - self._clock()
        if wait > 0:
            self._sleep(wait)
        pause = self._pauses.get(host, self._politeness.pause)
        self._next[host] = self._clock() + pause

    def _slower(self, address: str) -> None:
        host = urlsplit(address).netloc
        pause = self._pauses.get(host, self._politeness.pause)
        self._pauses[host] = min(max(pause, 0.1) * _SLOWER, _LONGEST_WAIT)

    def _obey(self, address: str) -> None:
        """Raises FetchFailed if the host's robots.txt forbids an address, and keeps its pace."""
        parts = urlsplit(address)
        base = f"{parts.scheme}://{parts.netloc}"
        if base not in self._robots:
            text = self._patiently(f"{base}/robots.txt", lambda: self._read_robots(base))
            self._robots[base] = Protego.parse(text)
            delay = self._robots[base].crawl_delay(self._politeness.agent) or 0.0
            self._pauses[parts.netloc] = max(self._politeness.pause, min(delay, _LONGEST_WAIT))
        if not self._robots[base].can_fetch(address, self._politeness.agent):
            raise FetchFailed(
                "robots",
                f"{base}/robots.txt asks programs not to fetch {address}. Get the document by hand "
                "and put it in the folder.",
            )

    def _read_robots(self, base: str) -> str:
        own = frozenset({urlsplit(base).hostname or ""})  # whatever the port
        wanted = Wanted(address=f"{base}/robots.txt", most=_ROBOTS_BYTES, hosts=own)
        with self._answer(wanted, {}) as answer:
            if 400 <= answer.status_code < 500 and answer.status_code != 429:
                return ""  # there is none, so all is allowed (RFC 9309)
            if answer.status_code != 200:
                raise _Passing(f"status {answer.status_code}", _asked_wait(answer))
            data = b""
            for block in answer.iter_bytes():
                data += block
                if len(data) > _ROBOTS_BYTES:
                    break
            return data[:_ROBOTS_BYTES].decode("utf-8", "replace")


def _accept(address: str, answer: httpx.Response) -> None:
    """Raises for every answer that holds no file."""
    status = answer.status_code
    if status in (200, 206):
        return
    if status in _PASSING:
        raise _Passing(f"status {status}", _asked_wait(answer), busy=status == 429)
    if status in (404, 410):
        raise FetchFailed("not-found", f"There is nothing at {address} (status {status}).")
    raise FetchFailed("refused", f"{address} is refused (status {status}).")


def _asked_wait(answer: httpx.Response) -> float | None:
    """Returns the seconds that a server asks to wait, None if it does not."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _within(size: int, wanted: Wanted) -> None:
    if size > wanted.most:
        raise FetchFailed(
            "too-large",
            f"{wanted.address} has more than {wanted.most >> 20:,} MB, which is not what was "
            "expected there.",
        )
