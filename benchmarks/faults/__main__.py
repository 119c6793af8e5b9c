"""The campaign against faults, part by part; each ends with an error where something went wrong.

    python -m benchmarks.faults kills [--times 1000]
    python -m benchmarks.faults watched [--times 100]
    python -m benchmarks.faults surroundings [--times 100]
    python -m benchmarks.faults damages [--times 500]
    python -m benchmarks.faults files [--times 20000]
    python -m benchmarks.faults worst INDEX [--seconds 60]
    python -m benchmarks.faults fuzz INDEX [--seconds 900] [--times 1000000] [--log fuzzed.jsonl]
    python -m benchmarks.faults memory INDEX [--times 20000]

`kills` places faults in builds (Linux, with strace), `watched` in those of a server that watches a
folder. `surroundings` has files that change while they are read, several builders at once, folders
without permissions and clocks gone back. `damages` spoils files of an index, `files` reads hostile
ones. `worst` asks a server the most expensive queries, alone and beside ordinary ones. `fuzz` asks
searches drawn at random and continues where its log ends. `memory` watches what different searches
leave behind.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks.faults import (
    damages,
    fuzzing,
    hostile,
    kills,
    memory,
    surroundings,
    watched,
    worst,
)


def main() -> None:
    """Runs a part of the campaign."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", choices=tuple(PARTS))
    parser.add_argument("index", type=Path, nargs="?", default=Path(".operative"))
    parser.add_argument("--times", type=int)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, default=Path("fuzzed.jsonl"))
    args = parser.parse_args()
    wrong = PARTS[args.part](args)
    raise SystemExit(f"{wrong} wrong" if wrong else 0)


PARTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "kills": lambda args: kills.report(args.times or 1_000, args.seed),
    "watched": lambda args: watched.report(args.times or 100, args.seed),
    "surroundings": lambda args: surroundings.report(args.times or 100, args.seed),
    "damages": lambda args: damages.report(args.times or 500, args.seed),
    "files": lambda args: hostile.report(args.times or 20_000, args.seed, args.processes),
    "worst": lambda args: worst.report(args.index, args.seconds),
    "fuzz": lambda args: fuzzing.report(
        args.index, args.seconds, args.times or 1_000_000, args.processes, args.seed, args.log
    ),
    "memory": lambda args: memory.report(args.index, args.times or 20_000, 4, args.seed),
}


if __name__ == "__main__":
    main()
