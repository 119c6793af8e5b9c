"""Makes the screenshots of the search in other people's programs for docs/embedding.md.

    python docs/make_host_screenshots.py [--all FOLDER]

Each host is set up afresh in a temporary folder and served by its own program. What is not
installed is left out, with a message. With `--all`, other pictures go to FOLDER, of phones too.
Needs the extra "test", Chromium with its driver, and for the hosts, on Debian, the packages `hugo
mediawiki php-cli php-sqlite3 php-xml php-mbstring php-intl` and JupyterLab from PyPI.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # the tests' way of opening a browser

from support.browsers import Browser, chromium, save_png, served, set_screen  # noqa: E402

from indexer.pipeline import build_index  # noqa: E402
from web.app import create_app  # noqa: E402
from web.settings.settings import Settings  # noqa: E402

ELEMENT = (
    '<script src="{server}/embed.js" defer></script>\n'
    '<operative-search organ="GA" query="victims" page-size="3"></operative-search>'
)
FRAME = "{server}/embed?organ=GA&q=victims&size=3"
MEDIAWIKI = Path("/usr/share/mediawiki")
PATIENCE = 90
"""Seconds for a host to start, and for a page to show results."""


class Host(NamedTuple):
    """A program to embed the search in.

    missing: what to install, or nothing. serve: sets a site up in a folder and serves it on a port;
    gives the path of the page with the search.
    """

    name: str
    missing: Callable[[], str]
    serve: Callable[[Path, int, str], tuple[list[str], str]]
    framed: bool = False


def main() -> None:
    """Writes the pictures of all hosts that are installed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, help="folder for every picture")
    folder = parser.parse_args().all
    hosts = [host for host in HOSTS if _told_if_missing(host)]
    ports = {host.name: _free_port() for host in hosts}
    origins = tuple(f"http://127.0.0.1:{port}" for port in ports.values())
    with TemporaryDirectory() as place:
        index = Path(place) / "index"
        build_index([ROOT / "corpus"], index)
        app = create_app(Settings(index=index, allowed_origins=origins))
        with served(app) as server, chromium.start() as browser:
            for host in hosts:
                site = Path(place) / host.name
                site.mkdir()
                with _running(host, site, ports[host.name], server) as address:
                    _picture(browser, host, address, folder)


def _told_if_missing(host: Host) -> bool:
    if missing := host.missing():
        print(f"{host.name} is left out: {missing}", file=sys.stderr)
    return not missing


def _picture(browser: Browser, host: Host, address: str, folder: Path | None) -> None:
    for width, height in ((1280, 800), (390, 780)) if folder else ((960, 600),):
        set_screen(browser, width, height)
        browser.get(address)
        WebDriverWait(browser, PATIENCE).until(_framed if host.framed else _answered)
        time.sleep(1)  # frames adjust their height
        if folder:
            save_png(browser, folder / f"host-{host.name}-{width}.png")
        else:
            save_png(browser, ROOT / f"docs/screenshots/host-{host.name}.png")


def _answered(browser: Browser) -> bool:
    found = "document.querySelector('operative-search')?.shadowRoot?.querySelector('.hit')"
    return bool(browser.execute_script(f"return {found}"))


def _framed(browser: Browser) -> bool:
    for frame in browser.find_elements("css selector", "iframe"):
        browser.switch_to.frame(frame)
        found = browser.find_elements("css selector", ".hit")
        browser.switch_to.default_content()
        if found:
            return True
    return False


@contextmanager
def _running(host: Host, site: Path, port: int, server: str) -> Iterator[str]:
    command, path = host.serve(site, port, server)
    address = f"http://127.0.0.1:{port}{path}"
    # PHP answers one request at a time unless it has workers.
    extra = {"PHP_CLI_SERVER_WORKERS": "4", "JUPYTERLAB_SETTINGS_DIR": str(site / "settings")}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603  # one of the programs below
        command, cwd=site, env={**os.environ, **extra}, stdout=quiet, stderr=quiet
    ) as process:
        try:
            _await(address, process)
            yield address
        finally:
            process.terminate()


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  # our own
                return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                sys.exit(f"{address} did not start: {' '.join(process.args)}")  # type: ignore[arg-type]
            time.sleep(0.3)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _without(*programs: str) -> str:
    gone = [name for name in programs if not shutil.which(name)]
    return f"{', '.join(gone)} is not installed" if gone else ""


