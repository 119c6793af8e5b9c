"""The development corpora, where they are."""

from __future__ import annotations

import os
from pathlib import Path

from support.requirements import require

ROOT = Path(__file__).parents[2]


def corpora(folder: str = "") -> Path:
    """Give a folder of the corpora (`$OPERATIVE_CORPORA`, by default beside the project).

    Skips the test where they are not there, fails it in CI.
    """
    base = Path(os.environ.get("OPERATIVE_CORPORA") or ROOT.parent / "shared" / "corpora")
    require((base / folder).exists(), f"the corpora are not at {base} (set OPERATIVE_CORPORA)")
    return base / folder
