"""Entry point of the command `operative`.

Nothing is imported until it is called: the processes that read files import this module again, and
need neither the server nor the engines.
"""

from __future__ import annotations


def main() -> None:
    """Runs the command line."""
    from indexer.reading.garbage_collection import collect_rarely
    from indexer.surroundings import trust_no_folder

    trust_no_folder()
    collect_rarely()  # garbage collection during the imports would take a tenth of a second
    from web.cli import main as run

    run()