def mediawiki(site: Path, port: int, server: str) -> tuple[list[str], str]:
    """Sets up a wiki on SQLite whose pages may hold HTML."""
    wiki = site / "wiki"
    shutil.copytree(MEDIAWIKI, wiki, ignore=shutil.ignore_patterns("LocalSettings.php"))
    php = ["php", "maintenance/install.php", "--dbtype", "sqlite", "--dbpath", str(site)]
    php += ["--server", f"http://127.0.0.1:{port}", "--scriptpath", "", "--pass", "for-pictures-1"]
    _run([*php, "Library", "Admin"], wiki)
    with (wiki / "LocalSettings.php").open("a", encoding="utf-8") as settings:
        settings.write(
            "\n$wgRawHtml = true;\nwfLoadSkin('Timeless');\n$wgDefaultSkin = 'timeless';\n"
        )
    text = f"== Agreed language ==\n<html>{ELEMENT.format(server=server)}</html>\n"
    _run(["php", "maintenance/edit.php", "--user", "Admin", "Resolutions"], wiki, text)
    return ["php", "-S", f"127.0.0.1:{port}", "-t", str(wiki)], "/index.php?title=Resolutions"


def hugo(site: Path, port: int, server: str) -> tuple[list[str], str]:
    """Sets up a static site with a policy that allows nothing but its own files and the server."""
    policy = (
        f"default-src 'none'; style-src 'self' {server}; script-src {server}; "
        f"connect-src {server}; frame-src {server}; base-uri 'none'"
    )
    layout = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>{{ .Title }}</title><link rel="stylesheet" href="/house.css"></head>'
        "<body><header>Our library</header><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body>"
    )
    house = (
        "body { margin: 0; font-family: Georgia, serif; }"
        "header { padding: 1rem 2rem; color: #fff; background: #003c71; }"
        "main { max-width: 50rem; margin: auto; padding: 1rem 2rem; }"
        "operative-search { --operative-accent: #003c71; --operative-accent-ink: #ffffff; }"
        "operative-search::part(box) { font-family: inherit; padding: 0; }"
    )
    files = {
        "config.toml": (
            'title = "Our library"\nbaseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
            "[markup.goldmark.renderer]\nunsafe = true\n"
            f'[[server.headers]]\nfor = "/**"\n[server.headers.values]\n'
            f'Content-Security-Policy = "{policy}"\n'
        ),
        "layouts/_default/single.html": layout,
        "layouts/index.html": layout,
        "content/resolutions.md": (
            "---\ntitle: Agreed language\n---\nThe resolutions that our committee works with.\n\n"
            + ELEMENT.format(server=server)
        ),
        "static/house.css": house,
    }
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    command = ["hugo", "server", "--port", str(port), "--disableLiveReload", "--watch=false"]
    return command, "/resolutions/"


def jupyterlab(site: Path, port: int, server: str) -> tuple[list[str], str]:
    """Sets up a notebook whose output is the frame."""
    frame = f'<iframe src="{FRAME.format(server=server)}" width="100%" height="420"></iframe>'
    output = {
        "output_type": "execute_result",
        "execution_count": 1,
        "data": {"text/html": frame, "text/plain": "IFrame"},
        "metadata": {},
    }
    source = (
        "from IPython.display import IFrame\n\n"
        f'IFrame("{FRAME.format(server="https://search.example")}", width="100%", height=420)'
    )
    cell = {
        "cell_type": "code",
        "execution_count": 1,
        "id": "search",
        "metadata": {},
        "source": source,
        "outputs": [output],
    }
    note = {
        "cell_type": "markdown",
        "id": "note",
        "metadata": {},
        "source": "# Victims in General Assembly resolutions",
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = {
        "cells": [note, cell],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (site / "victims.ipynb").write_text(json.dumps(book), encoding="utf-8")
    asked = site / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    asked.parent.mkdir(parents=True)
    asked.write_text('{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8")
    # Only a notebook that its reader trusts may show frames.
    _run(["jupyter", "trust", "victims.ipynb"], site)
    options = {
        "ServerApp.port": port,
        "ServerApp.root_dir": site,
        "IdentityProvider.token": "",
    }
    command = ["jupyter", "lab", "--allow-root", "--no-browser"]
    command += [f"--{name}={value}" for name, value in options.items()]
    return command, "/doc/tree/victims.ipynb?reset"


def _run(command: list[str], folder: Path, text: str = "") -> None:
    subprocess.run(  # noqa: S603  # one of the programs above
        command, cwd=folder, input=text, text=True, check=True, stdout=subprocess.DEVNULL
    )


HOSTS = (
    Host(
        "mediawiki",
        lambda: _without("php") or ("" if MEDIAWIKI.is_dir() else f"{MEDIAWIKI} is not there"),
        mediawiki,
    ),
    Host("hugo", lambda: _without("hugo"), hugo),
    Host("jupyterlab", lambda: _without("jupyter-lab"), jupyterlab, framed=True),
)


if __name__ == "__main__":
    main()
