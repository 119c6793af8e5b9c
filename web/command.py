"""What the command `operative` starts.

Nothing is imported until it is called: the processes that read files load the module of the
command again, and need neither the server nor the engines.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from indexer.reading.garbage_collection import collect_rarely
    from indexer.surroundings import trust_no_folder

    trust_no_folder()
    collect_rarely()  # to look for garbage while all is imported takes a tenth of a second
    from web.cli import main as run

    run()
