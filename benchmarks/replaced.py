"""Requests while the index is replaced: wrk sends them, a new index comes every 20 s.

    python -m benchmarks.replaced FOLDER... [--seconds 60] [--every 20] [--clients 1 16 64]

The FOLDERs are indexed in a temporary folder, together with a small file that changes each time.
The output has requests a second, the 50th and 99th percentile, failed responses, and the server's
memory before and after.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from urllib.parse import quote

from benchmarks.measuring import ROOT

_OPERATIVE = [sys.executable, "-c", "from web.command import main; main()"]
_READY = re.compile(r"http://\S+?:([0-9]+)/")
_WORDS = (
    "women", "trafficking", "climate change", '"sustainable development"', "verb:urge children",
    "human rights AND session:74", "verb:request report", "disarmament OR weapons", "refugee*",
    'to:"Secretary-General" report', "peace NEAR/5 security", "cites:70/1", "water", "oceans",
    "type:preambular recalling", "education girls", "verb:decide agenda", "budget", "torture",
    "poverty eradication",
)  # fmt: skip
_PLACES = ("/?q=", "/api/v1/search?q=", "/api/v1/search?group=resolution&q=", "/feed?q=")
_TEXT = """\
United Nations A/RES/60/{number}
General Assembly
Sixtieth session
Resolution adopted by the General Assembly on 16 September 2005
60/{number}. A small file that is another one each time

The General Assembly,
1. Notes that this is the file of number {number}.
"""
_SCRIPT = """\
local addresses = {{ {addresses} }}
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", addresses[n % #addresses + 1] .. "&page=" .. (n % 7 + 1))
end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '\\nFIGURES {{"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"longest":%f,' ..
    '"connect":%d,"read":%d,"write":%d,"timeout":%d,"status":%d}}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3,
    e.connect, e.read, e.write, e.timeout, e.status))
end
"""


def replacing(folders: Sequence[Path], extra: Path, index: Path, every: float, over: Event) -> int:
    """Indexes repeatedly until the end; returns how often."""
    times = 0
    while not over.wait(every):
        times += 1
        (extra / "extra.txt").write_text(_TEXT.format(number=500 + times), encoding="utf-8")
        indexed(folders, extra, index)
    return times


def indexed(folders: Sequence[Path], extra: Path, index: Path) -> None:
    """Indexes the folders and the small file."""
    command = [*_OPERATIVE, "index", *map(str, folders), str(extra), "--index", str(index)]
    subprocess.run([*command, "--quiet"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def asked(port: int, clients: int, seconds: float, script: Path) -> dict[str, float]:
    """Runs wrk; returns its figures, times in milliseconds."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds:.0f}s", "--timeout", "60s"]
    command += ["-s", str(script), f"http://127.0.0.1:{port}/"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures = re.search(r"^FIGURES (.*)$", output, re.MULTILINE)
    if figures is None:
        raise SystemExit(f"wrk printed no figures:\n{output}")
    found: dict[str, float] = json.loads(figures[1])
    return found


def megabytes(process: int) -> float:
    """Returns the resident memory of a process in megabytes."""
    text = Path(f"/proc/{process}/status").read_text("ascii")
    held = re.search(r"VmRSS:\s+([0-9]+) kB", text)
    return int(held[1]) / 1024 if held else 0.0


def measure(folders: Sequence[Path], clients: Sequence[int], seconds: float, every: float) -> None:
    """Measures all cases and prints a line for each."""
    with TemporaryDirectory() as place:
        index, extra, script = Path(place, "index"), Path(place, "extra"), Path(place, "ask.lua")
        extra.mkdir()
        (extra / "extra.txt").write_text(_TEXT.format(number=500), encoding="utf-8")
        indexed(folders, extra, index)
        addresses = [f'"{where}{quote(words)}"' for words in _WORDS for where in _PLACES]
        script.write_text(_SCRIPT.format(addresses=", ".join(addresses)), encoding="utf-8")
        command = [*_OPERATIVE, "serve", "--index", str(index), "--port", "0"]
        with subprocess.Popen(
            [*command, "--access-log", "off"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as server:
            try:
                ready = _READY.search(server.stdout.readline() if server.stdout else "")
                if ready is None:
                    raise SystemExit("The server did not start.")
                port = int(ready[1])
                asked(port, 1, 5, script)  # until it is warm
                for count in clients:
                    before, over = megabytes(server.pid), Event()
                    with ThreadPoolExecutor(1) as pool:
                        times = pool.submit(replacing, folders, extra, index, every, over)
                        try:
                            figures = asked(port, count, seconds, script)
                        finally:
                            over.set()
                    row = {"clients": count, "replaced": times.result(), **figures}
                    memory = {"MB_before": before, "MB_after": megabytes(server.pid)}
                    print(json.dumps({**row, **memory}), flush=True)
            finally:
                server.terminate()
                time.sleep(0.1)


def main() -> None:
    """Measures and prints the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.replaced",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--seconds", type=float, default=60.0, help="of each number of clients")
    parser.add_argument("--every", type=float, default=20.0, help="seconds from index to index")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 16, 64])
    args = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed (Debian: apt install wrk).")
    measure([one.resolve() for one in args.folders], args.clients, args.seconds, args.every)


if __name__ == "__main__":
    main()
