"""Settings of the application and its server: one frozen value, made at the start.

`sources.py` reads the values, `table.py` defines what each may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from indexer.cluster.options import CLUSTER, cluster_of
from indexer.engines.opensearch.settings import ClusterSettings
from search.citation import OFFICIAL

UNLIMITED = 0
"""Value of a limit for "no limit"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The configuration of one application and the server that runs it.

    index: the index folder, as given to `operative index`; it need not exist yet.
    opensearch: addresses of a cluster that has the entries of the index, none if they are in the
        folder; opensearch_index, _login, _ca, _certificate, _key, _shards, _replicas: see
        `ClusterSettings`.
    official: address of an official document, with `{symbol}` in place of its symbol.
    host, port: address to listen on; port 0 takes a free one.
    processes: that answer requests; threads: requests that all of them handle at once; 0 derives
        the number from the machine.
    language: code of the language of pages for readers whose browsers prefer none of the six.
    base_url: the address at which people reach Operative ("https://intranet.example/search"), or
        only its path ("/search"); empty if it is reached at the address it listens on.
    allowed_hosts: further names that the server answers to ("search.example"); "*" for any.
    allowed_origins: other sites ("https://intranet.example") whose pages may use the API and show
        Operative in a frame.
    trusted_proxies: addresses and networks whose X-Forwarded headers are believed.
    user_header: header in which a trusted proxy must send the user's name, empty for none.
    access_log: "off", "path" (requests without what was searched for) or "full".
    metrics: whether /metrics is available. mcp: whether assistants can use /mcp.
    watch: folders and files from which the index is updated while the server runs.
    refresh: seconds between two checks of them.
    fetch: seconds between two fetches of what is new into watched folders, 0 for never.
    mail_server: address of the server for digests ("smtp://mail.example:25"), empty for none.
    mail_from: address that they come from. mail_login: file with "user:password".
    subscriptions: file in which the addresses of their readers are kept.
    digest: seconds between two digests of a search.
    search_time: maximum seconds for one search.
    rate_limit: requests a minute for one client, 0 for any number.
    connections: maximum number open at once.
    client_time: maximum seconds for a client to send a request or receive a response.
    stop_time: seconds for running requests to complete when the server stops.
    """

    index: Path
    opensearch: tuple[str, ...] = ()
    opensearch_index: str = "operative"
    opensearch_login: Path | str = ""
    opensearch_ca: Path | str = ""
    opensearch_certificate: Path | str = ""
    opensearch_key: Path | str = ""
    opensearch_shards: int = 3
    opensearch_replicas: int = 1
    official: str = OFFICIAL
    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 0
    threads: int = 0
    language: str = "en"
    base_url: str = ""
    allowed_hosts: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    user_header: str = ""
    access_log: str = "path"
    metrics: bool = True
    mcp: bool = False
    mail_server: str = ""
    mail_from: str = ""
    mail_login: Path | str = ""
    subscriptions: Path | str = ""
    digest: float = 86400.0
    watch: tuple[Path, ...] = ()
    refresh: float = 30.0
    fetch: float = 0.0
    search_time: float = 10.0
    rate_limit: int = UNLIMITED
    connections: int = 1000
    client_time: float = 30.0
    stop_time: float = 20.0

    @property
    def prefix(self) -> str:
        """The path of the site, "/search"; empty for the root."""
        return urlsplit(self.base_url).path.rstrip("/")

    @property
    def origin(self) -> str:
        """Scheme and host of the site; empty if they are taken from each request."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    @property
    def site(self) -> str:
        """The address of the site without a last slash; empty if it is taken from each request."""
        return f"{self.origin}{self.prefix}" if self.origin else ""

    @property
    def cluster(self) -> ClusterSettings | None:
        """The cluster that has the entries of the index; None if they are in the folder."""
        return cluster_of({name: getattr(self, name) for name in CLUSTER})
