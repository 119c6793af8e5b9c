"""Raw text to documents: pure functions, no input or output."""
