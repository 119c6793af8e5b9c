"""Lines and letters: layout, furniture, footnotes, languages; nothing yet of what a text means."""
