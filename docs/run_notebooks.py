"""Runs the notebooks of `docs/notebooks` and saves their results.

    python docs/run_notebooks.py

Run it when results have changed, and look at what has changed before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent / "notebooks"


def executed(path: Path) -> nbformat.NotebookNode:
    """Returns a notebook with the results of all its cells.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    return notebook


def main() -> None:
    """Runs all notebooks in place."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = executed(path)
        for cell in notebook.cells:  # times and process numbers differ with every run
            cell.metadata = {}
        notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"]}
        nbformat.write(notebook, path)
        print(path)


if __name__ == "__main__":
    main()
