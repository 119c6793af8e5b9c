"""Settings: where they come from, which one counts, and what is said of those that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from support.web_site import build_site

from web.cli import main
from web.settings.settings import Settings
from web.settings.sources import Configuration, ConfigurationError, configure, lines
from web.settings.table import SETTINGS


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def of(
    toml: str = "", /, *, options: dict[str, object] | None = None, **environment: str
) -> Configuration:
    Path("operative.toml").write_text(toml, encoding="utf-8")
    return configure(options or {}, environment)


def test_an_option_goes_before_the_environment_before_the_file() -> None:
    """Whoever starts the server has the last word, and is told whose word counts."""
    toml = "port = 1001\nthreads = 3\nrate_limit = 5"
    found = of(toml, options={"port": "1003"}, OPERATIVE_PORT="1002", OPERATIVE_THREADS="4")
    settings = found.settings
    assert (settings.port, settings.threads, settings.rate_limit) == (1003, 4, 5)
    assert [found.sources[name] for name in ("port", "threads", "rate_limit", "host")] == [
        "option --port",
        "environment OPERATIVE_THREADS",
        "file operative.toml",
        "default",
    ]


def test_every_setting_is_in_the_table() -> None:
    """What the server can be told can be told in every way."""
    assert {one.name for one in SETTINGS} == set(Settings.__slots__)


def test_what_config_prints_can_be_the_file() -> None:
    """The printed settings, read as a file, are the same settings."""
    toml = """
    base_url = "https://intranet.example/search"
    allowed_origins = ["https://a.example:443", "http://b.example:8080"]
    trusted_proxies = "127.0.0.1, 10.0.0.0/8"
    refresh = "90m"
    metrics = false
    access_log = false
    watch = ["texts", "/srv/more"]
    """
    first = of(toml)
    assert first.settings.allowed_origins == ("https://a.example", "http://b.example:8080")
    assert first.settings.access_log == "off"
    assert first.settings.refresh == 5400
    again = of("\n".join(lines(first)))
    assert again.settings == first.settings


def test_a_cluster_is_described() -> None:
    """Addresses make an index one of a cluster; files are those beside the settings."""
    assert of("").settings.cluster is None
    found = of(
        """
        opensearch = ["https://a:9200", "https://b:9200/"]
        opensearch_login = "login"
        opensearch_replicas = 0
        """
    ).settings.cluster
    assert found is not None
    assert found.hosts == ("https://a:9200", "https://b:9200")
    assert Path(found.login).is_absolute()
    assert (found.name, found.shards, found.replicas) == ("operative", 3, 0)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("prot = 1", "Did you mean “port”"),
        ("base-url = ''", "Did you mean “base_url”"),
        ("zzzz = 1", "The settings are index, host"),
        ("opensearch = ['node1:9200']", "addresses of nodes, such as https://node1:9200"),
        ("opensearch = ['https://u:p@node1']", "addresses of nodes"),
        ("opensearch_index = 'a-b'", "lower-case letters"),
        ("opensearch_shards = 0", "a whole number from 1"),
        ("port = 70000", "from 0 to 65535"),
        ("port = true", "from 0 to 65535"),
        ("port = '1_0'", "from 0 to 65535"),
        ("metrics = 'perhaps'", "true or false"),
        ("refresh = 'weekly'", "30s, 10m or 1h"),
        ("refresh = '0s'", "30s, 10m or 1h"),
        ("access_log = 'all'", "off, path, full"),
        ("allowed_origins = ['https://a.example/page']", "https://intranet.example"),
        ("allowed_origins = ['*']", "https://intranet.example"),
        ('allowed_origins = ["https://a.example\'; script-src *"]', "https://intranet.example"),
        ("allowed_origins = 7", "a list"),
        ("trusted_proxies = ['proxy']", "10.0.0.0/8"),
        ("base_url = 'search'", "or a path, such as /search"),
        ("base_url = 'https://a.example/?x'", "or a path, such as /search"),
        ("base_url = '//evil.example'", "or a path, such as /search"),
        ("official = 'https://undocs.org/'", "{symbol}"),
        ("official = 'javascript:{symbol}'", "{symbol}"),
        ("user_header = 'X User'", "X-Remote-User"),
        ("user_header = 'X-User'", "trusted_proxies"),
        ("index = ''", "a folder"),
        ("port = ", "not valid TOML"),
    ],
)
def test_what_cannot_be_used_is_told(toml: str, says: str) -> None:
    """A slip in the file stops the start and says what would do."""
    with pytest.raises(ConfigurationError, match=r"operative\.toml|user_header") as told:
        of(toml)
    assert says in str(told.value)


def test_a_slip_in_the_environment_is_told() -> None:
    """A variable that sets nothing is told with the one that was meant; a bad value is refused."""
    assert "OPERATIVE_PORT" in of(OPERATIVE_PROT="1").notices[0]
    assert of(OPERATIVE_CORPORA="x", OTHER="y").notices == ()
    with pytest.raises(ConfigurationError, match="OPERATIVE_PORT cannot be"):
        of(OPERATIVE_PORT="tcp://10.0.0.1:80")


def test_paths_are_seen_from_the_file() -> None:
    """A file in another folder can be used from anywhere: its paths are relative to it."""
    Path("etc").mkdir()
    Path("etc/own.toml").write_text("index = 'index'\nwatch = ['a b']", encoding="utf-8")
    settings = configure({}, {"OPERATIVE_CONFIG": "etc/own.toml"}).settings
    assert settings.index == Path("etc/index")
    assert settings.watch == (Path("etc/a b"),)


def test_a_file_that_is_not_there_is_told() -> None:
    """A file that was named must be there."""
    with pytest.raises(ConfigurationError, match="Could not read"):
        configure({}, {}, Path("none.toml"))


def test_the_file_tells_every_command_where_the_index_is(tmp_path: Path) -> None:
    """One line in operative.toml and no command needs --index; the option still goes before it."""
    build_site(tmp_path)
    Path("operative.toml").write_text("index = 'index'", encoding="utf-8")
    runner = CliRunner()
    assert "A/RES/74/176" in runner.invoke(main, ["search", "trafficking"]).output
    assert "no index in none" in runner.invoke(main, ["check", "--index", "none"]).output
    shown = runner.invoke(main, ["config"]).output
    assert 'index = "index"  # file operative.toml' in shown
    Path("operative.toml").write_text("indexx = 'index'", encoding="utf-8")
    told = runner.invoke(main, ["search", "trafficking"])
    assert told.exit_code == 1
    assert "Did you mean “index”" in told.output
