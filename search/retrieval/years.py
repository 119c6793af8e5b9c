"""Years: that of each document, as a number."""

from __future__ import annotations

import numpy as np

from search.retrieval.bitmap import Array
from search.retrieval.columns import Columns


def years_of(columns: Columns) -> Array:
    """Returns the year of adoption of each document by its number; 0 where none is known."""
    years = columns.values("year")
    numbers = [int(year) if year.isdigit() else 0 for year in years.names]
    found: Array = np.array([*numbers, 0])[years.numbers]
    return found
