"""The campaign against faults, part by part; each ends with an error where something went wrong.

    python -m benchmarks.faults kills [--times 1000]
    python -m benchmarks.faults worst INDEX [--seconds 60]
    python -m benchmarks.faults fuzz INDEX [--seconds 900] [--searches 1000000]
    python -m benchmarks.faults memory INDEX [--searches 20000]

`kills` places faults in builds (Linux, with strace); `worst` asks a server the most expensive
queries, alone and beside ordinary ones; `fuzz` asks searches drawn at random; `memory` watches what
20,000 different searches leave in memory.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.faults import fuzzing, kills, worst


def main() -> None:
    """Runs a part of the campaign."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", choices=("kills", "worst", "fuzz", "memory"))
    parser.add_argument("index", type=Path, nargs="?", default=Path(".operative"))
    parser.add_argument("--times", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--searches", type=int)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.part == "kills":
        raise SystemExit(kills.report(args.times, args.seed) > 0)
    if args.part == "worst":
        raise SystemExit(worst.report(args.index, args.seconds))
    if args.part == "fuzz":
        most = args.searches or 1_000_000
        raise SystemExit(
            fuzzing.report(args.index, args.seconds, most, args.processes, args.seed) > 0
        )
    grown = fuzzing.memory(args.index, args.searches or 20_000, 4, args.seed)
    raise SystemExit(f"{grown} MB more than allowed" if grown else 0)


if __name__ == "__main__":
    main()
