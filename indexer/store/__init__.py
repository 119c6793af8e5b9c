"""Store: documents and paragraphs in SQLite, a catalogue and immutable parts."""
