"""Lines to an outline: documents of a file, masthead, segments, numbering."""
