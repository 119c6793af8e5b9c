"""What is shown: documents and paragraphs in SQLite, a catalogue and immutable parts."""
