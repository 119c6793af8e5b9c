"""How soon a phone shows the pages, and how many bytes they take: a table in Markdown.

    python -m benchmarks.first_view [--index DIR] [--rounds 5]

A server of its own answers, over `corpus/` unless an index is given. Chromium is as slow as a phone
of the middle range on a slow line: its processor takes four times as long, requests 150 ms, and a
second brings 1.6 Mbit (what Lighthouse calls slow 4G). Nothing is cached; the server has
answered each page once. Bytes are those on the line, compressed. Needs the extra "test", Chromium
and its driver.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # the tests' way of opening a browser

from support.browsers import chromium, set_screen  # noqa: E402
from support.browsers.chromium import Chromium  # noqa: E402

from indexer.pipeline import build_index  # noqa: E402

PAGES = {
    "Start": "/",
    "Results": "/?q=human+rights",
    "Results with filters": "/?q=women&organ=GA&verb=urge",
    "Resolution": "/resolutions/A/RES/74/176",
    "List of resolutions": "/resolutions",
    "Trends": "/trends?q=women&q=children",
    "Comparison": "/compare?a=A/RES/68/192&b=A/RES/74/176",
}
SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 94e3}
_MEASURE = """
    const done = arguments[arguments.length - 1];
    new PerformanceObserver((list) => {
      const largest = list.getEntries().at(-1);
      const files = [...performance.getEntriesByType('navigation'),
                     ...performance.getEntriesByType('resource')];
      setTimeout(() => done([largest.startTime,
        files.reduce((sum, one) => sum + one.transferSize, 0), files.length]), 300);
    }).observe({type: 'largest-contentful-paint', buffered: true});
"""


class View(NamedTuple):
    """A page as a phone gets it. paint: milliseconds to the largest contentful paint."""

    paint: float
    sent: int
    files: int


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, help="an index; default: one of corpus/")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with TemporaryDirectory() as place:
        index = options.index or Path(place) / "index"
        if not options.index:
            build_index([ROOT / "corpus"], index)
        command = [
            Path(sys.executable).with_name("operative"),
            "serve",
            "--index",
            str(index),
            "--port",
            "0",
        ]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as server:
            try:
                _print(_address(server), options.rounds)
            finally:
                server.terminate()


def _address(server: subprocess.Popen[str]) -> str:
    for line in server.stdout or ():
        if "http://" in line:
            return "http://" + line.split("http://")[1].split()[0].rstrip("/")
    sys.exit("The server did not start.")


def _print(address: str, rounds: int) -> None:
    print("| Page | Largest contentful paint, least | Bytes | Files |")
    print("|---|---|---|---|")
    with chromium.start() as browser:
        for name, path in PAGES.items():
            with urllib.request.urlopen(address + path):  # noqa: S310  # our own
                pass
            views = [_view(browser, address + path) for _ in range(rounds)]
            paint = min(one.paint for one in views)
            print(
                f"| {name} | {paint:,.0f} ms | {views[0].sent:,} | {views[0].files} |", flush=True
            )


def _view(browser: Chromium, address: str) -> View:
    set_screen(browser, 390, 844)
    browser.get("about:blank")
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", LINE)
    browser.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    browser.get(address)
    time.sleep(0.5)  # late paints
    found = browser.execute_async_script(_MEASURE)
    browser.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 1})
    return View(*found)


if __name__ == "__main__":
    main()
