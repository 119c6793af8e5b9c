"""Fuzzing of the server: random addresses, and schemathesis over the OpenAPI document.

    python -m benchmarks.fuzz INDEX [--requests 20000] [--seed 1]
    python -m benchmarks.fuzz INDEX --openapi [--requests 3000] [--seconds 600]

The first requests random addresses of every route, as the fast test does, and counts the statuses.
The second needs schemathesis (pip install -e ".[fuzz]") and checks every response of a running
server against the document: no 5xx, and nothing that the schema does not have.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from benchmarks.measuring import ROOT
from benchmarks.serve import served
from web.app import create_app
from web.settings.settings import Settings

sys.path.insert(0, str(ROOT / "tests"))
from support.addresses import addresses, complaint

CHECKS = ",".join(
    (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    )
)


def any_address(index: Path, requests: int, start: int) -> None:
    """Requests random addresses; exits with an error at the first wrong response."""
    app = create_app(Settings(index=index, access_log="off"))
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    seen = Counter[int]()
    client = app.test_client()

    @seed(start)
    @settings(
        max_examples=requests,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        address = data.draw(addresses(app))
        with client.get(address) as answer:
            seen[answer.status_code] += 1
            wrong = complaint(address, answer)
        if wrong is not None:
            raise AssertionError(f"{address}: {wrong}")

    ask()
    print(f"{seen.total()} requests, by status: {dict(sorted(seen.items()))}")


def openapi(index: Path, requests: int, start: int, seconds: int) -> int:
    """Runs schemathesis on a running server; returns its exit code."""
    with served(index) as (port, _):
        command = [
            sys.executable,
            "-m",
            "schemathesis.cli",
            "run",
            "--phases",
            "examples,coverage,fuzzing",
        ]
        command += [f"http://127.0.0.1:{port}/api/v1/openapi.json", "--checks", CHECKS]
        command += ["--max-examples", str(requests), "--seed", str(start)]
        command += ["--workers", "2", "--max-time", str(seconds)]
        return subprocess.run(command, check=False).returncode


def main() -> None:
    """Runs the fuzzing; exits with an error if a response is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fuzz",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("index", type=Path)
    parser.add_argument("--requests", type=int, default=20_000, help="with --openapi: an operation")
    parser.add_argument("--seconds", type=int, default=600, help="longest time of --openapi")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--openapi", action="store_true")
    args = parser.parse_args()
    if args.openapi:
        raise SystemExit(openapi(args.index, args.requests, args.seed, args.seconds))
    any_address(args.index, args.requests, args.seed)


if __name__ == "__main__":
    main()
