"""Table of settings: name, allowed values and meaning, one row a setting.

A setting has one name everywhere: `base_url` in the file, OPERATIVE_BASE_URL in the environment,
`--base-url` on the command line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, MISSING, dataclass, fields
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from indexer.cluster.options import CLUSTER, REPLICAS, SHARDS
from indexer.engines.opensearch.settings import NAMES, NAMES_ALLOWED
from search.translation.languages import LANGUAGES
from web.settings.addresses import valid_address
from web.settings.settings import Settings

_TRUE, _FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
_UNITS = {"": 1, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([a-z]*)")
_HEADER = re.compile(r"[A-Za-z0-9-]+")
_HOST_NAME = re.compile(r"\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
ACCESS_LOGS = ("off", "path", "full")
DEFAULT_INDEX = ".operative"


class Unusable(ValueError):  # noqa: N818 - the noun says it
    """A value that a setting cannot have; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    read: converts a value from a file or a text; raises Unusable. multiple: whether it is a list.
    flag: whether it is true or false. meaning: a sentence for people.
    """

    name: str
    read: Callable[[object], object]
    meaning: str
    _: KW_ONLY
    multiple: bool = False
    flag: bool = False
    path: bool = False

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return f"OPERATIVE_{self.name.upper()}"

    @property
    def option(self) -> str:
        """Its name on the command line."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def default(self) -> object:
        """Its default value."""
        return DEFAULTS[self.name]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unusable("text in quotes")
    return value.strip()


def _folder(value: object) -> Path:
    text = _text(value)
    if not text or "\0" in text:
        raise Unusable("the path of a folder")
    return Path(text).expanduser()


def _whole(value: object, *, low: int, high: int) -> int:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value.strip()):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Unusable(f"a whole number from {low} to {high}")
    return value


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise Unusable("true or false")
    return word in _TRUE


def _seconds(value: object, *, low: float, high: float) -> float:
    allowed = Unusable(f"a time from {in_units(low)} to {in_units(high)}, such as 30s, 10m or 1h")
    match = None if isinstance(value, bool) else _DURATION.fullmatch(str(value).strip().lower())
    if match is None or match[2] not in _UNITS:
        raise allowed
    seconds = float(match[1]) * _UNITS[match[2]]
    if not low <= seconds <= high:
        raise allowed
    return seconds


def _seconds_or_never(value: object, *, low: float, high: float) -> float:
    if str(value).strip().lower() in {"0", "0s", "off", "false"}:
        return 0.0
    return _seconds(value, low=low, high=high)


def in_units(seconds: float) -> str:
    """Returns a time in the form of a setting: "90s", "10m", "1h"."""
    for unit, size in (("h", 3600), ("m", 60)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds:g}s"


def _one_of(value: object, *, allowed: Sequence[str]) -> str:
    # People write "off", and some configuration tools turn it into false.
    word = "off" if value is False else str(value).strip().lower()
    if word not in allowed:
        raise Unusable("one of " + ", ".join(allowed))
    return word


def _list(value: object, *, each: Callable[[object], object]) -> tuple[object, ...]:
    if isinstance(value, str):
        value = [part for part in re.split(r"[,\s]+", value) if part]
    if not isinstance(value, list | tuple):
        raise Unusable("a list in square brackets")
    return tuple(dict.fromkeys(each(one) for one in value))


def _paths(value: object) -> tuple[object, ...]:
    """Returns paths; a text separates them as PATH does, since names may contain spaces."""
    if isinstance(value, str):
        value = [part for part in value.split(os.pathsep) if part]
    return _list(value, each=_folder)


def _origin(value: object) -> str:
    allowed = Unusable("origins without a path, such as https://intranet.example")
    parts = _address(value, allowed)
    if parts.path not in {"", "/"} or parts.query or parts.fragment or not parts.netloc:
        raise allowed
    host, port = parts.hostname or "", parts.port
    host = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[parts.scheme]
    # In the form in which browsers send it in the Origin header.
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in {None, usual} else "")


def _address(value: object, allowed: Unusable) -> SplitResult:
    text = _text(value)
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise allowed from None
    plain = text.isascii() and not re.search(r"[\s;,'\"*\\@]", text)
    if not plain or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise allowed
    return parts


def _base_url(value: object) -> str:
    allowed = Unusable(
        "a public address, such as https://intranet.example/search, or a path, such as /search"
    )
    text = _text(value).rstrip("/")
    if not text or _PATH.fullmatch(text):
        return text
    parts = _address(text, allowed)
    if parts.query or parts.fragment or (parts.path and not _PATH.fullmatch(parts.path)):
        raise allowed
    return text


def _network(value: object) -> str:
    text = _text(value)
    try:
        ip_network(text, strict=False)
    except ValueError:
        raise Unusable("addresses and networks, such as 127.0.0.1 or 10.0.0.0/8") from None
    return text


def _name(value: object) -> str:
    text = _text(value).lower().rstrip(".")
    if not _HOST_NAME.fullmatch(text):
        raise Unusable("names without a port, such as search.example, *.example or *")
    return text


def _header(value: object) -> str:
    text = _text(value)
    if text and not _HEADER.fullmatch(text):
        raise Unusable("the name of a header, such as X-Remote-User")
    return text


def _official(value: object) -> str:
    allowed = Unusable("an address with {symbol} in it, such as https://undocs.org/{symbol}")
    text = _text(value)
    if text.count("{symbol}") != 1:
        raise allowed
    _address(text.replace("{symbol}", "A"), allowed)
    return text


def _file(value: object) -> Path | str:
    return _folder(value) if value != "" else ""


