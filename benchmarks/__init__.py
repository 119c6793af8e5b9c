"""Benchmarks: Operative beside its peers, and the campaigns against faults."""

import sys
from pathlib import Path

# Processes that read files do not look into the current folder, and need the readers of this one.
sys.path.append(str(Path(__file__).parents[1]))
