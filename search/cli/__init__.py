"""The commands that search: search and show, explain, compare."""