def _mail_server(value: object) -> str:
    allowed = Unusable("an address such as smtp://mail.example:25, smtps://… or smtp+starttls://…")
    text = _text(value)
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise allowed from None
    known = parts.scheme in {"smtp", "smtps", "smtp+starttls"} and parts.hostname
    if text and (not known or parts.username or parts.path not in {"", "/"}):
        raise allowed
    return text


def _mail_address(value: object) -> str:
    text = _text(value)
    if text and not valid_address(text):
        raise Unusable("an e-mail address, such as operative@un.example")
    return text


def _host(value: object) -> str:
    text = _text(value)
    if not text:
        raise Unusable("an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them")
    return text


def _node(value: object) -> str:
    allowed = Unusable("addresses of nodes, such as https://node1:9200")
    parts = _address(value, allowed)
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise allowed
    return _text(value).rstrip("/")


def _index_name(value: object) -> str:
    text = _text(value)
    if not NAMES.fullmatch(text):
        raise Unusable(NAMES_ALLOWED)
    return text


def _of_cluster(name: str, read: Callable[[object], object], **more: bool) -> Setting:
    return Setting(name, read, CLUSTER[name], **more)


SETTINGS: tuple[Setting, ...] = (
    Setting("index", _folder, "Folder of the index.", path=True),
    Setting("host", _host, "Address to listen on. Use 0.0.0.0 for every address of the machine."),
    Setting(
        "port", partial(_whole, low=0, high=65535), "Port to listen on. Use 0 for any free port."
    ),
    Setting(
        "language",
        partial(_one_of, allowed=tuple(LANGUAGES)),
        "Language of pages for readers whose browsers prefer none of the six.",
    ),
    Setting("base_url", _base_url, "Public address of Operative behind a proxy, or only its path."),
    Setting(
        "trusted_proxies",
        partial(_list, each=_network),
        "Proxy (address or network) whose X-Forwarded headers are trusted.",
        multiple=True,
    ),
    Setting(
        "user_header",
        _header,
        "Header in which a trusted proxy sends the user name. Requests need it.",
    ),
    Setting(
        "allowed_hosts",
        partial(_list, each=_name),
        "Name under which Operative is reached, beside those it knows. Use * for any.",
        multiple=True,
    ),
    Setting(
        "allowed_origins",
        partial(_list, each=_origin),
        "Other site that may embed Operative and use its API.",
        multiple=True,
    ),
    Setting("official", _official, "Link to official documents, with {symbol} for the symbol."),
    Setting(
        "watch",
        _paths,
        "Folder to watch: the index is updated when its files change.",
        multiple=True,
        path=True,
    ),
    Setting(
        "refresh",
        partial(_seconds, low=1, high=30 * 86400),
        "How often to check watched folders, such as 30s or 1h.",
    ),
    Setting(
        "fetch",
        partial(_seconds_or_never, low=3600, high=90 * 86400),
        "How often to fetch what is new into watched folders, such as 1d. Use 0 for never.",
    ),
    Setting(
        "processes",
        partial(_whole, low=0, high=64),
        "Processes that answer requests. Use 0 to suit the machine: one per processor, at most 4.",
    ),
    Setting(
        "threads",
        partial(_whole, low=0, high=256),
        "Requests handled at the same time. Use 0 to suit the machine.",
    ),
    Setting(
        "connections", partial(_whole, low=10, high=100_000), "Connections open at the same time."
    ),
    Setting("search_time", partial(_seconds, low=0.1, high=3600), "Time limit for one search."),
    Setting(
        "client_time",
        partial(_seconds, low=1, high=3600),
        "Time limit for a client to send a request or receive a reply.",
    ),
    Setting(
        "rate_limit",
        partial(_whole, low=0, high=1_000_000),
        "Requests per minute allowed from one client. Use 0 for no limit.",
    ),
    Setting(
        "stop_time",
        partial(_seconds, low=0, high=3600),
        "Time allowed for current requests to finish when the server stops.",
    ),
    Setting(
        "access_log",
        partial(_one_of, allowed=ACCESS_LOGS),
        "Request log: off, path (without search terms) or full.",
    ),
    Setting("metrics", _flag, "Serve metrics for Prometheus at /metrics.", flag=True),
    Setting(
        "mail_server",
        _mail_server,
        "Mail server for new results by e-mail, such as smtp://mail.example:25.",
    ),
    Setting("mail_from", _mail_address, "Address that these messages come from."),
    Setting("mail_login", _file, "File with “user:password” for the mail server.", path=True),
    Setting("subscriptions", _file, "File in which subscribers’ addresses are kept.", path=True),
    Setting(
        "digest",
        partial(_seconds, low=3600, high=90 * 86400),
        "How often to send the new results of a search, such as 1d.",
    ),
    Setting("mcp", _flag, "Let assistants use the search at /mcp.", flag=True),
    _of_cluster("opensearch", partial(_list, each=_node), multiple=True),
    _of_cluster("opensearch_index", _index_name),
    _of_cluster("opensearch_login", _file, path=True),
    _of_cluster("opensearch_ca", _file, path=True),
    _of_cluster("opensearch_certificate", _file, path=True),
    _of_cluster("opensearch_key", _file, path=True),
    _of_cluster("opensearch_shards", partial(_whole, low=SHARDS.start, high=SHARDS.stop - 1)),
    _of_cluster("opensearch_replicas", partial(_whole, low=REPLICAS.start, high=REPLICAS.stop - 1)),
)
"""All settings, in the order in which they are listed."""

BY_NAME = {one.name: one for one in SETTINGS}
DEFAULTS: dict[str, object] = {
    one.name: Path(DEFAULT_INDEX) if one.default is MISSING else one.default
    for one in fields(Settings)
}
