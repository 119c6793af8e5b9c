"""What a web application and its server are told: one frozen value, made once at the start.

Where the values come from is `configuration`'s question, what each may be `setting_table`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from search.citation import OFFICIAL

UNLIMITED = 0
"""What a limit is set to where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The configuration of one application and the server that runs it.

    index: the index folder, as given to `operative index`; it need not exist yet.
    official: address of an official document, `{symbol}` standing for its symbol.
    host, port: where the server listens; port 0 takes a free one.
    threads: requests that are answered at once; 0 fits them to the machine.
    base_url: the address at which people reach Operative ("https://intranet.example/search"), or
        only its path ("/search"); empty where it is reached as it listens.
    allowed_hosts: further names that the server answers to ("search.example"); "*" for any.
    allowed_origins: other sites ("https://intranet.example") whose pages may ask the API and show
        Operative in a frame.
    trusted_proxies: addresses and networks whose X-Forwarded headers are believed.
    user_header: header that a trusted proxy must send with the name of the user, empty for none.
    access_log: "off", "path" (requests without what was asked) or "full".
    metrics: whether /metrics answers.
    watch: folders and files that the index is kept up to date with while the server runs.
    refresh: seconds between two looks at them.
    search_time: seconds that one search may take.
    rate_limit: requests a minute that one client may send, 0 for any number.
    connections: that are open at once.
    client_time: seconds that a client may take to send a request or to take in an answer.
    stop_time: seconds that requests under way are given when the server is stopped.
    """

    index: Path
    official: str = OFFICIAL
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 0
    base_url: str = ""
    allowed_hosts: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    user_header: str = ""
    access_log: str = "path"
    metrics: bool = True
    watch: tuple[Path, ...] = ()
    refresh: float = 30.0
    search_time: float = 10.0
    rate_limit: int = UNLIMITED
    connections: int = 1000
    client_time: float = 30.0
    stop_time: float = 20.0

    @property
    def prefix(self) -> str:
        """Path below which the site is reached, "/search"; empty for the root."""
        return urlsplit(self.base_url).path.rstrip("/")

    @property
    def origin(self) -> str:
        """Scheme and host under which the site is reached; empty where requests say it."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
